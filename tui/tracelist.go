package tui

import "symset/symbols"

// An item is a row of the frame list: a frame, or, where there is room, why
// the frame above it did not read.
type item struct {
	frame  int // number over the event
	reason bool
}

// rebuild makes the list anew and keeps the cursor on its frame, or the next
// one that is left.
func (t *trace) rebuild() {
	at, wide := t.current(), t.wide()
	t.items = t.items[:0]
	cursor, last := -1, ""
	passed := at < 0
	for _, n := range t.order {
		passed = passed || n == at
		if t.appOnly && !t.inApp(n) {
			continue
		}
		if passed && cursor < 0 {
			cursor = len(t.items)
		}
		t.items = append(t.items, item{frame: n})
		why := t.reason(n)
		if wide && why != "" && why != last {
			t.items = append(t.items, item{frame: n, reason: true})
		}
		if why != "" {
			last = why // said once for all frames that it goes for
		}
	}
	t.list.N = len(t.items)
	t.count()
	t.countMatches()
	t.arrange()
	switch {
	case cursor >= 0:
		t.list.To(cursor)
	case len(t.items) > 0:
		t.list.To(len(t.items))
		t.list.Move(0)
		if t.items[t.list.Cursor].reason {
			t.list.Move(-1)
		}
	}
}

// current is the number of the frame under the cursor, -1 when there is none.
func (t *trace) current() int {
	if t.list.Cursor >= len(t.items) {
		return -1
	}
	return t.items[t.list.Cursor].frame
}

// move moves the cursor by d frames.
func (t *trace) move(d int) {
	t.moved = true
	t.list.Move(d)
}

// settle puts the cursor on the first in-app frame that reads, else the first
// that does, else the first of the app's own, until the person has moved: as
// soon as all frames above it are known, so that it goes there once.
func (t *trace) settle() {
	if t.moved || t.find.active() {
		return
	}
	best, reads, own := -1, -1, -1
	for i, it := range t.items {
		r := t.read[it.frame]
		if r == nil {
			return
		}
		if own < 0 && !it.reason && r.InApp && r.State != symbols.Builtin {
			own = i
		}
		if it.reason || !r.OK() {
			continue
		}
		if reads < 0 {
			reads = i
		}
		if r.InApp {
			best = i
			break
		}
	}
	if best < 0 {
		best = reads
	}
	if best < 0 {
		best = max(0, own)
	}
	t.list.To(best)
}

// inApp reports whether a frame is the app's own, as far as is known.
func (t *trace) inApp(n int) bool {
	if r := t.read[n]; r != nil {
		return r.InApp
	}
	return t.frames[n].InApp
}

// why is [trace.reason] made short and safe.
func (t *trace) why(n int) string { return brief(t.reason(n)) }

// short is [trace.why] in two or three words.
func (t *trace) short(n int) string {
	r := t.read[n]
	if r == nil || r.Failure == nil || t.asStored(r) {
		return t.why(n)
	}
	if told := t.told(n); !told.IsZero() {
		return told.Short()
	}
	switch r.Failure.Code {
	case symbols.NoPlace:
		return "no place in a file"
	case symbols.NoFile:
		return "no file found"
	case symbols.NoMap:
		return "no map found"
	case symbols.BadMap:
		return "map is broken"
	case symbols.Stale:
		return "another build"
	case symbols.Ambiguous:
		return "several files fit"
	case symbols.NoMapping:
		return "no mapping here"
	case symbols.Shifted:
		return "columns put right"
	case symbols.FetchFailed:
		return "not fetched"
	case symbols.FetchForbidden:
		return "not asked for"
	case symbols.Unsupported:
		return "not supported"
	case symbols.Cancelled:
		return "not read"
	}
	return t.why(n)
}

// reason says why a frame did not read, or is doubted; empty when it reads, or
// when there is nothing to read.
func (t *trace) reason(n int) string {
	r := t.read[n]
	switch {
	case r == nil && t.stopped:
		return "not read; r reads on"
	case r == nil || r.State == symbols.Builtin || t.asStored(r):
		return ""
	case r.Failure != nil:
		if told := t.told(n); !told.IsZero() {
			return told.Sentence()
		}
		return r.Failure.Message
	case !r.OK():
		return "no reason given"
	}
	return ""
}
