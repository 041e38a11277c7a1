package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// maxVisits is how many pages the way back leads through.
const maxVisits = 30

// A visit is a page that was in front, on its tab.
type visit struct {
	tab  int
	page page
}

// history is the way through the app, for going back and forward as in a
// browser.
type history struct {
	visits []visit
	at     int // the one in front
}

// visited keeps what is in front now, if that is something new: what lay
// forward is forgotten then.
func (a *app) visited() {
	h := &a.history
	now := visit{a.shown, a.front()}
	if len(h.visits) > 0 && h.visits[h.at] == now {
		return
	}
	if len(h.visits) > 0 {
		h.visits = h.visits[:h.at+1]
	}
	h.visits = append(h.visits, now)
	h.visits = slices.Clone(h.visits[max(0, len(h.visits)-maxVisits):])
	h.at = len(h.visits) - 1
}

// travel goes d visits forward, or back. A page that was left is opened again,
// and reads again what it shows.
func (a *app) travel(d int) tea.Cmd {
	h := &a.history
	h.at += d
	v := h.visits[h.at]
	t := a.tabs[v.tab]
	cmd := a.show(v.tab)
	if !slices.Contains(t.pages, v.page) {
		return tea.Batch(cmd, a.push(v.page))
	}
	for t.front() != v.page {
		a.pop()
	}
	return cmd
}

// travelActions go through the history.
func (a *app) travelActions() []action {
	off := func(d int, why string) string {
		if at := a.history.at + d; at < 0 || at >= len(a.history.visits) {
			return why
		}
		return ""
	}
	return []action{
		{id: "app.earlier", key: bind("[", "", "["), title: "Go back to what was shown before", group: "symset",
			off: off(-1, "nothing was shown before"), run: func() tea.Cmd { return a.travel(-1) }},
		{id: "app.later", key: bind("]", "", "]"), title: "Go forward again", group: "symset",
			off: off(1, "there is nothing to go forward to"), run: func() tea.Cmd { return a.travel(1) }},
	}
}
