package tui

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/tui/term"
)

// TestScreens shows the states at the sizes that matter. Read a change of a
// golden like code.
func TestScreens(t *testing.T) {
	for _, c := range []struct {
		name  string
		w, h  int
		keys  []string
		event func() symbols.Event
		early bool // before anything is read
		ascii bool
	}{
		{name: "read_80x24", w: 80, h: 24},
		{name: "read_140x40", w: 140, h: 40},
		{name: "read_60x15", w: 60, h: 15},
		{name: "read_110x30", w: 110, h: 30},
		{name: "loading_80x24", w: 80, h: 24, early: true},
		{name: "loading_140x40", w: 140, h: 40, early: true},
		{name: "ascii_140x40", w: 140, h: 40, ascii: true},
		{name: "asciihelp_80x24", w: 80, h: 24, ascii: true, keys: []string{"?"}},
		{name: "small_59x14", w: 59, h: 14},
		{name: "unread_80x24", w: 80, h: 24, keys: []string{"G", "k", "k"}},
		{name: "unread_140x40", w: 140, h: 40, keys: []string{"G", "k", "k"}},
		{name: "python_80x24", w: 80, h: 24, keys: []string{"G"}},
		{name: "builtin_80x24", w: 80, h: 24, keys: []string{"g", "j", "j", "j"}},
		{name: "doubt_80x24", w: 80, h: 24, keys: []string{"g", "j", "j"}},
		{name: "nosource_80x24", w: 80, h: 24, keys: []string{"g", "j", "j", "j", "j"}},
		{name: "cause_80x24", w: 80, h: 24, keys: []string{"c"}},
		{name: "cause_140x40", w: 140, h: 40, keys: []string{"c"}},
		{name: "app_80x24", w: 80, h: 24, keys: []string{"f"}},
		{name: "minified_80x24", w: 80, h: 24, keys: []string{"tab"}},
		{name: "minified_140x40", w: 140, h: 40, keys: []string{"tab"}},
		{name: "zoom_80x24", w: 80, h: 24, keys: []string{"z"}},
		{name: "zoom_140x40", w: 140, h: 40, keys: []string{"z"}},
		{name: "find_80x24", w: 80, h: 24, keys: []string{"/", "item"}},
		{name: "findnothing_80x24", w: 80, h: 24, keys: []string{"/", "zzz", "enter"}},
		{name: "help_80x24", w: 80, h: 24, keys: []string{"?"}},
		{name: "helpfilter_80x24", w: 80, h: 24, keys: []string{"?", "copy"}},
		{name: "palette_80x24", w: 80, h: 24, keys: []string{":", "cop"}},
		{name: "info_80x24", w: 80, h: 24, keys: []string{"i"}},
		{name: "nostack_80x24", w: 80, h: 24, event: func() symbols.Event {
			return symbols.Event{Exceptions: []symbols.Exception{{Type: "Error", Value: "nothing"}}, Notes: []string{"the stack is not a list"}}
		}},
		{name: "noexception_140x40", w: 140, h: 40, event: func() symbols.Event { return symbols.Event{} }},
		{name: "hostile_80x24", w: 80, h: 24, event: hostileEvent},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				event := cartEvent()
				if c.event != nil {
					event = c.event()
				}
				a := testApp(cart(), event)
				a.ascii = c.ascii
				x := term.Run(t, a, c.w, c.h)
				if !c.early {
					x.After(2 * time.Second)
				}
				x.Key(c.keys...)
				if !c.early {
					x.After(time.Second)
				}
				golden.RequireEqual(t, x.Screen())
				x.Quit()
			})
		})
	}
}

// TestLooks shows how cells look, a letter each, in the four kinds of
// terminals.
func TestLooks(t *testing.T) {
	for _, c := range []struct {
		name    string
		profile colorprofile.Profile
		light   bool
	}{
		{"dark", colorprofile.TrueColor, false}, {"light", colorprofile.TrueColor, true}, {"256", colorprofile.ANSI256, false},
		{"16", colorprofile.ANSI, false}, {"none", colorprofile.Ascii, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				x := term.RunIn(t, testApp(cart(), cartEvent()), 80, 24, c.profile)
				if c.light {
					x.Light()
				}
				x.After(2 * time.Second)
				x.Key("/", "item", "enter")
				golden.RequireEqual(t, x.Screen()+x.Looks())
				x.Quit()
			})
		})
	}
}

// sizes at which every state must be exactly as large as the terminal.
var sizes = [][2]int{{60, 15}, {61, 16}, {80, 24}, {109, 30}, {110, 15}, {110, 30}, {140, 40}, {200, 60}, {0, 0}, {1, 1}, {59, 14}}

// TestSizes puts the app into every state at every size and resizes it there.
func TestSizes(t *testing.T) { synctest.Test(t, testSizes) }

func testSizes(t *testing.T) {
	for name, keys := range map[string][]string{
		"read": nil, "unread": {"G", "k", "k"}, "doubt": {"g", "j", "j"}, "python": {"G"}, "cause": {"c"}, "app": {"f"},
		"minified": {"tab"}, "zoom": {"z"}, "find": {"/", "item"}, "help": {"?"}, "palette": {":"}, "info": {"i"}, "toast": {"y"},
	} {
		for _, event := range []symbols.Event{cartEvent(), hostileEvent(), {}} {
			a := settled(testApp(cart(), event), 80, 24)
			for _, k := range keys {
				for _, key := range split(k) {
					press(a, key)
				}
			}
			fills(t, a, name, sizes)
		}
	}
}

// Before anything came, the app shows something everywhere, too.
func TestSizesBefore(t *testing.T) {
	a := testApp(cart(), cartEvent())
	_ = a.View()
	for _, size := range sizes {
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		exact(t, fmt.Sprint(size), a.View().Content, size[0], size[1])
	}
}
