package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Fit gives s in exactly w cells: padded with spaces, or cut with the glyph
// for more. s has no escape sequences and went through [Text].
func (t *Theme) Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := Width(s)
	if n > w {
		s = ansi.Truncate(s, w, t.Glyphs.More)
		n = Width(s) // a wide character may not have fitted
	}
	return s + Spaces(w-n)
}

// FitMiddle is [Theme.Fit] for paths and URLs, whose end says most: it leaves
// out folders from the left, and when the last part alone is too long, its
// middle.
func (t *Theme) FitMiddle(s string, w int) string {
	n := Width(s)
	if n <= w || w < 8 {
		return t.Fit(s, w)
	}
	for i := range len(s) {
		if s[i] == '/' && i < len(s)-1 && s[i+1] != '/' && Width(s[i:]) < w {
			return t.Fit(t.Glyphs.More+s[i:], w)
		}
	}
	head := w / 4
	return t.Fit(ansi.Truncate(s, head, "")+t.Glyphs.More+ansi.TruncateLeft(s, n-(w-head-1), ""), w)
}

// Slice gives the cells from (included) to to (excluded) of s, both from 0. A
// wide character that is cut in half leaves blanks, so that columns stay true.
// It is shorter when s ends before to. s has no escape sequences and went
// through [Text].
func Slice(s string, from, to int) string {
	from = max(0, from)
	if from >= to {
		return ""
	}
	if printable(s) {
		return s[min(from, len(s)):min(to, len(s))]
	}
	var b strings.Builder
	for col := 0; len(s) > 0 && col < to; {
		c, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		switch {
		case col >= from && col+w <= to:
			b.WriteString(c)
		case col+w > from:
			b.WriteString(Spaces(min(col+w, to) - max(col, from)))
		}
		col += w
		s = s[len(c):]
	}
	return b.String()
}
