package fit

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// answers reports whether two maps give one answer for every place of a file:
// the same lines and columns of sources, with the same token there. Then the one
// is as right as the other, and nobody could tell them apart.
func answers(t *testing.T, file *lines.Text, a, b *sourcemap.Map) bool {
	t.Helper()
	return told(t, file, a) == told(t, file, b)
}

// told writes down what a map says of each token of the file that it maps: the
// place in the source, and the token there.
func told(t *testing.T, file *lines.Text, m *sourcemap.Map) string {
	t.Helper()
	c := court{text: file, m: m, texts: map[int]*lines.Text{}, names: map[int][]byte{}}
	var all strings.Builder
	err := m.Walk(func(mapping sourcemap.Mapping) bool {
		at, ok := file.Offset(mapping.Generated)
		if !ok || read(file.Bytes(), at).kind == nothing {
			return true
		}
		fmt.Fprint(&all, mapping.Generated, mapping.Original)
		if !mapping.OK() {
			return true
		}
		if source := c.source(mapping.Source); source != nil {
			if at, ok := source.Offset(mapping.Original); ok {
				all.Write(read(source.Bytes(), at).text)
			}
		}
		all.WriteByte('\n')
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func parsed(t *testing.T, file string) *sourcemap.Map {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := sourcemap.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestJudgeCorpus holds the bar over a corpus of its own: at least 99% of the
// wrong pairs flagged, and no right one called a mismatch. SYMSET_FIT_CORPUS
// names a JSON list of {"file", "map", "right", "kind", "truth"}: truth is the
// map that does belong to the file of a wrong pair. Pairs whose map answers as
// that one does are left out.
func TestJudgeCorpus(t *testing.T) {
	name := os.Getenv("SYMSET_FIT_CORPUS")
	if name == "" {
		t.Skip("no corpus here: set SYMSET_FIT_CORPUS")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var pairs []struct {
		File, Map, Kind, Note, Truth string
		Right                        bool
	}
	if err := json.Unmarshal(data, &pairs); err != nil {
		t.Fatal(err)
	}
	var right, wrong [3]int
	alike := 0
	for _, p := range pairs {
		code, err := os.ReadFile(p.File)
		if err != nil {
			t.Fatal(err)
		}
		inMap, err := os.ReadFile(p.Map)
		if err != nil {
			t.Fatal(err)
		}
		if p.Truth != "" && answers(t, lines.New(code), parsed(t, p.Map), parsed(t, p.Truth)) {
			alike++
			continue
		}
		j := judged(t, code, inMap, Labels{})
		switch {
		case p.Right:
			if right[j.Outcome]++; j.Outcome == Mismatch {
				t.Errorf("a right pair is a mismatch: %s %s, %v", p.Kind, p.File, j.Examples)
			}
		default:
			if wrong[j.Outcome]++; j.Outcome == Match {
				t.Logf("a wrong pair matches: %s %s %s (%s)", p.Kind, p.File, p.Map, p.Note)
			}
		}
	}
	all := wrong[Match] + wrong[Doubtful] + wrong[Mismatch]
	t.Logf("match, doubtful, mismatch: %v of the right ones, %v of the wrong ones; %d answer alike", right, wrong, alike)
	if wrong[Match]*100 > all {
		t.Errorf("%d of %d wrong pairs match", wrong[Match], all)
	}
}
