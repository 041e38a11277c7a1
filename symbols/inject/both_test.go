package inject

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/bundle"
	"symset/symbols/sourcemap"
)

// A pair that both tools inject into.
type bothPair struct{ name, src, m string }

// bothPairs are the shapes, and what bundlers write.
func bothPairs(t *testing.T) (all []bothPair) {
	t.Helper()
	for _, s := range shapes {
		all = append(all, bothPair{s.name, s.src, string(everywhere(s.src))})
	}
	for i, src := range modules {
		all = append(all, bothPair{"module " + string(rune('a'+i)), src, string(everywhere(src))})
	}
	b, err := bundle.Open(t.Context(), "testdata/builds")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	pairs, _, err := b.Pairs(t.Context(), bundle.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		if !p.Inline() {
			all = append(all, bothPair{filepath.Base(p.File), get(t, p.File), get(t, p.Map)})
		}
	}
	return all
}

// blind reports whether posthog-cli can't see what stands behind directives or
// a hashbang: behind a byte-order mark.
func blind(src string) bool {
	return strings.HasPrefix(src, "\uFEFF") && before([]byte(src)).at > len("\uFEFF")
}

// TestOursToTheirs holds that posthog-cli's rules change nothing in what we
// injected, and make the same content hash of it.
func TestOursToTheirs(t *testing.T) {
	for _, p := range bothPairs(t) {
		for _, o := range []Options{{}, {Release: "rel-1"}, {Mode: SymbolSet, Release: "rel-1"}} {
			change, src, m := one(t, p.src, p.m, o)
			they := newTheirs(src, m)
			if they.id() != change.ChunkID {
				t.Errorf("%s: they read the chunk id %q, not %s", p.name, they.id(), change.ChunkID)
			}
			if blind(p.src) {
				continue
			}
			if o.Mode == SymbolSet {
				they.symbolSet(o.Release)
			} else {
				they.event("")
				they.event(o.Release)
			}
			if they.src != src || string(they.m["mappings"]) != string(newTheirs(src, m).m["mappings"]) || string(they.m["chunk_id"]) != quote(change.ChunkID) {
				t.Errorf("%s, %+v: they make of it\n%s\nand it was\n%s", p.name, o, they.src, src)
			}
			// They take a byte-order mark for a part of the statement.
			if !strings.HasPrefix(src, "\uFEFF") && hashOf(t, src, m) != they.hash() {
				t.Errorf("%s, %+v: another content hash", p.name, o)
			}
			// They refresh what we injected, too.
			if they.event("rel-2"); o.Mode == Event && (they.id() != change.ChunkID || strings.Count(they.src, idsProperty+"=") != 1) {
				t.Errorf("%s, %+v: with another release they make of it\n%s", p.name, o, they.src)
			}
		}
	}
}

// TestTheirsToOurs holds that we change nothing in what posthog-cli injected.
// Where it puts its statement on the line that ours would be on, both files
// have the same chunk id, content hash and columns.
func TestTheirsToOurs(t *testing.T) {
	for _, p := range bothPairs(t) {
		for _, o := range []Options{{}, {Release: "rel-1"}, {Mode: SymbolSet, Release: "rel-1"}} {
			they := newTheirs(p.src, p.m)
			if they.m["sections"] != nil {
				continue // they make a regular one of it before
			}
			if o.Mode == SymbolSet {
				they.symbolSet(o.Release)
			} else {
				they.event(o.Release)
			}
			m := string(marshal(t, they.m))
			got, src, newMap := one(t, they.src, m, o)
			if got.Status != Unchanged || src != they.src || newMap != m || got.ChunkID != they.id() {
				t.Errorf("%s, %+v: %+v", p.name, o, got)
			}
			if hashOf(t, they.src, m) != they.hash() {
				t.Errorf("%s, %+v: another content hash", p.name, o)
			}
			place := before([]byte(p.src))
			if o.Mode == SymbolSet || strings.ContainsAny(p.src[:place.at], "\r\n") {
				continue
			}
			ours, ourSrc, ourMap := one(t, p.src, p.m, o)
			if ours.ChunkID != they.id() || !place.open && hashOf(t, ourSrc, ourMap) != they.hash() {
				t.Errorf("%s, %+v: of one file we make %s and they %s, or another content hash", p.name, o, ours.ChunkID, they.id())
			}
			if place.at == begin([]byte(p.src)) && string(newTheirs(ourSrc, ourMap).m["mappings"]) != string(they.m["mappings"]) {
				t.Errorf("%s, %+v: columns differ", p.name, o)
			}
			if a, b := end(t, ourMap), end(t, m); a != b {
				t.Errorf("%s, %+v: the last mapping is at %v, and with posthog-cli %v", p.name, o, a, b)
			}
		}
	}
}

func hashOf(t *testing.T, src, m string) string {
	t.Helper()
	h, err := ContentHash([]byte(src), []byte(m))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// end gives where the last mapping is.
func end(t *testing.T, m string) (last sourcemap.Position) {
	t.Helper()
	parsed, err := sourcemap.Parse([]byte(m))
	if err != nil {
		t.Fatal(err)
	}
	if err := parsed.Walk(func(g sourcemap.Mapping) bool {
		last = g.Generated
		return true
	}); err != nil {
		t.Fatal(err)
	}
	return last
}

// TestWidth holds how many columns the statement takes.
func TestWidth(t *testing.T) {
	id, release := "568f42f7-7f57-59db-9970-8331a8816745", "0190aaaa-0000-7000-8000-000000000001"
	for _, less := range []int{0, 2} {
		if got := len(snippet(id, "", less)); got != 271+38-less {
			t.Errorf("%d columns", got)
		}
		if got := len(snippet(id, release, less)); got != 317+76-less {
			t.Errorf("with a release %d columns", got)
		}
	}
}

func marshal(t *testing.T, m map[string]json.RawMessage) []byte {
	t.Helper()
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
