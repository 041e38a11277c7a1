package inject

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/uuid"

	"symset/symbols/bundle"
	"symset/symbols/sourcemap"
)

const aMap = `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA,IAAI"}`

// one plans for a single pair and gives what becomes of it.
func one(t *testing.T, src, m string, o Options) (Change, string, string) {
	t.Helper()
	plan, err := Pair([][]byte{[]byte(src)}, []byte(m), o)
	if err != nil {
		t.Fatal(err)
	}
	newSrc, newMap := src, m
	if plan.Changes[0].Source != nil {
		newSrc, newMap = string(join(plan.Changes[0].Source)), string(join(plan.Map))
	}
	return plan.Changes[0], newSrc, newMap
}

func TestSymbolSetMode(t *testing.T) {
	first, src, m := one(t, "a();b()", aMap, Options{Mode: SymbolSet, Release: "r1"})
	id, err := uuid.Parse(first.ChunkID)
	if err != nil || id.Version() != 7 || strings.Contains(src, releaseProperty) || !strings.Contains(m, `"release_id":"r1"`) {
		t.Errorf("chunk id %s, %v\n%s\n%s", first.ChunkID, err, src, m)
	}
	for _, release := range []string{"r1", ""} {
		if again, _, _ := one(t, src, m, Options{Mode: SymbolSet, Release: release}); again.Status != Unchanged {
			t.Errorf("release %q: %+v", release, again)
		}
	}
	other, src2, m2 := one(t, src, m, Options{Mode: SymbolSet, Release: "r2"})
	if other.Status != Refreshed || other.Was != first.ChunkID || other.ChunkID == first.ChunkID || strings.Contains(src2, first.ChunkID) || strings.Contains(m2, "r1") {
		t.Errorf("%+v\n%s\n%s", other, src2, m2)
	}
	same(t, []byte(aMap), []byte(m2), "a();b()", src2)
}

// TestCommentWithoutSnippet holds that a file which has lost all but its comment
// gets a snippet: behind the lines that have to be first, or where a comment is
// within what is taken for the snippet.
func TestCommentWithoutSnippet(t *testing.T) {
	for _, src := range []string{
		"\n//# chunkId=c1", "// @bun\n//# chunkId=c1\n", "#!/usr/bin/env node\n//# chunkId=c1", "// @bun\n\n//# chunkId=c1",
		"!function(){g._posthogChunkIds=\"c1\"}()\n//# chunkId=c1\n;",
	} {
		change, now, m := one(t, src, aMap, Options{Release: "r1"})
		if change.Status != Refreshed || bundle.ReadComments([]byte(now)).ChunkID != "c1" || strings.Count(now, "chunkId") != 1 {
			t.Errorf("%q becomes %+v\n%s", src, change, now)
		}
		if again, _, _ := one(t, now, m, Options{Release: "r1"}); again.Status != Unchanged {
			t.Errorf("%q: %+v the second time", src, again)
		}
	}
}

// TestDebugIDs holds which ids of bundlers become chunk ids.
func TestDebugIDs(t *testing.T) {
	const a, b = "0f3c1d8a-2a61-4e0f-9a5f-0f6d1f6a7b11", "1f3c1d8a-2a61-4e0f-9a5f-0f6d1f6a7b22"
	withID := strings.Replace(aMap, "{", `{"debugId":"`+b+`",`, 1)
	for _, c := range []struct{ name, src, m, want string }{
		{"the file's", "a();b()\n//# debugId=" + a + "\n", withID, a},
		{"the map's", "a();b()", withID, b},
		{"no UUID", "a();b()\n//# debugId=main", withID, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _, m := one(t, c.src, c.m, Options{})
			if c.want != "" && got.ChunkID != c.want || c.want == "" && uuid.MustParse(got.ChunkID).Version() != 5 {
				t.Errorf("chunk id %s", got.ChunkID)
			}
			if parsed, err := sourcemap.Parse([]byte(m)); err != nil || parsed.DebugID() != b {
				t.Errorf("the map lost its debug id: %s", m)
			}
			if v7, _, _ := one(t, c.src, c.m, Options{Mode: SymbolSet}); uuid.MustParse(v7.ChunkID).Version() != 7 {
				t.Errorf("symbol-set mode took %s", v7.ChunkID)
			}
		})
	}
}

// TestIndexMap holds that an index map becomes a regular one that says the same.
func TestIndexMap(t *testing.T) {
	const src = "a();b()\nc()"
	const m = `{"version":3,"x_more":[1],"sections":[
		{"offset":{"line":0,"column":0},"map":{"version":3,"sourceRoot":"r","sources":["a.ts",null],"sourcesContent":["<a> & \"é\"",null],"names":["n"],"mappings":"AAAAA,IACA"}},
		{"offset":{"line":1,"column":0},"map":{"version":3,"sources":["c.ts"],"names":["n"],"ignoreList":[0],"mappings":"AAAAA,CAAC,C"}}]}`
	_, newSrc, newMap := one(t, src, m, Options{Release: "r"})
	same(t, []byte(m), []byte(newMap), src, newSrc)
	parsed, err := sourcemap.Parse([]byte(newMap))
	if err != nil || parsed.Kind() != sourcemap.Regular || len(parsed.Problems()) > 0 || !strings.Contains(newMap, `"x_more":[1]`) {
		t.Fatalf("%v %v\n%s", err, parsed.Problems(), newMap)
	}
	text, _ := parsed.Content(0)
	if parsed.Source(0) != "r/a.ts" || text != `<a> & "é"` || !parsed.Ignored(2) || parsed.Ignored(0) || parsed.Name(1) != "n" {
		t.Errorf("%s", newMap)
	}
}

func TestInline(t *testing.T) {
	src := "'use strict';a();b()\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(aMap)) + "\n"
	c, err := Inline([]byte(src), Options{Release: "r"})
	if err != nil {
		t.Fatal(err)
	}
	now := join(c.Source)
	m, err := InlineMap(now)
	if err != nil || bundle.ReadComments(now).ChunkID != c.ChunkID || !bytes.Contains(m, []byte(c.ChunkID)) {
		t.Fatalf("%v\n%s", err, now)
	}
	same(t, []byte(aMap), m, src, string(now))
	if again, err := Inline(now, Options{Release: "r"}); err != nil || again.Status != Unchanged || again.Source != nil {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// TestShared holds that a map of several files is shifted once.
func TestShared(t *testing.T) {
	sources := [][]byte{[]byte("a();b()"), []byte("a();b();")}
	plan, err := Pair(sources, []byte(aMap), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range plan.Changes {
		same(t, []byte(aMap), join(plan.Map), string(sources[i]), string(join(c.Source)))
	}
	if plan.Changes[0].ChunkID == plan.Changes[1].ChunkID || !bytes.Contains(join(plan.Map), []byte(plan.Changes[0].ChunkID)) {
		t.Errorf("chunk ids %s and %s", plan.Changes[0].ChunkID, plan.Changes[1].ChunkID)
	}
	// One more file that has the map joins later.
	late, err := Pair([][]byte{join(plan.Changes[0].Source), []byte("a();b() ")}, join(plan.Map), Options{})
	if err != nil || late.Changes[0].Status != Unchanged || late.Changes[1].Status != Added {
		t.Fatalf("%+v, %v", late, err)
	}
	same(t, []byte(aMap), join(late.Map), "a();b() ", string(join(late.Changes[1].Source)))
	if _, err := Pair([][]byte{[]byte("a();b()"), []byte("'use strict';a()")}, []byte(aMap), Options{}); err == nil {
		t.Error("two files that move in different ways were shifted in one")
	}
}

// TestOutOfOrder holds that segments move by where they are and not by where
// they stand.
func TestOutOfOrder(t *testing.T) {
	const src = "'use strict';a();b()"
	m := strings.Replace(aMap, "AAAA,IAAI", "aAAA,bAAC,QAAE,EAAE,EAAE", 1)
	_, newSrc, newMap := one(t, src, m, Options{})
	same(t, []byte(m), []byte(newMap), src, newSrc)
}

// TestForeignSnippet holds that what posthog-cli or a minifier behind it
// wrote is found, and stays.
func TestForeignSnippet(t *testing.T) {
	const id = "568f42f7-7f57-59db-9970-8331a8816745"
	for name, src := range map[string]string{
		"written otherwise": `(function(){try{var w=self;w._posthogReleaseId=w._posthogReleaseId||"r1";var k=(new w.Error).stack;k&&(w._posthogChunkIds=w._posthogChunkIds||{},w._posthogChunkIds[k]="` + id + `")}catch(q){}})();`,
		"merged":            "\"use strict\";!function(){try{var w=self;w._posthogReleaseId=w._posthogReleaseId||`r1`;w._posthogChunkIds[k]=`" + id + "`}catch{}}(),",
	} {
		t.Run(name, func(t *testing.T) {
			whole := src + "a();b()\n//# chunkId=" + id
			c := readChunk([]byte(whole))
			if !c.has || c.snippet.release != "r1" {
				t.Fatalf("found %+v", c.snippet)
			}
			if got, _, _ := one(t, whole, aMap, Options{Release: "r1"}); got.Status != Unchanged || got.ChunkID != id {
				t.Errorf("%+v", got)
			}
			got, now, _ := one(t, whole, aMap, Options{Release: "r2"})
			if got.Status != Refreshed || got.ChunkID != id || strings.Contains(now, "r1") || strings.Count(now, id) != 2 {
				t.Errorf("%+v\n%s", got, now)
			}
		})
	}
	if c := readChunk([]byte("x._posthogChunkIds;var y='" + id + "';a()\n//# chunkId=" + id)); c.has {
		t.Error("code that only names the property was taken for a snippet")
	}
}

// TestContentHash holds the hash against one put together by hand.
func TestContentHash(t *testing.T) {
	const src = "a();b()\n"
	m := `{ "version": 3, "file": "a.js", "x_z": {"k": "\u003cé\/"}, "names": [], "mappings": "AAAA,IAAI", "sources": ["a.ts"], "debugId": "d" }`
	const plain = `{"debugId":"d","mappings":"AAAA,IAAI","names":[],"sources":["a.ts"],"version":3,"x_z":{"k":"<é/"}}`
	for release, variant := range map[string]string{"": "chunk-id-only", "r1": "with-release"} {
		_, newSrc, newMap := one(t, src, m, Options{Release: release})
		got, err := ContentHash([]byte(newSrc), []byte(newMap))
		want := sha512.Sum512([]byte(src + "\x00" + plain + "\x00" + variant))
		if err != nil || got != hex.EncodeToString(want[:]) {
			t.Errorf("%s: %s, %v", variant, got, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, m := range []string{"", "<html>", `{"version":3}`, "\x1f\x8b\x08\x00", `{"version":3,"sources":[],"names":[],"mappings":"AAAA"`} {
		if plan, err := Pair([][]byte{[]byte("a()")}, []byte(m), Options{}); err == nil {
			t.Errorf("%q: %+v", m, plan)
		}
	}
}

func FuzzPair(f *testing.F) {
	for _, s := range shapes {
		f.Add([]byte(s.src), everywhere(s.src))
	}
	f.Fuzz(func(t *testing.T, src, m []byte) {
		plan, err := Pair([][]byte{src}, m, Options{Release: "r"})
		if err != nil || plan.Map == nil {
			return
		}
		now := join(plan.Changes[0].Source)
		if _, err := sourcemap.Parse(join(plan.Map)); err != nil {
			t.Errorf("the new map is none: %v", err)
		}
		if plan.Changes[0].Status != Added || bytes.Contains(src, []byte("chunkId")) {
			return
		}
		c := readChunk(now)
		if back := join(spliced(now, c.pristine())); !bytes.Equal(back, src) {
			t.Errorf("taken out again it is\n%q and was\n%q", back, src)
		}
	})
}
