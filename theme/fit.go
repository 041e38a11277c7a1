package theme

import "github.com/charmbracelet/x/ansi"

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

// FitMiddle is [Theme.Fit] that cuts in the middle and keeps the end, for
// paths and URLs, whose last part says most.
func (t *Theme) FitMiddle(s string, w int) string {
	n := Width(s)
	if n <= w || w < 8 {
		return t.Fit(s, w)
	}
	head := w / 4
	return t.Fit(ansi.Truncate(s, head, "")+t.Glyphs.More+ansi.TruncateLeft(s, n-(w-head-1), ""), w)
}
