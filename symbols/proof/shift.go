package proof

import (
	"bytes"
	"regexp"
	"slices"
	"sync"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A Shift says that from a place on a line on, the map's columns are By too
// large (or too small, when negative), and that the reason is known: a bundler
// wrote the hash into a file name after it had made the map. Parcel does, for
// every file that the bundle loads by name. Read with the shift, the map is
// right; PostHog reads it without.
type Shift struct {
	Line, Column int    // where it begins, in the map's own columns, from 0
	By           int    // columns that the map is ahead of the file; the sum of all shifts of the line so far
	Name         string // the name that was written, as it stands in the file
}

const (
	furthest = 128 // the longest difference between a hash and its placeholder that is tried
	run      = 24  // mappings in a row that must fit after a shift; as many do by chance once in 200,000 tries
	ahead    = 200 // mappings looked at to tell an odd one from the start of a shift
	reach    = 300 // bytes before the first misfit in which the hashed name must stand
	most     = 64  // shifts of a file; more are no accident of hashes
)

// hashed matches a string literal that names a file with what may be a content
// hash; one without a digit is a word.
var hashed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("[\"'`]([^\"'`\\s]{0,100}?[-._/]([0-9A-Za-z_-]{6,40})\\.[a-z0-9.]{1,12})[\"'`]")
})

// realign looks for the shifts that explain where the mappings don't fit. It
// gives none when there is a misfit that none explains.
func realign(text *lines.Text, m *sourcemap.Map) ([]Shift, error) {
	var all []Shift
	explained := true
	line, columns := -1, []int(nil)
	finish := func() {
		if shifts, ok := alignLine(text, line, columns); ok && len(all)+len(shifts) <= most {
			all = append(all, shifts...)
		} else {
			explained = false
		}
		columns = columns[:0]
	}
	err := m.Walk(func(mapping sourcemap.Mapping) bool {
		if mapping.Generated.Line != line {
			finish()
			line = mapping.Generated.Line
		}
		columns = append(columns, mapping.Generated.Column)
		return explained
	})
	if finish(); err != nil || !explained {
		return nil, err
	}
	return all, nil
}

// alignLine finds the shifts of one line of mappings, and false when a run of
// misfits has no hashed name before it or no constant puts it right.
func alignLine(text *lines.Text, line int, columns []int) ([]Shift, bool) {
	var shifts []Shift
	by := 0
	for i := range columns {
		if fits(text, line, columns[i]-by) {
			continue
		}
		rest := columns[i:min(i+ahead, len(columns))]
		if odd(text, line, rest, by) {
			continue
		}
		to, ok := next(text, line, rest, by)
		if !ok || len(shifts) == most {
			return nil, false
		}
		name, end := hashedBefore(text, sourcemap.Position{Line: line, Column: columns[i] - to})
		if name == "" {
			return nil, false
		}
		shifts = append(shifts, Shift{Line: line, Column: end + to, By: to, Name: name})
		by = to
	}
	return shifts, true
}

// next finds the shift with which the most columns in a row fit; of equals the
// one closest to the shift before.
func next(text *lines.Text, line int, columns []int, by int) (int, bool) {
	best, longest := 0, 0
	for d := 1; d <= furthest; d++ {
		for _, try := range []int{by + d, by - d} {
			n := 0
			for n < len(columns) && fits(text, line, columns[n]-try) {
				n++
			}
			if n > longest {
				best, longest = try, n
			}
		}
	}
	return best, longest >= min(run, len(columns))
}

func fits(text *lines.Text, line, column int) bool {
	return fit(text, sourcemap.Position{Line: line, Column: column}) == inside
}

// odd reports whether the first column is one of a few that don't fit, as
// bundlers make them, rather than where a shift begins.
func odd(text *lines.Text, line int, columns []int, by int) bool {
	n := 0
	for _, c := range columns {
		if !fits(text, line, c-by) {
			n++
		}
	}
	return n*share <= len(columns)
}

// hashedBefore finds the last hashed file name shortly before a place, and the
// column behind it.
func hashedBefore(text *lines.Text, at sourcemap.Position) (name string, end int) {
	offset, ok := text.Offset(at)
	if !ok {
		return "", 0
	}
	from := max(0, offset-reach)
	near := text.Bytes()[from:offset]
	for _, found := range slices.Backward(hashed().FindAllSubmatchIndex(near, -1)) {
		behind := text.Position(from + found[1])
		if behind.Line == at.Line && bytes.ContainsAny(near[found[4]:found[5]], "0123456789") {
			return string(near[found[2]:found[3]]), behind.Column
		}
	}
	return "", 0
}
