package symbols

import (
	"encoding/json"
	"testing"

	"symset/symbols/sourcemap"
)

func TestSourceWithoutDots(t *testing.T) {
	for source, want := range map[string]string{
		"webpack://shop/./src/a.ts?4f2a": "webpack://shop/src/a.ts?4f2a",
		"webpack:///./src/./a.ts":        "webpack:///src/a.ts",
		"webpack://shop/../lib/../a.ts":  "webpack://shop/a.ts",
		"webpack://shop/src/.env.ts":     "webpack://shop/src/.env.ts",
		"webpack://shop":                 "webpack://shop",
		"https://a.example/x/../y.js#.":  "https://a.example/y.js#.",
		"../src/./a.ts":                  "../src/./a.ts",
		"turbopack:///[project]/a.ts":    "turbopack:///[project]/a.ts",
	} {
		name, err := json.Marshal(source)
		if err != nil {
			t.Fatal(err)
		}
		m, err := sourcemap.Parse([]byte(`{"version":3,"sources":[` + string(name) + `],"names":[],"mappings":"AAAA"}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := (&view{Map: m}).Source(0); got != want {
			t.Errorf("%q is told as %q, want %q", source, got, want)
		}
	}
}
