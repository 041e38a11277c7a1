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

// turnEvent goes to the next event, or the one before. Those at hand go
// around; an issue's begin with the latest and are read as they are wanted.
func (t *trace) turnEvent(d int) tea.Cmd {
	i, n := t.event+d, len(t.walk.events)
	switch {
	case t.walk.list == nil:
		i = (i + n) % n
	case i < 0:
		return say("this is the first event of the list")
	case i >= n:
		if cmd := t.ask(i); cmd != nil {
			return cmd
		}
		return say("this is the last event of the list")
	}
	t.walk.wanted = -1
	t.load(i)
	return t.begin()
}

// ask reads an event that is not at hand; eventsReadMsg answers. It is nil
// when there is none to read.
func (t *trace) ask(i int) tea.Cmd {
	if t.walk.waits() {
		t.walk.wanted = i
		return t.wait()
	}
	cmd := t.walk.want(t.env, i)
	if cmd == nil {
		return nil
	}
	t.spin.phase = 0
	return tea.Batch(cmd, t.wait())
}

// arrive takes an event that was read, and shows it if it is the one that was
// wanted.
func (t *trace) arrive(msg eventsReadMsg) tea.Cmd {
	if msg.of != t.walk || !t.walk.more.work.is(msg.req) {
		return nil
	}
	i := t.walk.take(msg)
	return tea.Batch(t.heard(msg.err), t.turnTo(i, msg.err))
}

// turnTo shows event i, or tells why there is none: i is below 0 then.
func (t *trace) turnTo(i int, err error) tea.Cmd {
	switch {
	case i >= 0:
		t.load(i)
		return t.begin()
	case !t.missing() && err != nil:
		return complain(problemOf(err).what + "; n tries again")
	case !t.missing():
		return say("this is the last event of the list")
	}
	t.arrange() // the notice tells
	return t.follow()
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
	t.wanted, t.asked = -1, [2]ask{}
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

// missingNotice tells of an event that has not come.
func (t *trace) missingNotice(w int) []string {
	g := t.theme.Glyphs
	switch {
	case t.walk.waits():
		return t.sentence(w, t.spinner(), t.theme.Dim, "reading "+t.walk.name)
	case t.walk.err != nil:
		return t.wrong(t.walk.err, w)
	case t.walk.more.ended:
		return t.sentence(w, g.None, t.theme.Dim, "the issue has no event in the days that were asked for: look further back on the list of exceptions")
	}
	return t.sentence(w, g.None, t.theme.Dim, t.walk.name+" was not read: r reads it")
}

// noOther says why there is no other event to go to.
func (t *trace) noOther() string {
	if t.missing() {
		return "no event is read yet"
	}
	if len(t.walk.events) < 2 && t.walk.list == nil {
		return "the input holds one event"
	}
	return ""
}
