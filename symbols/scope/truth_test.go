package scope

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"symset/symbols/sourcemap"
)

type truthFrame struct {
	Kind      string
	Generated struct {
		File         string
		Line, Column int
	}
	Truth *struct {
		File, Function string
		Aliases        []string `json:"function_aliases"`
	}
}

// truthDir finds recorded failures whose functions are known: the folder that
// SYMSET_TRUTH names, else one beside the repository.
func truthDir(t *testing.T) string {
	dir := os.Getenv("SYMSET_TRUTH")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "truth")
	}
	if _, err := os.Stat(filepath.Join(dir, "cases")); err != nil {
		t.Skip("no recorded failures at hand: SYMSET_TRUTH names no folder of them")
	}
	return dir
}

var (
	prefix = regexp.MustCompile(`^(async|get|set|static|new|async\*|Object|Module|Function)[ .]`)
	as     = regexp.MustCompile(`\s*\[as .*\]$`)
	inner  = regexp.MustCompile(`/<|<$`)
)

// norm takes off what engines put around names.
func norm(name string) string {
	return strings.TrimSpace(inner.ReplaceAllString(as.ReplaceAllString(prefix.ReplaceAllString(name, ""), ""), ""))
}

// TestTruth names the functions of recorded frames from real bundles, with
// the sources' text and without.
func TestTruth(t *testing.T) {
	dir := truthDir(t)
	cases, err := filepath.Glob(filepath.Join(dir, "cases", "*", "truth.json"))
	if err != nil || len(cases) == 0 {
		t.Skip("no recorded failures")
	}
	byFile := map[string][]truthFrame{} // by generated file
	for _, path := range cases {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var c struct {
			Build, Engine string
			Frames        []truthFrame
		}
		if err := json.Unmarshal(data, &c); err != nil {
			t.Fatal(err)
		}
		for _, f := range c.Frames {
			if f.Truth != nil && f.Kind == "app" && !strings.HasPrefix(c.Engine, "hermes") {
				key := filepath.Join(dir, "builds", c.Build, f.Generated.File)
				byFile[key] = append(byFile[key], f)
			}
		}
	}
	for _, mode := range []struct {
		name  string
		strip bool
		want  float64
	}{{"with the sources", false, 0.95}, {"without", true, 0.8}} {
		t.Run(mode.name, func(t *testing.T) {
			right, total := map[string]int{}, map[string]int{}
			all, good := 0, 0
			for file, frames := range byFile {
				build := strings.Split(strings.TrimPrefix(file, filepath.Join(dir, "builds")+"/"), "/")[0]
				src, m := truthPair(t, file, mode.strip)
				if m == nil {
					continue
				}
				at := make([]sourcemap.Position, len(frames))
				for i, f := range frames {
					at[i] = sourcemap.Position{Line: f.Generated.Line - 1, Column: f.Generated.Column - 1}
				}
				names, err := Names(src, at, m)
				if err != nil {
					t.Errorf("%s: %v", file, err)
					continue
				}
				for i, f := range frames {
					ok := false
					for _, a := range f.Truth.Aliases {
						ok = ok || norm(a) == norm(names[i])
					}
					total[build]++
					all++
					if ok {
						right[build]++
						good++
					} else {
						t.Logf("%s %d:%d: %q, want %q", file, at[i].Line, at[i].Column, names[i], f.Truth.Function)
					}
				}
			}
			for build, n := range total {
				t.Logf("%-28s %3d of %3d", build, right[build], n)
			}
			t.Logf("%-28s %3d of %3d", "all", good, all)
			if float64(good) < mode.want*float64(all) {
				t.Errorf("%d of %d names are right, want %.0f%%", good, all, 100*mode.want)
			}
		})
	}
}

// truthPair reads a generated file and its map, nil when it has none.
func truthPair(t *testing.T, file string, strip bool) ([]byte, *sourcemap.Map) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, nil
	}
	data, err := os.ReadFile(file + ".map")
	var m *sourcemap.Map
	if err != nil {
		i := bytes.LastIndex(src, []byte("sourceMappingURL=data:"))
		if i < 0 {
			return nil, nil
		}
		m, err = sourcemap.ParseDataURL(string(bytes.TrimSpace(src[i+len("sourceMappingURL="):])))
		if err != nil || strip {
			return nil, nil
		}
		return src, m
	}
	if strip {
		var fields map[string]any
		if json.Unmarshal(data, &fields) != nil {
			return nil, nil
		}
		delete(fields, "sourcesContent")
		if ss, ok := fields["sections"].([]any); ok {
			for _, s := range ss {
				delete(s.(map[string]any)["map"].(map[string]any), "sourcesContent")
			}
		}
		if data, err = json.Marshal(fields); err != nil {
			t.Fatal(err)
		}
	}
	if m, err = sourcemap.Parse(data); err != nil {
		return nil, nil // Hermes' bundles are no JavaScript
	}
	return src, m
}
