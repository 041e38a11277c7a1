package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"symset/symbols"
	"symset/theme"
)

// TestCut holds that a long line keeps the column that the frame is about, and
// that the mark stands under it.
func TestCut(t *testing.T) {
	const target = "X"
	for _, c := range []struct{ name, before, after string }{
		{"short", "a = ", " + 1"},
		{"at the beginning", "", strings.Repeat("b", 500)},
		{"long before", strings.Repeat("a", 5_000), ""},
		{"long on both sides", strings.Repeat("a", 5_000), strings.Repeat("b", 5_000)},
		{"a megabyte", strings.Repeat("ab", 500_000), strings.Repeat("c", 100)},
		{"wide characters", strings.Repeat("日本", 400), "語"},
		{"two units each", strings.Repeat("😀", 3_000), "😀"},
		{"tabs", "\t\t", " ;"},
		{"controls", strings.Repeat("\x1b[31m", 1_000), "\x1b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := page{Theme: theme.New(colorprofile.NoTTY, true), width: 80}
			cut, cell := p.cut(c.before+target+c.after, units(c.before))
			if w := theme.Width(cut); w > p.width-gutter {
				t.Errorf("%d cells wide, want at most %d", w, p.width-gutter)
			}
			at := strings.Index(cut, target)
			if at < 0 {
				t.Fatalf("the column was cut away: %q", cut)
			}
			if want := theme.Width(cut[:at]); cell != want {
				t.Errorf("the mark is at cell %d, want %d of %q", cell, want, cut)
			}
		})
	}
}

// TestCutPastTheEnd holds that a column beyond its line does no harm.
func TestCutPastTheEnd(t *testing.T) {
	p := page{Theme: theme.New(colorprofile.NoTTY, true), width: 80}
	for _, line := range []string{"", "ab", strings.Repeat("a", 10_000)} {
		cut, cell := p.cut(line, 1<<30)
		if room := p.width - gutter; theme.Width(cut) > room || cell < 0 || cell > room {
			t.Errorf("line of %d: %q, cell %d", len(line), cut, cell)
		}
	}
}

func TestStates(t *testing.T) {
	event := symbols.Event{Exceptions: []symbols.Exception{{Type: "Error", Frames: make([]symbols.Frame, 5)}}}
	why := &symbols.Failure{Code: symbols.NoMap, Message: "a.js has no map", Do: "build it with one"}
	frame := symbols.Frame{Function: "t", File: "https://x.example/js/a.js", Line: 1, Column: 9, InApp: true}
	frames := []symbols.Resolved{
		{Frame: frame, State: symbols.Mapped, InApp: true, Function: "total", Source: "src/cart.ts", Line: 4, Column: 3,
			Context: &symbols.Context{Before: []string{"a", "b"}, Line: "  c()", After: []string{"d"}}},
		{Frame: frame, State: symbols.Mapped, Function: "render", Source: "node_modules/x/y.js", Line: 2, Column: 1,
			Context: &symbols.Context{Line: "library code"}},
		{Frame: frame, State: symbols.Unresolved, InApp: true, Failure: why},
		{Frame: symbols.Frame{Function: "Array.map", Builtin: true}, State: symbols.Builtin},
		{Frame: frame, State: symbols.Plain, InApp: true, Source: "app.py", Line: 7},
	}
	p := page{Theme: theme.New(colorprofile.NoTTY, true), width: 80, around: 1}
	got := string(p.print([]reading{{event: &event, frames: frames}}))
	want := `Error
  ✓ total  src/cart.ts:4:3  a.js:1:9
     3  b
▸    4    c()
          ▲
     5  d
  ✓ render  node_modules/x/y.js:2:1  library  a.js:1:9
  ✗ t  https://x.example/js/a.js:1:9
      a.js has no map
      → build it with one
  · Array.map
  ✓ <anonymous>  app.py:7

✗ 3 of 4 frames read
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEscapeControls(t *testing.T) {
	const text = "plain é 日 😀 \x7f\u0085\u202e\u2066\u200b\ufeff"
	in, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	out := escapeControls(in)
	if r, bad := acts(string(out)); bad {
		t.Errorf("%U in %q", r, out)
	}
	var back string
	if err := json.Unmarshal(out, &back); err != nil || back != text {
		t.Errorf("%q became %q (%v)", text, back, err)
	}
}
