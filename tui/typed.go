package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// typed asks for a word to be typed before something that is hardly ever right.
type typed struct {
	*env
	title string
	text  []string // safe
	want  string   // what has to be typed
	word  string   // what enter then does: "send"
	yes   func() tea.Cmd

	in    input
	caret [2]int
}

func (t *typed) hints() []action {
	return []action{{key: bind("enter", t.word)}, {key: bind("esc", "cancel")}}
}

func (t *typed) update(msg tea.Msg) (tea.Cmd, bool) {
	switch keyOf(msg) {
	case "esc":
		return nil, true
	case "enter":
		if t.in.value() == t.want {
			return t.yes(), true
		}
		return nil, false
	}
	t.in.update(msg)
	return nil, false
}

func (t *typed) cursor() *tea.Cursor { return tea.NewCursor(t.caret[0], t.caret[1]) }

func (t *typed) view(w, h int) string {
	w = min(w-4, 66)
	body := paragraphs(t.theme, t.text, w)
	if most := max(3, h-4); len(body) > most { // the end says what to type
		body = append(append(body[:most-3:most-3], t.theme.Fit(t.theme.Glyphs.More, w)), body[len(body)-2:]...)
	}
	body = append(body, theme.Spaces(w))
	text, col := t.in.view(w - 2)
	t.caret = [2]int{4 + col, len(body) + 1}
	return frame(t.theme, t.title, "", append(body, t.theme.Accent.Render("> ")+text), w)
}
