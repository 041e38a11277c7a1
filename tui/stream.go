package tui

import (
	"context"
	"iter"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// A stream takes a list of a project piece by piece: the list asks the server
// as it is taken, so every piece is a command. It belongs to the event loop.
type stream[T any] struct {
	work   latest
	next   func() (T, error, bool)
	asking bool // a command is taking from it
	ended  bool // there is no more to take
}

// A piece is what was taken from a stream at once.
type piece[T any] struct {
	req   int
	items []T
	more  bool
	err   error // ended the list, after items
}

// open begins a list anew; what was taken from the one before is late.
func (s *stream[T]) open(e *env, list func(context.Context) iter.Seq2[T, error]) {
	ctx, _ := s.work.start(e)
	next, stop := iter.Pull2(list(ctx))
	var one sync.Mutex // next and stop must not run at the same time
	s.asking, s.ended = false, false
	s.next = func() (T, error, bool) {
		one.Lock()
		defer one.Unlock()
		return next()
	}
	context.AfterFunc(ctx, func() {
		one.Lock()
		defer one.Unlock()
		stop()
	})
}

// take takes up to n; answer makes the message of what came. It is nil when
// that would have to wait for another take, or there is nothing to take.
func (s *stream[T]) take(n int, answer func(piece[T]) tea.Msg) tea.Cmd {
	if s.asking || s.ended || s.next == nil {
		return nil
	}
	s.asking = true
	next, req := s.next, s.work.n
	return func() tea.Msg {
		p := piece[T]{req: req, more: true}
		for range n {
			item, err, ok := next()
			if !ok || err != nil {
				p.more, p.err = false, err
				break
			}
			p.items = append(p.items, item)
		}
		return answer(p)
	}
}

// took reports whether a piece is of the list that was begun last.
func (s *stream[T]) took(p piece[T]) bool {
	if !s.work.is(p.req) {
		return false
	}
	s.asking = false
	if !p.more {
		s.close()
	}
	return true
}

// close stops what runs, and lets go of the list.
func (s *stream[T]) close() {
	s.work.stop()
	s.next, s.asking, s.ended = nil, false, true
}
