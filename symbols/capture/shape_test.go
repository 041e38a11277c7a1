package capture

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"symset/symbols"
)

const (
	rawFrames = `[{"platform":"web:javascript","filename":"https://x.test/a.js","function":"outer","lineno":3,"colno":4,"in_app":true},` +
		`{"platform":"web:javascript","filename":"https://x.test/a.js","function":"?","lineno":1,"colno":2,"chunk_id":"c1"}]`
	rawList = `[{"type":"TypeError","value":"x is not a function","mechanism":{"handled":true},"stacktrace":{"type":"raw","frames":` + rawFrames + `}}]`
	rawWant = `
TypeError: x is not a function
  web [outer] https://x.test/a.js:3:4
  web [] https://x.test/a.js:1:2 chunk=c1
`
)

// quote encodes s as a JSON string, n times over.
func quote(s string, n int) string {
	for range n {
		s = string(encode(s))
	}
	return s
}

func TestShapes(t *testing.T) {
	props := `{"$exception_list":` + rawList + `,"$lib":"web"}`
	event := `{"event":"$exception","uuid":"e1","timestamp":"2026-01-02T03:04:05Z","properties":` + props + `}`
	skipped := rawWant + "note: The input also has an event $pageview; only exceptions are read.\n"
	var table []reading
	for name, in := range map[string]string{
		"capture body":           event,
		"properties":             props,
		"with a mark":            "\ufeff\n" + event,
		"in a fence":             "```json\n" + event + "\n```",
		"properties in a string": `{"event":"$exception","properties":` + quote(props, 1) + `}`,
		"properties twice":       `{"uuid":"e1","properties":` + quote(props, 2) + `}`,
		"list":                   rawList,
		"list in a string":       `{"$exception_list":` + quote(rawList, 1) + `}`,
		"list twice":             `{"properties":{"$exception_list":` + quote(rawList, 2) + `}}`,
		"exception":              strings.TrimSuffix(strings.TrimPrefix(rawList, "["), "]"),
		"events":                 "[" + event + "]",
		"lines":                  event + "\n",
		"api page":               `{"next":null,"results":[` + event + `]}`,
		"the whole thing quoted": quote(event, 1),
		"wrapped":                `{"data":{"event":` + event + `}}`,
		"columns of properties":  `{"columns":["uuid","timestamp","distinct_id","properties"],"types":[],"results":[["e1","2026-01-02T03:04:05Z","me",` + quote(props, 1) + `]]}`,
		"columns, twice":         `{"columns":["uuid","properties"],"results":[["e1",` + quote(props, 2) + `]]}`,
		"column of the list":     `{"columns":["uuid","properties.$exception_list"],"results":[["e1",` + quote(rawList, 1) + `]]}`,
		"column, twice":          `{"columns":["uuid","properties.$exception_list"],"results":[["e1",` + quote(rawList, 2) + `]]}`,
		"column of another name": `{"columns":["list"],"results":[[` + quote(rawList, 1) + `]]}`,
		"column of whole events": `{"columns":["*"],"results":[[` + event + `]]}`,
		"last event":             `{"results":[{"id":"i","name":"TypeError","last_event":` + event + `,"first_event":null}]}`,
		"last event in a string": `{"results":[{"id":"i","last_event":{"uuid":"e1","properties":` + quote(props, 1) + `}}]}`,
		"first event":            `{"results":[{"id":"i","first_event":` + event + `}]}`,
		"export":                 `{"uuid":"e1","event":"$exception","properties.$exception_list":1,"properties":` + quote(`{"$lib":"web"}`, 1) + `,"properties.$exception_list":` + quote(rawList, 1) + `}`,
		"2024":                   `{"event":"$exception","properties":{"$exception_type":"TypeError","$exception_message":"x is not a function","$exception_stack_trace_raw":` + quote(rawFrames, 1) + `}}`,
	} {
		table = append(table, reading{name, in, rawWant})
	}
	for name, in := range map[string]string{
		"batch":      `{"api_key":"k","batch":[{"event":"$pageview","properties":{}},` + event + `]}`,
		"mixed":      `[` + event + `,{"event":"$pageview","properties":{"a":1}}]`,
		"json lines": `{"event":"$pageview","properties":{}}` + "\n" + event,
	} {
		table = append(table, reading{name, in, skipped})
	}
	table = append(table,
		reading{"bare frames", rawFrames, strings.Replace(rawWant, "TypeError: x is not a function", ": ", 1)},
		reading{"two events", event + "\n" + event, rawWant + "---" + rawWant},
		reading{"a broken line among lines", event + "\nnot json\n" + event + "\n{\"event\":", rawWant + "---" + rawWant},
		reading{"2024, one place", `{"$exception_type":"Error","$exception_message":"m","$exception_source":"https://x.test/a.js","$exception_lineno":1,"$exception_colno":2}`,
			"Error: m\n  web [] https://x.test/a.js:1:2"},
		reading{"an empty list beside", `[{"properties":{"$exception_list":[]}},` + event + `]`,
			rawWant + "note: An event at [0] has an empty $exception_list and is left out."},
		reading{"frames of another exception", `{"results":[{"uuid":"e1","$exception_list":[
			{"type":"A","value":"a","stacktrace":{"frames":[{"mangled_name":"f","source":"src/a.ts","line":3,"column":1,"lang":"javascript","resolved":true,"in_app":true}],"frames_omitted":7}},
			{"type":"B","value":"b","stacktrace":{"same_as_event":"e1","same_as_exception":0}}]},
			{"uuid":"e2","$exception_list":[{"type":"C","value":"c","stacktrace":{"same_as_event":"e0","same_as_exception":0}}]}]}`, `
A: a
  web [f] src/a.ts:4:2 stored=true f src/a.ts:4:2 raw=false
cause B: b
  web [f] src/a.ts:4:2 stored=true f src/a.ts:4:2 raw=false
note: PostHog left out 7 frames of the A, those farthest from the error.
note: The frames of the B are those of event e1, as PostHog says.
---
C: c
note: The frames of the C are those of event e0, which is not in the input.
`},
		reading{"wrong kinds", `[{"type":5,"value":{"a": 1},"stacktrace":{"frames":[1,{"function":"f","filename":"https://x.test/a.js","lineno":1,"colno":2}]}},7,{"type":"B","value":null}]`, `
5: {"a":1}
  web [f] https://x.test/a.js:1:2
cause B: 
note: Frame 1 of the 5 is a number, not an object; it is left out.
note: Exception 2 is a number, not an object; it is left out.
note: The B was captured without a stack trace.
`},
		reading{"relations", `{"$exception_list":[
			{"type":"A","value":"","mechanism":{"exception_id":0},"stacktrace":{"frames":[]}},
			{"type":"B","value":"","mechanism":{"type":"chained","source":"errors[0]","exception_id":1,"parent_id":0},"stacktrace":{"frames":[]}},
			{"type":"C","value":"","mechanism":{"type":"chained","source":"cause","exception_id":2,"parent_id":1},"stacktrace":{"frames":[]}},
			{"type":"D","value":"","mechanism":{"source":"member"},"stacktrace":{"frames":[]}}]}`,
			"A: \nmember B: \ncause C: \nmember D: "},
	)
	checkReadings(t, table)
}

func TestEventFacts(t *testing.T) {
	events, err := Parse([]byte(`{"uuid":"e1","event":"$exception","timestamp":"2026-07-01T03:04:05.5+02:00","distinct_id":"me","properties":{
		"$exception_list":` + rawList + `,"$exception_level":"error","$lib":"posthog-php","$lib_version":"1.2","$current_url":"https://x.test/p",
		"$browser":"Chrome","$browser_version":126,"$os":"Linux","$device_type":"Desktop","$exception_issue_id":"i1","$exception_fingerprint":"f1",
		"$release_id":"r2","$exception_releases":{"r1":{"project":"shop","version":"1.0.3"}},"$cymbal_errors":["too many frames"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	e := events[0]
	if e.ID != "e1" || e.Release != "r2" || e.Time.UTC().Format("15:04:05.0") != "01:04:05.5" {
		t.Errorf("id %q, release %q, time %v", e.ID, e.Release, e.Time)
	}
	var got []string
	for _, f := range e.Facts {
		got = append(got, f.Name+"="+f.Value)
	}
	want := "Release=shop 1.0.3; URL=https://x.test/p; Browser=Chrome 126; OS=Linux; Device=Desktop; User=me; Library=posthog-php 1.2; Level=error; Issue=i1; Fingerprint=f1"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("facts\n got %s\nwant %s", s, want)
	}
	if h := e.Exceptions[0].Handled; h == nil || !*h {
		t.Error("handled is not told")
	}
	if e.Exceptions[0].CrashLast {
		t.Error("frames of that SDK and time begin with the one that threw")
	}
	if len(e.Notes) != 1 || !strings.Contains(e.Notes[0], "too many frames") {
		t.Errorf("notes %q", e.Notes)
	}
}

func TestFrameOrder(t *testing.T) {
	for _, c := range []struct {
		lib, time string
		last      bool
	}{
		{"web", "2026-01-01T00:00:00Z", true},
		{"posthog-go", "2026-07-09T16:09:59Z", false},
		{"posthog-go", "2026-07-09T16:10:00Z", true},
		{"posthog-go", "", true},
		{"posthog-python", "2026-01-01T00:00:00Z", true},
	} {
		events, err := Parse([]byte(`{"timestamp":"` + c.time + `","properties":{"$lib":"` + c.lib + `","$exception_list":` + rawList + `}}`))
		if err != nil || events[0].Exceptions[0].CrashLast != c.last {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// What is beyond a bound is left out with a note, never silently.
func TestBounds(t *testing.T) {
	const n = maxExceptions + 5
	many := "[{}" + strings.Repeat(",{}", n) + "]"
	for _, c := range []struct{ name, in, note string }{
		{"exceptions", `{"$exception_list":` + many + `}`, "those after 1000 are left out"},
		{"frames", `[{"stacktrace":{"frames":[{}` + strings.Repeat(",{}", maxFrames-2) + `]}},{"stacktrace":{"frames":[{},{}]}}]`, "more than 200000 frames"},
		{"events", "[" + strings.Repeat(`{"$exception_list":[{}]},`, maxEvents) + `{"$exception_list":[{}]}]`, "more events than are read"},
		{"events in log lines", strings.Repeat(`x {"$exception_list":[{}]}`+"\n", maxEvents) + "Error: y\nat f (a.js:1:2)\n", "more events than are read"},
		{"frames of a trace", "Error: x\n" + strings.Repeat("at f (a.js:1:2)\n", maxFrames+1), "longer than what is read"},
		{"members of a trace", "Error: x\nat f (a.js:1:2)\n" + strings.Repeat("Caused by: Error: y\nat f (a.js:1:2)\n", n), "longer than what is read"},
	} {
		events, err := Parse([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if notes := strings.Join(events[0].Notes, " "); !strings.Contains(notes, c.note) {
			t.Errorf("%s: notes %q, want %q", c.name, notes, c.note)
		}
	}
}

func TestReaderThatFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, err := Read(iotest.ErrReader(broken)); !errors.Is(err, broken) || !strings.Contains(err.Error(), "read the exception") {
		t.Errorf("error %v", err)
	}
}

func TestNothingToRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", " \n ", "the input is empty"},
		{"html", "<!DOCTYPE html><html><body>Not found</body></html>", "a web page"},
		{"text", "hello\nworld", `text without a stack frame; it starts with "hello"`},
		{"raw view", "TypeError: x\nFile \"/assets/app.js\", line: 1, in: f\n", "raw view of a stack trace leaves the columns out"},
		{"binary", "PK\x03\x04\x00\x00", "a binary file"},
		{"source map", `{"version":3,"sources":["a.ts"],"mappings":"AAAA"}`, "a source map"},
		{"index map", `{"version":3,"sections":[]}`, "a source map"},
		{"other JSON", `{"name":"x","version":"1.0.0"}`, "its keys are name, version"},
		{"no rows", `{"columns":["uuid","properties"],"results":[]}`, "columns (uuid, properties)"},
		{"another event", `{"event":"$pageview","properties":{}}`, "an event $pageview"},
		{"other events", `[{"event":"a","properties":{}},{"event":"b","properties":{}}]`, "2 other events, the first a"},
		{"empty list", `{"properties":{"$exception_list":[]}}`, "$exception_list: the event's list of exceptions is empty"},
		{"empty list in a string", `{"$exception_list":"[]"}`, "is empty"},
		{"list is text", `{"event":"$exception","properties":{"$exception_list":"oops"}}`, "the list of exceptions is a string, not a list"},
		{"list is a number", `{"results":[{"properties":{"$exception_list":5}}]}`, "$exception_list: the list of exceptions is a number"},
		{"list of numbers", `{"$exception_list":[1,2]}`, "none of the listed exceptions is an object"},
		{"properties are text", `{"event":"$exception","properties":"oops"}`, "properties: the properties are a string, not an object"},
		{"cut", "{\n \"event\":\"$exception\",\n \"properties\":{\"$exc", "line 3, column 20: the JSON can't be read"},
		{"not JSON", "{\n \"event\": $exception}", "line 2, column 11: the JSON can't be read"},
		{"array", "[]", "JSON without"},
		{"null in an array", "[null]", "JSON without"},
		{"a string", `"hello"`, "JSON without"},
		{"cut array", "[\n{\"event\":\"$exc", "line 2, column 14: the JSON can't be read"},
		{"quoted text", `"hello`, "text without a stack frame"},
		{"bracketed text", "[info] started", "text without a stack frame"},
	} {
		events, err := Parse([]byte(c.in))
		if err == nil || !strings.Contains(err.Error()+"; "+symbols.Hint(err), c.want) || symbols.Hint(err) == "" {
			t.Errorf("%s: %v events, error %v, hint %q; want %q", c.name, len(events), err, symbols.Hint(err), c.want)
		}
	}
}
