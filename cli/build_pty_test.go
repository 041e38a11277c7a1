//go:build unix

package cli

import (
	"bytes"
	"strings"
	"testing"
)

const (
	checkout = "019940bc-4037-7bce-a493-8ebf07264181" // a chunk id that only frames know
	cart     = "https://acme.example/assets/cart-YFvMxm0g.js"
)

// TestMendByBuild mends all that the build in this folder surely has with two
// keys, each pair proved before it is sent, and reads the next exception.
func TestMendByBuild(t *testing.T) {
	shop, s := startShop(t)
	s.press("3")
	s.see("4 symbol sets chosen")
	s.see("[x] ✓ storefront-qKYFPjxF.js")
	s.see("! search-RSomo7eB.js") // doubtful ones are never chosen by themselves
	if shop.asked("POST", "start_upload") {
		t.Error("something was sent before U was pressed")
	}
	s.press("U")
	s.see("4 sent; ")
	s.see("uploaded")
	for _, ref := range []string{storefront, checkout, cart} {
		if file, _ := shop.stored(ref); !bytes.HasPrefix(file, []byte("posthog_error_tracking")) {
			t.Errorf("%s: PostHog has %d bytes that are no symbol data", ref, len(file))
		}
	}
	for _, ref := range []string{search, account} {
		if file, _ := shop.stored(ref); file != nil {
			t.Errorf("%s was sent", ref)
		}
	}
	shop.throw("cart")
	s.press("2")
	s.see("[2 Exceptions]")
	s.press("r")
	s.see("src/cart.ts:")
	s.press("4")
	s.see("Upload 4 symbol sets")
	s.press("q")
	s.ends(0)
}

// TestChooseByBuild takes one of them out and looks at the evidence of another,
// before the rest is sent.
func TestChooseByBuild(t *testing.T) {
	shop, s := startShop(t)
	s.press("3")
	s.see("4 symbol sets chosen")
	s.press(" ")
	s.see("3 symbol sets chosen")
	s.see("▸[x] ✓ 01994") // the cursor goes on
	s.press("\r")
	s.see("Upload for " + checkout)
	s.see("✓ This map belongs to this file")
	s.press(escape)
	s.see("[3 Build]")
	s.press("U")
	s.see("3 sent; ")
	if file, _ := shop.stored(storefront); file != nil {
		t.Error("what was taken out was sent")
	}
	if file, _ := shop.stored(checkout); file == nil {
		t.Error("what was looked at was not sent")
	}
	s.press("q")
	s.ends(0)
}

// TestExplainFrame goes from a frame that does not read to the step that fails,
// to what mends it, and back.
func TestExplainFrame(t *testing.T) {
	_, s := startShop(t)
	s.press("2")
	s.see("[2 Exceptions]")
	s.see("PaymentError")
	s.press("/payment\r")
	s.see("▸✗ PaymentError")
	s.press("\r")
	s.see("── Frames")
	s.see("c.charge")
	s.press("x")
	s.see("‹ Explain  c.charge")
	s.see("Nothing was uploaded for the chunk id")
	s.see("The files here mend it: Checkout.charge")
	s.press("u")
	s.see("Upload for " + checkout)
	s.press(escape)
	s.gone("Upload for")
	s.press(escape)
	s.see("── Frames")
	s.press("[") // as in a browser
	s.see("Nothing was uploaded for the chunk id")
	s.press("q")
	s.ends(0)
	if strings.Contains(s.wrote(), "goroutine 1 [") {
		t.Error("it died with a trace of itself")
	}
}
