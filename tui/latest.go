package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

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

// dueMsg says that the time has passed that a piece of work was put off for.
type dueMsg struct{ req int }

// after puts the new work off: typing, or the cursor, may not rest yet. dueMsg
// answers.
func (l *latest) after(e *env, d time.Duration) tea.Cmd {
	_, req := l.start(e)
	return tea.Tick(d, func(time.Time) tea.Msg { return dueMsg{req} })
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

// done ends the work that runs, and reports whether that is n.
func (l *latest) done(n int) bool {
	if !l.is(n) {
		return false
	}
	l.stop()
	return true
}

// is reports whether n is the work that runs now.
func (l *latest) is(n int) bool { return n == l.n && l.cancel != nil }
