package tui

import (
	"testing"
	"testing/synctest"
	"time"

	"symset/tui/term"
)

// The page comes back as it was left; what is kept and not known any more is
// passed over.
func TestExceptionsKeep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := exceptionsApp(acme())
		x := exceptionsOf(a)
		x.status, x.days, x.order, x.ascending, x.text = "all", 30, "users", true, "time"
		kept := x.keep()

		b := acme()
		again := exceptionsApp(b)
		exceptionsOf(again).restore(kept)
		run := term.Run(t, again, 80, 24)
		run.After(3 * time.Second)
		run.Has("status: all", "sort: users ↑", "30 days", "/ time", "RangeError")
		run.HasNot("TypeError")
		if got := b.calls("issues status=all search=time order=users days=30"); len(got) != 1 {
			t.Errorf("asked %q", b.calls("issues"))
		}
		quit(run, again)
	})
	x := exceptionsOf(exceptionsApp(acme()))
	x.restore(map[string]string{"status": "x", "days": "12", "order": "y"})
	if x.status != "active" || x.days != 7 || x.order != "last_seen" {
		t.Errorf("took what it does not know: %+v", x.filter())
	}
}
