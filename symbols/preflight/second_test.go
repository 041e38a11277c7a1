package preflight

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

// The second reader gets what of a map answers the frames, and is left out,
// with the reason, where it is known to read otherwise.
func TestSecond(t *testing.T) {
	regular := func(mappings string) string {
		return `{"version":3,"sources":["a.ts","b.ts"],"sourcesContent":["one();\ntwo();",null],"names":[],"mappings":"` + mappings + `"}`
	}
	frame := func(line, column int) symbols.Frame {
		return symbols.Frame{Platform: symbols.Web, File: "https://shop.example/a.js", Line: line, Column: column}
	}
	long := strings.Repeat("AAAA,KACA;", 5000)
	for name, c := range map[string]struct {
		inMap     string
		frames    []symbols.Frame
		asked     int
		disagrees string // what it says of the first frame
		leftOut   string
	}{
		"agrees":            {regular("AAAA,KACA"), []symbols.Frame{frame(1, 1), frame(1, 9)}, 2, "", ""},
		"not resolved":      {regular("AAAA;;AACA"), []symbols.Frame{frame(2, 1), frame(3, 1)}, 1, "", ""},
		"far into the map":  {regular(long), []symbols.Frame{frame(4000, 7), frame(1, 1), frame(4999, 2)}, 3, "", ""},
		"behind all of it":  {regular(long), []symbols.Frame{frame(1, 1), frame(9000, 1)}, 1, "", ""},
		"columns go back":   {regular("KAAA,FACA"), []symbols.Frame{frame(1, 4)}, 1, "the second reader has no answer", ""},
		"index map":         {fmt.Sprintf(`{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":%s}]}`, regular("AAAA")), []symbols.Frame{frame(1, 1)}, 0, "", "shifts every line"},
		"damaged behind it": {regular(long + "!"), []symbols.Frame{frame(1, 1)}, 0, "", "damaged mappings"},
		"refused":           {strings.Replace(regular("AAAA"), `"a.ts"`, "7", 1), []symbols.Frame{frame(1, 1)}, 0, "", "refuses the map"},
	} {
		m, err := sourcemap.Parse([]byte(c.inMap))
		if err != nil {
			t.Fatal(name, err)
		}
		r := run(t, Input{Pair: &symbols.Pair{MapFile: "a.js.map", Map: m}, Frames: c.frames})
		if s := r.Second; s.Asked != c.asked || s.Disagrees > 0 != (c.disagrees != "") || !strings.Contains(s.LeftOut, c.leftOut) || (s.LeftOut == "") != (c.leftOut == "") || r.Frames[0].Second != c.disagrees {
			t.Errorf("%s: %+v, %+v", name, s, r.Frames[0])
		}
	}
	if r := run(t, Input{Pair: &symbols.Pair{Map: must(t, regular("AAAA"))}}); r.Second != nil {
		t.Errorf("without frames: %+v", r.Second)
	}
}

func must(t *testing.T, text string) *sourcemap.Map {
	t.Helper()
	m, err := sourcemap.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The second reader and PostHog take columns as the map has them. Where these
// are off for a known reason, the one is asked for what the map has, and of the
// other it is told.
func TestShifted(t *testing.T) {
	dir := filepath.Join("..", "testdata", "cart")
	data, err := os.ReadFile(filepath.Join(dir, "main.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	// What stands before the code is 46 columns in the map and 29 in the file.
	p := &symbols.Pair{File: "main.js", MapFile: "main.js.map", Map: must(t, strings.Replace(string(data), `"mappings": "AAAO`, `"mappings": "8CAAO`, 1)), Minified: func() ([]byte, error) {
		src, err := os.ReadFile(filepath.Join(dir, "main.js"))
		return append([]byte(`import("./lazy.b14208ab.js");`), src...), err
	}}
	var frames []symbols.Frame
	for column := 40; column < 240; column += 3 {
		frames = append(frames, symbols.Frame{Platform: symbols.Web, File: "https://shop.example/main.js", Line: 1, Column: column})
	}
	r := run(t, Input{Pair: p, Frames: frames})
	if r.Second.Asked < 50 || r.Second.Disagrees != 0 {
		t.Errorf("%+v", r.Second)
	}
	told := 0
	for _, f := range r.Frames {
		if strings.HasSuffix(f.PostHog, ": it takes the columns as the map has them") {
			told++
		}
	}
	if told < 10 {
		t.Errorf("of %d frames PostHog shows another place", told)
	}
}

// Sources are spelled anew where they are URLs: that is no other source.
func TestPostHogSpelling(t *testing.T) {
	m := must(t, `{"version":3,"sources":["webpack://shop/./src/a.ts"],"names":[],"mappings":"AAAA,KAAI"}`)
	r := run(t, Input{Pair: &symbols.Pair{Map: m, MapFile: "a.js.map"}, Frames: []symbols.Frame{{Platform: symbols.Web, File: "https://shop.example/a.js", Line: 1, Column: 2}}})
	if f := r.Frames[0]; f.After.Source != "webpack://shop/src/a.ts" || f.PostHog != "" {
		t.Errorf("%+v", f)
	}
}
