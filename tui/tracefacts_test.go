package tui

import (
	"testing"
	"time"
)

func TestFacts(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Second: "just now", 2 * time.Minute: "2 min ago", 3 * time.Hour: "3 h ago", 30 * time.Hour: "30 h ago", 72 * time.Hour: "3 d ago", 4 * 365 * 24 * time.Hour: "4 years ago", -time.Hour: "in the future",
	} {
		if got := age(d); got != want {
			t.Errorf("age(%v) = %q, want %q", d, got, want)
		}
	}
	for in, want := range map[string]string{
		"https://app.acme.com/cart?id=7#x": "/cart", "https://app.acme.com": "/", "/cart": "/cart", "https://a/?x=https://b/c": "/",
	} {
		if got := urlPath(in); got != want {
			t.Errorf("urlPath(%q) = %q, want %q", in, got, want)
		}
	}
}
