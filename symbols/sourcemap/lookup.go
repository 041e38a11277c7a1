package sourcemap

import "sort"

// many is how many positions are so many that the whole map is decoded for
// them.
const many = 2000

// Lookup answers positions of the generated file, in the order asked.
//
// The answer is the last mapping at or before the position on the same line; of
// several mappings at exactly the position it is the first. A position without
// one, in code that has no original, or behind a place where the map is damaged,
// is answered with a mapping that is not [Mapping.OK]. In an index map a position
// belongs to the last section that begins at or before it.
//
// A map that maps nothing at all is an error, with the code [NoMappings] or
// that of the problem that spoils its first segment.
func (m *Map) Lookup(at ...Position) ([]Mapping, error) {
	if m.index.Load() != nil || len(at) > many {
		x, err := m.Index()
		if err != nil {
			return nil, err
		}
		out := make([]Mapping, len(at))
		for i, p := range at {
			out[i] = x.Lookup(p)
		}
		return out, nil
	}
	out := make([]Mapping, len(at))
	var buf []byte
	for i, p := range at {
		out[i] = None
		s := m.sectionAt(p)
		if s == nil {
			continue
		}
		v, err := m.survey(s)
		if err != nil {
			return nil, err
		}
		switch within := s.within(p); {
		case v.backward:
			x, err := m.Index()
			if err != nil {
				return nil, err
			}
			out[i] = x.Lookup(p)
		case v.lost != nil && !within.Before(*v.lost):
			if within.Line == v.lost.Line {
				out[i].Generated = s.outside(*v.lost)
			}
		default:
			var found state
			if found, buf, err = v.find(within, buf); err != nil {
				return nil, err
			}
			out[i] = s.mapping(&found)
		}
	}
	return out, m.mapsNothing(out)
}

// mapsNothing gives the error of a map without mappings, when answers leave
// that open.
func (m *Map) mapsNothing(answers []Mapping) error {
	for i := range answers {
		if answers[i].OK() {
			return nil
		}
	}
	var damaged *section
	for _, s := range m.sections {
		v, err := m.survey(s)
		if err != nil {
			return err
		}
		if v.segments > 0 {
			return nil
		}
		if v.lost != nil {
			damaged = s
		}
	}
	return m.empty(damaged)
}

// empty says why a map maps nothing. One of its sections may be damaged from
// its first segment on.
func (m *Map) empty(damaged *section) error {
	e := &Error{Code: NoMappings, Field: "mappings", Offset: -1, Message: "the map maps nothing: there are no segments in its \"mappings\""}
	if damaged != nil {
		var found faults
		if err := m.check(damaged, &found); err != nil {
			return err
		}
		e.Message = "the map maps nothing: its \"mappings\" are damaged from the first segment on"
		if len(found) > 0 {
			e.Code, e.Message = found[len(found)-1].Code, e.Message+", "+found[len(found)-1].Message
		}
		return e
	}
	for _, f := range m.faults {
		if f.Code == SectionElsewhere {
			e.Field, e.Message = "sections", "the map maps nothing: its sections are in other files"
		}
	}
	return e
}

// sectionAt gives the section that a position belongs to, or nil.
func (m *Map) sectionAt(p Position) *section {
	i := sort.Search(len(m.order), func(i int) bool { return p.Before(m.order[i].start) })
	if i == 0 || p.Line < 0 || p.Column < 0 {
		return nil
	}
	return m.order[i-1]
}

// within gives a position relative to the section.
func (s *section) within(p Position) Position {
	p.Line -= s.start.Line
	if p.Line == 0 {
		p.Column -= s.start.Column
	}
	return p
}

// outside gives a position relative to the section in the generated file.
func (s *section) outside(p Position) Position {
	if p.Line == 0 {
		p.Column += s.start.Column
	}
	p.Line += s.start.Line
	return p
}

// mapping makes a mapping of a segment.
func (s *section) mapping(at *state) Mapping {
	if at.kind == nothing {
		return None
	}
	m := Mapping{Generated: s.outside(at.position()), Source: -1, Name: -1}
	if !s.original(at) {
		return m
	}
	m.Source = s.firstSource + int(at.source)
	m.Original = Position{int(at.oline), int(at.ocol)}
	if at.kind == named && int(at.name) < s.names.n {
		m.Name = s.firstName + int(at.name)
	}
	return m
}

// unbelievable is a line or column that no source has. Numbers that large are
// valid, but come from damage.
const unbelievable = 1 << 30

// original reports whether a segment has an original that there can be.
func (s *section) original(at *state) bool {
	return at.kind >= placed && int(at.source) < s.sources.n && at.oline < unbelievable && at.ocol < unbelievable
}

// find gives the segment that answers a position relative to the section, which
// is before where the mappings are lost; one of kind nothing when there is none.
func (v *survey) find(p Position, buf []byte) (state, []byte, error) {
	k := max(0, sort.Search(len(v.points), func(i int) bool { return !v.points[i].position().Before(p) })-1)
	var best state
	for ; k < len(v.points); k++ {
		point := &v.points[k]
		if int(point.line) == p.Line && point.kind != nothing && point.position().Before(p) {
			best = point.state
		}
		to := v.end
		if k+1 < len(v.points) {
			to = v.points[k+1].at
		}
		var data []byte
		var err error
		if data, buf, err = v.text.read(point.at, to, buf); err != nil {
			return state{}, buf, err
		}
		c := cursor{state: point.state, text: data}
		for c.next() {
			switch at := c.position(); {
			case at == p:
				return c.state, buf, nil
			case p.Before(at):
				return best, buf, nil
			case at.Line == p.Line:
				best = c.state
			}
		}
		if int(c.line) > p.Line {
			break
		}
	}
	return best, buf, nil
}

func (s *state) position() Position { return Position{int(s.line), int(s.column)} }
