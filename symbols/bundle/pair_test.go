package bundle

import (
	"strings"
	"testing"

	"symset/symbols"
)

func TestFindByID(t *testing.T) {
	mapA, mapB := aMap(`"chunk_id":"`+idA+`",`), aMap(`"chunk_id":"`+idB+`",`)
	jsA, jsB := "1\n//# chunkId="+idA, "2\n//# chunkId="+idB
	url := "https://x.example/main.js"
	for _, tt := range []findCase{
		{name: "comment, whatever the name",
			files: map[string]string{"dist/main.js": jsB, "dist/main.js.map": mapB, "dist/other.js": jsA, "dist/other.js.map": mapA},
			frame: chunkFrame(strings.ToUpper(idA), url), file: "dist/other.js", maps: "dist/other.js.map", evidence: "chunk id"},
		{name: "debug id",
			files: map[string]string{"dist/other.js": "1\n//# debugId=" + strings.ReplaceAll(idA, "-", ""), "dist/other.js.map": aMap("")},
			frame: chunkFrame(idA, url), file: "dist/other.js", maps: "dist/other.js.map", evidence: "chunk id"},
		{name: "map beside a file without",
			files: map[string]string{"dist/other.js": "1", "dist/other.js.map": mapA},
			frame: chunkFrame(idA, url), file: "dist/other.js", maps: "dist/other.js.map", evidence: "chunk id in the map"},
		{name: "map alone",
			files: map[string]string{"dist/1.map": aMap(`"debugId":"` + idA + `",`)},
			frame: chunkFrame(idA, ""), maps: "dist/1.map", evidence: "chunk id in the map"},
		{name: "map beside a file of another id",
			files: map[string]string{"dist/main.js": jsB, "dist/main.js.map": mapA},
			frame: chunkFrame(idA, url), maps: "dist/main.js.map", evidence: "chunk id in the map"},
		{name: "twice, told apart by the path",
			files: map[string]string{"dist/a/main.js": jsA, "dist/a/main.js.map": mapA, "dist/b/main.js": "3" + jsA, "dist/b/main.js.map": mapA},
			frame: chunkFrame(idA, "https://x.example/b/main.js"), file: "dist/b/main.js", maps: "dist/b/main.js.map"},
		{name: "twice, different",
			files: map[string]string{"dist/a.js": jsA, "dist/a.js.map": mapA, "dist/b.js": "3" + jsA, "dist/b.js.map": mapA},
			frame: chunkFrame(idA, url), code: symbols.Ambiguous},
		{name: "unknown, the file has another",
			files: map[string]string{"dist/main.js": jsB, "dist/main.js.map": mapB},
			frame: chunkFrame(idA, url), code: symbols.Stale, words: []string{idA, idB, "dist/main.js"}},
		{name: "unknown, the file's map has another",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": mapB},
			frame: chunkFrame(idA, url), code: symbols.Stale, words: []string{idA, idB}},
		{name: "unknown, the file has none",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": aMap("")},
			frame: chunkFrame(idA, url), file: "dist/main.js", maps: "dist/main.js.map", evidence: "it carries no chunk id"},
		{name: "unknown, one of two files has another",
			files: map[string]string{"dist/main.js": jsB, "dist/main.js.map": mapB, "out/main.js": "1", "out/main.js.map": aMap("")},
			roots: []string{"dist", "out"},
			frame: chunkFrame(idA, url), file: "out/main.js", maps: "out/main.js.map"},
		{name: "unknown, the file has another debug id",
			files: map[string]string{"dist/main.js": "1\n//# debugId=" + idB, "dist/main.js.map": aMap("")},
			frame: chunkFrame(idA, url), file: "dist/main.js", maps: "dist/main.js.map", doubt: "another build"},
		{name: "unknown, deep in the map",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": `{"version":3,"sources":["` + strings.Repeat("a", 3*mapEdge) + `"],"chunk_id":"` + idA + `","mappings":"` + strings.Repeat("AAAA;", mapEdge) + `"}`},
			frame: chunkFrame(idA, url), file: "dist/main.js", maps: "dist/main.js.map", evidence: "chunk id in the map"},
		{name: "unknown altogether",
			files: map[string]string{"dist/main.js": "1"},
			frame: chunkFrame(idA, "https://x.example/x.js"), code: symbols.NoFile, words: []string{"with chunk id " + idA + " or named x.js"}},
		{name: "file and map disagree",
			files: map[string]string{"dist/main.js": jsA, "dist/main.js.map": mapB},
			frame: frame(url), file: "dist/main.js", maps: "dist/main.js.map", doubt: "different builds"},
		{name: "a map that two chunks share",
			files: map[string]string{"dist/main.js": jsA + comment1 + "all.map", "dist/b.js": jsB + comment1 + "all.map", "dist/all.map": mapB},
			frame: chunkFrame(idA, url), file: "dist/main.js", maps: "dist/all.map"},
		{name: "inline map disagrees",
			files: map[string]string{"dist/main.js": jsA + comment1 + inlineMap(`"chunkId":"`+idB+`",`)},
			frame: frame(url), file: "dist/main.js", maps: "inline map of dist/main.js", doubt: idB},
		{name: "a debug id is no chunk id",
			files: map[string]string{"dist/main.js": jsA, "dist/main.js.map": aMap(`"debugId":"` + idB + `",`)},
			frame: frame(url), file: "dist/main.js", maps: "dist/main.js.map"},
		{name: "debug ids disagree",
			files: map[string]string{"dist/main.js": "1\n//# debugId=" + idA, "dist/main.js.map": aMap(`"debugId":"` + idB + `",`)},
			frame: frame(url), file: "dist/main.js", maps: "dist/main.js.map", doubt: "debug id"},
	} {
		t.Run(tt.name, tt.run)
	}
}
