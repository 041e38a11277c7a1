package bundle

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/container"
)

// write makes files in a folder.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	tinyMap  = `{"version":3,"file":"app.js","sources":["a.ts"],"sourcesContent":["boom();"],"names":[],"mappings":"AAAA"}`
	otherMap = `{"version":3,"sources":["b.ts"],"names":[],"mappings":"AAAA"}`
)

// Either half leads to the other.
func TestOpenLocal(t *testing.T) {
	inline := "boom();\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(tinyMap)) + "\n"
	dir := writeFiles(t, map[string]string{
		"app.js": "boom();\n//# sourceMappingURL=app.js.map\n", "app.js.map": tinyMap,
		"x.js": "boom();\n//# sourceMappingURL=y.map\n", "y.map": otherMap,
		"named.map": tinyMap, "inline.js": inline, "alone.js": "boom();\n", "stray.js.map": otherMap, "index.html": "<p>",
	})
	for path, want := range map[string][3]string{ // source, map, the code of what is wrong
		"app.js": {"app.js", "app.js.map"}, "app.js.map": {"app.js", "app.js.map"},
		"x.js": {"x.js", "y.map"}, "y.map": {"x.js", "y.map"},
		"named.map": {"app.js", "named.map"}, "inline.js": {"inline.js", ""},
		"alone.js": {"", "", string(symbols.NoMap)}, "stray.js.map": {"", "", string(symbols.NoFile)},
		".": {"", "", string(symbols.NoFile)}, "gone.js": {"", "", "none"},
	} {
		l, err := OpenLocal(t.Context(), filepath.Join(dir, path), "the ref")
		var failure *symbols.Failure
		switch {
		case want[2] != "":
			if err == nil || want[2] != "none" && (!errors.As(err, &failure) || string(failure.Code) != want[2]) {
				t.Errorf("%s: %v, want %s", path, err, want[2])
			}
			if hint := symbols.Hint(err); failure != nil && (hint == "" || strings.Contains(hint, "--maps")) {
				t.Errorf("%s: a person who chose it is told to %q", path, hint)
			}
			continue
		case err != nil:
			t.Errorf("%s: %v", path, err)
			continue
		}
		source, m := filepath.Base(l.Source), filepath.Base(l.Map)
		if l.Map == "" {
			m = ""
		}
		if source != want[0] || m != want[1] || l.Pair.Ref != "the ref" || l.Pair.Map.Sources() != 1 {
			t.Errorf("%s: %s and %s, %+v", path, source, m, l.Pair)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What is sent is the two files, or the map out of the file, as they are.
func TestLocalContent(t *testing.T) {
	source := "boom();\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(tinyMap)) + "\n"
	dir := writeFiles(t, map[string]string{"a.js": "boom();\n", "a.js.map": tinyMap, "inline.js": source})
	for name, text := range map[string]string{"a.js": "boom();\n", "inline.js": source} {
		l, err := OpenLocal(t.Context(), filepath.Join(dir, name), "")
		if err != nil {
			t.Fatal(err)
		}
		content, err := l.Content()
		if err != nil {
			t.Fatal(err)
		}
		var packed, got bytes.Buffer
		if err := content.Write(&packed); err != nil || int64(packed.Len()) != content.Size {
			t.Fatalf("%s: %d bytes of %d: %v", name, packed.Len(), content.Size, err)
		}
		r, err := container.Open(&packed, 0)
		if err != nil {
			t.Fatal(err)
		}
		for {
			p, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&got, p); err != nil {
				t.Fatal(err)
			}
		}
		if got.String() != text+tinyMap {
			t.Errorf("%s: packed %q", name, got.String())
		}
		if err := os.WriteFile(l.Source, []byte(strings.Repeat("x", len(text))), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := content.Write(io.Discard); !errors.Is(err, container.ErrChanged) {
			t.Errorf("%s changed: %v", name, err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What is sent tells the files that it is made of, wherever symset runs next.
func TestLocalUpload(t *testing.T) {
	source := "boom();\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(tinyMap)) + "\n"
	dir := writeFiles(t, map[string]string{"a.js": "boom();\n", "a.js.map": tinyMap, "inline.js": source})
	t.Chdir(dir)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file, sourceMap string
		files           []string
	}{
		{"a.js", "a.js.map", []string{filepath.Join(here, "a.js"), filepath.Join(here, "a.js.map")}},
		{"a.js", "", []string{filepath.Join(here, "a.js"), filepath.Join(here, "a.js.map")}},
		{"inline.js", "", nil},
	} {
		l, err := OpenFiles(t.Context(), c.file, c.sourceMap, "a-ref")
		if err != nil {
			t.Fatal(err)
		}
		u, err := l.Upload()
		if err != nil || u.Ref != "a-ref" || u.Content.Size == 0 || !slices.Equal(u.Files, c.files) {
			t.Errorf("%s: %+v, %v", c.file, u, err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}
