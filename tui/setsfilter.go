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
	s.typing = true
	s.input = input{}
	if s.choice.text != "" {
		s.input.insert(s.choice.text + " ")
	}
	return nil
}

// cursor is where it is typed: on the page's last line.
func (s *sets) cursor() *tea.Cursor {
	if !s.typing {
		return nil
	}
	_, col := s.input.view(s.w - 20)
	return tea.NewCursor(3+col, s.h-1)
}

// typed takes what is typed into the filter.
func (s *sets) typed(msg tea.Msg) tea.Cmd {
	if !s.typing {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc":
			s.typing, s.input = false, input{}
			return s.filter(firstFilter)
		case "enter":
			s.typing = false
			return nil
		case "up", "ctrl+p":
			return s.move(-1)
		case "down", "ctrl+n":
			return s.move(1)
		}
	}
	if !s.input.update(msg) {
		return nil
	}
	return s.filter(s.input.value())
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
