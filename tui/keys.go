package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/theme"
)

// A Key is a row of the key table in the README and in symset's help.
type Key struct {
	Keys  string // "↓ j"
	Does  string // "Go to the next frame"
	Group string // "Frames"
}

// Keys lists the keys of the stack trace, in the order of the help screen.
func Keys() []Key {
	a := newApp(&env{theme: theme.New(0, true)}, newTrace(&env{theme: theme.New(0, true)}, Options{}, &lens{}, walkOver(make([]symbols.Event, 1))))
	var out []Key
	for _, x := range grouped(a.all()) {
		out = append(out, Key{Keys: keyNames(a.theme.Glyphs, x.key), Does: x.title, Group: x.group})
	}
	return out
}

// global lists what can be done everywhere; the last is help.
func (a *app) global() []action {
	return []action{
		{id: "app.palette", key: bind(":", "commands", ":"), title: "Choose a command by name", group: "symset",
			run: a.openPalette},
		{id: "app.quit", key: bind("q", "quit", "q", "ctrl+c"), title: "Quit", group: "symset",
			run: func() tea.Cmd { return tea.Quit }},
		{id: "app.suspend", key: bind("ctrl+z", "", "ctrl+z"), title: "Suspend symset: back to the shell, fg returns", group: "symset",
			run: func() tea.Cmd { return tea.Suspend }},
		{id: "app.help", key: bind("?", "help", "?"), title: "Show the keys that work here", group: "symset",
			run: a.openHelp},
	}
}

// all lists what can be done now, the page's before the app's.
func (a *app) all() []action { return append(a.front().actions(), a.global()...) }
