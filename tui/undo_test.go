package tui

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/keep"
	"symset/tui/term"
)

// viteUpload is the shop's script with its map, to be sent.
func viteUpload(t *testing.T, ref symbols.Ref) symbols.Upload {
	t.Helper()
	l, err := bundle.OpenLocal(t.Context(), "../testdata/vite/assets/shop-DZaeF1pT.js", ref)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	u, err := l.Upload()
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// replaced is a project whose symbol set was uploaded, replaced, and failed to
// be replaced once more in earlier runs.
func replaced(t *testing.T, k *keep.Keeper) *fakeProject {
	t.Helper()
	p := corner()
	p.latency = 0
	p.files[p.sets[0].ID] = packedPair(t)
	u := viteUpload(t, cornerRef)
	tell := func(o keep.Outcome) {
		if o.Err != nil {
			t.Log(o.Err)
		}
		time.Sleep(time.Minute)
	}
	tell(k.Upload(t.Context(), p, []symbols.Upload{u}, keep.Request{Force: true})[0])
	p.sets[0].HasFile, p.sets[0].Reason, p.sent = true, "", nil
	tell(k.Upload(t.Context(), p, []symbols.Upload{u}, keep.Request{Force: true})[0])
	now := p.sent
	p.sent = nil
	p.fault = func(call string) error {
		if strings.HasPrefix(call, "Upload") {
			return errors.New("upload: the connection was reset")
		}
		return nil
	}
	tell(k.Upload(t.Context(), p, []symbols.Upload{u}, keep.Request{Force: true})[0])
	p.fault, p.calls, p.sent = nil, nil, now
	return p
}

// Activity lists what earlier runs did, undoes it after a question, and says
// why what it can't undo can't be undone.
func TestActivityOverRuns(t *testing.T) {
	for _, size := range []struct {
		name string
		w, h int
	}{{"past_80x24", 80, 24}, {"past_140x40", 140, 40}} {
		t.Run(size.name, func(t *testing.T) {
			k := keep.New(t.TempDir(), keep.Options{})
			synctest.Test(t, func(t *testing.T) {
				p := replaced(t, k)
				a := projectApp(p)
				a.keeper = k
				x := term.Run(t, a, size.w, size.h)
				x.After(2 * time.Second)
				x.Slowly(time.Second, "4")
				golden.RequireEqual(t, shownCopy(x.Screen()))
				x.Key("z")
				x.Has("it did not go through")
				x.Key("j", "z", "esc")
				x.After(time.Second)
				if got := p.changed(); got != "" {
					t.Errorf("changed by %q without being told to", got)
				}
				x.Key("z", "right")
				x.Has("Put back the file", "[Undo]")
				x.Slowly(time.Second, "enter")
				x.Has("Undo replace shop-DZaeF1pT.js: undone", "z undo")
				if got := p.changed(); got != "Upload "+cornerRef+" forced" {
					t.Errorf("changed by %q", got)
				}
				x.Key("j", "k", "z")
				x.Has("it is undone")
				x.Key("j", "z")
				x.Has("It had none before")
				x.Key("esc", "r")
				x.After(time.Second)
				x.Has("1 done in this run, 0 under way, 3 before")
				quit(x, a)
			})
		})
	}
}

// copyID is the id of a copy, which no two runs share.
var copyID = regexp.MustCompile(`\b[0-9a-f]{12}\b`)

// shownCopy takes the ids of copies out of a screen.
func shownCopy(s string) string { return copyID.ReplaceAllString(s, strings.Repeat("0", 12)) }

// What a job has done can be undone from its toast, on whatever page.
func TestToastUndoes(t *testing.T) {
	k := keep.New(t.TempDir(), keep.Options{})
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

// What a crash has interrupted is told at the start, in a dialog that hears no
// key at first, and is finished, put back, or left.
func TestPending(t *testing.T) {
	for _, c := range []struct {
		name  string
		edit  func(p *fakeProject, u *symbols.Upload)
		keys  []string
		has   []string
		sends int // uploads after the start
		left  int // entries of the journal after it
	}{
		{name: "later", keys: []string{"enter"}, left: 1},
		{name: "finish", keys: []string{"right", "enter"}, has: []string{"Finish shop-DZaeF1pT.js: the new file is in use"}, sends: 1},
		{name: "put back", keys: []string{"left", "enter"}, has: []string{"Put back shop-DZaeF1pT.js: what was there was put back"}, sends: 1},
		{name: "only back", edit: func(_ *fakeProject, u *symbols.Upload) { u.Files = nil }, has: []string{"It can't be finished", "[Later]   Put back"}, left: 1},
		{name: "whole", edit: func(p *fakeProject, _ *symbols.Upload) { p.sets[0].Created = now }, has: []string{"interrupted before: https://corner.example/assets/shop-DZaeF1pT.js has a"}},
		{name: "early", edit: func(p *fakeProject, _ *symbols.Upload) { p.sets[0].Created = now }, has: []string{"interrupted before: https://corner.example/assets/shop-DZaeF1pT.js has a"}, left: 1},
		{name: "offline", edit: func(p *fakeProject, _ *symbols.Upload) { p.latency = 1 }, has: []string{"what was interrupted can't be looked after"}, left: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := keep.New(t.TempDir(), keep.Options{})
			synctest.Test(t, func(t *testing.T) {
				p := corner()
				p.latency = 0
				p.sets[0].HasFile, p.sets[0].Reason = true, ""
				p.files[p.sets[0].ID] = packedPair(t)
				u := viteUpload(t, cornerRef)
				if c.edit != nil {
					c.edit(p, &u)
				}
				var sent atomic.Bool
				gone := faulty{error: errors.New("eu.posthog.com does not answer"), offline: true}
				p.fault = func(call string) error {
					if strings.HasPrefix(call, "Upload") {
						sent.Store(true)
					}
					if sent.Load() {
						return gone
					}
					return nil
				}
				k.Upload(t.Context(), p, []symbols.Upload{u}, keep.Request{Force: true})
				if p.latency == 0 {
					p.fault = nil
				}
				if c.name != "early" { // PostHog may still be at work on it then
					time.Sleep(time.Hour)
				}
				p.sets[0].HasFile = p.sets[0].Created.Equal(now)
				p.calls = nil
				a := projectApp(p)
				a.keeper, a.env.now = k, time.Now
				x := term.Run(t, a, 80, 24)
				x.After(100 * time.Millisecond)
				if c.name == "later" {
					golden.RequireEqual(t, x.Screen())
					x.Key("right", "enter")
					x.Has("[Later]", "Put back")
				}
				x.After(time.Second)
				for _, key := range c.keys {
					x.Key(key)
				}
				x.After(time.Second)
				x.Has(c.has...)
				if n := p.asked("Upload"); n != c.sends {
					t.Errorf("%d uploads, want %d: %v", n, c.sends, p.calls)
				}
				quit(x, a)
				if left, err := k.Pending(); err != nil || len(left) != c.left {
					t.Errorf("left are %+v, %v", left, err)
				}
			})
		})
	}
}

// At its end the app waits for what must not be left half done, but not for
// ever, and not for what can be.
func TestAwait(t *testing.T) {
	for name, c := range map[string]struct {
		loss  bool
		takes time.Duration
		want  time.Duration
	}{
		"ends":       {true, 20 * time.Second, 20 * time.Second},
		"hangs":      {true, time.Hour, inHand},
		"loses less": {false, time.Hour, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, end := context.WithCancel(t.Context())
			a := projectApp(shop())
			told := ""
			a.env.ctx, a.opts.Waits = ctx, func(what string) { told = what }
			x := term.Run(t, a, 80, 24)
			x.Send(startJobMsg{&job{name: "upload app.js", run: func(ctx context.Context, j *job) ended {
				j.loss.Store(c.loss)
				<-ctx.Done()
				time.Sleep(c.takes)
				return ended{err: ctx.Err()}
			}}})
			x.After(time.Second)
			x.Quit()
			end()
			began := time.Now()
			if a.await(inHand); time.Since(began) != c.want || (told != "") != c.loss {
				t.Errorf("%s: waited %s, want %s; told %q", name, time.Since(began), c.want, told)
			}
			time.Sleep(2 * time.Hour) // what hung ends, too
			a.end()
		})
	}
}

// What was told of the first page goes with it; an error stays until it is read.
func TestToastLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, bad := range []bool{false, true} {
			a := firstRun(Options{})
			a.Update(toastMsg{text: "opening the demo is under way; esc cancels", bad: bad})
			a.Update(useMsg{Options{Project: shop(), Keeper: keep.New("", keep.Options{})}})
			if told := strings.Contains(a.View().Content, "under way; esc cancels"); told != bad {
				t.Errorf("told %v, an error %v", told, bad)
			}
			a.end()
		}
	})
}
