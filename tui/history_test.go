package tui

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
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

// TestZoom holds that z gives the list what stood beside and below it, on every
// page with a list, and takes it back.
func TestZoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rules := func(view string) (n int) {
			for line := range strings.Lines(view) {
				if strings.Contains(line, strings.Repeat("─", 15)) {
					n++
				}
			}
			return n
		}
		for _, keys := range []string{"", "enter", "2", "3"} {
			for _, size := range sizes {
				a := at(shop(), strings.Fields(keys)...)
				settle(a, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				before := a.View().Content
				press(a, "z")
				zoomed := a.View().Content
				exact(t, keys+" zoomed", zoomed, size[0], size[1])
				if size[0] == 80 && rules(zoomed) >= rules(before) {
					t.Errorf("%q: z takes nothing away:\n%s\n%s", keys, before, zoomed)
				}
				press(a, "z")
				if after := a.View().Content; after != before {
					t.Errorf("%q at %v: z twice is not as before:\n%s", keys, size, after)
				}
				a.end()
			}
		}
	})
}

// TestWindowTitle holds what the terminal's tab says.
func TestWindowTitle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		a.opts.Title = "acme\x1b[2J"
		if got := a.View().WindowTitle; got != "symset · 6 missing · acme␛[2J" {
			t.Errorf("%q", got)
		}
		press(a, "2")
		if got := a.View().WindowTitle; !strings.HasPrefix(got, "symset · Exceptions · ") {
			t.Errorf("%q", got)
		}
		a.end()
	})
}
