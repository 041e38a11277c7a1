// Package source shows code: line numbers, the marked line, the column in it,
// what was searched for, colours. It draws only what is visible, and nothing
// it does while drawing depends on how long the source or its lines are.
package source

import (
	"strings"

	"symset/symbols/phrase"
	"symset/theme"
)

const (
	// longLine is how many bytes of a line are kept. Minified bundles and
	// embedded data have lines of megabytes; nobody reads them across.
	longLine = 500
	// sideways is how many UTF-16 units of a long marked line are kept on
	// either side of its column.
	sideways = 240
)

// A Doc is a source, or a piece of one, ready to be shown. It is immutable.
type Doc struct {
	name   string
	lines  []string
	first  int    // the number of lines[0], from 1
	folds  []int  // of folded code the number of each line, 0 where it goes on; else nil
	mark   int    // index of the marked line, -1 when none
	marked string // the marked line, cut when it is long
	column int    // the marked column in cells of theme.Text(marked), -1 when none
	note   string // beside the column mark; safe
}

// Where tells what of a source is marked.
type Where struct {
	First  int    // the number of the first line, from 1
	Line   int    // the number of the marked line, from 1; 0 when none is
	Column int    // the marked column, from 1, in UTF-16 units; 0 when none is
	Note   string // a few words beside the mark; from strangers, may be empty
}

// New makes a Doc of lines. name is the source's file name or its language,
// see [theme.Language]. The lines are not copied. It reads a long marked line
// up to its column: not for the event loop.
func New(name string, lines []string, at Where) *Doc {
	d := &Doc{name: name, lines: lines, first: at.First, mark: at.Line - at.First, column: -1, note: theme.Text(at.Note)}
	if at.Line < at.First || d.mark >= len(lines) {
		d.mark = -1
		return d
	}
	line, skipped := around(strip(lines[d.mark]), at.Column-1)
	d.marked = line
	if at.Column > 0 {
		d.column = theme.Cell(line, at.Column-1-skipped)
	}
	return d
}

// number is the number to show beside line i, 0 for none.
func (d *Doc) number(i int) int {
	if d.folds != nil {
		return d.folds[i]
	}
	return d.first + i
}

// last is the greatest number.
func (d *Doc) last() int {
	for i := len(d.folds) - 1; i >= 0; i-- {
		if d.folds[i] > 0 {
			return d.folds[i]
		}
	}
	return d.first + len(d.lines) - 1
}

// Len is the number of lines.
func (d *Doc) Len() int { return len(d.lines) }

// line gives line i, cut when it is long.
func (d *Doc) line(i int) string {
	if i == d.mark {
		return d.marked
	}
	line := strip(d.lines[i])
	return phrase.Clip(line, longLine)
}

// strip takes off what a Windows line end leaves.
func strip(line string) string { return strings.TrimSuffix(line, "\r") }

// around cuts a long line to the neighbourhood of a column, from 0 in UTF-16
// units, and tells how many units the first one kept is further right than it
// looks: what was cut on the left, less the ellipsis put there.
func around(line string, column int) (kept string, skipped int) {
	if len(line) <= longLine {
		return line, 0
	}
	from, to, units, start := 0, len(line), 0, 0
	for i, r := range line {
		if units <= column-sideways {
			from, start = i, units
		}
		if units > max(column, 0)+sideways {
			to = i
			break
		}
		units++
		if r >= 0x10000 {
			units++
		}
	}
	kept = line[from:to]
	if to < len(line) {
		kept += "…"
	}
	if from > 0 {
		return "…" + kept, start - 1
	}
	return kept, 0
}
