package tui

import (
	"errors"
	"regexp"
	"strings"
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
			k := keep.New(t.TempDir())
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
				x.Has("it has been undone")
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

// TestPastDeeds holds that what was done at once is told as one, undone as one,
// and tells of each symbol set.
func TestPastDeeds(t *testing.T) {
	k := keep.New(t.TempDir())
	const second = "https://corner.example/assets/second.js"
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		p.latency = 0
		uploads := []symbols.Upload{viteUpload(t, cornerRef), viteUpload(t, second)}
		for _, o := range k.Upload(t.Context(), p, uploads, keep.Request{Force: true}) {
			if o.Err != nil {
				t.Fatal(o.Err)
			}
		}
		p.sets[0].HasFile, p.sets[0].Reason, p.calls = true, "", nil
		p.sets = append(p.sets, symbols.Set{ID: "0199a6d1-77aa-7c11-b0c3-000000000002", Ref: second, HasFile: true})
		p.files[p.sets[0].ID], p.files[p.sets[1].ID] = packedPair(t), packedPair(t)
		a := projectApp(p)
		a.keeper = k
		x := term.Run(t, a, 140, 40)
		x.After(2 * time.Second)
		x.Slowly(time.Second, "4")
		x.Has("0 done in this run, 0 under way, 1 before", "Upload 2 symbol sets  2 done")
		x.Key("enter")
		x.Has(cornerRef, second)
		x.Key("esc", "z")
		x.Has("Put the 2 symbol sets back as they were before?")
		x.Key("right")
		x.Slowly(time.Second, "enter")
		x.Has("Undo upload 2 symbol sets: undone", "2 done, undone")
		if got := p.changed(); strings.Count(got, "DeleteSet") != 2 {
			t.Errorf("changed by %q", got)
		}
		quit(x, a)
		b := projectApp(p)
		b.keeper = k
		x = term.Run(t, b, 140, 40)
		x.After(2 * time.Second)
		x.Slowly(time.Second, "4")
		x.Has("2 before", "Undo what was done to 2 symbol sets  2 done", "2 done, undone")
		quit(x, b)
	})
}

// copyID is the id of a copy, which no two runs share.
var copyID = regexp.MustCompile(`\b[0-9a-f]{12}\b`)

// shownCopy takes the ids of copies out of a screen.
func shownCopy(s string) string { return copyID.ReplaceAllString(s, strings.Repeat("0", 12)) }
