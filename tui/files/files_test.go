package files

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folder makes a folder: names that end with a slash are folders.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		var err error
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(path, 0o755)
		} else {
			err = os.WriteFile(path, []byte(name), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func names(entries []Entry) []string {
	out := []string{}
	for _, e := range entries {
		name := e.Name
		if e.Folder {
			name += "/"
		}
		out = append(out, name)
	}
	return out
}

func TestRead(t *testing.T) {
	dir := folder(t, "b.js", "B.js.map", "assets/", ".git/", "a.js", "node_modules/", ".env")
	if err := os.Symlink(filepath.Join(dir, "assets"), filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "nowhere")); err != nil {
		t.Fatal(err)
	}
	f, err := Read(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{".git/", "assets/", "link/", "node_modules/", ".env", "a.js", "b.js", "B.js.map"}
	if diff := cmp.Diff(want, names(f.Entries)); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if f.Entries[5].Size != 4 || f.Entries[5].Modified.IsZero() || f.Entries[1].Size != 0 || f.Path != dir {
		t.Errorf("%+v in %s", f.Entries[5], f.Path)
	}
	if _, err := Read(t.Context(), filepath.Join(dir, "gone")); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := Read(t.Context(), filepath.Join(dir, "a.js")); err != nil && !strings.Contains(err.Error(), "a.js") {
		t.Errorf("a file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, dir); err != context.Canceled {
		t.Errorf("stopped: %v", err)
	}
}

func TestNarrow(t *testing.T) {
	dir := folder(t, "index-3f9a1c.js", "index-3f9a1c.js.map", "vendor.js", "assets/", ".env", "node_modules/")
	f, err := Read(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query  string
		hidden bool
		want   []string
	}{
		{"", false, []string{"assets/", "index-3f9a1c.js", "index-3f9a1c.js.map", "vendor.js"}},
		{"", true, []string{"assets/", "node_modules/", ".env", "index-3f9a1c.js", "index-3f9a1c.js.map", "vendor.js"}},
		{"INDEX", false, []string{"index-3f9a1c.js", "index-3f9a1c.js.map"}},
		{".e", false, []string{".env"}},
		{"vjs", false, []string{"vendor.js"}},
		{"zzz", false, []string{}},
	} {
		if diff := cmp.Diff(c.want, names(f.Narrow(c.query, c.hidden))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.query, diff)
		}
	}
}
