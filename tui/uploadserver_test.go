package tui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/keep"
)

// failAt makes a call fail.
func failAt(call string, err error) func(string) error {
	return func(c string) error {
		if c == call {
			return err
		}
		return nil
	}
}

// withFile makes the shop's set have a file.
func withFile(p *fakeProject) { p.sets[0].HasFile, p.sets[0].Reason = true, "" }

// sameFile makes PostHog have the build that is at hand.
func sameFile(p *fakeProject) {
	withFile(p)
	l, err := bundle.OpenFiles(context.Background(), "dist/assets/shop-DZaeF1pT.js", "dist/assets/shop-DZaeF1pT.js.map", cornerRef)
	if err != nil {
		panic(err)
	}
	defer l.Close() // it was only read
	content, err := l.Content()
	if err != nil {
		panic(err)
	}
	p.sent = map[symbols.Ref]string{cornerRef: content.Hash}
}

// staleWord changes a word of the shop's sources, as somebody does after a build.
func staleWord(t *testing.T, dir string) {
	t.Helper()
	name := filepath.Join(dir, "shop-DZaeF1pT.js.map")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.ReplaceAll(string(text), ".total", ".totals")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestUploadServer shows what PostHog says of a file before it is sent.
func TestUploadServer(t *testing.T) {
	replace := []string{"esc", "f", "u", "enter"}
	tooOld := faulty{error: errors.New("check uploads: eu.posthog.com has no such call")}
	bound := faulty{error: errors.New("check uploads: the set is bound to another release: shop 1.2"), refused: true, hint: "send it without a release"}
	for _, c := range []shopScreen{
		{name: "another_80x24", w: 80, h: 24, keys: replace, edit: withFile},
		{name: "unfinished_80x24", w: 80, h: 24, keys: replace, edit: func(p *fakeProject) { withFile(p); p.begun = true }},
		{name: "same_80x24", w: 80, h: 24, keys: append(replace, "U"), edit: sameFile},
		{name: "refused_80x24", w: 80, h: 24, keys: []string{"enter", "U"}, edit: func(p *fakeProject) { p.fault = failAt("CheckUploads", bound) }},
		{name: "refused_60x15", w: 60, h: 15, keys: []string{"enter", "U"}, edit: func(p *fakeProject) { p.fault = failAt("CheckUploads", bound) }},
		{name: "tooold_140x40", w: 140, h: 40, keys: []string{"esc", "f", "u"}, edit: func(p *fakeProject) { withFile(p); p.fault = failAt("CheckUploads", tooOld) }},
		{name: "doubtful_80x24", w: 80, h: 24, folder: staleWord, keys: []string{"enter"}},
		{name: "doubt_80x24", w: 80, h: 24, folder: staleWord, keys: []string{"enter", "U"}},
		{name: "doubt_60x15", w: 60, h: 15, folder: staleWord, keys: []string{"enter", "U"}},
		{name: "doubtreplaced_80x24", w: 80, h: 24, folder: staleWord, keys: append(replace, "U"), edit: withFile},
	} {
		t.Run(c.name, func(t *testing.T) { c.show(t, corner, "u") })
	}
}

// The page does not wait for what PostHog says, and asks once for each file.
func TestUploadServerAsked(t *testing.T) {
	shopFolder(t, nil)
	copies := keep.New(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		var checks atomic.Int32
		p.fault = func(call string) error {
			if call == "CheckUploads" && checks.Add(1) == 1 { // the page's
				time.Sleep(10 * time.Second)
			}
			return nil
		}
		a, x := buildOn(t, p, copies, 80, 24)
		x.After(2 * time.Second)
		x.Slowly(2*time.Second, []string{"u", "enter"}...)
		x.Has("This map belongs to this file", "asking PostHog what it has")
		x.Key("esc", "enter")
		x.After(time.Second)
		if n := checks.Load(); n != 1 {
			t.Errorf("asked %d times", n)
		}
		x.Key("U") // sends it without the answer
		x.After(time.Second)
		if got := p.changed(); got != "Upload "+cornerRef {
			t.Errorf("changed by %q", got)
		}
		quit(x, a)
	})
}

// In doubt nothing is sent before that was said; cancel is what enter does.
func TestUploadDoubt(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string
	}{
		{"asked", []string{"U"}, ""},
		{"cancelled", []string{"U", "enter"}, ""},
		{"sent", []string{"U", "right", "enter"}, "Upload " + cornerRef},
	} {
		t.Run(c.name, func(t *testing.T) {
			shopFolder(t, staleWord)
			copies := keep.New(t.TempDir())
			synctest.Test(t, func(t *testing.T) {
				p := corner()
				a, x := buildOn(t, p, copies, 80, 24)
				x.After(2 * time.Second)
				x.Slowly(2*time.Second, append([]string{"u", "enter"}, c.keys...)...)
				if got := p.changed(); got != c.want {
					t.Errorf("changed by %q, want %q", got, c.want)
				}
				quit(x, a)
			})
		})
	}
}
