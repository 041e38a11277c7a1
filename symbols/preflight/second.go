package preflight

import (
	"fmt"
	"strings"

	secondreader "github.com/go-sourcemap/sourcemap"

	"symset/symbols"
	"symset/symbols/fit"
	"symset/symbols/sourcemap"
)

// largestSecond is the size in bytes of the largest mappings that the second
// reader is given: it takes eight times that in memory.
const largestSecond = 32 << 20

// mostShift is how many columns a map's may be off, see [fit.Shift], that the
// second reader is still given the mappings of.
const mostShift = 4 << 10

// A Second is what an independent second reader of the map, go-sourcemap, says
// of the frames. Frames on which it disagrees tell so themselves.
type Second struct {
	Asked     int    `json:"asked"` // frames
	Disagrees int    `json:"disagrees"`
	LeftOut   string `json:"left_out,omitempty"` // why it was not asked
}

// A reader is the second reader with a map.
type reader struct {
	consumer *secondreader.Consumer
	leftOut  string // why there is none
}

// openSecond opens the map with the second reader. That decodes all that it is
// given, so it gets neither texts of sources nor mappings behind the last frame.
func openSecond(in Input) reader {
	m := in.Pair.Map
	if m.Kind() == sourcemap.Indexed {
		return reader{leftOut: "the second reader shifts every line of a section by the section's column"}
	}
	for _, p := range m.Problems() {
		if p.Field == "mappings" {
			return reader{leftOut: "the second reader makes something of damaged mappings"}
		}
	}
	var last sourcemap.Position
	for i := range in.Frames {
		if at, ok := in.Frames[i].Generated(); ok && last.Before(at) {
			last = at
		}
	}
	last.Column += mostShift
	data, err := m.Bare(last, largestSecond)
	switch {
	case err != nil:
		return reader{leftOut: err.Error()}
	case data == nil:
		return reader{leftOut: fmt.Sprintf("the mappings are larger than the %d MiB that the second reader is given", largestSecond>>20)}
	}
	c, err := parseSecond(data)
	if err != nil {
		return reader{leftOut: fmt.Sprintf("the second reader refuses the map: %v", err)}
	}
	return reader{consumer: c}
}

// parseSecond parses with the second reader, which may panic on bad maps.
func parseSecond(data []byte) (c *secondreader.Consumer, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it breaks: %v", r)
		}
	}()
	return secondreader.Parse("", data)
}

// read asks for the frames that resolved.
// A known difference is that it takes columns as the map has them: where the
// report tells that they are off, it is asked for those that the map has.
func (r reader) read(m *sourcemap.Map, report *fit.Report, frames []Change) *Second {
	s := &Second{LeftOut: r.leftOut}
	if r.consumer == nil {
		return s
	}
	for i := range frames {
		f := &frames[i].resolved
		if f.State != symbols.Mapped {
			continue
		}
		at, _ := f.Frame.Generated()
		at = report.In(at)
		s.Asked++
		source, line, column, ok := r.ask(at)
		if !ok || line != f.Place.Original.Line || column != f.Place.Original.Column || !sameSource(source, m, f.SourceIndex) {
			s.Disagrees++
			frames[i].Second = "the second reader has no answer"
			if ok {
				frames[i].Second = fmt.Sprintf("the second reader says %s:%d:%d", source, line+1, column+1)
			}
		}
	}
	return s
}

// ask asks for one position.
func (r reader) ask(p sourcemap.Position) (source string, line, column int, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	source, _, line, column, ok = r.consumer.Source(p.Line+1, p.Column)
	return source, line - 1, column, ok
}

// sameSource reports whether the second reader names the source. A known
// difference is that it spells sources in its own way where there is a sourceRoot or a
// dot segment: the ends must be the same.
func sameSource(theirs string, m *sourcemap.Map, i int) bool {
	ours := m.Source(i)
	raw, _ := m.RawSource(i)
	clean := func(s string) string { return strings.TrimLeft(strings.ReplaceAll(s, "./", ""), "./") }
	return theirs == ours || theirs == raw || strings.HasSuffix(clean(theirs), clean(raw)) || strings.HasSuffix(clean(ours), clean(theirs))
}
