package tui

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
)

// shownOn tells which page is in front, and where: "1 tui.sets".
func shownOn(a *app) string {
	return string(rune('1'+a.shown)) + " " + strings.TrimPrefix(reflect.TypeOf(a.front()).String(), "*")
}

// TestHistory goes back and forward over tabs and pages, also to those that
// were left.
func TestHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct{ keys, want string }{
			{"[", "1 tui.sets"},
			{"]", "1 tui.sets"},
			{"2 [", "1 tui.sets"},
			{"2 [ ]", "2 tui.exceptions"},
			{"enter 4 [", "1 tui.setPage"},
			{"enter 4 [ [ ] ]", "4 tui.activity"},
			{"enter esc ] ", "1 tui.sets"},
			{"enter esc [", "1 tui.setPage"},
			{"enter esc [ [", "1 tui.sets"},
			{"enter x esc esc [ [", "1 tui.explainPage"},
			{"enter x esc esc [ [ esc", "1 tui.setPage"},
			{"2 3 [ 4 ]", "4 tui.activity"}, // what lay forward is forgotten
			{"2 3 [ 4 [ [", "1 tui.sets"},
		} {
			a := at(shop(), strings.Fields(c.keys)...)
			if got := shownOn(a); got != c.want {
				t.Errorf("%s leads to %s, want %s", c.keys, got, c.want)
			}
			for _, tab := range a.tabs {
				if len(tab.pages) > 4 {
					t.Errorf("%s leaves %d pages on a tab", c.keys, len(tab.pages))
				}
			}
			a.end()
		}
		a := at(shop())
		for range 2 * maxVisits {
			press(a, "2")
			press(a, "1")
		}
		if n := len(a.history.visits); n != maxVisits {
			t.Errorf("%d visits are kept", n)
		}
		for range 2 * maxVisits {
			press(a, "[")
		}
		if a.history.at != 0 || !strings.Contains(a.toast.text, "nothing was shown before") {
			t.Errorf("at %d, and %q is told", a.history.at, a.toast.text)
		}
		a.end()
	})
}
