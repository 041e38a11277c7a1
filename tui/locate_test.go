package tui

import (
	"os"
	"path/filepath"
	"testing"
)

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
