package tui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"time"

	"symset/symbols"
)

// fakeProject is a project in memory that answers after a while of the fake
// clock. Its fields are set before it is used; what was asked is in calls.
type fakeProject struct {
	latency time.Duration
	fault   func(call string) error // of a call, before it does anything; nil: none fails
	page    int                     // rows of a page; 0: 100

	sets   []symbols.Set
	frames map[string][]symbols.StoredFrame // by the set's id
	files  map[string]string                // what Download gives, by the set's id
	issues []symbols.Issue
	events []symbols.Event

	begun bool // every upload of a set that has a file was never finished

	mu    sync.Mutex
	sent  map[symbols.Ref]string // the content_hash of what was uploaded last
	calls []string               // "SetPages", "DeleteSet 0199…"
}

var _ symbols.Project = (*fakeProject)(nil)

// ask notes a call, lets time pass and fails if it is to fail.
func (p *fakeProject) ask(ctx context.Context, call string) error {
	p.mu.Lock()
	p.calls = append(p.calls, call)
	p.mu.Unlock()
	if p.latency > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(p.latency):
		}
	}
	if p.fault != nil {
		return p.fault(call)
	}
	return ctx.Err()
}

// asked counts the calls that begin so.
func (p *fakeProject) asked(prefix string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, c := range p.calls {
		if strings.HasPrefix(c, prefix) {
			n++
		}
	}
	return n
}

// changed tells the calls that change something.
func (p *fakeProject) changed() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, c := range p.calls {
		if strings.HasPrefix(c, "Upload") || strings.HasPrefix(c, "Delete") {
			out = append(out, c)
		}
	}
	return strings.Join(out, "; ")
}

func (p *fakeProject) Place() symbols.Place {
	return symbols.Place{Host: "https://eu.posthog.com", Project: "42", Source: "a test"}
}

func (p *fakeProject) SetPages(ctx context.Context, f symbols.SetFilter) iter.Seq2[symbols.SetPage, error] {
	size := p.page
	if size == 0 {
		size = 100
	}
	return func(yield func(symbols.SetPage, error) bool) {
		p.mu.Lock()
		all := make([]symbols.Set, 0, len(p.sets))
		for _, s := range p.sets {
			if (f.Ref == "" || s.Ref == f.Ref) && (f.Status == symbols.AnySet || s.HasFile == (f.Status == symbols.WithFile)) {
				all = append(all, s)
			}
		}
		p.mu.Unlock()
		for from := 0; ; from += size {
			if err := p.ask(ctx, fmt.Sprint("SetPages ", from)); err != nil {
				yield(symbols.SetPage{}, err)
				return
			}
			rows := all[min(from, len(all)):min(from+size, len(all))]
			if !yield(symbols.SetPage{Sets: rows, Count: len(all)}, nil) || from+size >= len(all) {
				return
			}
		}
	}
}

// absent is the error of what is not there.
type absent struct{ error }

func (absent) Absent() bool { return true }

func (p *fakeProject) find(is func(*symbols.Set) bool) (symbols.Set, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.sets {
		if is(&p.sets[i]) {
			return p.sets[i], nil
		}
	}
	return symbols.Set{}, absent{errors.New("get a symbol set: there is none")}
}

func (p *fakeProject) Set(ctx context.Context, id string) (symbols.Set, error) {
	if err := p.ask(ctx, "Set "+id); err != nil {
		return symbols.Set{}, err
	}
	return p.find(func(s *symbols.Set) bool { return s.ID == id })
}

func (p *fakeProject) SetByRef(ctx context.Context, ref symbols.Ref) (symbols.Set, error) {
	if err := p.ask(ctx, "SetByRef "+string(ref)); err != nil {
		return symbols.Set{}, err
	}
	return p.find(func(s *symbols.Set) bool { return s.Ref == ref })
}

func (p *fakeProject) FramesOfSet(ctx context.Context, id string) ([]symbols.StoredFrame, error) {
	if err := p.ask(ctx, "FramesOfSet "+id); err != nil {
		return nil, err
	}
	return p.frames[id], nil
}

func (p *fakeProject) Download(ctx context.Context, id string) (io.ReadCloser, int64, error) {
	if err := p.ask(ctx, "Download "+id); err != nil {
		return nil, 0, err
	}
	text, ok := p.files[id]
	if !ok {
		return nil, 0, absent{errors.New("download: there is no file")}
	}
	return io.NopCloser(strings.NewReader(text)), int64(len(text)), nil
}

func (p *fakeProject) CheckUploads(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) ([]bool, error) {
	needed := make([]bool, len(uploads))
	for i, u := range uploads {
		set, err := p.find(func(s *symbols.Set) bool { return s.Ref == u.Ref })
		needed[i] = err != nil || !set.HasFile || p.begun || !o.SkipConflicts && p.hash(u.Ref) != u.Content.Hash
	}
	return needed, p.ask(ctx, "CheckUploads")
}

func (p *fakeProject) hash(ref symbols.Ref) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[ref]
}

func (p *fakeProject) Upload(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) []symbols.Uploaded {
	out := make([]symbols.Uploaded, len(uploads))
	for i, u := range uploads {
		if o.Progress != nil {
			o.Progress(u.Ref, 0)
		}
		call := "Upload " + string(u.Ref)
		if o.Force {
			call += " forced"
		}
		out[i] = symbols.Uploaded{ID: fmt.Sprint("uploaded-", i), Err: p.ask(ctx, call)}
		if out[i].Err == nil {
			p.mu.Lock()
			if p.sent == nil {
				p.sent = map[symbols.Ref]string{}
			}
			p.sent[u.Ref] = u.Content.Hash
			p.mu.Unlock()
		}
	}
	return out
}

func (p *fakeProject) DeleteSet(ctx context.Context, id string) error {
	if err := p.ask(ctx, "DeleteSet "+id); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.sets {
		if p.sets[i].ID == id {
			p.sets = append(p.sets[:i:i], p.sets[i+1:]...)
			return nil
		}
	}
	return absent{errors.New("delete a symbol set: there is none")}
}

func (p *fakeProject) EnsureRelease(ctx context.Context, project, version string, metadata json.RawMessage) (symbols.Release, error) {
	return symbols.Release{ID: "release", Project: project, Version: version, Metadata: metadata}, p.ask(ctx, "EnsureRelease")
}

func (p *fakeProject) Issues(ctx context.Context, f symbols.IssueFilter) iter.Seq2[symbols.Issue, error] {
	return list(ctx, p, "Issues", p.issues)
}

func (p *fakeProject) Events(ctx context.Context, f symbols.EventFilter) iter.Seq2[symbols.Event, error] {
	var of []symbols.Event
	for _, ev := range p.events {
		if f.Issue == "" || ev.Issue == f.Issue {
			of = append(of, ev)
		}
	}
	return list(ctx, p, "Events "+f.Issue, of)
}

// list gives rows one by one, with a call for each 20.
func list[T any](ctx context.Context, p *fakeProject, call string, rows []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for i := 0; i == 0 || i < len(rows); i++ {
			var none T
			if i%20 == 0 {
				if err := p.ask(ctx, call); err != nil {
					yield(none, err)
					return
				}
			}
			if i == len(rows) || !yield(rows[i], nil) {
				return
			}
		}
	}
}

func (p *fakeProject) Event(ctx context.Context, id string) (symbols.Event, error) {
	if err := p.ask(ctx, "Event "+id); err != nil {
		return symbols.Event{}, err
	}
	for _, ev := range p.events {
		if ev.ID == id {
			return ev, nil
		}
	}
	return symbols.Event{}, absent{errors.New("get an exception: there is none")}
}
