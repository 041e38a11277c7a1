package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols/waiting"
)

// survey asks recent exceptions for the frames that wait for symbol sets.
type survey struct {
	work  latest
	tally *waiting.Tally // nil until it is known
	err   error          // why it is not whole
}

// surveyedMsg brings them.
type surveyedMsg struct {
	req   int
	tally *waiting.Tally
	err   error
}

// begin reads what waits; surveyedMsg answers.
func (s *survey) begin(e *env) tea.Cmd {
	ctx, req := s.work.start(e)
	p := e.project
	return func() tea.Msg {
		tally, err := waiting.Count(ctx, p, 0)
		return surveyedMsg{req, tally, err}
	}
}

// take takes them, and reports whether they are the ones that were asked for.
// What came before an error is taken, too, unless more was known already.
func (s *survey) take(msg surveyedMsg) bool {
	if !s.work.done(msg.req) {
		return false
	}
	if s.err = msg.err; msg.err == nil || s.tally == nil || s.tally.Events <= msg.tally.Events {
		s.tally = msg.tally
	}
	return true
}
