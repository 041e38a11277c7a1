package preflight

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	yardstick "github.com/go-sourcemap/sourcemap"

	"symset/symbols"
	"symset/symbols/fit"
	"symset/symbols/sourcemap"
)

// writeLarge writes a minified file of about 20 MB and its map of about 70 MB.
func writeLarge(tb testing.TB, dir string) (file, inMap string) {
	tb.Helper()
	const sources, functions = 1400, 340
	var code, mappings strings.Builder
	contents, names := make([]string, sources), make([]string, sources)
	last := [3]int{} // column, line and column of the original
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
	for s := range sources {
		var text strings.Builder
		for f := range functions {
			column := 0
			for k, token := range []string{"function ", fmt.Sprintf("handler%d", f), "(event) { ", "return ", "event", ".target", ".value", " + ", fmt.Sprint(f), "; }"} {
				if code.Len() > 0 {
					mappings.WriteByte(',')
				}
				delta(code.Len() - last[0])
				source := 0
				if f == 0 && k == 0 && s > 0 {
					source = 1
				}
				delta(source)
				delta(f - last[1])
				delta(column - last[2])
				last = [3]int{code.Len(), f, column}
				code.WriteString(strings.ReplaceAll(strings.ReplaceAll(token, ") { ", "){"), " + ", "+"))
				text.WriteString(token)
				column += len(token)
			}
			text.WriteString(strings.Repeat("/", 20) + "\n")
		}
		names[s], contents[s] = fmt.Sprintf("src/part%d.ts", s), text.String()
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

// BenchmarkLarge proves a large pair from its files on, and loads its map with
// go-sourcemap: "wall" is the part of that time which the whole proof takes.
func BenchmarkLarge(b *testing.B) {
	file, inMap := writeLarge(b, b.TempDir())
	var ours, theirs time.Duration
	for b.Loop() {
		begin := time.Now()
		m, err := sourcemap.Open(inMap)
		if err != nil {
			b.Fatal(err)
		}
		r, err := Run(b.Context(), Input{
			Pair:    &symbols.Pair{File: file, MapFile: inMap, Map: m, Minified: func() ([]byte, error) { return os.ReadFile(file) }},
			MapData: func() ([]byte, error) { return os.ReadFile(inMap) },
			Frames:  []symbols.Frame{{Platform: symbols.Web, File: "https://shop.example/large.js", Line: 1, Column: 10_000_000}},
		})
		if err != nil || r.Outcome() != fit.Match || r.Frames[0].Change != Starts {
			b.Fatalf("%v, %+v", err, r)
		}
		m.Close()
		ours += time.Since(begin)
		begin = time.Now()
		data, err := os.ReadFile(inMap)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := yardstick.Parse("", data); err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(begin)
	}
	b.ReportMetric(float64(ours)/float64(theirs), "wall")
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "symset-ms")
	b.ReportMetric(float64(theirs.Milliseconds())/float64(b.N), "go-sourcemap-ms")
}
