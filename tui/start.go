package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// A Start is where the app begins, on a [Options.Project]; the zero Start is
// the tab that the last run ended on, at first its symbol sets. One field is set
// at most, or both Event and Issue: the exception if there is one of that id,
// else the issue.
type Start struct {
	Sets       bool        // the list of symbol sets
	Set        symbols.Ref // a symbol set, or its id
	Exceptions bool        // the list of exceptions
	Issue      string      // the id of an issue: the stack trace of its latest event
	Event      string      // the id of an exception: its stack trace
}

// tab is the tab that the place is in.
func (s Start) tab() int {
	if s.Exceptions || s.Issue != "" || s.Event != "" {
		return exceptionsTab
	}
	return setsTab
}

// open asks for the page of the place; nil when that is a tab's own.
func (s Start) open() tea.Cmd {
	switch {
	case s.Event != "":
		return send(openEventMsg{s.Event, s.Issue})
	case s.Issue != "":
		return send(openIssueMsg{s.Issue})
	case s.Set != "":
		return send(openSetMsg{ref: s.Set})
	}
	return nil
}
