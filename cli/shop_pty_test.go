//go:build unix

package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest/demo"
)

// A shop is someone at work on the built-in project, over a socket: signed in
// by the environment, in the folder of the newest build, with a home of their
// own.
type shop struct {
	*demo.Demo
	t     *testing.T
	env   []string
	build string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	return newShopAt(t, time.Now())
}

// newShopAt is one at a given time.
func newShopAt(t *testing.T, now time.Time) *shop {
	t.Helper()
	d, err := demo.Start("", now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	home := t.TempDir()
	return &shop{d, t, []string{"POSTHOG_CLI_HOST=" + d.Server.URL, "POSTHOG_CLI_PROJECT_ID=" + demo.Project, "POSTHOG_CLI_API_KEY=" + demo.Key,
		"HOME=" + home, "POSTHOG_HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "XDG_CONFIG_HOME=" + filepath.Join(home, "config")},
		filepath.Join(d.Builds, "acme-web-4.3.0")}
}

// start starts the app.
func (s *shop) start(w, h int, args ...string) *session {
	s.t.Helper()
	return startIn(s.t, s.build, w, h, s.env, args...)
}

// startShop starts the app on a shop, and waits for its symbol sets.
func startShop(t *testing.T) (*shop, *session) {
	t.Helper()
	shop := newShop(t)
	s := shop.start(120, 40)
	s.see("[1 Symbol sets]")
	s.see("storefront-qKYFPjxF.js")
	return shop, s
}

// getenv gives what the shop's environment says.
func (s *shop) getenv(name string) string {
	for _, e := range s.env {
		if value, found := strings.CutPrefix(e, name+"="); found {
			return value
		}
	}
	return ""
}

// throw lets a page throw now.
func (s *shop) throw(page string) {
	s.t.Helper()
	if _, err := s.Throw(page); err != nil {
		s.t.Fatal(err)
	}
}

// stored gives what PostHog has for a ref: the file, nil when there is none.
func (s *shop) stored(ref string) (file []byte, listed bool) {
	for _, set := range s.Server.Sets() {
		if set.Ref == ref {
			return bytes.Clone(s.Server.Object(set.StoragePtr)), true
		}
	}
	return nil, false
}

// asked reports whether PostHog was asked for something.
func (s *shop) asked(method, path string) bool {
	for _, r := range s.Server.Requests() {
		if r.Method == method && strings.Contains(r.Path, path) {
			return true
		}
	}
	return false
}

// until waits for something that no screen shows.
func (s *shop) until(what string, is func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if is() {
			return
		}
	}
	s.t.Fatalf("waited for %s", what)
}

// open goes to a symbol set by its ref.
func (s *session) open(ref string) {
	s.t.Helper()
	s.see("? help")
	s.press(":")
	s.see("Commands")
	s.press(ref)
	s.see("Open the symbol set")
	s.press("\r")
	s.see("‹ Symbol sets  " + ref)
	s.see("── Facts")
}
