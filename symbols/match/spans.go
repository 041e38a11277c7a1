package match

import (
	"cmp"
	"fmt"
	"slices"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/waiting"
)

// A span is what is wanted by the frames of the latest traces.
type span struct {
	Wanted
	traces int           // how many; 0 where that is not known
	paths  []bundle.Path // of the ref and the frames' files, different ones
}

// fewTraces and fewAnswers are less than a span can go by.
const (
	fewTraces  = 3
	fewAnswers = 4
)

// spans gives what is wanted by the frames of all traces, then by those of the latest
// half, quarter and so on: under a plain URL one build was served after the other,
// and each trace is of one of them. Of other sets, and where traces are not known,
// it gives the whole alone.
func (w *Wanted) spans() []span {
	whole := span{Wanted: *w, paths: w.paths()}
	if w.injected() || !waiting.Plain(w.Ref) ||
		slices.ContainsFunc(w.Frames, func(f symbols.Frame) bool { return f.Of == nil }) {
		return []span{whole}
	}
	frames := slices.Clone(w.Frames)
	slices.SortStableFunc(frames, func(a, b symbols.Frame) int {
		return cmp.Or(b.Of.Time.Compare(a.Of.Time), cmp.Compare(a.Of.Event, b.Of.Event))
	})
	var ends []int // of the traces' frames
	for i := range frames {
		if i+1 == len(frames) || frames[i].Of.Event == "" || frames[i].Of.Event != frames[i+1].Of.Event {
			ends = append(ends, i+1)
		}
	}
	whole.Frames, whole.traces = frames, len(ends)
	all := []span{whole}
	for n := len(ends) / 2; n >= fewTraces; n /= 2 {
		part := whole
		part.Frames, part.traces = frames[:ends[n-1]], n
		all = append(all, part)
	}
	return all
}

// paths gives where the file lay, by the ref and by the frames.
func (w *Wanted) paths() []bundle.Path {
	files := []string{string(w.Ref)}
	for i := range w.Frames {
		files = append(files, w.Frames[i].File)
	}
	slices.Sort(files)
	var paths []bundle.Path
	for _, file := range slices.Compact(files) {
		paths = append(paths, bundle.PathOf(file))
	}
	return paths
}

// result compares what was found by the frames of all traces. Where some speak
// against the file that is chosen, or none is, one that the latest are all of is.
func (s *search) result() Result {
	defer func() { s.found = nil }()
	best := s.spans[0].result(s.found[0])
	best.Wanted = s.wanted
	for i := 1; i < len(s.spans) && best.contradicted(); i++ {
		r := s.spans[i].result(s.found[i])
		if r.contradicted() {
			continue
		}
		if c := &r.Candidates[r.Chosen]; max(c.exact(), c.behind) >= fewAnswers {
			c.Reasons = append(c.Reasons, fmt.Sprintf("by the latest %d of %d exceptions: others are of other builds", s.spans[i].traces, s.spans[0].traces))
			r.Wanted = s.wanted
			return r
		}
	}
	return best
}

// contradicted reports whether frames speak against the file that is chosen, or none is.
func (r *Result) contradicted() bool {
	if r.Chosen < 0 {
		return true
	}
	c := &r.Candidates[r.Chosen]
	return c.Against+c.untold+c.misnamed > 0
}
