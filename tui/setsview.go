package tui

import (
	"fmt"
	"strings"

	"symset/theme"
	"symset/tui/rows"
)

// view draws the page.
func (s *sets) view() string {
	l := s.layout()
	lines := []string{s.headline()}
	list := append([]string{s.titles(l.list.w)}, s.viewList(l.list)...)
	list = append(list, s.foot(l.list.w)[:l.foot.h]...)
	if !s.wide() {
		lines = append(append(lines, line(s.theme, s.w)), list...)
		if l.detail.h > 0 {
			lines = append(lines, s.detailRule(l.detail.w))
			lines = append(lines, filled(s.details(l.detail.w), l.detail.w, l.detail.h)...)
		}
		return joinLines(append(lines, s.lastLine(-1)))
	}
	lines = append(lines, crossed(s.theme, s.w, l.list.w, s.theme.Glyphs.Tee))
	lines = append(lines, beside(s.theme, list, s.details(l.detail.w), l.detail.w)...)
	return joinLines(append(lines, s.lastLine(l.list.w)))
}

// headline counts the sets by state, and tells filter and order.
func (s *sets) headline() string {
	th := s.theme
	right := strings.TrimSpace(s.choice.text)
	if s.query.typing || right == "" {
		right = "all"
	}
	arrow := th.Glyphs.Down
	if s.choice.reverse {
		arrow = th.Glyphs.Up
	}
	switch {
	case s.reads() && len(s.shown) > 0:
		right = s.spin.glyph(th) + " " + s.progress() + "   " + right
	case !s.reads() && s.at.IsZero() && s.read > 0:
		right = "read " + s.progress() + "   " + right
	}
	right = brief(right) + "   sort: " + setOrders[s.choice.order].name + " " + arrow
	right = th.Fit(right, min(theme.Width(right), s.w/2))
	room := s.w - theme.Width(right) - 2
	if s.at.IsZero() && s.read == 0 { // nothing is known to count
		return th.Fit(" symbol sets", room+1) + th.Dim.Render(right) + " "
	}
	var b strings.Builder
	used := 0
	for _, st := range []setState{missing, doubtful, uploaded, fetched} {
		n := s.counts[st]
		if n == 0 && st == doubtful {
			continue
		}
		mark, style := (&setRow{state: st}).glyph(th)
		text := fmt.Sprintf(" %s %s", thousands(n), st)
		if used+3+theme.Width(text) > room {
			break
		}
		if n == 0 {
			style = th.Dim
		}
		b.WriteString(" " + style.Render(mark) + text + " ")
		used += 3 + theme.Width(text)
	}
	return b.String() + theme.Spaces(room-used) + " " + th.Dim.Render(right) + " "
}

// setColumns are the columns beside the reference. The name of a column says
// what is in it.
var setColumns = []rows.Column{
	{Title: "Waiting", W: 7, Right: true, Keep: 4}, {Title: "Last used", W: 9, Keep: 3}, {Title: "Kind", W: 8, Keep: 2},
	{Title: "Release", W: 14, Keep: 1}, {Title: "Why", W: 18, Keep: 5},
}

// columns are those that there is room for.
func (s *sets) columns(w int) ([]rows.Column, int) {
	return rows.Shown(w-6, 34, setColumns)
}

// titles is the line above the list.
func (s *sets) titles(w int) string {
	shown, rest := s.columns(w)
	text := "     " + s.theme.Fit("Reference", rest)
	for _, c := range shown {
		text += "  " + cell(s.theme, c.Title, c)
	}
	return s.theme.Dim.Render(s.theme.Fit(text, w))
}

// cell is safe text in a column.
func cell(th *theme.Theme, text string, c rows.Column) string {
	if c.Right {
		text = theme.Spaces(c.W-theme.Width(text)) + text
	}
	return th.Fit(text, c.W)
}

// viewList draws the visible rows, or what there is to say without any.
func (s *sets) viewList(r rect) []string {
	shown, rest := s.columns(r.w)
	var lines []string
	from, to := s.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, s.row(s.shown[i], shown, rest, r.w, i == s.list.Cursor))
	}
	if len(s.shown) == 0 {
		lines = s.instead(r.w)
	}
	return filled(lines, r.w, r.h)
}

// row draws a set: "  ▸✗ …/assets/index-3f9a1c.js   12  2 min ago  no map found".
func (s *sets) row(r *setRow, shown []rows.Column, rest, w int, selected bool) string {
	th := s.theme
	text, dim := theme.Style{}, th.Dim
	glyph, mark := r.glyph(th)
	lead := " "
	if s.chosen[r.Ref] {
		lead = th.Glyphs.Fetched
	}
	point := marked(th, selected, &text, &mark, &dim)
	var b strings.Builder
	b.WriteString(text.Render(" "+lead+point) + mark.Render(glyph))
	b.WriteString(text.Render(" " + th.FitMiddle(briefEnd(string(r.Ref)), rest)))
	for _, c := range shown {
		b.WriteString(dim.Render("  " + cell(th, s.value(r, c.Title), c)))
	}
	return b.String() + text.Render(theme.Spaces(w-rest-5-width(shown)))
}

func width(shown []rows.Column) int {
	n := 0
	for _, c := range shown {
		n += c.W + 2
	}
	return n
}

// value is what a row has in a column.
func (s *sets) value(r *setRow, column string) string {
	switch column {
	case "Waiting":
		if r.waiting() == 0 {
			return s.theme.Glyphs.None
		}
		return thousands(r.waiting())
	case "Last used":
		if r.LastUsed.IsZero() {
			return "never"
		}
		return ageShort(s.now().Sub(r.LastUsed))
	case "Kind":
		return r.kind
	case "Release":
		return brief(r.Release.Name())
	}
	return brief(r.short(s.now()))
}

// instead is what stands in place of rows: what is being read, what went
// wrong, or why there are none.
func (s *sets) instead(w int) []string {
	switch {
	case s.err != nil:
		return s.foot(w)
	case s.reads():
		return []string{s.spin.says(s.theme, "   ", "reading symbol sets: "+s.progress(), w)}
	case !s.arranging.busy():
		return append(s.empty(w), s.foot(w)...)
	}
	return nil
}

// foot tells what went wrong, below the rows: what was read stays.
func (s *sets) foot(w int) []string {
	th := s.theme
	switch {
	case s.err != nil && problemOf(s.err).wait > 0:
		return sentence(th, w, th.Glyphs.Doubt, th.Warn, s.trouble())
	case s.err != nil:
		return s.wrong(s.err, w)
	case s.survey.err != nil:
		return sentence(th, w, th.Glyphs.Doubt, th.Warn, "What waits, and which refs only frames name, is not known: "+problemOf(s.survey.err).what)
	}
	return nil
}

// progress tells how much of the list is read.
func (s *sets) progress() string {
	if s.total > 0 {
		return thousands(s.read) + " of " + thousands(s.total)
	}
	return thousands(s.read) + " so far"
}

// empty says why no set is listed, and what next.
func (s *sets) empty(w int) []string {
	th := s.theme
	glyph, style, text := th.Glyphs.None, th.Dim, "No symbol set matches. esc shows what is missing, f all."
	switch {
	case s.at.IsZero():
		text = "Not all symbol sets were read: r reads them."
	case s.survey.work.busy() && (len(s.rows) == 0 || s.choice.text == firstFilter):
		text = "Nothing on PostHog's list is missing. Recent exceptions are being searched for what only frames name."
	case len(s.rows) == 0:
		text = "The project has no symbol sets yet. PostHog makes one when it looks for the map of a frame, or when a build uploads one."
	case s.choice.text == firstFilter:
		glyph, style = th.Glyphs.Good, th.Good
		text = fmt.Sprintf("No symbol set is missing. f shows all %s.", thousands(len(s.rows)))
	}
	return sentence(th, w, glyph, style, text)
}

// lastLine is the rule at the page's foot, or what is typed.
func (s *sets) lastLine(at int) string {
	if !s.query.typing {
		return crossed(s.theme, s.w, at, s.theme.Glyphs.Foot)
	}
	count := fmt.Sprintf("%s of %s", thousands(len(s.shown)), thousands(len(s.rows)))
	return s.query.line(s.theme, "/", s.w, filterSide) + s.theme.Dim.Render(s.theme.Fit(theme.Spaces(16-len(count))+count, 17))
}

// setsLayout says where on the page things are. The boxes are without
// headings, which stand on the line above.
type setsLayout struct{ list, foot, detail rect }

func (s *sets) wide() bool { return s.paned(s.w) }

// layout finds the boxes: details right of the list in wide terminals, below
// it in narrow ones that have the room.
func (s *sets) layout() setsLayout {
	room := max(0, s.h-4) // counts, rule, titles; rule
	l := setsLayout{list: rect{0, 3, s.w, room}}
	if s.wide() {
		l.list.w = min(s.w*3/5, 120)
		l.detail = rect{l.list.w + 1, 2, s.w - l.list.w - 1, room + 1}
	} else if room >= 12 && !s.zoomed {
		n := min(max(7, room*2/5), 14)
		l.list.h -= n + 1
		l.detail = rect{0, 3 + room - n, s.w, n}
	}
	if len(s.shown) > 0 { // without rows, what went wrong stands in their place
		l.foot = rect{0, 0, l.list.w, min(len(s.foot(l.list.w)), max(0, l.list.h-2))}
		l.list.h -= l.foot.h
		l.foot.y = l.list.y + l.list.h
	}
	return l
}
