package inject

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"symset/symbols/bundle"
)

// TestProcess holds that one pass makes of a build what two make of it, and
// what it sends is what it wrote, whatever becomes of the files meanwhile.
func TestProcess(t *testing.T) {
	copied := func() (dir string, pairs []bundle.FilePair) {
		t.Helper()
		dir = t.TempDir()
		if err := os.CopyFS(dir, os.DirFS("testdata/builds")); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "again.mjs"), get(t, filepath.Join(dir, "esbuild.mjs"))) // it has the map of esbuild.mjs, too
		put(t, filepath.Join(dir, "bad.js"), "a()\n//# sourceMappingURL=bad.js.map\n")
		put(t, filepath.Join(dir, "bad.js.map"), "no map")
		b, err := bundle.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		if pairs, _, err = b.Pairs(t.Context(), bundle.Selection{}); err != nil {
			t.Fatal(err)
		}
		return dir, pairs
	}
	for _, mode := range []Mode{Event, SymbolSet} {
		o := Options{Mode: mode, Release: "rel-1"}
		one, onePairs := copied()
		results, prepared, err := Process(t.Context(), onePairs, o, true, nil)
		if err != nil {
			t.Fatal(err)
		}
		two, twoPairs := copied()
		wantResults, err := Run(t.Context(), twoPairs, o, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Prepare(t.Context(), twoPairs, mode, true, nil)
		if err != nil || len(want) != len(prepared) {
			t.Fatalf("%d pairs, want %d, %v", len(prepared), len(want), err)
		}
		for i, p := range prepared {
			rel, _ := filepath.Rel(one, p.File)
			w := want[i]
			if wrong := results[i].Err != nil; wrong != (wantResults[i].Err != nil) || wrong != (p.Err != nil) || wrong != (rel == "bad.js") {
				t.Errorf("%s: %v, %v", rel, results[i].Err, p.Err)
			}
			if p.Mismatch != w.Mismatch || p.Doubt != w.Doubt || (p.Skip == "") != (w.Skip == "") || p.Upload.Ref == "" && p.Err == nil || p.Upload.ReleaseID != w.Upload.ReleaseID {
				t.Errorf("%s: %+v, want %+v", rel, p, w)
			}
			if mode == Event && (p.Upload.Ref != w.Upload.Ref || p.Upload.Content.Hash != w.Upload.Content.Hash || p.Upload.Content.Size != w.Upload.Content.Size) {
				t.Errorf("%s: %+v, want %+v", rel, p.Upload, w.Upload)
			}
			if mode == Event && get(t, p.File) != get(t, filepath.Join(two, rel)) {
				t.Errorf("%s was written in two ways", rel)
			}
			if p.Err != nil || p.Inline() {
				continue
			}
			put(t, p.File, "a bundler was faster") // small files are held until they are sent
			var sent bytes.Buffer
			if err := p.Upload.Content.Write(&sent); err != nil || int64(sent.Len()) != p.Upload.Content.Size {
				t.Errorf("%s: %d bytes of %d, %v", rel, sent.Len(), p.Upload.Content.Size, err)
			}
		}
	}
}
