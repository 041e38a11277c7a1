package theme

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// tabStop is the distance of tab stops, in cells.
const tabStop = 4

// Text makes a line of strangers' text safe to print: nothing in the result
// can be acted on by a terminal, and every terminal gives it the same columns.
// Every name, message and line of source that comes from an event, a map or a
// file system goes through it before it is styled.
//
// Control characters become pictures (␛, ␍, ␊), C1 controls, bidirectional
// overrides, zero-width characters, combining marks with nothing to sit on and
// letters that join whatever follows become their code point (‹202E›), tabs become spaces to the next multiple of
// 4 cells, invalid UTF-8 becomes U+FFFD, and grapheme clusters whose width
// terminals disagree about (joined emoji, variation selectors, skin tones) are
// reduced to their first character. Styling is stripped of its effect, too: s
// is text, never escape sequences.
func Text(s string) string {
	if printable(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD") // first: cluster segmentation of invalid UTF-8 swallows control bytes
	var b strings.Builder
	b.Grow(len(s) + 16)
	col := 0
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		var c string
		switch {
		case r >= 0x20 && r < 0x7f && (n == len(s) || s[n] < utf8.RuneSelf):
			c = s[:1] // an ASCII character that nothing combines with
		case r == '\t':
			c = "    "[:tabStop-col%tabStop]
		case r < 0x20:
			c = string(0x2400 + r)
		case r == 0x7f:
			c = "␡"
		case hidden(r):
			c = codePoint(r)
		default:
			c, n = cluster(s, r)
		}
		b.WriteString(c)
		col += Width(c)
		s = s[n:]
	}
	return b.String()
}

// printable reports whether s is ASCII without control characters.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// hidden reports whether r, at the start of a cluster, acts on the terminal or
// its neighbours without being seen itself.
func hidden(r rune) bool {
	return r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || unicode.In(r, unicode.Cf, unicode.M, prepended)
}

// prepended are the letters that make one cluster with what follows, whatever that is:
// those that UAX #29 calls Prepend, without the format characters among them.
var prepended = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0xd4e, Hi: 0xd4e, Stride: 1}},
	R32: []unicode.Range32{
		{Lo: 0x111c2, Hi: 0x111c3, Stride: 1},
		{Lo: 0x113d1, Hi: 0x113d1, Stride: 1},
		{Lo: 0x1193f, Hi: 0x11941, Stride: 2},
		{Lo: 0x11a3a, Hi: 0x11a3a, Stride: 1},
		{Lo: 0x11a84, Hi: 0x11a89, Stride: 1},
		{Lo: 0x11d46, Hi: 0x11d46, Stride: 1},
		{Lo: 0x11f02, Hi: 0x11f02, Stride: 1},
	},
}

// cluster gives what is shown for the grapheme cluster that s begins with, and
// how many bytes of s it stands for. r is its first rune.
func cluster(s string, r rune) (string, int) {
	c, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	n := len(c)
	if ansi.StringWidthWc(c) == w {
		return c, n
	}
	if c = string(r); ansi.StringWidthWc(c) == ansi.StringWidth(c) {
		return c, n
	}
	return codePoint(r), n
}

func codePoint(r rune) string { return fmt.Sprintf("‹%04X›", r) }

// Width is the number of cells that s takes. s has no escape sequences and
// went through [Text].
func Width(s string) int {
	if printable(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Cell turns a UTF-16 column of a line as it was captured into a column in
// cells of Text(line). Both count from 0; a column past the end is the end.
func Cell(line string, column int) int {
	units := 0
	for i, r := range line {
		if units >= column {
			return Width(Text(line[:i]))
		}
		units++
		if r >= 0x10000 {
			units++
		}
	}
	return Width(Text(line))
}

// Spaces gives n spaces; none for n below 1.
func Spaces(n int) string {
	const blank = "                                                                                "
	if n <= 0 {
		return ""
	}
	if n <= len(blank) {
		return blank[:n]
	}
	return strings.Repeat(" ", n)
}
