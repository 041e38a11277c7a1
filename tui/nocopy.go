package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/keep"
)

// noCopy reports whether something was not done because no copy could be kept
// of what is there: nothing was changed then.
func noCopy(err error) bool {
	var none *keep.NoCopyPossible
	var nowhere *keep.NoFolder
	return errors.As(err, &none) || errors.As(err, &nowhere)
}

// askWithout asks whether to do without a copy what could not be done with one.
// What would be lost has to be typed.
func (e *env) askWithout(err error, title, lost, want, word string, j *job) tea.Cmd {
	if e.noChange() != "" {
		return nil
	}
	return send(overlayMsg{&typed{env: e, title: title, want: want, word: word,
		text: []string{upper(reasonOf(err)) + ".", "", lost, "", "To go on all the same, type the name:", brief(want)},
		yes:  func() tea.Cmd { return send(startJobMsg{j}) }}})
}
