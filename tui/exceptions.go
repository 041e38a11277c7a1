package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/tui/rows"
	"symset/tui/source"
)

// exceptions is the page that answers: what broke, and can I read it? It lists
// a project's issues with how much of the latest event of each reads.
type exceptions struct {
	*env
	w, h int

	days      int // how far back it looks
	status    string
	order     string // of issueOrders
	ascending bool

	all   *issueList // what the facets let through
	found *issueList // what the server found of it; nil when it was not asked
	query field
	text  string // what is searched for, as it is typed; empty: nothing
	pause latest // of the typing, before the server is asked

	rows  []int // the issues of the list that is shown, by index
	list  rows.Rows
	at    string // the id of the issue under the cursor
	seen  []symbols.Issue
	still latest // the list, before the events of its rows are asked for

	readings readings
	others   others      // of the issue under the cursor
	code     source.Pane // of the latest event, in wide terminals
	opening  latest      // reads it
	opened   *reading    // of which
	spin     spinner
}

// askAgainMsg says that the server may be asked for a list again.
type askAgainMsg struct{ of *issueList }

// newExceptions makes the page; beginMsg has it read.
func newExceptions(e *env) *exceptions {
	x := &exceptions{env: e, days: 7, status: "active", order: issueOrders[0][0]}
	x.all = &issueList{filter: x.filter()}
	return x
}

// filter is the question that the facets ask.
func (x *exceptions) filter() symbols.IssueFilter {
	return symbols.IssueFilter{Days: x.days, Status: x.status, Order: x.order, Ascending: x.ascending, Parts: volumeParts, Page: issuesAtOnce}
}

func (x *exceptions) title() string { return "Exceptions" }

func (x *exceptions) close() {
	x.all.stop()
	if x.found != nil {
		x.found.stop()
	}
	x.pause.stop()
	x.still.stop()
	x.readings.stop()
	x.others.drop()
	x.opening.stop()
}

func (x *exceptions) resize(w, h int) {
	x.w, x.h = w, h
	if !x.wide() {
		x.others.drop()
	}
	x.arrange()
}

// update takes what came of the page's own work, and what is typed or pointed.
func (x *exceptions) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		if x.all.at.IsZero() && !x.all.reads() {
			return x.first()
		}
	case issuesReadMsg:
		return x.take(msg)
	case dueMsg:
		switch {
		case x.pause.done(msg.req):
			return x.search()
		case x.still.done(msg.req):
			return x.readSeen()
		}
	case latestReadMsg:
		return x.heardOf(msg)
	case readingsDueMsg:
		if msg.of == &x.readings {
			return x.readSeen()
		}
	case eventsReadMsg:
		return x.arrive(msg)
	case eventSeenMsg:
		return x.saw(msg)
	case mapsLaidMsg:
		return x.lens.take(msg)
	case setsChangedMsg, lensTurnedMsg: // what did not read may read now
		x.others.drop()
		x.readings.anew()
		return x.follow()
	case codeReadMsg:
		return x.coded(msg)
	case paintedMsg:
		x.code.Painted(msg.painting)
		return nil
	case tea.WindowSizeMsg:
		return x.follow()
	case spinMsg:
		return x.spin.turn(msg, x.waits())
	case askAgainMsg:
		if (msg.of == x.all || msg.of == x.found) && !msg.of.reads() && !x.readings.until.IsZero() {
			return x.begin(msg.of)
		}
	case openIssueMsg:
		return x.openIssue(msg.id)
	case tea.KeyPressMsg, tea.PasteMsg:
		return x.typing(msg)
	case tea.MouseMsg:
		return x.point(msg)
	}
	return nil
}

// first reads the list when the page comes up, and what was searched for when
// it was left.
func (x *exceptions) first() tea.Cmd {
	if x.text == "" {
		return x.begin(x.all)
	}
	return tea.Batch(x.begin(x.all), x.search())
}

// begin reads a list from its beginning.
func (x *exceptions) begin(l *issueList) tea.Cmd {
	x.spin.phase = 0
	return tea.Batch(l.begin(x.env), x.wait())
}

// take takes issues in; the cursor stays on its own.
func (x *exceptions) take(msg issuesReadMsg) tea.Cmd {
	switch {
	case msg.of != x.all && msg.of != x.found || !msg.of.took(msg, x.now()):
		return nil
	case msg.err != nil && problemOf(msg.err).wait > 0:
		l, wait := msg.of, problemOf(msg.err).wait
		x.readings.until = x.now().Add(wait)
		return tea.Batch(x.heard(msg.err), x.refill(), tea.Tick(wait, func(time.Time) tea.Msg { return askAgainMsg{l} }))
	}
	return tea.Batch(x.heard(msg.err), x.refill())
}

// shown is the list on the screen: what the server found, once it has answered.
func (x *exceptions) shown() *issueList {
	if x.found != nil && (!x.found.at.IsZero() || x.found.err != nil) {
		return x.found
	}
	return x.all
}

// arrange finds the rows, and keeps the cursor on its issue, at its place on
// the screen.
func (x *exceptions) arrange() {
	l, q := x.shown(), parseIssueQuery(x.text)
	x.rows = x.rows[:0]
	cursor := -1
	for i := range l.issues {
		if x.text != "" && !q.letsIssue(&l.issues[i], l.texts[i], x.readings.of(l.issues[i].ID), x.now(), l == x.found) {
			continue
		}
		if l.issues[i].ID == x.at {
			cursor = len(x.rows)
		}
		x.rows = append(x.rows, i)
	}
	x.list.N, x.list.H = len(x.rows), x.layout().list.h/2
	if cursor < 0 {
		cursor = x.list.Cursor
	}
	x.list.Top += cursor - x.list.Cursor
	x.list.To(cursor)
}

// current is the issue under the cursor, nil when there is none.
func (x *exceptions) current() *symbols.Issue {
	if x.list.Cursor >= len(x.rows) {
		return nil
	}
	return &x.shown().issues[x.rows[x.list.Cursor]]
}

// refill brings the rows up to date, and asks for what the screen lacks.
func (x *exceptions) refill() tea.Cmd {
	x.arrange()
	return x.follow()
}

// follow asks for what the screen lacks: the next page near the end of the
// list, and the latest events of the rows once the list stands still. It costs
// the same however long the list is.
func (x *exceptions) follow() tea.Cmd {
	if i := x.current(); i != nil && i.ID != x.at {
		x.others.drop()
		x.at = i.ID
	}
	var cmds []tea.Cmd
	l := x.shown()
	if (x.text == "" || l == x.found) && x.list.Top+2*x.list.H >= x.list.N && !l.again && !x.byReads() {
		cmds = append(cmds, l.more())
	}
	from, to := x.list.Visible()
	var seen []symbols.Issue
	for _, i := range x.rows[min(from, len(x.rows)):max(0, to)] {
		seen = append(seen, l.issues[i])
	}
	if !slices.EqualFunc(seen, x.seen, func(a, b symbols.Issue) bool { return a.ID == b.ID && a.LastSeen.Equal(b.LastSeen) }) || x.readings.lacks(seen) {
		x.seen = seen
		cmds = append(cmds, x.still.after(x.env, stillFor))
	}
	return tea.Batch(append(cmds, x.look(), x.wait())...)
}

// heardOf takes the latest event of an issue.
func (x *exceptions) heardOf(msg latestReadMsg) tea.Cmd {
	cmd := x.readings.take(msg, x.env)
	if x.byReads() { // it may be let through now
		cmd = tea.Batch(cmd, x.refill())
	}
	return tea.Batch(cmd, x.look(), x.readings.next(x.env, x.filterOf().Days))
}

// readSeen asks for the latest events of the rows on the screen.
func (x *exceptions) readSeen() tea.Cmd {
	x.readings.want(x.seen)
	return tea.Batch(x.readings.next(x.env, x.filterOf().Days), x.wait())
}

// waits reports whether something is being read.
func (x *exceptions) waits() bool {
	return x.all.reads() || x.found != nil && x.found.reads() || x.readings.busy > 0 || x.others.work.busy() || x.others.walk != nil && x.others.walk.waits() || x.lens.asking || x.now().Before(x.readings.until)
}

// wait sees to it that the spinner turns while something is waited for.
func (x *exceptions) wait() tea.Cmd {
	if !x.waits() {
		return nil
	}
	return x.spin.start()
}

func (x *exceptions) spinner() string { return x.spin.glyph(x.theme) }
