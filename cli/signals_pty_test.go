//go:build unix

package cli

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// unwatched is for programs that are ended from outside: Bubble Tea closes its
// input then while it reads it, which the race detector sees when the test runs
// under it.
const unwatched = "GORACE=exitcode=0"

// TestSignals ends the app from outside: at rest, while it waits for PostHog,
// and while an upload is under way. The terminal is left as it was.
func TestSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		for _, at := range []string{"at rest", "reading", "uploading"} {
			t.Run(sig.String()+" "+at, func(t *testing.T) {
				shop := newShop(t)
				shop.env = append(shop.env, unwatched)
				if at == "reading" {
					shop.Server.Break(posthogtest.Fault{Delay: time.Hour})
				}
				s := shop.start(100, 30)
				s.see("[1 Sets]")
				switch at {
				case "at rest":
					s.see("PostHog fetched the file.")
				case "reading":
					shop.until("PostHog to be asked", func() bool { return shop.asked("GET", "symbol_sets") })
				case "uploading":
					shop.Server.Break(posthogtest.Fault{Method: "POST", Path: "/symbols", Delay: time.Hour, Times: 1})
					s.open(storefront)
					s.press("u")
					s.see("▸ ✓ assets/storefront-qKYFPjxF.js")
					s.press("\r")
					s.see("✓ This map belongs to this file")
					s.press("U")
					shop.until("the file to be sent", func() bool { return shop.asked("POST", "/symbols") })
				}
				if err := s.cmd.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
				code := exitOK
				if sig == syscall.SIGINT {
					code = exitInterrupted
				}
				s.ends(code)
				if strings.Contains(s.wrote(), "goroutine 1 [") {
					t.Error("it died with a trace of itself")
				}
			})
		}
	}
}
