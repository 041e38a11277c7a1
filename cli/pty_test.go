//go:build unix

package cli

import (
	"strings"
	"testing"
)

func TestScreenOfAnEvent(t *testing.T) {
	s := start(t, 100, 30, nil, "open", "--maps", "demo", "demo/pay.json")
	s.see("CheckoutError")
	s.see("checkout.ts:20:13") // the first frame that reads has the cursor
	s.press("\x1b[B")
	s.press("\x1b[B")
	s.see("it names none, and there is") // all of the reason, where the code would be
	s.press("?")
	s.see("Go to the next frame")
	s.press("\x1b")
	s.gone("Go to the next frame")
	s.resize(70, 18)
	s.see("CheckoutError")
	s.resize(50, 10)
	s.see("60×15")
	s.resize(120, 40)
	s.see("── Causes ── 1 of 2") // the wide layout
	s.press("q")
	s.ends(0)
}

// TestScreenOfProject goes from a missing set to the exception that waits for
// it, and back, in the built-in project.
func TestScreenOfProject(t *testing.T) {
	s := start(t, 120, 40, []string{"HOME=" + t.TempDir()}, "demo")
	s.see("[1 Symbol sets]")
	s.see("no map found")
	s.see("frames wait for it") // of the set under the cursor
	s.press("\r")
	s.see("Why there is no symbol set")
	s.press("\r")
	s.see("── Frames ── 0 of ") // of whichever set the cursor was on when what waits was known
	s.see("esc back")           // the first would stop what is still being read
	s.press("\x1b")
	s.see("Why there is no symbol set")
	s.press("\x1b")
	s.see("[1 Symbol sets]")
	s.press("2")
	s.see("PaymentError")
	s.press("q")
	s.ends(0)
}

// TestScreenOfNobody goes the three ways of the first page.
func TestScreenOfNobody(t *testing.T) {
	s := start(t, 80, 24, []string{"HOME=" + t.TempDir(), "POSTHOG_CLI_HOST=http://127.0.0.1:1", "POSTHOG_CLI_PROJECT_ID=", "POSTHOG_CLI_API_KEY="})
	s.see("You are not signed in")
	s.press("s")
	s.see("127.0.0.1:1") // does not answer
	s.press("o")
	s.press("demo/load.txt\r")
	s.see("RatesError")
	s.press("\x1b")
	s.see("You are not signed in")
	s.press("d")
	s.see("[1 Sets]")
	s.press("q")
	s.ends(0)
}

func TestScreenOfPastedTrace(t *testing.T) {
	s := start(t, 100, 30, nil, "open", "--maps", "demo", "demo/load.txt")
	s.see("rates.ts:18:11")
	s.press("\x03") // ctrl+c
	s.ends(0)
}

// TestPrintedOnATerminal holds that resolve uses colours on a terminal, and
// that a terminal as standard input is not waited for in silence.
func TestPrintedOnATerminal(t *testing.T) {
	s := start(t, 100, 60, nil, "resolve", "--maps", "demo", "demo/load.txt")
	s.see("3 frames read")
	s.ends(0)
	if !strings.Contains(s.wrote(), "\x1b[32m✓") {
		t.Error("no colours on a terminal")
	}
	s = start(t, 100, 30, nil, "resolve")
	s.see("there is nothing to read")
	s.ends(1)
	s = start(t, 100, 30, nil, "resolve", "--maps", "demo", "-")
	s.see("paste a stack trace")
	s.press("RatesError: x\n    at Oe (https://corner.example/assets/shop-IEI3CONR.js:1:11275)\n\x04")
	s.see("rates.ts:18:11")
	s.ends(0)
}
