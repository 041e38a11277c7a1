package bundle

import (
	"testing"

	"symset/symbols"
)

func TestFindInModules(t *testing.T) {
	m := aMap("")
	for _, tt := range []findCase{
		{name: "looked at when a frame leads there",
			files: map[string]string{"node_modules/@s/p/dist/i.js": "1", "node_modules/@s/p/dist/i.js.map": m},
			roots: []string{"."},
			frame: frame("/srv/app/node_modules/@s/p/dist/i.js"),
			file:  "node_modules/@s/p/dist/i.js", maps: "node_modules/@s/p/dist/i.js.map"},
		{name: "in a workspace",
			files: map[string]string{"web/node_modules/p/i.js": "1", "web/node_modules/p/i.js.map": m},
			roots: []string{"."},
			frame: frame("file:///srv/app/web/node_modules/p/i.js"),
			file:  "web/node_modules/p/i.js", maps: "web/node_modules/p/i.js.map"},
		{name: "not one's own file of the same path",
			files: map[string]string{"dist/index.js": "1", "dist/index.js.map": m},
			frame: frame("/srv/app/node_modules/p/dist/index.js"), code: symbols.NoFile},
		{name: "the package itself, by its folder",
			files: map[string]string{"x/p/dist/index.js": "1", "x/p/dist/index.js.map": m},
			roots: []string{"x"},
			frame: frame("/srv/app/node_modules/p/dist/index.js"),
			file:  "x/p/dist/index.js", maps: "x/p/dist/index.js.map"},
		{name: "the package itself, by its manifest",
			files: map[string]string{"package/dist/index.js": "1", "package/dist/index.js.map": m, "package/package.json": `{"name":"p"}`},
			roots: []string{"package"},
			frame: frame("/srv/app/node_modules/p/dist/index.js"),
			file:  "package/dist/index.js", maps: "package/dist/index.js.map"},
		{name: "another package by its manifest",
			files: map[string]string{"package/dist/index.js": "1", "package/dist/index.js.map": m, "package/package.json": `{"name":"q"}`},
			roots: []string{"package"},
			frame: frame("/srv/app/node_modules/p/dist/index.js"), code: symbols.NoFile},
		{name: "given as a root",
			files: map[string]string{"node_modules/p/i.js": "1", "node_modules/p/i.js.map": m},
			roots: []string{"node_modules"},
			frame: frame("https://cdn.example/p/i.js"),
			file:  "node_modules/p/i.js", maps: "node_modules/p/i.js.map"},
	} {
		t.Run(tt.name, tt.run)
	}
}
