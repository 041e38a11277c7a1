package sourcemap

import (
	"math"
	"sort"
)

const (
	// beside is how many mappings a sample has on either side of a place that
	// is asked for, at least.
	beside = 100

	// finer is how much shorter than what lies between two checkpoints the
	// stretches of a sample are, so that there are more of them.
	finer = 4
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
	take, step := make([]int, len(s.sizes)), max(1, every/finer)
	for k := 0; k < len(take); k += step {
		take[k] = (s.sizes[k]*step + every - 1) / every
	}
	for k := len(take) - 1; k >= 0; k-- { // to the last that has mappings
		if take[k] = whole; s.sizes[k] > 0 {
			break
		}
	}
	for _, p := range near {
		if i := m.sectionAt(p); i >= 0 {
			s.choose(take, s.first[i]+s.surveys[i].stretchOf(m.order[i].within(p)))
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
			more, err = section.walk(v, take[s.first[i]:][:len(v.points)], end, yield)
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

// choose takes a stretch whole, and as many on either side as are needed.
func (s *stretches) choose(take []int, at int) {
	take[at] = whole
	for _, step := range []int{-1, 1} {
		n := 0
		for k := at + step; n < beside && k >= 0 && k < len(take); k += step {
			take[k] = whole
			n += s.sizes[k]
		}
	}
}

// stretchOf gives the number of the checkpoint behind which the first mapping at
// a position is found, or the last one before it.
func (v *survey) stretchOf(p Position) int {
	return max(0, sort.Search(len(v.points), func(i int) bool { return !v.points[i].position().Before(p) })-1)
}
