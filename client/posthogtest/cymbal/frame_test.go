package cymbal

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// one is a Finder that has one set.
type one struct {
	ref  string
	set  *Symbols
	fail *Failure
}

// Find has its set under the ref alone.
func (o one) Find(language, chunkID, url string) (*Symbols, string, *Failure) {
	if o.ref != "" && (o.ref == chunkID || o.ref == url) {
		return o.set, o.ref, o.fail
	}
	return nil, "", NoSourcemapUploaded(language, chunkID)
}

func decode[T any](t *testing.T, text []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

type frames []struct {
	Stacktrace struct{ Frames []json.RawMessage }
}

// fixture reads one of PostHog's own fixtures, which are kept beside the
// repository.
func fixture(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../../../shared/fixtures/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("PostHog's fixtures are not at hand")
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestStoredShapes holds what PostHog itself stored of frames against what
// frames become here.
func TestStoredShapes(t *testing.T) {
	sent := decode[struct {
		Properties struct {
			List frames `json:"$exception_list"`
		}
	}](t, fixture(t, "event_javascript_chunk_id.json")).Properties.List[0].Stacktrace.Frames
	stored := decode[frames](t, fixture(t, "resolved_javascript_chunk_id.json"))[0].Stacktrace.Frames
	for i, frame := range sent {
		got, err := Resolve(frame, one{})
		if err != nil {
			t.Fatal(err)
		}
		want := decode[map[string]any](t, stored[i])
		has := decode[map[string]any](t, got.Contents)
		for _, key := range []string{"raw_id", "mangled_name", "lang", "synthetic", "suspicious", "junk_drawer"} {
			if diff := cmp.Diff(want[key], has[key]); diff != "" {
				t.Errorf("frame %d, %s: %s", i, key, diff)
			}
		}
	}
	failed := decode[frames](t, fixture(t, "unresolved_missing_sourcemap.json"))[0].Stacktrace.Frames[0]
	raw := decode[map[string]map[string]map[string]any](t, []byte(`{"junk_drawer":`+string(decode[map[string]json.RawMessage](t, failed)["junk_drawer"])+`}`))["junk_drawer"]["raw_frame"]
	raw["platform"] = "web:javascript"
	text, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Resolve(text, one{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decode[any](t, failed), decode[any](t, got.Contents)); diff != "" {
		t.Errorf("a frame without a set: %s", diff)
	}
}

// TestRawID holds a hash that PostHog made.
func TestRawID(t *testing.T) {
	got, err := Resolve([]byte(`{"platform":"web:javascript","function":"onClick","lineno":651,"colno":450,"filename":"main.js","chunk_id":"any"}`), one{})
	const want = "a95875fcfec1a69333fd83d0ae05bd3606754a0fdfc780a1714603973bb055748391a1f49aa8af42d5aafaaea883819678452d916cb63760c2f1309d47cc1b51/0"
	if err != nil || got.RawID != want {
		t.Errorf("%s, %v", got.RawID, err)
	}
}

// minified has two lines. The map of TestLookup maps 1:1 to src/a.ts 1:1, 1:6
// to 1:11, and 2:5 to node_modules/b/b.ts 21:10.
const minified = "a();b();c()\n    d()"

// TestLookup holds where a frame is looked up, what it becomes and what lies
// around it.
func TestLookup(t *testing.T) {
	lines := make([]string, 40)
	for i := range lines {
		lines[i] = strings.Repeat("x", 290+i)
	}
	source, err := json.Marshal(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := `{"version":3,"sources":["src/a.ts","node_modules/b/b.ts"],"names":[],"mappings":"AAAA,KAAU;ICoBD","sourcesContent":[` + string(source) + `,null]}`
	set, why := Open(javaScript, pack(t, minified, m))
	if why != nil {
		t.Fatal(why)
	}
	for _, c := range []struct {
		name       string
		line, col  int
		wantLine   float64
		wantColumn float64
		source     string
		inApp      bool
	}{
		{"the beginning", 1, 1, 0, 0, "src/a.ts", true},
		{"a column is looked up as it is: one too far", 1, 5, 0, 10, "src/a.ts", true},
		{"so a statement's column is one behind its mapping", 1, 4, 0, 0, "src/a.ts", true},
		{"past the end of the line", 1, 900, 0, 10, "src/a.ts", true},
		{"before the line's first mapping it is the line above", 2, 2, 0, 10, "src/a.ts", true},
		{"a dependency", 2, 5, 20, 9, "node_modules/b/b.ts", false},
		{"past the end of the file", 90, 1, 20, 9, "node_modules/b/b.ts", false},
	} {
		frame, err := json.Marshal(map[string]any{"platform": "web:javascript", "function": "a", "filename": "https://a.example/a.js:1:2", "lineno": c.line, "colno": c.col})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Resolve(frame, one{ref: "https://a.example/a.js", set: set})
		if err != nil {
			t.Fatal(err)
		}
		f := decode[map[string]any](t, got.Contents)
		if f["line"] != c.wantLine || f["column"] != c.wantColumn || f["source"] != c.source || f["in_app"] != c.inApp || f["resolved"] != true || got.Ref != "https://a.example/a.js" {
			t.Errorf("%s: %s", c.name, got.Contents)
		}
		context := decode[*surrounding](t, got.Context)
		if (context != nil) != c.inApp {
			t.Errorf("%s: context %s", c.name, got.Context)
		}
		if context != nil && (context.Line.Number != 1 || len(context.Before) != 0 || len(context.After) != 15 || context.After[14].Number != 16 ||
			strings.HasSuffix(context.After[9].Line, cutMark) || context.After[14].Line != strings.Repeat("x", 300)+cutMark) {
			t.Errorf("%s: context %s", c.name, got.Context)
		}
	}
	if around := set.around(0, 30); len(around.Before) != 16 || around.Before[0].Number != 15 || around.Line.Number != 31 || len(around.After) != 9 {
		t.Errorf("around line 31: %+v", around)
	}
}

// TestPlatforms holds what frames become that no JavaScript map answers.
func TestPlatforms(t *testing.T) {
	stored := ParseFailure(`{"JavaScript":{"NoSourcemap":"https://a.example/a.js"}}`)
	for name, c := range map[string]struct {
		frame string
		find  Finder
		want  string // in the contents
	}{
		"no place":              {`{"platform":"web:javascript","function":"f","filename":"https://a.example/a.js","lineno":1}`, one{}, `"resolved_name":"f","lang":"javascript","resolved":true,`},
		"nothing to look up":    {`{"platform":"web:javascript","function":"f","filename":"app:///a.js","lineno":1,"colno":1}`, one{}, `"resolved":true,"resolve_failure":"This frame had no source url or chunk id"`},
		"no map, far right":     {`{"platform":"web:javascript","function":"f","filename":"https://a.example/a.js","lineno":1,"colno":301}`, one{ref: "https://a.example/a.js", fail: stored}, `"source":"/a.js","in_app":true,"lang":"javascript","resolved":false,"resolve_failure":"Could not find`},
		"no map, seems written": {`{"platform":"web:javascript","function":"f","filename":"https://a.example/a.js","lineno":1,"colno":300}`, one{ref: "https://a.example/a.js", fail: stored}, `"resolved":true,"resolve_failure":"Could not find`},
		"node":                  {`{"platform":"node:javascript","function":"f","filename":"/app/a.js","lineno":1,"colno":1,"context_line":"f()"}`, one{}, `"line":1,"column":1,"source":"/app/a.js","in_app":true,"resolved_name":"f","lang":"javascript","resolved":true`},
		"node, minified":        {`{"platform":"node:javascript","function":"f","filename":"/app/a.js","lineno":1,"colno":1,"context_line":"` + strings.Repeat("x", 400) + `"}`, one{}, `"resolved":false`},
		"node's own":            {`{"platform":"node:javascript","function":"f","filename":"node:events","lineno":1,"colno":1}`, one{}, `"in_app":false`},
		"python's library":      {`{"platform":"python","function":"get","filename":"site-packages/requests/api.py","lineno":73}`, one{}, `"line":73,"source":"site-packages/requests/api.py","in_app":false,"resolved_name":"get","lang":"python","resolved":true`},
		"hermes without an id":  {`{"platform":"hermes","function":"f","filename":"index.bundle","colno":7}`, one{}, `"line":1,"column":7,"source":"index.bundle","in_app":true,"lang":"javascript","resolved":false,"resolve_failure":"No chunk id sent with frame"`},
		"java":                  {`{"platform":"java","function":"a","module":"b.c","map_id":"com.acme@1+2","lineno":3}`, one{}, `"module":"b.c","in_app":true,"lang":"java","resolved":false,"resolve_failure":"No proguard map uploaded for id: com.acme@1+2"`},
		"apple":                 {`{"platform":"apple","image_uuid":"9A8B","instruction_addr":"0x1"}`, one{}, `"resolve_failure":"No dSYM uploaded for debug_id: 9A8B"`},
		"native":                {`{"platform":"native","instruction_addr":"0x1"}`, one{}, `"resolve_failure":"No debug_id found for frame"`},
	} {
		got, err := Resolve([]byte(c.frame), c.find)
		if err != nil || !strings.Contains(string(got.Contents), c.want) || strings.Contains(string(got.Contents), `"platform"`) {
			t.Errorf("%s: %s, %v", name, got.Contents, err)
		}
	}
	if _, err := Resolve([]byte(`["no frame"]`), one{}); err == nil {
		t.Error("a list is no frame")
	}
}
