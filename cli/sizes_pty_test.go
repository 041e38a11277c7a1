//go:build unix

package cli

import (
	"regexp"
	"testing"
	"time"

	"symset/client/posthogtest"
)

func TestNoColour(t *testing.T) {
	coloured := regexp.MustCompile(`\x1b\[(?:[0-9:]*;)*(?:[34][0-8]|9[0-7]|10[0-7])(?:[;:][0-9:;]*)?m`)
	for _, env := range []string{"NO_COLOR=yes", "NO_COLOR="} {
		t.Run(env, func(t *testing.T) {
			s := start(t, 100, 30, []string{env}, "open", "--maps", "demo", "demo/pay.json")
			s.see("checkout.ts:20:13")
			s.press("q")
			s.ends(0)
			if got, want := coloured.MatchString(s.wrote()), env == "NO_COLOR="; got != want {
				t.Errorf("coloured: %v, want %v", got, want)
			}
		})
	}
}

// TestSizes holds that a screen that is too small says so, and that what was
// there comes back, also while it is being read.
func TestSizes(t *testing.T) {
	shop := newShop(t)
	shop.Server.Break(posthogtest.Fault{Path: "symbol_sets", Delay: 300 * time.Millisecond, Times: 1})
	s := shop.start(100, 30)
	for _, size := range [][2]int{{50, 10}, {60, 15}, {200, 60}, {30, 5}, {80, 24}} {
		s.resize(size[0], size[1])
		if size[0] < 60 {
			s.see("60×15")
			continue
		}
		s.see("? help")
	}
	s.see("▸✗ …/assets/storefront-qKYFPjxF.js")
	s.press(down)
	s.gone("▸✗ …/assets/storefront-qKYFPjxF.js")
	s.resize(50, 10)
	s.see("60×15")
	s.resize(140, 40)
	s.see("1 Symbol sets")
	s.see("  ✗ …/assets/storefront-qKYFPjxF.js")
	s.see("▸✗ 019940bc-4037-7bce-a493-8ebf07264181") // the cursor is where it was
	s.press("q")
	s.ends(0)
}
