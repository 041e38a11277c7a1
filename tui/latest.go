package tui

import "context"

// latest runs one piece of work at a time: starting anew cancels what ran, and
// answers to anything but the last start are recognised as late. It belongs to
// the event loop.
type latest struct {
	n      int
	ctx    context.Context // of the work that runs
	cancel context.CancelFunc
}

// start gives the new work its context and number. The number is the app's:
// answers go to every page, and none must take another's for its own.
func (l *latest) start(e *env) (context.Context, int) {
	l.stop()
	l.ctx, l.cancel = context.WithCancel(e.ctx)
	e.asked++
	l.n = e.asked
	return l.ctx, l.n
}

// stop cancels what runs.
func (l *latest) stop() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// busy reports whether something runs.
func (l *latest) busy() bool { return l.cancel != nil }

// is reports whether n is the work that runs now.
func (l *latest) is(n int) bool { return n == l.n && l.cancel != nil }
