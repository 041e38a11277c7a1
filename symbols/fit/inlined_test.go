package fit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// Values that tools put together or put in for constants, at the mark in the file
// and in the source. A second source exports what the first imports.
func TestInlined(t *testing.T) {
	const exports = "export const LIMIT = 1 << 8, other = 1\nexport const TEXT: string = 'none'\nexport const PATH = '/api/' + TEXT;\nexport const TWO = 2 // twice\nconst own = 4\n"
	const imports = "import { LIMIT, TEXT, PATH, TWO, own } from './exports'\n"
	for _, c := range []struct {
		file, source string
		want         witness
	}{
		{`f(|"at 2")`, "f(|'at ' + 2)", keptValue},
		{`f(|"at 2")`, "f(|'at ' + 3)", otherValue},
		{`f(|"at 2")`, "f(|'to ' + 2)", otherValue},
		{"f(|`at 2`)", "f(|'at ' + 3)", otherValue},
		{`f(|"at "+n)`, "f(|'at ' + n)", keptValue},
		{`f(|"at 2"+n)`, "f(|'at ' + 2 + n)", keptValue},
		{`f(|"at 2 of")`, "f(|'at ' + n + ' of')", silent},
		{`f("at "+n+|" of all")`, "f(|'at ' + n + ' of ' + 'all')", silent},
		{`f(|"at 2")`, "f(|'at ' + 1 * 2)", silent},
		{`f(|"at 2")`, "const n = 2; f(|'at ' + n)", keptValue},
		{`f(|"at 2")`, "const n = 3; f(|'at ' + n)", otherValue},
		{`f(|"at 2")`, "const n = 2, m = 1; const n = 3; f(|'at ' + n)", silent},
		{`f(|"at 2")`, "const n = 2; const n = 2; f(|'at ' + n)", keptValue},
		{`f(|"at 2")`, "const n = n; f(|'at ' + n)", silent},
		{`f(|256)`, "f(|LIMIT)", keptValue},
		{`f(|257)`, "f(|LIMIT)", otherValue},
		{`f(|512)`, "f(|LIMIT * 2)", silent},
		{`f(|512,1)`, "f(|LIMIT, LIMIT * 2)", otherValue},
		{`f(|2)`, "f(|TWO)", keptValue},
		{`f(|4)`, "f(|own)", silent},
		{`f(|"none")`, "f(|TEXT)", keptValue},
		{`f(|"some")`, "f(|TEXT)", otherValue},
		{"f(|`/api/none`)", "f(|PATH)", keptValue},
		{"f(|`/api/some`)", "f(|PATH)", otherValue},
		{`f("no "+|"nones")`, "f('no ' + |TEXT + 's')", silent},
		{`f(|"some")`, "function f(TEXT2) { f(|TEXT2) }", silent},
	} {
		source := imports + c.source
		texts, err := json.Marshal(map[string]any{"version": 3, "sources": []string{"a.ts", "exports.ts"}, "names": []string{}, "mappings": "AAAA",
			"sourcesContent": []string{strings.Replace(source, "|", "", 1), exports}})
		if err != nil {
			t.Fatal(err)
		}
		court := &court{m: parsedMap(t, texts), texts: map[int]*lines.Text{}}
		got := compared(t, c.file, source, court)
		if got != c.want && (c.want != silent || got == keptValue || weights[got] >= 1) {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}

// Of two places that lead to one, the second is what could be told no better.
func TestInlinedTwice(t *testing.T) {
	source := "const n = 2, m = 3; f(|n, m * 4, 1)"
	at := strings.Index(source, "|")
	court := &court{since: span{in: at}}
	if got := compared(t, "f(2,|12,1)", source, court); weights[got] >= 1 {
		t.Errorf("%d", got)
	}
	court.since.in--
	if got := compared(t, "f(2,|12,1)", strings.Replace(source, "f(", "f(0, ", 1), court); got != otherValue {
		t.Errorf("%d", got)
	}
}

// Builds of several tools, and the maps of builds with another constant.
func TestJudgeConstants(t *testing.T) {
	read := func(tool, build, ext string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata/constants", tool, build+ext))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, tool := range []string{"esbuild", "rollup", "rolldown", "webpack"} {
		for _, edit := range []string{"right", "text", "number"} {
			for _, way := range [][2]string{{"right", edit}, {edit, "right"}} {
				j := judged(t, read(tool, way[0], ".js"), read(tool, way[1], ".js.map"), Labels{})
				blind := tool == "rolldown" && edit == "number" // of which it maps the word before
				if (j.Outcome == Match) != (edit == "right" || blind) {
					t.Errorf("%s, the map %s for the file %s: %v, %+v", tool, way[1], way[0], j.Outcome, j.Items)
				}
			}
		}
	}
}

// FuzzInlined: whatever stands in the files, it ends.
func FuzzInlined(f *testing.F) {
	f.Add([]byte(`f("at 2")`), []byte("import { n } from './a'; const m = n + 'a', n = m; f('at ' + m + 1 << 2)"), uint8(2), uint8(50))
	f.Fuzz(func(t *testing.T, file, source []byte, out, in uint8) {
		c := court{text: lines.New(file), m: parsedMap(t, []byte(`{"version":3,"sources":["a"],"names":[],"mappings":""}`))}
		for i := range max(len(file), len(source)) {
			c.compare(min(i+int(out), len(file)), source, min(i+int(in), len(source)), sourcemap.Mapping{Name: -1})
		}
	})
}
