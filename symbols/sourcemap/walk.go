package sourcemap

import "math"

// Walk gives all mappings in the order of the generated file, until yield
// returns false. Mappings at one position come in the order of the map.
//
// Code without an original comes as a mapping that is not [Mapping.OK], and so
// does, once, the place from which on a damaged map is lost. Mappings of a
// section beyond the beginning of the next one are left out: see [Map.Lookup].
func (m *Map) Walk(yield func(Mapping) bool) error {
	for i := range m.order {
		more, err := m.walkSection(i, m.endOf(i), yield)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

func (m *Map) walkSection(i int, end Position, yield func(Mapping) bool) (more bool, err error) {
	s := m.order[i]
	v, err := m.survey(s)
	if err != nil {
		return false, err
	}
	if v.backward {
		x, err := m.Index()
		if err != nil {
			return false, err
		}
		return x.walk(i, end, yield), nil
	}
	return s.walk(v, nil, end, yield)
}

// whole takes all mappings of a stretch.
const whole = math.MaxInt

// walk gives mappings before end: of what lies behind each checkpoint the first
// so many, or all when take is nil.
func (s *section) walk(v *survey, take []int, end Position, yield func(Mapping) bool) (more bool, err error) {
	more = true
	err = v.each(take, func(c *cursor) bool {
		mapping := s.mapping(&c.state)
		if !mapping.Generated.Before(end) {
			return false
		}
		more = yield(mapping)
		return more
	})
	if err != nil || !more || v.lost == nil {
		return more, err
	}
	if lost := s.outside(*v.lost); lost.Before(end) {
		return yield(Mapping{Generated: lost, Source: -1, Name: -1}), nil
	}
	return true, nil
}

// each decodes usable segments, until yield returns false: behind each checkpoint
// the first so many, or all when take is nil.
func (v *survey) each(take []int, yield func(c *cursor) bool) error {
	var buf []byte
	const most = chunk / checkEvery // stretches read at a time
	for k := 0; k < len(v.points); {
		left, next := whole, k+1
		if take != nil {
			left = take[k]
		}
		for left == whole && next < len(v.points) && next < k+most && (take == nil || take[next] == whole) {
			next++
		}
		if left == 0 {
			k = next
			continue
		}
		to := v.end
		if next < len(v.points) {
			to = v.points[next].at
		}
		var data []byte
		var err error
		if data, buf, err = v.text.read(v.points[k].at, to, buf); err != nil {
			return err
		}
		c := cursor{state: v.points[k].state, text: data} // not in the for: that would make one for each segment
		for ; left > 0 && c.next(); left-- {
			if !yield(&c) {
				return nil
			}
		}
		k = next
	}
	return nil
}
