package capture

import "testing"

func TestFrameLines(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		// V8: browsers and node
		{"at f (https://x.test/a.js:1:2)", "web [f] https://x.test/a.js:1:2"},
		{"at https://x.test:8080/a.js?v=1:2:3", "web [] https://x.test:8080/a.js?v=1:2:3"},
		{"at async f (https://x.test/a.js:1:2)", "web [f] https://x.test/a.js:1:2"},
		{"at async https://x.test/a.js:1:2", "web [] https://x.test/a.js:1:2"},
		{"at new Cart (https://x.test/a.js:1:2)", "web [new Cart] https://x.test/a.js:1:2"},
		{"at Cart.get [as total] (https://x.test/a.js:1:2)", "web [Cart.get [as total]] https://x.test/a.js:1:2"},
		{"at Object.<anonymous> (/srv/app/a.js:1:2)", "node [Object.<anonymous>] /srv/app/a.js:1:2"},
		{"at Proxy.<computed> (/srv/app/a.js:1:2)", "node [Proxy.<computed>] /srv/app/a.js:1:2"},
		{"at f (file:///srv/app/a%20b.mjs:1:2)", "node [f] file:///srv/app/a%20b.mjs:1:2"},
		{`at f (C:\Program Files\x.js:1:2)`, `node [f] C:\Program Files\x.js:1:2`},
		{`at C:\x\y.js:1:2`, `node [] C:\x\y.js:1:2`},
		{`at file:///C:/x/y.js:1:2`, `node [] file:///C:/x/y.js:1:2`},
		{"at /srv/app/(group)/page.js:1:2", "node [] /srv/app/(group)/page.js:1:2"},
		{"at Page (webpack-internal:///(rsc)/./app/page.tsx:10:11)", "web [Page] webpack-internal:///(rsc)/./app/page.tsx:10:11"},
		{"at f (https://x.test/a (1).js:1:2)", "web [f] https://x.test/a (1).js:1:2"},
		{"at f (https://x.test/a).js:1:2)", "web [f] https://x.test/a).js:1:2"},
		{"at f (https://x.test/@scope/pkg@1.2.3/a.js:1:2)", "web [f] https://x.test/@scope/pkg@1.2.3/a.js:1:2"},
		{"at f (/srv/node_modules/x/a.js:1:2)", "node [f] /srv/node_modules/x/a.js:1:2 lib"},
		{"at f (chrome-extension://abc/a.js:1:2)", "web [f] chrome-extension://abc/a.js:1:2 lib"},
		{"at f (https://x.test/a.js:12)", "web [f] https://x.test/a.js:12:0 bad: the frame has a line but no column"},
		{"at f (https://x.test/a.js)", "web [f] https://x.test/a.js:0:0 bad: the frame has no line and no column"},
		{"at f (https://x.test/a.js:1:99999999999999999999)", "web [f] https://x.test/a.js:1:0 bad: the column is 99999999999999999999, beyond any file"},
		{"at f (https://x.test/a.js:0:5)", "web [f] https://x.test/a.js:0:5 bad: the line is 0, but it counts from 1"},
		{"at f (https://x.test/a.js:5:0)", "web [f] https://x.test/a.js:5:0 bad: the column is 0, but it counts from 1"},
		// the engine's own
		{"at Array.map (<anonymous>)", "[Array.map] <anonymous>:0:0 builtin"},
		{"at Array.map (native)", "[Array.map] native:0:0 builtin"},
		{"at <anonymous>", "[<anonymous>] :0:0 builtin"},
		{"at <anonymous>:1:7", "[] <anonymous>:1:7 builtin"},
		{"at async Promise.all (index 0)", "[Promise.all] index 0:0:0 builtin"},
		{"at Module._compile (node:internal/modules/cjs/loader:1554:14)", "[Module._compile] node:internal/modules/cjs/loader:1554:14 builtin"},
		{"at Module._compile (internal/modules/cjs/loader.js:1063:30)", "[Module._compile] internal/modules/cjs/loader.js:1063:30 builtin"},
		{"at emitOne (events.js:96:13)", "[emitOne] events.js:96:13 builtin"},
		{"at f (wasm://wasm/0a1b:wasm-function[3]:0x1d)", "[f] wasm://wasm/0a1b:0:0 builtin"},
		// eval
		{"at inner (eval at f (https://x.test/a.js:1:2), <anonymous>:3:4)", "web [inner] https://x.test/a.js:1:2 eval=<anonymous>:3:4"},
		{"at eval (eval at f (eval at g (https://x.test/a.js:1:2), <anonymous>:3:4), <anonymous>:5:6)", "web [eval] https://x.test/a.js:1:2 eval=<anonymous>:5:6"},
		{"at eval (eval at <anonymous> (/srv/a.js:1:2), <anonymous>:1:1)", "node [eval] /srv/a.js:1:2 eval=<anonymous>:1:1"},
		// Hermes
		{"at c (address at index.android.bundle:1:11418)", "hermes [c] index.android.bundle:1:11418"},
		{"at c (address at /data/app/index.android.bundle:1:0)", "hermes [c] /data/app/index.android.bundle:1:0"},
		{"at apply (address at InternalBytecode.js:1:123)", "hermes [apply] InternalBytecode.js:1:123 builtin"},
		{"at f (http://10.0.2.2:8081/index.bundle//&platform=android&dev=true:123:45)", "web [f] http://10.0.2.2:8081/index.bundle//&platform=android&dev=true:123:45"},
		// old Edge
		{"at Anonymous function (https://x.test/a.js:1:2)", "web [Anonymous function] https://x.test/a.js:1:2"},
		{"at Global code (https://x.test/a.js:1:2)", "web [Global code] https://x.test/a.js:1:2"},
		// Firefox
		{"f@https://x.test/a.js:1:2", "web [f] https://x.test/a.js:1:2"},
		{"@https://x.test/a.js:1:2", "web [] https://x.test/a.js:1:2"},
		{"wire/</<@https://x.test/a.js:1:2", "web [wire/</<] https://x.test/a.js:1:2"},
		{"get total@https://x.test/a.js:1:2", "web [get total] https://x.test/a.js:1:2"},
		{"async*f@https://x.test/a.js:1:2", "web [async*f] https://x.test/a.js:1:2"},
		{"setTimeout handler*f@https://x.test/a.js:1:2", "web [setTimeout handler*f] https://x.test/a.js:1:2"},
		{"f@https://x.test/@scope/pkg@1.2.3/a.js:1:2", "web [f] https://x.test/@scope/pkg@1.2.3/a.js:1:2"},
		{"f@https://x.test/a.js line 3 > eval:1:2", "web [f] https://x.test/a.js:3:0 eval=eval:1:2 bad: the browser told the line of the eval call, but not its column"},
		{"f@https://x.test/a.js line 3 > eval line 1 > Function:5:6", "web [f] https://x.test/a.js:3:0 eval=eval line 1 > Function:5:6 bad: the browser told the line of the eval call, but not its column"},
		{"map@self-hosted:180:17", "[map] self-hosted:180:17 builtin"},
		{"f@moz-extension://abc/a.js:1:2", "web [f] moz-extension://abc/a.js:1:2 lib"},
		// Safari and JavaScriptCore
		{"map@[native code]", "[map] [native code]:0:0 builtin"},
		{"[native code]", "[] [native code]:0:0 builtin"},
		{"global code@https://x.test/a.js:1:2", "web [global code] https://x.test/a.js:1:2"},
		{"https://x.test/a.js:1:2", "web [] https://x.test/a.js:1:2"},
		{"f@main.jsbundle:1:2345", "web [f] main.jsbundle:1:2345"},
		{"f@/srv/a.js:1:2", "node [f] /srv/a.js:1:2"},
		{"f@app.js:12", "web [f] app.js:12:0 bad: the frame has a line but no column"},
		// Chrome's console
		{"f @ https://x.test/a.js:12", "web [f] https://x.test/a.js:12:0 bad: the frame has a line but no column"},
		// other languages
		{"at com.shop.Cart.total(Cart.java:12)", "java [total] Cart.java:12:0 module=com.shop.Cart"},
		{"at java.base/java.util.ArrayList.forEach(ArrayList.java:1511) ~[?:?]", "java [forEach] ArrayList.java:1511:0 module=java.util.ArrayList lib"},
		{"at com.shop.Cart.total(Native Method)", "java [total] :0:0 module=com.shop.Cart builtin"},
		{"at android.app.Main.run(Main.java)", "java [run] Main.java:0:0 module=android.app.Main lib"},
		// other tools
		{"at f(https://x.test/a.js:1:2)", "web [f] https://x.test/a.js:1:2"},
		{"at f @ https://x.test/a.js:1:2", "web [f] https://x.test/a.js:1:2"},
		{"at f (VM7 a.js:1:2)", "web [f] a.js:1:2"},
		{"(anonymous) @ VM7:1", "[] VM7:1:0 builtin"},
		// not frames
		{"at f(x)", ""},
		{"at the store (10:30)", ""},
		{"at lunch @ noon", ""},
		{"call me@10:30", ""},
		{"see me @", ""},
		{"f@https://x.test/a.js line x > eval:1:2", ""},
		{"/srv/a.js:1:2", ""},
		{"f https://x.test/a.js:1", ""},
		{"at f (eval at g)", ""},
		{"at the end of the day", ""},
		{"at 10:30", ""},
		{"at 10:30:15", ""},
		{"at least 3 of them (see note:12)", ""},
		{"at step 3:4", ""},
		{"mail me@example.com about it", ""},
		{"Error: no host for me@example.com:80:12", ""},
		{"see https://x.test:8080", ""},
		{"https://x.test:8080", ""},
		{"https://x.test/a.js:12", ""},
		{"TypeError: x is not a function", ""},
		{"at ", ""},
		{"@", ""},
	} {
		f, _, _, ok := frameIn(c.line)
		got := ""
		if ok {
			got = showFrame(f)
		}
		if got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.line, got, c.want)
		}
	}
}
