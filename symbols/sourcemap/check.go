package sourcemap

// Problems tells everything that a strict reader objects to (ECMA-426), each
// kind once with its first place and a count. A map without problems is valid;
// one with them may still answer most positions. A map that can't be read
// for a moment, such as one whose file was cut short, has a problem too.
func (m *Map) Problems() []Problem {
	found := append(faults(nil), m.faults...)
	for i, s := range m.order {
		if err := m.check(s, &found); err != nil {
			found.add(Unreadable, "mappings", "%v", err)
			break
		}
		if i+1 < len(m.order) {
			m.overlap(s, m.order[i+1], &found)
		}
	}
	return found
}

// check looks for problems in the mappings of a section: wherever its survey
// found something odd.
func (m *Map) check(s *section, found *faults) error {
	v, err := m.survey(s)
	if err != nil {
		return err
	}
	note := func(c *cursor, code Code, format string, args ...any) {
		at := s.outside(Position{Line: int(c.line)})
		found.put(Problem{Code: code, Field: "mappings", Line: at.Line, Segment: int(c.segments)}, format, args...)
	}
	for k := range v.points {
		if v.points[k].odd {
			if err := v.inspect(k, s, note); err != nil {
				return err
			}
		}
	}
	if v.last.after == comma && v.lost == nil {
		note(&cursor{state: v.last}, EmptySegment, "a segment is empty")
	}
	return nil
}

// inspect decodes what follows a checkpoint, telling all problems.
func (v *survey) inspect(k int, s *section, note func(c *cursor, code Code, format string, args ...any)) error {
	to := v.text.size
	if k+1 < len(v.points) {
		to = v.points[k+1].at
	}
	data, _, err := v.text.read(v.points[k].at, to, nil)
	if err != nil {
		return err
	}
	c := cursor{state: v.points[k].state, text: data, minor: note}
	for c.next() {
		last := c
		last.segments-- // the number of the segment just read
		if c.kind >= placed && int(c.source) >= s.sources.n {
			note(&last, NoSuchSource, "a segment names source %d, but there are %d", c.source, s.sources.n)
		}
		if c.kind == named && int(c.name) >= s.names.n {
			note(&last, NoSuchName, "a segment names name %d, but there are %d", c.name, s.names.n)
		}
	}
	if c.fault != "" {
		note(&c, c.fault, "%s; nothing behind it can be read", c.describe())
	}
	return nil
}

// overlap reports a section that maps into the next one.
func (m *Map) overlap(s, next *section, found *faults) {
	v := s.survey.Load()
	if v.segments == 0 || v.last.kind == nothing {
		return
	}
	if last := s.outside(v.last.position()); !last.Before(next.start) && s.start != next.start {
		found.add(SectionOverlap, "sections", "the section at %d:%d has mappings up to %d:%d, behind the beginning of the next one",
			s.start.Line, s.start.Column, last.Line, last.Column)
	}
}

// Counts are how much of everything a map has.
type Counts struct {
	Mappings int // segments, those without an original too
	Lines    int // of the generated file, up to the last with mappings or a place for them
	Sources  int
	Contents int // sources with content
	Names    int
}

// Counts counts what the map has.
func (m *Map) Counts() (Counts, error) {
	c := Counts{Sources: m.sources, Names: m.names, Contents: m.contents}
	for _, s := range m.sections {
		v, err := m.survey(s)
		if err != nil {
			return Counts{}, err
		}
		c.Mappings += v.segments
		c.Lines = max(c.Lines, s.start.Line+int(v.last.line)+1)
	}
	return c, nil
}
