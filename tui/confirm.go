package tui

import (
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
	word  string   // what does it: "Delete"
	yes   func() tea.Cmd

	chosen bool      // word, not Cancel
	deaf   time.Time // until when keys are not taken
}

// ask makes a command that asks. A question that no key has opened is deaf for
// an instant.
func (e *env) ask(c confirm, unasked bool) tea.Cmd {
	c.env = e
	if unasked {
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
	case "left", "right", "tab", "shift+tab", "h", "l":
		c.chosen = !c.chosen
	case "enter":
		if c.chosen {
			return c.yes(), true
		}
		return nil, true
	}
	return nil, false
}

func (c *confirm) cursor() *tea.Cursor { return nil }

func (c *confirm) view(w, h int) string {
	w = min(w-4, 66)
	var body []string
	for _, t := range c.text {
		for _, l := range wrap(t, w) {
			body = append(body, c.theme.Fit(l, w))
		}
	}
	body = body[:min(len(body), max(1, h-4))]
	return frame(c.theme, c.title, "", append(body, theme.Spaces(w), c.buttons(w)), w)
}

// buttons draws the choices; the chosen one stands in brackets.
func (c *confirm) buttons(w int) string {
	no, yes := "[Cancel]", " "+c.word+" "
	noStyle, yesStyle := c.theme.Strong, c.theme.Dim
	if c.chosen {
		no, yes = " Cancel ", "["+c.word+"]"
		noStyle, yesStyle = c.theme.Dim, c.theme.Bad
	}
	gap := max(0, w-theme.Width(no)-theme.Width(yes)-2)
	return strings.Repeat(" ", gap) + noStyle.Render(no) + "  " + yesStyle.Render(yes)
}
