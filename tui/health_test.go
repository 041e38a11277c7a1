package tui

import (
	"errors"
	"testing"
	"time"
)

// The tab line tells for how long the server asks to wait, and since when
// nothing answers; an answer ends that.
func TestHealth(t *testing.T) {
	clock := now
	a := at(shop())
	a.env.now = func() time.Time { return clock }
	a.heard(faulty{error: errors.New("wait"), wait: 12 * time.Second})
	for _, c := range []struct {
		pass time.Duration
		want string
	}{{0, "PostHog asks to wait 12 s"}, {5 * time.Second, "PostHog asks to wait 7 s"}, {7 * time.Second, ""}} {
		clock = clock.Add(c.pass)
		if got := a.trouble(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	a.heard(faulty{error: errors.New("gone"), offline: true})
	clock = clock.Add(time.Hour)
	a.heard(faulty{error: errors.New("gone"), offline: true})
	if got := a.trouble(); got != "offline since 10:43" {
		t.Errorf("offline: %q", got)
	}
	a.heard(nil)
	if got := a.trouble(); got != "" {
		t.Errorf("back again: %q", got)
	}
}
