package preflight

import (
	"cmp"
	"fmt"
	"slices"

	"symset/symbols"
)

// Traces tells how many of the traces, whose frames wait, are read. Under a URL that
// stays the same traces of several builds come together, one build after the other.
type Traces struct {
	Asked  int `json:"asked"`
	Latest int `json:"latest"` // of these the latest ones in a row that read, no frame of which is in doubt

	frames int // of the latest ones
}

// So many traces in a row with so many frames are no chance.
const (
	fewTraces = 3
	fewFrames = 4
)

// Words says that the latest traces read where others don't, a sentence without an
// end; empty otherwise.
func (t *Traces) Words() string {
	if t == nil || t.Latest < fewTraces || t.frames < fewFrames || t.Latest == t.Asked {
		return ""
	}
	return fmt.Sprintf("the latest %d of %d exceptions read with it; others may be of other builds", t.Latest, t.Asked)
}

// tracesOf counts the traces of frames; nil where no frame is known to be of one.
func tracesOf(frames []symbols.Frame, read []Change) *Traces {
	type trace struct {
		*symbols.Trace
		reads   int // frames
		strange bool
	}
	traces := map[string]*trace{}
	for i := range frames {
		of := frames[i].Of
		if of == nil || of.Event == "" {
			continue
		}
		t := traces[of.Event]
		if t == nil {
			t = &trace{Trace: of}
			traces[of.Event] = t
		}
		r := &read[i].resolved
		if r.OK() {
			t.reads++
		}
		t.strange = t.strange || r.Failure != nil && r.Failure.Code == symbols.Stale
	}
	if len(traces) == 0 {
		return nil
	}
	var order []*trace
	for _, t := range traces {
		order = append(order, t)
	}
	slices.SortFunc(order, func(a, b *trace) int { return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(a.Event, b.Event)) })
	out := &Traces{Asked: len(order)}
	for _, t := range order {
		if t.strange || t.reads == 0 {
			break
		}
		out.Latest++
		out.frames += t.reads
	}
	return out
}
