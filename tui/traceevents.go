package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// which tells which event of how many is shown: "3/412"; empty when there is
// but one, or none yet.
func (t *trace) which() string {
	if t.missing() || len(t.walk.events) < 2 && t.walk.list == nil {
		return ""
	}
	return whichOf(t.walk, t.event)
}

// whichOf tells which event of a walk i is.
func whichOf(w *walk, i int) string {
	if n := len(w.events); w.total < n || w.total == 0 {
		return fmt.Sprintf("%d/%d+", i+1, n)
	}
	return fmt.Sprintf("%d/%d", i+1, w.total)
}

// turnEvent goes to the next event, or the one before.
func (t *trace) turnEvent(d int) tea.Cmd {
	i, cmd := t.walk.turn(t.env, t.event, d)
	if i < 0 || i == t.event { // or back from one that is being read
		return tea.Batch(cmd, t.wait())
	}
	t.load(i)
	return t.begin()
}

// arrive takes an event that was read, and shows it if it is the one that was
// wanted. The first that can't be had is told by the notice.
func (t *trace) arrive(msg eventsReadMsg) tea.Cmd {
	if msg.of != t.walk || !t.walk.more.work.is(msg.req) {
		return nil
	}
	i, cmd := t.walk.arrived(t.env, t.event, msg)
	switch {
	case i >= 0:
		t.load(i)
		return tea.Batch(t.heard(msg.err), cmd, t.begin())
	case t.missing():
		cmd = nil
	}
	t.arrange()
	return tea.Batch(t.heard(msg.err), cmd, t.follow())
}

// readAgain goes on where the reading stopped. When all is read it begins anew:
// symbol sets may have been uploaded meanwhile.
func (t *trace) readAgain() tea.Cmd {
	if t.todo == 0 && !t.missing() && t.project != nil {
		return t.again()
	}
	return t.begin()
}

// again reads the event that is shown once more, through another lens. The
// cursor stays on its frame, and what was read stays until it is read anew.
func (t *trace) again() tea.Cmd {
	if t.missing() {
		return nil
	}
	t.halt()
	t.wanted = -1
	t.read = make([]*symbols.Resolved, len(t.frames))
	t.todo, t.stopped = len(t.frames), false
	t.rebuild()
	return t.begin()
}

// names reports whether a frame of the event names one of the symbol sets.
func (t *trace) names(refs []symbols.Ref) bool {
	for _, f := range t.frames {
		if slices.Contains(refs, f.Ref()) || slices.Contains(refs, symbols.Ref(f.File)) {
			return true
		}
	}
	return false
}

// missingNotice says that an event has not come.
func (t *trace) missingNotice(w int) []string {
	g := t.theme.Glyphs
	switch {
	case t.walk.waits():
		return t.sentence(w, t.spinner(), t.theme.Dim, "reading "+t.walk.name)
	case t.walk.err != nil:
		return t.wrong(t.walk.err, w)
	case t.walk.more.ended:
		return t.sentence(w, g.None, t.theme.Dim, "the issue has no event in the days asked for: look further back in the list of exceptions")
	}
	return t.sentence(w, g.None, t.theme.Dim, t.walk.name+" was not read: r reads it")
}

// noOther says why there is no other event to go to.
func (t *trace) noOther() string {
	if t.missing() {
		return "no event has been read yet"
	}
	if len(t.walk.events) < 2 && t.walk.list == nil {
		return "the input holds one event"
	}
	return ""
}
