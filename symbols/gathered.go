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

// enough is how many frames in a row, nothing between which speaks against the file,
// are no chance: minifiers have few letters to give, and the same in every build.
const enough = 2

// believed tells of each trace whether it was thrown in the file: one build is served
// after the other, so the file's own traces come in a row. One that tells nothing is
// of the row that it is in, or that it comes last after.
func (g gathered) believed() map[string]bool {
	order := slices.SortedFunc(maps.Values(g), func(a, b *tallied) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Event, b.Event))
	})
	out := make(map[string]bool, len(order))
	var row []string // of traces, up to the last one that is the file's own
	var mute []string
	own := 0
	end := func() {
		for _, event := range row {
			out[event] = own >= enough
		}
		row, mute, own = nil, nil, 0
	}
	for _, t := range order {
		switch out[t.Event] = false; {
		case scope.Strangers(t.own, t.others):
			end()
		case t.own > 0:
			row, mute = append(append(row, mute...), t.Event), nil
			own += t.own
		case own > 0:
			mute = append(mute, t.Event)
		}
	}
	row = append(row, mute...)
	end()
	return out
}
