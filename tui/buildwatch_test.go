package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"symset/tui/term"
)

// TestBuildWatch holds that a watch tells of a new build once it is quiet, that
// nothing moves until it is read, and that cursor and choices stay then.
func TestBuildWatch(t *testing.T) {
	for name, fromStart := range map[string]bool{"W": false, "--watch": true} {
		t.Run(name, func(t *testing.T) { watchBuild(t, fromStart) })
	}
}

func watchBuild(t *testing.T, fromStart bool) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(wants())
		withBuild(a)
		p := a.tabs[buildTab].pages[0].(*build)
		p.folders = a.local.Folders
		x := term.Run(t, a, 80, 24)
		lacks := func(text string) {
			t.Helper()
			if screen := x.Screen(); strings.Contains(screen, text) {
				t.Errorf("%q is shown:\n%s", text, screen)
			}
		}
		a.env.watch = fromStart
		x.Slowly(3*time.Second, "3")
		if !fromStart {
			x.Key("W")
		}
		x.After(time.Minute)
		x.Has("watched")
		lacks("rebuilt")
		x.Key("space") // not to be uploaded; the cursor is on the second row then
		here := p.here
		builds := func(name string) {
			if err := os.WriteFile(filepath.Join(p.folders[0], name), []byte("built()"), 0o600); err != nil {
				t.Fatal(err)
			}
			x.After(lookEvery)
		}
		for _, name := range []string{"one.js", "two.js", "three.js"} {
			builds(name)
			lacks("rebuilt") // it is being built
		}
		files, rows := p.report.read(), p.rows[0]
		x.After(2 * lookEvery)
		x.Has("rebuilt · r")
		if p.report.read() != files || p.rows[0] != rows || p.here != here {
			t.Error("it was read without being asked for")
		}
		x.Slowly(3*time.Second, "r")
		x.Has("watched", "nothing is chosen")
		lacks("rebuilt")
		if p.report.read() != files+3 || p.here != here || p.current().wanted.Ref != here {
			t.Errorf("%d files, %d before; the cursor is on %s and was on %s", p.report.read(), files, p.here, here)
		}
		x.Key("W")
		builds("four.js")
		x.After(time.Minute)
		lacks("rebuilt")
		lacks("watched")
		quit(x, a)
	})
}

// TestBuildEmptied holds that a build that begins by taking away what is there
// is told as such, and that cursor and choices stay through a reading that fails
// because of it.
func TestBuildEmptied(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(wants())
		withBuild(a)
		a.env.watch = true
		p := a.tabs[buildTab].pages[0].(*build)
		x := term.Run(t, a, 80, 24)
		x.Slowly(3*time.Second, "3")
		x.Key("space") // not to be uploaded; the cursor is on the second row then
		here := p.here
		for _, c := range []struct{ from, to, note, read string }{{"dist", "away", "emptied", "no such file"}, {"away", "dist", "rebuilt · r", "nothing is chosen"}} {
			if err := os.Rename(c.from, c.to); err != nil {
				t.Fatal(err)
			}
			x.After(3 * lookEvery)
			x.Has(c.note)
			x.Slowly(3*time.Second, "r")
			x.Has("watched", c.read)
		}
		if p.current().wanted.Ref != here {
			t.Errorf("the cursor is on %s and was on %s", p.current().wanted.Ref, here)
		}
		quit(x, a)
	})
}
