package fit

import (
	"regexp"
	"sync"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A Shift says that from a place on a line on, the map's columns are By too
// large, and that the reason is known: a bundler rewrote a piece of the file after
// it had made the map. Parcel writes the hash into the name of every file that the
// bundle loads; Microbundle shortens how a UMD bundle finds the global object.
// Read with the shift, the map is right; PostHog reads it without.
type Shift struct {
	Line, Column int    // where it begins, in the map's own columns, from 0
	By           int    // columns that the map is ahead of the file; the sum of all shifts of the line so far
	Name         string // the name, or the code, that was written, as it stands in the file
}

const (
	written = len("HASH_REF_") + 16 - len("b14208ab") // how much longer Parcel's placeholder is than the hash that it writes
	ahead   = 200                                     // mappings looked at to tell an odd one from the start of a shift
	sure    = 6                                       // mappings behind a shift that must all fit
	most    = 64                                      // shifts of a line; more are no accident of hashes
	longest = 8 << 20                                 // bytes of a line that is searched for hashed names
	heading = 4 << 10                                 // bytes of a line that begins with how a bundle finds the global object
)

// hashed matches a string literal that names a file with what may be Parcel's
// content hash.
var hashed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("[\"'`]([^\"'`\\s]{0,100}?[-._/][0-9a-f]{8}\\.[a-z0-9.]{1,12})[\"'`]")
})

// shortened matches what Microbundle makes of a="undefined"!=typeof globalThis?globalThis:a||self.
var shortened = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\((([\w$]+)\|\|self)\)`) })

const globalThis = `="undefined"!=typeof globalThis?globalThis:`

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

// A hashedName is a file name with a hash on a line, and the column behind it.
type hashedName struct {
	name string
	end  int
}

// hashedNames finds the hashed file names of a line.
func hashedNames(text *lines.Text, number int) []hashedName {
	line := text.Line(number)
	if len(line) > longest {
		return nil
	}
	start, _ := text.Offset(sourcemap.Position{Line: number})
	var names []hashedName
	for _, found := range hashed().FindAllSubmatchIndex(line, -1) {
		names = append(names, hashedName{string(line[found[2]:found[3]]), text.Position(start + found[1]).Column})
	}
	return names
}

// alignLine finds the shifts of one line of mappings, and false when none
// explain where they don't fit.
func alignLine(text *lines.Text, line int, columns []int) ([]Shift, bool) {
	first := 0
	for first < len(columns) && (fits(text, line, columns[first]) || odd(text, line, columns[first:], 0)) {
		first++
	}
	if first == len(columns) {
		return nil, true
	}
	if shift, ok := alignShortened(text, line, columns); ok {
		return []Shift{shift}, true
	}
	return alignHashed(text, line, columns[first:], hashedNames(text, line))
}

// alignShortened finds the one shift that Microbundle makes. Of the code that
// it took away, too, there may be mappings: what they say is not looked at.
func alignShortened(text *lines.Text, line int, columns []int) (Shift, bool) {
	code := text.Line(line)
	found := shortened().FindSubmatchIndex(code[:min(len(code), heading)])
	if found == nil {
		return Shift{}, false
	}
	start, _ := text.Offset(sourcemap.Position{Line: line})
	by := found[5] - found[4] + len(globalThis)
	shift := Shift{Line: line, Column: text.Position(start+found[2]).Column + by, By: by, Name: string(code[found[2]:found[3]])}
	for i, c := range columns {
		if c >= shift.Column && !fits(text, line, c-by) && !odd(text, line, columns[i:], by) {
			return Shift{}, false
		}
	}
	return shift, true
}

// alignHashed walks over a line, from the first column that does not fit on, and
// shifts by each behind as many names as it takes, until one column can't be
// explained.
func alignHashed(text *lines.Text, line int, columns []int, names []hashedName) ([]Shift, bool) {
	var shifts []Shift
	total := 0
	for i, c := range columns {
		if fits(text, line, c-total) || i > 0 && odd(text, line, columns[i:], total) {
			continue
		}
		n := 0 // names since the last shift
		for ; n < len(names) && names[n].end <= c-total-(n+1)*written; n++ {
			if to := total + (n+1)*written; settled(text, line, columns[i:], to) {
				total = to
				break
			}
		}
		if n == len(names) || names[n].end > c-total || len(shifts) == most || !fits(text, line, c-total) {
			return nil, false
		}
		shifts = append(shifts, Shift{Line: line, Column: names[n].end + total, By: total, Name: names[n].name})
		names = names[n+1:]
	}
	return shifts, true
}

// settled reports whether the first of the columns fit with a shift.
func settled(text *lines.Text, line int, columns []int, by int) bool {
	for _, c := range columns[:min(sure, len(columns))] {
		if !fits(text, line, c-by) {
			return false
		}
	}
	return true
}

func fits(text *lines.Text, line, column int) bool {
	return judge(text, sourcemap.Position{Line: line, Column: column}) == inside
}

// odd reports whether the first column is one of a few that don't fit, as
// bundlers make them, rather than where a shift begins.
func odd(text *lines.Text, line int, columns []int, by int) bool {
	columns = columns[:min(ahead, len(columns))]
	n := 0
	for _, c := range columns {
		if !fits(text, line, c-by) {
			n++
		}
	}
	return n*share <= len(columns)
}
