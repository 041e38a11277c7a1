package tui

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"time"

	"symset/symbols"
)

// box is a project of issues and their events, which takes latency of the fake
// clock for each page that it is asked for. The rest of a Project it has not.
type box struct {
	symbols.Project
	latency time.Duration
	issues  []symbols.Issue
	events  map[string][]symbols.Event // by issue
	fail    func(call string) error    // "issues", "events", "event"; nil: none

	mu    sync.Mutex
	asked []string // "issues status=active search=x", "events ID", "event ID"; with " cancelled" when it was
}

// SetByRef finds none: the box has issues alone.
func (b *box) SetByRef(context.Context, symbols.Ref) (symbols.Set, error) {
	return symbols.Set{}, absent{errors.New("find a symbol set: there is none")}
}

func (b *box) Place() symbols.Place {
	return symbols.Place{Host: "https://eu.posthog.com", Project: "7"}
}

// answer waits, and tells what goes wrong with a call.
func (b *box) answer(ctx context.Context, call, what string) error {
	b.log(call + " " + what)
	select {
	case <-ctx.Done():
		b.log(call + " cancelled")
		return fmt.Errorf("%s: %w", call, ctx.Err())
	case <-time.After(b.latency):
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		return b.fail(call)
	}
	return nil
}

func (b *box) log(s string) {
	b.mu.Lock()
	b.asked = append(b.asked, s)
	b.mu.Unlock()
}

// change changes the box between two calls.
func (b *box) change(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f()
}

// calls gives what was asked that begins with prefix.
func (b *box) calls(prefix string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for _, s := range b.asked {
		if strings.HasPrefix(s, prefix) {
			out = append(out, s)
		}
	}
	return out
}

func (b *box) Issues(ctx context.Context, f symbols.IssueFilter) iter.Seq2[symbols.Issue, error] {
	return func(yield func(symbols.Issue, error) bool) {
		n := 0
		b.mu.Lock()
		issues := b.issues
		b.mu.Unlock()
		for _, i := range issues {
			if f.Status != "all" && i.Status != f.Status || !strings.Contains(strings.ToLower(i.Name+" "+i.Description), strings.ToLower(f.Search)) {
				continue
			}
			if n%f.Page == 0 {
				if err := b.answer(ctx, "issues", fmt.Sprintf("status=%s search=%s order=%s days=%d from=%d", f.Status, f.Search, f.Order, f.Days, n)); err != nil {
					yield(symbols.Issue{}, err)
					return
				}
			}
			n++
			if !yield(i, nil) {
				return
			}
		}
		if n == 0 {
			if err := b.answer(ctx, "issues", fmt.Sprintf("status=%s search=%s order=%s days=%d from=0", f.Status, f.Search, f.Order, f.Days)); err != nil {
				yield(symbols.Issue{}, err)
			}
		}
	}
}

func (b *box) Events(ctx context.Context, f symbols.EventFilter) iter.Seq2[symbols.Event, error] {
	return func(yield func(symbols.Event, error) bool) {
		for i, ev := range b.events[f.Issue] {
			if i%f.Page == 0 {
				if err := b.answer(ctx, "events", f.Issue); err != nil {
					yield(symbols.Event{}, err)
					return
				}
			}
			if !yield(ev, nil) {
				return
			}
		}
	}
}

func (b *box) Event(ctx context.Context, id string) (symbols.Event, error) {
	if err := b.answer(ctx, "event", id); err != nil {
		return symbols.Event{}, err
	}
	for _, list := range b.events {
		for _, ev := range list {
			if ev.ID == id {
				return ev, nil
			}
		}
	}
	return symbols.Event{}, absent{fmt.Errorf("get event: there is no exception %s", id)}
}

// eventsOf makes n events of an issue, the latest first.
func eventsOf(issue string, n int) []symbols.Event {
	var out []symbols.Event
	for i := range n {
		ev := cartEvent()
		ev.ID, ev.Issue, ev.Time = fmt.Sprintf("%s-event-%d", issue, i), issue, now.Add(-time.Duration(i+2)*time.Minute)
		out = append(out, ev)
	}
	return out
}
