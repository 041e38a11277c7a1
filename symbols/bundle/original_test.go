package bundle

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Sources whose text the map does not hold are read from disk, but only source
// files in the roots and below the working directory.
func TestOriginal(t *testing.T) {
	outside := t.TempDir()
	write := func(path string) {
		if err := os.WriteFile(path, []byte("secret"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "x.ts"))
	sources := []string{
		"../../src/cart.ts", "../../src/with%20space.ts", "webpack://shop/./src/cart.ts?4f2a", "cart.vue",
		"../../.env", "../../../../etc/passwd", filepath.Join(outside, "x.ts"), "file://" + filepath.Join(outside, "x.ts"),
		"../../link.ts", "../../src/gone.ts", "https://shop.example/src/cart.ts", "../../src", "", "a\x00.ts",
	}
	names, err := json.Marshal(sources)
	if err != nil {
		t.Fatal(err)
	}
	inTree(t, map[string]string{
		"dist/js/main.js":     "throw 1\n",
		"dist/js/main.js.map": `{"version":3,"sources":` + string(names) + `,"names":[],"mappings":"AAAA"}`,
		"dist/js/cart.vue":    "<vue>", "src/cart.ts": "cart", "src/with space.ts": "space", ".env": "KEY=1",
	})
	if err := os.Symlink(filepath.Join(outside, "x.ts"), "link.ts"); err != nil {
		t.Skip("no links here: ", err)
	}
	f := frame("https://shop.example/js/main.js")
	p, err := open(t, "dist").Find(t.Context(), &f)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"cart", "space", "cart", "<vue>"}
	for i, source := range sources {
		name, text, err := p.Original(i)
		switch {
		case i < len(want) && (string(text) != want[i] || err != nil || name == ""):
			t.Errorf("%q: read %q from %q, %v; want %q", source, text, name, err, want[i])
		case i >= len(want) && (text != nil || err == nil):
			t.Errorf("%q: read %q from %q, %v; want an error", source, text, name, err)
		}
	}
}
