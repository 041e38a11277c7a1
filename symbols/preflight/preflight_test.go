package preflight

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/fit"
	"symset/symbols/sourcemap"
)

var corpus = filepath.Join("..", "fit", "testdata", "corpus")

// pair opens a file of one build of the corpus and the map of another.
func pair(t *testing.T, file, inMap string) (*symbols.Pair, func() (container.Input, error)) {
	t.Helper()
	name := filepath.Join(corpus, filepath.FromSlash(inMap), "main.js.map")
	m, err := sourcemap.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	script := filepath.Join(corpus, filepath.FromSlash(file), "main.js")
	return &symbols.Pair{
		Ref: "https://shop.example/main.js", File: script, MapFile: name, Map: m,
		Minified: func() ([]byte, error) { return os.ReadFile(script) },
	}, func() (container.Input, error) { return container.File(name) }
}

// at is a frame at the first place of a text in a build's file.
func at(t *testing.T, build, text string) symbols.Frame {
	t.Helper()
	code, err := os.ReadFile(filepath.Join(corpus, filepath.FromSlash(build), "main.js"))
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(code, []byte(text))
	if i < 0 {
		t.Fatalf("%s has no %q", build, text)
	}
	line := bytes.Count(code[:i], []byte("\n"))
	return symbols.Frame{Platform: symbols.Web, File: "https://shop.example/main.js", Line: line + 1, Column: i - bytes.LastIndexByte(code[:i], '\n')}
}

func run(t *testing.T, in Input) *Report {
	t.Helper()
	r, err := Run(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFrames(t *testing.T) {
	right, data := pair(t, "esbuild/right", "esbuild/right")
	stale, _ := pair(t, "esbuild/right", "rollup/right")
	frames := []symbols.Frame{at(t, "esbuild/right", "new TypeError"), at(t, "esbuild/right", "new Error(\"the order")}
	for name, c := range map[string]struct {
		now, next *symbols.Pair
		want      string
	}{
		"nothing there":     {nil, right, Starts},
		"the same again":    {right, right, Same},
		"a wrong one":       {right, stale, Stops},
		"mends a wrong one": {stale, right, Starts},
		"wrong both times":  {stale, stale, Unread},
	} {
		r := run(t, Input{Pair: c.next, MapData: data, Frames: frames, Present: c.now})
		for i, f := range r.Frames {
			if f.Change != c.want {
				t.Errorf("%s: frame %d %s, want %s: %v then %v", name, i, f.Change, c.want, f.Before, f.After)
			}
		}
	}
	r := run(t, Input{Pair: right, MapData: data, Frames: frames})
	if got := r.Frames[0].After; got.Function != "take" || !strings.HasSuffix(got.Source, "stock.js") || got.Line != 14 || !strings.Contains(got.Code, "no such item") {
		t.Errorf("the first frame reads %+v", got)
	}
	if r.Second.Asked != 2 || r.Second.Disagrees != 0 || r.Second.LeftOut != "" {
		t.Errorf("the second reader: %+v, %+v", r.Second, r.Frames)
	}
	if f := r.Frames[0]; f.After.Doubt != "" {
		t.Errorf("in doubt: %s", f.After.Doubt)
	}
	frames[0].Column++ // in the middle of a word
	for i, f := range run(t, Input{Pair: right, MapData: data, Frames: frames}).Frames {
		if f.Change != Starts || !strings.Contains(f.After.Doubt, "may be of another build than the trace") {
			t.Errorf("frame %d %s, in doubt: %q", i, f.Change, f.After.Doubt)
		}
	}
}

// The code around frames is kept for those who show it; long lines are not.
func TestCode(t *testing.T) {
	right, data := pair(t, "esbuild/right", "esbuild/right")
	in := Input{Pair: right, MapData: data, Frames: []symbols.Frame{at(t, "esbuild/right", "new TypeError")}, Code: true}
	c := run(t, in).Frames[0]
	if c.Around == nil || c.Around.Line != c.After.Code || len(c.Around.Before) == 0 || c.Minified == nil || !strings.Contains(c.Minified.Lines[c.Minified.At], "new TypeError") {
		t.Errorf("kept are %+v and %+v", c.Around, c.Minified)
	}
	in.Code = false
	if c := run(t, in).Frames[0]; c.Around != nil || c.Minified != nil {
		t.Errorf("kept without being asked to: %+v and %+v", c.Around, c.Minified)
	}
	stale, _ := pair(t, "esbuild/right", "rollup/right")
	in = Input{Pair: stale, Frames: in.Frames, Code: true}
	if c := run(t, in).Frames[0]; c.Around != nil || c.Minified == nil {
		t.Errorf("of a wrong map are kept %+v and %+v", c.Around, c.Minified)
	}
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"sourcesContent":["` + strings.Repeat("x();", longCode) + `"],"names":[],"mappings":"AAAA"}`))
	if err != nil {
		t.Fatal(err)
	}
	in = Input{Pair: &symbols.Pair{Map: m, MapFile: "a.js.map"}, Frames: []symbols.Frame{{Platform: symbols.Web, File: "https://shop.example/a.js", Line: 1, Column: 1}}, Code: true}
	if c := run(t, in).Frames[0]; c.Around != nil || c.Minified != nil || c.After.Source != "a.ts" {
		t.Errorf("of a long line are kept %+v and %+v of %+v", c.Around, c.Minified, c.After)
	}
}

// PostHog looks a column up one to the right, and goes back over lines.
func TestPostHog(t *testing.T) {
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"sourcesContent":["one();\ntwo();\nthree();"],"names":[],"mappings":"AAAA,KACA;;;KACA"}`))
	if err != nil {
		t.Fatal(err)
	}
	p := &symbols.Pair{Map: m, MapFile: "a.js.map"}
	frame := func(line, column int) symbols.Frame {
		return symbols.Frame{Platform: symbols.Web, File: "https://shop.example/a.js", Line: line, Column: column}
	}
	r := run(t, Input{Pair: p, Frames: []symbols.Frame{frame(1, 2), frame(1, 5), frame(3, 1), frame(4, 7)}})
	for i, want := range []string{"", "PostHog will show a.ts:2:1: it looks one column further right", "PostHog will show a.ts:2:1 all the same", ""} {
		if r.Frames[i].PostHog != want {
			t.Errorf("frame %d: %q, want %q (%v)", i, r.Frames[i].PostHog, want, r.Frames[i].After)
		}
	}
	two, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts","b.ts"],"names":[],"mappings":"AAAA,CCAA"}`))
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Pair: &symbols.Pair{Map: two, MapFile: "a.js.map"}, Frames: []symbols.Frame{frame(1, 1)}}
	if got := run(t, in).Frames[0]; got.After.Source != "a.ts" || !strings.HasPrefix(got.PostHog, "PostHog will show b.ts:1:1") {
		t.Errorf("the same line of another source: %q of %v", got.PostHog, got.After)
	}
}

func TestVerdict(t *testing.T) {
	for inMap, want := range map[string]fit.Outcome{"esbuild/right": fit.Match, "esbuild/number": fit.Doubtful, "rollup/right": fit.Mismatch} {
		p, data := pair(t, "esbuild/right", inMap)
		r := run(t, Input{Pair: p, MapData: data})
		if r.Outcome() != want || len(r.Fit.Evidence) != 9 || (want == fit.Match) != (len(r.Fit.Examples) == 0) {
			t.Errorf("%s: %v, %+v", inMap, r.Outcome(), r.Fit)
		}
	}
	p, data := pair(t, "esbuild/right", "esbuild/number")
	r := run(t, Input{Pair: p, MapData: data})
	if r.Fit.Oddest() != r.Fit.Examples[0].Words {
		t.Errorf("the oddest is %q", r.Fit.Oddest())
	}
	odd := Fit{Evidence: []Evidence{{Finding: "good", Words: "a"}, {Finding: "odd", Words: "b"}}}
	if got := odd.Oddest(); got != "b" || (&Fit{}).Oddest() != "" {
		t.Errorf("of evidence alone the oddest is %q", got)
	}
	if got := r.Fit.Examples[0].Words; !strings.HasSuffix(got, "the map says `205`, the file has `204`") {
		t.Errorf("the example: %s", got)
	}
}

func TestSend(t *testing.T) {
	right := `{"version":3,"sources":["a.ts"],"sourcesContent":["a()"],"names":[],"mappings":"AAAA"}`
	key := "-----BEGIN RSA " + "PRIVATE KEY-----"
	for name, c := range map[string]struct {
		data, code string
		level, is  string
		words      string
	}{
		"all well":        {right, "a()", "", "", ""},
		"empty":           {`{"version":3,"sources":[],"names":[],"mappings":""}`, "", Stop, "empty", "maps nothing"},
		"encoding":        {right, "a('\xff')", Stop, "encoding", "not UTF-8"},
		"damaged":         {strings.Replace(right, "AAAA", "AAAA,AA", 1), "a()", Stop, "damaged", "PostHog reads nothing"},
		"no such name":    {strings.Replace(right, "AAAA", "AAAAC", 1), "a()", Stop, "damaged", "(generated line 1, segment 1)"},
		"beyond a file":   {strings.Replace(right, "AAAA", "AAAA,DAAA", 1), "a()", "", "", ""},
		"no contents":     {strings.Replace(right, `"sourcesContent":["a()"],`, "", 1), "a()", Warning, "contents", "1 of 1 sources come without their text"},
		"absolute path":   {strings.Replace(right, "a.ts", "/builds/shop/src/a.ts", 1), "a()", Warning, "paths", "/builds/shop/src/a.ts"},
		"Windows path":    {strings.Replace(right, "a.ts", `C:\\shop\\a.ts`, 1), "a()", Warning, "paths", `C:\shop\a.ts`},
		"environment":     {strings.Replace(right, "a.ts", "../.env.production", 1), "a()", Warning, "secrets", ".env.production"},
		"private key":     {strings.Replace(right, "a()", key, 1), "a()", Warning, "secrets", "a private key"},
		"key of a server": {strings.Replace(right, "a()", "AKIA"+"ABCDEFGHIJKLMNOP", 1), "a()", Warning, "secrets", "AWS"},
		"only like a key": {strings.Replace(right, "a()", "AKIA, said she", 1), "a()", "", "", ""},
	} {
		m, err := sourcemap.Parse([]byte(c.data))
		if err != nil {
			t.Fatal(name, err)
		}
		r := run(t, Input{
			Pair:    &symbols.Pair{File: "a.js", MapFile: "a.js.map", Map: m, Minified: func() ([]byte, error) { return []byte(c.code), nil }},
			MapData: func() (container.Input, error) { return input([]byte(c.data)), nil },
		})
		switch {
		case c.is == "":
			if len(r.Send) != 0 {
				t.Errorf("%s: %+v", name, r.Send)
			}
		case len(r.Send) != 1 || r.Send[0].Level != c.level || r.Send[0].Name != c.is || !strings.Contains(r.Send[0].Words, c.words):
			t.Errorf("%s: %+v", name, r.Send)
		}
	}
}

// TestTraces holds that it is told when the latest traces read and earlier ones are
// of another build.
func TestTraces(t *testing.T) {
	right, data := pair(t, "esbuild/right", "esbuild/right")
	own := at(t, "esbuild/right", "new TypeError")
	own.Function = "a"
	other := own
	other.Column++ // in the middle of a word
	for name, c := range map[string]struct {
		seen string // traces of a frame, the latest first: of the file, of another build, or ? for one that is not known
		want Traces
		says string
	}{
		"the latest":       {"ooooxx", Traces{Asked: 6, Latest: 4}, "the latest 4 of 6 exceptions read with it; others may be of other builds"},
		"few frames":       {"oooxx", Traces{Asked: 5, Latest: 3}, ""},
		"two in a row":     {"ooxx", Traces{Asked: 4, Latest: 2}, ""},
		"all":              {"oooo", Traces{Asked: 4, Latest: 4}, ""},
		"not the latest":   {"xxoooo", Traces{Asked: 6, Latest: 0}, ""},
		"some not known":   {"o?oooxx", Traces{Asked: 6, Latest: 4}, "the latest 4 of 6 exceptions read with it; others may be of other builds"},
		"none is known of": {"??", Traces{}, ""},
	} {
		var frames []symbols.Frame
		for i, kind := range c.seen {
			f := map[rune]symbols.Frame{'o': own, '?': own, 'x': other}[kind]
			if kind != '?' {
				f.Of = &symbols.Trace{Event: fmt.Sprint(i), Time: time.Unix(int64(100-i), 0)}
			}
			if kind == 'x' {
				f.Function = fmt.Sprintf("[%d]", i) // each another one, which tells nothing
			}
			frames = append(frames, f)
		}
		slices.Reverse(frames)
		r := run(t, Input{Pair: right, MapData: data, Frames: frames})
		switch known := r.Traces != nil; {
		case known != (c.want.Asked > 0), known && (r.Traces.Asked != c.want.Asked || r.Traces.Latest != c.want.Latest):
			t.Errorf("%s: %+v, want %+v", name, r.Traces, c.want)
		case r.Traces.Words() != c.says:
			t.Errorf("%s: %q", name, r.Traces.Words())
		}
	}
}
