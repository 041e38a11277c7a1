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
