package tui

import "symset/symbols"

// layout says where on the page things are. The boxes are without headings,
// which stand on the line above.
type layout struct {
	frames, causes, facts rect
	code, mini, how       rect
	notice                int // how many lines of code describe the frame before its code comes
}

func (t *trace) wide() bool { return t.w >= twoPanes }

// layout finds the boxes for the state the page is in.
func (t *trace) layout() layout {
	var l layout
	if t.wide() {
		l = t.sideBySide()
	} else {
		l = t.stacked()
	}
	if l.notice = len(t.notice(l.code.w)); l.notice > 0 && l.code.h > l.notice+2 {
		l.notice++ // a blank line
	}
	l.notice = max(0, min(l.notice, l.code.h))
	return l
}

// stacked is the layout of narrow terminals: the frames are a strip of a third
// at most, the code gets the rest.
func (t *trace) stacked() layout {
	room := max(0, t.h-5) // title, facts, two headings, rule
	if t.zoomed {
		return layout{code: rect{0, 3, t.w, room + 1}}
	}
	n := min(max(1, len(t.items)), max(3, room/3))
	return layout{
		frames: rect{0, 3, t.w, n},
		code:   rect{0, 4 + n, t.w, room - n},
	}
}

// sideBySide is the layout of wide terminals: what happened on the left, the
// code and how it was found on the right.
func (t *trace) sideBySide() layout {
	var l layout
	top, room := 3, max(0, t.h-4) // title, rule, heading; rule
	left := min(t.w*4/9, 80)
	if t.zoomed {
		left = -1
	}
	x, w := left+1, t.w-left-1
	y := top + room
	if how := len(t.how(w)); how > 0 && room >= 14 {
		y -= how
		l.how = rect{x, y, w, how}
		y -= 2
	}
	if t.sideShown() == original && t.open.minified != nil && room >= 20 {
		n := min(t.open.minified.Len()+1, 5)
		y -= n
		l.mini = rect{x, y, w, n}
		y -= 2
	}
	l.code = rect{x, top, w, y - top}
	if t.zoomed {
		return l
	}
	causes, facts := 0, 0
	if n := len(t.starts); n > 1 && room >= 10 {
		causes = min(n, 5) + 2
	}
	if n := len(t.circumstances(t.eventShown())); n > 0 && room-causes >= 14 {
		facts = min(n, 7) + 2
	}
	l.frames = rect{0, top, left, max(1, min(len(t.items), room-causes-facts))}
	y = top + l.frames.h
	if causes > 0 {
		l.causes = rect{0, y + 2, left, causes - 2}
		y += causes
	}
	if facts > 0 {
		l.facts = rect{0, y + 2, left, min(len(t.circumstances(t.eventShown())), top+room-y-2)}
	}
	return l
}

// arrange gives lists and panes the room that the state leaves them.
func (t *trace) arrange() {
	l := t.layout()
	t.list.H = l.frames.h
	t.list.Clamp()
	t.code.Resize(l.code.w, l.code.h-l.notice)
	t.mini.Resize(l.mini.w, l.mini.h)
}

// subject is the frame that the code is about: the one under the cursor, or
// the one before as long as it takes but an instant to open the other.
func (t *trace) subject() int {
	if t.open.frame >= 0 && !t.late {
		return t.open.frame
	}
	return t.current()
}

// resolved is what the subject became, nil when that is not known.
func (t *trace) resolved() *symbols.Resolved {
	if n := t.subject(); n >= 0 {
		return t.read[n]
	}
	return nil
}
