package capture

import "testing"

// Traces of node and React Native, and what consoles and other tools make of a
// trace when it is copied from them.
func TestPastes(t *testing.T) {
	checkReadings(t, []reading{
		{"node stack symbol", `
Error: boom
    at f (/srv/a.js:1:2) {
  [stack]: [Getter/Setter],
  [message]: 'boom'
}
`, `
Error: boom
  node [f] /srv/a.js:1:2
`},
		{"node esm win", `
node:internal/process/esm_loader:97
    internalBinding('errors').triggerUncaughtException(
                              ^

Error: boom
    at file:///C:/srv/app%20x/a.mjs:1:7
    at ModuleJob.run (node:internal/modules/esm/module_job:195:25)
    at async Promise.all (index 0)
    at async ESMLoader.import (node:internal/modules/esm/loader:337:24)
    at C:\srv\a.js:3:4
    at new Cart (C:\srv\a.js:3:4)
    at \\host\share\a.js:1:2

Node.js v18.17.0
`, `
Error: boom
  node [] file:///C:/srv/app%20x/a.mjs:1:7
  node [ModuleJob.run] node:internal/modules/esm/module_job:195:25 builtin
  node [Promise.all] index 0:0:0 builtin
  node [ESMLoader.import] node:internal/modules/esm/loader:337:24 builtin
  node [] C:\srv\a.js:3:4
  node [new Cart] C:\srv\a.js:3:4
  node [] \\host\share\a.js:1:2
`},
		{"node 12", `
internal/modules/cjs/loader.js:968
  throw err;
  ^

Error: Cannot find module 'x'
Require stack:
- /srv/a.js
    at Function.Module._resolveFilename (internal/modules/cjs/loader.js:965:15)
    at Function.Module._load (internal/modules/cjs/loader.js:841:27)
    at require (internal/modules/cjs/helpers.js:74:18)
    at Object.<anonymous> (/srv/a.js:1:9) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/srv/a.js' ]
}
`, `
Error: Cannot find module 'x'⏎Require stack:⏎- /srv/a.js
  node [Function.Module._resolveFilename] internal/modules/cjs/loader.js:965:15 builtin
  node [Function.Module._load] internal/modules/cjs/loader.js:841:27 builtin
  node [require] internal/modules/cjs/helpers.js:74:18 builtin
  node [Object.<anonymous>] /srv/a.js:1:9
`},
		{"node aggregate", `
AggregateError: All promises were rejected
    at async main (file:///srv/a.mjs:9:3) {
  [errors]: [
    Error: one
        at a (/srv/a.js:1:2) {
      code: 'A'
    },
    TypeError: two
        at b (/srv/a.js:3:4)
        at c (/srv/a.js:5:6)
  ]
}
`, `
AggregateError: All promises were rejected
  node [main] file:///srv/a.mjs:9:3
member Error: one
  node [a] /srv/a.js:1:2
member TypeError: two
  node [b] /srv/a.js:3:4
  node [c] /srv/a.js:5:6
`},
		{"node aggregate econn", `
AggregateError [ECONNREFUSED]: 
    at internalConnectMultiple (node:net:1117:18)
    at afterConnectMultiple (node:net:1684:7) {
  code: 'ECONNREFUSED',
  [errors]: [
    Error: connect ECONNREFUSED ::1:5432
        at createConnectionError (node:net:1647:14)
        at afterConnectMultiple (node:net:1677:16) {
      errno: -111,
      address: '::1',
      port: 5432
    },
    Error: connect ECONNREFUSED 127.0.0.1:5432
        at createConnectionError (node:net:1647:14) {
      errno: -111
    }
  ]
}
`, `
AggregateError [ECONNREFUSED]: 
  node [internalConnectMultiple] node:net:1117:18 builtin
  node [afterConnectMultiple] node:net:1684:7 builtin
member Error: connect ECONNREFUSED ::1:5432
  node [createConnectionError] node:net:1647:14 builtin
  node [afterConnectMultiple] node:net:1677:16 builtin
member Error: connect ECONNREFUSED 127.0.0.1:5432
  node [createConnectionError] node:net:1647:14 builtin
`},
		{"node thrown at", `
node:internal/errors:497
    ErrorCaptureStackTrace(err);
    ^

TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string. Received undefined
    at Object.readFileSync (node:fs:453:42)
    at load (/srv/a.js:1:2)
Emitted 'error' event on Server instance at:
    at emitErrorNT (node:net:1817:8)
    at process.processTicksAndRejections (node:internal/process/task_queues:82:21) {
  code: 'X'
}
Thrown at:
    at load (/srv/a.js:1:2)
`, `
TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string. Received undefined
  node [Object.readFileSync] node:fs:453:42 builtin
  node [load] /srv/a.js:1:2
note: A stack that tells of something else than where the error was thrown is left out.
`},
		{"rn jsc dev", `
TypeError: undefined is not an object (evaluating 'a.b')

This error is located at:
    in Cart (at App.tsx:12)
    in RCTView (at View.js:32)

total@http://localhost:8081/index.bundle?platform=ios&dev=true&minify=false:120:45
onPress@http://localhost:8081/index.bundle?platform=ios&dev=true&minify=false:220:15
_performTransitionSideEffects@http://localhost:8081/index.bundle?platform=ios&dev=true:1:1
`, `
TypeError: undefined is not an object (evaluating 'a.b')
  web [total] http://localhost:8081/index.bundle?platform=ios&dev=true&minify=false:120:45
  web [onPress] http://localhost:8081/index.bundle?platform=ios&dev=true&minify=false:220:15
  web [_performTransitionSideEffects] http://localhost:8081/index.bundle?platform=ios&dev=true:1:1
note: A stack that tells of something else than where the error was thrown is left out.
`},
		{"rn jsc prod", `
TypeError: undefined is not an object
total@428:1044
onPress@428:2044
[native code]
callFunctionReturnFlushedQueue@[native code]
value@main.jsbundle:12:1044
http://10.0.2.2:8081/index.bundle:1:2
/var/containers/Bundle/Application/AB-CD/Shop.app/main.jsbundle:428:1044
`, `
TypeError: undefined is not an object
  web [total] :428:1044 bad: the frame names no file
  web [onPress] :428:2044 bad: the frame names no file
  web [] [native code]:0:0 builtin
  web [callFunctionReturnFlushedQueue] [native code]:0:0 builtin
  web [value] main.jsbundle:12:1044
  web [] http://10.0.2.2:8081/index.bundle:1:2
  web [] /var/containers/Bundle/Application/AB-CD/Shop.app/main.jsbundle:428:1044
`},
		{"rn hermes", `
TypeError: Cannot read property 'x' of undefined, js engine: hermes
    at total (address at index.android.bundle:1:11418)
    at anonymous (address at index.android.bundle:1:300)
    at call (native)
    at tryCallOne (/root/react-native/packages/react-native/ReactAndroid/hermes-engine/.cxx/Release/lib/InternalBytecode/InternalBytecode.js:53:16)
    at global (address at index.android.bundle:1:2)
    at ?anon_0_ (address at index.android.bundle:1:300)
    at next (native)
    at asyncGeneratorStep (address at /data/user/0/com.shop/files/CodePush/index.android.bundle:1:5)
    ... skipping 12 frames
    at last (address at index.android.bundle:1:700)
`, `
TypeError: Cannot read property 'x' of undefined, js engine: hermes
  hermes [total] index.android.bundle:1:11418
  hermes [anonymous] index.android.bundle:1:300
  hermes [call] native:0:0 builtin
  hermes [tryCallOne] /root/react-native/packages/react-native/ReactAndroid/hermes-engine/.cxx/Release/lib/InternalBytecode/InternalBytecode.js:53:16 builtin
  hermes [global] index.android.bundle:1:2
  hermes [?anon_0_] index.android.bundle:1:300
  hermes [next] native:0:0 builtin
  hermes [asyncGeneratorStep] /data/user/0/com.shop/files/CodePush/index.android.bundle:1:5
  hermes [last] index.android.bundle:1:700
note: Hermes left out frames of a long trace, where it says "... skipping 12 frames".
`},
		{"rn android crash", `
com.facebook.react.common.JavascriptException: TypeError: undefined is not a function

This error is located at:
    in App
    in RCTView
    in f, js engine: hermes, stack:
total@1:1347822
value@1:88123
`, `
com.facebook.react.common.JavascriptException: TypeError: undefined is not a function
  hermes [total] :1:1347822
  hermes [value] :1:88123
note: A stack that tells of something else than where the error was thrown is left out.
`},
		{"rn ios crash in text", `
Unhandled JS Exception: TypeError: undefined is not an object, stack:
total@12:4711
value@1:88123
`, `
TypeError: undefined is not an object
  web [total] :12:4711 bad: the frame names no file
  web [value] :1:88123 bad: the frame names no file
`},
		{"rn component stack", `
Error: boom
    at f (https://x.test/a.js:1:2)

The above error occurred in the <Cart> component:

    at Cart (https://x.test/a.js:5:6)
    at div
    at App (https://x.test/a.js:7:8)

Consider adding an error boundary to your tree to customize error handling behavior.
`, `
Error: boom
  web [f] https://x.test/a.js:1:2
note: A stack that tells of something else than where the error was thrown is left out.
`},
		{"chrome console", `
Uncaught TypeError: Cannot read properties of undefined (reading 'x')
    at total (app.js:1:1034)
    at HTMLButtonElement.onclick ((index):12:5)
total @ app.js:1
(anonymous) @ app.js:1
onclick @ (index):12
setTimeout
load @ app.js:3
Promise.then
await in load
`, `
TypeError: Cannot read properties of undefined (reading 'x')
  web [total] app.js:1:1034
  web [HTMLButtonElement.onclick] (index):12:5
`},
		{"chrome vm", `
Uncaught ReferenceError: q is not defined
    at <anonymous>:1:1
    at f (VM123:1:7)
    at VM45 a.js:1:7
    at Object.InjectedScript._evaluateOn (<anonymous>:145:167)
    at app.js?v=1:1:1034
`, `
ReferenceError: q is not defined
  web [] <anonymous>:1:1 builtin
  web [f] VM123:1:7 builtin
  web [] a.js:1:7
  web [Object.InjectedScript._evaluateOn] <anonymous>:145:167 builtin
  web [] app.js?v=1:1:1034
`},
		{"sentry copy", `
TypeError: Cannot read properties of undefined (reading 'x')
  at total(../src/cart.ts:12:5)
  at onClick (../src/app.tsx:3:4)
  at ? (../src/main.tsx:1:2)
  at ../node_modules/react-dom/cjs/react-dom.production.js:1:2
  at Array.map(<anonymous>)
`, `
TypeError: Cannot read properties of undefined (reading 'x')
  node [total] ../src/cart.ts:12:5
  node [onClick] ../src/app.tsx:3:4
  node [] ../src/main.tsx:1:2
  node [] ../node_modules/react-dom/cjs/react-dom.production.js:1:2 lib
  node [Array.map] <anonymous>:0:0 builtin
`},
		{"sentry raw", `
TypeError: x
    at total (app:///main.jsbundle:1:2)
    at ? (/assets/index-AB.js:1:2000)
    at <unknown> (/assets/index-AB.js:1:2000)
`, `
TypeError: x
  web [total] app:///main.jsbundle:1:2
  node [] /assets/index-AB.js:1:2000
  node [] /assets/index-AB.js:1:2000
`},
		{"datadog", `
TypeError: x is undefined
  at total @ https://x.test/a.js:1:2
  at <anonymous> @ https://x.test/b.js:3:4
`, `
TypeError: x is undefined
  web [total] https://x.test/a.js:1:2
  web [<anonymous>] https://x.test/b.js:3:4
`},
		{"next", `
 ⨯ TypeError: Cannot read properties of undefined (reading 'x')
    at Page (./app/page.tsx:10:11)
    at stringify (<anonymous>)
    at Page (app/page.tsx:10:11)
    at Page (webpack-internal:///(rsc)/./app/page.tsx:10:11)
    at Page (about://React/Server/file:///srv/.next/server/app/page.js?10:11:2)
    at Page (rsc://React/Server/webpack-internal:///(rsc)/./app/page.tsx?0:10:11)
  8 | export default function Page() {
> 10 |   return x.y
digest: "123"
`, `
TypeError: Cannot read properties of undefined (reading 'x')
  node [Page] ./app/page.tsx:10:11
  node [stringify] <anonymous>:0:0 builtin
  web [Page] app/page.tsx:10:11
  web [Page] webpack-internal:///(rsc)/./app/page.tsx:10:11
  web [Page] about://React/Server/file:///srv/.next/server/app/page.js?10:11:2
  web [Page] rsc://React/Server/webpack-internal:///(rsc)/./app/page.tsx?0:10:11
`},
		{"vite", `
[vite] Internal server error: boom
      at TransformPluginContext._error (file:///srv/node_modules/vite/dist/node/chunks/dep.js:1:2)
      at async file:///srv/vite.config.ts.timestamp-1-2.mjs:3:4
      at /src/App.vue:3:4
      at http://localhost:5173/src/App.vue?t=123:3:4
`, `
: Internal server error: boom
  node [TransformPluginContext._error] file:///srv/node_modules/vite/dist/node/chunks/dep.js:1:2 lib
  node [] file:///srv/vite.config.ts.timestamp-1-2.mjs:3:4
  node [] /src/App.vue:3:4
  web [] http://localhost:5173/src/App.vue?t=123:3:4
`},
		{"lambda", `
2026-01-02T03:04:05.678Z	8a1b-2c	ERROR	Uncaught Exception 	{"errorType":"TypeError","errorMessage":"x is undefined","stack":["TypeError: x is undefined","    at f (/var/task/index.js:1:2)","    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)"]}
`, `
TypeError: x is undefined
  node [f] /var/task/index.js:1:2
  node [Runtime.handleOnceNonStreaming] file:///var/runtime/index.mjs:1173:29
`},
		{"lambda invoke", `
{"errorType":"TypeError","errorMessage":"x is undefined","trace":["TypeError: x is undefined","    at f (/var/task/index.js:1:2)"]}
`, `
TypeError: x is undefined
  node [f] /var/task/index.js:1:2
`},
	})
}
