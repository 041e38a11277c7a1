package bundle

import (
	"os"
	"path/filepath"
	"testing"
)

// A map's hash is that of the file it is in, wherever that lies.
func TestMapHash(t *testing.T) {
	const text = `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`
	const inline = "a()\n//# sourceMappingURL=data:application/json;base64,e30=\n"
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.js": "a()\n//# sourceMappingURL=maps/a.js.map\n", "maps/a.js.map": text,
		"b.js": "b()\n", "b.js.map": text,
		"c.js": "b()\n", "c.js.map": text + "\n",
		"d.js": inline, "e.js": inline, "f.js": inline + "\n",
		"none.js": "a()\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	scripts := map[string]Script{}
	for _, s := range b.Scripts() {
		scripts[s.Rel()] = s
	}
	for _, c := range []struct {
		a, b string
		same bool
	}{{"a.js", "b.js", true}, {"b.js", "c.js", false}, {"d.js", "e.js", true}, {"e.js", "f.js", false}} {
		x, errX := scripts[c.a].MapHash(t.Context())
		y, errY := scripts[c.b].MapHash(t.Context())
		if errX != nil || errY != nil || x == [32]byte{} || (x == y) != c.same {
			t.Errorf("the maps of %s and %s have one hash: %v, want %v; %v, %v", c.a, c.b, x == y, c.same, errX, errY)
		}
	}
	if _, err := scripts["none.js"].MapHash(t.Context()); err == nil {
		t.Error("a map that is not there has a hash")
	}
}
