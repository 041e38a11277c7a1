package sourcemap

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

// A reverse finds segments by what they map to. It is made when first asked.
type reverse struct {
	index    *Index
	once     sync.Once
	sources  []uint32 // of each source: which of segments is its first; one more at the end
	segments []uint32 // all segments with an original, by source, line, column, and in order
}

// Generated gives where code from an original position went, in the order of
// the generated file: the mappings of exactly that position, or if there are
// none those of the last one before it on the same original line.
//
// The first call sorts the index, which adds 4 bytes for each mapping.
func (x *Index) Generated(source int, p Position) []Position {
	r := &x.reverse
	r.once.Do(r.make)
	if source < 0 || source >= len(r.sources)-1 || p.Line < 0 || p.Column < 0 {
		return nil
	}
	all := r.segments[r.sources[source]:r.sources[source+1]]
	behind := sort.Search(len(all), func(i int) bool { return p.Before(r.original(all[i])) })
	if behind == 0 || r.original(all[behind-1]).Line != p.Line {
		return nil
	}
	nearest := r.original(all[behind-1])
	first := sort.Search(behind, func(i int) bool { return !r.original(all[i]).Before(nearest) })
	out := make([]Position, 0, behind-first)
	for _, at := range all[first:behind] {
		if g, ok := x.place(int(at)); ok {
			out = append(out, g)
		}
	}
	return out
}

func (r *reverse) original(at uint32) Position {
	o := &r.index.origins[at]
	return Position{int(o.line), int(o.column)}
}

// make sorts the segments: by source with a count of each, then within each.
func (r *reverse) make() {
	x := r.index
	sources := 0
	for i := range x.sections {
		s := x.sections[i].section
		sources = max(sources, s.firstSource+s.sources.n)
	}
	r.sources = make([]uint32, sources+1)
	for i := range x.origins {
		if s := x.origins[i].source; s >= 0 {
			r.sources[s+1]++
		}
	}
	for i := range sources {
		r.sources[i+1] += r.sources[i]
	}
	r.segments = make([]uint32, r.sources[sources])
	next := slices.Clone(r.sources)
	for i := range x.origins {
		if s := x.origins[i].source; s >= 0 {
			r.segments[next[s]] = uint32(i)
			next[s]++
		}
	}
	parallel(sources, func(job func() (int, bool)) {
		for s, ok := job(); ok; s, ok = job() {
			slices.SortFunc(r.segments[r.sources[s]:r.sources[s+1]], r.compare)
		}
	})
}

func (r *reverse) compare(a, b uint32) int {
	p, q := &r.index.origins[a], &r.index.origins[b]
	return cmp.Or(cmp.Compare(p.line, q.line), cmp.Compare(p.column, q.column), cmp.Compare(a, b))
}

// place gives where the at-th segment of the index is; false when its section
// has ended there.
func (x *Index) place(at int) (Position, bool) {
	i := sort.Search(len(x.sections), func(i int) bool { return int(x.lines[x.sections[i].line]) > at }) - 1
	for x.end(i) <= at {
		i--
	}
	in := &x.sections[i]
	lines := x.lines[in.line : in.line+in.lines]
	line := sort.Search(len(lines), func(l int) bool { return int(lines[l]) > at }) - 1
	p := in.section.outside(Position{line, int(x.columns[at])})
	return p, i+1 == len(x.sections) || p.Before(x.sections[i+1].section.start)
}

// end gives the segment behind the last one of a section.
func (x *Index) end(i int) int {
	in := &x.sections[i]
	return int(x.lines[in.line+in.lines])
}
