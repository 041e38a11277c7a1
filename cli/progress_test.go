package cli

import (
	"bytes"
	"strings"
	"testing"

	"symset/theme"
)

// TestMovingLine holds that a line that changes is text, and never so long that
// it could not be taken away again.
func TestMovingLine(t *testing.T) {
	var b bytes.Buffer
	m := &moving{s: &streams{err: &b}, on: true}
	for _, text := range []string{"reading " + nasty, "reading " + strings.Repeat("dist/日本 ", 50), ""} {
		b.Reset()
		before := theme.Width(m.last)
		m.say(text)
		parts := strings.Split(b.String(), "\r")
		if len(parts) != 3 || parts[0] != "" || parts[1] != theme.Spaces(before) {
			t.Fatalf("%q after %d cells is written as %q", text, before, b.String())
		}
		if r, bad := acts(parts[2]); bad || theme.Width(parts[2]) >= pageWidth {
			t.Errorf("%U, %d cells in %q", r, theme.Width(parts[2]), parts[2])
		}
	}
}

// TestWaiting holds that a server's silence is told on the moving line, which is
// gone before anything else is written; in a log it is not told.
func TestWaiting(t *testing.T) {
	const told = "symset: waiting for https://posthog.test to answer"
	gone := "\r" + theme.Spaces(len(told)) + "\r"
	for name, c := range map[string]struct {
		moves bool
		want  string
	}{
		"terminal": {true, "\r\r" + told + gone + "row\n\r\r" + told + gone + "symset: note: more\n\r\r" + told + gone},
		"log":      {false, "row\nsymset: note: more\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var both bytes.Buffer
			s := &streams{out: &both, err: &both}
			s.movingLine().on = c.moves
			tell := s.waiting("https://posthog.test")
			tell(1)
			if err := s.write([]byte("row\n")); err != nil {
				t.Fatal(err)
			}
			tell(2)
			s.say("note", "more")
			tell(1)
			tell(0)
			tell(0)
			if both.String() != c.want {
				t.Errorf("%q, want %q", both.String(), c.want)
			}
		})
	}
}
