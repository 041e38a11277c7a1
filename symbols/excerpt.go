package symbols

import (
	"context"
	"math"
	"unicode/utf8"

	"symset/symbols/lines"
	"symset/symbols/phrase"
	"symset/symbols/sourcemap"
)

const (
	// cutAround is how many bytes of a minified line an [Excerpt] keeps on
	// either side of the frame's column.
	cutAround = 400
	// neighbours is how many lines on either side it shows.
	neighbours = 3
)

// An Excerpt is the minified code around a frame. Lines are cut: a bundle's
// one line may be megabytes long.
type Excerpt struct {
	File         string
	Line, Column int      // the frame's place, from 1; Column in UTF-16 units
	First        int      // the number of the first of Lines, from 1
	Lines        []string // without line ends
	At           int      // index of the frame's line in Lines
	Offset       int      // the column at which Lines[At] begins in the file, from 0, in UTF-16 units
	CutLeft      bool     // Lines[At] goes on to the left
	CutRight     bool     // Lines[At] goes on to the right
}

// Minified gives the minified code around a frame, and false when the file is
// not at hand or has no such place.
func (r *Resolver) Minified(_ context.Context, rv *Resolved) (Excerpt, bool) {
	at, ok := rv.Frame.Generated()
	if rv.Pair == nil || !ok || rv.Frame.Platform == Hermes {
		return Excerpt{}, false
	}
	text, err := r.readings.text(rv.Pair)
	if err != nil || text == nil {
		return Excerpt{}, false
	}
	offset, ok := text.Offset(at)
	if !ok {
		return Excerpt{}, false
	}
	ex := Excerpt{File: rv.Pair.File, Line: rv.Frame.Line, Column: rv.Frame.Column}
	first := max(0, at.Line-neighbours)
	ex.First, ex.At = first+1, at.Line-first
	for i := first; i <= at.Line+neighbours && i < text.Len(); i++ {
		ex.Lines = append(ex.Lines, string(phrase.Head(text.Line(i), 2*cutAround)))
	}
	ex.around(text, at, offset)
	return ex, true
}

// around cuts the line to the bytes around offset, both counted in the file,
// between characters.
func (ex *Excerpt) around(text *lines.Text, at sourcemap.Position, offset int) {
	start, _ := text.Offset(sourcemap.Position{Line: at.Line})
	line := text.Line(at.Line)
	from, to := max(0, offset-start-cutAround), min(len(line), offset-start+cutAround)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	ex.Lines[ex.At] = string(line[from:to])
	ex.CutLeft, ex.CutRight = from > 0, to < len(line)
	ex.Offset = text.Position(start + from).Column
}

// Source gives the whole original source of a frame, line by line as the
// frame's line is counted, and false when neither the map has it nor the disk.
func (r *Resolver) Source(_ context.Context, rv *Resolved) ([]string, bool) {
	switch {
	case rv.Pair == nil:
	case rv.State == Mapped:
		m := &view{Map: rv.Pair.Map, pair: rv.Pair}
		all, _, ok := m.Lines(rv.SourceIndex, 0, math.MaxInt)
		return all, ok
	case rv.State == Plain && rv.Disk == rv.Pair.File:
		text, err := r.readings.text(rv.Pair)
		if err != nil || text == nil {
			return nil, false
		}
		all := make([]string, text.Len())
		for i := range all {
			all[i] = string(text.Line(i))
		}
		return all, true
	}
	return nil, false
}
