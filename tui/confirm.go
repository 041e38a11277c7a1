package tui

import (
	"cmp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// grace is how long a question that came up by itself takes no keys: one that
// was meant for something else must not answer it.
const grace = 400 * time.Millisecond

// confirm asks before something that can't be undone. Cancel is chosen at
// first.
type confirm struct {
	*env
	title string   // what it is about: "Delete a symbol set"; safe
	text  []string // the thing by its name, and what is lost; safe, wrapped as it is drawn

	choices []choice       // what can be done
	no      string         // what does nothing; empty is "Cancel"
	skip    func() tea.Cmd // what follows when no is chosen; nil: nothing
	unasked bool           // no key has opened it: it is deaf for an instant

	chosen int       // 0 is no, then the choices
	deaf   time.Time // until when keys are not taken
}

// A choice is something that can be done, by its word.
type choice struct {
	word string
	do   func() tea.Cmd
}

// ask makes a command that asks.
func (e *env) ask(c confirm) tea.Cmd {
	c.env = e
	if c.unasked {
		c.deaf = e.now().Add(grace)
	}
	return send(overlayMsg{&c})
}

func (c *confirm) hints() []action {
	g := c.theme.Glyphs
	return []action{
		{key: bind(g.Left+g.Right, "choose")},
		{key: bind("enter", "do what is chosen")},
		{key: bind("esc", "cancel")},
	}
}

func (c *confirm) update(msg tea.Msg) (tea.Cmd, bool) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, false
	}
	if c.now().Before(c.deaf) {
		c.deaf = c.now().Add(grace)
		return nil, false
	}
	switch k.String() {
	case "esc", "q":
		return nil, true
	case "right", "tab", "l":
		c.chosen = (c.chosen + 1) % len(c.words())
	case "left", "shift+tab", "h":
		c.chosen = (c.chosen + len(c.words()) - 1) % len(c.words())
	case "enter":
		if c.chosen > 0 {
			return c.choices[c.chosen-1].do(), true
		}
		if c.skip != nil {
			return c.skip(), true
		}
		return nil, true
	}
	return nil, false
}

func (c *confirm) cursor() *tea.Cursor { return nil }

func (c *confirm) view(w, h int) string {
	w = min(w-4, 66)
	body := paragraphs(c.theme, c.text, w)
	if most := max(1, h-4); len(body) > most { // it says what is cut
		body = append(body[:most-1:most-1], c.theme.Dim.Render(c.theme.Fit(c.theme.Glyphs.More, w)))
	}
	return frame(c.theme, c.title, "", append(body, theme.Spaces(w), c.buttons(w)), w)
}

// words are the choices, the one that does nothing first.
func (c *confirm) words() []string {
	words := []string{cmp.Or(c.no, "Cancel")}
	for _, x := range c.choices {
		words = append(words, x.word)
	}
	return words
}

// buttons draws the choices; the chosen one stands in brackets.
func (c *confirm) buttons(w int) string {
	used, line := 0, ""
	for i, word := range c.words() {
		style := c.theme.Dim
		text := " " + word + " "
		if i == c.chosen {
			style, text = c.theme.Bad, "["+word+"]"
			if i == 0 {
				style = c.theme.Strong
			}
		}
		used += theme.Width(text) + 2
		line += "  " + style.Render(text)
	}
	return strings.Repeat(" ", max(0, w-used)) + line
}
