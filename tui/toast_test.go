package tui

import (
	"strings"
	"testing"
	"testing/synctest"
)

// An error is told to its end, over as much of the page as it takes; an outcome
// stays on its line. Every size is kept.
func TestToastLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		long := "upload https://app.acme.com/static/build/assets/index-3f9a1c.js: PUT storage.example: " + strings.Repeat("the store is busy, ", 6) + "quota used up"
		settleOnly(a, complain(long)())
		lines := strings.Split(a.View().Content, "\n")
		exact(t, "error", a.View().Content, 80, 24)
		if last := lines[len(lines)-1]; !strings.Contains(last, "quota used up") {
			t.Errorf("the last line is %q", last)
		}
		a.toast = toast{}
		settleOnly(a, say(long)())
		exact(t, "outcome", a.View().Content, 80, 24)
		if strings.Contains(a.View().Content, "quota used up") {
			t.Error("an outcome takes more than its line")
		}
		a.end()
	})
}
