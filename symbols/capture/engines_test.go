package capture

import "testing"

// What each engine and runtime prints.
func TestEngines(t *testing.T) {
	checkReadings(t, []reading{
		{"safari 17 async", `
TypeError: undefined is not an object (evaluating 'e.items.length')
total@https://shop.test/assets/cart-1a2b.js:2:10345
@https://shop.test/assets/cart-1a2b.js:2:11001
asyncFunctionResume@[native code]
promiseReactionJobWithoutPromiseUnwrapAsyncContext@[native code]
promiseReactionJob@[native code]
`, `
TypeError: undefined is not an object (evaluating 'e.items.length')
  web [total] https://shop.test/assets/cart-1a2b.js:2:10345
  web [] https://shop.test/assets/cart-1a2b.js:2:11001
  web [asyncFunctionResume] [native code]:0:0 builtin
  web [promiseReactionJobWithoutPromiseUnwrapAsyncContext] [native code]:0:0 builtin
  web [promiseReactionJob] [native code]:0:0 builtin
`},
		{"safari module/global/eval", `
module code@https://shop.test/assets/main.js:1:2
eval code@
eval code@[native code]
eval@[native code]
global code@https://shop.test/:12:5
async total@https://shop.test/a.js:1:7
`, `
: 
  web [module code] https://shop.test/assets/main.js:1:2
  web [eval code] :0:0 builtin
  web [eval code] [native code]:0:0 builtin
  web [eval] [native code]:0:0 builtin
  web [global code] https://shop.test/:12:5
  web [async total] https://shop.test/a.js:1:7
`},
		{"safari eval with message", `
ReferenceError: Can't find variable: q
eval code
eval@[native code]
run@https://shop.test/a.js:3:9
`, `
ReferenceError: Can't find variable: q⏎eval code
  web [eval] [native code]:0:0 builtin
  web [run] https://shop.test/a.js:3:9
`},
		{"safari console", `
Unhandled Promise Rejection: TypeError: Load failed
	(anonymous function) (app.js:1:1234)
	asyncFunctionResume
	(anonymous function)
	promiseReactionJob
`, `
TypeError: Load failed
  web [] app.js:1:1234
`},
		{"safari inspector copy", `
[Error] TypeError: undefined is not an object (evaluating 'a.b')
	total (cart.js:2:1034)
	Module Code (main.js:1)
	global code (main.js:3)
`, `
TypeError: undefined is not an object (evaluating 'a.b')
  web [total] cart.js:2:1034
  web [Module Code] main.js:1:0 bad: the frame has a line but no column
  web [global code] main.js:3:0 bad: the frame has a line but no column
`},
		{"safari anonymous names", `
Error: x
anonymous@https://x.test/a.js:1:40
value@https://x.test/a.js:1:50
@webkit-masked-url://hidden/:1:2
f@safari-web-extension://AB-1/x.js:1:2
`, `
Error: x
  web [anonymous] https://x.test/a.js:1:40
  web [value] https://x.test/a.js:1:50
  web [] webkit-masked-url://hidden/:1:2 lib
  web [f] safari-web-extension://AB-1/x.js:1:2 lib
`},
		{"firefox async", `
promise callback*load@https://x.test/a.js:1:2
EventListener.handleEvent*@https://x.test/a.js:3:4
async*@https://x.test/a.js:5:6
fetchCart/<@https://x.test/a.js:7:8
InterpretGeneratorResume@self-hosted:1412:33
AsyncFunctionNext@self-hosted:799:26
`, `
: 
  web [promise callback*load] https://x.test/a.js:1:2
  web [EventListener.handleEvent*] https://x.test/a.js:3:4
  web [async*] https://x.test/a.js:5:6
  web [fetchCart/<] https://x.test/a.js:7:8
  web [InterpretGeneratorResume] self-hosted:1412:33 builtin
  web [AsyncFunctionNext] self-hosted:799:26 builtin
`},
		{"firefox console copy", `
Uncaught TypeError: e.items is undefined
    total https://x.test/assets/cart.js:2
    <anonymous> https://x.test/assets/main.js:1
    EventListener.handleEvent* https://x.test/assets/main.js:1
cart.js:2:1034
    total https://x.test/assets/cart.js:2
`, `
TypeError: e.items is undefined
  web [total] https://x.test/assets/cart.js:2:0 bad: the frame has a line but no column
  web [<anonymous>] https://x.test/assets/main.js:1:0 bad: the frame has a line but no column
  web [EventListener.handleEvent*] https://x.test/assets/main.js:1:0 bad: the frame has a line but no column
`},
		{"firefox err.stack devtools", `
f@debugger eval code:1:7
@debugger eval code:1:1
`, `
: 
  web [f] debugger eval code:1:7 builtin
  web [] debugger eval code:1:1 builtin
`},
		{"firefox Function", `
anonymous@https://x.test/a.js line 3 > Function:1:7
@https://x.test/a.js line 3 > injectedScript:1:7
f@javascript:alert(1):1:2
f@resource://gre/modules/a.jsm:1:2
f@blob:https://x.test/1-2:1:40
f@data:text/javascript;base64,Zg==:1:4
f@file:///home/me/a.html:3:4
f@wasm://x:wasm-function[3]:0x1f
@https://x.test/a.wasm:wasm-function[12]:0x4e
`, `
: 
  web [anonymous] https://x.test/a.js:3:0 eval=Function:1:7 bad: the browser told the line of the eval call, but not its column
  web [] https://x.test/a.js:3:0 eval=injectedScript:1:7 bad: the browser told the line of the eval call, but not its column
  web [f] javascript:alert(1):1:2
  web [f] resource://gre/modules/a.jsm:1:2 lib
  web [f] blob:https://x.test/1-2:1:40
  web [f] data:text/javascript;base64,Zg==:1:4
  node [f] file:///home/me/a.html:3:4
  node [f] wasm://x:0:0 builtin
  web [] https://x.test/a.wasm:0:0 bad: the place is an address in WebAssembly code
`},
		{"chrome android webview", `
TypeError: Cannot read properties of undefined (reading 'length')
    at https://appassets.androidplatform.net/assets/main.js:1:2
    at HTMLButtonElement.<anonymous> (file:///android_asset/www/main.js:1:300)
    at Object.invokeGuardedCallbackDev (capacitor://localhost/main.js:3:4)
    at ionic://localhost/main.js:5:6
    at http://localhost/main.js:5:6
`, `
TypeError: Cannot read properties of undefined (reading 'length')
  web [] https://appassets.androidplatform.net/assets/main.js:1:2
  node [HTMLButtonElement.<anonymous>] file:///android_asset/www/main.js:1:300
  web [Object.invokeGuardedCallbackDev] capacitor://localhost/main.js:3:4
  web [] ionic://localhost/main.js:5:6
  web [] http://localhost/main.js:5:6
`},
		{"edge legacy", `
TypeError: Unable to get property 'x' of undefined or null reference
   at Anonymous function (https://x.test/a.js:1:2)
   at total (https://x.test/a.js:3:4)
   at Global code (https://x.test/a.js:5:6)
   at eval code (eval code:1:2)
   at Function code (Function code:1:2)
`, `
TypeError: Unable to get property 'x' of undefined or null reference
  web [Anonymous function] https://x.test/a.js:1:2
  web [total] https://x.test/a.js:3:4
  web [Global code] https://x.test/a.js:5:6
  web [eval code] eval code:1:2 builtin
  web [Function code] Function code:1:2 builtin
`},
		{"electron", `
Error: boom
    at IpcRenderer.<anonymous> (app:///dist/renderer.js:1:2)
    at Object.f (/Applications/Shop.app/Contents/Resources/app.asar/dist/main.js:3:4)
    at node:electron/js2c/browser_init:2:116791
    at node:electron/js2c/renderer_init:2:116791
    at electron/js2c/asar_bundle.js:5:12999
    at C:\Users\Me\AppData\Local\Programs\Shop\resources\app.asar\main.js:1:40
    at Object.<anonymous> (file:///C:/Program%20Files/Shop/resources/app.asar/index.html:1:2)
    at async Session.<anonymous> (node:electron/js2c/browser_init:2:107033)
`, `
Error: boom
  web [IpcRenderer.<anonymous>] app:///dist/renderer.js:1:2
  node [Object.f] /Applications/Shop.app/Contents/Resources/app.asar/dist/main.js:3:4
  node [] node:electron/js2c/browser_init:2:116791 builtin
  node [] node:electron/js2c/renderer_init:2:116791 builtin
  node [] electron/js2c/asar_bundle.js:5:12999 builtin
  node [] C:\Users\Me\AppData\Local\Programs\Shop\resources\app.asar\main.js:1:40
  node [Object.<anonymous>] file:///C:/Program%20Files/Shop/resources/app.asar/index.html:1:2
  node [Session.<anonymous>] node:electron/js2c/browser_init:2:107033 builtin
`},
		{"deno", `
error: Uncaught (in promise) Error: boom
    throw new Error("boom");
          ^
    at total (file:///app/cart.ts:1:7)
    at async file:///app/main.ts:3:4
    at async mod.ts:1:2
    at ext:core/01_core.js:1:2
    at Object.runMicrotasks (ext:core/01_core.js:640:26)
    at processTicksAndRejections (ext:deno_node/_next_tick.ts:59:10)
    at https://deno.land/std@0.200.0/http/server.ts:1:2
    at jsr:@std/http/server.ts:1:2
`, `
Error: boom
  node [total] file:///app/cart.ts:1:7
  node [] file:///app/main.ts:3:4
  web [] mod.ts:1:2
  node [] ext:core/01_core.js:1:2 builtin
  node [Object.runMicrotasks] ext:core/01_core.js:640:26 builtin
  node [processTicksAndRejections] ext:deno_node/_next_tick.ts:59:10 builtin
  web [] https://deno.land/std@0.200.0/http/server.ts:1:2
  web [] jsr:@std/http/server.ts:1:2
`},
		{"deno2", `
Uncaught Error: x
    at <anonymous>:1:7
    at file:///app/[slug]/page.tsx:1:2
`, `
Error: x
  node [] <anonymous>:1:7 builtin
  node [] file:///app/[slug]/page.tsx:1:2
`},
		{"bun", `
12 |   const x = 1;
13 |   throw new TypeError("boom");
            ^
TypeError: boom
      at total (/app/cart.ts:13:9)
      at /app/main.ts:3:4
      at <anonymous> (/app/main.ts:3:4)
      at processTicksAndRejections (native:7:39)
      at loadAndEvaluateModule (2:1)
      at async main (/app/x.ts:1:2)
      at moduleEvaluation (native)
      at requestImportModule (native)

Bun v1.1.38 (Linux x64)
`, `
TypeError: boom
  node [total] /app/cart.ts:13:9
  node [] /app/main.ts:3:4
  node [<anonymous>] /app/main.ts:3:4
  node [processTicksAndRejections] native:7:39 builtin
  node [loadAndEvaluateModule] :2:1 builtin
  node [main] /app/x.ts:1:2
  node [moduleEvaluation] native:0:0 builtin
  node [requestImportModule] native:0:0 builtin
`},
		{"bun code prop", `
error: boom
 code: "ENOENT"

      at total (/app/cart.ts:13:9)
`, `
: boom⏎ code: "ENOENT"
  node [total] /app/cart.ts:13:9
`},
		{"workers", `
✘ [ERROR] Uncaught (in response) Error: boom

      at total (worker.js:12:11)
      at Object.fetch (worker.js:20:3)
`, `
Error: boom
  web [total] worker.js:12:11
  web [Object.fetch] worker.js:20:3
`},
		{"workers tail", `
Error: boom
    at total (index.js:12:11)
    at async Object.fetch (file:///bundle/index.js:20:3)
    at null.<anonymous> (async file:///worker.js:1:2)
`, `
Error: boom
  web [total] index.js:12:11
  node [Object.fetch] file:///bundle/index.js:20:3
  node [null.<anonymous>] file:///worker.js:1:2
`},
	})
}
