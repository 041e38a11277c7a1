//go:build unix

package cli

import (
	"net/http"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// TestBadServers holds that the keyboard answers whatever PostHog does: when it
// never answers, answers a byte at a time, fails, or breaks off.
func TestBadServers(t *testing.T) {
	for name, fault := range map[string]posthogtest.Fault{
		"hangs":      {Delay: time.Hour},
		"drips":      {Drip: 50 * time.Millisecond},
		"fails":      {Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"},
		"breaks off": {Cut: true, CutAt: 40},
	} {
		t.Run(name, func(t *testing.T) {
			shop := newShop(t)
			shop.Server.Break(fault)
			s := shop.start(100, 30)
			s.see("[1 Sets]")
			shop.until("PostHog to be asked", func() bool { return shop.asked("GET", "symbol_sets") })
			for _, tab := range []string{"[2 Exceptions]", "[3 Build]", "[4 Activity]", "[1 Sets]"} {
				s.press(tab[1:2])
				s.see(tab)
			}
			s.press("?")
			s.see("╭─ Keys ─")
			s.press(escape)
			s.gone("╭─ Keys ─")
			s.press(":")
			s.see("╭─ Commands ─")
			s.press(escape)
			s.gone("╭─ Commands ─")
			s.press("q")
			s.ends(0)
		})
	}
}

// TestComesBack holds that an error stands where the data would be, and that
// asking again is one key.
func TestComesBack(t *testing.T) {
	shop := newShop(t)
	shop.Server.Break(posthogtest.Fault{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"})
	s := shop.start(100, 30)
	s.see("502")
	s.see("r")
	shop.Server.Mend()
	s.press("r")
	s.see("▸✗ …/acme.example/assets/storefront-qKYFPjxF.js")
	shop.Server.Break(posthogtest.Fault{Delay: time.Hour})
	s.press("r")
	s.see("0 so far")
	s.see("storefront-qKYFPjxF.js") // stays meanwhile
	s.press(escape)
	s.gone("0 so far")
	s.see("▸✗ …/acme.example/assets/storefront-qKYFPjxF.js")
	s.press("q")
	s.ends(0)
}

// TestUploadFails holds that an upload that PostHog refuses is told with its
// reason, kept in Activity, and leaves nothing behind.
func TestUploadFails(t *testing.T) {
	shop := newShop(t)
	shop.Server.Break(posthogtest.Fault{Method: http.MethodPost, Path: "/symbols", Status: http.StatusForbidden,
		Body: "<Error><Code>AccessDenied</Code><Message>no entry</Message></Error>"})
	s := shop.start(100, 30)
	s.open(storefront)
	s.press("u")
	s.see("▸ ✓ assets/storefront-qKYFPjxF.js")
	s.press("\r")
	s.see("✓ This map belongs to this file")
	s.press("U")
	s.see("✗ Upload storefront-qKYFPjxF.js: ")
	s.press("4")
	s.see("[4 Activity]")
	s.see("✗ ")
	s.see("→ what PostHog signs is valid for minutes")
	s.press("q")
	s.ends(0)
	if file, _ := shop.stored(storefront); file != nil {
		t.Errorf("PostHog has %d bytes of it", len(file))
	}
}
