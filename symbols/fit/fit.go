// Package fit tells whether a source map belongs to a minified file.
//
// Nothing in the format says so: a map of yesterday's build answers as readily
// as today's, and wrongly. What gives it away is where its mappings begin. A
// bundler begins every one at the start of a token of the file that it wrote;
// with as little as one character more or less somewhere before, they begin in
// the middle of words as often as words are long. Measured over builds of thirty
// pipelines and the maps of a hundred packages, none of a right map's mappings
// splits a word, but for those of tools that map every character or, as swc
// does, up to 3% beside the place; of a wrong one's, 20 to 45% do from the first
// difference on.
//
// [Check] counts that and judges around single places.
//
// [Judge] adds what can be told where the map has its sources: which words,
// strings and numbers that no tool changes stand at both ends of a mapping. That
// shows a map of another build even where one word of it was changed for another
// of the same length. What no token tells has a file each: whether the same runs
// when a condition holds (branch.go), whether a constant that was put in is the
// one declared (inlined.go), whether lines that a tool leaves alone stayed
// (verbatim.go), whether a variable is the same all along (binding.go,
// exchange.go), whether a value is asked for before it is looked into (chain.go),
// whether a call has more arguments (call.go), and whether a template was retyped
// (template.go).
package fit

import (
	"bytes"
	"regexp"
	"sort"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

const (
	// share and least make a map another build's: at least least of its
	// mappings, and more than one in share, begin inside a word or outside the
	// file. Small files allow no finer statistics.
	share = 20
	least = 3

	// window is how many mappings on either side of a position must fit for
	// the position to be believed when the map as a whole is.
	window = 24

	// A map is another, shorter file's when it ends with more than one byte in
	// tail of the code still to come, and that is more than slack bytes.
	// Bundlers end files with code of their own, but not with much.
	tail  = 5
	slack = 64
	glue  = 400 // bytes: as much bundlers add to a small file, and the map is its own

	// remembered bounds the misfits whose place is kept.
	remembered = 1 << 16
)

// A Report is what a map and a minified file say of each other.
type Report struct {
	Mappings int                // mappings compared: of large maps a sample all over the file
	Outside  int                // of these, mappings behind the end of their line or of the file
	Split    int                // of these, mappings that begin inside a word
	First    sourcemap.Position // where the first of either is; meaningless without any
	End      sourcemap.Position // where the last mapping begins in the file; meaningless without any
	Shifts   []Shift            // known reasons why columns of the map are off, in generated order

	beside  int      // mappings that swc put beside their place
	misfits []int    // numbers of the misfits in generated order
	near    []int    // for each position asked about, the number of the mapping at or before it
	lines   []*tally // for each position asked about, its line
	behind  int      // bytes of code behind the last mapping, when the map ends long before the file does
	last    []bool   // for each position asked about, whether it comes after all mappings
}

// A tally counts a line's mappings, of which the first has the number first.
type tally struct{ first, mappings, misfits int }

// A Verdict is what a [Report] comes to.
type Verdict int

const (
	Fits   Verdict = iota // mappings begin where tokens do
	Stale                 // the map belongs to another build of the file
	Beyond                // the map ends before this place: it belongs to a shorter file
)

// everything is how many mappings are all compared; of more, stretches all over
// the file are, in all not many more than this.
const everything = 1 << 18

// Check compares the mappings of m with the minified file. [Report.Near] judges
// around each of the positions. An error is the map's.
func Check(minified *lines.Text, m *sourcemap.Map, near []sourcemap.Position) (*Report, error) {
	return heard(minified, m, everything, near, func(*Report) listener { return nil })
}

// A listener is told of mappings: where each begins in the file, and how that
// fits.
type listener func(at sourcemap.Position, mapping sourcemap.Mapping, fitness int)

// heard compares as [Check] does, and not many more mappings than most. Each
// time it goes over them, it tells a new listener, made for the report of that
// time.
func heard(minified *lines.Text, m *sourcemap.Map, most int, near []sourcemap.Position, listen func(*Report) listener) (*Report, error) {
	counts, err := m.Counts()
	if err != nil {
		return nil, err
	}
	c := comparison{minified, m, 1 + counts.Mappings/most, near}
	r, err := c.compare(nil, listen)
	if err != nil || r.Verdict() != Stale {
		return r, err
	}
	shifts, err := realign(minified, m)
	if err != nil || len(shifts) == 0 {
		return r, err
	}
	shifted, err := c.compare(shifts, listen)
	if err != nil || shifted.Verdict() == Stale {
		return r, err
	}
	return shifted, nil
}

// A comparison is what is compared.
type comparison struct {
	minified *lines.Text
	m        *sourcemap.Map
	every    int // of so many stretches of mappings one is
	near     []sourcemap.Position
}

// compare walks the map once, with its columns put right by the shifts.
func (c *comparison) compare(shifts []Shift, listen func(*Report) listener) (*Report, error) {
	near, inMap := c.near, make([]sourcemap.Position, len(c.near))
	r := &Report{Shifts: shifts, near: make([]int, len(near)), lines: make([]*tally, len(near)), last: make([]bool, len(near))}
	asked := map[int]*tally{}
	for i, p := range near {
		if asked[p.Line] == nil {
			asked[p.Line] = &tally{}
		}
		r.lines[i], inMap[i] = asked[p.Line], r.In(p)
	}
	waiting, tell := sorted(near), listen(r)
	var other tally // of lines not asked about
	line, here := -1, &other
	torn := false // the mapping before begins inside a word
	hear := func(past, run []sourcemap.Mapping) {
		mapping, before, next := run[0], sourcemap.None, sourcemap.None
		if len(run) > 1 {
			next = run[1]
		}
		if len(past) > 0 {
			before = past[len(past)-1]
		}
		at := r.Out(mapping.Generated)
		for len(waiting) > 0 && less(near[waiting[0]], at) {
			r.near[waiting[0]], waiting = r.Mappings-1, waiting[1:]
		}
		if at.Line != line {
			line = at.Line
			if here = asked[line]; here == nil {
				here = &other
			}
			here.first = r.Mappings
		}
		fitness := judge(c.minified, at)
		if fitness == split && c.meant(r, past, run, before, next, torn) {
			fitness = within
		}
		switch {
		case fitness == inside && next.OK() && next.Generated == mapping.Generated:
			fitness = within // nothing of the file is the mapping's
		case fitness == inside && together(before, mapping):
			fitness = shared
		}
		torn = fitness == split
		if tell != nil {
			tell(at, mapping, fitness)
		}
		switch fitness {
		case outside:
			r.Outside++
			r.misfit(at)
			here.misfits++
		case split:
			r.Split++
			r.misfit(at)
			here.misfits++
		}
		here.mappings++
		r.Mappings++
		r.End = at
	}
	past, run := make([]sourcemap.Mapping, 0, 2*overflow), make([]sourcemap.Mapping, 0, spelling+1)
	step := func() {
		hear(past, run)
		if len(past) == cap(past) {
			past = append(past[:0], past[overflow:]...)
		}
		past, run = append(past, run[0]), append(run[:0], run[1:]...)
	}
	err := c.m.Sample(c.every, inMap, func(next sourcemap.Mapping) bool {
		if len(run) > spelling {
			step()
		}
		run = append(run, next)
		return true
	})
	for len(run) > 0 {
		step()
	}
	for _, i := range waiting {
		r.near[i] = r.Mappings - 1
		r.last[i] = less(r.End, near[i])
	}
	if r.Mappings > 0 && !component(c.m.Source(past[len(past)-1].Source)) {
		r.behind = behind(c.minified, r.End)
	}
	return r, err
}

// meant reports whether the first of a run of mappings begins inside a word as tools have
// it: not as one that was made of another file does. The one before may be torn, too.
func (c *comparison) meant(r *Report, past, run []sourcemap.Mapping, before, next sourcemap.Mapping, torn bool) bool {
	m := run[0]
	if !torn && (continues(before, m) || resumes(before, m, next)) {
		return true
	}
	if !torn && c.stray(r, before, run) || overflows(past, m) {
		r.beside++
		return true
	}
	return spells(run) || closes(c.minified, r.Out(before.Generated), r.Out(m.Generated), before, m)
}

// behind counts the bytes of code behind the last mapping, at a place, where it
// ends too early for the file, and gives 0 elsewhere. A list of what the file
// exports needs no mapping.
func behind(text *lines.Text, at sourcemap.Position) int {
	whole := text.Code()
	offset, ok := text.Offset(at)
	if !ok || whole-offset <= slack || (whole-offset)*tail <= whole {
		return 0
	}
	rest := text.Bytes()[offset:whole]
	if bytes.Contains(rest, []byte("self.webpackChunk")) {
		return 0
	}
	if _, rest, _ = bytes.Cut(rest, []byte("\n")); listsExports(rest[code(rest, 0):]) {
		return 0
	}
	return whole - offset
}

// listsExports reports whether code is nothing but a list of what a module exports.
func listsExports(src []byte) bool {
	list, behind, _ := bytes.Cut(src, []byte("}"))
	listed := bytes.HasPrefix(list, []byte("export {")) || bytes.HasPrefix(list, []byte("0 && (module.exports = {"))
	return listed && len(bytes.Trim(behind, "); \r\n")) == 0 || len(src) <= longestEnd && exported.Match(src)
}

// exported is what Rollup writes for a module of CommonJS that exports names of its own,
// and of others.
var exported = regexp.MustCompile(`^(?:(?:exports\.[\w$]+ = [\w$.]+;|Object\.defineProperty\(exports, '[\w$]+', \{\s+enumerable: true,\s+get: function \(\) \{ return [\w$.]+; \}\s+\}\);)\s*)+$`)

func (r *Report) misfit(at sourcemap.Position) {
	if len(r.misfits) == 0 {
		r.First = at
	}
	if len(r.misfits) < remembered {
		r.misfits = append(r.misfits, r.Mappings)
	}
}

// Verdict judges the map as a whole.
func (r *Report) Verdict() Verdict {
	switch {
	case tooMany(r.Outside+r.Split, r.Mappings):
		return Stale
	case r.behind > glue:
		return Beyond
	}
	return Fits
}

func tooMany(misfits, mappings int) bool { return misfits >= least && misfits*share > mappings }

// Near judges the map at the position that was the i-th given to [Check], from
// 0: on its line, since columns of different lines have nothing to do with each
// other, and closely around it, since an edit may have touched only the end of
// a long line. Tools that rewrite the paths of imports spoil a map's every
// import and nothing else of it.
func (r *Report) Near(i int) Verdict {
	line := r.lines[i]
	if tooMany(line.misfits, line.mappings) {
		return Stale
	}
	first, end := r.near[i]-window, r.near[i]+window+1
	if line.mappings >= 2*window { // the line can speak for itself
		first, end = max(first, line.first), min(end, line.first+line.mappings)
	}
	from, to := sort.SearchInts(r.misfits, first), sort.SearchInts(r.misfits, end)
	switch {
	case to-from >= least:
		return Stale
	case r.behind > 0 && r.last[i]:
		return Beyond
	}
	return Fits
}

// At gives the shift that a place in the file lies behind, or nil. A nil report
// knows of none.
func (r *Report) At(file sourcemap.Position) *Shift {
	if r == nil {
		return nil
	}
	var at *Shift
	for i := range r.Shifts {
		if s := &r.Shifts[i]; s.Line == file.Line && s.Column-s.By <= file.Column {
			at = s
		}
	}
	return at
}

// In gives the position to look up in the map for a place in the file: the
// same, unless the map's columns are off for a known reason.
func (r *Report) In(file sourcemap.Position) sourcemap.Position {
	if s := r.At(file); s != nil {
		file.Column += s.By
	}
	return file
}

// Out gives the place in the file for a position of the map: the reverse of
// [Report.In].
func (r *Report) Out(inMap sourcemap.Position) sourcemap.Position {
	if r == nil {
		return inMap
	}
	by := 0
	for _, s := range r.Shifts {
		if s.Line == inMap.Line && s.Column <= inMap.Column {
			by = s.By
		}
	}
	inMap.Column -= by
	return inMap
}
