package symbols

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStrangers holds which traces a minified file, which the map belongs to, is
// in doubt about: those of another build of it, whose places its map reads all the
// same.
func TestStrangers(t *testing.T) {
	thrown, called := web("o", 1, 111), web("u", 1, 209)
	captured := thrown
	captured.Context = &Context{Line: `function o(e){throw new TypeError("another build")}`}
	for name, c := range map[string]struct {
		frames   []Frame
		says     string // of frames that read; empty for no doubt
		believed int    // frames that are not in doubt all the same
	}{
		"its own":                {[]Frame{thrown, called}, "", 0},
		"without names":          {[]Frame{web("", 1, 111), web("?", 1, 209)}, "", 0},
		"one name of many":       {[]Frame{thrown, called, web("x", 1, 61)}, "", 0},
		"another name":           {[]Frame{web("x", 1, 111)}, "at 1:111 it has the function o, the trace says x", 0},
		"the source's names":     {[]Frame{web("check", 1, 111), web("open", 1, 209)}, "", 0},
		"other names":            {[]Frame{thrown, web("x", 1, 209), web("y", 1, 61)}, "at 1:209 it has the function u, the trace says x", 0},
		"of two traces":          {[]Frame{thrown, called, web("total", 1, 61), web("x", 1, 209), web("y", 1, 61)}, "at 1:209 it has the function u, the trace says x", 3},
		"one place, many times":  {[]Frame{thrown, called, web("x", 1, 61), web("x", 1, 61), web("x", 1, 61)}, "", 0},
		"the middle of a word":   {[]Frame{web("", 1, 113)}, "1:113 is in the middle of a word", 0},
		"where nothing runs":     {[]Frame{web("", 1, 110)}, "at 1:110 no code can be running", 0},
		"a name before a place":  {[]Frame{web("", 1, 110), web("x", 1, 209)}, "at 1:209 it has the function u, the trace says x", 0},
		"another line":           {[]Frame{captured}, "line 1 is not the one that was captured with the frame", 0},
		"beside one beyond":      {[]Frame{web("", 1, 5000), web("", 1, 111)}, "it has no 1:5000", 0},
		"evaluated, in the file": {[]Frame{{Platform: Web, Function: "x", File: "https://shop.example/main.js", Line: 1, Column: 111, Eval: "<anonymous>:1:1"}}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			read, doubted := 0, 0
			for _, rv := range resolve(t, NewResolver(shelf{"https://shop.example/main.js": cart(t)}), event(c.frames...)) {
				if rv.State != Mapped {
					continue
				}
				read++
				switch {
				case c.says == "" && rv.Failure != nil:
					t.Errorf("in doubt: %s", rv.Failure.Message)
				case c.says != "" && rv.Failure != nil && (rv.Failure.Code != Stale || !strings.HasSuffix(rv.Failure.Message, ": "+c.says)):
					t.Errorf("%+v, want %q", rv.Failure, c.says)
				case rv.Failure != nil:
					doubted++
				}
			}
			if want := read - c.believed; read == 0 || c.says != "" && doubted != want {
				t.Errorf("of %d frames that read %d are in doubt, want %d", read, doubted, want)
			}
		})
	}
}

// TestStrangersOfSafari holds that what throws in Safari may be behind a word, where
// in other engines nothing can be running.
func TestStrangersOfSafari(t *testing.T) {
	behind, called := web("", 1, 110), web("u", 1, 209)
	for name, c := range map[string]struct {
		frames []Frame
		facts  []Fact
		value  string
		doubt  bool
	}{
		"Safari":                 {[]Frame{behind}, []Fact{{"Browser", "Mobile Safari 19"}}, "no", false},
		"another browser of iOS": {[]Frame{behind}, []Fact{{"Browser", "Chrome iOS 140"}, {"OS", "iOS 19.1"}}, "no", false},
		"its words":              {[]Frame{behind}, nil, "undefined is not an object (evaluating 'e.rate')", false},
		"its words for calls":    {[]Frame{behind}, nil, "e.f is not a function. (In 'e.f()', 'e.f' is undefined)", false},
		"Chrome":                 {[]Frame{behind}, []Fact{{"Browser", "Chrome 140"}, {"OS", "Mac OS X"}}, "no", true},
		"not known":              {[]Frame{behind}, nil, "no", true},
		"what called":            {[]Frame{called, web("", 1, 110), web("", 1, 113)}, []Fact{{"Browser", "Safari"}}, "no", true},
		"in the middle of words": {[]Frame{web("", 1, 113)}, []Fact{{"Browser", "Safari"}}, "no", true},
	} {
		ev := event(c.frames...)
		ev.Facts, ev.Exceptions[0].Value = c.facts, c.value
		for _, rv := range resolve(t, NewResolver(shelf{"https://shop.example/main.js": cart(t)}), ev) {
			if rv.State == Mapped && (rv.Failure != nil) != c.doubt && !(c.doubt && rv.Frame.Function == "u") {
				t.Errorf("%s: %+v", name, rv.Failure)
			}
		}
	}
}

// TestStrangersOfSeveralTraces holds that of frames that were gathered from several
// traces those of the traces are believed that nothing speaks against.
func TestStrangersOfSeveralTraces(t *testing.T) {
	of := func(event string, safari bool, frames ...Frame) (gathered []Frame) {
		for _, f := range frames {
			f.Of = &Trace{Event: event, Safari: safari}
			if event != "" {
				f.Of.Time = time.Unix(int64(event[0]), 0)
			}
			gathered = append(gathered, f)
		}
		return gathered
	}
	thrown, called, unnamed := web("o", 1, 111), web("u", 1, 209), web("", 1, 61)
	other, another, idle := web("x", 1, 209), web("y", 1, 61), web("", 1, 110)
	for name, c := range map[string]struct {
		frames []Frame
		doubts string // which frames are in doubt: x, or not: .
	}{
		"all its own":              {slices.Concat(of("a", false, thrown, called), of("b", false, unnamed)), "..."},
		"one of two":               {slices.Concat(of("a", false, thrown, called, unnamed), of("b", false, other, another)), "...xx"},
		"few of many":              {slices.Concat(of("a", false, thrown, called), of("b", false, other), of("c", false, another), of("d", false, web("z", 1, 111))), "..xxx"},
		"a name by chance":         {slices.Concat(of("a", false, thrown, unnamed), of("b", false, other, another)), "xxxx"},
		"in a row":                 {slices.Concat(of("a", false, other, another), of("b", false, thrown), of("c", false, called)), "xx.."},
		"not in a row":             {slices.Concat(of("a", false, thrown), of("b", false, other, another), of("c", false, called)), "xxxx"},
		"silent between its own":   {slices.Concat(of("a", false, other, another), of("b", false, thrown), of("c", false, unnamed), of("d", false, called)), "xx..."},
		"silent after its own":     {slices.Concat(of("a", false, other, another), of("b", false, thrown, called), of("c", false, unnamed)), "xx..."},
		"silent before others":     {slices.Concat(of("a", false, thrown, called), of("b", false, unnamed), of("c", false, other, another)), "..xxx"},
		"silent before its own":    {slices.Concat(of("a", false, other, another), of("b", false, unnamed), of("c", false, thrown, called)), "xxx.."},
		"one name of a trace":      {slices.Concat(of("a", false, thrown, called, idle), of("b", false, other, another)), "...xx"},
		"none is known":            {slices.Concat(of("", false, thrown, called), of("", false, other, another)), "xxxx"},
		"where nothing runs":       {slices.Concat(of("a", false, idle)), "x"},
		"where Safari's code runs": {slices.Concat(of("a", true, idle)), "."},
	} {
		got := ""
		for _, rv := range resolve(t, NewResolver(shelf{"https://shop.example/main.js": cart(t)}), event(c.frames...)) {
			if rv.State != Mapped {
				t.Fatalf("%s: %+v", name, rv.Failure)
			}
			got += map[bool]string{true: "x", false: "."}[rv.Failure != nil]
		}
		if got != c.doubts {
			t.Errorf("%s: in doubt are %s, want %s", name, got, c.doubts)
		}
	}
}

// TestStrangersWithoutAFile holds that a map alone, without the minified file, is
// believed.
func TestStrangersWithoutAFile(t *testing.T) {
	pair := cart(t)
	pair.Minified = nil
	if rv := resolve(t, NewResolver(shelf{"https://shop.example/main.js": pair}), event(web("x", 1, 113)))[0]; rv.State != Mapped || rv.Failure != nil {
		t.Errorf("%v, %+v", rv.State, rv.Failure)
	}
}
