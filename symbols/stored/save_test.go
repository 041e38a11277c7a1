package stored_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/stored"
)

// saves gives a project with one symbol set of a file.
func saves(ref symbols.Ref, file []byte) (*project, *symbols.Set) {
	return &project{files: map[string][]byte{"id": file}}, &symbols.Set{ID: "id", Ref: ref, HasFile: true}
}

// TestSaveNames holds that no ref leads out of the folder.
func TestSaveNames(t *testing.T) {
	script := pack(t, container.SourceAndMap, minified, sourceMap)
	for ref, want := range map[symbols.Ref]string{
		"https://a.test/assets/app.js?v=1#x": "app.js app.js.map", "../../etc/passwd": "passwd.js passwd.js.map", "..": "set.js set.js.map",
		`C:\x\..\app.js.map`: "app.js app.js.map", "/": "set.js set.js.map", "": "set.js set.js.map", "https://a.test/": "a.test.js a.test.js.map",
		"con.js": "_con.js _con.js.map", ".bashrc": "bashrc.js bashrc.js.map", "-rf": "rf.js rf.js.map", "a\x00b\x1b[2J": "a_b__2J.js a_b__2J.js.map",
		"näher.js": "n_her.js n_her.js.map", "https://a.test/m.mjs": "m.mjs m.mjs.map", "0190-ab": "0190-ab.js 0190-ab.js.map",
		symbols.Ref(strings.Repeat("x", 300)): strings.Repeat("x", 100) + ".js " + strings.Repeat("x", 100) + ".js.map",
	} {
		dir := filepath.Join(t.TempDir(), "a", "b")
		p, set := saves(ref, script)
		saved, err := stored.Save(t.Context(), p, set, stored.Saving{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, file := range saved.Files {
			names = append(names, strings.TrimPrefix(file, dir+string(filepath.Separator)))
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q is saved as %q, want %q", ref, got, want)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
			t.Errorf("the folder has %v, error %v", left, err)
		}
	}
	for kind, want := range map[container.Type]string{container.HermesMap: "0190-ab.hbc.map", container.ProguardMapping: "0190-ab.txt", container.AppleDsym: "0190-ab.zip"} {
		dir := t.TempDir()
		p, set := saves("0190-ab", pack(t, kind, "PK"))
		if saved, err := stored.Save(t.Context(), p, set, stored.Saving{Dir: dir}); err != nil || !slices.Equal(saved.Files, []string{filepath.Join(dir, want)}) {
			t.Errorf("%s: %v, %v", kind, saved.Files, err)
		}
	}
}

// All parts are saved, or none, and what is there stays unless it is forced.
func TestSaveWhole(t *testing.T) {
	good := pack(t, container.SourceAndMap, minified, sourceMap)
	dir := t.TempDir()
	there := filepath.Join(dir, "app.js.map")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, set := saves("https://a.test/app.js", good)
	var taken *stored.TakenError
	if _, err := stored.Save(t.Context(), p, set, stored.Saving{Dir: dir}); !errors.As(err, &taken) || taken.Path != there {
		t.Errorf("over a file that is there: %v", err)
	}
	p.files["id"] = good[:len(good)-3]
	if _, err := stored.Save(t.Context(), p, set, stored.Saving{Dir: dir, Force: true}); err == nil {
		t.Error("a broken file is saved")
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%v is left behind", left)
	}
	if text, _ := os.ReadFile(there); string(text) != "mine" {
		t.Errorf("the file that was there holds %q", text)
	}
	p.files["id"] = good
	read, total := int64(0), int64(0)
	if _, err := stored.Save(t.Context(), p, set, stored.Saving{Dir: dir, Force: true, Count: func(r, t int64) { read, total = r, t }}); err != nil || total != int64(len(good)) || read > total || read == 0 {
		t.Errorf("%d of %d bytes, %v", read, total, err)
	}
	if text, _ := os.ReadFile(there); string(text) != sourceMap {
		t.Errorf("replaced by %q", text)
	}
}
