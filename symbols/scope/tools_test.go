package scope

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// asked finds the places that are asked for: each is a string that says the
// name of the function it is in, which no tool changes.
var asked = regexp.MustCompile(`["']N:([^"']*)["']`)

// TestTools names the functions of one source, testdata/tools/shop.ts, in what
// tools made of it. Where the map has the source's text every name is right;
// where it has none, as many as could be told when the files were made. The
// files' names say which tools, in their order, and what they compiled to:
// esbuild 0.28 and swc 1.16 with minification, TypeScript 5.6, Babel 7.29,
// terser 5.51 with inlining.
func TestTools(t *testing.T) {
	original, err := os.ReadFile("testdata/tools/shop.ts")
	if err != nil {
		t.Fatal(err)
	}
	for name, least := range map[string]int{ // right without the source's text, of all
		"terser-esnext-inline": 55,
		"esbuild-es2020-min":   54,
		"esbuild-es2017-min":   54,
		"swc-es2015":           51,
		"tsc-ES2015":           58,
		"tsc-terser-ES5":       37,
		"babel-terser-es6":     50,
		"babel-terser-es5":     22,
	} {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join("testdata/tools", name+".js"))
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(filepath.Join("testdata/tools", name+".map"))
			if err != nil {
				t.Fatal(err)
			}
			var at []sourcemap.Position
			var want []string
			text := lines.New(src)
			for _, m := range asked.FindAllSubmatchIndex(src, -1) {
				at = append(at, text.Position(m[0]))
				want = append(want, string(src[m[2]:m[3]]))
			}
			if len(at) != 63 {
				t.Fatalf("%d places, want 63", len(at))
			}
			right := 0
			for i, got := range namesWith(t, src, at, data, "") {
				if got == want[i] {
					right++
				}
			}
			if right < least {
				t.Errorf("without the source's text %d names are right, want %d", right, least)
			}
			for i, got := range namesWith(t, src, at, data, string(original)) {
				if got != want[i] {
					t.Errorf("%v is in %q, want %q", at[i], got, want[i])
				}
			}
		})
	}
}

// namesWith names places through a map, with the source's text unless empty.
func namesWith(t *testing.T, src []byte, at []sourcemap.Position, data []byte, content string) []string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	if content != "" {
		fields["sourcesContent"] = []string{content}
	}
	data, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	m, err := sourcemap.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	names, err := Names(src, at, m)
	if err != nil {
		t.Fatal(err)
	}
	return names
}
