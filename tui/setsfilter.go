package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// firstFilter is what the list shows at first, and after esc.
const firstFilter = "state:missing"

// filterKeys is what works while a filter is typed.
func filterKeys(g theme.Glyphs) []action {
	return []action{
		{id: "filter.keep", key: bind("enter", "keep", "enter"), title: "Keep the filter", group: "Filter"},
		{id: "filter.move", key: bind(g.Up+g.Down, "move", "down", "up"), title: "Move in the list", group: "Filter"},
		{id: "filter.words", key: bind("", "words, !not, ~fuzzy, state: kind: release:"), group: "Filter"},
		{id: "filter.end", key: bind("esc", "clear", "esc"), title: "End the filter", group: "Filter"},
	}
}

// startFilter lets the filter be typed on.
func (s *sets) startFilter() tea.Cmd {
	s.query = field{typing: true}
	if s.choice.text != "" {
		s.query.insert(s.choice.text + " ")
	}
	return nil
}

// cursor is where it is typed: on the page's last line.
func (s *sets) cursor() *tea.Cursor {
	return s.query.cursor(s.w, s.h, filterSide)
}

// filterSide is what the line of the filter needs beside the text.
const filterSide = 20

// typed takes what is typed into the filter.
func (s *sets) typed(msg tea.Msg) tea.Cmd {
	if !s.query.typing {
		return nil
	}
	switch keyOf(msg) {
	case "esc":
		s.query = field{}
		return s.filter(firstFilter)
	case "enter":
		s.query.typing = false
		return nil
	case "up", "ctrl+p":
		return s.move(-1)
	case "down", "ctrl+n":
		return s.move(1)
	}
	if !s.query.update(msg) {
		return nil
	}
	return s.filter(s.query.value())
}

// filter narrows the list to what text lets through.
func (s *sets) filter(text string) tea.Cmd {
	s.choice.text = text
	return s.arrange()
}

// stateWord is the state that f would show.
func (s *sets) stateWord() string {
	if next := s.nextState(); next != "" {
		return string(next)
	}
	return "all"
}

// nextState is the state after the one that is shown; empty for all.
func (s *sets) nextState() setState {
	q := parseQuery(s.choice.text, setFacets...)
	switch setState(q.facet("state")) {
	case missing:
		return ""
	case "":
		return uploaded
	case uploaded:
		return fetched
	case fetched:
		return doubtful
	}
	return missing
}

func (s *sets) turnState() tea.Cmd {
	return s.filter(withFacet(s.choice.text, "state", string(s.nextState())))
}

// turnFacet filters by a value, or no longer.
func (s *sets) turnFacet(name, value string) tea.Cmd {
	if value == "" {
		return say("the symbol set has no " + name)
	}
	if q := parseQuery(s.choice.text, setFacets...); q.facet(name) != "" {
		value = ""
	}
	return s.filter(withFacet(s.choice.text, name, value))
}
