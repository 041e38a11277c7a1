package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
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
// is to tell of it. Pages call it with every answer.
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

// told is a problem as a page shows it in the place of what is missing: what
// went wrong, what to do.
func (e *env) told(p problem) []string {
	lines := []string{p.what}
	switch {
	case p.lacks != "":
		lines = append(lines, "The key has not the scope "+p.lacks+": add it to the key in PostHog's settings, under Personal API keys, or sign in anew.")
	case p.todo != "":
		lines = append(lines, p.todo)
	}
	return lines
}

// wrong draws what is told of an error, in the place of what it kept from
// coming; r asks again.
func (e *env) wrong(err error, w int) []string {
	return e.reasons(append(e.told(problemOf(err)), "r tries again"), w)
}

// reasons draws what went wrong, and below it what to do.
func (e *env) reasons(texts []string, w int) []string {
	var lines []string
	for i, text := range texts {
		glyph, style := e.theme.Glyphs.Hint, theme.Style{}
		if i == 0 {
			glyph, style = e.theme.Glyphs.Bad, e.theme.Bad
		}
		lines = append(lines, sentence(e.theme, w, glyph, style, text)...)
	}
	return lines
}
