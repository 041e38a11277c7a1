package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/keep"
	"symset/tui/term"
)

// An error and an outcome are told to their end, over as much of the page as
// they take. Every size is kept.
func TestToastLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		long := "upload https://app.acme.com/static/build/assets/index-3f9a1c.js: PUT storage.example: " + strings.Repeat("the store is busy, ", 6) + "quota used up"
		settleOnly(a, complain(long)())
		told := func(what string) {
			exact(t, what, a.View().Content, 80, 24)
			if words := strings.Join(strings.Fields(a.View().Content), " "); !strings.Contains(words, "quota used up") {
				t.Errorf("%s is not told to its end: %s", what, a.View().Content)
			}
		}
		told("error")
		a.toast = toast{}
		settleOnly(a, say(long)())
		told("outcome")
		a.toast = toast{}
		settleOnly(a, toastMsg{text: long, undo: &deed{}})
		told("outcome that can be undone")
		a.end()
	})
}

// What is told after an error waits until that was read.
func TestToastsWait(t *testing.T) {
	a, _, _ := stubApp()
	a.Update(toastMsg{text: "broken", bad: true})
	a.Update(toastMsg{text: "done"})
	if got := a.View().Content; !strings.Contains(got, "broken") || strings.Contains(got, "done") {
		t.Error("the error was written over")
	}
	a.Update(term.Press("y"))
	if !strings.Contains(a.View().Content, "done") {
		t.Error("what waited is lost")
	}
}

// What was done is told for a while, what went wrong until a key; a new toast
// is not ended by the clock of the one before.
func TestToast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, _, _ := stubApp()
		_, clock := a.Update(toastMsg{text: "first"})
		a.Update(toastMsg{text: "second"})
		a.Update(clock())
		if !strings.Contains(a.View().Content, "second") {
			t.Error("the clock of the first toast ended the second")
		}
		a.Update(toastOverMsg{n: a.toast.n})
		if strings.Contains(a.View().Content, "second") {
			t.Error("the toast stays")
		}
		if _, clock := a.Update(toastMsg{text: "broken", bad: true}); clock != nil {
			t.Error("an error goes away by itself")
		}
		a.Update(term.Press("y"))
		if strings.Contains(a.View().Content, "broken") {
			t.Error("a key does not end an error")
		}
	})
}

func TestSay(t *testing.T) {
	for _, cmd := range []tea.Cmd{say("a\x1b[2Jb"), complain("a\x1b[2Jb")} {
		if got := cmd().(toastMsg).text; got != "a␛[2Jb" {
			t.Errorf("%q is not safe", got)
		}
	}
}

// What a job has done can be undone from its toast, on whatever page.
func TestToastUndoes(t *testing.T) {
	k := keep.New(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		p.files[p.sets[5].ID] = packedPair(t)
		a := projectApp(p)
		a.keeper = k
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Send(openSetMsg{id: p.sets[5].ID})
		x.After(time.Second)
		x.Key("d", "right", "enter")
		x.After(time.Second)
		x.Has("deleted, a copy is kept", "z undo")
		x.Key("z")
		x.Has("Bring back", "[Cancel]")
		x.Key("right", "enter")
		x.After(time.Second)
		x.Has("undone")
		if got := p.changed(); !strings.HasPrefix(got, "DeleteSet") || !strings.Contains(got, "Upload "+string(shop().sets[5].Ref)) {
			t.Errorf("changed by %q", got)
		}
		x.After(undoTime)
		x.HasNot("z undo")
		quit(x, a)
	})
}

// What was told of the first page goes with it; an error stays until it is read.
func TestToastLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, bad := range []bool{false, true} {
			a := firstRun(Options{})
			a.Update(toastMsg{text: "opening the demo is under way; esc cancels", bad: bad})
			a.Update(useMsg{Options{Project: shop(), Keeper: keep.New("")}})
			if told := strings.Contains(a.View().Content, "under way; esc cancels"); told != bad {
				t.Errorf("told %v, an error %v", told, bad)
			}
			a.end()
		}
	})
}
