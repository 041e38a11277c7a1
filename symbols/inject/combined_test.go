package inject

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Of these a file is put together: what it begins with, a comment, directives
// or what looks like some, what ends them, code, and what the file ends with.
// STRICT stands for a call that prints whether the code is strict.
var parts = [...][]string{
	{"", "", "\uFEFF", "#!/usr/bin/env node\n", "#!/usr/bin/env node\r\n", "\uFEFF#!x\n", "#!x\u2028"},
	{"", "", "/*! licence */", "/*\n licence\n*/\n", "// c\n", "\n\n", " \t", "/*\u2028*/", "<!-- html\n", ";", "\u00a0", "\u3000", "// \u2028"},
	{"", "", `"use strict"`, `'use strict'`, `"use client";"use strict"`, "\"use client\"\n'use strict'", `"use strict","x"`, `"use strict".length`,
		`("use strict")`, "\"use \\\nstrict\"", `'it\'s'`, `"use strict"/* c */`, "'a'\n'use strict'", "'use strict'/*\n*/", "'use strict' // c\n"},
	{";", "\n", ";\n", "\r\n", " // c\n", "/*\n*/", "\u2028", ";;", " ; ", "\r"},
	{"STRICT", "(function(){STRICT})()", "+STRICT", "++globalThis.n;STRICT", "--globalThis.n;STRICT", "/re/.test(STRICT)", "`${STRICT}`", "[STRICT]", "!STRICT",
		"var a;STRICT", "async()=>{};STRICT", "instanceof_=STRICT", "in_=STRICT", "function f(){'use strict'}STRICT", "class A{};STRICT", "a:{STRICT}", "?.x;STRICT", "?1:2;STRICT", "in\u00a0{};STRICT", "in/**/{};STRICT", "instanceof(Object);STRICT", "inö=STRICT", ""},
	{"", "\n", "\r\n", "// end", "/* end */", "\n//# sourceMappingURL=x.map", "\n/*# sourceMappingURL=x.map */\n", ";//# sourceMappingURL=x.map", "\n//@ sourceMappingURL=x.map\n\n\n",
		"\n//# sourceMappingURL=x.map\n//# debugId=0f3c1d8a-2a61-4e0f-9a5f-0f6d1f6a7b11", "\n//# sourceMappingURL=a.map\n//# sourceMappingURL=x.map\n"},
}

// runAll runs pairs of files, name-a.cjs and name-b.cjs, and tells which two
// do not do the same, or which b does not tell its id.
const runAll = `
const files = JSON.parse(require("fs").readFileSync(process.argv[1]));
function run(name) {
	const out = [], log = console.log;
	console.log = (...all) => out.push(JSON.stringify(all));
	globalThis.n = 1; globalThis._posthogChunkIds = undefined;
	try { require(name) } catch (e) { out.push(e.constructor.name) }
	console.log = log;
	return [out.join(" "), Object.values(globalThis._posthogChunkIds || {}).join()];
}
let ran = 0;
for (const f of files) {
	const [a] = run(f.name + "-a.cjs"), [b, id] = run(f.name + "-b.cjs");
	if (a !== "SyntaxError") ran++;
	if (a !== b || a !== "SyntaxError" && id !== f.id) console.log(JSON.stringify(f.src), "did", a, "and does", b, "with the id", id);
}
if (ran < files.length / 2) console.log("only", ran, "of", files.length, "files ran before");`

// TestCombined holds for files put together at random that they do what they
// did, that all of it can be taken out again, and that a second run finds it.
func TestCombined(t *testing.T) {
	type file struct {
		Name string `json:"name"`
		Src  string `json:"src"`
		ID   string `json:"id"`
	}
	var files []file
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(7, 8))
	for n := range 500 {
		src := ""
		for _, some := range parts {
			src += some[rng.IntN(len(some))]
		}
		src = strings.ReplaceAll(src, "STRICT", `console.log("strict",(function(){return !this})())`)
		m := everywhere(src)
		change, now, newMap := one(t, src, string(m), Options{Release: "rel-1"})
		same(t, m, []byte(newMap), src, now)
		c := readChunk([]byte(now))
		if back := join(spliced(c.src, c.pristine())); string(back) != src {
			t.Errorf("%q: taken out again it is %q", src, back)
		}
		if again, _, _ := one(t, now, newMap, Options{Release: "rel-1"}); again.Status != Unchanged {
			t.Errorf("%q: a second run %+v", src, again)
		}
		other, now2, map2 := one(t, now, newMap, Options{Release: "release-two"})
		if same(t, m, []byte(map2), src, now2); other.Status != Refreshed {
			t.Errorf("%q: another release %+v", src, other)
		}
		name := filepath.Join(dir, fmt.Sprint(n))
		put(t, name+"-a.cjs", src)
		put(t, name+"-b.cjs", now)
		files = append(files, file{name, src, change.ChunkID})
	}
	list, err := json.Marshal(files)
	if err != nil {
		t.Fatal(err)
	}
	node(t, "-e", runAll, put(t, filepath.Join(dir, "list.json"), string(list)))
}

// node runs node, which is to print nothing.
func node(t *testing.T, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node to run the files")
	}
	if out, err := exec.Command("node", args...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("node: %v\n%s", err, out)
	}
}

// modules are ES modules, each of which prints something.
var modules = []string{
	`import fs from "node:fs";console.log(typeof fs)`,
	"#!/usr/bin/env node\nimport fs from 'node:fs'\nconsole.log(typeof fs)\n",
	"\"use client\";import{join}from\"node:path\";console.log(join('a','b'))\n//# sourceMappingURL=x.js.map\n",
	`export default 1;console.log(import.meta.url.length>9)`,
	`/*! licence */const a=await 2;console.log(a);export{a as b}`,
	`export*from"node:path";console.log(this)`,
	"\uFEFFexport const a=1\nconsole.log(a)//# sourceMappingURL=x.js.map",
	"import'node:fs'\r\nconsole.log(1)\r\n",
	"console.log(1);import('node:fs')// end",
	"export function f(){return 1}\nconsole.log(new Error('x').message, f()) /* end */",
}

// TestModules holds the same for ES modules.
func TestModules(t *testing.T) {
	dir := t.TempDir()
	script := "const log = console.log; let out = []; console.log = (...all) => out.push(all.join());\n"
	for n, src := range modules {
		m := everywhere(src)
		change, now, newMap := one(t, src, string(m), Options{Release: "rel-1"})
		same(t, m, []byte(newMap), src, now)
		before, after := put(t, filepath.Join(dir, fmt.Sprint(n, "-a.mjs")), src), put(t, filepath.Join(dir, fmt.Sprint(n, "-b.mjs")), now)
		script += fmt.Sprintf(`{ out = []; const a = await import(%q); const was = out; out = []; globalThis._posthogChunkIds = {}; const b = await import(%q);
			if (was.join() !== out.join() || !was.length || Object.keys(a).join() !== Object.keys(b).join() || Object.values(globalThis._posthogChunkIds).join() !== %q) log(%q, was, out, globalThis._posthogChunkIds) }`+"\n",
			before, after, change.ChunkID, src)
	}
	node(t, put(t, filepath.Join(dir, "all.mjs"), script))
}

// TestNothing holds that files without code are told apart, too.
func TestNothing(t *testing.T) {
	for _, src := range []string{"", "\n", "// only a comment", "/*! licence */\n", "\uFEFF", `"use strict"`, "//# sourceMappingURL=x.js.map"} {
		_, now, newMap := one(t, src, aMap, Options{Release: "rel-1"})
		if again, _, _ := one(t, now, newMap, Options{Release: "rel-1"}); again.Status != Unchanged {
			t.Errorf("%q becomes %q, and then %+v", src, now, again)
		}
	}
}
