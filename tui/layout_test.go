package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/theme"
)

// The boxes lie on the page, each with its heading above it, and none over
// another.
func TestLayout(t *testing.T) { synctest.Test(t, testLayout) }

func testLayout(t *testing.T) {
	for name, keys := range map[string][]string{"read": nil, "unread": {"G", "k", "k"}, "zoom": {"z"}, "minified": {"tab"}, "cause": {"c"}} {
		for _, event := range []symbols.Event{cartEvent(), manyFrames(500), {}} {
			a := settled(testApp(cart(), event), 80, 24)
			for _, k := range keys {
				press(a, k)
			}
			p := traceOf(a)
			for w := minW; w <= 220; w += 10 {
				for h := minH; h <= 60; h += 3 {
					settle(a, tea.WindowSizeMsg{Width: w, Height: h})
					l := p.layout()
					boxes := map[string]rect{"frames": l.frames, "causes": l.causes, "facts": l.facts, "code": l.code, "mini": l.mini, "how": l.how}
					for n, r := range boxes {
						if r.h < 0 || r.h > 0 && (r.x < 0 || r.y < 2 || r.x+r.w > w || r.y+r.h > h-2) {
							t.Fatalf("%s at %d×%d: %s at %+v is not on the page", name, w, h, n, r)
						}
						for m, o := range boxes {
							o.y, o.h = o.y-1, o.h+1 // with its heading
							if n < m && r.h > 0 && o.h > 1 && r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h {
								t.Fatalf("%s at %d×%d: %s %+v lies on %s %+v", name, w, h, n, r, m, o)
							}
						}
					}
					if l.code.h < 3 || !p.zoomed && l.frames.h < 1 {
						t.Fatalf("%s at %d×%d: no room for code %+v or frames %+v", name, w, h, l.code, l.frames)
					}
				}
			}
		}
	}
}

func TestRule(t *testing.T) {
	th := theme.New(0, true)
	for _, c := range []struct {
		w    int
		want string
	}{
		{40, "── name ── more ───────────── tab: k ──"},
		{24, "── name ── more ────────"},
		{12, "── name ────"},
		{8, "── n… ──"},
	} {
		got := rule(th, c.w, "name", "more", "tab: k")
		if theme.Width(got) != c.w || c.w != 40 && got != c.want || !strings.HasPrefix(got, c.want[:10]) {
			t.Errorf("%d cells: %q, want %q", c.w, got, c.want)
		}
	}
	for w := 6; w < 60; w++ {
		if got := rule(th, w, "日本語の名前", "more about it", "key"); theme.Width(got) != w {
			t.Errorf("%d cells: %q has %d", w, got, theme.Width(got))
		}
	}
}

func TestFrameBox(t *testing.T) {
	th := theme.New(0, true)
	for _, title := range []string{"", "Title", strings.Repeat("long ", 20)} {
		box := frame(th, title, title, []string{theme.Spaces(20), theme.Spaces(20)}, 20)
		exact(t, "box "+title, box, 24, 4)
	}
	top := 5
	if got := scrolled([]string{"a", "b", "c"}, &top, 1, 2); top != 1 || fmt.Sprint(got) != "[b c]" {
		t.Errorf("scrolled past the end: %d, %v", top, got)
	}
	top = -3
	if got := scrolled([]string{"a"}, &top, 1, 2); top != 0 || fmt.Sprint(got) != "[a  ]" {
		t.Errorf("few lines: %d, %q", top, got)
	}
}

func TestFitBox(t *testing.T) {
	for _, s := range []string{"", "a", "a\nb\nc\nd", strings.Repeat("日", 40), "\x1b[31mred\x1b[m"} {
		exact(t, s, fit(s, 7, 3), 7, 3)
	}
}

// Each state of a frame has a glyph and a word, and each failure a few words.
func TestStates(t *testing.T) {
	why := &symbols.Failure{Code: symbols.Stale, Message: "old"}
	for _, c := range []struct {
		r           *symbols.Resolved
		stopped     bool
		glyph, word string
	}{
		{nil, false, "⠋", "app"},
		{nil, true, "·", "app"},
		{&symbols.Resolved{State: symbols.Mapped, InApp: true}, false, "✓", "app"},
		{&symbols.Resolved{State: symbols.Plain, InApp: true}, false, "✓", "app"},
		{&symbols.Resolved{State: symbols.Mapped}, false, "·", "lib"},
		{&symbols.Resolved{State: symbols.Mapped, InApp: true, Failure: why}, false, "!", "app"},
		{&symbols.Resolved{State: symbols.Unresolved, InApp: true, Failure: why}, false, "✗", "app"},
		{&symbols.Resolved{State: symbols.Unresolved}, false, "✗", "lib"},
		{&symbols.Resolved{State: symbols.Builtin}, false, "·", "own"},
	} {
		p := traceOf(testApp(cart(), cartEvent()))
		p.read[0], p.stopped = c.r, c.stopped
		if glyph, word, _ := p.stateOf(0); glyph != c.glyph || word != c.word {
			t.Errorf("%+v: %s %s, want %s %s", c.r, glyph, word, c.glyph, c.word)
		}
	}
	p := traceOf(testApp(cart(), cartEvent()))
	for _, code := range []symbols.FailureCode{symbols.NoPlace, symbols.NoFile, symbols.NoMap, symbols.BadMap, symbols.Stale, symbols.Ambiguous,
		symbols.NoMapping, symbols.Shifted, symbols.FetchFailed, symbols.FetchForbidden, symbols.Unsupported, symbols.Cancelled} {
		p.read[0] = &symbols.Resolved{Failure: &symbols.Failure{Code: code, Message: "a whole sentence about it"}}
		if got := p.short(0); theme.Width(got) > 20 || got == "" {
			t.Errorf("%s in short: %q", code, got)
		}
	}
	p.read[0].Failure.Code = "new"
	if got := p.short(0); got != "a whole sentence about it" {
		t.Errorf("an unknown code in short: %q", got)
	}
}

func TestGrouped(t *testing.T) {
	as := []action{{id: "1", group: "own"}, {id: "2", group: "a"}, {id: "3", group: "b"}, {id: "4", group: "a"}, {id: "5", group: "own"}}
	got := ""
	for _, a := range grouped(as) {
		got += a.id
	}
	if got != "24315" {
		t.Errorf("grouped: %s", got)
	}
}

func TestContains(t *testing.T) {
	for query, want := range map[string]bool{"": true, "copy": true, "TRACE copy": true, "copy zzz": false} {
		if contains("Copy the trace", query) != want {
			t.Errorf("%q: %v", query, !want)
		}
	}
}
