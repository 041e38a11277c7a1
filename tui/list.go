package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/theme"
	"symset/tui/rows"
)

// A course is the ways through a list.
type course struct {
	id, group string
	word      string    // of the bottom line; empty: not there
	titles    [6]string // to the next row, the one before, a page down and up, the first and the last
	off       string
	page, all int // rows
	step      func(d int) tea.Cmd
}

// actions lists them: they have keys that are the same everywhere.
func (c course) actions(g theme.Glyphs) []action {
	var out []action
	for i, way := range []struct {
		id  string
		key []string
		d   int
	}{
		{"next", []string{"down", "j"}, 1}, {"previous", []string{"up", "k"}, -1},
		{"pagedown", []string{"pgdown", "ctrl+d"}, max(1, c.page)}, {"pageup", []string{"pgup", "ctrl+u"}, -max(1, c.page)},
		{"first", []string{"g", "home"}, -c.all}, {"last", []string{"G", "end"}, c.all},
	} {
		word := ""
		if i == 0 {
			word = c.word
		}
		out = append(out, action{id: c.id + "." + way.id, key: bind(g.Up+g.Down, word, way.key...), title: c.titles[i], group: c.group,
			off: c.off, run: func() tea.Cmd { return c.step(way.d) }})
	}
	return out
}

// marked gives the glyph of the cursor for a row that is under it, and puts the
// row's styles on its background; else a blank.
func marked(th *theme.Theme, under bool, styles ...*theme.Style) string {
	if !under {
		return " "
	}
	for _, s := range styles {
		*s = s.On(th.Select)
	}
	return th.Glyphs.Cursor
}

// pointAt takes the mouse on a list in a box: the wheel moves it, a click chooses a
// row, and one on the row that is chosen opens it.
func pointAt(msg tea.MouseMsg, l *rows.Rows, box rect, chosen, open func() tea.Cmd) tea.Cmd {
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		l.Scroll(wheel(m))
	case tea.MouseClickMsg:
		i, ok := clicked(m, l, box, 1)
		switch {
		case !ok:
			return nil
		case i == l.Cursor:
			return open()
		}
		l.To(i)
		return chosen()
	}
	return nil
}

// clicked finds the row of a list in a box that was clicked; rows are high lines
// each.
func clicked(m tea.Mouse, l *rows.Rows, box rect, high int) (row int, ok bool) {
	row = l.Top + (m.Y-box.y)/high
	return row, m.Button == tea.MouseLeft && box.has(m.X, m.Y) && row < l.N
}
