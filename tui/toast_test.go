package tui

import (
	"strings"
	"testing"
	"testing/synctest"
)

// An error and an outcome are told to their end, over as much of the page as
// they take. Every size is kept.
func TestToastLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		long := "upload https://app.acme.com/static/build/assets/index-3f9a1c.js: PUT storage.example: " + strings.Repeat("the store is busy, ", 6) + "quota used up"
		settleOnly(a, complain(long)())
		told := func(what string) {
			exact(t, what, a.View().Content, 80, 24)
			if words := strings.Join(strings.Fields(a.View().Content), " "); !strings.Contains(words, "quota used up") {
				t.Errorf("%s is not told to its end: %s", what, a.View().Content)
			}
		}
		told("error")
		a.toast = toast{}
		settleOnly(a, say(long)())
		told("outcome")
		a.toast = toast{}
		settleOnly(a, toastMsg{text: long, undo: &deed{}})
		told("outcome that can be undone")
		a.end()
	})
}
