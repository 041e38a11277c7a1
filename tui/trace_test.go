package tui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"symset/symbols"
)

// esc goes one step back each time: what is typed, the search, the zoom.
func TestBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 80, 24)
		p := traceOf(a)
		for _, k := range []string{"z", "/", "i", "t", "e", "m", "enter"} {
			press(a, k)
		}
		if !p.zoomed || p.find.query.typing || p.find.text != "item" || len(p.find.hits) == 0 {
			t.Fatalf("zoomed %v, typing %v, text %q", p.zoomed, p.find.query.typing, p.find.text)
		}
		press(a, "esc")
		if p.find.active() || !p.zoomed {
			t.Errorf("after one esc: search %v, zoom %v", p.find.active(), p.zoomed)
		}
		press(a, "esc")
		if p.zoomed {
			t.Error("after two, the zoom is left")
		}
	})
}

// A search tells that it found nothing once it has looked.
func TestFindTellsWhatItKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 80, 24)
		p := traceOf(a)
		p.startFind()
		look := p.typing(tea.PasteMsg{Content: "no such text"})
		if got := p.findLine(); strings.Contains(got, "nothing") {
			t.Errorf("before it looked: %s", ansi.Strip(got))
		}
		settle(a, look())
		if got := p.findLine(); !strings.Contains(got, "nothing found") {
			t.Errorf("after it looked: %s", ansi.Strip(got))
		}
	})
}

// tab goes to and fro, keeps its side from frame to frame, and shows the
// minified code where there is no other.
func TestSides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 80, 24)
		p := traceOf(a)
		shows := func(want string) {
			t.Helper()
			got := "nothing"
			switch p.code.Doc() {
			case nil:
			case p.open.original:
				got = "original"
			case p.open.minified:
				got = "minified"
			}
			if got != want {
				t.Errorf("frame %d shows %s, want %s", p.current(), got, want)
			}
		}
		shows("original")
		press(a, "tab")
		shows("minified")
		press(a, "j")
		shows("minified")
		press(a, "j") // without minified code
		shows("original")
		press(a, "k")
		press(a, "tab")
		shows("original")
		for range 3 {
			press(a, "j") // to the library: no source
		}
		shows("minified")
		press(a, "j")
		shows("nothing")
	})
}

// Whatever changes, the cursor stays on its frame, or the next that is left.
func TestCursorStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 140, 40)
		p := traceOf(a)
		for range 4 {
			press(a, "j")
		}
		at := p.current()
		for _, s := range sizes {
			settle(a, tea.WindowSizeMsg{Width: s[0], Height: s[1]})
			if p.current() != at {
				t.Fatalf("at %v the cursor is on frame %d, not %d", s, p.current(), at)
			}
		}
		settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
		press(a, "f") // the frame is a library's
		if n := p.current(); n < 0 || !p.inApp(n) || n != 3 {
			t.Errorf("filtered, the cursor is on frame %d", n)
		}
	})
}

// odd is a resolver that answers what it was not asked.
type odd struct {
	fake
	groups [][]int
	answer []symbols.Resolved
}

func (o odd) Groups(*symbols.Event) [][]int { return o.groups }
func (o odd) Resolve(context.Context, *symbols.Event, []int) []symbols.Resolved {
	return slices.Clone(o.answer)
}

// A resolver that names frames that don't exist, names one twice, or answers
// too little, is no reason to fail or to wait for ever.
func TestOddResolver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, o := range []odd{
			{groups: [][]int{{-1, 99}, {0, 0, 1}, nil}, answer: []symbols.Resolved{{State: symbols.Plain}}},
			{groups: nil},
			{groups: [][]int{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}},
			{groups: [][]int{{0}}, answer: make([]symbols.Resolved, 5)},
			{groups: [][]int{{0}, {0}, {0}}, answer: []symbols.Resolved{{State: symbols.Mapped, Line: -5, Column: -5, Source: "x", Context: &symbols.Context{Before: []string{"a", "b"}}}}},
		} {
			a := testApp(o, cartEvent())
			traceOf(a).spin.on = true
			settle(a, tea.WindowSizeMsg{Width: 140, Height: 40})
			settle(a, beginMsg{})
			for _, k := range []string{"G", "g", "tab", "y", "Y", "e", "c", "f"} {
				press(a, k)
			}
			exact(t, "odd", a.View().Content, 140, 40)
			if p := traceOf(a); p.busy() {
				t.Errorf("%v: still reading, %d to do", o.groups, p.todo)
			}
		}
	})
}

// How it was found tells the file when its map was not, and what was read from
// disk; the editor opens what was read.
func TestHowItWasFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 140, 40)
		p := traceOf(a)
		n := p.current()
		has := func(want string) {
			t.Helper()
			if got := ansi.Strip(strings.Join(p.how(60), "\n")); !strings.Contains(got, want) {
				t.Errorf("%q is not told:\n%s", want, got)
			}
		}
		has("map       dist/assets/cart-55d0e1.js.map")
		p.read[n].Disk = "src/cart.ts"
		has("source    on disk: src/cart.ts")
		msg, ok := p.openEditor()().(locatedMsg)
		if want, err := filepath.Abs("src/cart.ts"); !ok || err != nil || msg.err != nil || msg.file != want {
			t.Errorf("the editor gets %+v, want %q", msg, want)
		}
		p.read[n].Pair = &symbols.Pair{File: "dist/vendor.js"}
		has("file      dist/vendor.js")
	})
}
