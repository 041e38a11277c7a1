package tui

import (
	tea "charm.land/bubbletea/v2"
)

// overlayMsg asks the app to draw something over the page.
type overlayMsg struct{ overlay overlay }

// info shows all that there is to say about something, wrapped.
type info struct {
	*env
	title  string
	rows   []fact
	top, h int
	lines  []string // rows, wrapped
	w      int      // to this width
}

func (x *info) hints() []action { return closeHints(x.theme.Glyphs) }

func (x *info) update(msg tea.Msg) (tea.Cmd, bool) {
	switch keyOf(msg) {
	case "esc", "i", "enter", "q":
		return nil, true
	case "j":
		x.top++
	case "k":
		x.top--
	}
	x.top += scrollBy(msg, x.h)
	return nil, false
}

func (x *info) cursor() *tea.Cursor { return nil }

func (x *info) view(w, h int) string {
	w = min(w-4, 96)
	if x.w != w {
		x.wrap(w)
	}
	x.h = max(1, min(h-2, len(x.lines)))
	foot := ""
	if len(x.lines) > x.h {
		foot = "more: " + x.theme.Glyphs.Up + x.theme.Glyphs.Down
	}
	return frame(x.theme, x.title, foot, scrolled(x.lines, &x.top, w, x.h), w)
}

// wrap makes lines of w cells of the rows.
func (x *info) wrap(w int) {
	x.w, x.lines = w, nil
	for _, f := range x.rows {
		for i, l := range wrap(f.value, w-14) {
			name := ""
			if i == 0 {
				name = f.name
			}
			x.lines = append(x.lines, x.theme.Dim.Render(x.theme.Fit(name, 13))+" "+x.theme.Fit(l, w-14))
		}
	}
}
