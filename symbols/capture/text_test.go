package capture

import (
	"strings"
	"testing"
)

const twoFirefox = `
TypeError: x is not a function
  web [get f] https://x.test/a.js:1:2
  web [] https://x.test/b.js:3:4
`

// Firefox's frames begin with the function's name, which is no prefix.
func TestPastedFirefox(t *testing.T) {
	plain := "TypeError: x is not a function\nget f@https://x.test/a.js:1:2\n@https://x.test/b.js:3:4"
	var table []reading
	for _, prefix := range []string{"", "    ", "> ", "| ", "web-1  | ", "2026-01-02T03:04:05Z ERROR ", "[web-1] "} {
		table = append(table, reading{prefix, prefix + strings.ReplaceAll(plain, "\n", "\n"+prefix), twoFirefox})
	}
	checkReadings(t, table)
}

const twoFrames = `
TypeError: x is not a function
  web [f] https://x.test/a.js:1:2
  web [] https://x.test/b.js:3:4
`

// Without a frame the places that a text has are taken for it.
func TestPlacesAlone(t *testing.T) {
	checkReadings(t, []reading{
		{"alone", "app-3f9a1c.js:1:2", ": \n  web [] app-3f9a1c.js:1:2"},
		{"reported", "TypeError: x is not a function\r\nassets/app.js:1:2 total\r\n> app.js:3:4\r\n", `
TypeError: x is not a function
  web [total] assets/app.js:1:2
  web [] app.js:3:4
`},
		{"beside frames", "TypeError: x is not a function app.js:9:9\n    at f (https://x.test/a.js:1:2)\nlib.js:7:7\n", `
TypeError: x is not a function app.js:9:9
  web [f] https://x.test/a.js:1:2
`},
	})
	for _, in := range []string{"app.js:1", "10:22:33", "app.css:1:2", "src/a.js:1:2 - error TS2304: no name"} {
		if events, err := Parse([]byte(in)); err == nil {
			t.Errorf("%q is read as %s", in, show(events))
		}
	}
}

// What people paste of one and the same trace.
func TestPastedAround(t *testing.T) {
	lines := []string{"TypeError: x is not a function", "    at f (https://x.test/a.js:1:2)", "    at https://x.test/b.js:3:4"}
	each := func(prefix string) string { return prefix + strings.Join(lines, "\n"+prefix) }
	plain := strings.Join(lines, "\n")
	quoted := strings.ReplaceAll(plain, "\n", `\n`)
	var table []reading
	for name, in := range map[string]string{
		"plain": plain, "crlf": strings.ReplaceAll(plain, "\n", "\r\n"), "cr": strings.ReplaceAll(plain, "\n", "\r") + "\r", "bom": "\ufeff" + plain,
		"tabs":           strings.ReplaceAll(plain, "    ", "\t"),
		"no indentation": strings.ReplaceAll(plain, "    ", ""),
		"blank lines":    strings.ReplaceAll(plain, "\n", "\n\n"),
		"nbsp":           strings.ReplaceAll(plain, "    ", "\u00a0\u00a0\u00a0\u00a0"),
		"indented":       each("      "), "quoted mail": each("> "), "quoted twice": each("> > "),
		"fence":          "```\n" + plain + "\n```",
		"fence and text": "It broke:\n\n```js\n" + plain + "\n```\nPlease help.",
		"ansi":           "\x1b[31mTypeError: x is not a function\x1b[0m\n    at f (\x1b[4mhttps://x.test/a.js:1:2\x1b[24m)\n\x1b[90m    at https://x.test/b.js:3:4\x1b[39m",
		"docker":         each("web-1  | "), "compose": "db-1   | LOG: started\nweb-1  | " + strings.Join(lines, "\ndb-1   | LOG: checkpoint complete: wrote 3 buffers\nweb-1  | "),
		"pm2":        each("0|app  | "),
		"iso":        each("2026-01-02T03:04:05.678Z "),
		"iso level":  each("2026-01-02 03:04:05,678 ERROR "),
		"cri":        each("2026-01-02T03:04:05.678901234Z stderr F "),
		"brackets":   each("[2026-01-02 03:04:05] [error] [web-1] "),
		"heroku":     each("2026-01-02T03:04:05.678901+00:00 app[web.1]: "),
		"journald":   each("Jan  2 03:04:05 host-1 node[1234]: "),
		"kubectl":    each("[pod/web-5d4f/web] "),
		"logcat":     each("01-02 03:04:05.678  1234  1256 E ReactNativeJS: "),
		"logger":     each("prod.shop=api thread{7} "),
		"winston":    "error: " + plain,
		"nest":       "[Nest] 123  - 01/02/2026, 3:04:05 AM   ERROR [ExceptionsHandler] " + plain,
		"uncaught":   "Uncaught " + plain,
		"rejection":  "Uncaught (in promise) " + plain,
		"console":    "a.js:1 Uncaught " + plain,
		"node warns": "(node:12) UnhandledPromiseRejectionWarning: " + plain,
		"overlay":    "Unhandled Rejection (TypeError): x is not a function\n" + lines[1] + "\n" + lines[2],
		"node":       "/srv/app.js:12\n    x();\n    ^\n\n" + plain + "\n\nNode.js v20.20.2\n",
		"properties": plain + " {\n  code: 'ENOENT',\n  path: '/x: y'\n}\n",
		"escaped":    quoted, "escaped twice": strings.ReplaceAll(quoted, `\n`, `\\n`),
		"json string":    `"` + quoted + `"`,
		"stack":          `{"level":"error","stack":"` + quoted + `"}`,
		"err.stack":      `{"level":50,"time":1,"err":{"type":"TypeError","message":"x is not a function","stack":"` + quoted + `"},"msg":"failed"}`,
		"error text":     `{"error":"` + quoted + `"}`,
		"log in a log":   `2026-01-02T03:04:05Z {"level":"error","stack":"` + quoted + `"}`,
		"json in string": `{"message":"` + strings.ReplaceAll(quoted, `\n`, `\n`) + `"}`,
		"docker json":    `{"log":"TypeError: x is not a function\n"}` + "\n" + `{"log":"    at f (https://x.test/a.js:1:2)\n"}` + "\n" + `{"log":"    at https://x.test/b.js:3:4\n"}`,
		"lines":          `["TypeError: x is not a function","    at f (https://x.test/a.js:1:2)","    at https://x.test/b.js:3:4"]`,
		"js string":      "{\n  stack: 'TypeError: x is not a function\\n' +\n    '    at f (https://x.test/a.js:1:2)\\n' +\n    '    at https://x.test/b.js:3:4'\n}",
		"one line":       "TypeError: x is not a function at f (https://x.test/a.js:1:2) at https://x.test/b.js:3:4",
		"slack":          strings.ReplaceAll(strings.ReplaceAll(plain, "https://x.test/a.js:1:2", "<https://x.test/a.js:1:2|x.test/a.js:1:2>"), "https://x.test/b.js:3:4", "<https://x.test/b.js:3:4>"),
		"markdown links": strings.ReplaceAll(strings.ReplaceAll(plain, "https://x.test/a.js:1:2", "[https://x.test/a.js:1:2](https://x.test/a.js:1:2)"), "https://x.test/b.js:3:4", "[https://x.test/b.js:3:4](https://x.test/)"),
		"outlook":        strings.ReplaceAll(plain, "https://x.test/a.js:1:2", "https://x.test/a.js:1:2<https://x.test/a.js:1:2>"),
		"gmail":          strings.ReplaceAll(plain, "https://x.test/a.js:1:2", "https://x.test/a.js:1:2 <https://x.test/a.js:1:2>"),
		"list":           strings.ReplaceAll(plain, "    at ", "- at "), "bullets": strings.ReplaceAll(plain, "    at ", "  • at "),
		"zero width":     strings.ReplaceAll(plain, "/", "/\u200b"),
		"chat":           "Ann\n10:22\n" + plain,
		"noise above":    "GET /cart 200 12ms\n\nlisten: 8080\n" + plain + "\nGET /cart 200 3ms",
		"firefox json":   `{"name":"TypeError","message":"x is not a function","stack":"f@https://x.test/a.js:1:2\n@https://x.test/b.js:3:4\n"}`,
		"stack of a log": `{"a":1,"error":{"stack":"` + quoted + `"}}` + "\n" + `{"b":2}`,
	} {
		table = append(table, reading{name, in, twoFrames})
	}
	checkReadings(t, table)
}

func TestTraces(t *testing.T) {
	checkReadings(t, []reading{
		{"several", "Error: a\n    at f (https://x.test/a.js:1:2)\nsome log\n2026-01-02T03:04:05Z RangeError: b\n    at g (https://x.test/a.js:3:4)\n", `
Error: a
  web [f] https://x.test/a.js:1:2
---
RangeError: b
  web [g] https://x.test/a.js:3:4
`},
		{"message of several lines", "Error: Cannot find module './x'\nRequire stack:\n- /srv/a.js\n\n- /srv/b.js\n    at f (/srv/a.js:1:2)", `
Error: Cannot find module './x'⏎Require stack:⏎- /srv/a.js⏎⏎- /srv/b.js
  node [f] /srv/a.js:1:2
`},
		{"no header", "f@https://x.test/a.js:1:2\n@https://x.test/a.js:3:4", `
: 
  web [f] https://x.test/a.js:1:2
  web [] https://x.test/a.js:3:4
`},
		{"a class without Error in its name", "starting\n\nOutOfStock: no more books\n    at f (https://x.test/a.js:1:2)", `
OutOfStock: no more books
  web [f] https://x.test/a.js:1:2
`},
		{"message without a type", "the answer is wrong\n    at f (https://x.test/a.js:1:2)", `
: the answer is wrong
  web [f] https://x.test/a.js:1:2
`},
		{"words before", "2026-01-02T03:04:05Z GET /cart: request failed: TypeError: a: b\nsecond line\n    at f (/srv/a.js:1:2)", `
TypeError: a: b⏎second line
  node [f] /srv/a.js:1:2
`},
		{"python that stops", "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    x()\n", `
: 
  python [f] a.py:3:0 context=[]/"x()"/[]
`},
		{"only the engine's frames", "Error: x\n    at Array.map (<anonymous>)", `
Error: x
  web [Array.map] <anonymous>:0:0 builtin
`},
		{"an event among log lines", "starting\n{\"event\":\"$exception\",\"properties\":{\"$exception_list\":" + rawList + "}}\nError: b\n    at g (/srv/a.js:3:4)", rawWant + `---
Error: b
  node [g] /srv/a.js:3:4
`},
		{"message behind a logger's own prefix", "shop@1 | Error: a\nshop@1 | b\nshop@1 |     at f (/srv/a.js:1:2)", `
Error: a⏎b
  node [f] /srv/a.js:1:2
`},
		{"console.trace", "n: 1\n}\nTrace: here\n    at f (/srv/a.js:1:2)", `
Trace: here
  node [f] /srv/a.js:1:2
`},
		{"an error among properties", "{\n  err: Error: a\n  second line\n      at f (/srv/a.js:1:2) {\n    data: { s: '}' },\n    [cause]: Error: b\n        at g (/srv/a.js:3:4)\n  },\n  n: 1\n}", `
Error: a⏎second line
  node [f] /srv/a.js:1:2
cause Error: b
  node [g] /srv/a.js:3:4
`},
		{"code", "TypeError [ERR_INVALID_ARG_TYPE]: bad\n    at f (/srv/a.js:1:2)\n    at g (node:fs:1:2)", `
TypeError [ERR_INVALID_ARG_TYPE]: bad
  node [f] /srv/a.js:1:2
  node [g] node:fs:1:2 builtin
`},
		{"causes", "Error: a\n    at f (https://x.test/a.js:1:2)\nCaused by: RangeError: b\n    at g (https://x.test/a.js:3:4)\nCaused by: Error: no stack", `
Error: a
  web [f] https://x.test/a.js:1:2
cause RangeError: b
  web [g] https://x.test/a.js:3:4
cause Error: no stack
`},
		{"node's cause and what follows", "Error: a\n    at f (/srv/a.js:1:2) {\n  [cause]: Inner [Other]: b\n      at g (/srv/a.js:3:4) {\n    code: 'X'\n  }\n}\nError: c\n    at h (/srv/a.js:5:6)", `
Error: a
  node [f] /srv/a.js:1:2
cause Other: b
  node [g] /srv/a.js:3:4
---
Error: c
  node [h] /srv/a.js:5:6
`},
		{"node's cause without a stack", "Error: a\n    at f (/srv/a.js:1:2) {\n  [cause]: [RangeError: b]\n}", `
Error: a
  node [f] /srv/a.js:1:2
cause RangeError: b
`},
		{"node's aggregate", "AggregateError: two\n    at f (/srv/a.js:1:2) {\n  [errors]: [\n    Error: a\n        at g (/srv/a.js:3:4) {\n      [cause]: Error: c\n          at i (/srv/a.js:7:8)\n    },\n    Error: b\n        at h (/srv/a.js:5:6)\n  ]\n}", `
AggregateError: two
  node [f] /srv/a.js:1:2
member Error: a
  node [g] /srv/a.js:3:4
cause Error: c
  node [i] /srv/a.js:7:8
member Error: b
  node [h] /srv/a.js:5:6
`},
		{"lines that the cause has", "Error: a\n    at f (/srv/a.js:1:1)\n    at g (/srv/a.js:2:2)\n    ... 2 lines matching cause stack trace ...\n    at j (/srv/a.js:5:5) {\n  [cause]: Error: b\n      at e (/srv/a.js:9:9)\n      at g (/srv/a.js:2:2)\n      at h (/srv/a.js:3:3)\n      at i (/srv/a.js:4:4)\n      at j (/srv/a.js:5:5)\n}", `
Error: a
  node [f] /srv/a.js:1:1
  node [g] /srv/a.js:2:2
  node [h] /srv/a.js:3:3
  node [i] /srv/a.js:4:4
  node [j] /srv/a.js:5:5
cause Error: b
  node [e] /srv/a.js:9:9
  node [g] /srv/a.js:2:2
  node [h] /srv/a.js:3:3
  node [i] /srv/a.js:4:4
  node [j] /srv/a.js:5:5
`},
		{"lines that can't be put back", "Error: a\n    at g (/srv/a.js:2:2)\n    ... 2 lines matching cause stack trace ...\n    at j (/srv/a.js:5:5)", `
Error: a
  node [g] /srv/a.js:2:2
  node [j] /srv/a.js:5:5
note: Node left out lines of a trace that its cause has too; they could not be put back.
`},
		{"hermes", "Uncaught Error: kaboom\n    at c (address at ./build/index.android.bundle.hbc:1:8258)\n    at apply (native)\n    at global (address at ./build/index.android.bundle.hbc:1:425)", `
Error: kaboom
  hermes [c] ./build/index.android.bundle.hbc:1:8258
  hermes [apply] native:0:0 builtin
  hermes [global] ./build/index.android.bundle.hbc:1:425
`},
		{"python", "Traceback (most recent call last):\n  File \"/app/a.py\", line 3, in load\n    return int(x)\n           ^^^^^^\nValueError: bad x\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File \"/app/a.py\", line 9, in main\n    load()\n  File \"/usr/lib/python3/site-packages/y.py\", line 1, in y\nRuntimeError: outer", `
RuntimeError: outer
  python [main] /app/a.py:9:0 context=[]/"load()"/[]
  python [y] /usr/lib/python3/site-packages/y.py:1:0 lib
cause ValueError: bad x
  python [load] /app/a.py:3:0 context=[]/"return int(x)"/[]
`},
		{"java", "Exception in thread \"main\" java.lang.IllegalStateException: outer\n\tat com.shop.Main.main(Main.java:5)\nCaused by: java.io.IOException: inner\n\tat com.shop.Disk.read(Disk.kt:9)\n\t... 1 more", `
java.lang.IllegalStateException: outer
  java [main] Main.java:5:0 module=com.shop.Main
cause java.io.IOException: inner
  java [read] Disk.kt:9:0 module=com.shop.Disk
`},
		{"a log record behind a message", "Error: failed {\"message\":\"x\"}\n    at f (/srv/a.js:1:2)", `
Error: failed {"message":"x"}
  node [f] /srv/a.js:1:2
`},
		{"two traces on lines of their own", "Error: a at f (https://x.test/a.js:1:2)\nError: b at g (https://x.test/a.js:3:4)", `
Error: a
  web [f] https://x.test/a.js:1:2
---
Error: b
  web [g] https://x.test/a.js:3:4
`},
	})
}
