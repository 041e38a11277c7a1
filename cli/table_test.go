package cli

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"symset/theme"
)

// TestTable holds how rows look: in columns that fit on a terminal, and as
// values with tabs elsewhere.
func TestTable(t *testing.T) {
	columns := []column{{name: "state", cells: 8}, {name: "n", cells: 4, right: true}, {name: "used", cells: 8, spare: true}, {name: "ref", middle: true}, {name: "why", cells: 6}}
	row := []cell{{text: "missing"}, {text: "12"}, {text: "1 h ago"}, {text: "https://shop.example/assets/deep/down/index-3f9a1c.js"}, {text: "no\tmap\x1b[2J"}}
	for name, c := range map[string]struct {
		tty   bool
		width int
		want  string // of a pipe
	}{
		"pipe":   {false, 40, "missing\t12\t1 h ago\thttps://shop.example/assets/deep/down/index-3f9a1c.js\tno  map␛[2J\n"},
		"wide":   {true, 100, ""},
		"narrow": {true, 56, ""},
	} {
		t.Run(name, func(t *testing.T) {
			th := newTable(theme.New(colorprofile.NoTTY, true), c.tty, c.width, columns)
			th.row(row...)
			got := th.out.String()
			if name == "pipe" && got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for line := range strings.SplitSeq(strings.TrimSuffix(got, "\n"), "\n") {
				if c.tty && theme.Width(line) > c.width {
					t.Errorf("a line takes %d cells of %d: %q", theme.Width(line), c.width, line)
				}
			}
			if c.tty && strings.Contains(got, "1 h ago") != (name == "wide") {
				t.Errorf("got\n%s", got)
			}
		})
	}
}
