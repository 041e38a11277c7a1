package tui

import "testing"

func TestFacts(t *testing.T) {
	for in, want := range map[string]string{
		"https://app.acme.com/cart?id=7#x": "/cart", "https://app.acme.com": "/", "/cart": "/cart", "https://a/?x=https://b/c": "/",
	} {
		if got := urlPath(in); got != want {
			t.Errorf("urlPath(%q) = %q, want %q", in, got, want)
		}
	}
}
