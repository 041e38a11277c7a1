package waiting_test

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/waiting"
)

// keeper is a project that keeps frames of its sets.
type keeper struct {
	project
	frames []symbols.StoredFrame
	broken error
}

func (k *keeper) FramesOfSet(_ context.Context, id string) ([]symbols.StoredFrame, error) {
	k.note("frames of " + id)
	return k.frames, k.broken
}

func TestForSet(t *testing.T) {
	kept := []symbols.StoredFrame{{Frame: symbols.Frame{Function: "kept", Line: 1, Column: 1}}}
	set := &symbols.Set{ID: "s", Ref: "c"}
	down, gone := errors.New("down"), errors.New("gone")
	const plain, hashed = "https://x.test/app.js", "https://x.test/app-3f9a1c2b.js"
	for name, c := range map[string]struct {
		ref    symbols.Ref // c when it is empty
		set    *symbols.Set
		recent int
		fails  error // of recent exceptions
		kept   []symbols.StoredFrame
		broken error
		frames int
		asked  string
		errs   []error
	}{
		"kept":          {set: set, recent: 2, kept: kept, frames: 1, asked: "frames of s"},
		"waiting":       {set: set, recent: 2, frames: 2, asked: "frames of s, events of "},
		"of no set":     {recent: 2, frames: 2, asked: "events of "},
		"none":          {set: set, asked: "frames of s, events of "},
		"not to be had": {set: set, recent: 2, broken: gone, frames: 2, asked: "frames of s, events of "},
		"plain":         {ref: plain, set: set, recent: 2, kept: kept, frames: 2, asked: "frames of s, events of "},
		"plain, kept":   {ref: plain, set: set, kept: kept, frames: 1, asked: "frames of s, events of "},
		"plain, a file": {ref: plain, set: &symbols.Set{ID: "s", HasFile: true}, recent: 2, kept: kept, frames: 1, asked: "frames of s"},
		"plain, down":   {ref: plain, set: set, kept: kept, fails: down, frames: 1, asked: "frames of s, events of ", errs: []error{down}},
		"hashed":        {ref: hashed, set: set, recent: 2, kept: kept, frames: 1, asked: "frames of s"},
		"nothing":       {set: set, fails: down, broken: gone, asked: "frames of s, events of ", errs: []error{down, gone}},
	} {
		t.Run(name, func(t *testing.T) {
			ref := cmp.Or(c.ref, "c")
			p := &keeper{project: project{events: map[string][]symbols.Event{"": events(c.recent, string(ref))}, fails: c.fails}, frames: c.kept, broken: c.broken}
			frames, err := waiting.ForSet(t.Context(), p, ref, c.set)
			if len(frames) != c.frames || len(waiting.Captured(frames)) != c.frames {
				t.Errorf("%d frames, want %d", len(frames), c.frames)
			}
			if asked := strings.Join(p.asked, ", "); asked != c.asked {
				t.Errorf("asked for %q, want %q", asked, c.asked)
			}
			for _, want := range c.errs {
				if !errors.Is(err, want) {
					t.Errorf("error %v is not %v", err, want)
				}
			}
			if len(c.errs) == 0 && err != nil {
				t.Error(err)
			}
		})
	}
}

// TestCount holds that there is a tally beside an error, too.
func TestCount(t *testing.T) {
	p := &project{events: map[string][]symbols.Event{"": events(3, "c")}}
	tally, err := waiting.Count(t.Context(), p, 0)
	if w := tally.Of("c"); err != nil || w == nil || w.Count != 3 {
		t.Errorf("waits %+v, error %v", w, err)
	}
	p.fails = errors.New("down")
	if tally, err := waiting.Count(t.Context(), p, 0); tally == nil || tally.Of("c") != nil || !errors.Is(err, p.fails) {
		t.Errorf("tally %+v, error %v", tally, err)
	}
}
