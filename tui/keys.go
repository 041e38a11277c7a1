package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/theme"
)

// A Key is a row of the key table in the README and in symset's help.
type Key struct {
	Keys  string // "↓ j"
	Does  string // "Go to the next frame"
	Group string // "Frames"
	Page  string // "Symbol sets"; empty for what works everywhere
}

// nobodys is a project that keys are listed for; it is asked for nothing.
type nobodys struct{ symbols.Project }

// Keys lists the keys of all pages, each in the order of the help screen, and
// at last those that work everywhere.
func Keys() []Key {
	e := &env{theme: theme.New(0, true), now: time.Now, project: nobodys{}, lens: &lens{}}
	a := newApp(e, Options{}, projectTabs(e)...)
	var out []Key
	add := func(page string, as []action) {
		for _, x := range as {
			if len(x.key.Keys()) == 0 || x.key.Keys()[0] == "" {
				continue // the palette's alone
			}
			out = append(out, Key{Keys: keyNames(e.theme.Glyphs, x.key), Does: x.title, Group: x.group, Page: page})
		}
	}
	for _, p := range []struct {
		name string
		page page
	}{
		{"Symbol sets", a.tabs[setsTab].pages[0]},
		{"One symbol set", newSetPage(e, openSetMsg{row: &setRow{}}, nil)},
		{"Exceptions", a.tabs[exceptionsTab].pages[0]},
		{"Stack trace", newTrace(e, walkOver(make([]symbols.Event, 1)))},
		{"Explain", newExplain(e, explainMsg{ref: "a"}, nil)},
		{"Build", a.tabs[buildTab].pages[0]},
		{"Upload or replace", newUpload(e, "", nil, nil)},
		{"Activity", a.tabs[activityTab].pages[0]},
		{"Not signed in", newWelcome(e, Options{})},
	} {
		add(p.name, grouped(p.page.actions()))
	}
	add("", append(a.tabActions(), a.global()...))
	return out
}

// global lists what can be done everywhere; the last is help.
func (a *app) global() []action {
	return append(a.travelActions(), []action{
		{id: "app.palette", key: bind(":", "commands", ":"), title: "Choose a command by name", group: "symset",
			run: a.openPalette},
		{id: "app.quit", key: bind("q", "quit", "q", "ctrl+c"), title: "Quit", group: "symset",
			run: a.quit},
		{id: "app.suspend", key: bind("ctrl+z", "", "ctrl+z"), title: "Suspend symset: back to the shell, fg returns", group: "symset",
			run: func() tea.Cmd { return tea.Suspend }},
		{id: "app.help", key: bind("?", "help", "?"), title: "Show the keys that work here", group: "symset",
			run: a.openHelp},
	}...)
}

// all lists what can be done now, the page's before the app's. On a page that
// was opened from another, esc goes back when it has nothing to undo there.
func (a *app) all() []action {
	as := a.front().actions()
	if len(a.tab().pages) > 1 {
		as = append([]action{}, as...)
		as = slices.DeleteFunc(as, func(x action) bool { return x.off != "" && slices.Contains(x.key.Keys(), "esc") })
		if !slices.ContainsFunc(as, func(x action) bool { return slices.Contains(x.key.Keys(), "esc") }) {
			back := action{id: "app.back", key: bind("esc", "back", "esc"), title: "Go back to the page before", group: "symset", run: a.pop}
			as = append([]action{back}, as...)
		}
	}
	if len(a.jobs.running) > 0 {
		as = append(as[:len(as):len(as)], action{id: "app.cancel", key: bind("X", "", "X"), title: "Cancel " + a.jobs.running[0].name, group: "symset", run: a.cancelJob})
	}
	return append(append(as[:len(as):len(as)], a.tabActions()...), a.global()...)
}

// tabActions go from tab to tab.
func (a *app) tabActions() []action {
	var as []action
	if len(a.tabs) < 2 {
		return nil
	}
	for i, t := range a.tabs {
		n := string(rune('1' + i))
		as = append(as, action{id: "app.tab" + n, key: bind(n, "", n), title: "Go to " + t.name, group: "symset",
			run: func() tea.Cmd { return a.show(i) }})
	}
	return as
}
