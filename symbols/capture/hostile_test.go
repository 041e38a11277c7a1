package capture

import (
	"errors"
	"strings"
	"testing"

	"symset/symbols"
)

// Inputs made to cost more than their size, or to break a reader. Each is large
// enough that work growing with the square of it would not end.
func TestHostile(t *testing.T) {
	const n = 100_000
	long := strings.Repeat("x", 1<<20)
	frame := "    at f (https://x.test/a.js:1:2)\n"
	for name, in := range map[string]string{
		"one long line":           long,
		"long name":               "Error: x\n    at " + long + " (https://x.test/a.js:1:2)",
		"long path":               "Error: x\n    at f (https://x.test/" + long + ":1:2)",
		"parentheses":             "at " + strings.Repeat("(", n) + " " + strings.Repeat(")", n),
		"open parentheses":        "at " + strings.Repeat(" (", n) + ")",
		"at signs":                strings.Repeat("@", n),
		"at signs and schemes":    strings.Repeat("a@https://", n/4),
		"evals":                   "at f (" + strings.Repeat("eval at f (", n/4) + "x:1:2" + strings.Repeat("), x:1:2", n/4) + ")",
		"colons":                  "at " + strings.Repeat(":1", n),
		"escapes":                 strings.Repeat("\x1b]", n),
		"introductions":           "[" + strings.Repeat("[Uncaught ", n/8) + ": ]\n" + frame,
		"prefixes":                strings.Repeat("[a] ", n) + "\n" + frame,
		"escaped newlines":        strings.Repeat(`\n    at f (x.js:1:2)`, n/8),
		"backslashes":             strings.Repeat(`\\n`, n),
		"ats":                     strings.Repeat(" at ", n),
		"brackets behind a frame": frame + "at g (/a.js:1:2) {\n" + strings.Repeat("a: [\n", n),
		"causes":                  strings.Repeat("Caused by: Error: x\n"+frame, n/40),
		"headers":                 strings.Repeat("Error: x\n", n) + frame,
		"gaps":                    "Error: x\n" + frame + strings.Repeat("... 9999 lines matching cause stack trace ...\n", n/10),
		"other stacks":            strings.Repeat("Thrown at:\n"+frame, n/20),
		"lines not read":          frame + strings.Repeat("    at x\n", n),
		"indented words":          "Error: x\n" + strings.Repeat("    f https://x.test/a.js:1\n    f (x)\n", n/20),
		"angle brackets":          frame + "https:// " + strings.Repeat("<", 40*n) + "\n",
		"links":                   frame + strings.Repeat("[https://a", 10*n) + "](x\n",
		"events in log lines":     strings.Repeat(`x {"$exception_list":[{}]}`+"\n", maxEvents+9) + "Error: x\n" + frame,
		"log records":             "[" + strings.Repeat(`{"message":"    at f (a.js:1:2)"},`, n/10) + "{}]",
		"members of a log record": `{"stack":"at f (a.js:1:2)","errors":[` + strings.Repeat(`{"stack":"at f (a.js:1:2)","errors":[{"a":1}]},`, n/20) + "{}]}",
		"tracebacks":              strings.Repeat("Traceback (most recent call last):\n", n/4),
		"traces":                  strings.Repeat("Error: x\n"+frame, n/20),
		"deep lists":              strings.Repeat("[", n) + strings.Repeat("]", n),
		"open lists":              strings.Repeat("[\n", n),
		"open objects":            strings.Repeat("{\"a\":\n", n),
		"deep objects":            strings.Repeat(`{"data":`, n) + "1" + strings.Repeat("}", n),
		"deep errors":             strings.Repeat(`{"error":`, 5000) + `"` + long + `"` + strings.Repeat("}", 5000),
		"many values":             strings.Repeat("1 ", n),
		"many frames":             `[{"type":"E","value":"","stacktrace":{"frames":[{}` + strings.Repeat(",{}", n) + `]}}]`,
		"many exceptions":         `{"$exception_list":[{}` + strings.Repeat(",{}", n/4) + `]}`,
		"many keys":               `{"$exception_list":[{}],"a":0` + strings.Repeat(`,"b`+"\x62"+`":1`, n) + `}`,
		"the same frames": `[{"uuid":"e","$exception_list":[{"stacktrace":{"frames":[{}` + strings.Repeat(",{}", 5000) + `]}}` +
			strings.Repeat(`,{"stacktrace":{"same_as_event":"e","same_as_exception":0}}`, 900) + `]}]`,
		"json lines that break off": strings.Repeat("{\"stack\":\"Error\n", n/8),
		"NUL":                       strings.Repeat("\x00", n) + frame,
		"invalid UTF-8":             "Error: \xff\xfe\n    at \xff (https://x.test/\xff.js:1:2)",
	} {
		t.Run(name, func(t *testing.T) {
			events, err := Parse([]byte(in))
			checkSane(t, events, err)
		})
	}
}

// checkSane holds what is true of any input's reading.
func checkSane(t *testing.T, events []symbols.Event, err error) {
	t.Helper()
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || e.What == "" || len(events) > 0 {
			t.Fatalf("%d events and error %v (%T)", len(events), err, err)
		}
		if len(err.Error()) > 2000 {
			t.Fatalf("an error of %d bytes", len(err.Error()))
		}
		return
	}
	frames := 0
	if len(events) == 0 || len(events) > maxEvents {
		t.Fatalf("%d events", len(events))
	}
	for _, e := range events {
		if len(e.Exceptions) == 0 || len(e.Exceptions) > maxExceptions || len(e.Notes) > maxNotes+3 {
			t.Fatalf("%d exceptions, %d notes", len(e.Exceptions), len(e.Notes))
		}
		for _, x := range e.Exceptions {
			frames += len(x.Frames)
			for _, f := range x.Frames {
				if f.Line < 0 || f.Column < 0 || f.Line > maxNumber || f.Column > maxNumber {
					t.Fatalf("place %d:%d", f.Line, f.Column)
				}
				if _, ok := f.Generated(); !ok && f.Bad == "" && !f.Builtin && f.Platform.JavaScript() {
					t.Fatalf("neither a place nor a reason: %+v", f)
				}
			}
		}
	}
	if frames > maxFrames {
		t.Fatalf("%d frames", frames)
	}
}

func TestTooLarge(t *testing.T) {
	_, err := Read(strings.NewReader(strings.Repeat(" ", MaxInput+1)))
	if err == nil || !strings.Contains(err.Error(), "larger than 64 MB") {
		t.Errorf("error %v", err)
	}
}

func FuzzParseTrace(f *testing.F) {
	for _, s := range []string{
		"TypeError: x\n    at f [as g] (https://x.test/a.js:1:2)\n    at async Promise.all (index 0)\n",
		"Error: a\n    at f (/a.js:1:1)\n    ... 2 lines matching cause stack trace ...\n    at j (/a.js:5:5) {\n  [cause]: Error: b\n      at e (/a.js:9:9)\n}",
		"AggregateError: a\n    at f (/a.js:1:1) {\n  [errors]: [\n    Error: b\n        at e (/a.js:9:9)\n  ]\n}",
		"f@https://x.test/a.js line 3 > eval:1:2\n@https://x.test/a.js:1:2\nmap@[native code]",
		"at inner (eval at f (eval at g (https://x.test/a.js:1:2), <anonymous>:3:4), <anonymous>:5:6)",
		"2026-01-02T03:04:05Z stderr F Error: x\\n    at c (address at index.android.bundle:1:11418)",
		"Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    x\nValueError: y\n",
		"Exception in thread \"main\" a.B: x\n\tat a.B.c(B.java:1)\nCaused by: a.C: y\n",
		"\x1b[31mUncaught (in promise) [Error: x]\x1b[0m at f (a.js:1:2) at g (b.js:3:4)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		events, err := Parse([]byte(s))
		checkSane(t, events, err)
	})
}

func FuzzParseEvent(f *testing.F) {
	for _, s := range []string{
		`{"event":"$exception","properties":{"$exception_list":` + rawList + `}}`,
		`{"columns":["uuid","properties"],"results":[["e",` + quote(`{"$exception_list":`+rawList+`}`, 2) + `]]}`,
		`[{"raw_id":"r","contents":{"mangled_name":"e","line":1,"column":2,"lang":"javascript","resolved":true,"junk_drawer":{"raw_frame":{"colno":1,"chunkId":"c"}}},"context":{"before":[{"number":1,"line":"a"}],"line":{"number":2,"line":"b"},"after":[]}}]`,
		`{"results":[{"last_event":{"properties":"{\"$exception_list\":[]}"}}]}`,
		`{"uuid":"e","$exception_list":[{"stacktrace":{"same_as_event":"e","same_as_exception":0}}]}`,
		`{"level":"error","err":{"stack":"Error: x\n    at f (a.js:1:2)"}}`,
		`{"$exception_type":"E","$exception_stack_trace_raw":"[{\"filename\":\"a.js\",\"lineno\":1e9,\"colno\":-1}]"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		events, err := Parse(data)
		checkSane(t, events, err)
	})
}
