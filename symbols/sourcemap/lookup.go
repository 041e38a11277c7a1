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
// is answered with a mapping that is not [Mapping.OK]. In an index map the last
// section that begins at or before the position answers, and if it maps nothing
// of the line so far, the one before (ECMA-426 "decode index map" makes one list
// of all sections' mappings).
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
		var err error
		if out[i], buf, err = m.answer(p, buf); err != nil {
			return nil, err
		}
	}
	return out, m.mapsNothing(out)
}

// answer looks a position up in the sections that can have it, the last first.
func (m *Map) answer(p Position, buf []byte) (Mapping, []byte, error) {
	past := false
	for i := m.sectionAt(p); i >= 0; i-- {
		s := m.order[i]
		v, err := m.survey(s)
		if err != nil {
			return None, buf, err
		}
		within := s.within(p)
		if v.backward {
			x, err := m.Index()
			if err != nil {
				return None, buf, err
			}
			return x.Lookup(p), buf, nil
		}
		if v.lost != nil && !within.Before(*v.lost) {
			if within.Line == v.lost.Line {
				return Mapping{Generated: s.outside(*v.lost), Source: -1, Name: -1}, buf, nil
			}
			return None, buf, nil
		}
		var found state
		if found, buf, err = v.find(within, past, buf); err != nil {
			return None, buf, err
		}
		if found.kind != nothing || !s.begins(p.Line) {
			return s.mapping(&found), buf, nil
		}
		p, past = s.start, true
		p.Column--
	}
	return None, buf, nil
}

// begins reports whether the section begins on a line, but not with it: then
// the section before can have mappings of the line.
func (s *section) begins(line int) bool { return s.start.Line == line && s.start.Column > 0 }

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
	e := &Error{Code: NoMappings, Field: "mappings", Message: "the map maps nothing: there are no segments in its \"mappings\""}
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

// sectionAt gives the number of the section that a position belongs to, or -1.
func (m *Map) sectionAt(p Position) int {
	if p.Line < 0 || p.Column < 0 {
		return -1
	}
	return sort.Search(len(m.order), func(i int) bool { return p.Before(m.order[i].start) }) - 1
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
// Past asks for the place just behind the position: the last segment of several
// at it, not the first.
func (v *survey) find(p Position, past bool, buf []byte) (state, []byte, error) {
	var best state
	for k := v.stretchOf(p); k < len(v.points); k++ {
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
			case at == p && !past:
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
