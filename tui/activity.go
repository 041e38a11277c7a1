package tui

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
	"symset/tui/rows"
)

// did keeps a deed, and tells its outcome.
func (a *app) did(d *deed) tea.Cmd {
	d.outcome = cmp.Or(d.outcome, "done")
	a.jobs.deeds = append(a.jobs.deeds, d)
	for _, act := range d.acts {
		a.jobs.note(act)
	}
	m := toastMsg{text: upper(d.what) + ": " + d.outcome, bad: d.bad}
	if a.noUndo(d) == "" {
		m.undo = d
	}
	return send(m)
}

// activity is the page that answers: what was done, and did it work? It lists
// what runs, and what was done in this run and in those before, the latest first.
type activity struct {
	*env
	w, h int
	list rows.Rows

	work    latest // reads what was done before
	err     error  // why it could not be read
	past    []*deed
	all     []*deed // this run's and past ones
	earlier int     // how many of all are not of this run
	running int     // how many jobs stood above all when it was drawn last
	merged  int     // how many of this run's are in all; -1: it is to be made anew
}

func newActivity(e *env) *activity { return &activity{env: e, merged: -1} }

func (p *activity) title() string       { return "Activity" }
func (p *activity) cursor() *tea.Cursor { return nil }
func (p *activity) close()              { p.work.stop() }
func (p *activity) resize(w, h int)     { p.w, p.h = w, h; p.fill() }

// fill brings the list up to date with what was done. The cursor stays on its
// deed, unless it is on the latest.
func (p *activity) fill() {
	on := p.current()
	if p.list.Cursor == 0 {
		on = nil
	}
	p.merge()
	p.list.Fit(len(p.jobs.running)+len(p.all), max(0, p.h-4-p.detailRows()))
	p.running = len(p.jobs.running)
	if i := slices.Index(p.all, on); on != nil && i >= 0 && p.running+i != p.list.Cursor {
		p.list.To(p.running + i)
	}
}

func (p *activity) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return p.read()
	case pastReadMsg:
		p.take(msg)
	}
	p.fill()
	if msg, ok := msg.(tea.MouseMsg); ok {
		switch m := msg.Mouse(); msg.(type) {
		case tea.MouseWheelMsg:
			p.list.Scroll(wheel(m))
		case tea.MouseClickMsg:
			if i, ok := clicked(m, &p.list, rect{0, 2, p.w, p.list.H}, 1); ok {
				p.list.To(i)
			}
		}
	}
	return nil
}

// current is the deed under the cursor, nil when there is none, or it runs.
func (p *activity) current() *deed {
	i := p.list.Cursor - p.running
	if i < 0 || i >= len(p.all) {
		return nil
	}
	return p.all[i]
}

func (p *activity) actions() []action {
	none := when(p.list.N == 0, "nothing has been done yet")
	ways := course{id: "activity", group: "Activity", word: "move", off: none, page: p.list.H - 1, all: p.list.N,
		titles: [6]string{"Go to the one before it", "Go to the one after it", "Go down a page", "Go up a page", "Go to the latest", "Go to the earliest"},
		step:   func(d int) tea.Cmd { p.list.Move(d); return nil }}.actions(p.theme.Glyphs)
	return append(ways, []action{
		{id: "activity.open", key: bind("enter", "all of it", "enter"), title: "Show everything known about it", group: "Activity", off: none, run: p.open},
		{id: "activity.undo", key: bind("z", "undo", "z"), title: "Undo it, if possible", group: "Activity", off: p.noUndo(p.current()),
			run: func() tea.Cmd { return p.undo(p.current()) }},
		{id: "activity.copy", key: bind("y", "copy", "y"), title: "Copy what was done, with its outcome", group: "Activity", off: none, run: p.copy},
		{id: "activity.read", key: bind("r", "", "r"), title: "Read again what was done by earlier runs", group: "Activity", off: p.noReading(), run: p.read},
	}...)
}

func (p *activity) noReading() string { return when(p.work.busy(), "it is being read") }

func (p *activity) copy() tea.Cmd {
	d := p.current()
	if d == nil {
		return say("it is still running")
	}
	return tea.Batch(tea.SetClipboard(clean(d.sentence())), say("copied"))
}

func (p *activity) view() string {
	th := p.theme
	p.fill()
	title := fmt.Sprintf(" %s done in this run, %d under way", thousands(len(p.jobs.deeds)), len(p.jobs.running))
	if p.earlier > 0 {
		title += fmt.Sprintf(", %s before", thousands(p.earlier))
	}
	lines := []string{th.Fit(title, p.w), line(th, p.w)}
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, p.row(i))
	}
	switch {
	case p.err != nil:
		lines = append(lines, sentence(th, p.w, th.Glyphs.Bad, th.Bad, "What was done before can't be read: "+problemOf(p.err).what+"; r tries again")...)
	case p.work.busy():
		lines = append(lines, th.Dim.Render(th.Fit("   reading what was done before", p.w)))
	case p.list.N == 0:
		lines = append(lines, sentence(th, p.w, th.Glyphs.None, th.Dim, "Nothing has been done yet. Uploads, downloads and deletions are listed here, with their outcome.")...)
	}
	rest := p.detailRows()
	lines = filled(lines, p.w, max(0, p.h-2-rest))
	lines = append(lines, line(th, p.w))
	return joinLines(append(append(lines, filled(p.details(rest), p.w, rest)...), line(th, p.w)))
}

// detailRows is how many lines describe the deed under the cursor.
func (p *activity) detailRows() int { return max(2, min(p.h/4, 7)) }

// details describe the deed under the cursor, on h lines: what to do about it
// stands last, and always.
func (p *activity) details(h int) []string {
	th, d := p.theme, p.current()
	if d == nil {
		return nil
	}
	var hint []string
	if d.hint != "" {
		hint = sentence(th, p.w, th.Glyphs.Hint, theme.Style{}, d.hint)
	}
	glyph, style := th.Glyphs.None, theme.Style{}
	if d.bad {
		glyph, style = th.Glyphs.Bad, th.Bad
	}
	lines := sentence(th, p.w, glyph, style, d.sentence())
	if most := max(1, h-len(hint)); len(lines) > most {
		lines = append(lines[:most-1:most-1], th.Dim.Render(th.Fit("   and more: enter", p.w)))
	}
	return append(lines, hint...)
}

// open shows all that is known of the deed under the cursor.
func (p *activity) open() tea.Cmd {
	d := p.current()
	if d == nil {
		return say("it is still running")
	}
	return send(overlayMsg{&info{env: p.env, title: upper(d.what), rows: d.facts(p.env)}})
}

// when tells when a deed was done: the time today, else the day.
func (p *activity) when(d *deed) string {
	at, now := d.at.Local(), p.now().Local()
	switch {
	case at.Year() != now.Year():
		return at.Format("Jan 2006")
	case at.YearDay() != now.YearDay():
		return at.Format("2 Jan")
	}
	return at.Format("15:04:05")
}

// whatRoom is the width of what was done, of the rows that are visible: the
// outcomes get the rest, half at least.
func (p *activity) whatRoom() int {
	n := 0
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		if i < p.running {
			n = max(n, theme.Width(p.jobs.running[i].name))
		} else {
			n = max(n, theme.Width(p.all[i-p.running].what))
		}
	}
	return min(n+1, (p.w-16)/2)
}

// row draws a deed: when, what, and what came of it.
func (p *activity) row(i int) string {
	th := p.theme
	text, dim := theme.Style{}, th.Dim
	glyph, mark, when, what, outcome := th.Glyphs.Good, th.Good, "now", "", "under way"
	if i < p.running {
		j := p.jobs.running[i]
		glyph, mark, what = th.Glyphs.Spinner[int(p.now().Sub(j.began)/(100*time.Millisecond))%len(th.Glyphs.Spinner)], th.Info, j.name
	} else {
		d := p.all[i-p.running]
		when, what, outcome = p.when(d), d.what, d.outcome
		switch {
		case d.bad:
			glyph, mark = th.Glyphs.Bad, th.Bad
		case p.wasUndone(d):
			glyph, mark, outcome = th.Glyphs.None, th.Dim, outcome+", undone"
		}
	}
	point := marked(th, i == p.list.Cursor, &text, &dim, &mark)
	whatW := p.whatRoom()
	return text.Render(" "+point) + mark.Render(glyph) + dim.Render(" "+th.Fit(when, 8)+" ") +
		text.Render(th.Fit(upper(what), whatW)+" ") + dim.Render(th.Fit(outcome, max(0, p.w-whatW-14)))
}
