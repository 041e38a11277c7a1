package waiting_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"symset/symbols"
	"symset/symbols/waiting"
)

// project is a project with events of two issues.
type project struct {
	symbols.Project
	events map[string][]symbols.Event // by issue; of the issue "" are all
	rows   map[symbols.Ref]bool
	fails  error

	mu    sync.Mutex
	asked []string
}

type lacking struct{ error }

func (lacking) Lacks() string { return "query:read" }

type absent struct{ error }

func (absent) Absent() bool { return true }

func (p *project) note(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, what)
}

func (p *project) Issues(context.Context, symbols.IssueFilter) iter.Seq2[symbols.Issue, error] {
	return func(yield func(symbols.Issue, error) bool) {
		for n := 1; p.events[fmt.Sprint("i", n)] != nil; n++ {
			if !yield(symbols.Issue{ID: fmt.Sprint("i", n)}, nil) {
				return
			}
		}
	}
}

func (p *project) Events(_ context.Context, f symbols.EventFilter) iter.Seq2[symbols.Event, error] {
	return func(yield func(symbols.Event, error) bool) {
		p.note("events of " + f.Issue)
		if f.Issue == "" && p.fails != nil {
			yield(symbols.Event{}, p.fails)
			return
		}
		for _, e := range p.events[f.Issue] {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (p *project) SetByRef(_ context.Context, ref symbols.Ref) (symbols.Set, error) {
	p.note("set " + string(ref))
	if p.fails != nil {
		return symbols.Set{}, p.fails
	}
	if !p.rows[ref] {
		return symbols.Set{}, fmt.Errorf("find: %w", absent{errors.New("no such set")})
	}
	return symbols.Set{Ref: ref}, nil
}

// events makes n events whose one frame waits for the ref.
func events(n int, ref string) (all []symbols.Event) {
	for i := range n {
		f := symbols.Frame{Platform: symbols.Web, ChunkID: ref, Line: 1, Column: 1 + i}
		all = append(all, symbols.Event{ID: fmt.Sprint(ref, i), Exceptions: []symbols.Exception{{Type: "E", Frames: []symbols.Frame{f}}}})
	}
	return all
}

func survey(t *testing.T, p symbols.Project) (seen []string, err error) {
	t.Helper()
	for frames, e := range waiting.Survey(t.Context(), p, 0) {
		if e != nil {
			return seen, e
		}
		for _, f := range frames {
			seen = append(seen, f.Event+"/"+f.Issue)
		}
	}
	return seen, nil
}

func TestSurvey(t *testing.T) {
	few := map[string][]symbols.Event{"": events(3, "c"), "i1": events(7, "a"), "i2": events(1, "b")}
	all := map[string][]symbols.Event{"": events(waiting.Latest+5, "c")}
	for n := range 100 {
		all[fmt.Sprint("i", n+1)] = events(9, "a")
	}
	down, lacks := errors.New("down"), lacking{errors.New("no")}
	for name, c := range map[string]struct {
		of    map[string][]symbols.Event
		fails error
		n     int
		begin string
		err   error
	}{
		"all":                 {of: few, n: 3, begin: "c0/ c1/ c2/"},
		"the latest":          {of: all, n: waiting.Latest, begin: "c0/ c1/ "},
		"by issue":            {of: few, fails: lacks, n: 6, begin: "a0/i1 a1/i1 a2/i1 a3/i1 a4/i1 b0/i2"},
		"by issue, to an end": {of: all, fails: lacks, n: waiting.Latest, begin: "a0/i1 a1/i1 a2/i1 a3/i1 a4/i1 a0/i2 "},
		"an error":            {of: few, fails: down, err: down},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := survey(t, &project{events: c.of, fails: c.fails})
			if len(got) != c.n || !strings.HasPrefix(strings.Join(got, " "), c.begin) || !errors.Is(err, c.err) {
				t.Errorf("found %d %s and error %v, want %d %s and %v", len(got), got[:min(len(got), 9)], err, c.n, c.begin, c.err)
			}
		})
	}
}

// TestSurveyStops holds that nothing is asked for after the reader has stopped.
func TestSurveyStops(t *testing.T) {
	p := &project{events: map[string][]symbols.Event{"i1": events(4, "a"), "i2": events(4, "b")}, fails: lacking{errors.New("no")}}
	for range waiting.Survey(t.Context(), p, 0) {
		break
	}
	if want := []string{"events of ", "events of i1"}; !slices.Equal(p.asked, want) {
		t.Errorf("asked for %q, want %q", p.asked, want)
	}
}

func TestRowless(t *testing.T) {
	var tally waiting.Tally
	for _, ref := range []string{"never uploaded", "uploaded since", "listed"} {
		for _, e := range events(2, ref) {
			tally.Add(waiting.Frames(&e))
		}
	}
	listed := func(ref symbols.Ref) bool { return ref == "listed" }
	p := &project{rows: map[symbols.Ref]bool{"uploaded since": true}}
	got, err := tally.Rowless(t.Context(), p, listed)
	if err != nil || len(got) != 1 || got[0].Ref != "never uploaded" {
		t.Errorf("rowless are %v, error %v", got, err)
	}
	if slices.Contains(p.asked, "set listed") {
		t.Error("asked about a set that was listed")
	}
	down := errors.New("down")
	if _, err := tally.Rowless(t.Context(), &project{fails: down}, listed); !errors.Is(err, down) {
		t.Errorf("error %v, want %v", err, down)
	}
}
