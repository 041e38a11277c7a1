package capture

import "testing"

// What PostHog's endpoints answer with, and frames of every platform.
func TestStoredShapes(t *testing.T) {
	checkReadings(t, []reading{
		{"stored resolved no junk minified before-desc", `
[{"raw_id":"r/0","contents":{"mangled_name":"e","line":36,"column":0,"source":"a.ts","lang":"javascript","resolved":true},"context":{"before":[{"number":35,"line":"a"},{"number":36,"line":"b"}],"line":{"number":37,"line":"c"},"after":[{"number":38,"line":"d"},{"number":39,"line":"e"}]}}]
`, `
: 
  web [e] a.ts:37:1 context=["a" "b"]/"c"/["d" "e"] stored=true e a.ts:37:1 raw=false  storedcontext=["a" "b"]/"c"/["d" "e"]
`},
		{"record old zero-based context", `
[{"raw_id":"r/0","contents":{"mangled_name":"e","line":36,"column":0,"source":"a.ts","lang":"javascript","resolved":true},"context":{"before":[{"number":35,"line":"b"},{"number":34,"line":"a"}],"line":{"number":36,"line":"c"},"after":[{"number":37,"line":"d"}]}}]
`, `
: 
  web [e] a.ts:37:1 context=["a" "b"]/"c"/["d"] stored=true e a.ts:37:1 raw=false  storedcontext=["a" "b"]/"c"/["d"]
`},
		{"passthrough no lineno", `
[{"raw_id":"r/0","mangled_name":"map","lang":"javascript","resolved":true,"in_app":true,"junk_drawer":{"raw_frame":{"filename":"<anonymous>","function":"Array.map"}}}]
`, `
: 
  web [Array.map] <anonymous>:0:0 builtin stored=true map :0:0 raw=true
`},
		{"node unresolved no source", `
[{"raw_id":"r/0","mangled_name":"f","line":5,"column":3,"lang":"javascript","resolved":false,"resolve_failure":"No sourcemap uploaded for chunk id: c","in_app":true,"junk_drawer":{"raw_frame":{"filename":"/srv/a.js","function":"f","lineno":5,"colno":3,"chunk_id":"c","context_line":"x","module":"a"}}}]
`, `
: 
  node [f] /srv/a.js:5:3 module=a chunk=c context=[]/"x"/[] stored=false f :5:3 raw=true No sourcemap uploaded for chunk id: c
`},
		{"hermes unresolved", `
[{"raw_id":"r/0","mangled_name":"f","line":1,"column":450,"source":"index.android.bundle","lang":"javascript","resolved":false,"resolve_failure":"x","junk_drawer":{"raw_frame":{"filename":"index.android.bundle","function":"f","colno":450,"chunkId":"c"}}}]
`, `
: 
  hermes [f] index.android.bundle:1:450 chunk=c stored=false f index.android.bundle:1:450 raw=true x
`},
		{"hermes unresolved no junk", `
{"event":"$exception","properties":{"$lib":"posthog-react-native","$exception_list":[{"type":"E","value":"v","stacktrace":{"type":"resolved","frames":[{"raw_id":"r/0","mangled_name":"f","line":1,"column":450,"source":"index.android.bundle","lang":"javascript","resolved":false}]}}]}}
`, `
E: v
  hermes [f] index.android.bundle:1:450 stored=false f index.android.bundle:1:450 raw=false
`},
		{"resolved line 0", `
[{"raw_id":"r/0","mangled_name":"e","line":0,"column":0,"source":"a.ts","lang":"javascript","resolved":true,"junk_drawer":{"raw_frame":{"filename":"https://x.test/a.js","function":"e","lineno":1,"colno":1}}}]
`, `
: 
  web [e] https://x.test/a.js:1:1 stored=true e a.ts:1:1 raw=true
`},
		{"inlined parts", `
[{"raw_id":"r/0","mangled_name":"e","line":3,"column":1,"source":"a.ts","lang":"javascript","resolved":true},{"raw_id":"r/1","mangled_name":"e","line":9,"column":1,"source":"a.ts","lang":"javascript","resolved":true}]
`, `
: 
  web [e] a.ts:4:2 stored=true e a.ts:4:2 raw=false
  web [e] a.ts:10:2 stored=true e a.ts:10:2 raw=false
`},
		{"python stored code variables", `
[{"raw_id":"r/0","mangled_name":"f","resolved_name":"f","line":12,"source":"a.py","module":"a","lang":"python","resolved":true,"in_app":true,"code_variables":{"x":"1"}}]
`, `
: 
  python [f] a.py:12:0 module=a stored=true f a.py:12:0 raw=false
`},
		{"java stored", `
[{"raw_id":"r/0","mangled_name":"a","resolved_name":"total","line":12,"source":"Cart.kt","module":"com.shop.Cart","lang":"java","resolved":true,"in_app":true}]
`, `
: 
  java [total] Cart.kt:12:0 module=com.shop.Cart stored=true total Cart.kt:12:0 raw=false
`},
		{"apple", `
[{"platform":"apple","instruction_addr":"0x1","image_uuid":"u","function":"main","filename":"a.swift","lineno":3,"colno":4}]
`, `
: 
  apple [main] a.swift:3:4
`},
		{"ruby", `
[{"platform":"ruby","filename":"a.rb","function":"f","lineno":3}]
`, `
: 
  ruby [f] a.rb:3:0
`},
		{"dart", `
[{"platform":"dart","filename":"a.dart","function":"f","lineno":3,"colno":5}]
`, `
: 
  dart [f] a.dart:3:5
`},
		{"php", `
[{"platform":"php","filename":"/a.php","function":"f","lineno":3}]
`, `
: 
  php [f] /a.php:3:0
`},
		{"rust", `
[{"platform":"rust","function":"shop::main","filename":"src/main.rs","lineno":3}]
`, `
: 
  rust [shop::main] src/main.rs:3:0
`},
		{"compact", `
{"results":[{"uuid":"e1","timestamp":"2026-01-02T03:04:05Z","exceptions":[{"type":"A","value":"a","stacktrace":{"frames":[{"function":"f","source":"src/a.ts","line":3,"column":1,"in_app":true,"resolved":true,"lang":"javascript"}]}}]}],"hasMore":false}
`, `
A: a
  web [f] src/a.ts:4:2 stored=true f src/a.ts:4:2 raw=false
`},
		{"hogql multi", `
{"columns":["uuid","timestamp","properties.$exception_list","properties.$lib"],"types":["UUID","DateTime64(6)","Nullable(String)","Nullable(String)"],"results":[["e1","2026-07-09T16:00:00Z","[{\"type\":\"A\",\"value\":\"a\",\"stacktrace\":{\"frames\":[{\"platform\":\"go\",\"function\":\"main.f\",\"filename\":\"a.go\",\"lineno\":3}]}}]","posthog-go"]],"hasMore":false}
`, `
A: a
  go [main.f] a.go:3:0
`},
		{"hogql extract", `
{"columns":["replaceRegexpAll(nullIf(nullIf(JSONExtractRaw(properties, '$exception_list'), ''), 'null'), '^\"|\"$', '')"],"results":[["[{\"type\":\"A\",\"value\":\"a\"}]"]]}
`, `
A: a
note: The A was captured without a stack trace.
`},
		{"rest event", `
{"id":"e1","distinct_id":"me","properties":{"$exception_list":[{"type":"A","value":"a"}]},"event":"$exception","timestamp":"2026-01-02T03:04:05Z","person":null,"elements":[]}
`, `
A: a
note: The A was captured without a stack trace.
`},
		{"person nested", `
{"event":{"uuid":"e1","event":"$exception","properties":{"$exception_list":[{"type":"A","value":"a"}]}},"person":{"id":1}}
`, `
A: a
note: The A was captured without a stack trace.
`},
		{"webhook", `
{"hook":{"id":"1"},"data":{"event":"$exception","properties":{"$exception_list":[{"type":"A","value":"a"}]}}}
`, `
A: a
note: The A was captured without a stack trace.
`},
		{"no frames unresolved NoUrlOrChunk", `
[{"raw_id":"r/0","mangled_name":"?","lang":"javascript","resolved":false,"resolve_failure":"No url or chunk id"}]
`, `
: 
  web [] :0:0 builtin stored=false ? :0:0 raw=false No url or chunk id
`},
		{"script error", `
{"event":"$exception","properties":{"$exception_list":[{"type":"Error","value":"Script error.","mechanism":{"handled":false,"synthetic":true}}]}}
`, `
Error: Script error.
note: The Error was captured without a stack trace.
`},
		{"string thrown", `
{"event":"$exception","properties":{"$exception_list":[{"type":"UnhandledRejection","value":"Non-Error promise rejection captured with value: x","stacktrace":{"type":"raw","frames":[]}}]}}
`, `
UnhandledRejection: Non-Error promise rejection captured with value: x
`},
		{"empty stack obj", `
{"event":"$exception","properties":{"$exception_list":[{"type":"A","value":"a","stacktrace":null},{"type":"B","value":"b","stacktrace":{}}]}}
`, `
A: a
cause B: b
note: The A was captured without a stack trace.
note: The B was captured without frames.
`},
		{"exceptions as object keyed", `
{"event":"$exception","properties":{"$exception_list":{"type":"A","value":"a"}}}
`, `
A: a
note: The A was captured without a stack trace.
`},
	})
}
