package tui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
)

// actions lists what can be done with the exceptions, most useful first.
func (x *exceptions) actions() []action {
	if x.query.typing {
		g := x.theme.Glyphs
		return []action{
			{id: "exceptions.keep", key: bind("enter", "keep", "enter"), title: "Keep the search", group: "Find"},
			{id: "exceptions.choose", key: bind(g.Up+g.Down, "move", "down", "up"), title: "Go to another exception", group: "Find"},
			{id: "exceptions.clear", key: bind("esc", "clear", "esc"), title: "End the search", group: "Find"},
		}
	}
	as := []action{
		{id: "exceptions.open", key: bind("enter", "trace", "enter"), title: "Show the stack trace of the latest event", group: "Exception",
			off: x.noIssue(), run: x.open},
		{id: "exceptions.mend", key: bind("u", "mend", "u"), title: "Upload a source map for the symbol set behind the most frames", group: "Symbol set",
			off: x.noRef(), run: func() tea.Cmd { return send(mendMsg{refs: []symbols.Ref{x.ref()}}) }},
		{id: "exceptions.nextevent", key: bind("n/p", "event", "n"), title: "Show an earlier event in the pane beside the list", group: "Exception",
			off: x.noEvent(), run: func() tea.Cmd { return x.turnEvent(1) }},
		{id: "exceptions.prevevent", key: bind("p", "", "p"), title: "Show a later event there", group: "Exception",
			off: x.noEvent(), run: func() tea.Cmd { return x.turnEvent(-1) }},
		{id: "exceptions.find", key: bind("/", "search", "/"), title: "Search: words, !word, status:resolved, days:30, reads:none, library:web", group: "Find", run: x.startSearch},
		{id: "exceptions.sort", key: bind("s", "sort", "s"), title: "Sort by another column", group: "List", run: func() tea.Cmd { return x.sort(1, false) }},
		{id: "exceptions.back", key: bind("esc", x.backWord(), "esc"), title: "One step back: end the search, stop reading", group: "List",
			off: x.noBack(), run: x.back},
		{id: "exceptions.status", key: bind("f", x.nextStatus(), "f"), title: "Show another status: active, all, resolved, archived", group: "List", run: x.turnStatus},
		x.lens.action(x.env, "exceptions.maps", x.wait),
		{id: "exceptions.refresh", key: bind("r", "refresh", "r"), title: "Read the list again", group: "List", off: x.noRefresh(), run: x.refresh},
		{id: "exceptions.browse", key: bind("o", "PostHog", "o"), title: "Open the issue in PostHog", group: "Exception",
			off: x.noIssue(), run: func() tea.Cmd { return x.browse(x.project.Place().IssueURL(x.current().ID)) }},
		{id: "exceptions.match", key: bind("m", "match", "m"), title: "Match a build on this machine with the symbol sets that frames wait for", group: "Symbol set",
			off: x.noRef(), run: func() tea.Cmd { return send(matchMsg{refs: x.refs()}) }},
		{id: "exceptions.copy", key: bind("y", "copy", "y"), title: "Copy the address of the issue in PostHog", group: "Exception", off: x.noIssue(),
			run: func() tea.Cmd { return copyLine(x.project.Place().IssueURL(x.current().ID)) }},
		{id: "exceptions.explain", key: bind("x", "", "x"), title: "Explain step by step why frames don't read", group: "Symbol set",
			off: x.noRef(), run: func() tea.Cmd { return send(explainMsg{ref: x.ref()}) }},
		{id: "exceptions.reverse", key: bind("S", "", "S"), title: "Sort the other way around", group: "List", run: func() tea.Cmd { return x.sort(0, true) }},
		{id: "exceptions.further", key: bind("+", "", "+", "="), title: "Look further back, up to 90 days", group: "List", run: func() tea.Cmd { return x.turnDays(1) }},
		{id: "exceptions.nearer", key: bind("-", "", "-"), title: "Look less far back", group: "List", run: func() tea.Cmd { return x.turnDays(-1) }},
	}
	as = append(as, course{id: "exceptions", group: "List", off: x.noIssue(), page: x.list.H, all: len(x.rows), step: x.step,
		titles: [6]string{"Go to the next exception", "Go to the exception before", "Go down a page", "Go up a page", "Go to the first exception", "Go to the last exception that is read"}}.actions(x.theme.Glyphs)...)
	return append(as, x.zoomAction("List"))
}

// step moves the cursor.
func (x *exceptions) step(d int) tea.Cmd {
	x.list.Move(d)
	return x.follow()
}

// open shows the trace of the latest event.
func (x *exceptions) open() tea.Cmd {
	var latest *symbols.Event
	if r := x.latest(); r != nil && r.glance != nil && r.glance.event.ID != "" {
		latest = r.glance.event
	}
	return send(openTraceMsg{x.walkOn(latest)})
}

// openIssue shows the trace of an issue, which may not be on the list.
func (x *exceptions) openIssue(id string) tea.Cmd {
	for _, i := range x.all.issues {
		if i.ID == id {
			x.at = id
			return tea.Batch(x.endSearch(), x.open())
		}
	}
	return send(openTraceMsg{walkIssue(x.project, symbols.Issue{ID: id}, lookBack, nil)})
}

// refresh reads the lists and the events again, as far as they were read.
func (x *exceptions) refresh() tea.Cmd {
	x.others.drop()
	x.readings.anew()
	x.readings.until = time.Time{}
	cmds := []tea.Cmd{x.begin(x.all)}
	if x.found != nil {
		cmds = append(cmds, x.begin(x.found))
	}
	return tea.Batch(append(cmds, x.refill())...)
}

// anew asks another question.
func (x *exceptions) anew(keep bool) tea.Cmd {
	x.all.stop()
	all := &issueList{filter: x.filter()}
	if keep {
		all.issues, all.texts, all.ids, all.at = x.all.issues, x.all.texts, x.all.ids, x.all.at
		all.sort(x.order, x.ascending)
		all.other = true
	}
	x.all = all
	cmds := []tea.Cmd{x.begin(x.all)}
	if x.text != "" {
		cmds = append(cmds, x.search())
	}
	return tea.Batch(append(cmds, x.refill())...)
}

// sort puts what is read into another order at once, and asks for it in that
// order.
func (x *exceptions) sort(d int, reverse bool) tea.Cmd {
	i := slices.IndexFunc(issueOrders, func(o [2]string) bool { return o[0] == x.order })
	x.order = issueOrders[(i+d)%len(issueOrders)][0]
	x.ascending = reverse && !x.ascending
	return x.anew(true)
}

func (x *exceptions) turnStatus() tea.Cmd {
	x.status = x.nextStatus()
	return x.anew(false)
}

// turnDays looks further back, or less far.
func (x *exceptions) turnDays(d int) tea.Cmd {
	i := max(0, min(slices.Index(lookBacks, x.days)+d, len(lookBacks)-1))
	if lookBacks[i] == x.days {
		return say(fmt.Sprintf("the list already goes back %s", phrase.Count(x.days, "day")))
	}
	x.days = lookBacks[i]
	x.readings.anew()
	return x.anew(false)
}

// back is one step: the search, the work.
func (x *exceptions) back() tea.Cmd {
	if x.text != "" {
		return x.endSearch()
	}
	x.all.stop()
	x.lens.stop()
	x.readings.stop()
	x.readings.until = time.Time{}
	return say("stopped; r reads again")
}

// ref is the symbol set that the most frames of the latest event wait for.
func (x *exceptions) ref() symbols.Ref {
	if g := x.glance(); g != nil && len(g.sets) > 0 {
		return g.sets[0].ref
	}
	return ""
}

// refs are all that frames of the latest event wait for.
func (x *exceptions) refs() []symbols.Ref {
	var refs []symbols.Ref
	if g := x.glance(); g != nil {
		for _, s := range g.sets {
			refs = append(refs, s.ref)
		}
	}
	return refs
}

func (x *exceptions) noIssue() string {
	return when(x.current() == nil, "there is no exception to go to")
}

func (x *exceptions) noRef() string {
	switch g := x.glance(); {
	case x.current() == nil:
		return x.noIssue()
	case g == nil:
		return "the latest event is not read yet"
	case len(g.sets) == 0:
		return "no frame of the latest event waits for a symbol set"
	}
	return ""
}

func (x *exceptions) noBack() string {
	return when(x.text == "" && !x.waits(), nothingBack)
}

func (x *exceptions) noRefresh() string {
	return when(x.all.reads() && x.all.again, "the list is being read")
}

func (x *exceptions) backWord() string {
	switch {
	case x.text != "":
		return "clear"
	case x.waits() && x.spin.phase > 10: // a second: it would only flash before
		return "stop"
	}
	return ""
}

// nextStatus is the one that f goes to.
func (x *exceptions) nextStatus() string {
	around := []string{"active", "all", "resolved", "archived"}
	return around[(slices.Index(around, x.status)+1)%len(around)]
}

// point takes the mouse: the wheel moves the cursor, a click chooses a row, and a click
// on the chosen one opens it.
func (x *exceptions) point(msg tea.MouseMsg) tea.Cmd {
	m, l := msg.Mouse(), x.layout()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch {
		case l.pane.has(m.X, m.Y):
			x.code.Scroll(wheel(m))
		default:
			return x.step(wheel(m) / 3)
		}
	case tea.MouseClickMsg:
		i, ok := clicked(m, &x.list, l.list, 2)
		switch {
		case !ok:
			return nil
		case i == x.list.Cursor:
			return x.open()
		}
		x.list.To(i)
		return x.follow()
	}
	return nil
}
