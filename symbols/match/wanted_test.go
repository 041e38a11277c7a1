package match

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/symbols"
)

// project is a project with some sets, and one event whose frames wait.
type project struct {
	symbols.Project
	sets   []symbols.Set
	unset  error // after a page of them
	event  symbols.Event
	unread error
}

func (p *project) SetPages(context.Context, symbols.SetFilter) iter.Seq2[symbols.SetPage, error] {
	return func(yield func(symbols.SetPage, error) bool) {
		if yield(symbols.SetPage{Sets: p.sets}, nil) && p.unset != nil {
			yield(symbols.SetPage{}, p.unset)
		}
	}
}

func (p *project) Events(context.Context, symbols.EventFilter) iter.Seq2[symbols.Event, error] {
	return func(yield func(symbols.Event, error) bool) { yield(p.event, p.unread) }
}

func TestWantedOf(t *testing.T) {
	const failed, whole, broken, waitedFor, rowless = "https://x.example/failed.js", "https://x.example/whole.js", "https://x.example/broken.js", "https://x.example/waited.js", "0190aaaa-0000-7000-8000-000000000001"
	p := &project{
		sets: []symbols.Set{{Ref: failed, Reason: "why"}, {Ref: whole, HasFile: true}, {Ref: broken, HasFile: true, Reason: "why"}, {Ref: waitedFor, HasFile: true}},
		event: symbols.Event{ID: "e", Time: time.Unix(1, 0), Exceptions: []symbols.Exception{{Type: "Error", Frames: []symbols.Frame{
			{Platform: symbols.Web, File: failed, Line: 1, Column: 5},
			{Platform: symbols.Web, File: failed, Line: 1, Column: 9},
			{Platform: symbols.Web, File: failed, Line: 1, Column: 9},
			{Platform: symbols.Web, File: waitedFor, Line: 2, Column: 3},
			{Platform: symbols.Web, File: "app.js", ChunkID: rowless, Line: 3, Column: 1},
		}}}},
	}
	count := func() map[symbols.Ref]int {
		t.Helper()
		wanted, err := WantedOf(t.Context(), p, 0)
		if !errors.Is(err, p.unread) {
			t.Errorf("%v, want %v", err, p.unread)
		}
		frames := map[symbols.Ref]int{}
		for _, w := range wanted {
			frames[w.Ref] = len(w.Frames)
			if (len(w.Frames) > 0) != w.Latest.Equal(p.event.Time) {
				t.Errorf("the latest of %d frames of %s is of %s", len(w.Frames), w.Ref, w.Latest)
			}
		}
		return frames
	}
	if diff := cmp.Diff(map[symbols.Ref]int{failed: 2, broken: 0, waitedFor: 1, rowless: 1}, count()); diff != "" {
		t.Error(diff)
	}
	if wanted, err := WantedOf(t.Context(), p, 0); err != nil || wanted[0].Ref != failed || wanted[0].Waiting != 3 {
		t.Errorf("%+v, %v: want 3 that wait for %s", wanted, err, failed)
	}
	p.unread = errors.New("no")
	if diff := cmp.Diff(map[symbols.Ref]int{failed: 0, broken: 0}, count()); diff != "" {
		t.Error(diff)
	}
	p.unset = errors.New("no page")
	if wanted, err := WantedOf(t.Context(), p, 0); wanted != nil || !errors.Is(err, p.unset) {
		t.Errorf("of a part of the sets: %v, %v", wanted, err)
	}
}
