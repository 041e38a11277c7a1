package preflight

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/sourcemap"
)

// A shape is what a large pair is like.
type shape struct {
	name      string
	sources   int
	functions int  // in each source
	padding   int  // bytes of comment behind each function of a source
	lines     bool // the minified file has a line for each function
}

var shapes = []shape{
	{"one line", 1400, 340, 20, false},
	{"many lines", 1400, 340, 20, true},
	{"one source", 1, 476_000, 20, false},
	{"small sources", 30_000, 16, 20, false},
	{"much content", 1400, 120, 280, false},
}

// write writes a minified file of 7 to 20 MB and its map of about 70 MB.
func (s shape) write(tb testing.TB, dir string) (file, inMap string) {
	tb.Helper()
	var code, mappings strings.Builder
	contents, names := make([]string, s.sources), make([]string, s.sources)
	var last [3]int // column, line and column of the original
	delta := func(n int) {
		const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
		if n <<= 1; n < 0 {
			n = -n | 1
		}
		for ; n > 31; n >>= 5 {
			mappings.WriteByte(digits[n&31|32])
		}
		mappings.WriteByte(digits[n])
	}
	begin := 0 // of the line
	for i := range s.sources {
		var text strings.Builder
		for f := range s.functions {
			column := 0
			for k, token := range []string{"function ", fmt.Sprintf("handler%d", f), "(event) { ", "return ", "event", ".target", ".value", " + ", fmt.Sprint(f), "; }"} {
				if code.Len() > begin {
					mappings.WriteByte(',')
				}
				source := 0
				if f == 0 && k == 0 && i > 0 {
					source = 1
				}
				at := code.Len() - begin
				delta(at - last[0])
				delta(source)
				delta(f - last[1])
				delta(column - last[2])
				last = [3]int{at, f, column}
				code.WriteString(strings.ReplaceAll(strings.ReplaceAll(token, ") { ", "){"), " + ", "+"))
				text.WriteString(token)
				column += len(token)
			}
			text.WriteString(strings.Repeat("/", s.padding) + "\n")
			if s.lines {
				code.WriteByte('\n')
				mappings.WriteByte(';')
				begin, last[0] = code.Len(), 0
			}
		}
		names[i], contents[i] = fmt.Sprintf("src/part%d.ts", i), text.String()
	}
	data, err := json.Marshal(map[string]any{"version": 3, "sources": names, "sourcesContent": contents, "names": []string{}, "mappings": mappings.String()})
	if err != nil {
		tb.Fatal(err)
	}
	file, inMap = filepath.Join(dir, "large.js"), filepath.Join(dir, "large.js.map")
	for name, text := range map[string][]byte{file: []byte(code.String()), inMap: data} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return file, inMap
}

// spread gives the places of so many mappings all over the file, as frames have
// them.
func spread(tb testing.TB, inMap string, frames int) string {
	tb.Helper()
	m, err := sourcemap.Open(inMap)
	if err != nil {
		tb.Fatal(err)
	}
	defer m.Close()
	counts, err := m.Counts()
	if err != nil {
		tb.Fatal(err)
	}
	var places []string
	n := 0
	err = m.Walk(func(mapping sourcemap.Mapping) bool {
		if n++; n%(counts.Mappings/(frames+1)) == 0 && len(places) < frames {
			places = append(places, fmt.Sprintf("%d:%d", mapping.Generated.Line+1, mapping.Generated.Column+1))
		}
		return len(places) < frames
	})
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Join(places, " ")
}
