package tui

import tea "charm.land/bubbletea/v2"

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
		i := x.list.Top + (m.Y-l.list.y)/2
		if m.Button != tea.MouseLeft || !l.list.has(m.X, m.Y) || i >= len(x.rows) {
			return nil
		}
		if i == x.list.Cursor {
			return x.open()
		}
		x.list.To(i)
		return x.follow()
	}
	return nil
}

// wheel is how many lines the wheel moves.
func wheel(m tea.Mouse) int {
	switch m.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	}
	return 0
}
