package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// setsLayout says where on the page things are. The boxes are without
// headings, which stand on the line above.
type setsLayout struct{ list, detail rect }

func (s *sets) wide() bool { return s.paned(s.w) }

// layout finds the boxes: details right of the list in wide terminals, below
// it in narrow ones that have the room.
func (s *sets) layout() setsLayout {
	room := max(0, s.h-4) // counts, rule, titles; rule
	if s.wide() {
		left := min(s.w*3/5, 120)
		return setsLayout{list: rect{0, 3, left, room}, detail: rect{left + 1, 2, s.w - left - 1, room + 1}}
	}
	if room < 12 || s.zoomed {
		return setsLayout{list: rect{0, 3, s.w, room}}
	}
	n := min(max(7, room*2/5), 14)
	return setsLayout{list: rect{0, 3, s.w, room - n - 1}, detail: rect{0, 3 + room - n, s.w, n}}
}

// follow asks for what the screen lacks of the set under the cursor.
func (s *sets) follow() tea.Cmd {
	if r := s.current(); r != nil {
		return s.detail.follow(s.env, r.ID)
	}
	return nil
}

// update takes what came of the page's own work, and what is typed or pointed.
func (s *sets) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return s.begin()
	case setPagesMsg:
		return s.take(msg)
	case setsArrangedMsg:
		return s.arranged(msg)
	case surveyedMsg:
		if s.survey.take(msg) {
			s.merge()
			return tea.Batch(s.heard(msg.err), s.arrange())
		}
	case setsRetryMsg:
		if msg.page == s && msg.req == s.pages.work.n && !s.reads() {
			return s.begin()
		}
	case setsChangedMsg:
		return s.changed(msg)
	case releasesMsg:
		if msg.page == s {
			return s.chooseRelease(msg.releases)
		}
	case restedMsg, setFramesMsg:
		return s.detail.update(s.env, msg)
	case spinMsg:
		if msg.of == &s.spin {
			return s.spin.turn(s.reads() || s.survey.work.busy())
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.typed(msg)
	case tea.MouseMsg:
		return s.point(msg)
	}
	return nil
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

// move moves the cursor by d rows.
func (s *sets) move(d int) tea.Cmd {
	s.list.Move(max(-len(s.shown), min(d, len(s.shown))))
	return s.follow()
}

// point takes the mouse: the wheel scrolls the list, a click chooses a set, a
// click on the chosen one opens it.
func (s *sets) point(msg tea.MouseMsg) tea.Cmd {
	m, l := msg.Mouse(), s.layout().list
	switch msg.(type) {
	case tea.MouseWheelMsg:
		s.list.Scroll(wheel(m))
	case tea.MouseClickMsg:
		i := s.list.Top + m.Y - l.y
		if m.Button != tea.MouseLeft || !l.has(m.X, m.Y) || i >= len(s.shown) {
			return nil
		}
		if i == s.list.Cursor {
			return s.open()
		}
		s.list.To(i)
		return s.follow()
	}
	return nil
}

// changed takes sets out that are gone, and asks anew for those that changed.
func (s *sets) changed(msg setsChangedMsg) tea.Cmd {
	gone := make(map[symbols.Ref]bool, len(msg.gone))
	for _, ref := range msg.gone {
		gone[ref] = true
		delete(s.chosen, ref)
	}
	out := make([]*setRow, 0, len(s.rows))
	for _, r := range s.rows {
		if !gone[r.Ref] {
			out = append(out, r)
		}
	}
	s.rows = out
	if len(msg.changed) > 0 {
		return s.begin()
	}
	return s.arrange()
}
