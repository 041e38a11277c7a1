package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/explain"
	"symset/symbols/phrase"
	"symset/symbols/stored"
	"symset/symbols/waiting"
)

// An explainPage answers: at which step does PostHog stop, and what mends it?
type explainPage struct {
	*env
	w, h     int
	question question

	work    latest
	found   *explained // nil until it is known
	body    []string   // found, drawn
	bodyW   int        // for this width
	top     int        // the first line of the steps that is seen
	spin    spinner
	stopped bool // by the person: r asks again
}

// A question is what is to be explained, and where to look.
type question struct {
	ref   symbols.Ref
	frame *symbols.Frame   // nil: one that waits for ref
	trace []*symbols.Frame // all that came with it, or nil
	waits []waiting.Frame  // for ref, as far as that is known

	project symbols.Project // nil offline
	local   *Local          // nil when no folder is known
}

// An explained is an explanation with its frame.
type explained struct {
	*explain.Explanation
	frame   *symbols.Frame // nil when no frame of the symbol set is known
	noBuild string         // why the build could not be read; empty when it was, or there is none
}

// explainedMsg brings it.
type explainedMsg struct {
	req   int
	found *explained
}

func newExplain(e *env, msg explainMsg, wait *waiting.Wait) *explainPage {
	p := &explainPage{env: e, question: question{ref: msg.ref, frame: msg.frame, trace: msg.trace, project: e.project, local: e.local}}
	if wait != nil {
		p.question.waits = wait.Frames
	}
	return p
}

func (p *explainPage) title() string       { return "Explain " + p.name() }
func (p *explainPage) cursor() *tea.Cursor { return nil }
func (p *explainPage) close()              { p.work.stop() }

func (p *explainPage) resize(w, h int) {
	p.w, p.h = w, h
	p.draw()
}

// begin asks; explainedMsg answers.
func (p *explainPage) begin() tea.Cmd {
	ctx, req := p.work.start(p.env)
	p.stopped = false
	q := p.question
	return tea.Batch(p.spin.start(), func() tea.Msg { return explainedMsg{req, q.answer(ctx)} })
}

func (p *explainPage) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return p.begin()
	case explainedMsg:
		if p.work.done(msg.req) {
			p.found, p.bodyW, p.top = msg.found, 0, 0
			p.draw()
		}
	case setsChangedMsg:
		if slices.Contains(msg.refs(), p.question.ref) {
			return p.begin()
		}
	case spinMsg:
		return p.spin.turn(msg, p.work.busy())
	case tea.MouseWheelMsg:
		p.scroll(wheel(msg.Mouse()))
	case tea.ColorProfileMsg, tea.BackgroundColorMsg:
		p.bodyW = 0
		p.draw()
	}
	return nil
}

// stop ends the asking.
func (p *explainPage) stop() tea.Cmd {
	p.work.stop()
	p.stopped = true
	return nil
}

func (p *explainPage) scroll(d int) { p.top = max(0, min(p.top+d, len(p.body)-p.room())) }

// answer takes the steps.
func (q question) answer(ctx context.Context) *explained {
	x := &explained{frame: q.frame}
	if x.frame == nil {
		x.frame = q.waiting(ctx)
	}
	in := explain.Input{Frame: x.frame, Trace: q.trace}
	if x.frame == nil {
		first := symbols.FrameOf(q.ref)
		in.Frame = &first
	}
	if q.project != nil {
		sets := stored.New(q.project)
		defer sets.Close() // an explanation is words
		in.Project, in.Stored = q.project, sets
	}
	if q.local != nil {
		build, err := q.local.Open(ctx)
		if err == nil {
			in.Local = build
		} else {
			x.noBuild = err.Error()
		}
	}
	x.Explanation = explain.Explain(ctx, in)
	if x.frame == nil {
		ofSet(x.Explanation)
	}
	return x
}

// waiting finds a frame of the symbol set, nil when there is none.
func (q question) waiting(ctx context.Context) *symbols.Frame {
	waits := q.waits
	if len(waits) == 0 && q.project != nil {
		var set *symbols.Set
		if s, err := q.project.SetByRef(ctx, q.ref); err == nil {
			set = &s
		}
		waits, _ = waiting.ForSet(ctx, q.project, q.ref, set) // without one the set is explained
	}
	if len(waits) == 0 {
		return nil
	}
	return &waits[0].Frame
}

// ofSet leaves the steps that are a symbol set's: those of a frame were taken
// with a place that nobody asked for.
func ofSet(e *explain.Explanation) {
	of := func(s explain.Step) bool {
		switch s.Name {
		case explain.StepPlace, explain.StepBelongs, explain.StepSegment, explain.StepSource, explain.StepContent, explain.StepName:
			return false
		}
		return true
	}
	if e.Diagnosis != nil && !of(*e.Diagnosis) {
		e.Diagnosis, e.Fix = nil, nil
	}
	if e.Diagnosis != nil {
		d := *e.Diagnosis // the steps move
		e.Diagnosis = &d
	}
	e.Steps = slices.DeleteFunc(e.Steps, func(s explain.Step) bool { return !of(s) })
	e.Here, e.Mends = "", false
}

// command is the first command that mends it; empty when there is none.
func (x *explained) command() string {
	if x == nil {
		return ""
	}
	for _, f := range x.Fix {
		if f.Command != "" {
			return f.Command
		}
	}
	return ""
}

// name is what is explained: the frame's function and place, or the ref.
func (p *explainPage) name() string {
	f := p.question.frame
	if p.found != nil {
		f = p.found.frame
	}
	if f == nil {
		return briefEnd(string(p.question.ref))
	}
	return brief(phrase.Function(f.Function)) + " " + briefEnd(phrase.Place(f.File, f.Line, f.Column))
}
