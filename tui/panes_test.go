package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

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
