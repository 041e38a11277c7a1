//go:build unix

package cli

import (
	"strings"
	"testing"

	"symset/client/posthogtest"
)

// TestMatchOnATerminal holds that rows come one by one, under a line that tells
// how far it is, and that this line is gone at the end.
func TestMatchOnATerminal(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	s := start(t, 140, 30, onBox(t, box), "match", "-d", "demo/assets")
	s.see("done: 1 sure, 0 likely, none chosen for 2")
	s.ends(exitUnresolved)
	wrote := s.wrote()
	first, last := strings.Index(wrote, "sure"), strings.LastIndex(wrote, "matched 3 of 3")
	if first < 0 || last < 0 || first > last {
		t.Errorf("no row comes before the last is matched: %q", wrote)
	}
	s.gone("matched 3 of 3")
	s = start(t, 140, 30, onBox(t, box), "match", "-d", "demo/assets", "--plain")
	s.see("sure")
	s.ends(exitUnresolved)
	if strings.Contains(s.wrote(), "matched") {
		t.Errorf("lines that move: %q", s.wrote())
	}
}
