package inject

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"testing"

	"symset/symbols/bundle"
)

// TestComments injects into files that name their maps in all ways, or only
// seem to, and holds that each does what it did and can be cleaned up.
func TestComments(t *testing.T) {
	inline := base64.StdEncoding.EncodeToString([]byte(aMap))
	files := map[string]string{ // what they are, and whose map lies where
		"plain.js":    "console.log(1)\n//# sourceMappingURL=plain.js.map",
		"block.js":    "console.log(1)\n/*# sourceMappingURL=block.js.map */\n",
		"old.js":      "console.log(1)\n//@ sourceMappingURL=old.js.map\n",
		"two.js":      "console.log(1)\n//# sourceMappingURL=vendor.map\nconsole.log(2)\n//# sourceMappingURL=two.js.map\n",
		"template.js": "console.log(`\n//# sourceMappingURL=gone.map\n`)\n",
		"built.js":    "console.log(`//# sourceMappingURL=${1}.map`)\nvar s='//# sourceMappingURL=x.map'",
		"encoded.js":  "console.log(1)\n//# sourceMappingURL=en%20coded.js.map\n",
		"query.js":    "console.log(1)\n//# sourceMappingURL=query.js.map?v=1#x\n",
		"cdn.js":      "console.log(1)\n//# sourceMappingURL=https://cdn.example/a/cdn.js.map\n",
		"behind.js":   "console.log(1)//# sourceMappingURL=behind.js.map",
		"inline.js":   "console.log(1)\n//# sourceMappingURL=data:application/json;charset=utf-8;base64," + inline + "\n",
		"block2.js":   "console.log(1)\n/*# sourceMappingURL=data:application/json;base64," + inline + " */",
		"copy.js":     "console.log(1)\n//# sourceMappingURL=plain.js.map\n// a copy",
		"comment.js":  "console.log(1)\n//# sourceMappingURL=comment.js.map\n/* the end",
		"missing.js":  "console.log(1)\n//# sourceMappingURL=missing.js.map\n",
	}
	files["comment.js"] += " */"
	before, dir := t.TempDir(), t.TempDir()
	for name, src := range files {
		put(t, filepath.Join(before, name), src)
		put(t, filepath.Join(dir, name), src)
		switch name {
		case "inline.js", "block2.js", "copy.js", "missing.js":
		case "encoded.js":
			put(t, filepath.Join(dir, "en coded.js.map"), aMap)
		default:
			put(t, filepath.Join(dir, name+".map"), aMap)
		}
	}
	b, err := bundle.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	pairs, skipped, err := b.Pairs(t.Context(), bundle.Selection{})
	if err != nil || len(pairs) != len(files)-1 || len(skipped) != 1 || filepath.Base(skipped[0].File) != "missing.js" {
		t.Fatalf("%d pairs, skipped %+v, %v", len(pairs), skipped, err)
	}
	results, prepared, err := Process(t.Context(), pairs, Options{Release: "rel-1"}, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		if r.Err != nil || r.Status != Added || prepared[i].Err != nil || prepared[i].Mismatch != "" {
			t.Errorf("%s: %+v %+v", filepath.Base(r.File), r, prepared[i])
		}
	}
	check := func(when string) {
		t.Helper()
		node(t, "-e", `const log = console.log; let out; console.log = (...all) => out.push(all.join());
			for (const name of require("fs").readdirSync(process.argv[1])) {
				out = []; require(process.argv[1] + "/" + name); const was = out.join("|");
				out = []; require(process.argv[2] + "/" + name);
				if (out.join("|") !== was || !was) log(process.argv[3], name, "prints", out, "and printed", was);
			}`, before, dir, when)
	}
	check("injected")
	out, err := Clean(t.Context(), prepared, nil)
	if err != nil || len(out.Deleted) != len(files)-2 { // two have one map
		t.Errorf("deleted %q, %v", out.Deleted, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.map"))
	if err != nil || len(left) > 0 {
		t.Errorf("left are %q, %v", left, err)
	}
	check("cleaned up")
	for _, name := range []string{"plain.js", "block.js", "old.js", "two.js", "encoded.js", "query.js", "cdn.js", "behind.js", "inline.js", "block2.js", "copy.js", "comment.js"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if c := bundle.ReadComments(text); err != nil || c.ChunkID == "" || c.SourceMap != "" && c.SourceMap != "vendor.map" {
			t.Errorf("%s is left as\n%s", name, text)
		}
	}
}
