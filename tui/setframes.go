package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/waiting"
)

// restBefore is how long the cursor rests on a row before more is asked of it.
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

// setFramesMsg brings the frames of a set.
type setFramesMsg struct {
	req    int
	frames []symbols.StoredFrame
	err    error
}

// follow turns to another set: its frames are asked for when the cursor has
// rested on it.
func (d *detail) follow(e *env, id string) tea.Cmd {
	if id == d.of {
		return nil
	}
	d.work.stop()
	*d = detail{work: d.work, of: id}
	if id == "" {
		return nil
	}
	return d.work.after(e, restBefore)
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
	case dueMsg:
		if d.work.done(msg.req) {
			return d.ask(e)
		}
	case setFramesMsg:
		if d.work.done(msg.req) {
			d.frames, d.err, d.known = msg.frames, msg.err, true
			return e.heard(msg.err)
		}
	}
	return nil
}

// lookThrough is how many of the latest exceptions are looked through for one
// that has a frame.
const lookThrough = 200

// seenFrames are the frames of a set: those of recent exceptions that wait,
// which tell the exception; else those that PostHog keeps.
func seenFrames(r *setRow, d *detail) []waiting.Frame {
	if r != nil && r.wait != nil && !r.HasFile {
		return slices.Clone(r.wait.Frames)
	}
	return waiting.Stored("", d.frames)
}

// isRead reports whether PostHog has read a frame.
func isRead(f waiting.Frame) bool { return f.Frame.Stored != nil && f.Frame.Stored.Resolved }

// frameWords are a frame's function and place, as it reads best; of the file ref
// itself only the line and column.
func frameWords(fr *symbols.Frame, ref symbols.Ref) (name, place string) {
	name, place = fr.Function, phrase.Place(fr.File, fr.Line, fr.Column)
	if symbols.Ref(fr.File) == ref {
		place = strings.TrimPrefix(place, fr.File+":")
	}
	if st := fr.Stored; st != nil && st.Resolved {
		name, place = st.Function, phrase.Place(plainSource(st.Source), st.Line, st.Column)
	}
	return brief(phrase.Function(name)), briefEnd(place)
}

// openException opens the exception that the frame under the cursor is in. One
// that is not known is looked for; eventFoundMsg answers.
func (p *setPage) openException() tea.Cmd {
	f := p.frame()
	if f != nil && f.Event != "" {
		return send(openEventMsg{id: f.Event})
	}
	ctx, req := p.find.start(p.env)
	project, ref := p.project, p.ref
	var want *symbols.Frame
	if f != nil {
		want = &f.Frame
	}
	look := func() tea.Msg {
		ev, err := withFrame(ctx, project, ref, want)
		return eventFoundMsg{req, ev, err}
	}
	return tea.Batch(look, p.spin.start())
}

// withFrame gives the latest exception that has a frame of a symbol set: the
// wanted one, or any when that is nil.
func withFrame(ctx context.Context, p symbols.Project, ref symbols.Ref, want *symbols.Frame) (*symbols.Event, error) {
	seen := 0
	for ev, err := range p.Events(ctx, symbols.EventFilter{}) {
		if err != nil {
			return nil, err
		}
		for i := range ev.Frames() {
			f := ev.Frame(i)
			if f.Ref() == ref && (want == nil || f.Line == want.Line && f.Column == want.Column) || want != nil && samePlace(f.Stored, want.Stored) {
				return &ev, nil
			}
		}
		if seen++; seen == lookThrough {
			break
		}
	}
	return nil, nil
}

// samePlace reports whether two frames were read as the same place.
func samePlace(a, b *symbols.Stored) bool {
	return a != nil && b != nil && a.Resolved && b.Resolved && a.Source == b.Source && a.Line == b.Line && a.Column == b.Column
}

// found opens the exception.
func (p *setPage) found(msg eventFoundMsg) tea.Cmd {
	p.find.stop()
	switch {
	case msg.err != nil:
		return tea.Batch(p.heard(msg.err), complain(problemOf(msg.err).what))
	case msg.event == nil:
		return tea.Batch(p.heard(nil), say("none of the latest exceptions has this frame"))
	}
	return send(openTraceMsg{walkOver([]symbols.Event{*msg.event})})
}
