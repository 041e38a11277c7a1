package bundle

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPairs holds what is a pair and what is none, in one build with all that
// is found in builds.
func TestPairs(t *testing.T) {
	dir := t.TempDir()
	m := `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`
	for name, text := range map[string]string{
		"named.js":                "a()\n//# sourceMappingURL=maps/other.js.map",
		"maps/other.js.map":       m,
		"beside.mjs":              "a()",
		"beside.mjs.map":          m,
		"inline.cjs":              "a()\n//# sourceMappingURL=data:application/json;base64,e30=",
		"cdn.js":                  "a()\n//# sourceMappingURL=https://cdn.example/assets/maps/cdn%20map.js.map",
		"maps/cdn map.js.map":     m,
		"none.js":                 "a()",
		"gone.js":                 "a()\n//# sourceMappingURL=nowhere.js.map",
		"moved.js":                "a()",
		"maps/moved.js.map":       m,
		"plain/index.js":          "a()",
		"maps/index.js.map":       `{"version":3,"sources":["a.ts"],"names":[],"mappings":"` + strings.Repeat(";AAAA,EAAE,IAAI", 40) + `"}`,
		"style.css":               "a{}\n/*# sourceMappingURL=style.css.map */",
		"style.css.map":           m,
		"index.d.ts":              "x",
		"index.d.ts.map":          m,
		"node_modules/v/v.js":     "a()",
		"node_modules/v/v.js.map": m,
		".hidden/h.js":            "a()",
		".hidden/h.js.map":        m,
		"deep/er/x.js":            "a()",
		"deep/er/x.js.map":        m,
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	links := os.Symlink(dir, filepath.Join(dir, "deep", "loop")) == nil
	if links {
		if err := os.Symlink(filepath.Join(dir, "beside.mjs"), filepath.Join(dir, "deep", "again.mjs")); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name      string
		options   Options
		selection Selection
		want      []string
		skipped   int
	}{
		{"all of its own", Options{Prefix: "https://cdn.example/assets"}, Selection{},
			[]string{"beside.mjs", "cdn.js", "deep/er/x.js", "inline.cjs", "moved.js", "named.js"}, 3},
		{"all that is there", Options{All: true}, Selection{Exclude: []string{"cdn.js", "none.js", "gone.js"}},
			[]string{".hidden/h.js", "beside.mjs", "deep/er/x.js", "inline.cjs", "moved.js", "named.js", "node_modules/v/v.js"}, 1},
		{"a folder", Options{}, Selection{Include: []string{"deep/**"}, Exclude: []string{"*.mjs"}}, []string{"deep/er/x.js"}, 0},
		{"a name", Options{}, Selection{Include: []string{"{named,beside}.*"}}, []string{"beside.mjs", "named.js"}, 0},
		{"whole paths", Options{}, Selection{Include: []string{"**/er/*.js"}}, []string{"deep/er/x.js"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := OpenWith(t.Context(), c.options, dir)
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			pairs, skipped, err := b.Pairs(t.Context(), c.selection)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range pairs {
				rel, _ := filepath.Rel(dir, p.File)
				got = append(got, filepath.ToSlash(rel))
				if p.Inline() != strings.HasPrefix(rel, "inline") {
					t.Errorf("%+v", p)
				}
			}
			if slices.Sort(got); !slices.Equal(got, c.want) || len(skipped) != c.skipped {
				t.Errorf("pairs %q, skipped %+v", got, skipped)
			}
		})
	}
	b, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Pairs(t.Context(), Selection{Include: []string{"[a"}}); err == nil || !strings.Contains(err.Error(), `"[a"`) {
		t.Errorf("a bad glob: %v", err)
	}
}
