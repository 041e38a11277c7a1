package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/tui/term"
)

// A question that came up by itself is deaf to a key meant for something else.
func TestGrace(t *testing.T) {
	clock := now
	e := at(shop()).env
	e.now = func() time.Time { return clock }
	did := false
	c := e.ask(confirm{title: "?", unasked: true, choices: []choice{{"Do", func() tea.Cmd { did = true; return nil }}}})().(overlayMsg).overlay.(*confirm)
	c.update(term.Press("right"))
	if c.update(term.Press("enter")); did || c.chosen != 0 {
		t.Error("it heard a key at once")
	}
	clock = clock.Add(grace)
	c.update(term.Press("tab"))
	if _, done := c.update(term.Press("enter")); !did || !done {
		t.Error("it does not hear")
	}
	if _, done := c.update(term.Press("esc")); !done {
		t.Error("esc does not cancel")
	}
}
