package tui

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols"
	"symset/tui/term"
)

// walking is an app whose one page walks through events of a box.
func walking(b *box, w func(*box) *walk) *app {
	a := testApp(cart())
	p := traceOf(a)
	a.tabs[0].pages = []page{newTrace(p.env, w(b))}
	return a
}

// quit ends the program and the pages' work, as Run does.
func quit(x *term.Terminal, a *app) {
	x.Quit()
	a.end()
}

func theIssue(b *box) *walk {
	return walkIssue(b, symbols.Issue{ID: "i1", Occurrences: 412}, 7, nil)
}

func TestWalkIssue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &box{latency: 300 * time.Millisecond, events: map[string][]symbols.Event{"i1": eventsOf("i1", 12)}}
		a := walking(b, theIssue)
		x := term.Run(t, a, 80, 24)
		x.Has("reading the latest event")
		x.After(2 * time.Second)
		x.Has("formatPrice", "event 1/412", "2 min ago")
		x.Key("p")
		x.Has("this is the first of the events")
		for range 9 {
			x.Slowly(time.Second, "n")
		}
		x.Has("event 10/412", "11 min ago")
		if got := b.calls("events"); len(got) != 1 {
			t.Errorf("asked for a page before it was needed: %q", got)
		}
		x.Key("n", "n", "n") // keys answer while the page is read, and count
		x.Has("event 10/412")
		x.Key("p", "p")
		x.After(2 * time.Second)
		x.Has("event 11/412")
		x.HasNot("this is")
		if got := b.calls("events"); len(got) != 2 {
			t.Errorf("asked %q", got)
		}
		x.Key("n", "n", "n") // further than there are
		x.After(time.Second)
		x.Has("event 12/12", "this is the last of the events")
		quit(x, a)
	})
}

// One event opens by its id, and n goes on with the others of its issue.
func TestWalkEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &box{events: map[string][]symbols.Event{"i1": eventsOf("i1", 3)}}
		a := walking(b, func(b *box) *walk { return walkEvent(b, "i1-event-1", "", now) })
		x := term.Run(t, a, 80, 24)
		x.After(time.Second)
		x.Has("3 min ago", "event 1/1+")
		if got := b.calls("events"); len(got) != 0 {
			t.Errorf("asked for events that nobody wanted: %q", got)
		}
		for range 3 {
			x.Slowly(time.Second, "n")
		}
		x.Has("event 3/3")
		var ids []string
		for _, ev := range traceOf(a).walk.events {
			ids = append(ids, ev.ID)
		}
		if want := []string{"i1-event-1", "i1-event-0", "i1-event-2"}; !slices.Equal(ids, want) {
			t.Errorf("walked over %q, want %q", ids, want)
		}
		quit(x, a)
	})
}

// A key may list an issue's events without being able to look one up: what an id
// is of can't be told then, and it is tried as an issue's.
func TestWalkUntold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &box{events: map[string][]symbols.Event{"i1": eventsOf("i1", 3)}}
		b.fail = func(call string) error {
			if call == "event" {
				return failing{what: "get event: the key lacks the scope query:read", scope: "query:read"}
			}
			return nil
		}
		a := walking(b, func(b *box) *walk { return walkEvent(b, "i1", "i1", now) })
		x := term.Run(t, a, 80, 24)
		x.After(time.Second)
		x.Has("2 min ago", "event 1/")
		quit(x, a)
	})
}

// What goes wrong is told where the event would be; r tries again, also after
// a list broke off in its middle.
func TestWalkFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &box{events: map[string][]symbols.Event{"i1": eventsOf("i1", 12)}}
		b.fail = func(string) error { return errors.New("list events: the server is on fire") }
		a := walking(b, theIssue)
		x := term.Run(t, a, 80, 24)
		x.After(time.Second)
		x.Has("✗ list events: the server is on fire", "r tries again")
		b.change(func() { b.fail = nil })
		x.Slowly(time.Second, "r")
		x.Has("event 1/412")
		for range 9 {
			x.Slowly(time.Second, "n")
		}
		b.change(func() { b.fail = func(string) error { return errors.New("list events: gone again") } })
		x.Slowly(time.Second, "n")
		x.Has("event 10/412", "gone again; n tries again")
		b.change(func() { b.fail = nil })
		x.Slowly(time.Second, "n")
		x.Has("event 11/412")
		if n := len(traceOf(a).walk.events); n != 11 {
			t.Errorf("%d events after reading again, want 11", n)
		}
		quit(x, a)
	})
}

// A project that never answers leaves the keys alone, and esc ends the waiting.
func TestWalkHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &box{latency: time.Hour, events: map[string][]symbols.Event{"i1": eventsOf("i1", 3)}}
		a := walking(b, theIssue)
		x := term.Run(t, a, 80, 24)
		x.Key("?")
		x.Has("Keys")
		x.Key("esc", "esc")
		x.After(time.Second)
		x.Has("was not read: r reads it", "stopped; r reads on")
		if got := b.calls("events cancelled"); len(got) != 1 {
			t.Errorf("the call was not cancelled: %q", got)
		}
		x.Key("r")
		x.Has("reading the latest event")
		quit(x, a)
	})
}

// An issue without events in the time that was asked for says so.
func TestWalkEmpty(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := walking(&box{}, theIssue)
		x := term.Run(t, a, 80, 24)
		x.After(time.Second)
		x.Has("the issue has no event in the days")
		quit(x, a)
	})
}
