package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
)

func TestMarkdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 80, 24)
		p := traceOf(a)
		p.read[8].Context = &symbols.Context{Before: []string{"before\x1b[2J"}, Line: "\treturn `a`", After: []string{"```", "after"}}
		golden.RequireEqual(t, p.markdown())
	})
	x := testApp(cart(), symbols.Event{Exceptions: []symbols.Exception{{Type: "A*b_c<d>`", Frames: manyFrames(300).Exceptions[0].Frames}}})
	got := traceOf(x).markdown()
	if !strings.HasPrefix(got, "**A\\*b\\_c&lt;d>\\`**\n") || !strings.Contains(got, "\n100 more frames\n") {
		t.Errorf("%.200s … %s", got, got[len(got)-100:])
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

func TestLocate(t *testing.T) {
	root := t.TempDir()
	for _, f := range []string{"src/cart/format.ts", "packages/web/src/main.tsx", "packages/api/src/main.tsx", "packages/api/lib/one.go", "node_modules/x/format.ts", ".git/config.ts", "-rf.ts", "dist/made.js"} {
		path := filepath.Join(root, f)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for source, want := range map[string]string{
		"webpack://shop/./src/cart/format.ts":       "src/cart/format.ts",
		"../../src/cart/format.ts?1234":             "src/cart/format.ts",
		"/home/ci/build/packages/web/src/main.tsx":  "packages/web/src/main.tsx",
		"https://app.example/static/lib/one.go":     "packages/api/lib/one.go",
		"C:\\work\\src\\cart\\format.ts":            "src/cart/format.ts",
		"webpack://shop/./node_modules/x/format.ts": "node_modules/x/format.ts",
		"../../../../../../etc/-rf.ts":              "-rf.ts",
		"src/main.tsx":                              "", // two fit
		"src/none.ts":                               "",
		"config.ts":                                 "",
		"":                                          "",
		"webpack://shop/.":                          "",
		"src/\x00.ts":                               "",
	} {
		got, err := locate(root, source)
		if want == "" {
			if err == nil {
				t.Errorf("%q is at %s", source, got)
			}
			continue
		}
		if err != nil || got != filepath.Join(root, want) || !filepath.IsAbs(got) {
			t.Errorf("%q: %q, %v, want %s", source, got, err, want)
		}
	}
	if _, err := locate(filepath.Join(root, "nowhere"), "a.ts"); err == nil {
		t.Error("a root that is not there is no error")
	}
}
