package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// atOnce is how many groups of frames are read at the same time: each may hold
// a map of many megabytes.
const atOnce = 2

// groupsMsg says which pieces of work an event takes.
type groupsMsg struct {
	req    int
	groups [][]int
}

// framesResolvedMsg is what a group of frames became.
type framesResolvedMsg struct {
	req      int
	frames   []int
	resolved []symbols.Resolved
}

// busy reports whether frames are being read.
func (t *trace) busy() bool { return t.todo > 0 && !t.stopped }

// begin asks how to read the event's frames; groupsMsg answers. An event that
// is not at hand is asked for first.
func (t *trace) begin() tea.Cmd {
	if t.missing() {
		cmd, _ := t.walk.want(t.env, t.event)
		return tea.Batch(cmd, t.wait())
	}
	if t.todo == 0 {
		return t.follow()
	}
	t.stopped, t.spin.phase = false, 0
	_, req := t.reading.start(t.env)
	t.queue, t.running = nil, 0
	r, ev := t.lens.resolver(), t.eventShown()
	return tea.Batch(t.wait(), t.follow(), func() tea.Msg { return groupsMsg{req, r.Groups(ev)} })
}

// plan takes the pieces of work, those first that the shown exception needs,
// in the order of its frames.
func (t *trace) plan(msg groupsMsg) tea.Cmd {
	if !t.reading.is(msg.req) {
		return nil
	}
	rank := make([]int, len(t.frames))
	for i := range rank {
		rank[i] = len(rank)
	}
	for i, n := range t.order {
		rank[n] = i
	}
	first := make(map[int]int, len(msg.groups)) // the best rank of each group, by its first frame
	for _, g := range msg.groups {
		g = slices.DeleteFunc(slices.Clone(g), func(n int) bool { return n < 0 || n >= len(t.read) || t.read[n] != nil })
		if len(g) == 0 {
			continue
		}
		best := len(rank)
		for _, n := range g {
			best = min(best, rank[n])
		}
		first[g[0]] = best
		t.queue = append(t.queue, g)
	}
	slices.SortStableFunc(t.queue, func(a, b []int) int { return first[a[0]] - first[b[0]] })
	return tea.Batch(t.next(), t.finish())
}

// next begins as many groups as may run.
func (t *trace) next() tea.Cmd {
	var cmds []tea.Cmd
	for ; t.running < atOnce && len(t.queue) > 0; t.running++ {
		cmds = append(cmds, t.resolve(t.queue[0]))
		t.queue = t.queue[1:]
	}
	return tea.Batch(cmds...)
}

// resolve reads a group of frames; framesResolvedMsg answers.
func (t *trace) resolve(frames []int) tea.Cmd {
	ctx, req := t.reading.ctx, t.reading.n
	r, ev := t.lens.resolver(), t.eventShown()
	return func() tea.Msg { return framesResolvedMsg{req, frames, r.Resolve(ctx, ev, frames)} }
}

// take fills frames in as they come.
func (t *trace) take(msg framesResolvedMsg) tea.Cmd {
	if !t.reading.is(msg.req) {
		return nil
	}
	t.running--
	for i, n := range msg.frames {
		if i < len(msg.resolved) && t.read[n] == nil {
			t.read[n] = &msg.resolved[i]
			t.todo--
		}
	}
	t.rebuild()
	t.settle()
	return tea.Batch(t.next(), t.finish())
}

// finish ends the reading when all groups are read; r can go on if frames were
// in none.
func (t *trace) finish() tea.Cmd {
	if t.running == 0 && len(t.queue) == 0 {
		t.reading.stop()
		t.stopped = t.todo > 0
		t.rebuild()
	}
	return t.follow()
}

// stop ends the reading where it is.
func (t *trace) stop() tea.Cmd {
	t.walk.stop()
	t.lens.stop()
	t.reading.stop()
	if t.queue = nil; t.todo > 0 {
		t.stopped = true
	}
	t.rebuild()
	return tea.Batch(say("stopped; r reads on"), t.follow())
}

// sort finds the order of the shown exception's frames.
func (t *trace) sort() {
	t.order = nil
	if x := t.exception(); x != nil {
		t.order = x.Reading()
	}
	for i := range t.order {
		t.order[i] += t.starts[t.raised]
	}
}

// score counts the frames of an exception: those that read, those that there
// is something to read of, and those of them that were tried.
type score struct{ ok, of, tried int }

// count brings the shown exception's score up to date.
func (t *trace) count() {
	t.score = score{}
	for _, n := range t.order {
		r := t.read[n]
		if r != nil && r.State == symbols.Builtin {
			continue
		}
		t.score.of++
		if r != nil {
			t.score.tried++
		}
		if r != nil && r.OK() {
			t.score.ok++
		}
	}
}
