package sourcemap

import (
	"math"
	"sort"
)

// beside is how many mappings a sample has on either side of a place that is
// asked for, at least.
const beside = 100

// Sample gives, as [Map.Walk] does, the mappings of some stretches of the
// generated file: of each every-th of those that the map is kept in, of a few
// hundred mappings each, the first of all among them; of the last; and of those
// around each of the places near. What is between is not decoded.
//
// A section with a line on which columns go backward is given whole.
func (m *Map) Sample(every int, near []Position, yield func(Mapping) bool) error {
	s, err := m.stretches()
	if err != nil || len(s.sizes) == 0 {
		return err
	}
	in := make([]bool, len(s.sizes))
	for k := range in {
		in[k] = k%every == 0 || k+1 == len(in)
	}
	for _, p := range near {
		if i := m.sectionAt(p); i >= 0 {
			s.choose(in, s.first[i]+s.surveys[i].stretchOf(m.order[i].within(p)))
		}
	}
	for i, section := range m.order {
		v, end := s.surveys[i], Position{math.MaxInt, math.MaxInt}
		if i+1 < len(m.order) {
			end = m.order[i+1].start
		}
		var more bool
		if v.backward {
			more, err = m.walkSection(i, end, yield)
		} else {
			more, err = section.walk(v, in[s.first[i]:][:len(v.points)], end, yield)
		}
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// stretches are what lies between the checkpoints of all sections, in order.
type stretches struct {
	surveys []*survey
	first   []int // of each section, the number of its first stretch
	sizes   []int // mappings in each
}

func (m *Map) stretches() (*stretches, error) {
	s := &stretches{}
	for _, section := range m.order {
		v, err := m.survey(section)
		if err != nil {
			return nil, err
		}
		s.surveys, s.first = append(s.surveys, v), append(s.first, len(s.sizes))
		for k, p := range v.points {
			next := v.segments
			if k+1 < len(v.points) {
				next = v.points[k+1].before
			}
			s.sizes = append(s.sizes, next-p.before)
		}
	}
	return s, nil
}

// choose chooses a stretch, and as many on either side as it takes.
func (s *stretches) choose(in []bool, at int) {
	in[at] = true
	for _, step := range []int{-1, 1} {
		n := 0
		for k := at + step; n < beside && k >= 0 && k < len(in); k += step {
			in[k] = true
			n += s.sizes[k]
		}
	}
}

// stretchOf gives the number of the checkpoint behind which the first mapping at
// a position is found, or the last one before it.
func (v *survey) stretchOf(p Position) int {
	return max(0, sort.Search(len(v.points), func(i int) bool { return !v.points[i].position().Before(p) })-1)
}
