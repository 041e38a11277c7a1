package inject

import (
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/bundle"
)

// TestDoubt holds that it is said what is wrong with maps of which no word is: then
// counts would say that all is well.
func TestDoubt(t *testing.T) {
	code := strings.Repeat(`a("xy");`, 200)
	for name, c := range map[string]struct{ mappings, doubt string }{
		"mappings beside what they mean": {"CAAE" + strings.Repeat(",QAAQ", 199), "at 1:2 the map says "},
		"lines without columns":          {"AAAA", noColumns},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(dir, "a.js"), code+"\n//# sourceMappingURL=a.js.map\n//# chunkId=c1\n")
			put(t, filepath.Join(dir, "a.js.map"), `{"version":3,"chunk_id":"c1","sources":["a.ts"],"names":[],"sourcesContent":["`+
				strings.ReplaceAll(code, `"`, `\"`)+`"],"mappings":"`+c.mappings+`"}`)
			b, err := bundle.Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { b.Close() })
			pairs, _, err := b.Pairs(t.Context(), bundle.Selection{})
			if err != nil {
				t.Fatal(err)
			}
			prepared, err := Prepare(t.Context(), pairs, Event, true, nil)
			if err != nil || len(prepared) != 1 {
				t.Fatalf("%d pairs, %v", len(prepared), err)
			}
			if p := prepared[0]; p.Err != nil || !strings.HasPrefix(p.Doubt, c.doubt) {
				t.Errorf("%q, %v", p.Doubt, p.Err)
			}
		})
	}
}
