package tui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/tui/term"
)

// bare reads what needs no symbol set: nothing is at hand.
type bare struct{ *symbols.Resolver }

// TestTraceProject shows the trace of a project's events in its states.
func TestTraceProject(t *testing.T) {
	for _, c := range []struct {
		name  string
		w, h  int
		issue string
		set   func(*box)
		keys  []string
		early bool
	}{
		{name: "unread_80x24", w: 80, h: 24, issue: "i2"},
		{name: "unread_140x40", w: 140, h: 40, issue: "i2"},
		{name: "stored_80x24", w: 80, h: 24, issue: "i3"},
		{name: "local_140x40", w: 140, h: 40, issue: "i2", keys: []string{"M"}},
		{name: "loading_80x24", w: 80, h: 24, issue: "i2", early: true},
		{name: "empty_80x24", w: 80, h: 24, issue: "none"},
		{name: "error_80x24", w: 80, h: 24, issue: "i2", set: func(b *box) {
			b.fail = func(string) error {
				return failing{what: "list events: the key lacks the scope query:read", hint: "add query:read to the key in PostHog, or symset login", scope: "query:read"}
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := acme()
				if c.set != nil {
					c.set(b)
				}
				a := exceptionsApp(b)
				a.lens.stored = bare{symbols.NewResolver()}
				a.lens.lay = func(context.Context) (Resolver, error) {
					local := cart()
					local.resolve["e.exports"] = local.resolve["o"]
					return local, nil
				}
				x := term.Run(t, a, c.w, c.h)
				x.Send(tea.Msg(openTraceMsg{walkIssue(b, symbols.Issue{ID: c.issue, Name: "RangeError", Description: "Invalid time value", Occurrences: 58}, 7, nil)}))
				if !c.early {
					x.After(2 * time.Second)
				}
				x.Key(c.keys...)
				if !c.early {
					x.After(2 * time.Second)
				}
				golden.RequireEqual(t, x.Screen())
				quit(x, a)
			})
		})
	}
}

// An issue that another page names is opened, on the list or not.
func TestOpenIssue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		a := exceptionsApp(b)
		a.lens.stored = bare{symbols.NewResolver()}
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Send(openIssueMsg{id: "i3"})
		x.After(2 * time.Second)
		x.Has("ChunkLoadError", "event 1/31", "src/router/open.ts:12")
		x.Key("esc")
		if at := exceptionsOf(a).at; at != "i3" {
			t.Errorf("the cursor is on %s", at)
		}
		x.Send(openIssueMsg{id: "i1"})
		x.After(2 * time.Second)
		x.Has("TypeError")
		x.Key("esc")
		b.change(func() { b.events["elsewhere"] = eventsOf("elsewhere", 1) })
		x.Send(openIssueMsg{id: "elsewhere"})
		x.After(2 * time.Second)
		x.Has("event 1/1+", "2 min ago")
		quit(x, a)
	})
}

// A trace that was pasted, and of which PostHog has no file, leads to the builds
// of this machine by a key, as long as they were not asked.
func TestPastedTraceHint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := exceptionsApp(acme())
		a.lens.stored = symbols.NewResolver()
		a.lens.lay = func(context.Context) (Resolver, error) { return symbols.NewResolver(), nil }
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Send(tea.PasteMsg{Content: "TypeError: x is undefined\r    at o (https://a.example/x.js:1:2)\r"})
		x.After(2 * time.Second)
		x.Has("M reads it with the builds of this machine")
		x.HasNot("--maps")
		x.Key("M")
		x.After(2 * time.Second)
		x.Has("name a build folder with --maps")
		quit(x, a)
	})
}
