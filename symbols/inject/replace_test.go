package inject

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"symset/symbols/bundle"
)

func text(s string) Text { return Text{[]byte(s)} }

func put(t *testing.T, name, s string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(s), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func get(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// left gives what is in a folder beside the files of its build.
func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	a, b := put(t, filepath.Join(dir, "a.js"), "old a"), put(t, filepath.Join(dir, "b.map"), "old b")
	if err := os.Chmod(a, 0o750); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.js")
	if err := os.Symlink("a.js", link); err != nil {
		t.Skip("no links here")
	}
	if err := Write(Edit{Path: link, Text: text("new a")}, Edit{Path: b, Text: text("new b")}); err != nil {
		t.Fatal(err)
	}
	st, _ := os.Lstat(link)
	if mode, _ := os.Stat(a); mode.Mode().Perm() != 0o750 || st.Mode()&os.ModeSymlink == 0 {
		t.Errorf("modes %v and %v", mode.Mode(), st.Mode())
	}
	if get(t, a) != "new a" || get(t, b) != "new b" || left(t, dir) != nil {
		t.Errorf("%q and %q, beside them %q", get(t, a), get(t, b), left(t, dir))
	}
	if err := os.Chmod(b, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := Write(Edit{Path: a, Text: text("newer")}, Edit{Path: b, Text: text("newer")}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a read-only file: %v", err)
	}
	if get(t, a) != "new a" || left(t, dir) != nil {
		t.Errorf("half of it was done: %q, beside it %q", get(t, a), left(t, dir))
	}
}

// TestWriteMeanwhile holds that what somebody else wrote since it was read stays.
func TestWriteMeanwhile(t *testing.T) {
	dir := t.TempDir()
	a, b := put(t, filepath.Join(dir, "a.js"), "old a"), put(t, filepath.Join(dir, "b.map"), "old b")
	edits := []Edit{{a, text("new a"), bundle.StampOf(a)}, {b, text("new b"), bundle.StampOf(b)}}
	put(t, b, "of a later build")
	if err := Write(edits...); !errors.Is(err, ErrWritten) {
		t.Errorf("%v", err)
	}
	if get(t, a) != "old a" || get(t, b) != "of a later build" || left(t, dir) != nil {
		t.Errorf("%q and %q, beside them %q", get(t, a), get(t, b), left(t, dir))
	}
}

// TestRecover stops a write at each of its steps. In the last one the file was
// built again before the next run.
func TestRecover(t *testing.T) {
	for step, want := range []string{"old", "old", "new", "new", "new", "old"} {
		dir := t.TempDir()
		a, b := put(t, filepath.Join(dir, "a.js"), "old a"), put(t, filepath.Join(dir, "b.map"), "old b")
		newA := put(t, filepath.Join(dir, tempPrefix+"1"), "new a")
		newB := filepath.Join(dir, tempPrefix+"2")
		if step >= 1 {
			put(t, newB, "new b")
		}
		if step >= 2 {
			rec, _ := json.Marshal(record{[]move{{filepath.Base(newA), "a.js"}, {filepath.Base(newB), "b.map"}}})
			put(t, filepath.Join(dir, recordPrefix+"3"), string(rec))
		}
		if step == 5 {
			later := time.Now().Add(time.Minute)
			if err := errors.Join(os.Chtimes(a, later, later), os.Chtimes(b, later, later)); err != nil {
				t.Fatal(err)
			}
			step = 2
		}
		if step >= 3 {
			if err := os.Rename(newA, a); err != nil {
				t.Fatal(err)
			}
		}
		if step >= 4 {
			if err := os.Rename(newB, b); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Recover(dir); err != nil {
			t.Errorf("step %d: %v", step, err)
		}
		if get(t, a) != want+" a" || get(t, b) != want+" b" || left(t, dir) != nil {
			t.Errorf("step %d: %q and %q, beside them %q", step, get(t, a), get(t, b), left(t, dir))
		}
	}
}

// TestRecoverForeign holds that a record of a stranger moves nothing.
func TestRecoverForeign(t *testing.T) {
	for _, m := range []move{
		{"../x.js", "a.js"}, {"x.js", "a.js"}, {tempPrefix + "1", "../../a.js"}, {"/etc/passwd", "a.js"}, {"sub/" + tempPrefix + "1", "a.js"},
	} {
		dir := t.TempDir()
		a := put(t, filepath.Join(dir, "a.js"), "a")
		put(t, filepath.Join(dir, "x.js"), "x")
		rec, _ := json.Marshal(record{[]move{m}})
		put(t, filepath.Join(dir, recordPrefix+"1"), string(rec))
		if _, err := Recover(dir); err == nil || get(t, a) != "a" {
			t.Errorf("%+v: %v, %q", m, err, get(t, a))
		}
	}
}

// TestRun injects into a folder, finds it done, and cleans it up.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.js"), "a();b()\n//# sourceMappingURL=a.js.map\n")
	put(t, filepath.Join(dir, "a.js.map"), aMap)
	put(t, filepath.Join(dir, "bad.js"), "a();b()")
	put(t, filepath.Join(dir, "bad.js.map"), "no map")
	put(t, filepath.Join(dir, tempPrefix+"x"), "left by a run that was stopped")
	pairs := []bundle.FilePair{
		{File: filepath.Join(dir, "a.js"), Map: filepath.Join(dir, "a.js.map")},
		{File: filepath.Join(dir, "bad.js"), Map: filepath.Join(dir, "bad.js.map")},
	}
	for i, want := range []Status{Added, Added, Unchanged} {
		results, err := Run(t.Context(), pairs, Options{Release: "r"}, i == 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		if results[0].Status != want || results[0].Err != nil || results[1].Err == nil {
			t.Errorf("run %d: %+v", i, results)
		}
		if done := strings.Contains(get(t, pairs[0].File), "chunkId"); done != (i > 0) || (left(t, dir) == nil) != (i > 0) {
			t.Errorf("run %d: done %t, left %q", i, done, left(t, dir))
		}
	}
	prepared, err := Prepare(t.Context(), pairs, Event, true, nil)
	if err != nil || prepared[0].Err != nil || prepared[0].Mismatch != "" || prepared[1].Err == nil {
		t.Fatalf("%+v, %v", prepared, err)
	}
	put(t, pairs[0].File, get(t, pairs[0].File)+"\n")
	if out, err := Clean(t.Context(), prepared[:1], nil); err == nil || out.Deleted != nil || !strings.Contains(err.Error(), "a.js.map is still there") {
		t.Errorf("a file that changed: deleted %q, %v", out.Deleted, err)
	}
	if prepared, err = Prepare(t.Context(), pairs[:1], Event, true, nil); err != nil {
		t.Fatal(err)
	}
	if out, err := Clean(t.Context(), prepared, nil); err != nil || len(out.Deleted) != 1 {
		t.Errorf("deleted %q, %v", out.Deleted, err)
	}
	if _, err := os.Stat(pairs[0].Map); err == nil || strings.Contains(get(t, pairs[0].File), "sourceMappingURL") || !strings.Contains(get(t, pairs[0].File), "chunkId") {
		t.Errorf("left: %s", get(t, pairs[0].File))
	}
}

func TestWithoutComment(t *testing.T) {
	for src, want := range map[string]string{
		"a()\n//# sourceMappingURL=x.map\n//# chunkId=1": "a()\n//# chunkId=1",
		"a() //# sourceMappingURL=x.map":                 "a() ",
		"a{}\n/*# sourceMappingURL=x.map */\n":           "a{}\n",
		"a()\r\n//@ sourceMappingURL=x.map\r\n":          "a()\r\n",
		"b()\n//# sourceMappingURL=x.map\na()":           "b()\n\na()", // lines of code stay where they are
		"//# sourceMappingURL=data:x\na()":               "\na()",
		"b(`\n//# sourceMappingURL=y.map\n`)\n":          "",
		"b(`\n//# sourceMappingURL=y.map\n`)\n//# sourceMappingURL=http://h/x.map?v=1\n//# sourceMappingURL=z.map": "b(`\n//# sourceMappingURL=y.map\n`)\n",
		"var s='//# sourceMappingURL=x.map';": "",
		"a()":                                 "",
	} {
		if got := string(join(withoutComment([]byte(src), "dist/x.map"))); got != want {
			t.Errorf("%q becomes %q", src, got)
		}
	}
}
