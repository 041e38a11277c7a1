package sourcemap

import (
	"slices"
	"testing"
)

// parse reads a map that a test needs.
func parse(t testing.TB, text string) *Map {
	t.Helper()
	m, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
	return m
}

// regular is a map with the given mappings, two sources and two names.
func regular(mappings string) string {
	return `{"version":3,"sources":["a.ts","b.ts"],"names":["foo","bar"],"mappings":"` + mappings + `"}`
}

func walked(t testing.TB, m *Map) []Mapping {
	t.Helper()
	var all []Mapping
	if err := m.Walk(func(mapping Mapping) bool { all = append(all, mapping); return true }); err != nil {
		t.Fatal(err)
	}
	return all
}

// naive answers a position by looking at every mapping there is.
func naive(all []Mapping, p Position) Mapping {
	best := None
	for _, mapping := range all {
		g := mapping.Generated
		if g.Line != p.Line || g.Column > p.Column {
			continue
		}
		if g == p {
			return mapping
		}
		best = mapping
	}
	return best
}

// around gives the positions that tell readers apart: each mapping's, and those
// beside it.
func around(all []Mapping) []Position {
	out := []Position{{-1, 0}, {0, -1}, {0, 0}, {1 << 33, 0}, {0, 1 << 33}}
	for _, mapping := range all {
		p := mapping.Generated
		out = append(out, p, Position{p.Line, p.Column - 1}, Position{p.Line, p.Column + 1}, Position{p.Line + 1, 0})
	}
	return out
}

// agree checks that all ways of asking a map give one answer.
func agree(t testing.TB, m *Map) {
	t.Helper()
	all := walked(t, m)
	if !slices.IsSortedFunc(all, func(a, b Mapping) int {
		switch {
		case a.Generated.Before(b.Generated):
			return -1
		case b.Generated.Before(a.Generated):
			return 1
		}
		return 0
	}) {
		t.Errorf("Walk is out of order: %v", all)
	}
	at := around(all)
	if len(at) > many {
		at = at[:many]
	}
	answers, err := m.Lookup(at...)
	x, indexErr := m.Index()
	if (err == nil) != (indexErr == nil) {
		t.Fatalf("Lookup: %v, Index: %v", err, indexErr)
	}
	if err != nil {
		if c, _ := m.Counts(); c.Mappings > 0 {
			t.Errorf("%v, but there are %d mappings", err, c.Mappings)
		}
		return
	}
	for i, p := range at {
		want := naive(all, p)
		if answers[i] != want {
			t.Errorf("Lookup(%v) = %+v, want %+v", p, answers[i], want)
		}
		if got := x.Lookup(p); got != want {
			t.Errorf("Index.Lookup(%v) = %+v, want %+v", p, got, want)
		}
	}
	for _, mapping := range all[:min(len(all), many/4)] {
		if mapping.OK() && !slices.Contains(x.Generated(mapping.Source, mapping.Original), mapping.Generated) {
			t.Errorf("Generated(%d, %v) = %v, want %v in it", mapping.Source, mapping.Original,
				x.Generated(mapping.Source, mapping.Original), mapping.Generated)
		}
	}
}
