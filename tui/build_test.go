package tui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/tui/term"
)

// wants is [corner] with more that is missing: a script that is not in the
// build, and one that another of the build is named like.
func wants() *fakeProject {
	p := corner()
	for i, ref := range []string{"https://corner.example/assets/other-11aa22bb.js", "0199a6e1-6e1c-7b20-9d1e-04c1b7c20000"} {
		p.sets = append(p.sets, symbols.Set{ID: "0199a6d1-77aa-7c11-b0c3-00000000000" + string(rune('2'+i)), Ref: symbols.Ref(ref), Created: now.Add(-time.Hour),
			Reason: `{"JavaScript":{"NoSourcemap":"x"}}`})
	}
	return p
}

// TestBuild shows the page of builds in its states.
func TestBuild(t *testing.T) {
	for _, c := range []shopScreen{
		{name: "matched_80x24", w: 80, h: 24},
		{name: "matched_60x15", w: 60, h: 15},
		{name: "matched_140x40", w: 140, h: 40},
		{name: "none_80x24", w: 80, h: 24, keys: []string{"down"}},
		{name: "stale_140x40", w: 140, h: 40, folder: otherMap},
		{name: "likely_120x40", w: 120, h: 40, folder: otherHash},
		{name: "unchosen_80x24", w: 80, h: 24, keys: []string{"space"}},
		{name: "uploaded_80x24", w: 80, h: 24, keys: []string{"U"}},
		{name: "reading_80x24", w: 80, h: 24, early: true},
		{name: "folder_80x24", w: 80, h: 24, keys: []string{"c", "~/x"}},
		{name: "nofolder_80x24", w: 80, h: 24, alone: true},
		{name: "gone_80x24", w: 80, h: 24, keys: []string{"c", "/no/such/folder", "enter"}},
		{name: "nothing_80x24", w: 80, h: 24, edit: func(p *fakeProject) { p.sets, p.events = nil, nil }},
		{name: "unheard_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = func(call string) error {
				if strings.HasPrefix(call, "Events") {
					return errors.New("list events: the answer broke off")
				}
				return nil
			}
		}},
		{name: "offline_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = always(faulty{error: errors.New("list symbol sets: eu.posthog.com does not answer"), hint: "check the network", offline: true})
		}},
	} {
		t.Run(c.name, func(t *testing.T) { c.show(t, wants, "3") })
	}
}

// TestBuildSends holds what is chosen, what is sent, and that a pair which does
// not belong together stays here.
func TestBuildSends(t *testing.T) {
	for _, c := range []struct {
		name   string
		folder func(t *testing.T, dir string)
		then   func(t *testing.T, dir string) // once it is matched
		keys   []string
		want   string
		told   string
	}{
		{name: "built again", then: otherMap, keys: []string{"U", "4"}, told: "r on the Build tab reads the folders again"},
		{name: "sent, and read again", keys: []string{"U", "r"}, want: "Upload " + cornerRef, told: "uploaded"},
		{name: "doubtful", folder: otherWord, keys: []string{"a", "U"}, want: "Upload " + cornerRef, told: "doubtful whether"},
		{name: "what fits", keys: []string{"a", "a", "U"}, want: "Upload " + cornerRef, told: "1 sent"},
		{name: "chosen again", keys: []string{"space", "up", "space", "U"}, want: "Upload " + cornerRef},
		{name: "unchosen", keys: []string{"space", "U"}, told: "nothing is chosen"},
		{name: "stale", folder: otherMap, keys: []string{"a", "U"}, told: "nothing is chosen"},
		{name: "its upload page", keys: []string{"enter"}, told: "Upload for"},
		{name: "from the list of sets", keys: []string{"1", "m"}, told: "[3 Build]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			shopFolder(t, c.folder)
			synctest.Test(t, func(t *testing.T) {
				p := wants()
				a, x := buildOn(t, p, nil, 80, 24)
				x.Slowly(3*time.Second, "3")
				if c.then != nil {
					c.then(t, filepath.Join("dist", "assets"))
				}
				x.Slowly(time.Second, c.keys...)
				if got := p.changed(); got != c.want {
					t.Errorf("changed by %q, want %q", got, c.want)
				}
				if c.told != "" {
					x.Has(c.told)
				}
				quit(x, a)
			})
		})
	}
}

// TestBuildWaiting holds that as many frames wait on the list of symbol sets as
// on the page of builds, where exceptions come again and again.
func TestBuildWaiting(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		p := wants()
		ref := string(p.sets[1].Ref)
		p.events = []symbols.Event{waitingEvent("e1", ref, "No sourcemap found", 12), waitingEvent("e2", ref, "No sourcemap found", 12)}
		a, x := buildOn(t, p, nil, 80, 24)
		x.After(2 * time.Second)
		x.Has("other-11aa22bb.js               24")
		x.Slowly(3*time.Second, "3")
		x.Has("other-11aa22bb.js                24")
		quit(x, a)
	})
}

// TestBuildUploadedBefore holds that what an earlier run uploaded is not to be
// sent again, though PostHog goes on telling the failure of before; and that it
// is where frames wait that came since.
func TestBuildUploadedBefore(t *testing.T) {
	shopFolder(t, nil)
	k := keep.New(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		p := wants()
		p.events[0].Time = time.Now().Add(-time.Minute)
		a, x := buildOn(t, p, k, 80, 24)
		x.Slowly(3*time.Second, "3", "U")
		x.Has("uploaded")
		quit(x, a)
		p.sets[0].HasFile = true
		a, x = buildOn(t, p, k, 80, 24)
		x.Slowly(3*time.Second, "3")
		x.Has("uploaded", "2 missing:  ✓ 0 fit", "nothing is chosen")
		quit(x, a)
		p.events[0].Time = time.Now().Add(time.Minute)
		a, x = buildOn(t, p, k, 80, 24)
		x.Slowly(3*time.Second, "3")
		x.Has("3 missing:  ✓ 1 fit", "1 symbol set chosen")
		quit(x, a)
	})
}

// TestBuildFails tells which of several were not sent.
func TestBuildFails(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		p := wants()
		p.fault = func(call string) error {
			if strings.HasPrefix(call, "Upload") {
				return errors.New("the storage answered 503")
			}
			return nil
		}
		a, x := buildOn(t, p, nil, 140, 40)
		x.Slowly(3*time.Second, "3")
		x.Slowly(time.Second, "U")
		x.Has("1 of 1 were not sent")
		x.Key("4")
		x.Has("the storage answered 503; nothing was changed")
		quit(x, a)
	})
}

// Of several files each reason is told once, and which.
func TestFailures(t *testing.T) {
	failed := func(ref symbols.Ref, err error) error {
		return &keep.Error{Do: keep.Upload, Ref: ref, State: keep.Untouched, Err: fmt.Errorf("upload %s: %w", ref, err)}
	}
	var f failures
	f.add("c1", failed("c1", errors.New("HTTP 500")))
	if got, want := f.text(), "c1: HTTP 500; nothing was changed"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	f.add("c2", failed("c2", errors.New("HTTP 500")))
	f.add("c3", errors.New("its map belongs to another file"))
	if got, want := f.text(), "c1 and 1 more: HTTP 500; nothing was changed; c3: its map belongs to another file"; got != want || f.n != 3 {
		t.Errorf("%s of %d, want %s", got, f.n, want)
	}
	if !wasStopped(failed("c4", context.Canceled)) || wasStopped(f.first) {
		t.Error("stopped and failed are not told apart")
	}
}

// An upload that is stopped says what was sent.
func TestBuildStopped(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		p := wants()
		a, x := buildOn(t, p, keep.New(t.TempDir()), 100, 24)
		x.Slowly(3*time.Second, "3")
		p.latency = 2 * time.Second
		x.Slowly(500*time.Millisecond, "U", "X")
		x.After(30 * time.Second)
		x.Has("✗ Upload 1 symbol set: stopped: 0 of 1 sent, the others are as they were")
		quit(x, a)
	})
}

// The page fills its box in every state at every size.
func TestBuildSizes(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(wants())
		withBuild(a)
		p := a.tabs[buildTab].pages[0].(*build)
		settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
		for _, folders := range [][]string{nil, {"dist"}, {strings.Repeat("日本語", 60)}} {
			p.folders, p.report, p.rows = folders, nil, nil
			a.tabs[buildTab].begun = false
			settle(a, term.Press("3"))
			settle(a, beginMsg{})
			fills(t, a, "build", [][2]int{{60, 15}, {61, 16}, {80, 24}, {109, 30}, {110, 30}, {140, 40}, {200, 60}})
		}
		a.end()
	})
}
