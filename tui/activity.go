package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
	"symset/tui/rows"
)

// A deed is something that was done in this run, with what came of it.
type deed struct {
	at      time.Time
	what    string // safe
	outcome string // safe
	hint    string // what to do about it; safe
	bad     bool
	took    time.Duration
	undo    func() tea.Cmd // nil when it can't be undone
}

// did keeps a deed, and tells its outcome.
func (a *app) did(d deed) tea.Cmd {
	if d.outcome == "" {
		d.outcome = "done"
	}
	a.jobs.deeds = append(a.jobs.deeds, d)
	text := upper(d.what) + ": " + d.outcome
	if d.bad {
		return complain(text)
	}
	return say(text)
}

// activity is the page that answers: what was done, and did it work? It lists
// what runs, and what was done in this run, the latest first.
type activity struct {
	*env
	w, h int
	list rows.Rows
}

func newActivity(e *env) *activity { return &activity{env: e} }

func (p *activity) title() string       { return "Activity" }
func (p *activity) cursor() *tea.Cursor { return nil }
func (p *activity) close()              {}
func (p *activity) resize(w, h int)     { p.w, p.h = w, h; p.fill() }

// fill brings the list up to date with what was done. The cursor stays on its
// deed, unless it is on the latest.
func (p *activity) fill() {
	n := len(p.jobs.running) + len(p.jobs.deeds)
	if p.list.Cursor > 0 {
		p.list.Cursor += max(0, n-p.list.N)
	}
	p.list.N, p.list.H = n, max(0, p.h-6)
	p.list.To(p.list.Cursor)
}

func (p *activity) update(msg tea.Msg) tea.Cmd {
	p.fill()
	if msg, ok := msg.(tea.MouseMsg); ok {
		switch m := msg.Mouse(); msg.(type) {
		case tea.MouseWheelMsg:
			p.list.Scroll(wheel(m))
		case tea.MouseClickMsg:
			if i := p.list.Top + m.Y - 2; m.Y >= 2 && i < p.list.N {
				p.list.To(i)
			}
		}
	}
	return nil
}

// current is the deed under the cursor, nil when there is none, or it runs.
func (p *activity) current() *deed {
	i := p.list.Cursor - len(p.jobs.running)
	if i < 0 || i >= len(p.jobs.deeds) {
		return nil
	}
	return &p.jobs.deeds[len(p.jobs.deeds)-1-i]
}

func (p *activity) actions() []action {
	g := p.theme.Glyphs
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd { p.list.Move(d); return nil }
	}
	none := ""
	if p.list.N == 0 {
		none = "nothing was done yet"
	}
	return []action{
		{id: "activity.next", key: bind(g.Up+g.Down, "move", "down", "j"), title: "Go to the one before it", group: "Activity", off: none, run: move(1)},
		{id: "activity.previous", key: bind("k", "", "up", "k"), title: "Go to the one after it", group: "Activity", off: none, run: move(-1)},
		{id: "activity.undo", key: bind("z", "undo", "z"), title: "Undo it, where that can be done", group: "Activity", off: p.noUndo(),
			run: func() tea.Cmd { return p.current().undo() }},
		{id: "activity.copy", key: bind("y", "copy", "y"), title: "Copy what was done, with its outcome", group: "Activity", off: none, run: p.copy},
	}
}

func (p *activity) noUndo() string {
	switch d := p.current(); {
	case d == nil:
		return "nothing was done that could be undone"
	case d.undo == nil:
		return "this can't be undone"
	}
	return ""
}

func (p *activity) copy() tea.Cmd {
	d := p.current()
	if d == nil {
		return say("it still runs")
	}
	return tea.Batch(tea.SetClipboard(clean(d.what+": "+d.outcome)), say("copied"))
}

func (p *activity) view() string {
	th := p.theme
	p.fill()
	lines := []string{
		th.Fit(fmt.Sprintf(" %s done in this run, %d under way", thousands(len(p.jobs.deeds)), len(p.jobs.running)), p.w),
		th.Dim.Render(line(th, p.w)),
	}
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, p.row(i))
	}
	if p.list.N == 0 {
		lines = append(lines, sentence(th, p.w, th.Glyphs.None, th.Dim, "Nothing was done yet. Uploads, downloads and deletions are told here, with what came of them.")...)
	}
	lines = filled(lines, p.w, max(0, p.h-4))
	lines = append(lines, th.Dim.Render(line(th, p.w)))
	var more []string
	if d := p.current(); d != nil {
		more = sentence(th, p.w, th.Glyphs.None, theme.Style{}, upper(d.what)+": "+d.outcome)
		if d.hint != "" {
			more = append(more[:min(1, len(more))], sentence(th, p.w, th.Glyphs.Hint, theme.Style{}, d.hint)...)
		}
	}
	lines = append(lines, filled(more, p.w, 2)...)
	return joinLines(append(lines, th.Dim.Render(line(th, p.w))))
}

// row draws a deed: when, what, and what came of it.
func (p *activity) row(i int) string {
	th := p.theme
	text, dim := theme.Style{}, th.Dim
	glyph, mark, when, what, outcome := th.Glyphs.Good, th.Good, "now", "", "under way"
	if i < len(p.jobs.running) {
		j := p.jobs.running[i]
		glyph, mark, what = th.Glyphs.Spinner[int(p.now().Sub(j.began)/(100*time.Millisecond))%len(th.Glyphs.Spinner)], th.Info, j.name
	} else {
		d := p.jobs.deeds[len(p.jobs.deeds)-1-(i-len(p.jobs.running))]
		when, what, outcome = d.at.Local().Format("15:04:05"), d.what, d.outcome
		if d.bad {
			glyph, mark = th.Glyphs.Bad, th.Bad
		}
	}
	point := " "
	if i == p.list.Cursor {
		point = th.Glyphs.Cursor
		text, dim, mark = text.On(th.Select), dim.On(th.Select), mark.On(th.Select)
	}
	whatW := max(20, (p.w-16)/2)
	return text.Render(" "+point) + mark.Render(glyph) + dim.Render(" "+th.Fit(when, 8)+" ") +
		text.Render(th.Fit(upper(what), whatW)+" ") + dim.Render(th.Fit(outcome, max(0, p.w-whatW-14)))
}
