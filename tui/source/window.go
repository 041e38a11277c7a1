package source

import (
	"strings"

	"symset/theme"
)

// window renders w cells of a line from the cell left on: cut with the glyph
// for more on either side, padded with spaces.
func window(th *theme.Theme, spans []theme.Span, left, w int) string {
	if w <= 0 {
		return ""
	}
	total := 0
	for _, s := range spans {
		total += theme.Width(s.Text)
	}
	from, to := left, left+w
	before, behind := left > 0 && total > 0, total > to
	var b strings.Builder
	if before {
		b.WriteString(th.Dim.Render(th.Glyphs.More))
		from++
		behind = behind && w > 1
	}
	if behind {
		to--
	}
	col, end := 0, from // end: the cell up to which b is filled
	for _, s := range spans {
		n := theme.Width(s.Text)
		if col < to && col+n > from {
			piece := theme.Slice(s.Text, from-col, to-col)
			b.WriteString(s.Style.Render(piece))
			end = max(col, from) + theme.Width(piece)
		}
		col += n
	}
	b.WriteString(theme.Spaces(to - end))
	if behind {
		b.WriteString(th.Dim.Render(th.Glyphs.More))
	}
	return b.String()
}

// Highlight marks stretches of a line, given in bytes of the spans' texts:
// start, end, start, end, rising. current makes them stand out more.
func Highlight(th *theme.Theme, spans []theme.Span, at []int, current bool) []theme.Span {
	var out []theme.Span
	pos := 0
	for _, s := range spans {
		for text := s.Text; text != ""; {
			for len(at) > 1 && at[1] <= pos {
				at = at[2:]
			}
			n, style := len(text), s.Style
			switch {
			case len(at) == 0:
			case at[0] > pos:
				n = min(n, at[0]-pos)
			default:
				n = min(n, at[1]-pos)
				if style = style.On(th.Match); current {
					style = th.Title.On(th.Match)
				}
			}
			out = append(out, theme.Span{Text: text[:n], Style: style})
			text, pos = text[n:], pos+n
		}
	}
	return out
}
