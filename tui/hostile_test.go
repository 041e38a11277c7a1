package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"symset/symbols"
	"symset/tui/term"
)

// nasty has what terminals act on, and what they disagree about.
const nasty = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x1bPq\x1b\\\x9b5m\u009b1m\u202eevil\u2066\t日本👩‍👩‍👧‍👦❤️e\u0301\u0301\r\b\x00\x7f\xff"

func hostileEvent() symbols.Event {
	f := symbols.Frame{Platform: nasty, Function: nasty, Module: nasty, File: "https://a.example/" + nasty + ".js", Line: 1, Column: 2214, InApp: true,
		Context: &symbols.Context{Before: []string{nasty}, Line: nasty + strings.Repeat(nasty, 50), After: []string{nasty}}}
	plain := f
	plain.Function = "price_for"
	plain.Line, plain.Column = 1, 700
	return symbols.Event{
		ID: nasty, Time: now, Facts: []symbols.Fact{{Name: nasty, Value: nasty}, {Name: "URL", Value: nasty}}, Notes: []string{nasty},
		Exceptions: []symbols.Exception{
			{Type: nasty, Value: nasty + " (reading '" + nasty + "')", Frames: []symbols.Frame{plain, f}},
			{Type: nasty, Value: nasty, Relation: symbols.Cause},
		},
	}
}

// Nothing of a stranger's text reaches the terminal's ear, in any state.
func TestHostile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := cart()
		r.resolve[nasty] = answer{state: symbols.Mapped, function: nasty, source: nasty, line: 1, column: 9, minified: nasty + strings.Repeat(nasty, 30),
			failure: &symbols.Failure{Message: nasty, Do: nasty}}
		r.sources[nasty] = nasty + "\n" + nasty
		a := testApp(r, hostileEvent())
		x := term.Run(t, a, 140, 40)
		x.After(time.Second)
		for _, k := range []string{"j", "tab", "tab", "c", "c", "i", "esc", "/", "evil", "enter", "n", "n", "esc", "l", "l", "h", "?", "esc", "e", "z", "z"} {
			x.Key(k)
			screen := x.Screen()
			for _, r := range screen {
				if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
					t.Fatalf("after %q the screen has %U:\n%s", k, r, screen)
				}
			}
			exact(t, k, a.View().Content, 140, 40)
		}
		for _, bad := range []string{"\x1b]0;", "\x1b[2J\x1b[31m", "\x1bP", "\u202e", "\u009b", "\x9b5m"} {
			if strings.Contains(x.Raw(), bad) {
				t.Errorf("%q reached the terminal", bad)
			}
		}
		if strings.Contains(a.View().WindowTitle, "\x1b") || strings.Contains(a.View().WindowTitle, "\x07") {
			t.Errorf("window title %q", a.View().WindowTitle)
		}
		x.Quit()
	})
}
