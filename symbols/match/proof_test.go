package match

import (
	"os"
	"path/filepath"
	"testing"

	"symset/symbols/sourcemap"
)

// A proof is a copy's, too, and nobody else's.
func TestProofOfCopies(t *testing.T) {
	const code, inMap = "a()\n//# sourceMappingURL=main.js.map\n", `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`
	dir := t.TempDir()
	for name, text := range map[string]string{
		"1/main.js": code, "1/main.js.map": inMap,
		"2/main.js": code + "//# chunkId=0190aaaa-0000-7000-8000-000000000001\n", "2/main.js.map": inMap,
		"3/main.js": code, "3/main.js.map": inMap + "\n",
		"4/main.js": "b" + code, "4/main.js.map": inMap,
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var proofs proofs
	prove := func(name string, near ...sourcemap.Position) *proof {
		t.Helper()
		for _, s := range f.files {
			if s.Rel() != name {
				continue
			}
			l := s.look(nil, &proofs)
			defer l.close()
			l.near = near
			if _, err := l.sourceMap(t.Context()); err != nil {
				t.Fatal(err)
			}
			return l.proof()
		}
		t.Fatalf("there is no %s", name)
		return nil
	}
	first := prove("1/main.js")
	for _, c := range []struct {
		name string
		near []sourcemap.Position
		same bool
	}{
		{"2/main.js", nil, true},
		{"2/main.js", []sourcemap.Position{{Column: 1}}, false},
		{"3/main.js", nil, false},
		{"4/main.js", nil, false},
	} {
		if got := prove(c.name, c.near...) == first; got != c.same {
			t.Errorf("%s near %v has the proof of the first: %v", c.name, c.near, got)
		}
	}
}
