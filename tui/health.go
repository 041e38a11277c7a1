package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
)

// health is how the project's server answers, for the line of tabs.
type health struct {
	offline time.Time // since when nothing answers; zero when it does
	wait    time.Time // until when the server asks not to be asked
	ticking bool
}

// secondMsg says that a second has passed of the time that the server asked
// to wait.
type secondMsg struct{}

// heard takes note of how a request ended, and keeps the clock of what there
// is to say about it. Pages call it with every answer.
func (e *env) heard(err error) tea.Cmd {
	p := problemOf(err)
	h := &e.health
	switch {
	case !p.offline:
		h.offline = time.Time{}
	case h.offline.IsZero():
		h.offline = e.now()
	}
	if p.wait <= 0 {
		return nil
	}
	h.wait = e.now().Add(p.wait)
	if h.ticking {
		return nil
	}
	return e.second()
}

// second counts a second of the server's wait, if it has not passed.
func (e *env) second() tea.Cmd {
	e.health.ticking = e.now().Before(e.health.wait)
	if !e.health.ticking {
		return nil
	}
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return secondMsg{} })
}

// trouble is what keeps the project from answering, empty when nothing does.
func (e *env) trouble() string {
	if left := e.health.wait.Sub(e.now()); left > 0 {
		return fmt.Sprintf("PostHog asks to wait %d s", int(left.Round(time.Second).Seconds()))
	}
	if !e.health.offline.IsZero() {
		return "offline since " + e.health.offline.Format("15:04")
	}
	return ""
}
