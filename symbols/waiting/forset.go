package waiting

import (
	"context"
	"errors"

	"symset/symbols"
	"symset/symbols/bundle"
)

// Count counts the waiting frames of the last days' exceptions, see [Survey].
// Those that were read before an error come with it.
func Count(ctx context.Context, p symbols.Project, days int) (*Tally, error) {
	var t Tally
	for frames, err := range Survey(ctx, p, days) {
		if err != nil {
			return &t, err
		}
		t.Add(frames)
	}
	return &t, nil
}

// Plain reports whether a ref is a URL whose name has no hash of the content: one
// build after the other is served there, and frames of several wait for it.
func Plain(ref symbols.Ref) bool {
	return ref.IsURL() && bundle.NameHash(bundle.BaseName(string(ref))) == ""
}

// ForSet gives different frames that a file of a symbol set is proved with: those
// that PostHog keeps of the set, which may be nil, and where it keeps none those
// of recent exceptions that wait for its ref, which take longer to ask for. Where
// a [Plain] ref has no file these come first: they tell which exceptions are the
// latest. An error says why there may be more than those that are given.
func ForSet(ctx context.Context, p symbols.Project, ref symbols.Ref, set *symbols.Set) ([]Frame, error) {
	var kept []Frame
	var keptErr error
	if set != nil {
		stored, err := p.FramesOfSet(ctx, set.ID)
		kept, keptErr = Stored(ref, stored), err
		if len(kept) > 0 && (set.HasFile || !Plain(ref)) {
			return kept, err
		}
	}
	t, err := Count(ctx, p, 0)
	if w := t.Of(ref); w != nil {
		return w.Frames, err
	}
	return kept, errors.Join(keptErr, err)
}

// Stored gives frames that PostHog keeps of a symbol set, which tell no events.
func Stored(ref symbols.Ref, stored []symbols.StoredFrame) []Frame {
	frames := make([]Frame, len(stored))
	for i := range stored {
		frames[i] = Frame{Ref: ref, Frame: stored[i].Frame, Time: stored[i].Created}
	}
	return frames
}

// Captured gives the frames themselves, each with the trace that it is of.
func Captured(frames []Frame) []symbols.Frame {
	out := make([]symbols.Frame, len(frames))
	for i := range frames {
		f := &frames[i]
		out[i] = f.Frame
		out[i].Of = &symbols.Trace{Event: f.Event, Time: f.Time, Release: f.Release, Safari: f.Safari}
	}
	return out
}
