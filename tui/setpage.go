package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/waiting"
	"symset/tui/rows"
	"symset/tui/source"
)

// setPage is the page that answers of one symbol set: why, exactly, and what
// waits for it?
type setPage struct {
	*env
	w, h int
	id   string
	ref  symbols.Ref

	row   *setRow        // nil until it is read
	tally *waiting.Tally // of recent exceptions' frames that wait; nil until it is known
	work  latest
	err   error

	detail detail
	frames []waiting.Frame
	list   rows.Rows
	find   latest // an exception that has a frame

	recalling latest
	acts      []keep.Activity // what was done with it from this machine, the latest first

	preview preview
	seeing  latest
	saw     bool    // stored was asked for
	stored  []sight // of frames, read with the set itself
	mini    source.Pane
	code    source.Pane
	spin    spinner
}

// setReadMsg brings the set.
type setReadMsg struct {
	req int
	set symbols.Set
	err error
}

// eventFoundMsg brings an exception that has a frame, nil when there is none.
type eventFoundMsg struct {
	req   int
	event *symbols.Event
	err   error
}

func newSetPage(e *env, msg openSetMsg, tally *waiting.Tally) *setPage {
	return &setPage{env: e, id: msg.id, ref: msg.ref, row: msg.row, tally: tally}
}

// counted is a row with the frames of recent exceptions that wait for the set.
func (p *setPage) counted(r *setRow) *setRow {
	if r == nil || p.tally == nil {
		return r
	}
	return r.withWait(p.tally.Of(r.Ref))
}

func (p *setPage) title() string       { return briefEnd(string(p.ref)) }
func (p *setPage) cursor() *tea.Cursor { return nil }

func (p *setPage) close() {
	p.work.stop()
	p.detail.work.stop()
	p.find.stop()
	p.recalling.stop()
	p.seeing.stop()
	p.preview.stop()
}

func (p *setPage) resize(w, h int) {
	p.w, p.h = w, h
	p.arrange()
}

// arrange gives the list the room that the rest leaves.
func (p *setPage) arrange() {
	p.frames = seenFrames(p.row, &p.detail)
	p.list.Fit(len(p.frames), p.framesBox().h-len(p.pastShown()))
	p.show()
}

// begin reads the set and its frames; setReadMsg and setFramesMsg answer.
func (p *setPage) begin() tea.Cmd {
	p.err = nil
	p.preview.forget()
	p.seeing.stop()
	p.saw, p.stored = false, nil
	ctx, req := p.work.start(p.env)
	project, id, ref := p.project, p.id, p.ref
	read := func() tea.Msg {
		if id != "" {
			set, err := project.Set(ctx, id)
			return setReadMsg{req, set, err}
		}
		set, err := project.SetByRef(ctx, ref)
		if problemOf(err).absent && symbols.IsUUID(string(ref)) { // what a person pasted may be the id
			if byID, err := project.Set(ctx, string(ref)); err == nil {
				return setReadMsg{req, byID, nil}
			}
		}
		return setReadMsg{req, set, err}
	}
	cmds := []tea.Cmd{read, p.spin.start(), p.recall()}
	if id != "" {
		p.detail.of = id
		cmds = append(cmds, p.detail.ask(p.env))
	}
	return tea.Batch(cmds...)
}

func (p *setPage) update(msg tea.Msg) tea.Cmd {
	cmd := p.answered(msg)
	p.arrange()
	return tea.Batch(cmd, p.foresee(), p.see(), p.look())
}

// answered takes what came of the page's own work, and the mouse.
func (p *setPage) answered(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return p.begin()
	case setReadMsg:
		if p.work.is(msg.req) {
			return p.take(msg)
		}
	case setFramesMsg:
		return p.detail.update(p.env, msg)
	case setSightsMsg:
		if p.seeing.done(msg.req) {
			p.stored = msg.sights
		}
	case paintedMsg:
		p.mini.Painted(msg.painting)
		p.code.Painted(msg.painting)
	case setPastMsg:
		if p.recalling.done(msg.req) {
			p.acts = msg.acts
		}
	case eventFoundMsg:
		if p.find.is(msg.req) {
			return p.found(msg)
		}
	case candidatesMsg:
		if p.preview.looking.is(msg.req) {
			return p.candidates(msg)
		}
	case proofMsg:
		p.preview.proof.take(msg)
	case surveyedMsg:
		p.tally = msg.tally
		p.row = p.counted(p.row)
	case setsChangedMsg:
		if slices.Contains(msg.refs(), p.ref) && !p.work.busy() {
			return p.begin()
		}
	case spinMsg:
		return p.spin.turn(msg, p.work.busy() || p.detail.work.busy() || p.find.busy() || p.preview.busy())
	case tea.MouseMsg:
		return pointAt(msg, &p.list, p.framesBox(), p.look, p.openException)
	}
	return nil
}

// take takes the set. One that PostHog lacks is a ref that frames name.
func (p *setPage) take(msg setReadMsg) tea.Cmd {
	p.work.stop()
	switch {
	case msg.err == nil:
		p.row = p.counted(newSetRow(msg.set))
		var recall tea.Cmd
		if p.ref != msg.set.Ref {
			p.ref = msg.set.Ref
			recall = p.recall()
		}
		if p.id == "" {
			p.id = msg.set.ID
			p.detail.of = p.id
			return tea.Batch(p.heard(nil), recall, p.detail.ask(p.env), p.spin.start())
		}
		return tea.Batch(p.heard(nil), recall)
	case symbols.Absent(msg.err) && p.ref != "":
		if p.row == nil || p.row.ID != "" {
			p.row = p.counted(newSetRow(symbols.Set{Ref: p.ref}))
		}
		p.id, p.detail = "", detail{}
	default:
		p.err = msg.err
	}
	return p.heard(msg.err)
}

// frame is the frame under the cursor, nil when there is none.
func (p *setPage) frame() *waiting.Frame {
	if p.list.Cursor >= len(p.frames) {
		return nil
	}
	return &p.frames[p.list.Cursor]
}
