package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols/bundle"
	"symset/tui/term"
)

// viteBuild is the build of the shop that corner waits for.
var viteBuild = &Local{Folders: []string{"dist"}, Open: func(ctx context.Context) (*bundle.Build, error) {
	return bundle.Open(ctx, "../testdata/vite")
}}

// TestExplain shows the page that explains a frame, in its states.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		name  string
		w, h  int
		keys  []string
		edit  func(p *fakeProject)
		alone bool // no build is known
		early bool
		light bool
	}{
		{name: "missing_80x24", w: 80, h: 24},
		{name: "missing_140x40", w: 140, h: 40},
		{name: "missing_60x15", w: 60, h: 15, keys: []string{"pgdown"}},
		{name: "light_80x24", w: 80, h: 24, light: true},
		{name: "alone_80x24", w: 80, h: 24, alone: true},
		{name: "asking_80x24", w: 80, h: 24, early: true},
		{name: "stopped_80x24", w: 80, h: 24, early: true, keys: []string{"esc"}},
		{name: "noframe_80x24", w: 80, h: 24, alone: true, edit: func(p *fakeProject) { p.events = nil }},
		{name: "offline_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = func(call string) error {
				if strings.HasPrefix(call, "SetByRef") || strings.HasPrefix(call, "FramesOfSet") {
					return faulty{error: errors.New("find symbol set: eu.posthog.com does not answer"), offline: true}
				}
				return nil
			}
		}},
		{name: "told_80x24", w: 80, h: 24, keys: []string{"y"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := corner()
				if c.edit != nil {
					c.edit(p)
				}
				a := projectApp(p)
				if !c.alone {
					a.local = viteBuild
				}
				x := term.Run(t, a, c.w, c.h)
				if c.light {
					x.Light()
				}
				x.After(2 * time.Second)
				x.Key("x")
				if c.early {
					p.latency = time.Hour
					x.After(10 * time.Millisecond)
				} else {
					x.After(2 * time.Second)
				}
				x.Slowly(time.Second, c.keys...)
				got := x.Screen()
				if c.light {
					got += x.Looks()
				}
				quit(x, a)
				golden.RequireEqual(t, got)
			})
		})
	}
}

// The page fills its box in every state at every size.
func TestExplainSizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, edit := range map[string]func(*fakeProject){"missing": func(*fakeProject) {}, "hostile": makeHostile} {
			p := corner()
			edit(p)
			a := at(p, "x")
			for _, k := range []string{"", "G", "r"} {
				if k != "" {
					press(a, k)
				}
				fills(t, a, fmt.Sprint(name, k), sizes)
			}
			a.end()
		}
	})
}

// From every page x explains the frame that is meant, its keys lead on, and
// what is copied can be pasted.
func TestExplainFlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		p.frames[p.sets[0].ID] = nil
		a := at(p)
		a.local = viteBuild
		page := func() *explainPage {
			t.Helper()
			x, ok := a.front().(*explainPage)
			if !ok || x.found == nil {
				t.Fatalf("in front is %T", a.front())
			}
			return x
		}
		for _, c := range []struct {
			keys   []string
			column int
		}{
			{[]string{"x"}, 11297},                             // of a set: the first that waits
			{[]string{"enter", "j", "x"}, 11193},               // of a set's frames: the one under the cursor
			{[]string{"2", "x"}, 0},                            // no issue is known
			{[]string{"1", "enter", "enter", "j", "x"}, 11193}, // of the trace
		} {
			for _, k := range c.keys {
				press(a, k)
			}
			if c.column == 0 {
				continue
			}
			x := page()
			if x.found.frame == nil || x.found.frame.Column != c.column || x.found.Diagnosis == nil || !x.found.Mends {
				t.Errorf("%v: explains %+v", c.keys, x.found)
			}
			if text := x.text(); !strings.Contains(text, "Comment (FAILED): PostHog tried") || !strings.Contains(text, "\n  symset sets upload ") {
				t.Errorf("%v: copies %q", c.keys, text)
			}
			press(a, "u")
			if _, ok := a.front().(*upload); !ok {
				t.Errorf("%v: u opens %T", c.keys, a.front())
			}
			for len(a.tab().pages) > 1 {
				press(a, "esc")
			}
		}
		a.end()
	})
}

// An answer that comes after esc is not taken, and r asks again.
func TestExplainStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		p.latency = time.Second
		a := projectApp(p)
		x := term.Run(t, a, 80, 24)
		x.After(5 * time.Second)
		x.Key("x", "esc")
		x.After(10 * time.Second)
		x.Has("stopped; r takes the steps again", "Explain")
		x.Slowly(10*time.Second, "r")
		x.Has("no source map was found")
		x.Key("esc")
		x.Has("[1 Sets]")
		quit(x, a)
	})
}

// Without a project the steps that are the server's say that it was not asked.
func TestExplainOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, local := range map[string]*Local{"alone": nil, "with a build": viteBuild} {
			events := corner().events
			for i := range events[0].Exceptions[0].Frames {
				events[0].Exceptions[0].Frames[i].Stored = nil
			}
			a := firstRun(Options{Events: events, Local: local})
			settle(a, beginMsg{})
			press(a, "x")
			got := a.View().Content
			for _, want := range []string{"PostHog was not asked for the symbol set", "Explain"} {
				if !strings.Contains(got, want) {
					t.Errorf("%s: no %q in\n%s", name, want, got)
				}
			}
			if has := strings.Contains(got, "src/checkout.ts"); has != (local != nil) {
				t.Errorf("%s: the build was asked: %v", name, has)
			}
			if press(a, "u"); len(a.tab().pages) != 2 {
				t.Errorf("%s: u opens a page without a project", name)
			}
			a.end()
		}
	})
}
