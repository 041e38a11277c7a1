package symbols

import (
	"cmp"
	"maps"
	"slices"

	"symset/symbols/scope"
)

// event gives the id of the trace's event; empty when it is not known.
func (t *Trace) event() string {
	if t == nil {
		return ""
	}
	return t.Event
}

// tallied counts frames that are a file's own, and those that can't be.
type tallied struct {
	*Trace
	own, others int
}

func (t *tallied) add(own, other bool) {
	switch {
	case own:
		t.own++
	case other:
		t.others++
	}
}

// gathered are the traces that frames are of, by the ids of their events.
type gathered map[string]*tallied

// add counts a frame of a trace; of one that is not known it counts nothing.
func (g gathered) add(of *Trace, own, other bool) {
	event := of.event()
	if event == "" {
		return
	}
	if g[event] == nil {
		g[event] = &tallied{Trace: of}
	}
	g[event].add(own, other)
}

// believed tells of each trace whether it was thrown in the file. One that tells
// nothing was when those that do before and after it were: one build is served after
// the other.
func (g gathered) believed() map[string]bool {
	order := slices.SortedFunc(maps.Values(g), func(a, b *tallied) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Event, b.Event))
	})
	out := make(map[string]bool, len(order))
	before := false // the last one that told
	var mute []string
	for _, t := range order {
		if t.own == 0 && t.others == 0 {
			mute = append(mute, t.Event)
			continue
		}
		own := t.own > 0 && !scope.Strangers(t.own, t.others)
		out[t.Event] = own
		for _, event := range mute {
			out[event] = before && own
		}
		before, mute = own, nil
	}
	for _, event := range mute { // the latest
		out[event] = before
	}
	return out
}
