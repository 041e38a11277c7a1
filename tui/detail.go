package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// restBefore is how long the cursor rests on a set before its frames are asked
// for.
const restBefore = 150 * time.Millisecond

// detail is what is asked for the set under the cursor: the frames that were
// looked up in it.
type detail struct {
	work   latest
	of     string // the set's id; empty: none
	frames []symbols.StoredFrame
	known  bool
	err    error
}

// restedMsg says that the cursor has rested on a set.
type restedMsg struct{ req int }

// setFramesMsg brings the frames of a set.
type setFramesMsg struct {
	req    int
	frames []symbols.StoredFrame
	err    error
}

// follow turns to another set: its frames are asked for when the cursor has
// rested on it; restedMsg tells.
func (d *detail) follow(e *env, id string) tea.Cmd {
	if id == d.of {
		return nil
	}
	d.work.stop()
	*d = detail{work: d.work, of: id}
	if id == "" {
		return nil
	}
	_, req := d.work.start(e)
	return tea.Tick(restBefore, func(time.Time) tea.Msg { return restedMsg{req} })
}

// ask asks for the frames; setFramesMsg answers.
func (d *detail) ask(e *env) tea.Cmd {
	ctx, req := d.work.start(e)
	p, id := e.project, d.of
	return func() tea.Msg {
		frames, err := p.FramesOfSet(ctx, id)
		return setFramesMsg{req, frames, err}
	}
}

// update takes what answers follow and ask.
func (d *detail) update(e *env, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case restedMsg:
		if d.work.is(msg.req) {
			return d.ask(e)
		}
	case setFramesMsg:
		if d.work.is(msg.req) {
			d.work.stop()
			d.frames, d.err, d.known = msg.frames, msg.err, true
			return e.heard(msg.err)
		}
	}
	return nil
}
