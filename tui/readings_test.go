package tui

import (
	"testing"
	"testing/synctest"
	"time"

	"symset/tui/term"
)

// What is asked for a row ends when the row leaves the screen, and its answer
// is not waited for.
func TestReadingsScroll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := manyIssues(60)
		a := exceptionsApp(b)
		run := term.Run(t, a, 80, 24)
		run.After(110 * time.Millisecond) // the list is there
		b.change(func() { b.latency = time.Minute })
		run.After(time.Second)
		if got := b.calls("events m"); len(got) != readingsAtOnce {
			t.Fatalf("asked for %q at once", got)
		}
		run.Key("pgdown", "pgdown")
		run.After(time.Second)
		if got := b.calls("events cancelled"); len(got) != readingsAtOnce {
			t.Errorf("%d calls were cancelled", len(got))
		}
		b.change(func() { b.latency = 0 })
		run.After(2 * time.Minute)
		x := exceptionsOf(a)
		if x.readings.busy != 0 {
			t.Errorf("%d are still waited for", x.readings.busy)
		}
		for _, i := range x.seen {
			if r := x.readings.of(i.ID); r == nil || r.glance == nil {
				t.Errorf("%s was not read", i.ID)
			}
		}
		quit(run, a)
	})
}

// No more events are kept than there is use for.
func TestReadingsKept(t *testing.T) {
	var r readings
	box := manyIssues(3 * readingsKept)
	for i := 0; i < len(box.issues); i += 10 {
		r.want(box.issues[i : i+10])
		for _, issue := range r.queue {
			r.known[issue.ID] = &reading{issue: issue.ID, seen: issue.LastSeen, glance: &glance{}}
		}
	}
	if n := len(r.known); n > readingsKept+10 {
		t.Errorf("%d are kept", n)
	}
}

// M looks at the rows anew without asking for their events again.
func TestReadingsLens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := acme()
		a := exceptionsApp(b)
		local := cart()
		local.resolve["e.exports"] = local.resolve["o"]
		a.lens.local = local
		run := term.Run(t, a, 80, 24)
		run.After(3 * time.Second)
		run.Has("0/3")
		asked := len(b.calls("events"))
		run.Key("M")
		run.After(2 * time.Second)
		run.Has("3/3", "local maps")
		run.HasNot("0/3")
		if len(b.calls("events")) != asked {
			t.Error("asked for the events again")
		}
		quit(run, a)
	})
}
