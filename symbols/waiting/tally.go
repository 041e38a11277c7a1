package waiting

import (
	"cmp"
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
)

const (
	maxFrames = 200 // different ones that are kept for each ref
	askAtOnce = 4   // symbol sets that are looked up at the same time
)

// A Tally counts waiting frames by what they name. The zero Tally is empty. It
// is not safe for concurrent use; adding costs little, whatever it holds.
type Tally struct {
	Events int // that were added, with frames that wait or without

	waits map[symbols.Ref]*Wait
	also  map[symbols.Ref]*Wait // by the URL of frames that have a chunk id too
}

// A Wait is what waits for one symbol set.
type Wait struct {
	Ref    symbols.Ref
	Count  int // of frames, as often as they were seen
	Events int // with such frames
	Latest time.Time

	// Frames are the different ones, in the order in which they were first
	// seen and as they were seen last, 200 at most.
	Frames []Frame

	event string // that was counted last
	index map[place]int
}

// A place tells frames apart that wait for the same symbol set.
type place struct {
	file, function string
	line, column   int
}

// Add counts the waiting frames of one more event, as [Survey] and [Frames]
// give them.
func (t *Tally) Add(frames []Frame) {
	t.Events++
	if t.waits == nil {
		t.waits, t.also = map[symbols.Ref]*Wait{}, map[symbols.Ref]*Wait{}
	}
	for i := range frames {
		add(t.waits, frames[i].Ref, &frames[i])
		if frames[i].Also != "" {
			add(t.also, frames[i].Also, &frames[i])
		}
	}
}

func add(to map[symbols.Ref]*Wait, ref symbols.Ref, f *Frame) {
	w := to[ref]
	if w == nil {
		w = &Wait{Ref: ref, index: map[place]int{}}
		to[ref] = w
	}
	w.Count++
	if w.Events == 0 || f.Event != w.event {
		w.Events++
		w.event = f.Event
	}
	if f.Time.After(w.Latest) {
		w.Latest = f.Time
	}
	at := place{f.Frame.File, f.Frame.Function, f.Frame.Line, f.Frame.Column}
	k, known := w.index[at]
	switch {
	case known && f.Time.After(w.Frames[k].Time):
		w.Frames[k] = *f
	case !known && len(w.Frames) < maxFrames:
		w.index[at] = len(w.Frames)
		w.Frames = append(w.Frames, *f)
	}
}

// Of gives what waits for a symbol set, or nil. For a URL these are also the
// frames that have a chunk id: PostHog looks them up by that first.
func (t *Tally) Of(ref symbols.Ref) *Wait {
	if w := t.waits[ref]; w != nil {
		return w
	}
	return t.also[ref]
}

// Waits gives all of them, those with the most frames first. Frames with a
// chunk id and a URL are counted once, for the chunk id.
func (t *Tally) Waits() []*Wait {
	all := make([]*Wait, 0, len(t.waits))
	for _, w := range t.waits {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b *Wait) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), b.Latest.Compare(a.Latest), cmp.Compare(a.Ref, b.Ref))
	})
	return all
}

// Rowless gives the waits whose symbol set PostHog has no row of, in the order
// of [Tally.Waits]: a list of symbol sets does not show these. The refs that
// listed reports are known to have one; about the others the project is asked.
// The tally must not change meanwhile.
func (t *Tally) Rowless(ctx context.Context, p symbols.Project, listed func(symbols.Ref) bool) ([]*Wait, error) {
	all := t.Waits()
	absent := make([]bool, len(all))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(askAtOnce)
	for i, w := range all {
		if listed != nil && listed(w.Ref) {
			continue
		}
		work.Go(func() error {
			_, err := p.SetByRef(ctx, w.Ref)
			if absent[i] = symbols.Absent(err); absent[i] {
				return nil
			}
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	var rowless []*Wait
	for i, w := range all {
		if absent[i] {
			rowless = append(rowless, w)
		}
	}
	return rowless, nil
}
