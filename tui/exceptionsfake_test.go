package tui

import (
	"context"
	"fmt"
	"testing"
	"time"

	"symset/symbols"
	"symset/theme"
	"symset/tui/term"
)

// acme is a box with the issues that the pages are drawn with: one that reads
// in part, one that does not, one that does, one in another language.
func acme() *box {
	b := &box{latency: 200 * time.Millisecond, events: map[string][]symbols.Event{}}
	add := func(id, kind, message string, ago time.Duration, n, users int, volume []int, frames ...symbols.Frame) {
		b.issues = append(b.issues, symbols.Issue{ID: id, Name: kind, Description: message, Status: "active", FirstSeen: now.Add(-72 * time.Hour),
			LastSeen: now.Add(-ago), Library: "web", Source: "https://app.acme.com/assets/index-3f9a1c.js", Function: "t", Occurrences: n, Users: users, Volume: volume})
		for _, ev := range eventsOf(id, 3) {
			ev.Exceptions[0].Type, ev.Exceptions[0].Value = kind, message
			if len(frames) > 0 {
				ev.Exceptions = ev.Exceptions[:1]
				ev.Exceptions[0].Frames = frames
			}
			b.events[id] = append(b.events[id], ev)
		}
	}
	stored := func(function, source string, line int) symbols.Frame {
		return symbols.Frame{Platform: symbols.Web, Function: "e", File: "https://app.acme.com/assets/index-3f9a1c.js", Line: 1, Column: 77, InApp: true,
			Stored: &symbols.Stored{Resolved: true, Function: function, Source: source, Line: line, Column: 9, Raw: true,
				Context: &symbols.Context{Before: []string{"export async function loadRoute(name: string) {"}, Line: "  return import(`./routes/${name}.tsx`);", After: []string{"}"}}}}
	}
	unread := symbols.Frame{Platform: symbols.Web, Function: "e.exports", File: "https://app.acme.com/assets/index-3f9a1c.js", Line: 1, Column: 1204, InApp: true,
		Stored: &symbols.Stored{Failure: "Could not find sourcemap for source url: https://app.acme.com/assets/index-3f9a1c.js", Raw: true}}
	python := cartEvent().Exceptions[0].Frames[0]
	add("i1", "TypeError", "Cannot read properties of undefined (reading 'price')", 2*time.Minute, 412, 96, []int{1, 2, 20, 40, 90, 100, 80, 30})
	add("i2", "RangeError", "Invalid time value", 9*time.Minute, 58, 19, []int{0, 0, 0, 0, 0, 2, 8, 9}, unread, unread, unread)
	add("i3", "ChunkLoadError", "Loading chunk 12 failed", time.Hour, 31, 30, []int{3, 2, 1, 2, 3, 2, 1, 2}, stored("loadRoute", "src/router/lazy.ts", 40), stored("open", "src/router/open.ts", 12))
	add("i4", "KeyError", "'sku'", 3*time.Hour, 4, 1, []int{0, 0, 0, 0, 0, 0, 0, 4}, python)
	add("i5", "SyntaxError", "Unexpected token '<', \"<!doctype \"... is not valid JSON", 30*time.Hour, 12345, 2100, nil, stored("parse", "src/net/api.ts", 91))
	b.issues = append(b.issues, symbols.Issue{ID: "r1", Name: "Error", Description: "mended long ago", Status: "resolved", LastSeen: now.Add(-50 * time.Hour), Occurrences: 1})
	return b
}

// manyIssues makes a box of n issues whose events all have one frame.
func manyIssues(n int) *box {
	b := &box{latency: 100 * time.Millisecond, events: map[string][]symbols.Event{}}
	for i := range n {
		id := fmt.Sprintf("m%d", i)
		b.issues = append(b.issues, symbols.Issue{ID: id, Name: "Error", Description: fmt.Sprintf("number %d", i), Status: "active", LastSeen: now.Add(-time.Duration(i) * time.Minute), Occurrences: n - i})
		b.events[id] = eventsOf(id, 1)
	}
	return b
}

// exceptionsApp makes an app of a box, with its exceptions in front.
func exceptionsApp(b *box) *app {
	e := &env{ctx: context.Background(), theme: theme.New(0, true), now: func() time.Time { return now }, project: b, lens: &lens{stored: cart()}, editor: "vim"}
	a := newApp(e, Options{Project: b, Title: "acme-web"})
	a.tabs, a.shown = projectTabs(e), exceptionsTab
	return a
}

// exceptionsOn shows them on a terminal, when all is read.
func exceptionsOn(t *testing.T, b *box, w, h int) (*app, *term.Terminal) {
	t.Helper()
	a := exceptionsApp(b)
	x := term.Run(t, a, w, h)
	x.After(3 * time.Second)
	return a, x
}

func exceptionsOf(a *app) *exceptions { return a.tabs[exceptionsTab].pages[0].(*exceptions) }

// failing is an error that tells all that a client's may.
type failing struct {
	what, hint, scope string
	wait              time.Duration
	offline           bool
}

func (f failing) Error() string       { return f.what }
func (f failing) Hint() string        { return f.hint }
func (f failing) Lacks() string       { return f.scope }
func (f failing) Wait() time.Duration { return f.wait }
func (f failing) Offline() bool       { return f.offline }
