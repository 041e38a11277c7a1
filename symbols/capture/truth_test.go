package capture

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"symset/symbols"
)

// truthDir finds the folder of captured cases: SYMSET_TRUTH, or shared/truth
// beside the repository.
func truthDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("SYMSET_TRUTH")
	if dir == "" {
		at, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for ; at != filepath.Dir(at); at = filepath.Dir(at) {
			if _, err := os.Stat(filepath.Join(at, "shared", "truth", "cases")); err == nil {
				dir = filepath.Join(at, "shared", "truth")
				break
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "cases")); err != nil {
		t.Skip("no folder of captured cases: set SYMSET_TRUTH to it")
	}
	return dir
}

type truthFile struct {
	Frames []struct {
		EventIndex *int `json:"event_index"`
		TextIndex  *int `json:"text_index"`
		Kind       string
		Generated  *struct {
			File         string
			Line, Column *int
			ColumnBase   *int `json:"column_base"`
			Eval         string
		}
	}
}

func readTruth(t *testing.T, dir string) truthFile {
	t.Helper()
	var truth truthFile
	data, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err == nil {
		err = json.Unmarshal(data, &truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

func parseFile(t *testing.T, name string) []symbols.Frame {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	events, err := Parse(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(events) != 1 {
		t.Fatalf("%s: %d events, want 1", name, len(events))
	}
	return allFrames(events[0])
}

func allFrames(e symbols.Event) []symbols.Frame {
	var frames []symbols.Frame
	for _, x := range e.Exceptions {
		frames = append(frames, x.Frames...)
	}
	return frames
}

// withoutAccessors drops what the cases don't count in text: Firefox's lines of
// getters and setters, whose names have a space.
func withoutAccessors(frames []symbols.Frame, firefox bool) []symbols.Frame {
	var out []symbols.Frame
	for _, f := range frames {
		accessor := strings.HasPrefix(f.Function, "get ") || strings.HasPrefix(f.Function, "set ")
		if !accessor || !firefox {
			out = append(out, f)
		}
	}
	return out
}

func TestCapturedCases(t *testing.T) {
	dir := truthDir(t)
	cases, err := filepath.Glob(filepath.Join(dir, "cases", "*"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, c := range cases {
		t.Run(filepath.Base(c), func(t *testing.T) {
			truth := readTruth(t, c)
			event, text := parseFile(t, filepath.Join(c, "event.json")), parseFile(t, filepath.Join(c, "stack.txt"))
			inspected := text
			text = withoutAccessors(text, strings.Contains(c, ".firefox."))
			nEvent, nText := 0, 0
			for _, f := range truth.Frames {
				g := f.Generated
				check := func(from string, i *int, frames []symbols.Frame, n *int) {
					if i == nil {
						return
					}
					*n = max(*n, *i+1)
					if *i >= len(frames) || g == nil {
						t.Errorf("%s frame %d: of %d", from, *i, len(frames))
						return
					}
					got := frames[*i]
					if f.Kind == "builtin" != got.Builtin {
						t.Errorf("%s frame %d: builtin %v, want kind %s", from, *i, got.Builtin, f.Kind)
					}
					if g.Line == nil {
						return
					}
					column := 0
					if g.Column != nil {
						column = *g.Column
					}
					file := g.File
					if from == "event" && !strings.HasPrefix(file, "http") {
						file = filepath.Base(file) // SDKs shorten paths
					}
					if !strings.HasSuffix(got.File, strings.TrimPrefix(file, "file://")) || got.Line != *g.Line || got.Column != column {
						t.Errorf("%s frame %d: %s:%d:%d, want %s:%d:%d", from, *i, got.File, got.Line, got.Column, file, *g.Line, column)
					}
					if (got.Bad != "") != (g.Column == nil) {
						t.Errorf("%s frame %d: %q", from, *i, got.Bad)
					}
					if f.Kind == "eval" && (from == "text" || strings.Contains(c, ".node.")) && got.Eval != g.Eval {
						t.Errorf("%s frame %d: eval %q, want %q", from, *i, got.Eval, g.Eval)
					}
				}
				check("event", f.EventIndex, event, &nEvent)
				check("text", f.TextIndex, text, &nText)
			}
			if len(event) < nEvent || len(text) != nText {
				t.Errorf("event %d frames, want %d; text %d, want %d", len(event), nEvent, len(text), nText)
			}
			if _, err := os.Stat(filepath.Join(c, "inspect.txt")); err == nil {
				if got := parseFile(t, filepath.Join(c, "inspect.txt")); !reflect.DeepEqual(got, inspected) {
					t.Errorf("what node prints gives other frames:\n%+v\nwant\n%+v", got, inspected)
				}
			}
		})
	}
}

func TestBrokenCases(t *testing.T) {
	dir := truthDir(t)
	cases, err := filepath.Glob(filepath.Join(dir, "broken", "*", "event.json"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		base := filepath.Base(filepath.Dir(name))
		t.Run(base, func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			events, err := Parse(data)
			if base == "event-list-empty" || base == "event-list-string" {
				if err == nil || !strings.Contains(err.Error(), "empty") {
					t.Fatalf("error %v, want one that says the list is empty", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			frames := allFrames(events[0])
			for i, f := range frames {
				damaged := strings.HasPrefix(base, "event-colno") || strings.HasPrefix(base, "event-lineno")
				if _, ok := f.Generated(); ok == damaged || damaged && f.Bad == "" {
					t.Errorf("frame %d: %+v", i, f)
				}
			}
			switch base {
			case "event-many-frames":
				if len(frames) < 200 {
					t.Errorf("%d frames", len(frames))
				}
			case "event-deep-cause":
				if len(events[0].Exceptions) != 60 {
					t.Errorf("%d exceptions", len(events[0].Exceptions))
				}
			case "event-no-stacktrace":
				if len(events[0].Notes) == 0 {
					t.Error("no note")
				}
			}
			if len(frames) > 0 && len(readTruth(t, filepath.Dir(name)).Frames) > 0 {
				text := parseFile(t, filepath.Join(filepath.Dir(name), "stack.txt"))
				if len(text) == 0 {
					t.Error("no frame in the text")
				}
			}
		})
	}
}
