package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/stored"
	"symset/theme"
)

// A page is one screen of the app. It owns its state, draws into the box it
// was given and knows its [env], never the app or another page: it opens others
// with the messages of navigate.go.
type page interface {
	// title names the page in the window title and the palette. It is safe.
	title() string
	// actions lists what can be done here, most useful first: the bottom
	// line, help, palette and key handling all read this one list. Where esc
	// has nothing to undo on the page, its action is off: the app goes back.
	actions() []action
	// resize gives the page its box, in cells. It comes before the first view
	// and before the tea.WindowSizeMsg that caused it.
	resize(w, h int)
	// update takes a message that is not a key of an action, and may ask for
	// work. beginMsg is the first, when the page comes up. Every page gets the
	// answers, sizes and changes of the theme; only the one in front gets keys,
	// pastes and the mouse, which is told where it is on the page.
	update(tea.Msg) tea.Cmd
	// view draws the box.
	view() string
	// cursor is where text is being typed, or nil. While it is not nil the
	// page gets all keys but ctrl+c.
	cursor() *tea.Cursor
	// close stops the page's work: it was left, or the app ends.
	close()
}

// env is what every page may use. The app makes it once and changes its fields
// in place.
type env struct {
	ctx   context.Context // ends when the app does
	theme *theme.Theme    // replaced when the background or the profile changes
	ascii bool            // the terminal's font has little more than ASCII
	now   func() time.Time

	project  symbols.Project // nil when only what was opened is shown
	local    *Local          // nil when no folder is known
	sets     *stored.Store   // the project's, downloaded; nil when none are
	lens     *lens           // what events are read through
	keeper   *keep.Keeper    // keeps copies of what is deleted or replaced
	watch    bool            // the folders of builds from the start
	readOnly bool            // the project must not be changed
	zoomed   bool            // lists have all the room

	editor     string // the command that edits a file, with its options
	sourceRoot string // the folder below which sources are looked for

	asked  int    // counts the app's requests, see latest
	jobs   jobs   // what runs, and what was done
	health health // how the project answers
}

// noChange says why the project can't be changed.
func (e *env) noChange() string { return when(e.readOnly, "symset was started with --read-only") }
