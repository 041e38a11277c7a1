package inject

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	other "github.com/go-sourcemap/sourcemap"

	"symset/symbols/bundle"
	"symset/symbols/sourcemap"
)

// TestBuilds injects into what bundlers write, and holds that it runs as
// before, tells its ids, and maps every position to where it was.
func TestBuilds(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/builds")); err != nil {
		t.Fatal(err)
	}
	b, err := bundle.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	pairs, skipped, err := b.Pairs(t.Context(), bundle.Selection{})
	if err != nil || len(pairs) != 16 || len(skipped) > 0 {
		t.Fatalf("%d pairs, skipped %v, error %v", len(pairs), skipped, err)
	}
	var before []string
	var maps [][]byte
	for _, p := range pairs {
		before, maps = append(before, get(t, p.File)), append(maps, mapOf(t, p))
	}
	results, err := Run(t.Context(), pairs, Options{Release: "rel-1"}, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	prepared, err := Prepare(t.Context(), pairs, Event, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		name, _ := filepath.Rel(dir, r.File)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			if r.Err != nil || r.Status != Added || prepared[i].Err != nil || prepared[i].Mismatch != "" {
				t.Fatalf("%+v, %+v", r, prepared[i])
			}
			now := mapOf(t, r.FilePair)
			same(t, maps[i], now, before[i], get(t, r.File))
			if !strings.Contains(string(maps[i]), `"sections"`) { // which it reads wrongly
				second(t, maps[i], now)
			}
			loaded(t, r.File, filepath.Join("testdata/builds", name), r.ChunkID)
		})
	}
	again, err := Run(t.Context(), pairs, Options{Release: "rel-1"}, false, nil)
	for _, r := range again {
		if err != nil || r.Status != Unchanged {
			t.Errorf("a second run: %+v, %v", r, err)
		}
	}
}

func mapOf(t *testing.T, p bundle.FilePair) []byte {
	t.Helper()
	src := []byte(get(t, p.File))
	if !p.Inline() {
		return []byte(get(t, p.Map))
	}
	m, err := InlineMap(src)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// second holds that another reader finds behind each segment what it found
// before.
func second(t *testing.T, was, now []byte) {
	t.Helper()
	read := func(m []byte) (all []string) {
		ours, err := sourcemap.Parse(m)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := other.Parse("", m)
		if err != nil {
			t.Fatal(err)
		}
		if err := ours.Walk(func(g sourcemap.Mapping) bool {
			source, name, line, column, ok := theirs.Source(g.Generated.Line+1, g.Generated.Column)
			all = append(all, fmt.Sprint(source, name, line, column, ok))
			return true
		}); err != nil {
			t.Fatal(err)
		}
		return all
	}
	a, b := read(was), read(now)
	if strings.Join(a, "\n") != strings.Join(b, "\n") || len(a) < 3 {
		t.Errorf("the second reader finds\n%s\nand found\n%s", strings.Join(b, "\n"), strings.Join(a, "\n"))
	}
}

// loaded holds that a file prints what it printed before, and registers its id.
func loaded(t *testing.T, after, before, id string) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node to run the file")
	}
	output := func(name string) (printed, ids string) {
		abs, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		script := `import(process.argv[1]).then(() => console.log("ids", Object.values(globalThis._posthogChunkIds || {}).join(" ")))`
		out, err := exec.Command("node", "-e", script, abs).CombinedOutput()
		if err != nil {
			t.Fatalf("node: %v\n%s", err, out)
		}
		printed, ids, _ = strings.Cut(string(out), "ids ")
		return printed, ids
	}
	want, none := output(before)
	got, ids := output(after)
	if got != want || strings.TrimSpace(none) != "" || !strings.Contains(ids, id) {
		t.Errorf("it prints %q with the ids %q, and printed %q with %q before", got, ids, want, none)
	}
}

// BenchmarkRun injects into a build of 50 pairs of half a megabyte.
func BenchmarkRun(b *testing.B) {
	dir := b.TempDir()
	src := strings.Repeat("var a=function(b,c){return b+c};", 6000)
	m := `{"version":3,"sources":["a.ts"],"sourcesContent":["` + strings.Repeat("const a = 1;\\n", 20000) + `"],"names":[],"mappings":"AAAA` + strings.Repeat(",QAAQ", 20000) + `"}`
	var pairs []bundle.FilePair
	for i := range 50 {
		name := filepath.Join(dir, fmt.Sprintf("c%d.js", i))
		pairs = append(pairs, bundle.FilePair{File: name, Map: name + ".map"})
	}
	b.SetBytes(int64(50 * (len(src) + len(m))))
	for b.Loop() {
		b.StopTimer()
		for _, p := range pairs {
			if os.WriteFile(p.File, []byte(src), 0o644) != nil || os.WriteFile(p.Map, []byte(m), 0o644) != nil {
				b.Fatal("can't write the build")
			}
		}
		b.StartTimer()
		if _, err := Run(b.Context(), pairs, Options{}, false, nil); err != nil {
			b.Fatal(err)
		}
	}
}
