//go:build unix

package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"symset/client/posthogtest/demo"
)

const (
	storefront = "https://acme.example/assets/storefront-qKYFPjxF.js" // no map was found
	account    = "https://acme.example/assets/account-UDDKIUiK.js"    // its map is cut off, and so is the one of the build
	search     = "https://acme.example/assets/search-RSomo7eB.js"     // the build has a map of before
	reviews    = "01990260-64fe-784c-8133-4446ce66acff"               // stored with a map of before

	down, escape = "\x1b[B", "\x1b"
)

// TestMendTheWorst goes from the start to the set that most frames wait for,
// its reason, the right map and its proof, and then reads the next exception.
func TestMendTheWorst(t *testing.T) {
	shop := newShop(t)
	s := shop.start(100, 30)
	s.see("▸✗ …/acme.example/assets/storefront-qKYFPjxF.js")
	s.see("no map found")
	s.see("PostHog fetched the file.") // the reason, and beside it what to do
	s.see("→ u upload the map")
	s.press("2")
	s.see("i · storefront-qKYFPjxF.js:2:")
	s.press("1")
	s.see("→ u upload the map")
	s.press("\r")
	s.see("8 frames wait for it")
	s.press("u")
	s.see("▸ ✓ assets/storefront-qKYFPjxF.js")
	s.press("\r")
	s.see("✓ This map belongs to this file")
	s.see("8 of 8 frames resolve")
	s.see("there is nothing to replace")
	if shop.asked("POST", "start_upload") {
		t.Error("something was sent before U was pressed")
	}
	s.press("U")
	s.see("8 frames of new exceptions will read")
	if file, _ := shop.stored(storefront); !bytes.HasPrefix(file, []byte("posthog_error_tracking")) {
		t.Errorf("PostHog has %d bytes that are no symbol data", len(file))
	}
	shop.throw("storefront")
	s.press("2")
	s.see("[2 Exceptions]")
	s.press("r")
	s.see("ProductCard.cheapest · src/storefront.ts:14")
	s.press("\r")
	s.see("5 of 5 read")
	s.see("get cheapest(): Money {")
	s.press("q")
	s.ends(0)
	if strings.Contains(s.wrote(), demo.Key) {
		t.Error("the key shows")
	}
}

// TestWrongMap holds that a map of another build is refused with its reason.
func TestWrongMap(t *testing.T) {
	for _, c := range []struct{ ref, verdict, reason string }{
		{search, "✗ This map belongs to another file", "begin inside a word"},
		{account, "✗", "account-UDDKIUiK.js.map"},
	} {
		t.Run(c.ref, func(t *testing.T) {
			shop := newShop(t)
			s := shop.start(100, 30, "sets", c.ref)
			s.see("‹ Symbol sets  " + c.ref)
			s.see("── Facts")
			s.press("u")
			s.see("▸ ✗ ")
			s.press("\r")
			s.see(c.verdict)
			s.see(c.reason)
			s.gone("U upload")
			s.press("U")
			s.press("?") // what comes after: U has done nothing by now
			s.see("Send the file and its map to PostHog: ")
			s.press(escape)
			s.gone("─ Keys ─")
			s.press("\x03")
			s.ends(0)
			if file, _ := shop.stored(c.ref); shop.asked("POST", "start_upload") || file != nil {
				t.Error("it was sent")
			}
		})
	}
}

// TestReplace proves a map for a set that has a file, and puts it in its place;
// a copy of what was there is kept, and nothing else is left on this machine.
func TestReplace(t *testing.T) {
	shop := newShop(t)
	tmp := t.TempDir()
	shop.env = append(shop.env, "TMPDIR="+tmp)
	before, _ := shop.stored(reviews)
	s := shop.start(100, 30)
	s.open(reviews)
	s.press("u")
	s.see("Replace " + reviews)
	s.see("▸ ✓ assets/reviews-6ObJxDdm.js")
	s.press("\r")
	s.see("the file that is there is replaced")
	s.press("U")
	s.see("sent; ") // the rest may be cut
	if after, _ := shop.stored(reviews); len(after) == 0 || bytes.Equal(after, before) {
		t.Errorf("PostHog has %d bytes, had %d", len(after), len(before))
	}
	s.press("\x03")
	s.ends(0)
	if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
	s = shop.start(140, 20, "backups")
	s.see(reviews)
	s.ends(0)
}

// TestDelete holds that a set is deleted only after a question whose first
// answer is no.
func TestDelete(t *testing.T) {
	shop := newShop(t)
	s := shop.start(100, 30)
	s.open(account)
	for _, no := range []string{escape, "\r", "q"} {
		s.press("d")
		s.see("Delete account-UDDKIUiK.js?")
		s.see("[Cancel]")
		s.press(no)
		s.gone("[Cancel]")
	}
	if shop.asked("DELETE", "") || shop.asked("POST", "bulk_delete") {
		t.Error("it was deleted without a yes")
	}
	s.press("d")
	s.see("[Cancel]")
	s.press("\t")
	s.see("[Delete]")
	s.press("\r")
	shop.until("the set to be deleted", func() bool { _, listed := shop.stored(account); return !listed })
	s.press("4")
	s.see("✓ ")
	s.see("Delete account-UDDKIUiK.js")
	s.press("\x03")
	s.ends(0)
}
