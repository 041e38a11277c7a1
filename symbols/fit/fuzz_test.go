package fit

import (
	"encoding/json"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// FuzzHearing: whatever file, source and mappings are, hearing them ends. A byte of
// the steps is a mapping: its halves are how far it is behind the one before, in the
// file and in the source.
func FuzzHearing(f *testing.F) {
	for _, c := range [][2]string{
		{"a?b:c;\nif(a&&b){return !c}\n_context.n=1;", "a ? c : b\nif (a && b) { return (c as string)! }\nreturn;"},
		{"const a=(0,m.x)(b,`c ${d}`)||0;\n// a();", "const a: Map<string, {b: 1}> = x(b, `c ${d}` +\n`e`);\na();"},
		{"function f(e,t){return e(t,e)?.a}", "function f(value, tag) { return value(tag, tag).a && 1 | 4 }"},
		{"f({a:1,b:2}),!String(x)", "f({ a: 1 }); <T>(x satisfies Y)"},
	} {
		f.Add([]byte(c[0]), []byte(c[1]), []byte("\x11\x22\x23\x12\x53\x11\x21\x34\x11\x22\x43\x61"), "a.ts")
	}
	f.Fuzz(func(t *testing.T, file, source, steps []byte, name string) {
		data, err := json.Marshal(map[string]any{"version": 3, "sources": []string{name}, "sourcesContent": []string{string(source)}, "names": []string{}, "mappings": ""})
		if err != nil {
			t.Fatal(err)
		}
		m, err := sourcemap.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		content, _ := m.ContentBytes(0)
		text, original := lines.New(file), lines.New(content)
		h := &hearing{court: court{text: text, m: m, texts: map[int]*lines.Text{}, names: map[int][]byte{}}}
		out, in := 0, 0
		for _, step := range steps {
			out, in = min(out+int(step&15), len(file)), min(in+int(step>>4), len(original.Bytes()))
			mapping := sourcemap.Mapping{Generated: text.Position(out), Original: original.Position(in), Name: -1}
			fitness := judge(text, mapping.Generated)
			if fitness == inside && step>>4 == 0 {
				fitness = shared
			}
			h.next(mapping.Generated, mapping, fitness)
		}
		h.rest()
	})
}
