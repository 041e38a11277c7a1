package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// An overlay is drawn over the page and takes the keys until it is done.
type overlay interface {
	update(tea.Msg) (cmd tea.Cmd, done bool)
	hints() []action      // its bottom line
	view(w, h int) string // its own size, at most w×h
	cursor() *tea.Cursor  // where text is being typed in what view drew last, or nil
}

// closeHints is the bottom line of overlays; words come before it.
func closeHints(g theme.Glyphs, words ...action) []action {
	return append(words,
		action{key: bind(g.Up+g.Down, "move")},
		action{key: bind("esc", "close")})
}

// frame draws lines, each w cells wide already, in a box with a title; foot
// stands in its lower edge. title and foot are safe and not styled.
func frame(th *theme.Theme, title, foot string, lines []string, w int) string {
	g := th.Glyphs
	edge := func(left, text, right string, style theme.Style) string {
		if text != "" {
			text = " " + text + " "
		}
		text = theme.Slice(text, 0, w-1)
		return th.Dim.Render(left+g.Rule) + style.Render(text) +
			th.Dim.Render(strings.Repeat(g.Rule, max(0, w+1-theme.Width(text)))+right)
	}
	var b strings.Builder
	b.WriteString(edge(g.Corners[0], title, g.Corners[1], th.Title))
	side := th.Dim.Render(g.Bar)
	for _, l := range lines {
		b.WriteString("\n" + side + " " + l + " " + side)
	}
	b.WriteString("\n" + edge(g.Corners[2], foot, g.Corners[3], th.Dim))
	return b.String()
}

// scrolled gives the window of h lines from top on, and keeps top in it.
func scrolled(lines []string, top *int, w, h int) []string {
	*top = max(0, min(*top, len(lines)-h))
	return filled(lines[*top:], w, h)
}

// scrollBy is how far a key or the wheel moves a list of h lines.
func scrollBy(msg tea.Msg, h int) int {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			return -3
		}
		return 3
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up", "ctrl+p":
			return -1
		case "down", "ctrl+n":
			return 1
		case "pgup":
			return -h
		case "pgdown":
			return h
		}
	}
	return 0
}
