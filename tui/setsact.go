package tui

import (
	"cmp"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
)

// actions lists what can be done with the symbol sets, most useful first.
func (s *sets) actions() []action {
	if s.query.typing {
		return filterKeys(s.theme.Glyphs)
	}
	return append(s.mainActions(), s.listActions()...)
}

func (s *sets) mainActions() []action {
	n := ""
	if len(s.chosen) > 0 {
		n = fmt.Sprintf(" %d", len(s.chosen))
	}
	return []action{
		{id: "sets.back", key: bind("esc", s.backWord(), "esc"), title: "One step back: the selection, the filter, the reading", group: "symset",
			off: s.noBack(), run: s.back},
		{id: "sets.open", key: bind("enter", "open", "enter"), title: "Open the symbol set", group: "Symbol set", off: s.noRow(), run: s.open},
		{id: "sets.upload", key: bind("u", "upload"+n, "u"), title: "Upload or replace the file of the symbol set", group: "Mend", off: cmp.Or(s.noRow(), s.noChange()),
			run: func() tea.Cmd { return send(mendMsg{refs: refsOf(s.subjects())}) }},
		{id: "sets.match", key: bind("m", "match"+n, "m"), title: "Match it with the builds on this machine", group: "Mend", off: s.noRow(),
			run: func() tea.Cmd { return send(matchMsg{refsOf(s.subjects())}) }},
		{id: "sets.explain", key: bind("x", "explain", "x"), title: "Explain step by step why it is missing", group: "Mend", off: s.noRow(),
			run: func() tea.Cmd { return send(explainMsg{ref: s.current().Ref}) }},
		{id: "sets.select", key: bind("space", "select", "space"), title: "Select it, to act on several at once", group: "Symbol set", off: s.noRow(), run: s.selectRow},
		{id: "sets.filter", key: bind("/", "filter", "/"), title: "Filter: words, !word, ~fuzzy, state: kind: release:", group: "List", run: s.startFilter},
		{id: "sets.state", key: bind("f", s.stateWord(), "f"), title: "Show another state: missing, all, uploaded, fetched, doubtful", group: "List", run: s.turnState},
		{id: "sets.delete", key: bind("d", "delete"+n, "d"), title: "Delete the symbol set with its file", group: "Symbol set", off: s.noSet(), run: func() tea.Cmd { return deleteSets(s.env, s.subjects()) }},
		{id: "sets.download", key: bind("w", "download"+n, "w"), title: "Download the stored file into the current folder", group: "Symbol set", off: s.noFile(), run: func() tea.Cmd { return downloadSets(s.env, s.subjects()) }},
		{id: "sets.sort", key: bind("s", "sort", "s"), title: "Sort by the next column", group: "List", run: s.turnOrder},
		{id: "sets.copy", key: bind("y", "copy", "y"), title: "Copy the reference", group: "Symbol set", off: s.noRow(), run: func() tea.Cmd { return copyLine(string(s.current().Ref)) }},
		{id: "sets.posthog", key: bind("o", "PostHog", "o"), title: "Open PostHog's list of symbol sets in the browser", group: "Symbol set",
			run: func() tea.Cmd { return s.browse(s.project.Place().SetURL()) }},
	}
}

func (s *sets) listActions() []action {
	as := course{id: "sets", group: "List", page: s.list.H - 1, all: len(s.shown), step: s.move,
		titles: [6]string{"Go to the next symbol set", "Go to the one before", "Go down a page", "Go up a page", "Go to the first", "Go to the last"}}.actions(s.theme.Glyphs)
	return append(as,
		action{id: "sets.reverse", key: bind("S", "", "S"), title: "Sort the other way around", group: "List", run: s.turnReverse},
		action{id: "sets.kind", key: bind("t", "", "t"), title: "Show only the kind of this symbol set, or all kinds", group: "List", off: s.noRow(),
			run: func() tea.Cmd { return s.turnFacet("kind", s.current().kind) }},
		action{id: "sets.release", key: bind("v", "", "v"), title: "Choose the release to show, or all", group: "List", run: s.askReleases},
		action{id: "sets.selectall", key: bind("a", "", "a"), title: "Select all that are shown, or none", group: "Symbol set", off: s.noRow(), run: s.selectAll},
		s.zoomAction("List"),
		action{id: "sets.read", key: bind("r", "", "r"), title: "Read the list again", group: "List", off: s.noReading(), run: s.begin},
	)
}

func refsOf(rs []*setRow) []symbols.Ref {
	out := make([]symbols.Ref, len(rs))
	for i, r := range rs {
		out[i] = r.Ref
	}
	return out
}

func (s *sets) noRow() string { return when(s.current() == nil, "no symbol set is listed") }

func (s *sets) noSet() string {
	if s.readOnly {
		return s.noChange()
	}
	if r := s.current(); r != nil && r.ID == "" && len(s.chosen) == 0 {
		return "PostHog has no symbol set with this ref"
	}
	return s.noRow()
}

func (s *sets) noFile() string {
	if r := s.current(); r != nil && !r.HasFile && len(s.chosen) == 0 {
		return "there is no file to download"
	}
	return s.noRow()
}

func (s *sets) noReading() string { return when(s.reads(), "the list is being read") }

func (s *sets) noBack() string {
	return when(len(s.chosen) == 0 && s.choice.text == firstFilter && !s.reads(), nothingBack)
}

// backWord is what esc would do.
func (s *sets) backWord() string {
	switch {
	case len(s.chosen) > 0:
		return "unselect"
	case s.choice.text != firstFilter:
		return "missing"
	case s.reads() && s.spin.phase > 10:
		return "stop"
	}
	return ""
}

// back is one step: the selection, the filter, the reading.
func (s *sets) back() tea.Cmd {
	switch {
	case len(s.chosen) > 0:
		clear(s.chosen)
		return nil
	case s.choice.text != firstFilter:
		s.query = field{}
		return s.filter(firstFilter)
	}
	s.pages.close()
	s.again, s.fresh = false, nil
	s.survey.work.stop()
	return tea.Batch(say("stopped; r reads the list again"), s.arrange())
}

func (s *sets) open() tea.Cmd {
	r := s.current()
	return send(openSetMsg{id: r.ID, ref: r.Ref, row: r})
}

func (s *sets) selectRow() tea.Cmd {
	r := s.current()
	if s.chosen[r.Ref] {
		delete(s.chosen, r.Ref)
	} else {
		s.chosen[r.Ref] = true
	}
	return s.move(1)
}

func (s *sets) selectAll() tea.Cmd {
	if len(s.chosen) >= len(s.shown) {
		clear(s.chosen)
		return nil
	}
	for _, r := range s.shown {
		s.chosen[r.Ref] = true
	}
	return say(phrase.Count(len(s.chosen), "symbol set") + " selected")
}

func (s *sets) turnOrder() tea.Cmd {
	s.choice.order = (s.choice.order + 1) % len(setOrders)
	return s.arrange()
}

func (s *sets) turnReverse() tea.Cmd {
	s.choice.reverse = !s.choice.reverse
	return s.arrange()
}

// move moves the cursor by d rows.
func (s *sets) move(d int) tea.Cmd {
	s.list.Move(max(-len(s.shown), min(d, len(s.shown))))
	return s.follow()
}
