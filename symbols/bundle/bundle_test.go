package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func paths(files []*file) []string {
	var names []string
	for _, f := range files {
		names = append(names, filepath.ToSlash(f.path))
	}
	slices.Sort(names)
	return names
}

func TestOpenWalks(t *testing.T) {
	inTree(t, map[string]string{
		"p/main.js":                 "",
		"p/main.js.map":             "",
		"p/style.css.map":           "",
		"p/types.d.ts.map":          "",
		"p/code.ts.map":             "",
		"p/photo.png":               "",
		"p/index.android.bundle":    "",
		"p/.next/static/a.js":       "",
		"p/.git/hooks/a.js":         "",
		"p/.cache/a.js":             "",
		"p/node_modules/x/i.js":     "",
		"p/a/b/c/d.mjs":             "",
		"p/a/up@":                   "..",
		"p/a/same.js@":              "../main.js",
		"p/a/gone.js@":              "nowhere.js",
		"p/out@":                    "../outside",
		"p/stolen.js@":              "../outside/x.js",
		"p/unrelated@":              "../outside/readme",
		"outside/x.js":              "",
		"outside/readme":            "",
		"outside/node_modules/y.js": "",
	})
	b := open(t, "p", "p/a", "p", "outside/node_modules")
	want := []string{"outside/node_modules/y.js", "p/.next/static/a.js", "p/a/b/c/d.mjs", "p/a/same.js", "p/index.android.bundle", "p/main.js"}
	if diff := cmp.Diff(want, paths(b.scripts.all)); diff != "" {
		t.Error("files:", diff)
	}
	if diff := cmp.Diff([]string{"p/code.ts.map", "p/main.js.map"}, paths(b.maps.all)); diff != "" {
		t.Error("maps:", diff)
	}
	if b.Files() != 6 || b.Maps() != 2 {
		t.Errorf("counts %d files and %d maps", b.Files(), b.Maps())
	}
	notes := strings.Join(b.Notes(), "\n")
	for _, link := range []string{"out", "stolen.js"} {
		if !strings.Contains(notes, filepath.Join("p", link)+" links out of p and was not followed") {
			t.Errorf("notes %q say nothing of %s", notes, link)
		}
	}
	if strings.Contains(notes, "unrelated") || strings.Contains(notes, "up") {
		t.Errorf("notes %q are of what does not matter", notes)
	}
}

func TestOpenFails(t *testing.T) {
	inTree(t, map[string]string{"dist/main.js": ""})
	if _, err := Open(t.Context(), "dist", "nowhere"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a missing folder: %v", err)
	}
	if _, err := Open(t.Context(), os.DevNull); err == nil {
		t.Error("a device is opened")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, "dist"); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

func TestOpenLimits(t *testing.T) {
	inTree(t, map[string]string{"main.js": "", strings.Repeat("d/", maxDepth+1) + "deep.js": "", strings.Repeat("d/", maxDepth) + "last.js": ""})
	b := open(t, ".")
	if b.Files() != 2 || len(b.Notes()) != 1 || !strings.Contains(b.Notes()[0], "deep") {
		t.Errorf("%d files, notes %q", b.Files(), b.Notes())
	}
}

func TestDefault(t *testing.T) {
	inTree(t, map[string]string{"x/dist/main.js": "", "x/.next/a.js": "", "x/src/main.js": "", "x/build": "a file"})
	b, err := Default(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join("x", "dist"), filepath.Join("x", ".next"), "x"}, b.Roots()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x/.next/a.js", "x/dist/main.js", "x/src/main.js"}, paths(b.scripts.all)); diff != "" {
		t.Error(diff)
	}
	t.Chdir("x")
	if b, err = Default(t.Context(), "."); err != nil || b.Roots()[0] != "dist" {
		t.Errorf("here: %v, %v", b, err)
	}
	if _, err := Default(t.Context(), "nowhere"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
}

// grow writes n files with maps of about size bytes in folders of 100.
func grow(tb testing.TB, n, size int) string {
	tb.Helper()
	dir := tb.TempDir()
	content := strings.Repeat(`f(){a\n`, size/8)
	for i := range n {
		name := filepath.Join(dir, fmt.Sprint(i/100), fmt.Sprintf("chunk-%d.js", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			tb.Fatal(err)
		}
		id := fmt.Sprintf("0190a1b2-0000-7000-8000-%012d", i)
		js := strings.Repeat("f({a:1});", size/40) + comment1 + filepath.Base(name) + ".map"
		m := aMap(`"chunk_id":"` + id + `","sourcesContent":["` + content + `"],`)
		if err := errors.Join(os.WriteFile(name, []byte(js), 0o600), os.WriteFile(name+".map", []byte(m), 0o600)); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// The yardstick is reading every byte of the same files.
func BenchmarkOpenAndFindByID(b *testing.B) {
	dir := grow(b, 5000, 73<<10)
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			build, err := Open(b.Context(), dir)
			if err != nil {
				b.Fatal(err)
			}
			f := chunkFrame("0190a1b2-0000-7000-8000-000000004321", "")
			if p, err := build.Find(b.Context(), &f); err != nil || !strings.HasSuffix(p.File, "chunk-4321.js") {
				b.Fatal(p, err)
			}
			build.Close()
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if _, err := Open(b.Context(), dir); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("yardstick", func(b *testing.B) {
		for b.Loop() {
			err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
				if err == nil && !e.IsDir() {
					_, err = os.ReadFile(path)
				}
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
