package preflight

import (
	"fmt"
	"strings"

	secondreader "github.com/go-sourcemap/sourcemap"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

// largestSecond is the size in bytes of the largest map that the second reader
// is given: it takes four times that in memory.
const largestSecond = 32 << 20

// A Second is what an independent second reader of the map, go-sourcemap, says
// of the frames. Frames on which it disagrees tell so themselves.
type Second struct {
	Asked     int    `json:"asked"` // frames
	Disagrees int    `json:"disagrees"`
	LeftOut   string `json:"left_out,omitempty"` // why it was not asked
}

// second asks the second reader for the frames that resolved.
func second(data []byte, in Input, frames []Change) *Second {
	s := &Second{}
	switch {
	case data == nil:
		s.LeftOut = "the map's bytes are not at hand"
	case len(data) > largestSecond:
		s.LeftOut = fmt.Sprintf("the map is larger than the %d MiB that the second reader is given", largestSecond>>20)
	case in.Pair.Map.Kind() == sourcemap.Indexed:
		s.LeftOut = "the second reader shifts every line of a section by the section's column"
	default:
		for _, p := range in.Pair.Map.Problems() {
			if p.Field == "mappings" {
				s.LeftOut = "the second reader takes damaged mappings for something"
			}
		}
	}
	if s.LeftOut != "" {
		return s
	}
	ask, err := openSecond(data)
	if err != nil {
		s.LeftOut = fmt.Sprintf("the second reader refuses the map: %v", err)
		return s
	}
	for i := range frames {
		r := &frames[i].resolved
		if r.State != symbols.Mapped {
			continue
		}
		at, _ := r.Frame.Generated()
		s.Asked++
		source, line, column, ok := ask(at)
		if !ok || line != r.Place.Original.Line || column != r.Place.Original.Column || !sameSource(source, in.Pair.Map, r.SourceIndex) {
			s.Disagrees++
			frames[i].Second = "the second reader has no answer"
			if ok {
				frames[i].Second = fmt.Sprintf("the second reader says %s:%d:%d", source, line+1, column+1)
			}
		}
	}
	return s
}

// openSecond opens a map with the second reader, which may panic on bad ones.
func openSecond(data []byte) (ask func(sourcemap.Position) (source string, line, column int, ok bool), err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it breaks: %v", r)
		}
	}()
	c, err := secondreader.Parse("", data)
	if err != nil {
		return nil, err
	}
	return func(p sourcemap.Position) (source string, line, column int, ok bool) {
		defer func() {
			if recover() != nil {
				ok = false
			}
		}()
		source, _, line, column, ok = c.Source(p.Line+1, p.Column)
		return source, line - 1, column, ok
	}, nil
}

// sameSource reports whether the second reader names the source. A known
// difference is that it spells sources anew where there is a sourceRoot or a
// dot segment: the ends must be the same.
func sameSource(theirs string, m *sourcemap.Map, i int) bool {
	ours := m.Source(i)
	raw, _ := m.RawSource(i)
	clean := func(s string) string { return strings.TrimLeft(strings.ReplaceAll(s, "./", ""), "./") }
	return theirs == ours || theirs == raw || strings.HasSuffix(clean(theirs), clean(raw)) || strings.HasSuffix(clean(ours), clean(theirs))
}
