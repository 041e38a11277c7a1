package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

const cornerRef = "https://corner.example/assets/shop-DZaeF1pT.js"

// corner is a project that waits for the script of a shop whose build is at
// hand: ../testdata/vite.
func corner() *fakeProject {
	p := &fakeProject{latency: 50 * time.Millisecond, frames: map[string][]symbols.StoredFrame{}, files: map[string]string{}}
	set := symbols.Set{ID: "0199a6d1-77aa-7c11-b0c3-000000000001", Ref: cornerRef, Created: now.Add(-48 * time.Hour), LastUsed: now.Add(-time.Minute),
		Reason: `{"JavaScript":{"NoSourcemap":"` + cornerRef + `"}}`}
	p.sets = []symbols.Set{set}
	x := symbols.Exception{Type: "CheckoutError", Value: "cannot charge 3 items by card"}
	for _, f := range []struct {
		name   string
		column int
	}{{"I_.pay", 11297}, {"", 11193}, {"", 13391}, {"", 4465}} {
		x.Frames = append(x.Frames, symbols.Frame{Platform: symbols.Web, Function: f.name, File: cornerRef, Line: 1, Column: f.column, InApp: true,
			Stored: &symbols.Stored{Failure: "Could not find sourcemap for source url: " + cornerRef, Raw: true}})
	}
	p.events = []symbols.Event{{ID: "e1", Issue: "i1", Time: now.Add(-time.Minute), Exceptions: []symbols.Exception{x}}}
	return p
}

// twoBuilds adds exceptions of the build that was served before, whose columns are others.
func twoBuilds(p *fakeProject) {
	latest := p.events[0]
	for i := range 6 {
		ev := latest
		ev.ID, ev.Time = fmt.Sprintf("e%d", i+2), latest.Time.Add(-time.Duration(i+1)*time.Minute)
		x := latest.Exceptions[0]
		x.Frames = slices.Clone(x.Frames)
		for k := range x.Frames {
			if f := &x.Frames[k]; i < 2 { // the same, called from elsewhere
				f.Function = fmt.Sprintf("%s [as pay%d]", f.Function, i)
			} else {
				f.Column += 40 + 3*i
			}
		}
		ev.Exceptions = []symbols.Exception{x}
		p.events = append(p.events, ev)
	}
}

// shopFolder is a working folder with the build of the shop in dist.
func shopFolder(t *testing.T, edit func(t *testing.T, dir string)) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "dist"), os.DirFS("../testdata/vite")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pay.json", "pay.txt", "load.json", "load.txt"} {
		if err := os.Remove(filepath.Join(dir, "dist", name)); err != nil {
			t.Fatal(err)
		}
	}
	if edit != nil {
		edit(t, filepath.Join(dir, "dist", "assets"))
	}
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(path, now, now.Add(-3*time.Hour))
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
}

// withBuild lets an app look for builds in dist.
func withBuild(a *app) {
	a.local = &Local{Folders: []string{"dist"}, Open: func(ctx context.Context) (*bundle.Build, error) { return bundle.Open(ctx, "dist") }}
	a.tabs[buildTab].pages[0] = newBuild(a.env)
}

// buildOn shows a project on a terminal, with the builds in dist. k keeps copies;
// nil keeps none.
func buildOn(t *testing.T, p *fakeProject, k *keep.Keeper, w, h int) (*app, *term.Terminal) {
	t.Helper()
	a := projectApp(p)
	if k != nil {
		a.keeper = k
	}
	withBuild(a)
	return a, term.Run(t, a, w, h)
}

// otherMap shifts the shop's map, as that of a build with a banner is.
func otherMap(t *testing.T, dir string) {
	t.Helper()
	name := filepath.Join(dir, "shop-DZaeF1pT.js.map")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), `"mappings":"yB`, `"mappings":"6B`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// otherWord changes a word of the shop's script, so that it is doubtful whether
// the map is its.
func otherWord(t *testing.T, dir string) {
	t.Helper()
	name := filepath.Join(dir, "shop-DZaeF1pT.js")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), "Hario dripper", "Hario kettles", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// otherHash lets the shop's file name its map with another hash than its own.
func otherHash(t *testing.T, dir string) {
	t.Helper()
	name := filepath.Join(dir, "shop-DZaeF1pT.js")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	code, _, _ := strings.Cut(string(text), "//# sourceMappingURL=")
	if err := os.WriteFile(name, []byte(code+"//# sourceMappingURL=shop-Bq3kT9xZ.js.map\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// noMap takes the shop's map away.
func noMap(t *testing.T, dir string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, "shop-DZaeF1pT.js.map")); err != nil {
		t.Fatal(err)
	}
}

// A shopScreen is a screen of a project whose build is at hand.
type shopScreen struct {
	name   string // of the golden
	w, h   int
	keys   []string // each is given two seconds
	folder func(t *testing.T, dir string)
	edit   func(p *fakeProject)
	early  bool // the screen is taken at once
	alone  bool // no build is known
	bare   bool // no folder for copies is known
}

// show compares the screen with its golden: that of the project after the key
// first, and then the others.
func (c shopScreen) show(t *testing.T, project func() *fakeProject, first string) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var got string
	copies := keep.New(t.TempDir())
	shopFolder(t, c.folder)
	synctest.Test(t, func(t *testing.T) {
		p := project()
		if c.edit != nil {
			c.edit(p)
		}
		a := projectApp(p)
		if !c.bare {
			a.keeper = copies
		}
		if !c.alone {
			withBuild(a)
		}
		x := term.Run(t, a, c.w, c.h)
		x.After(2 * time.Second)
		x.Key(first)
		if !c.early {
			x.After(3 * time.Second)
		}
		x.Slowly(2*time.Second, c.keys...)
		got = x.Screen()
		quit(x, a)
	})
	if err := os.Chdir(home); err != nil { // where the goldens are
		t.Fatal(err)
	}
	golden.RequireEqual(t, got)
}
