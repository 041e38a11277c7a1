package sourcemap

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A bare map answers as the whole one does, up to the last position.
func TestBare(t *testing.T) {
	long := strings.Repeat("AAAA,CAAC,EACE;", 2000)
	for name, text := range map[string]string{
		"long":       regular(long),
		"one line":   regular(strings.ReplaceAll(long, ";", ",")),
		"escaped":    regular(`\u0041AAA,\/AA\/`),
		"backward":   regular(long + "IAAA,DAAA"),
		"root":       `{"version":3,"sourceRoot":"a\"b","sources":["a.ts",null],"sourcesContent":["a",null],"names":["a"],"mappings":"AAAAA,CCAA"}`,
		"no sources": `{"version":3,"sources":[],"names":[],"mappings":"A"}`,
	} {
		whole := parse(t, text)
		all := walked(t, whole)
		for _, last := range []Position{all[0].Generated, all[len(all)/2].Generated, {all[len(all)-1].Generated.Line + 9, 0}} {
			data, err := whole.Bare(last, 1<<20)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			bare := parse(t, string(data))
			for i := 0; i < len(all) && !last.Before(all[i].Generated); i += 1 + len(all)/50 {
				p := all[i].Generated
				for _, p := range []Position{p, {p.Line, max(0, p.Column-1)}} {
					if got, want := lookup(t, bare, p), lookup(t, whole, p); got.Generated != want.Generated || got.Original != want.Original || bare.Source(got.Source) != whole.Source(want.Source) {
						t.Fatalf("%s, to %v: at %v %+v, want %+v", name, last, p, got, want)
					}
				}
			}
		}
	}
	m := parse(t, regular(long))
	if first, _ := m.Bare(Position{}, 1<<20); len(first) > len(long)/2 {
		t.Errorf("for the first position it has %d bytes", len(first))
	}
	if data, err := m.Bare(Position{1 << 20, 0}, len(long)/2); data != nil || err != nil {
		t.Errorf("more than was wanted: %d bytes, %v", len(data), err)
	}
	if data, err := parse(t, `{"version":3,"sections":[]}`).Bare(Position{}, 1<<20); data != nil || err != nil {
		t.Errorf("an index map: %q, %v", data, err)
	}
}

// It reads of a file what it reads of memory.
func TestBareFile(t *testing.T) {
	text := regular(strings.Repeat("AAAA,CAAC,EACE;", 60_000))
	name := filepath.Join(t.TempDir(), "a.js.map")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	last := Position{50_000, 3}
	got, err := m.Bare(last, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := parse(t, text).Bare(last, 1<<20); string(got) != string(want) {
		t.Errorf("%d bytes of a file, %d of memory", len(got), len(want))
	}
}

// lookup answers a position; none where the map has no answers at all.
func lookup(t *testing.T, m *Map, p Position) Mapping {
	t.Helper()
	found, err := m.Lookup(p)
	if err != nil {
		return None
	}
	return found[0]
}

// Another reader answers from what it is given of a map as from all of it.
func TestBareYardstick(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	asked := 0
	for range 100 {
		text := regular(randomMappings(random, 20_000))
		m := parse(t, text)
		whole, err := parseYardstick([]byte(text))
		all := walked(t, m)
		if why, _ := refusal(m); why != "" || err != nil || len(all) == 0 {
			continue
		}
		last := all[random.IntN(len(all))].Generated
		data, err := m.Bare(last, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		bare, err := parseYardstick(data)
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			mapping := all[random.IntN(len(all))]
			p := mapping.Generated
			if p.Column += random.IntN(2); last.Before(p) || !mapping.OK() {
				continue
			}
			asked++
			want, got := ask(whole, p), ask(bare, p)
			if want.name = ""; got != want { // names are left out
				t.Fatalf("to %v, at %v: %+v, want %+v", last, p, got, want)
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d positions were asked about", asked)
	}
}
