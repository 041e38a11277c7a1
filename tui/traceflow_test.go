package tui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/tui/term"
)

// on runs f with the app on a terminal, when all is read.
func on(t *testing.T, a *app, w, h int, f func(x *term.Terminal)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		x := term.Run(t, a, w, h)
		x.After(2 * time.Second)
		f(x)
		x.Quit()
	})
}

// slowCart takes a second for a group of frames, and writes down what it was
// asked for.
func slowCart() (fake, *callLog) {
	r := cart()
	r.latency, r.calls = time.Second, &callLog{}
	return r, r.calls
}

// The screen is up before anything is read, what is read is shown at once, at
// most two groups are read at a time, those first that the cursor waits for.
func TestReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, calls := slowCart()
		x := term.Run(t, testApp(r, cartEvent()), 80, 24)
		x.After(100 * time.Millisecond)
		x.Has("TypeError: Cannot read", "reading 1 of 9", "cart-55d0e1.js:1:2214")
		if len(calls.all()) != 2 || !slices.Contains(calls.all()[0], 8) && !slices.Contains(calls.all()[1], 8) {
			t.Errorf("began with %v", calls.all())
		}
		x.After(time.Second)
		x.Has("formatPrice", "return money(item.product.price", "reading")
		if len(calls.all()) != 4 {
			t.Errorf("then %v", calls.all())
		}
		x.After(5 * time.Second)
		x.Has("5 of 8 read")
		x.HasNot("reading 1")
		x.Quit()
	})
}

// esc stops the reading, r goes on where it stopped.
func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, calls := slowCart()
		x := term.Run(t, testApp(r, cartEvent()), 140, 40)
		x.After(1500 * time.Millisecond)
		x.Key("esc")
		x.Has("stopped", "not read; r reads on", "formatPrice")
		n := len(calls.all())
		x.After(10 * time.Second)
		if len(calls.all()) != n {
			t.Errorf("read on: %v", calls.all())
		}
		x.Slowly(10*time.Second, "r")
		x.Has("5 of 8 read", "price_for")
		x.HasNot("r reads on")
		x.Quit()
	})
}

// The cursor goes to the first frame of the app that reads, once, unless the
// person has moved.
func TestCursor(t *testing.T) {
	lib := func() symbols.Event {
		ev := cartEvent()
		f := ev.Exceptions[0].Frames
		ev.Exceptions[0].Frames = []symbols.Frame{f[8], f[3], f[4]} // thrown in react, through a frame that can't be read
		return ev
	}
	on(t, testApp(cart(), lib()), 80, 24, func(x *term.Terminal) { x.Has("▸ formatPrice") })
	on(t, testApp(cart(), cartEvent()), 80, 24, func(x *term.Terminal) {
		x.Key("j", "j")
		x.Has("▸ CartRow  ")
		x.Key("g")
		x.Has("▸ formatPrice")
		x.Key("G")
		x.Has("▸ price_for", "return table[item['sku']]")
	})
	synctest.Test(t, func(t *testing.T) {
		x := term.Run(t, testApp(cart(), lib()), 80, 24)
		x.Slowly(2*time.Second, "j")
		x.Has("▸ t  ")
		x.Quit()
	})
}

// While a frame takes its time to open, the one before stays for an instant,
// then the screen says what it waits for.
func TestSlowSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := cart()
		r.opening = 500 * time.Millisecond
		x := term.Run(t, testApp(r, cartEvent()), 80, 24)
		x.After(2 * time.Second)
		x.Key("j")
		x.Has("── src/cart/format.ts:18:29 ── original", "return money")
		x.After(150 * time.Millisecond)
		x.Has("── src/cart/CartRow.tsx:4:31", "reading src/cart/CartRow.tsx:4:31")
		x.HasNot("return money")
		x.Key("k", "j", "k")
		x.After(time.Second)
		x.Has("return money")
		x.HasNot("reading src")
		x.Quit()
	})
}

func TestFindFlow(t *testing.T) {
	on(t, testApp(cart(), cartEvent()), 80, 24, func(x *term.Terminal) {
		x.Key("/", "formatPrice")
		x.Has("/ formatPrice", "1 of 1 in code, 1 frame")
		x.Key("enter", "n")
		x.Has("▸ formatPrice")
		x.Key("esc", "/", "cartrow")
		x.Has("2 frames")
		x.Key("enter")
		x.Has("▸ CartRow.useMemo", "1 of 1 in code")
		x.Key("n")
		x.Has("▸ CartRow  ")
		x.Key("N")
		x.Has("▸ CartRow.useMemo")
		x.Key("esc")
		x.HasNot("/ cartrow")
		x.Key("/", "jq?:", "ctrl+w", "item", "backspace", "enter", "n")
		x.Has("/ ite ", "2 of 3 in code")
		x.Key("/", "esc", "n")
		x.Has("the input holds one event")
	})
}

func TestEvents(t *testing.T) {
	second := cartEvent()
	second.Exceptions = second.Exceptions[1:]
	on(t, testApp(cart(), cartEvent(), second, symbols.Event{}), 80, 24, func(x *term.Terminal) {
		x.Has("event 1/3")
		x.Slowly(time.Second, "n")
		x.Has("event 2/3", "cart row 7", "✗ no map goes with")
		x.Key("n")
		x.Has("event 3/3", "an event without exceptions")
		x.Slowly(time.Second, "n")
		x.Has("event 1/3", "return money")
		x.Key("p", "p")
		x.After(time.Second)
		x.Has("event 2/3")
	})
}

func TestFilterAndCauses(t *testing.T) {
	on(t, testApp(cart(), cartEvent()), 140, 40, func(x *term.Terminal) {
		x.Key("f")
		x.HasNot("renderWithHooks", "Array.map")
		x.Has("f: all", "CartRow")
		x.Key("f")
		x.Has("renderWithHooks")
		x.Key("c")
		x.Has("▸  2  Error: cart row 7")
		x.Key("C")
		x.Has("▸  1  TypeError")
	})
	ev := cartEvent()
	ev.Exceptions[0].Frames = ev.Exceptions[0].Frames[4:6]
	on(t, testApp(cart(), ev), 80, 24, func(x *term.Terminal) {
		x.Key("f")
		x.Has("f shows all 2", "none of the frames is the app's own")
		x.Key("f")
		x.Has("renderWithHooks")
	})
}

func TestMouse(t *testing.T) {
	on(t, testApp(cart(), cartEvent()), 140, 40, func(x *term.Terminal) {
		x.Click(10, 4)
		x.Has("▸ CartRow.useMemo")
		x.Click(10, 6) // why the frame above is doubted
		x.Has("▸ CartRow  ")
		x.Click(20, 18)
		x.Has("▸  2  Error: cart row 7")
		x.Click(20, 7)
		x.Has("▸  1  TypeError")
		x.Wheel(100, 10, -1)
		x.Has("   1  import")
		x.Wheel(100, 10, 1)
		x.HasNot("   1  import type")
		x.Click(139, 39)
		x.Wheel(0, 0, 1)
	})
	on(t, testApp(cart(), manyFrames(100)), 80, 24, func(x *term.Terminal) {
		before := x.Screen()
		x.Wheel(10, 5, 1)
		if x.Screen() == before || strings.Contains(x.Screen(), "  ▸ formatPrice") {
			t.Errorf("the wheel did not scroll the frames:\n%s", x.Screen())
		}
		x.Key("j")
		x.Has("  ▸ formatPrice")
	})
}

func TestOverlays(t *testing.T) {
	on(t, testApp(cart(), cartEvent()), 80, 24, func(x *term.Terminal) {
		x.Key("?", "markdown")
		x.Has("Copy the trace as Markdown")
		x.HasNot("Quit")
		x.Key("esc")
		x.Has("Go to the next frame")
		x.Key("pgdown", "pgdown", "pgdown")
		x.Has("Quit")
		x.Key("esc")
		x.HasNot("Quit")
		x.Key(":", "minified", "enter")
		x.Has("── minified ──", "tab: original")
		x.Key(":", "zzz", "enter")
		x.Has("no command is called that")
		x.Key("esc", ":", "down", "down", "up", "enter")
		x.Key("i")
		x.Has("0199a6d1-77aa", "web 4.18.2")
		x.Key("q")
		x.HasNot("0199a6d1-77aa")
	})
}

func TestCopyKeys(t *testing.T) {
	on(t, testApp(cart(), cartEvent()), 80, 24, func(x *term.Terminal) {
		x.Key("y")
		x.Has("copied src/cart/format.ts:18")
		x.After(5 * time.Second)
		x.HasNot("copied")
		x.Key("Y")
		x.Has("copied the trace as Markdown")
		if !strings.Contains(x.Raw(), "\x1b]52;c;") {
			t.Error("nothing reached the clipboard")
		}
		x.Key("e")
		x.Has("Where is your checkout?", "no such file")
		x.Key("esc")
		x.HasNot("Where is your checkout?")
	})
}

func TestQuit(t *testing.T) {
	for _, keys := range [][]string{{"q"}, {"ctrl+c"}, {"/", "ctrl+c"}, {"?", "ctrl+c"}, {":", "qu", "ctrl+c"}} {
		synctest.Test(t, func(t *testing.T) {
			r := cart()
			r.latency = time.Hour
			x := term.Run(t, testApp(r, cartEvent()), 80, 24)
			x.Key(keys...)
			if err := x.Ended(); err != nil {
				t.Errorf("%v: %v", keys, err)
			}
			x.After(2 * time.Hour) // what was being read was left behind
		})
	}
}

// A change of size or of light at any time leaves a whole screen.
func TestResize(t *testing.T) {
	on(t, testApp(cart(), cartEvent()), 140, 40, func(x *term.Terminal) {
		for _, s := range sizes {
			if s[0] == 0 {
				continue
			}
			x.Resize(s[0], s[1])
			x.Light()
		}
		x.Resize(30, 5)
		x.Has("symset needs 60×15; this is 30×5"[:30])
		x.Key("j")
		x.Resize(80, 24)
		x.Has("▸ formatPrice", "return money")
	})
}

// A key does not wait for messages that come too late: those of another event
// or another frame change nothing.
func TestLate(t *testing.T) {
	a := testApp(cart(), cartEvent())
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	p := traceOf(a)
	for _, msg := range []tea.Msg{
		groupsMsg{req: 7, groups: [][]int{{0, 1}}}, framesResolvedMsg{req: 7, frames: []int{0}, resolved: make([]symbols.Resolved, 1)},
		openedMsg{req: 7, open: opened{frame: 3}}, foundMsg{req: 7}, openingLateMsg{req: 7},
	} {
		a.Update(msg)
	}
	if p.todo != 10 || p.open.frame != -1 || len(p.queue) != 0 || p.late {
		t.Errorf("a late answer was taken: %+v", p.open)
	}
}
