package tui

import tea "charm.land/bubbletea/v2"

// point takes the mouse: the wheel scrolls what is under the pointer, a click
// chooses a frame or an exception.
func (t *trace) point(msg tea.MouseMsg) tea.Cmd {
	m, l := msg.Mouse(), t.layout()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		d, across := 0, 0
		switch m.Button {
		case tea.MouseWheelUp:
			d = -3
		case tea.MouseWheelDown:
			d = 3
		case tea.MouseWheelLeft:
			across = -4
		case tea.MouseWheelRight:
			across = 4
		}
		switch {
		case l.frames.has(m.X, m.Y):
			t.list.Scroll(d)
		case l.mini.has(m.X, m.Y):
			t.mini.Scroll(d)
			t.mini.Sideways(across)
		default:
			t.code.Scroll(d)
			t.code.Sideways(across)
		}
	case tea.MouseClickMsg:
		if m.Button != tea.MouseLeft {
			return nil
		}
		switch i := t.list.Top + m.Y - l.frames.y; {
		case l.frames.has(m.X, m.Y) && i < len(t.items):
			t.moved = true
			if t.items[i].reason {
				i--
			}
			t.list.To(i)
		case l.causes.has(m.X, m.Y):
			if i := t.causesTop(l.causes.h) + m.Y - l.causes.y; i < len(t.starts) && i != t.raised {
				t.choose(i)
			}
		}
	}
	return t.follow()
}
