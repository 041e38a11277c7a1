package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/ansi"
)

// Where the checkout is not known, e asks for it, says what was wrong with the
// last answer, and remembers a right one for the project.
func TestEditAsksForTheCheckout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 140, 40)
		p := traceOf(a)
		source := filepath.Join(localParts(p.read[p.current()].Source)...)
		there := t.TempDir()
		name := filepath.Join(there, "packages", source)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("// here\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		press(a, "e")
		for _, folder := range []string{t.TempDir(), there} {
			if len(a.over) == 0 {
				t.Fatalf("the checkout is not asked for before %s", folder)
			}
			for _, key := range split(folder) {
				press(a, key)
			}
			press(a, "enter")
			if folder != there {
				if got, want := ansi.Strip(a.View().Content), "no "+filepath.ToSlash(source)+" below"; !strings.Contains(got, want) {
					t.Errorf("%q is not said of a folder without the source:\n%s", want, got)
				}
			}
		}
		if msg := p.openEditor()().(locatedMsg); len(a.over) > 0 || msg.err != nil || msg.file != name {
			t.Errorf("the editor gets %q (%v), want %q; %d dialogs are left", msg.file, msg.err, name, len(a.over))
		}
	})
}

func TestCheckoutIsKept(t *testing.T) {
	root := t.TempDir()
	a := at(shop())
	a.sourceRoot = root
	kept := state{}
	a.keep(kept)
	b := projectApp(shop())
	if b.restore(kept); b.sourceRoot != root {
		t.Errorf("the checkout is %q after a restart, want %q", b.sourceRoot, root)
	}
	c := projectApp(shop())
	c.opts.SourceRoot = "/nowhere"
	if c.restore(kept); c.sourceRoot == root {
		t.Error("the checkout of the last run replaces the one that was named")
	}
}

func TestEditorArgs(t *testing.T) {
	for _, c := range []struct {
		editor       string
		line, column int
		want         []string
	}{
		{"vim", 18, 29, []string{"vim", "+18", "/a b/x.ts"}},
		{"/usr/bin/nano -w", 18, 0, []string{"/usr/bin/nano", "-w", "+18", "/a b/x.ts"}},
		{"code --wait", 18, 29, []string{"code", "--wait", "--goto", "/a b/x.ts:18:29"}},
		{"Code.exe", 18, 0, []string{"Code.exe", "--goto", "/a b/x.ts:18:1"}},
		{"zed", 18, 29, []string{"zed", "/a b/x.ts:18:29"}},
		{"subl -w", 18, 29, []string{"subl", "-w", "/a b/x.ts:18:29"}},
		{"hx", 18, 29, []string{"hx", "/a b/x.ts:18:29"}},
		{"webstorm", 18, 29, []string{"webstorm", "--line", "18", "/a b/x.ts"}},
		{"mate", 18, 29, []string{"mate", "-l", "18", "/a b/x.ts"}},
		{"my-own", 18, 29, []string{"my-own", "/a b/x.ts"}},
		{"vim", 0, 0, []string{"vim", "/a b/x.ts"}},
	} {
		got, err := editorArgs(c.editor, "/a b/x.ts", c.line, c.column)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, %v, want %q", c.editor, got, err, c.want)
		}
	}
	if _, err := editorArgs("  ", "x", 1, 1); err == nil {
		t.Error("no editor is no error")
	}
}
