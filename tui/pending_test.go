package tui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/tui/term"
)

// interrupted is a project of which n symbol sets were being replaced when
// nothing answered any more: PostHog uses no file for them.
func interrupted(t *testing.T, k *keep.Keeper, n int) *fakeProject {
	t.Helper()
	p := corner()
	p.latency = 0
	first := p.sets[0]
	p.sets = nil
	for i := range n {
		s := first
		s.ID, s.HasFile, s.Reason = fmt.Sprintf("%s%02d", first.ID[:len(first.ID)-2], i), true, ""
		s.Ref = symbols.Ref(strings.Replace(cornerRef, "shop-", fmt.Sprintf("shop%d-", i), 1))
		p.sets = append(p.sets, s)
		p.files[s.ID] = packedPair(t)
	}
	var sent atomic.Bool
	p.fault = func(call string) error {
		sent.Store(sent.Load() || strings.HasPrefix(call, "Upload"))
		if sent.Load() {
			return faulty{error: errors.New("eu.posthog.com does not answer"), offline: true}
		}
		return nil
	}
	for i := range p.sets {
		sent.Store(false)
		k.Upload(t.Context(), p, []symbols.Upload{viteUpload(t, p.sets[i].Ref)}, keep.Request{Force: true})
		p.sets[i].HasFile = false
	}
	p.fault, p.calls = nil, nil
	return p
}

// TestDialogs shows what is asked before something is undone, and what of an
// interruption.
func TestDialogs(t *testing.T) {
	undo := func(t *testing.T, k *keep.Keeper) *fakeProject { return replaced(t, k) }
	some := func(n int) func(*testing.T, *keep.Keeper) *fakeProject {
		return func(t *testing.T, k *keep.Keeper) *fakeProject { return interrupted(t, k, n) }
	}
	for _, c := range []struct {
		name string
		w, h int
		make func(*testing.T, *keep.Keeper) *fakeProject
		keys []string
	}{
		{"undoreplace_80x24", 80, 24, undo, []string{"4", "j", "z"}},
		{"undoreplace_60x15", 60, 15, undo, []string{"4", "j", "z"}},
		{"undonew_80x24", 80, 24, undo, []string{"4", "j", "j", "z"}},
		{"deleted_80x24", 80, 24, undo, []string{"f", "enter", "d", "right", "enter"}},
		{"deleted_140x40", 140, 40, undo, []string{"f", "enter", "d", "right", "enter"}},
		{"several_80x24", 80, 24, some(4), nil},
		{"several_60x15", 60, 15, some(4), nil},
		{"onebyone_80x24", 80, 24, some(2), []string{"left", "enter"}},
		{"second_80x24", 80, 24, some(2), []string{"left", "enter", "enter"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := keep.New(t.TempDir())
			synctest.Test(t, func(t *testing.T) {
				p := c.make(t, k)
				a := projectApp(p)
				a.keeper = k
				if len(p.sets) > 1 { // it asks by itself, and hears no key at first
					a.env.now = time.Now
				}
				x := term.Run(t, a, c.w, c.h)
				x.After(2 * time.Second)
				x.Slowly(500*time.Millisecond, c.keys...)
				golden.RequireEqual(t, shownCopy(x.Screen()))
				quit(x, a)
			})
		})
	}
}

// Several that were interrupted are finished or put back together, or one by
// one, each as it is told.
func TestPendingSeveral(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string // of the uploads
		left int    // entries of the journal after it
	}{
		{"later", []string{"enter"}, "", 3},
		{"all", []string{"right", "enter"}, "shop0 shop1 shop2", 0},
		{"one by one", []string{"left", "enter", "right", "enter", "enter", "left", "enter"}, "shop0 shop2", 1},
		{"given up", []string{"left", "enter", "right", "enter", "esc"}, "shop0", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := keep.New(t.TempDir())
			synctest.Test(t, func(t *testing.T) {
				p := interrupted(t, k, 3)
				a := projectApp(p)
				a.keeper, a.env.now = k, time.Now
				x := term.Run(t, a, 80, 24)
				x.After(2 * time.Second)
				x.Slowly(time.Second, c.keys...)
				got := ""
				for _, ref := range []string{"shop0", "shop1", "shop2"} {
					if strings.Contains(p.changed(), ref) {
						got += " " + ref
					}
				}
				if strings.TrimSpace(got) != c.want {
					t.Errorf("uploaded %q, want %q: %s", got, c.want, p.changed())
				}
				quit(x, a)
				if left, err := k.Pending(); err != nil || len(left) != c.left {
					t.Errorf("left are %+v, %v", left, err)
				}
			})
		})
	}
}

// What was done before, and what is asked of it, fill their box at every size.
func TestPastSizes(t *testing.T) {
	for name, c := range map[string]struct {
		past func(*testing.T, *keep.Keeper) *fakeProject
		keys []string
	}{
		"activity":   {replaced, []string{"4", "j"}},
		"all of it":  {replaced, []string{"4", "enter"}},
		"undo":       {replaced, []string{"4", "j", "z"}},
		"one set":    {replaced, []string{"f", "enter"}},
		"several":    {func(t *testing.T, k *keep.Keeper) *fakeProject { return interrupted(t, k, 5) }, nil},
		"one by one": {func(t *testing.T, k *keep.Keeper) *fakeProject { return interrupted(t, k, 5) }, []string{"left", "enter"}},
	} {
		k := keep.New(t.TempDir())
		synctest.Test(t, func(t *testing.T) {
			p := c.past(t, k)
			a := projectApp(p)
			a.keeper = k
			a.tabs[setsTab].pages[0].(*sets).spin.on = true
			settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
			settle(a, beginMsg{})
			if len(a.over) > 0 {
				a.over[0].(*confirm).deaf = time.Time{}
			}
			for _, key := range c.keys {
				press(a, key)
			}
			fills(t, a, name, sizes)
			a.end()
		})
	}
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
		{name: "beside a damaged file", has: []string{"what was written down in", "[Later]"}, left: 1},
		{name: "offline", edit: func(p *fakeProject, _ *symbols.Upload) { p.latency = 1 }, has: []string{"what was interrupted can't be settled"}, left: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := keep.New(t.TempDir())
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
				bad := filepath.Join(k.Folder(), "journal", "bad.jsonl")
				if c.name == "beside a damaged file" {
					if err := os.WriteFile(bad, []byte("x\n"), 0o600); err != nil {
						t.Fatal(err)
					}
				}
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
				os.Remove(bad)
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
