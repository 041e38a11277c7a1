package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
)

// TestUpload shows the page of an upload in its states.
func TestUpload(t *testing.T) {
	for _, c := range []shopScreen{
		{name: "asking_80x24", w: 80, h: 24, early: true},
		{name: "candidates_80x24", w: 80, h: 24},
		{name: "folder_80x24", w: 80, h: 24, keys: []string{"tab", "down", "enter"}},
		{name: "filter_80x24", w: 80, h: 24, keys: []string{"tab", "down", "enter", "map"}},
		{name: "match_80x24", w: 80, h: 24, keys: []string{"enter"}},
		{name: "match_60x15", w: 60, h: 15, keys: []string{"enter"}},
		{name: "match_140x40", w: 140, h: 40},
		{name: "builds_140x40", w: 140, h: 40, edit: twoBuilds},
		{name: "mismatch_80x24", w: 80, h: 24, folder: otherMap, keys: []string{"enter", "U"}},
		{name: "mismatch_140x40", w: 140, h: 40, folder: otherMap},
		{name: "override_80x24", w: 80, h: 24, folder: otherMap, keys: []string{"enter", ":", "against", "enter"}},
		{name: "nomap_80x24", w: 80, h: 24, folder: noMap, keys: []string{"enter"}},
		{name: "replace_140x40", w: 140, h: 40, keys: []string{"esc", "f", "u"}, edit: func(p *fakeProject) { p.sets[0].HasFile, p.sets[0].Reason = true, "" }},
		{name: "alone_80x24", w: 80, h: 24, alone: true},
		{name: "offline_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = func(call string) error {
				if strings.HasPrefix(call, "SetByRef") {
					return faulty{error: errors.New("find symbol set: eu.posthog.com does not answer"), offline: true}
				}
				return nil
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) { c.show(t, corner, "u") })
	}
}

// TestUploadSends holds what is sent, how that is told, and that a mismatch
// goes only after its file's name was typed.
func TestUploadSends(t *testing.T) {
	for _, c := range []struct {
		name   string
		folder func(t *testing.T, dir string)
		edit   func(p *fakeProject)
		keys   []string
		want   string // of the calls that change something
		told   string
	}{
		{name: "new", keys: []string{"enter", "U"}, want: "Upload " + cornerRef, told: "4 frames of new exceptions will read"},
		{name: "replace", keys: []string{"enter", "U"}, want: "Upload " + cornerRef + " forced", told: "Replace",
			edit: func(p *fakeProject) { p.sets[0].HasFile, p.sets[0].Reason = true, "" }},
		{name: "mismatch", folder: otherMap, keys: []string{"enter", "U"}, told: "belongs to another file"},
		{name: "override", folder: otherMap, keys: []string{"enter", ":", "against", "enter", "shop-DZaeF1pT.js", "enter"}, want: "Upload " + cornerRef},
		{name: "override mistyped", folder: otherMap, keys: []string{"enter", ":", "against", "enter", "shop.js", "enter"}, told: "Type the name"},
		{name: "for nothing", edit: elsewhere, keys: []string{"enter", "U"}, told: "None of the 4 frames that wait for it reads"},
		{name: "for nothing, all the same", edit: elsewhere, keys: []string{"enter", "U", "right", "enter"}, want: "Upload " + cornerRef},
		{name: "called otherwise, seen", folder: otherName, keys: []string{"tab", "down", "enter", "other", "enter"}, told: "! other.js is not named shop-DZaeF1pT.js"},
		{name: "called otherwise", folder: otherName, keys: []string{"tab", "down", "enter", "other", "enter", "U"}, told: "other.js is not named shop-DZaeF1pT.js"},
		{name: "left", keys: []string{"enter", "esc", "esc"}, told: "no map found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			shopFolder(t, c.folder)
			copies := keep.New(t.TempDir())
			synctest.Test(t, func(t *testing.T) {
				p := corner()
				p.files[p.sets[0].ID] = packedPair(t)
				if c.edit != nil {
					c.edit(p)
				}
				a, x := buildOn(t, p, copies, 80, 24)
				x.After(2 * time.Second)
				if p.sets[0].HasFile { // the list begins with what is missing
					x.Key("f")
				}
				x.Key("u")
				for _, k := range append([]string{""}, c.keys...) {
					if k != "" {
						x.Key(k)
					}
					x.After(time.Second)
				}
				if c.told != "" {
					x.Has(c.told)
				}
				if got := p.changed(); got != c.want {
					t.Errorf("changed by %q, want %q", got, c.want)
				}
				quit(x, a)
			})
		})
	}
}

// otherName gives the shop's files another name.
func otherName(t *testing.T, dir string) {
	t.Helper()
	for _, end := range []string{".js", ".js.map"} {
		if err := os.Rename(filepath.Join(dir, "shop-DZaeF1pT"+end), filepath.Join(dir, "other"+end)); err != nil {
			t.Fatal(err)
		}
	}
}

// What speaks for another file is its name, or the id that it tells.
func TestOtherFile(t *testing.T) {
	const id, other = "0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90", "0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a91"
	for _, c := range []struct {
		ref, source, id, want string
	}{
		{"https://a.example/app.js?v=1", "dist/app.js", other, ""},
		{"https://a.example/app.js", "dist/main.js", "", "main.js is not named app.js, as the URL that it is uploaded for ends."},
		{id, "dist/app.js", "", ""},
		{id, "dist/app.js", strings.ToUpper(id), ""},
		{id, "dist/app.js", other, "app.js carries the id " + other + ": frames from it ask for that one, not for 0190f3f2…."},
	} {
		p := &upload{ref: symbols.Ref(c.ref)}
		p.proof.local = localFiles{source: c.source, id: c.id}
		if got := p.otherFile(); got != c.want {
			t.Errorf("%s for %s: %q, want %q", c.source, c.ref, got, c.want)
		}
	}
}

// elsewhere moves the frames of a project to where its build has no code.
func elsewhere(p *fakeProject) {
	for i := range p.events[0].Exceptions[0].Frames {
		p.events[0].Exceptions[0].Frames[i].Line = 900
	}
}

// TestWithoutFolder holds what is said of a file where there is little room.
func TestWithoutFolder(t *testing.T) {
	for why, want := range map[string]string{
		"/home/me/shop/dist/app.js has no 2:1064: it is another": "app.js has no 2:1064: it is another",
		"dist/app.js.map has no mapping for 1:2":                 "app.js.map has no mapping for 1:2",
		"https://a.example/app.js is not there":                  "https://a.example/app.js is not there",
		"the map is damaged":                                     "the map is damaged",
	} {
		if got := withoutFolder(why); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// A path that is pasted or dropped leads to its file.
func TestUploadPaste(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		a, x := buildOn(t, corner(), nil, 80, 24)
		x.After(2 * time.Second)
		x.Slowly(time.Second, "u")
		x.Send(tea.PasteMsg{Content: "'assets/shop-DZaeF1pT.js.map'"})
		x.After(time.Second)
		x.Has("▸  shop-DZaeF1pT.js.map")
		x.Slowly(time.Second, "enter")
		x.Has("This map belongs to this file", "4 of 4 frames resolve")
		quit(x, a)
	})
}

// The page fills its box in every state at every size.
func TestUploadSizes(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(corner())
		withBuild(a)
		settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
		settle(a, beginMsg{})
		settle(a, mendMsg{refs: []symbols.Ref{cornerRef}})
		for _, keys := range [][]string{nil, {"tab"}, {"tab"}, {"enter"}, {"esc"}} {
			for _, k := range keys {
				press(a, k)
			}
			fills(t, a, "upload", [][2]int{{60, 15}, {61, 16}, {80, 24}, {109, 30}, {110, 30}, {140, 40}, {200, 60}})
		}
		a.end()
	})
}
