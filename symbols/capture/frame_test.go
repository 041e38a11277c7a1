package capture

import (
	"strings"
	"testing"
)

func TestFrames(t *testing.T) {
	for _, c := range []struct{ name, frame, want string }{
		{"web", `{"platform":"web:javascript","filename":"https://x.test/a.js","function":"f","lineno":1,"colno":2}`, "web [f] https://x.test/a.js:1:2"},
		{"old name of web", `{"platform":"javascript","filename":"https://x.test/a.js","function":"f","lineno":1,"colno":2,"in_app":false}`, "javascript [f] https://x.test/a.js:1:2 lib"},
		{"chunkId", `{"platform":"web:javascript","filename":"a.js","chunkId":"c","lineno":1,"colno":2.0}`, "web [] a.js:1:2 chunk=c"},
		{"node", `{"platform":"node:javascript","filename":"/srv/a.js","module":"a","function":"f","lineno":5,"colno":2,"pre_context":["1","2"],"context_line":"3","post_context":["4"]}`,
			`node [f] /srv/a.js:5:2 module=a context=["1" "2"]/"3"/["4"]`},
		{"node builtin", `{"platform":"node:javascript","filename":"node:internal/timers","function":"g","lineno":5,"colno":2,"in_app":true}`, "node [g] node:internal/timers:5:2 builtin"},
		{"promise", `{"platform":"node:javascript","filename":"index 0","module":"index 0","function":"Promise.all"}`, "node [Promise.all] index 0:0:0 module=index 0 builtin"},
		{"anonymous", `{"platform":"web:javascript","filename":"<anonymous>","function":"Array.map"}`, "web [Array.map] <anonymous>:0:0 builtin"},
		{"no file at all", `{"platform":"web:javascript","function":"g"}`, "web [g] :0:0 builtin"},
		{"place without a file", `{"platform":"web:javascript","function":"g","lineno":1,"colno":2}`, "web [g] :1:2 bad: the frame names no file"},
		{"extension", `{"platform":"web:javascript","filename":"chrome-extension://a/b.js","function":"g","lineno":1,"colno":2}`, "web [g] chrome-extension://a/b.js:1:2 lib"},
		{"v8's eval", `{"platform":"node:javascript","filename":"eval at i (/srv/a.js:1:517), <anonymous>","function":"g","lineno":3,"colno":4}`, "node [g] /srv/a.js:1:517 eval=<anonymous>:3:4"},
		{"hermes", `{"platform":"hermes","filename":"index.android.bundle","function":"f","colno":0,"chunkId":"c"}`, "hermes [f] index.android.bundle:1:0 chunk=c"},
		{"hermes without an address", `{"platform":"hermes","filename":"index.android.bundle","function":"f","chunkId":"c"}`, "hermes [f] index.android.bundle:0:0 chunk=c bad: the frame has no bytecode address"},
		{"python", `{"platform":"python","filename":"a.py","abs_path":"/app/a.py","function":"f","module":"m","lineno":5,"context_line":"x","pre_context":[],"post_context":[]}`,
			`python [f] a.py:5:0 module=m context=[]/"x"/[]`},
		{"java", `{"platform":"java","filename":"A.java","function":"f","module":"com.shop.A","lineno":5}`, "java [f] A.java:5:0 module=com.shop.A"},
		{"go", `{"platform":"go","filename":"/app/a.go","function":"main.f","lineno":5,"in_app":false}`, "go [main.f] /app/a.go:5:0 lib"},
		{"custom", `{"platform":"custom","lang":"elixir","filename":"a.ex","function":"f","lineno":5,"colno":3,"resolved":true}`, "custom [f] a.ex:5:3"},
		{"native", `{"platform":"native","instruction_addr":"0x1","function":"f"}`, "native [f] :0:0"},
		{"resolved", `{"raw_id":"r/0","mangled_name":"e","line":98,"column":52,"source":"../src/a.ts","in_app":true,"resolved_name":"Cart.total","lang":"javascript","resolved":true,
			"junk_drawer":{"raw_frame":{"filename":"https://x.test/a.js","function":"e","lineno":1,"colno":450,"chunk_id":"c"}}}`,
			"web [e] https://x.test/a.js:1:450 chunk=c stored=true Cart.total ../src/a.ts:99:53 raw=true"},
		{"resolved, file name only", `{"mangled_name":"e","line":98,"column":52,"source":"a.ts","lang":"javascript","resolved":true,"junk_drawer":{"raw_frame":{"filename":"main.js","function":"e","lineno":1,"colno":450,"chunk_id":"c"}}}`,
			"web [e] main.js:1:450 chunk=c stored=true e a.ts:99:53 raw=true"},
		{"resolved hermes", `{"mangled_name":"e","line":0,"column":2,"source":"src/a.ts","lang":"javascript","resolved":true,"junk_drawer":{"raw_frame":{"filename":"index.android.bundle","function":"e","colno":450,"chunkId":"c"}}}`,
			"hermes [e] index.android.bundle:1:450 chunk=c stored=true e src/a.ts:1:3 raw=true"},
		{"resolved without what was captured", `{"raw_id":"r/0","mangled_name":"e","line":98,"column":52,"source":"../src/a.ts","in_app":true,"resolved_name":"f","lang":"javascript","resolved":true}`,
			"web [f] ../src/a.ts:99:53 stored=true f ../src/a.ts:99:53 raw=false"},
		{"passed through", `{"mangled_name":"f","line":12,"column":3,"source":"/srv/a.js","lang":"javascript","resolved":true,"junk_drawer":{"raw_frame":{"filename":"/srv/a.js","function":"f","lineno":12,"colno":3,"context_line":"x"}}}`,
			`node [f] /srv/a.js:12:3 context=[]/"x"/[] stored=true f /srv/a.js:12:3 raw=true`},
		{"passed through, without what was captured", `{"mangled_name":"f","resolved_name":"f","line":12,"column":3,"source":"node:fs","lang":"javascript","resolved":true}`,
			"node [f] node:fs:12:3 lib stored=true f node:fs:12:3 raw=false"},
		{"unresolved", `{"mangled_name":"e","line":1,"column":45,"in_app":true,"lang":"javascript","resolved":false,"resolve_failure":"No sourcemap uploaded for chunk id: 124","junk_drawer":{"raw_frame":{"chunk_id":"124","colno":45,"filename":"main.js","function":"e","lineno":1}}}`,
			"web [e] main.js:1:45 chunk=124 stored=false e :1:45 raw=true No sourcemap uploaded for chunk id: 124"},
		{"unresolved without what was captured", `{"mangled_name":"e","line":1,"column":45,"source":"/static/a.js","in_app":true,"lang":"javascript","resolved":false,"resolve_failure":{"NoSourcemap":"x"}}`,
			`web [e] /static/a.js:1:45 stored=false e /static/a.js:1:45 raw=false {"NoSourcemap":"x"}`},
		{"resolved python", `{"mangled_name":"f","resolved_name":"f","line":12,"source":"a.py","lang":"python","resolved":true,"junk_drawer":{"raw_frame":{"filename":"a.py","function":"f","lineno":12,"context_line":"x"}}}`,
			`python [f] a.py:12:0 context=[]/"x"/[] stored=true f a.py:12:0 raw=true`},
		{"record", `{"id":"1","raw_id":"r/0","resolved":true,"contents":{"mangled_name":"e","line":36,"column":0,"source":"a.ts","lang":"javascript","resolved":true,"junk_drawer":{"raw_frame":{"filename":"https://x.test/a.js","function":"e","lineno":1,"colno":4}}},
			"context":{"before":[{"number":36,"line":"b"},{"number":35,"line":"a"}],"line":{"number":37,"line":"c"},"after":[{"number":38,"line":"d"}]}}`,
			`web [e] https://x.test/a.js:1:4 stored=true e a.ts:37:1 raw=true  storedcontext=["a" "b"]/"c"/["d"]`},
		{"record of another language", `{"raw_id":"r/0","contents":{"mangled_name":"f","line":3,"source":"a.py","lang":"python","resolved":true},
			"context":{"before":[{"number":1,"line":"a"},{"number":2,"line":"b"}],"line":{"number":3,"line":"c"},"after":[]}}`,
			`python [f] a.py:3:0 context=["a" "b"]/"c"/[] stored=true f a.py:3:0 raw=false  storedcontext=["a" "b"]/"c"/[]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			events, err := Parse([]byte("[" + c.frame + "]"))
			if err != nil {
				t.Fatal(err)
			}
			if got := showFrame(events[0].Exceptions[0].Frames[0]); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// A place that can't be used is said to be so, in a sentence; no number is
// made up for it.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ place, want string }{
		{`"lineno":1,"colno":2`, "1:2"},
		{`"lineno":1,"colno":2e1`, "1:20"},
		{`"lineno":1,"colno":0`, "1:0 bad: the column is 0, but it counts from 1"},
		{`"lineno":1,"colno":-5`, "1:0 bad: the column is -5, but it counts from 1"},
		{`"lineno":1,"colno":12.5`, "1:0 bad: the column is 12.5, not a whole number"},
		{`"lineno":1,"colno":"12"`, `1:0 bad: the column is "12", not a number`},
		{`"lineno":1,"colno":true`, "1:0 bad: the column is true, not a number"},
		{`"lineno":1,"colno":[]`, "1:0 bad: the column is [], not a number"},
		{`"lineno":1,"colno":9007199254740992`, "1:0 bad: the column is 9007199254740992, beyond any file"},
		{`"lineno":1,"colno":1e400`, "1:0 bad: the column is 1e400, beyond any file"},
		{`"lineno":1,"colno":null`, "1:0 bad: the frame has a line but no column"},
		{`"lineno":1`, "1:0 bad: the frame has a line but no column"},
		{`"colno":1,"lineno":null,"platform":"web:javascript"`, "0:1 bad: the frame has no line"},
		{`"lineno":0,"colno":1`, "0:1 bad: the line is 0, but it counts from 1"},
		{`"lineno":null,"colno":null`, "0:0 bad: the frame has no line and no column"},
		{`"platform":"hermes","lineno":1,"colno":-1`, "1:0 bad: the address is -1, but it counts from 0"},
		{`"platform":"python","lineno":"x"`, `0:0 bad: the line is "x", not a number`},
	} {
		events, err := Parse([]byte(`[{"function":"f","filename":"https://x.test/a.js",` + c.place + `}]`))
		if err != nil {
			t.Fatal(err)
		}
		f := events[0].Exceptions[0].Frames[0]
		_, got, _ := strings.Cut(showFrame(f), "a.js:")
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.place, got, c.want)
		}
		if _, ok := f.Generated(); ok && f.Bad != "" {
			t.Errorf("%s: a place that can't be used is given", c.place)
		}
	}
}
