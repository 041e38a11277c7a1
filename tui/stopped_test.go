package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Of a list that was stopped, or not asked for whole, no page says that there is
// nothing in it.
func TestStopped(t *testing.T) {
	for _, c := range []struct {
		name    string
		latency time.Duration // of each call
		waits   bool          // what frames wait for is asked for long
		keys    []string
		want    string
		not     []string
	}{
		{name: "symbol sets", latency: time.Hour, keys: []string{"esc"}, want: "Not all symbol sets were read", not: []string{"no symbol sets yet", "0 missing"}},
		{name: "symbol sets, read again", latency: 100 * time.Millisecond, keys: []string{"r", "esc"}, want: "No symbol set is missing. f shows all 4."},
		{name: "frames still asked", waits: true, want: "Recent exceptions are being searched", not: []string{"No symbol set is missing"}},
		{name: "builds", latency: time.Hour, keys: []string{"3", "esc"}, want: "The builds were not matched", not: []string{"No symbol set is missing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			shopFolder(t, nil)
			synctest.Test(t, func(t *testing.T) {
				p := shop()
				p.sets, p.events, p.latency = p.sets[5:9], nil, c.latency
				p.fault = func(call string) error {
					if c.waits && !strings.HasPrefix(call, "SetPages") {
						time.Sleep(time.Minute)
					}
					return nil
				}
				a, x := buildOn(t, p, nil, 80, 24)
				x.After(2 * time.Second)
				x.Slowly(time.Second, c.keys...)
				x.Has(c.want)
				for _, not := range c.not {
					x.HasNot(not)
				}
				x.After(time.Minute) // nothing is left that sleeps
				quit(x, a)
			})
		})
	}
}
