package sourcemap

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared finds a folder beside the repository, or the one that env names.
func shared(t *testing.T, env, name string) string {
	t.Helper()
	dir := os.Getenv(env)
	if dir == "" {
		here, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for ; ; here = filepath.Dir(here) {
			if _, err := os.Stat(filepath.Join(here, "go.mod")); err == nil || here == filepath.Dir(here) {
				break
			}
		}
		dir = filepath.Join(here, "..", "shared", name)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no %s at %s; set %s to run this", name, dir, env)
	}
	return dir
}

// An action is one thing that a conformance case asks of a valid map.
type action struct {
	ActionType       string
	GeneratedLine    int
	GeneratedColumn  int
	OriginalSource   *string
	OriginalLine     *int
	OriginalColumn   *int
	MappedName       *string
	IntermediateMaps []string
	Present          []string
}

// TestConformance runs the public suite of source map readers, tc39/source-map-tests.
func TestConformance(t *testing.T) {
	dir := shared(t, "SYMSET_CONFORMANCE", "conformance")
	data, err := os.ReadFile(filepath.Join(dir, "source-map-spec-tests.json"))
	if err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Tests []struct {
			Name             string
			SourceMapFile    string
			SourceMapIsValid bool
			TestActions      []action
		}
	}
	if err := json.Unmarshal(data, &suite); err != nil {
		t.Fatal(err)
	}
	if len(suite.Tests) < 99 {
		t.Errorf("the suite has %d cases, 99 expected", len(suite.Tests))
	}
	for _, c := range suite.Tests {
		t.Run(c.Name, func(t *testing.T) {
			m, err := Open(filepath.Join(dir, "resources", c.SourceMapFile))
			if !c.SourceMapIsValid {
				if err == nil && len(m.Problems()) == 0 {
					t.Error("taken for valid")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range m.Problems() {
				t.Errorf("%s: %v", p.Code, p)
			}
			for _, a := range c.TestActions {
				a.check(t, m, filepath.Join(dir, "resources"))
			}
		})
	}
}

func (a *action) check(t *testing.T, m *Map, dir string) {
	if a.ActionType == "checkIgnoreList" {
		for _, want := range a.Present {
			if !ignores(m, want) {
				t.Errorf("%s is not ignored", want)
			}
		}
		return
	}
	at := Position{a.GeneratedLine, a.GeneratedColumn}
	maps := []*Map{m}
	for _, name := range a.IntermediateMaps {
		next, err := Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		maps = append(maps, next)
	}
	var got Mapping
	for _, m := range maps {
		answers, err := m.Lookup(at)
		if err != nil {
			t.Fatal(err)
		}
		got = answers[0]
		at = got.Original
	}
	last := maps[len(maps)-1]
	if a.OriginalLine == nil {
		if got.OK() {
			t.Errorf("%v: %+v, want none", a, got)
		}
		return
	}
	// Sources are named relative to the map, as the suite's own harness has them.
	source := strings.TrimPrefix(last.SourceURL(got.Source, "https://example.com/maps/x.map"), "https://example.com/maps/")
	source = strings.TrimPrefix(source, "https://example.com")
	if !got.OK() || got.Original != (Position{*a.OriginalLine, *a.OriginalColumn}) || source != str(a.OriginalSource) {
		t.Errorf("%d:%d: %s %+v, want %s %d:%d", a.GeneratedLine, a.GeneratedColumn, source, got, str(a.OriginalSource), *a.OriginalLine, *a.OriginalColumn)
	}
	if name := last.Name(got.Name); name != str(a.MappedName) {
		t.Errorf("%d:%d: name %q, want %q", a.GeneratedLine, a.GeneratedColumn, name, str(a.MappedName))
	}
}

func ignores(m *Map, source string) bool {
	for i := range m.Sources() {
		if m.Source(i) == source {
			return m.Ignored(i)
		}
	}
	return false
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
