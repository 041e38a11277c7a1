package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/tui/term"
)

// TestExceptions shows the page in its states.
func TestExceptions(t *testing.T) {
	noQuery := failing{what: "list events: the key lacks the scope query:read", hint: "add query:read to the key in PostHog under Settings, Personal API keys, or symset login", scope: "query:read"}
	only := func(call string, err error) func(*box) {
		return func(b *box) {
			b.fail = func(c string) error {
				if c == call {
					return err
				}
				return nil
			}
		}
	}
	for _, c := range []struct {
		name  string
		w, h  int
		set   func(*box)
		keys  []string
		early bool // before anything is read
		ascii bool
		light bool
	}{
		{name: "read_80x24", w: 80, h: 24},
		{name: "read_140x40", w: 140, h: 40},
		{name: "read_60x15", w: 60, h: 15},
		{name: "light_80x24", w: 80, h: 24, light: true},
		{name: "none_80x24", w: 80, h: 24, ascii: true, keys: []string{"j"}},
		{name: "unread_140x40", w: 140, h: 40, keys: []string{"j"}},
		{name: "loading_80x24", w: 80, h: 24, early: true},
		{name: "empty_80x24", w: 80, h: 24, set: func(b *box) { b.issues = nil }},
		{name: "error_80x24", w: 80, h: 24, set: only("issues", failing{what: "list issues: eu.posthog.com answered 500 Internal Server Error", hint: "try again; if it persists, PostHog itself has a problem"})},
		{name: "offline_80x24", w: 80, h: 24, set: only("issues", failing{what: "list issues: eu.posthog.com can't be reached: no such host", offline: true})},
		{name: "noquery_80x24", w: 80, h: 24, set: only("events", noQuery)},
		{name: "eventerror_80x24", w: 80, h: 24, set: only("events", failing{what: "list events: the answer broke off"})},
		{name: "wait_80x24", w: 80, h: 24, set: only("events", failing{what: "PostHog asks for fewer requests", wait: 90 * time.Second})},
		{name: "event_140x40", w: 140, h: 40, keys: []string{"j", "n"}},
		{name: "byreads_80x24", w: 80, h: 24, keys: []string{"/", "reads:part"}},
		{name: "search_80x24", w: 80, h: 24, keys: []string{"/", "time"}},
		{name: "nothing_80x24", w: 80, h: 24, keys: []string{"/", "zzz", "enter"}},
		{name: "all_80x24", w: 80, h: 24, keys: []string{"f"}},
		{name: "help_80x24", w: 80, h: 24, keys: []string{"?"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := acme()
				if c.set != nil {
					c.set(b)
				}
				a := exceptionsApp(b)
				a.ascii = c.ascii
				profile := colorprofile.TrueColor
				if c.ascii {
					profile = colorprofile.Ascii
				}
				x := term.RunIn(t, a, c.w, c.h, profile)
				if c.light {
					x.Light()
				}
				if !c.early {
					x.After(3 * time.Second)
				}
				x.Key(c.keys...)
				if !c.early {
					x.After(2 * time.Second)
				}
				screen := x.Screen()
				if c.light || c.ascii {
					screen += x.Looks()
				}
				golden.RequireEqual(t, screen)
				quit(x, a)
			})
		})
	}
}

// n and p go through the events of the issue in the pane; a trace begins with
// the one that is shown there, and another issue with its latest.
func TestExceptionsEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		a, x := exceptionsOn(t, b, 140, 40)
		x.Has("Latest event")
		x.Key("p")
		x.Has("this is the first of the events")
		for _, want := range []string{"Event 2 of 412", "Event 3 of 412"} {
			x.Slowly(2*time.Second, "n")
			x.Has(want)
		}
		x.Slowly(2*time.Second, "n")
		x.Has("this is the last of the events", "Event 3 of")
		x.After(toastTime)
		x.Key("j", "k")
		x.After(2 * time.Second)
		x.Key("n", "n") // the first is being read
		x.After(2 * time.Second)
		x.Has("Event 3 of 412")
		x.Key("j", "k")
		x.After(2 * time.Second)
		x.Key("n", "p")
		x.After(2 * time.Second)
		x.Has("Latest event")
		x.HasNot("this is the")
		x.Key("n", "n", "n")
		x.After(2 * time.Second)
		x.Has("Event 3 of 3", "this is the last of the events")
		x.Key("p", "enter")
		x.After(2 * time.Second)
		x.Has("Event 2 of 412")
		x.Slowly(2*time.Second, "n")
		x.Has("Event 3 of 412")
		x.Key("esc")
		x.Has("Event 2 of")
		x.Slowly(2*time.Second, "j")
		x.Has("Latest event")
		x.Key("n", "j", "k") // what was asked for is of no use any more
		x.After(2 * time.Second)
		x.Has("Latest event")
		x.Resize(80, 24)
		x.Key("n")
		x.Has("there is no room to show it")
		quit(x, a)
	})
}

// The list is usable while pages are read; more is read only when somebody
// goes there, and the events of rows that were passed over are not asked for.
func TestExceptionsPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := manyIssues(120)
		a, x := exceptionsOn(t, b, 80, 24)
		x.Has("50+ issues", "number 0")
		if got := b.calls("issues "); len(got) != 1 {
			t.Errorf("asked for pages that nobody looks at: %q", got)
		}
		rows := len(b.calls("events "))
		if want := exceptionsOf(a).list.H; rows != want {
			t.Errorf("asked for %d latest events, %d rows are on the screen", rows, want)
		}
		x.Key("pgdown", "pgdown", "pgdown", "pgdown")
		x.After(3 * time.Second)
		if got := len(b.calls("events ")) - rows; got > 2*exceptionsOf(a).list.H {
			t.Errorf("asked for %d latest events while scrolling", got)
		}
		x.Slowly(3*time.Second, "G")
		x.Has("100+ issues")
		x.Slowly(3*time.Second, "G", "G")
		x.Has("120 issues", "number 119")
		if got := b.calls("issues "); len(got) != 3 {
			t.Errorf("asked %q", got)
		}
		quit(x, a)
	})
}

// What is loaded is narrowed at once; the server is asked when the typing
// pauses, once, and the answer to an earlier text is late.
func TestExceptionsSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := manyIssues(80)
		b.issues[70].Description = "a needle"
		a, x := exceptionsOn(t, b, 80, 24)
		x.Key("/", "number 4")
		x.Has("number 4", "that are read")
		x.HasNot("number 7")
		for range len("number 4") {
			x.Key("backspace")
		}
		x.Key("need")
		x.HasNot("needle")
		if got := b.calls("issues status=active search=n"); len(got) != 0 {
			t.Errorf("asked while typing: %q", got)
		}
		x.After(320 * time.Millisecond)
		b.change(func() { b.latency = time.Second })
		x.Slowly(5*time.Second, "le")
		x.Has("a needle", "1 issue found")
		asked := b.calls("issues status=active search=n")
		if len(asked) != 2 || asked[1][:len("issues status=active search=needle")] != "issues status=active search=needle" {
			t.Errorf("asked %q", asked)
		}
		before := len(b.calls("issues "))
		x.Key("enter", "esc")
		x.After(time.Second)
		x.Has("number 0", "50+ issues")
		if len(b.calls("issues ")) != before {
			t.Error("ending the search asked for what was known")
		}
		quit(x, a)
	})
}

// Reading the list again keeps the cursor on its issue, at its place on the
// screen, and tells what is new.
func TestExceptionsRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		a, x := exceptionsOn(t, b, 80, 24)
		x.Key("j", "j")
		if at := exceptionsOf(a).at; at != "i3" {
			t.Fatalf("the cursor is on %s", at)
		}
		b.change(func() {
			fresh := symbols.Issue{ID: "n1", Name: "Error", Description: "brand new", Status: "active", LastSeen: now}
			b.issues = append([]symbols.Issue{fresh, b.issues[2], b.issues[0]}, b.issues[3:]...)
		})
		x.Key("r")
		x.Has("reading", "ChunkLoadError") // what was read stays meanwhile
		x.After(3 * time.Second)
		x.Has("1 new", "brand new")
		if p := exceptionsOf(a); p.at != "i3" || p.current().ID != "i3" {
			t.Errorf("the cursor went to %s", p.at)
		}
		b.change(func() { b.issues = b.issues[1:] })
		x.Slowly(3*time.Second, "r")
		x.HasNot(" new ")
		b.change(func() {
			b.issues = append(b.issues, symbols.Issue{ID: "n2", Name: "Error", Description: "seldom", Status: "active", LastSeen: now, Occurrences: 1 << 20})
		})
		x.Slowly(3*time.Second, "s") // another question, which others may answer
		x.Has("seldom", "sort: events")
		x.HasNot(" new ")
		quit(x, a)
	})
}

// A project that never answers leaves the keys alone; esc ends the waiting,
// and r asks again.
func TestExceptionsHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		b.latency = time.Hour
		a := exceptionsApp(b)
		x := term.Run(t, a, 80, 24)
		x.Key("j", "s", "?")
		x.Has("Keys")
		x.Key("esc", "esc")
		x.After(100 * time.Millisecond)
		x.Has("were not read: r reads them")
		if got := b.calls("issues cancelled"); len(got) != 2 { // s asked anew
			t.Errorf("cancelled %q", got)
		}
		b.change(func() { b.latency = 0 })
		x.Slowly(time.Second, "r")
		x.Has("TypeError")
		quit(x, a)
	})
}

// When the server asks to wait, the page says how long, and goes on by itself.
func TestExceptionsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		b.fail = func(string) error { return failing{what: "PostHog asks for fewer requests", wait: 12 * time.Second} }
		a := exceptionsApp(b)
		start := time.Now()
		a.now = func() time.Time { return now.Add(time.Since(start)) }
		x := term.Run(t, a, 80, 24)
		x.After(time.Second)
		x.Has("PostHog asks to wait 12 s")
		x.After(5 * time.Second)
		x.Has("PostHog asks to wait 7 s")
		if got := b.calls("issues "); len(got) != 1 {
			t.Errorf("asked while waiting: %q", got)
		}
		b.change(func() { b.fail = nil })
		x.After(10 * time.Second)
		x.Has("TypeError", "5 issues")
		x.HasNot("asks to wait")
		quit(x, a)
	})
}

// enter opens the trace with the event that is at hand: nothing is asked for
// again. esc goes back to the same row.
func TestExceptionsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		a, x := exceptionsOn(t, b, 80, 24)
		before := len(b.calls("events "))
		x.Slowly(2*time.Second, "enter")
		x.Has("formatPrice", "event 1/412")
		if got := len(b.calls("events ")); got != before {
			t.Errorf("asked for the event again")
		}
		x.Slowly(2*time.Second, "n")
		x.Has("event 2/412", "3 min ago")
		x.Slowly(50*time.Millisecond, "u")
		x.Has("this frame reads as it is")
		x.Key("G", "k", "u")
		x.After(50 * time.Millisecond)
		x.Has("Upload for")
		x.Slowly(time.Second, "esc")
		x.Has("event 2/412")
		x.Slowly(time.Second, "esc")
		x.Has("412", "RangeError")
		quit(x, a)
	})
}

// TestExceptionsSizes puts the page into its states at every size and resizes
// it there.
func TestExceptionsSizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hostile := acme()
		for i := range hostile.issues {
			hostile.issues[i].Name, hostile.issues[i].Description = "日本語\x1b[31m\u202eE", strings.Repeat("e\u0301👩‍👩‍👧‍👦\t", 60)
			hostile.issues[i].Function, hostile.issues[i].Source, hostile.issues[i].Status = "\x1b]0;x\a", "https://\x00/"+strings.Repeat("x", 3000), "active"
		}
		for id := range hostile.events {
			ev := hostileEvent()
			ev.ID = id
			hostile.events[id] = []symbols.Event{ev}
		}
		for name, b := range map[string]*box{"acme": acme(), "hostile": hostile, "empty": {}, "failing": {fail: func(string) error {
			return failing{what: strings.Repeat("it broke ", 40), hint: "日本語", wait: time.Hour}
		}}} {
			for _, keys := range [][]string{nil, {"j", "j"}, {"G"}, {"/", "e"}, {"s", "S"}, {"f"}, {"?"}, {"n"}, {"n", "p"}, {"/", "r", "e", "a", "d", "s", ":", "n"}} {
				b.latency = 0
				a := exceptionsApp(b)
				exceptionsOf(a).spin.on = true // no ticks
				settle(a, tea.WindowSizeMsg{Width: 140, Height: 40})
				settle(a, beginMsg{})
				for _, k := range keys {
					press(a, k)
				}
				for _, s := range append([][2]int{{140, 40}}, sizes...) {
					a.Update(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
					exact(t, fmt.Sprint(name, keys, s), a.View().Content, s[0], s[1])
				}
				a.end()
			}
		}
	})
}

// No key stands for two actions at once, here or on the trace of a project.
func TestExceptionsActions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, keys := range map[string][]string{"list": nil, "search": {"/", "e", "enter"}, "trace": {"enter"}, "trace, searching": {"enter", "/", "i", "enter"}} {
			b := acme()
			b.latency = 0
			a := exceptionsApp(b)
			a.lens.lay = func(context.Context) (Resolver, error) { return cart(), nil }
			exceptionsOf(a).spin.on = true // no ticks
			settle(a, tea.WindowSizeMsg{Width: 140, Height: 40})
			settle(a, beginMsg{})
			for _, k := range keys {
				press(a, k)
			}
			bound := map[string]string{}
			for _, x := range a.all() {
				for _, k := range x.key.Keys() {
					if bound[k] != "" {
						t.Errorf("%s: %s is bound to %s and %s", name, k, bound[k], x.id)
					}
					bound[k] = x.id
				}
				if x.title == "" || x.group == "" || x.run == nil {
					t.Errorf("%s: %+v is not complete", name, x)
				}
			}
			a.end()
		}
	})
}

// What is said of the frames that read stands in the words of their number.
func TestReadsVerdict(t *testing.T) {
	x := &exceptions{env: projectApp(&fakeProject{}).env}
	for _, c := range []struct {
		ok, of int
		want   string
	}{
		{0, 1, "Reads 0/1: the one frame of it shows no original source."},
		{0, 3, "Reads 0/3: none of the 3 frames of it shows original source."},
		{1, 3, "Reads 1/3: 1 of the 3 frames of it shows original source."},
		{2, 3, "Reads 2/3: 2 of the 3 frames of it show original source."},
	} {
		if got := x.readsVerdict(&glance{ok: c.ok, of: c.of}, "it")[0].Text; got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.ok, c.of, got, c.want)
		}
	}
}
