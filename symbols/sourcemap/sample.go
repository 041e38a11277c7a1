package sourcemap

import (
	"math"
	"sort"
)

const (
	// beside is how many mappings a sample has on either side of a place that
	// is asked for, at least.
	beside = 100

	// scattered is over how many stretches a sample is spread at least, as far
	// as there are so many: of few, it has a part of more of them.
	scattered = 16
)

// Sample gives, as [Map.Walk] does, one in every mappings: stretches of a
// hundred or more all over the generated file, the first mappings and the last
// among them, and whole what lies around each of the places near. What is between
// is not decoded.
//
// A section with a line on which columns go backward is given whole.
func (m *Map) Sample(every int, near []Position, yield func(Mapping) bool) error {
	s, err := m.stretches()
	if err != nil || len(s.sizes) == 0 {
		return err
	}
	take, step := make([]int, len(s.sizes)), max(1, min(every, len(s.sizes)/scattered))
	for k := 0; k < len(take); k += step {
		take[k] = (s.sizes[k]*step + every - 1) / every
	}
	s.until(take, 0, 1, 1)
	s.until(take, len(take)-1, -1, 1)
	for _, p := range near {
		if i := m.sectionAt(p); i >= 0 {
			s.choose(take, s.first[i]+s.surveys[i].stretchOf(m.order[i].within(p)))
		}
	}
	for i, section := range m.order {
		v, end := s.surveys[i], m.endOf(i)
		var more bool
		if v.backward {
			more, err = m.walkSection(i, end, yield)
		} else {
			more, err = section.walk(v, take[s.first[i]:][:len(v.points)], end, yield)
		}
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// endOf is where the next section begins.
func (m *Map) endOf(i int) Position {
	if i+1 < len(m.order) {
		return m.order[i+1].start
	}
	return Position{math.MaxInt, math.MaxInt}
}

// stretches are what lies between the checkpoints of all sections, in order.
type stretches struct {
	surveys []*survey
	first   []int  // of each section, the number of its first stretch
	sizes   []int  // mappings in each
	cut     []bool // some of its mappings, or all, are behind the beginning of the next section
}

// given is how many mappings of a stretch are given, at least.
func (s *stretches) given(k int) int {
	if s.cut[k] {
		return 0
	}
	return s.sizes[k]
}

func (m *Map) stretches() (*stretches, error) {
	s := &stretches{}
	for i, section := range m.order {
		v, err := m.survey(section)
		if err != nil {
			return nil, err
		}
		s.surveys, s.first = append(s.surveys, v), append(s.first, len(s.sizes))
		for k, p := range v.points {
			next, last := v.segments, &v.last
			if k+1 < len(v.points) {
				next, last = v.points[k+1].before, &v.points[k+1].state
			}
			s.sizes = append(s.sizes, next-p.before)
			at := last.position()
			if last.kind == nothing { // the last mapping is on an earlier line
				at = Position{at.Line - 1, math.MaxInt32}
			}
			s.cut = append(s.cut, !section.outside(at).Before(m.endOf(i)))
		}
	}
	return s, nil
}

// choose takes a stretch whole, and as many on either side as are needed.
func (s *stretches) choose(take []int, at int) {
	take[at] = whole
	s.until(take, at-1, -1, beside)
	s.until(take, at+1, 1, beside)
}

// until takes stretches whole, from the k-th on, until they have so many mappings.
func (s *stretches) until(take []int, k, step, mappings int) {
	for n := 0; n < mappings && k >= 0 && k < len(take); k += step {
		take[k] = whole
		n += s.given(k)
	}
}

// stretchOf gives the number of the checkpoint behind which the first mapping at
// a position is found, or the last one before it.
func (v *survey) stretchOf(p Position) int {
	return max(0, sort.Search(len(v.points), func(i int) bool { return !v.points[i].position().Before(p) })-1)
}
