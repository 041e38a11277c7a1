package fit

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

const corpus = "testdata/corpus"

var tools = []string{"esbuild", "plain", "rollup", "swc", "uglify", "umd", "names"}

func load(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parsedMap(t *testing.T, inMap []byte) *sourcemap.Map {
	t.Helper()
	m, err := sourcemap.Parse(inMap)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func judged(t *testing.T, code, inMap []byte, labels Labels) *Judgement {
	t.Helper()
	j, err := Judge(lines.New(code), parsedMap(t, inMap), labels)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// A map is its file's, also after what editors and servers do to line ends and
// what tools write behind the code.
func TestJudgeRight(t *testing.T) {
	for _, tool := range tools {
		code, inMap := load(t, tool+"/right/main.js"), load(t, tool+"/right/main.js.map")
		crlf := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) }
		for name, c := range map[string][2][]byte{
			"as built":          {code, inMap},
			"CRLF in the file":  {crlf(code), inMap},
			"CRLF in sources":   {code, bytes.ReplaceAll(inMap, []byte(`\n`), []byte(`\r\n`))},
			"comments behind":   {append(bytes.Clone(code), "\n//# sourceMappingURL=main.js.map\n//# chunkId=a\n"...), inMap},
			"no names":          {code, without(t, inMap, "names")},
			"no sourcesContent": {code, without(t, inMap, "sourcesContent")},
		} {
			j := judged(t, c[0], c[1], Labels{})
			if j.Outcome != Match || j.Examples != nil {
				t.Errorf("%s, %s: %v, %d against %d, %+v, %v", tool, name, j.Outcome, j.Agree, j.Against, j.Items, j.Examples)
			}
		}
	}
}

// without takes a field out of a map; names are emptied one by one, since
// mappings count on them.
func without(t *testing.T, inMap []byte, field string) []byte {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(inMap, &m); err != nil {
		t.Fatal(err)
	}
	if field == "names" {
		for i := range m["names"].([]any) {
			m["names"].([]any)[i] = ""
		}
	} else {
		delete(m, field)
	}
	out, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// One line of one source was changed between the builds of file and map.
func TestJudgeStale(t *testing.T) {
	for _, tool := range tools {
		for _, edit := range []string{"number", "string", "property", "operator", "longer", "inserted", "key", "step", "removed"} {
			for _, way := range [][2]string{{"right", edit}, {edit, "right"}} {
				code := load(t, tool+"/"+way[0]+"/main.js")
				if bytes.Equal(code, load(t, tool+"/"+way[1]+"/main.js")) {
					continue
				}
				j := judged(t, code, load(t, tool+"/"+way[1]+"/main.js.map"), Labels{})
				blind := tool == "names" && (edit == "number" || edit == "string" || edit == "operator" || edit == "step") // it has nothing to tell these by
				if (j.Outcome == Match) != blind {
					t.Errorf("%s, the map %s for the file %s: %v, %d against %d, %+v", tool, way[1], way[0], j.Outcome, j.Agree, j.Against, j.Items)
				}
				if j.Outcome != Match && len(j.Examples) == 0 {
					t.Errorf("%s, the map %s for the file %s: %v without an example", tool, way[1], way[0], j.Outcome)
				}
			}
		}
	}
}

// A mismatch is beyond doubt: a few mappings beside the tokens are how some
// tools map, if no token differs.
func TestOutcome(t *testing.T) {
	for _, c := range []struct {
		split, other int
		read         bool
		want         Outcome
	}{
		{3, 0, true, Doubtful}, {4, 0, true, Mismatch}, {3, 1, true, Mismatch}, {3, 0, false, Mismatch}, {1, 0, true, Match}, {2, 1, true, Match},
	} {
		h := hearing{court: court{read: c.read}}
		h.counts[otherWord] = c.other
		j := &Judgement{Report: &Report{Mappings: 30, Split: c.split}}
		if got := h.outcome(j); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Of a large map a few more may lie beside the tokens, whatever differs; and tokens
// deny a map that one in ten speaks against, where there are texts.
func TestFewDiffer(t *testing.T) {
	for _, c := range []struct {
		split, agree, other, guessed int
		worst                        float64
		want                         Outcome
	}{
		{18, 0, 5, 0, 0, Doubtful}, {19, 0, 5, 0, 0, Mismatch},
		{0, 100, 11, 0, denial, Mismatch}, {0, 100, 10, 0, denial, Doubtful}, {0, 100, 11, 0, denial - 1, Doubtful},
		{0, 100, 11, 1, denial, Doubtful},
	} {
		h := hearing{court: court{read: true, guessed: c.guessed}, strict: stretch{worst: c.worst}}
		h.counts[otherWord] = c.other
		j := &Judgement{Agree: c.agree, Report: &Report{Mappings: 300, Split: c.split}}
		if got := h.outcome(j); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Code was put before the file's after the map was made.
func TestJudgeShifted(t *testing.T) {
	for _, tool := range tools {
		code, inMap := string(load(t, tool+"/right/main.js")), load(t, tool+"/right/main.js.map")
		for name, before := range map[string]string{
			"snippet":         `!function(){try{var e="undefined"!=typeof window?window:global,n=(new e.Error).stack;n&&(e._chunks=e._chunks||{},e._chunks[n]="01")}catch(e){}}();`,
			"snippet's line":  `!function(){try{var e=globalThis;e._chunks={}}catch(e){}}();` + "\n",
			"licence":         "/*! (c) Somebody, MIT */\n",
			"directive":       `"use strict";`,
			"a space":         " ",
			"a line":          "\n",
			"half of another": code[:len(code)/2],
		} {
			if tool == "plain" && !strings.Contains(before, "\n") {
				continue // its first line is a comment, which nothing is mapped to
			}
			if j := judged(t, []byte(before+code), inMap, Labels{}); j.Outcome == Match {
				t.Errorf("%s behind %s: %v, %d against %d", tool, name, j.Outcome, j.Agree, j.Against)
			}
		}
	}
}

// The same sources by another tool.
func TestJudgeOtherTool(t *testing.T) {
	for _, tool := range tools {
		for _, other := range tools {
			code := load(t, tool+"/right/main.js")
			if bytes.Equal(code, load(t, other+"/right/main.js")) {
				continue
			}
			if j := judged(t, code, load(t, other+"/right/main.js.map"), Labels{}); j.Outcome != Mismatch {
				t.Errorf("the map of %s for the file of %s: %v, %d against %d", other, tool, j.Outcome, j.Agree, j.Against)
			}
		}
	}
}
