package inject

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"symset/symbols/bundle"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// shapes are the ways in which files begin and end. Each one that runs prints
// whether its code is strict.
var shapes = []struct{ name, src string }{
	{"plain", "console.log((function(){return !this})());\n//# sourceMappingURL=x.js.map\n"},
	{"one line, no end", "console.log((function(){return !this})())"},
	{"strict", "\"use strict\";console.log((function(){return !this})());\n"},
	{"strict on its own line", "\"use strict\";\nconsole.log((function(){return !this})());\n"},
	{"strict without semicolon", "'use strict'\nconsole.log((function(){return !this})())\n"},
	{"two directives", "'use client';\n\"use strict\"\nvar a=1;console.log((function(){return !this})())\n"},
	{"comment and strict", "/*! banner\n * of two lines */\n// and one\n'use strict';\nconsole.log((function(){return !this})())\n"},
	{"hashbang", "#!/usr/bin/env node\nconsole.log((function(){return !this})())\n"},
	{"hashbang and strict", "#!/usr/bin/env node\r\n\"use strict\";console.log((function(){return !this})())\r\n"},
	{"of Bun", "// @bun\nconsole.log((function(){return !this})())\n"},
	{"of Bun, to be run", "#!/usr/bin/env bun\n// @bun @bun-cjs\nconsole.log((function(){return !this})())\n"},
	{"byte-order mark", "\uFEFFconsole.log((function(){return !this})())\n"},
	{"mark and strict", "\uFEFF\"use strict\";console.log((function(){return !this})())\n"},
	{"crlf", "var a=1;\r\nconsole.log((function(){return !this})());\r\n//# sourceMappingURL=x.js.map\r\n"},
	{"a string that is an expression", "\"use strict\"\n.length;console.log((function(){return !this})())"},
	{"beyond the basic plane", "/*😀*/'use strict';console.log('😀',(function(){return !this})())"},
	{"debug id", "console.log((function(){return !this})())\n//# debugId=0f3c1d8a-2a61-4e0f-9a5f-0f6d1f6a7b11\n"},
}

// everywhere gives a map with a segment at each word of src.
func everywhere(src string) []byte {
	text := lines.New([]byte(src))
	var b bytes.Buffer
	write := encoder(&b)
	for i := range src {
		if c := src[i]; c == '(' || c == ';' || c == '"' || c == '\'' || c == 'c' {
			p := text.Position(i)
			if p.Line == 0 && strings.HasPrefix(src, "\uFEFF") {
				p.Column--
			}
			write(sourcemap.Mapping{Generated: p, Source: 0, Original: sourcemap.Position{Line: i}, Name: -1})
		}
	}
	return []byte(`{"version":3,"file":"x.js","x_ours":{"a": [1, 2.50]},"sources":["x.ts"],"names":[],"mappings":"` + b.String() + `"}`)
}

// inserted is all that is put into a file.
var inserted = regexp.MustCompile(`(; )?!function\(\)\{try\{var g.*?\}catch\(g\)\{ *\}\}\(\);|\n//# chunkId=[^\n]*`)

// same holds that each mapping of was leads in the new file to the same text
// as before.
func same(t *testing.T, was, now []byte, before, after string) {
	t.Helper()
	read := func(m []byte, src string) (at []string) {
		parsed, err := sourcemap.Parse(m)
		if err != nil {
			t.Fatal(err)
		}
		text := lines.New([]byte(strings.TrimPrefix(src, "\uFEFF")))
		if err := parsed.Walk(func(g sourcemap.Mapping) bool {
			offset, _ := text.Offset(g.Generated)
			rest := inserted.ReplaceAllString(string(text.Bytes()[offset:]), "")
			at = append(at, rest[:min(8, len(rest))]+" from "+parsed.Source(g.Source)+":"+strings.Repeat("|", g.Original.Line))
			return true
		}); err != nil {
			t.Fatal(err)
		}
		return at
	}
	a, b := read(was, before), read(now, after)
	if len(a) != len(b) {
		t.Fatalf("%d mappings, and %d before", len(b), len(a))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("mapping %d leads to %q, and to %q before", i, b[i], a[i])
		}
	}
}

func TestShapes(t *testing.T) {
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			m := everywhere(shape.src)
			plan, err := Pair([][]byte{[]byte(shape.src)}, m, Options{Release: "rel-1"})
			if err != nil {
				t.Fatal(err)
			}
			src, now := join(plan.Changes[0].Source), join(plan.Map)
			same(t, m, now, shape.src, string(src))
			for line := range strings.Lines(shape.src) {
				if (strings.HasPrefix(line, "#!") || strings.HasPrefix(line, "// @bun")) && !bytes.HasPrefix(src, []byte(shape.src[:strings.Index(shape.src, line)+len(line)])) {
					t.Errorf("%q is not first: %q", line, src)
				}
			}
			parsed, err := sourcemap.Parse(now)
			if err != nil || parsed.ChunkID() != plan.Changes[0].ChunkID || len(parsed.Problems()) > 0 {
				t.Errorf("the new map: %v, chunk id %s, problems %v", err, parsed.ChunkID(), parsed.Problems())
			}
			if !bytes.Contains(now, []byte(`"x_ours":{"a": [1, 2.50]}`)) {
				t.Errorf("what was not known was not kept: %s", now)
			}
			if got := bundle.ReadComments(src); got.ChunkID != plan.Changes[0].ChunkID || got.SourceMap != bundle.ReadComments([]byte(shape.src)).SourceMap {
				t.Errorf("comments %+v", got)
			}
			c := readChunk(src)
			if back := join(spliced(src, c.pristine())); string(back) != shape.src {
				t.Errorf("taken out again it is\n%q and was\n%q", back, shape.src)
			}
			again, err := Pair([][]byte{src}, now, Options{Release: "rel-1"})
			if err != nil || again.Changes[0].Status != Unchanged || again.Map != nil {
				t.Errorf("a second run: %+v, %v", again, err)
			}
			h1, err := ContentHash(src, now)
			if err != nil {
				t.Fatal(err)
			}
			other, err := Pair([][]byte{src}, now, Options{Release: "release-two"})
			if err != nil || other.Changes[0].Status != Refreshed || other.Changes[0].ChunkID != plan.Changes[0].ChunkID {
				t.Fatalf("another release: %+v, %v", other, err)
			}
			same(t, m, join(other.Map), shape.src, string(join(other.Changes[0].Source)))
			if h2, _ := ContentHash(join(other.Changes[0].Source), join(other.Map)); h2 != h1 {
				t.Error("the content hash is another one with another release")
			}
			run(t, shape.src, string(src), plan.Changes[0].ChunkID)
		})
	}
}

// run holds that a file prints what it printed before, and tells its id.
func run(t *testing.T, before, after, id string) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node to run the file")
	}
	output := func(src, more string) string {
		name := filepath.Join(t.TempDir(), "x.cjs")
		if err := os.WriteFile(name, []byte(src+more), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("node", name).CombinedOutput()
		if err != nil {
			t.Fatalf("node: %v\n%s", err, out)
		}
		return string(out)
	}
	want := output(before, "")
	got := output(after, "\n;console.log(JSON.stringify([Object.values(_posthogChunkIds), _posthogReleaseId]))")
	told, _ := json.Marshal([]any{[]string{id}, "rel-1"})
	if got != want+string(told)+"\n" {
		t.Errorf("it prints %q, and printed %q before", got, want)
	}
}

func join(t Text) []byte { return bytes.Join(t, nil) }

func TestStableID(t *testing.T) {
	plan, err := Pair([][]byte{[]byte("console.log(1);\n")}, []byte(`{"version":3,"sources":["a"],"names":[],"mappings":"AAAA"}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := plan.Changes[0].ChunkID; got != "568f42f7-7f57-59db-9970-8331a8816745" {
		t.Errorf("chunk id %s", got)
	}
}

// TestOfOther holds that an id made of a file's content tells when that is other
// content.
func TestOfOther(t *testing.T) {
	for _, shape := range shapes {
		plan, err := Pair([][]byte{[]byte(shape.src)}, []byte(`{"version":3,"sources":["a"],"names":[],"mappings":"AAAA"}`), Options{})
		if err != nil {
			t.Fatal(err)
		}
		now, id := join(plan.Changes[0].Source), plan.Changes[0].ChunkID
		if OfOther(now) {
			t.Errorf("%q is called other than it was", shape.src)
		}
		if edited := append([]byte("/**/"), now...); shape.name != "debug id" && !OfOther(edited) {
			t.Errorf("%q is not called other", edited)
		}
		random := strings.ReplaceAll(string(now), id, "0190aaaa-0000-7000-8000-000000000001")
		if OfOther([]byte("/**/"+random)) || OfOther([]byte(shape.src)) {
			t.Errorf("%q: an id that says nothing of the content, or none, is called that of another", shape.src)
		}
	}
}

// What only has a script's name would be broken by text put into it.
func TestNoText(t *testing.T) {
	for _, src := range []string{"\xc6\x1f\xbc\x03\xc1\x03\x19\x1f\x60\x00\x00\x00", "\xff\xfea\x00(\x00)\x00"} {
		if plan, err := Pair([][]byte{[]byte(src)}, []byte(`{"version":3,"sources":["a"],"names":[],"mappings":"AAAA"}`), Options{}); err == nil || plan != nil {
			t.Errorf("%q: %+v, %v", src, plan, err)
		}
	}
}

// What an index map says of other files would be lost in a regular one.
func TestElsewhere(t *testing.T) {
	m := `{"version":3,"sections":[{"offset":{"line":0,"column":0},"url":"other.map"}]}`
	if plan, err := Pair([][]byte{[]byte("a()\n")}, []byte(m), Options{}); err == nil || plan.Map != nil {
		t.Errorf("%+v, %v", plan, err)
	}
}
