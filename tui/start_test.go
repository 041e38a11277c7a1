package tui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols"
	"symset/tui/term"
)

// The app begins where it was told to, and esc goes to the page that this would
// have been opened from.
func TestStart(t *testing.T) {
	for name, c := range map[string]struct {
		start Start
		has   []string
		esc   string
	}{
		"event":      {Start{Event: "i3-event-1"}, []string{"ChunkLoadError", "3 min ago", "event 1/"}, "[2 Exceptions]"},
		"issue":      {Start{Issue: "i3"}, []string{"ChunkLoadError", "2 min ago", "event 1/"}, "[2 Exceptions]"},
		"either":     {Start{Event: "i3", Issue: "i3"}, []string{"ChunkLoadError", "2 min ago", "event 1/"}, "[2 Exceptions]"},
		"neither":    {Start{Event: "zz", Issue: "zz"}, []string{"there is no exception zz", "r tries again"}, "[2 Exceptions]"},
		"exceptions": {Start{Exceptions: true}, []string{"[2 Exceptions]", "ChunkLoadError", "Reads"}, "[2 Exceptions]"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, _ := prepare(context.Background(), Options{Project: acme(), Start: c.start, Resolver: symbols.NewResolver()}, func(string) string { return "" })
				a.now = func() time.Time { return now }
				x := term.Run(t, a, 80, 24)
				x.After(3 * time.Second)
				x.Has(c.has...)
				x.Slowly(time.Second, "esc")
				x.Has(c.esc)
				quit(x, a)
			})
		})
	}
}
