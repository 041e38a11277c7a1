package bundle

import (
	"testing"

	"symset/symbols"
)

func TestFindMap(t *testing.T) {
	m := aMap("")
	url := "https://x.example/main.js"
	for _, tt := range []findCase{
		{name: "named",
			files: map[string]string{"dist/main.js": "1" + comment1 + "maps/my%20map.json?v=1", "dist/maps/my map.json": m, "dist/main.js.map": "no"},
			frame: frame(url), file: "dist/main.js", maps: "dist/maps/my map.json", evidence: "sourceMappingURL"},
		{name: "inline",
			files: map[string]string{"dist/main.js": "1" + comment1 + inlineMap("")},
			frame: frame(url), file: "dist/main.js", maps: "inline map of dist/main.js", evidence: "inline map"},
		{name: "on another host, beside",
			files: map[string]string{"dist/main.js": "1" + comment1 + "https://cdn.example/x/m.map", "dist/m.map": m},
			frame: frame(url), file: "dist/main.js", maps: "dist/m.map"},
		{name: "on another host, not there",
			files: map[string]string{"dist/main.js": "1" + comment1 + "https://cdn.example/x/m.map"},
			frame: frame(url), code: symbols.NoMap, words: []string{"dist/main.js names the map https://cdn.example/x/m.map", "looked for dist/m.map and dist/main.js.map"}},
		{name: "from the site's root",
			files: map[string]string{"dist/js/main.js": "1" + comment1 + "/maps/m.map", "dist/maps/m.map": m},
			frame: frame(url), file: "dist/js/main.js", maps: "dist/maps/m.map"},
		{name: "missing, another beside",
			files: map[string]string{"dist/main.js": "1" + comment1 + "m.map", "dist/main.js.map": m},
			frame: frame(url), file: "dist/main.js", maps: "dist/main.js.map", evidence: "map beside the file, which names m.map"},
		{name: "missing",
			files: map[string]string{"dist/main.js": "1" + comment1 + "m.map"},
			frame: frame(url), code: symbols.NoMap, words: []string{"dist/main.js names the map m.map, which is not there"}},
		{name: "none",
			files: map[string]string{"dist/main.js": "1"},
			frame: frame(url), code: symbols.NoMap, words: []string{"dist/main.js has no map", "main.js.map"}},
		{name: "outside",
			files: map[string]string{"dist/main.js": "1" + comment1 + "../m.map", "m.map": m},
			frame: frame(url), code: symbols.NoMap, words: []string{"../m.map, which lies outside"}},
		{name: "outside, absolute by encoding",
			files: map[string]string{"dist/main.js": "1" + comment1 + "%2e%2e/m.map", "m.map": m},
			frame: frame(url), code: symbols.NoMap, words: []string{"outside"}},
		{name: "outside one root, inside another",
			files: map[string]string{"dist/main.js": "1" + comment1 + "../maps/m.map", "maps/m.map": m},
			roots: []string{"dist", "maps"},
			frame: frame(url), file: "dist/main.js", maps: "maps/m.map"},
		{name: "a link that leads out",
			files: map[string]string{"dist/main.js": "1", "secret": m, "dist/main.js.map@": "../secret"},
			frame: frame(url), code: symbols.NoMap},
		{name: "a link that stays inside",
			files: map[string]string{"dist/main.js": "1", "dist/x/m.map": m, "dist/main.js.map@": "x/m.map"},
			frame: frame(url), file: "dist/main.js", maps: "dist/main.js.map"},
		{name: "in a folder of maps",
			files: map[string]string{"dist/a/main.js": "1" + comment1 + "main.js.map", "maps/a/main.js.map": m, "maps/b/main.js.map": aMap(`"file":"b",`)},
			roots: []string{"dist", "maps"},
			frame: frame(url), file: "dist/a/main.js", maps: "maps/a/main.js.map", evidence: "map of the same name elsewhere"},
		{name: "in two folders of maps",
			files: map[string]string{"dist/main.js": "1", "a/main.js.map": m, "b/main.js.map": aMap(`"file":"b",`)},
			roots: []string{"dist", "a", "b"},
			frame: frame(url), code: symbols.Ambiguous, words: []string{"a/main.js.map and b/main.js.map both fit the map of dist/main.js"}},
		{name: "of another file of the name",
			files: map[string]string{"dist/x/main.js": "1", "dist/y/main.js": "2", "dist/y/main.js.map": m},
			frame: frame("https://x.example/x/main.js"), code: symbols.NoMap},
		{name: "of another file of the name and the same code",
			files: map[string]string{"dist/x/main.js": "1", "dist/y/main.js": "1" + comment1 + "main.js.map", "dist/y/main.js.map": m},
			frame: frame("https://x.example/x/main.js"), file: "dist/x/main.js", maps: "dist/y/main.js.map"},
		{name: "elsewhere by id",
			files: map[string]string{"dist/main.js": "1\n//# chunkId=" + idA, "maps/1.map": aMap(`"chunk_id":"` + idA + `",`)},
			roots: []string{"dist", "maps"},
			frame: frame(url), file: "dist/main.js", maps: "maps/1.map", evidence: "map with the same id"},
	} {
		t.Run(tt.name, tt.run)
	}
}
