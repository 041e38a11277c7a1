package sourcemap

import (
	"slices"
	"sort"
)

// An Index answers many look-ups: all mappings decoded, 20 bytes each. It is
// safe for concurrent use.
type Index struct {
	sections []indexed // by where they start
	lines    []uint32  // of all sections: which segment is the line's first; one more for each section
	columns  []uint32  // of all segments: generated column, relative to the section
	origins  []origin  // of all segments
	tops     []uint32  // every topEvery-th of columns
	reverse  reverse
}

// indexed is a section of an index.
type indexed struct {
	section *section
	line    int // where its lines begin in Index.lines
	lines   int // how many it has
}

// An origin is what a segment maps to: numbers of the whole map, -1 for none.
type origin struct{ source, line, column, name int32 }

// topEvery is how many columns stand for one in the top level of the search.
const topEvery = 64

// Index decodes the whole map, once; later calls give the same Index. A map
// that maps nothing is an error, see [Map.Lookup].
func (m *Map) Index() (*Index, error) {
	if x := m.index.Load(); x != nil {
		return x, nil
	}
	m.indexing.Lock()
	defer m.indexing.Unlock()
	if x := m.index.Load(); x != nil {
		return x, nil
	}
	x := &Index{sections: make([]indexed, len(m.order))}
	segments, lost, lines := 0, 0, 0
	var damaged *section
	for i, s := range m.order {
		v, err := m.survey(s)
		if err != nil {
			return nil, err
		}
		x.sections[i] = indexed{section: s, line: lines, lines: int(v.last.line) + 1}
		lines += x.sections[i].lines + 1
		segments += v.segments
		if v.lost != nil {
			damaged = s
			lost++
		}
	}
	if segments == 0 {
		return nil, m.empty(damaged)
	}
	segments += lost
	x.lines = make([]uint32, lines)
	x.columns = make([]uint32, segments)
	x.origins = make([]origin, segments)
	if err := x.fill(); err != nil {
		return nil, err
	}
	x.tops = make([]uint32, (segments+topEvery-1)/topEvery)
	for i := range x.tops {
		x.tops[i] = x.columns[i*topEvery]
	}
	x.reverse.index = x
	m.index.Store(x)
	return x, nil
}

// fill decodes all sections into the columns of the index.
func (x *Index) fill() error {
	first := 0
	for i := range x.sections {
		in := &x.sections[i]
		v := in.section.survey.Load()
		if err := x.fillSection(in, v, first); err != nil {
			return err
		}
		first += v.segments
		if v.lost != nil {
			x.columns[first] = uint32(v.lost.Column)
			x.origins[first] = origin{-1, -1, -1, -1}
			first++
		}
		x.lines[in.line+in.lines] = uint32(first)
		if v.backward {
			x.sort(in)
		}
	}
	return nil
}

// fillSection decodes one section, in parts on several processors.
func (x *Index) fillSection(in *indexed, v *survey, first int) error {
	const step = chunk / checkEvery
	parts := (len(v.points) + step - 1) / step
	errs := make([]error, parts)
	parallel(parts, func(next func() (int, bool)) {
		var buf []byte
		for k, ok := next(); ok; k, ok = next() {
			from, to := &v.points[k*step], v.end
			if k+1 < parts {
				to = v.points[(k+1)*step].at
			}
			var data []byte
			if data, buf, errs[k] = v.text.read(from.at, to, buf); errs[k] == nil {
				x.fillPart(in, &cursor{state: from.state, text: data}, first+from.before, k == 0)
			}
		}
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// fillPart decodes what a cursor has, from the at-th segment on.
func (x *Index) fillPart(in *indexed, c *cursor, at int, begins bool) {
	lines := x.lines[in.line : in.line+in.lines]
	line := c.line
	if begins {
		lines[0] = uint32(at)
	}
	begun := func(at int) {
		for ; line < c.line; line++ {
			lines[line+1] = uint32(at)
		}
	}
	s := in.section
	for ; c.next(); at++ {
		begun(at)
		x.columns[at] = uint32(c.column)
		o := origin{-1, -1, -1, -1}
		if s.original(&c.state) {
			o = origin{int32(s.firstSource) + c.source, c.oline, c.ocol, -1}
			if c.kind == named && int(c.name) < s.names.n {
				o.name = int32(s.firstName) + c.name
			}
		}
		x.origins[at] = o
	}
	begun(at)
}

// sort puts the segments of each line in order, those of one column as they
// stand in the map.
func (x *Index) sort(in *indexed) {
	var keys []uint64
	var columns []uint32
	var origins []origin
	for l := in.line; l < in.line+in.lines; l++ {
		from, to := x.lines[l], x.lines[l+1]
		if slices.IsSorted(x.columns[from:to]) {
			continue
		}
		keys = keys[:0]
		for i, c := range x.columns[from:to] {
			keys = append(keys, uint64(c)<<32|uint64(i))
		}
		slices.Sort(keys)
		columns = append(columns[:0], x.columns[from:to]...)
		origins = append(origins[:0], x.origins[from:to]...)
		for i, k := range keys {
			x.columns[int(from)+i] = columns[uint32(k)]
			x.origins[int(from)+i] = origins[uint32(k)]
		}
	}
}

// Lookup answers one position, as [Map.Lookup] does.
func (x *Index) Lookup(p Position) Mapping {
	if p.Line < 0 || p.Column < 0 {
		return None
	}
	i := sort.Search(len(x.sections), func(i int) bool { return p.Before(x.sections[i].section.start) }) - 1
	for past := false; i >= 0; i-- {
		in := &x.sections[i]
		q := in.section.within(p)
		if q.Line < in.lines {
			from, to := int(x.lines[in.line+q.Line]), int(x.lines[in.line+q.Line+1])
			at := x.search(from, to, q.Column)
			for past && at < to && int(x.columns[at]) == q.Column {
				at++
			}
			if past || at == to || int(x.columns[at]) != q.Column {
				at--
			}
			if at >= from {
				return x.mapping(in, q.Line, at)
			}
		}
		if !in.section.begins(p.Line) {
			break
		}
		p, past = in.section.start, true
		p.Column--
	}
	return None
}

// search gives the first segment of [from, to) at or behind a column, or to.
func (x *Index) search(from, to, column int) int {
	top, last := (from+topEvery-1)/topEvery, (to+topEvery-1)/topEvery
	for top < last {
		mid := int(uint(top+last) / 2)
		if int(x.tops[mid]) < column {
			top = mid + 1
		} else {
			last = mid
		}
	}
	// The segment of tops[top] is not before the column, that of the one before is.
	from, to = max(from, (top-1)*topEvery), min(to, top*topEvery)
	for from < to {
		mid := int(uint(from+to) / 2)
		if int(x.columns[mid]) < column {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}

// mapping makes a mapping of a segment on a line of its section.
func (x *Index) mapping(in *indexed, line, at int) Mapping {
	o := &x.origins[at]
	m := Mapping{Generated: in.section.outside(Position{line, int(x.columns[at])}), Source: int(o.source), Name: int(o.name)}
	if o.source >= 0 {
		m.Original = Position{int(o.line), int(o.column)}
	}
	return m
}

// walk gives the mappings of the i-th section before end.
func (x *Index) walk(i int, end Position, yield func(Mapping) bool) (more bool) {
	in := &x.sections[i]
	for line := range in.lines {
		for at := int(x.lines[in.line+line]); at < int(x.lines[in.line+line+1]); at++ {
			m := x.mapping(in, line, at)
			if !m.Generated.Before(end) {
				return true
			}
			if !yield(m) {
				return false
			}
		}
	}
	return true
}
