package source

import (
	"strconv"
	"strings"

	"symset/theme"
)

// A Pane is a window of W×H cells on a [Doc]. The zero Pane shows nothing.
type Pane struct {
	W, H int

	doc      *Doc
	top      int // the first visible row; the column mark is a row
	left     int // cells by which all lines are moved to the left; below 0 only the marked one is, back
	painting Painting
	asked    asked // what was asked for last of the doc
	query    string
	hit      int // the line of the hit that is looked at, -1 when none
}

// Show shows a source at its marked line. A Doc that is shown already stays
// where it is.
func (p *Pane) Show(d *Doc) {
	if p.doc == d {
		return
	}
	p.doc, p.left, p.hit, p.asked = d, 0, -1, asked{}
	p.Home()
}

// Doc gives what is shown, or nil.
func (p *Pane) Doc() *Doc { return p.doc }

// Resize gives the pane another size and keeps the marked line in sight if it
// was.
func (p *Pane) Resize(w, h int) {
	if p.W == w && p.H == h {
		return
	}
	seen := p.doc != nil && p.doc.mark >= p.top && p.doc.mark < p.top+p.H || p.H == 0
	p.W, p.H = w, h
	if seen {
		p.Home()
	}
	p.Scroll(0)
}

// Home goes to the marked line, or to the top when there is none. The line
// comes to rest a little above the middle: what led there says more than what
// follows.
func (p *Pane) Home() {
	p.top, p.left = 0, 0
	if p.doc != nil && p.doc.mark >= 0 {
		p.top = p.doc.mark - p.H/2
	}
	p.Scroll(0)
}

// Scroll moves the window by d rows.
func (p *Pane) Scroll(d int) { p.top = max(0, min(p.top+d, p.rows()-p.H)) }

// Sideways moves the code by d cells: to the left when d is above 0.
func (p *Pane) Sideways(d int) {
	if p.doc != nil {
		p.left = max(-p.shift(), min(p.left+d, longLine))
	}
}

// Goto brings line i, from 0, into view and makes it the hit.
func (p *Pane) Goto(i int) {
	p.hit = i
	row := i
	if p.doc.column >= 0 && i > p.doc.mark {
		row++
	}
	if row < p.top || row >= p.top+p.H {
		p.top = row - p.H/2
		p.Scroll(0)
	}
	at := Matches(theme.Text(p.doc.line(i)), p.query)
	if len(at) == 0 {
		return
	}
	p.left = 0
	text := theme.Text(p.doc.line(i))
	end, shift := theme.Width(text[:at[1]]), p.shiftOf(i)
	if width := p.W - p.gutter(); end > shift+width-1 || theme.Width(text[:at[0]]) < shift {
		p.left = end - width*2/3 - shift
	}
}

// Seek sets what is searched for: its matches are marked.
func (p *Pane) Seek(query string) { p.query, p.hit = query, -1 }

// Top is the first visible line, from 0.
func (p *Pane) Top() int {
	if p.doc != nil && p.doc.column >= 0 && p.top > p.doc.mark {
		return p.top - 1
	}
	return p.top
}

// Need tells which lines should be painted, with [Paint], to have what is
// visible in colour; ok is false when they are.
func (p *Pane) Need(th *theme.Theme) (from, to int, ok bool) {
	if p.doc == nil || p.H <= 0 {
		return 0, 0, false
	}
	from, to = p.Top(), min(p.Top()+p.H, len(p.doc.lines))
	if q := &p.painting; q.doc == p.doc && q.theme == th && q.from <= from && to <= q.from+max(len(q.lines), p.H) {
		return 0, 0, false
	}
	return max(0, from-p.H), to + p.H, true
}

// Work gives what paints the lines that [Pane.Need] tells, to be called where it
// may take its time. It is nil when none are needed, and when it was given for
// these before: [Pane.Painted] is waited for.
func (p *Pane) Work(th *theme.Theme) func() Painting {
	from, to, ok := p.Need(th)
	want := asked{th, from, to}
	if !ok || p.asked == want {
		return nil
	}
	p.asked = want
	d := p.doc
	return func() Painting { return Paint(th, d, from, to) }
}

// asked is a stretch of lines to be painted.
type asked struct {
	theme    *theme.Theme
	from, to int
}

// Painted takes the colours that were asked for; those of another source are
// dropped.
func (p *Pane) Painted(q Painting) {
	if q.doc == p.doc {
		p.painting = q
	}
}

// rows counts the lines, and the row of the column mark.
func (p *Pane) rows() int {
	switch {
	case p.doc == nil:
		return 0
	case p.doc.column >= 0:
		return len(p.doc.lines) + 1
	}
	return len(p.doc.lines)
}

// numbers is the width of the line numbers.
func (p *Pane) numbers() int { return max(2, len(strconv.Itoa(p.doc.last()))) }

// gutter is the width of what stands left of the code: " ▸ 18  ".
func (p *Pane) gutter() int { return 3 + p.numbers() + 2 }

// shift is how far the marked line alone is moved to the left, so that its
// column is in sight.
func (p *Pane) shift() int {
	width := p.W - p.gutter()
	if p.doc.column < width-2 || width < 4 {
		return 0
	}
	return p.doc.column - width*3/5
}

// shiftOf is the shift of line i.
func (p *Pane) shiftOf(i int) int {
	if i == p.doc.mark {
		return p.shift()
	}
	return 0
}

// View draws the pane: exactly H lines of W cells.
func (p *Pane) View(th *theme.Theme) []string {
	out := make([]string, 0, p.H)
	for row := p.top; len(out) < p.H; row++ {
		switch {
		case row >= p.rows():
			out = append(out, theme.Spaces(p.W))
		case p.doc.column < 0 || row <= p.doc.mark:
			out = append(out, p.row(th, row))
		case row == p.doc.mark+1:
			out = append(out, p.arrow(th))
		default:
			out = append(out, p.row(th, row-1))
		}
	}
	return out
}

// row draws line i with its gutter.
func (p *Pane) row(th *theme.Theme, i int) string {
	glyph, number := " ", th.Dim
	if i == p.doc.mark {
		glyph, number = th.Glyphs.Cursor, th.Title
	}
	n := ""
	if k := p.doc.number(i); k > 0 {
		n = strconv.Itoa(k)
	}
	n = theme.Spaces(p.numbers()-len(n)) + n
	gutter := number.Render(" " + glyph + " " + n + "  ")
	if p.gutter() >= p.W {
		return th.Fit(" "+glyph+" "+n, p.W)
	}
	spans := p.painting.line(p.doc, i)
	if p.query != "" {
		spans = p.mark(th, spans, i)
	}
	return gutter + window(th, spans, max(0, p.shiftOf(i)+p.left), p.W-p.gutter())
}

// arrow draws the mark under the column, and the note beside it: on its right,
// or on its left when there is no room.
func (p *Pane) arrow(th *theme.Theme) string {
	col := p.gutter() + p.doc.column - max(0, p.shift()+p.left)
	if col < p.gutter() || col >= p.W {
		return theme.Spaces(p.W)
	}
	mark := th.Bad.Render(th.Glyphs.Column)
	note, room := p.doc.note, p.W-col-2
	if n := theme.Width(note); n > room && n < col-p.gutter() {
		return theme.Spaces(col-n-1) + th.Bad.Render(note) + " " + mark + theme.Spaces(p.W-col-1)
	}
	if room < 4 {
		return theme.Spaces(col) + mark + theme.Spaces(p.W-col-1)
	}
	return theme.Spaces(col) + mark + " " + th.Bad.Render(th.Fit(note, room))
}

// mark shows where the query is in line i.
func (p *Pane) mark(th *theme.Theme, spans []theme.Span, i int) []theme.Span {
	var text strings.Builder
	for _, s := range spans {
		text.WriteString(s.Text)
	}
	at := Matches(text.String(), p.query)
	if len(at) == 0 {
		return spans
	}
	return Highlight(th, spans, at, i == p.hit)
}
