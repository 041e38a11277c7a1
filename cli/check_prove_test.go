package cli

import (
	"testing"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

// TestGoesWith holds which frames are held to be of a file: by its chunk id, or
// by a name that both have.
func TestGoesWith(t *testing.T) {
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":[],"names":[],"mappings":""}`))
	if err != nil {
		t.Fatal(err)
	}
	pair := &symbols.Pair{Map: m, MapFile: "dist/app.js.map"}
	for file, want := range map[string]bool{
		"https://shop.example/app.js": true, "https://shop.example/app.js?v=2": true, "C:\\build\\app.js": true,
		"https://shop.example/other.js": false, "": false, "?": false,
	} {
		if got := goesWith(&symbols.Frame{Platform: symbols.Web, File: file, Line: 1, Column: 1}, pair); got != want {
			t.Errorf("%q: %t", file, got)
		}
	}
}
