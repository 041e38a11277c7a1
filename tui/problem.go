package tui

import (
	"errors"
	"time"

	"symset/symbols"
	"symset/theme"
)

// A problem is an error of a project as the screens tell it: what went wrong,
// what to do, and whether waiting helps. Its texts are safe.
type problem struct {
	what, todo string
	wait       time.Duration // how long the server asks to wait
	offline    bool          // nothing answered
	absent     bool          // what was asked for is not there
	lacks      string        // the scope that the key lacks
}

// problemOf reads an error; it gives the zero problem of none.
func problemOf(err error) problem {
	if err == nil {
		return problem{}
	}
	p := problem{
		what: brief(err.Error()), todo: brief(symbols.Hint(err)), lacks: brief(symbols.Lacks(err)),
		offline: symbols.Offline(err), absent: symbols.Absent(err),
	}
	var wait interface{ Wait() time.Duration }
	if errors.As(err, &wait) {
		p.wait = wait.Wait()
	}
	return p
}

// line is a problem in passing: what went wrong, and what to do.
func (p problem) line() string {
	if p.todo == "" {
		return p.what
	}
	return p.what + "; " + p.todo
}

// told is a problem as a page shows it in place of what is missing: what
// went wrong, what to do.
func (p problem) told() []string {
	lines := []string{p.what}
	switch {
	case p.lacks != "":
		lines = append(lines, "The key lacks the scope "+p.lacks+": add it to the key in PostHog's settings, under Personal API keys, or sign in again.")
	case p.todo != "":
		lines = append(lines, p.todo)
	}
	return lines
}

// wrong draws an error, in place of what it kept from
// coming; r asks again.
func (e *env) wrong(err error, w int) []string {
	return e.reasons(append(problemOf(err).told(), "r tries again"), w)
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
