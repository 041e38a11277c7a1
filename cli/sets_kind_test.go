package cli

import (
	"testing"

	"symset/symbols"
)

func TestKindWords(t *testing.T) {
	for ref, want := range map[symbols.Ref]string{
		"https://shop.example/app.js":          "a URL, which PostHog fetches by itself",
		"capacitor://localhost/assets/main.js": "an address from which PostHog fetches nothing",
		"0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90": "an id, which must be uploaded",
	} {
		if got := kindWords(ref); got != want {
			t.Errorf("%s is %s, want %s", ref, got, want)
		}
	}
}
