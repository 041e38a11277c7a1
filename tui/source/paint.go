package source

import "symset/theme"

const (
	// above is how many lines before the wanted ones the lexer sees, so that
	// it knows when it begins inside a comment or a template.
	above = 30
	// paintBytes bounds what is highlighted at once, about 0.1 s of work.
	// Lines beyond it stay plain.
	paintBytes = 32 << 10
)

// A Painting is a stretch of a Doc with its colours.
type Painting struct {
	doc   *Doc
	theme *theme.Theme
	from  int
	lines [][]theme.Span
}

// Paint highlights the lines from (included) to to (excluded), indices from 0.
// It takes milliseconds: not for the event loop.
func Paint(th *theme.Theme, d *Doc, from, to int) Painting {
	from, to = max(0, from), min(to, len(d.lines))
	start := max(0, from-above)
	var lines []string
	size := 0
	for i := start; i < to; i++ {
		line := d.line(i)
		if size += len(line); size > paintBytes {
			break
		}
		lines = append(lines, line)
	}
	spans := th.Spans(d.name, lines)
	return Painting{doc: d, theme: th, from: from, lines: spans[min(from-start, len(spans)):]}
}

// line gives the spans of line i of d; plain ones when it isn't painted.
func (p *Painting) line(d *Doc, i int) []theme.Span {
	if k := i - p.from; p.doc == d && k >= 0 && k < len(p.lines) {
		return p.lines[k]
	}
	return []theme.Span{{Text: theme.Text(d.line(i))}}
}
