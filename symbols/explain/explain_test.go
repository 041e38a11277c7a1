package explain

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

var at = symbols.Frame{Platform: symbols.Web, File: "https://shop.example/js/main.js", Line: 1, Column: 111, InApp: true}

func with(f symbols.Frame, change func(*symbols.Frame)) *symbols.Frame {
	change(&f)
	return &f
}

// cart is the store of one good pair, whose file ends with a comment.
func cart(t *testing.T, comment string) symbols.Store {
	t.Helper()
	dir := filepath.Join("..", "testdata", "cart")
	m, err := sourcemap.Open(filepath.Join(dir, "main.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return symbols.Only(&symbols.Pair{File: "dist/main.js", MapFile: "dist/main.js.map", Map: m, Minified: func() ([]byte, error) {
		src, err := os.ReadFile(filepath.Join(dir, "main.js"))
		code, _, _ := strings.Cut(string(src), "\n//#")
		return []byte(code + "\n" + comment + "\n"), err
	}})
}

func TestComments(t *testing.T) {
	for name, c := range map[string]struct {
		comment, step string
		outcome       Outcome
		words         string
	}{
		"beside":        {"//# sourceMappingURL=main.js.map", StepMapURL, OK, "PostHog asks for https://shop.example/js/main.js.map"},
		"with a folder": {"//# sourceMappingURL=./maps/main.js.map", StepMapURL, Failed, "it asks for https://shop.example/maps/main.js.map, browsers for https://shop.example/js/maps/main.js.map"},
		"another host":  {"//# sourceMappingURL=https://cdn.example/main.js.map", StepMapURL, Note, "another host: PostHog asks for https://cdn.example/main.js.map"},
		"private":       {"//# sourceMappingURL=http://10.0.0.7/main.js.map", StepMapURL, Failed, "never fetches from private addresses"},
		"a network's":   {"//# sourceMappingURL=http://100.64.0.7/main.js.map", StepMapURL, Failed, "never fetches from private addresses"},
		"old form":      {"//@ sourceMappingURL=main.js.map", StepComment, Note, "does not see it: PostHog asks for https://shop.example/js/main.js.map"},
		"none":          {"", StepComment, Note, "no sourceMappingURL comment: PostHog asks for https://shop.example/js/main.js.map"},
		"inline":        {"//# sourceMappingURL=data:application/json;charset=utf-8;base64,e30=", StepMapURL, OK, "the map is in the file"},
		"other charset": {"//# sourceMappingURL=data:application/json;charset=latin1;base64,e30=", StepMapURL, Failed, `"charset=latin1"`},
		"percent":       {"//# sourceMappingURL=data:application/json,%7B%7D", StepMapURL, Failed, "percent-encoded"},
	} {
		e := Explain(t.Context(), Input{Frame: &at, Local: cart(t, c.comment)})
		found := false
		for _, s := range e.Steps {
			if s.Name == c.step {
				found = true
				if s.Outcome != c.outcome || !strings.Contains(s.Words, c.words) {
					t.Errorf("%s: %+v", name, s)
				}
			}
		}
		if !found {
			t.Errorf("%s: no step %s in %+v", name, c.step, e.Steps)
		}
		if last := e.Steps[len(e.Steps)-1]; last.Name != StepName || last.Words != "the function is check" || !strings.HasPrefix(e.Here, "with the files here it is check src/cart.ts:9:") {
			t.Errorf("%s: ends with %+v, %q", name, last, e.Here)
		}
		if e.Mends != (c.outcome == Failed) {
			t.Errorf("%s: mends %v", name, e.Mends)
		}
	}
}

func TestMapBeside(t *testing.T) {
	e := Explain(t.Context(), Input{Local: cart(t, ""), Frame: with(at, func(f *symbols.Frame) { f.File = "https://shop.example/a%2Fb/main.js?v=2" })})
	for _, s := range e.Steps {
		if want := "asks for https://shop.example/a%2Fb/main.js.map?v=2"; s.Name == StepComment && !strings.Contains(s.Words, want) {
			t.Errorf("%q, want %q", s.Words, want)
		}
	}
}

func TestPlaceAndRef(t *testing.T) {
	for name, c := range map[string]struct {
		frame *symbols.Frame
		step  string
		words string
	}{
		"no column":        {with(at, func(f *symbols.Frame) { f.Column = 0 }), StepPlace, "needs both"},
		"no URL":           {with(at, func(f *symbols.Frame) { f.File = "app:///main.js" }), StepRef, "not an http or https URL"},
		"node, no chunk":   {with(at, func(f *symbols.Frame) { f.Platform = symbols.Node }), StepRef, "looks up nothing else"},
		"told at the time": {with(at, func(f *symbols.Frame) { f.Stored = &symbols.Stored{Failure: "No sourcemap uploaded for chunk id: abc"} }), StepSet, "PostHog said"},
		"fetching": {with(at, func(f *symbols.Frame) {
			f.Stored = &symbols.Stored{Failure: "HTTP error 404 while fetching: https://shop.example/js/main.js"}
		}), StepFetch, "404"},
		"an SPA's page":  {with(at, func(f *symbols.Frame) { f.Stored = &symbols.Stored{Failure: "Invalid source map: bad"} }), StepMap, "PostHog said"},
		"not JavaScript": {with(at, func(f *symbols.Frame) { f.Platform = "python" }), "", ""},
		"Java": {with(at, func(f *symbols.Frame) {
			f.Platform, f.Stored = "java", &symbols.Stored{Failure: "No proguard map uploaded for id: a@1+2"}
		}), StepSet, "PostHog said"},
		"nothing is known": {&at, "", ""},
	} {
		e := Explain(t.Context(), Input{Frame: c.frame})
		switch {
		case c.step == "":
			if e.Diagnosis != nil {
				t.Errorf("%s: %+v", name, e.Diagnosis)
			}
		case e.Diagnosis == nil || e.Diagnosis.Name != c.step || !strings.Contains(e.Diagnosis.Words, c.words):
			t.Errorf("%s: %+v", name, e.Diagnosis)
		}
	}
}

// A shelf is a project that knows some symbol sets.
type shelf struct {
	symbols.Project
	sets  map[symbols.Ref]symbols.Set
	begun bool  // no upload has come to its end
	old   error // of the check of uploads
	down  error
}

func (s shelf) CheckUploads(_ context.Context, u []symbols.Upload, o symbols.UploadOptions) ([]bool, error) {
	return []bool{!s.sets[u[0].Ref].HasFile || s.begun || o.Force}, s.old
}

type gone struct{ error }

func (gone) Absent() bool { return true }

func (s shelf) SetByRef(_ context.Context, ref symbols.Ref) (symbols.Set, error) {
	set, ok := s.sets[ref]
	if s.down != nil || !ok {
		return set, errors.Join(s.down, gone{errors.New("no such set")})
	}
	return set, nil
}

func TestOnline(t *testing.T) {
	url := symbols.Ref(at.File)
	chunk := with(at, func(f *symbols.Frame) { f.ChunkID = "c1" })
	node := with(at, func(f *symbols.Frame) { f.ChunkID, f.Platform = "c1", symbols.Node })
	phone := with(at, func(f *symbols.Frame) { f.ChunkID, f.Platform = "c1", symbols.Hermes })
	since := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		frame *symbols.Frame
		sets  map[symbols.Ref]symbols.Set
		step  string // of the diagnosis; empty for none
		words string // of a step
		fix   string
		edit  func(*shelf)
	}{
		"there":             {&at, map[symbols.Ref]symbols.Set{url: {Ref: url, HasFile: true, Created: since}}, "", "since 2026-05-01, with a file\n", "", nil},
		"there, old server": {&at, map[symbols.Ref]symbols.Set{url: {Ref: url, HasFile: true}}, "", "with a file unless its upload was never finished", "", func(s *shelf) { s.old = errors.New("it has no such call") }},
		"never finished":    {&at, map[symbols.Ref]symbols.Set{url: {Ref: url, HasFile: true}}, StepSet, "was never finished", "symset backups recover\nupload the build", func(s *shelf) { s.begun = true }},
		"came later": {with(at, func(f *symbols.Frame) { f.Stored = &symbols.Stored{Failure: "No sourcemap uploaded for chunk id: abc"} }), map[symbols.Ref]symbols.Set{url: {Ref: url, HasFile: true}}, "",
			"does not read stored exceptions again: no symbol set was uploaded for chunk id abc", "", nil},
		"failed":            {&at, map[symbols.Ref]symbols.Set{url: {Reason: `{"JavaScript":{"NoSourcemap":"` + string(url) + `"}}`}}, StepComment, "PostHog tried", "symset", nil},
		"not reached":       {&at, map[symbols.Ref]symbols.Set{url: {Reason: `{"JavaScript":{"HttpStatus":[503,"x"]}}`}}, StepFetch, "503", "", nil},
		"never asked for":   {&at, nil, "", "PostHog fetches the file", "", nil},
		"chunk by its URL":  {chunk, map[symbols.Ref]symbols.Set{url: {Ref: url, HasFile: true}}, "", "nothing was uploaded for the chunk id c1", "", nil},
		"chunk of a server": {node, nil, StepSet, "nothing was uploaded for the chunk id c1", "symset sourcemap upload --directory dist\n", nil},
		"chunk of a phone":  {phone, nil, StepSet, "nothing was uploaded for the chunk id c1", "hermes upload", nil},
		"no chunk":          {with(at, func(f *symbols.Frame) { f.Platform = symbols.Node }), nil, StepRef, "looks up nothing else", "symset sourcemap process", nil},
		"no place":          {with(at, func(f *symbols.Frame) { f.Column = 0 }), nil, StepPlace, "needs both", "lineno and colno", nil},
	} {
		project := shelf{sets: c.sets}
		if c.edit != nil {
			c.edit(&project)
		}
		e := Explain(t.Context(), Input{Frame: c.frame, Project: project, Stored: cart(t, "")})
		if (e.Diagnosis == nil) != (c.step == "") || e.Diagnosis != nil && e.Diagnosis.Name != c.step {
			t.Errorf("%s: %+v, steps %+v", name, e.Diagnosis, e.Steps)
		}
		all, fixes := "", ""
		for _, s := range e.Steps {
			all += s.Words + "\n"
		}
		for _, f := range e.Fix {
			fixes += f.Do + " " + f.Command + "\n"
		}
		if !strings.Contains(all, c.words) || !strings.Contains(fixes, c.fix) {
			t.Errorf("%s: %q, fixes %q", name, all, fixes)
		}
	}
}

// Files that lie here mend a frame in PostHog where PostHog would show with
// them what symset does.
func TestMends(t *testing.T) {
	script := func() ([]byte, error) { return []byte("one();\n//# sourceMappingURL=main.js.map\n"), nil }
	missing := with(at, func(f *symbols.Frame) {
		f.Stored = &symbols.Stored{Failure: "Could not find sourcemap for source url: https://shop.example/js/main.js"}
	})
	for name, c := range map[string]struct {
		frame *symbols.Frame
		text  string // of the source in the map
		mends bool
		fix   string
	}{
		"no text":        {&at, "null", false, "build with sourcesContent"},
		"no ref":         {with(at, func(f *symbols.Frame) { f.Platform, f.File = symbols.Node, "/srv/main.js" }), `"one()"`, false, "symset sourcemap process"},
		"never uploaded": {missing, `"one()"`, true, "symset sets upload https://shop.example/js/main.js --source dist/main.js --map dist/main.js.map"},
		"inline":         {missing, `"one()"`, true, "upload dist/main.js, which has its map in it, with the app"},
	} {
		m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"sourcesContent":[` + c.text + `],"names":[],"mappings":"AAAA"}`))
		if err != nil {
			t.Fatal(err)
		}
		frame := with(*c.frame, func(f *symbols.Frame) { f.Column = 1 })
		mapFile := "dist/main.js.map"
		if name == "inline" {
			mapFile = "inline map of dist/main.js"
		}
		e := Explain(t.Context(), Input{Frame: frame, Local: symbols.Only(&symbols.Pair{File: "dist/main.js", MapFile: mapFile, Map: m, Minified: script})})
		if e.Mends != c.mends || !strings.HasPrefix(e.Here, "with the files here it is") || len(e.Fix) == 0 || !strings.Contains(e.Fix[0].Do+" "+e.Fix[0].Command, c.fix) {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// A frame that names nothing is mended by a name alone, whatever the files here
// lack as well.
func TestFixWithoutRef(t *testing.T) {
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"sourcesContent":["one()"],"names":[],"mappings":"AAAA"}`))
	if err != nil {
		t.Fatal(err)
	}
	script := func() ([]byte, error) { return []byte("one();\ntwo();\n"), nil }
	frame := with(at, func(f *symbols.Frame) { f.Platform, f.File, f.Line, f.Column = symbols.Node, "/srv/main.js", 2, 1 })
	e := Explain(t.Context(), Input{Frame: frame, Local: symbols.Only(&symbols.Pair{File: "dist/main.js", MapFile: "dist/main.js.map", Map: m, Minified: script})})
	if last := e.Steps[len(e.Steps)-1]; e.Diagnosis.Name != StepRef || last.Name != StepSegment || last.Outcome != Failed {
		t.Fatalf("%+v, steps %+v", e.Diagnosis, e.Steps)
	}
	for _, f := range e.Fix {
		if strings.Contains(f.Do, "bundler") {
			t.Errorf("it is told to %s", f.Do)
		}
	}
	if !strings.Contains(e.Fix[0].Command, "symset sourcemap process") {
		t.Errorf("%+v", e.Fix)
	}
}

// A frame that was thrown in another build is told to be, though the map has an
// answer for its place; the files here don't mend it.
func TestAnotherBuild(t *testing.T) {
	frame := with(at, func(f *symbols.Frame) { f.Function = "pay" })
	e := Explain(t.Context(), Input{Frame: frame, Local: cart(t, "//# sourceMappingURL=main.js.map")})
	const why = "dist/main.js may be of another build than the trace: at 1:111 it has the function o, the trace says pay"
	if d := e.Diagnosis; d == nil || d.Name != StepBelongs || d.Words != why+"; PostHog does not check that, and shows what the map says all the same" {
		t.Errorf("%+v", e.Steps)
	}
	if e.Mends || !strings.HasSuffix(e.Here, ", in doubt: "+why) {
		t.Errorf("mends %v: %q", e.Mends, e.Here)
	}
	// A frame that says nothing of it is told by those that it came with.
	elsewhere := with(*frame, func(f *symbols.Frame) { f.File = "https://shop.example/js/other.js" })
	for _, c := range []struct {
		trace []*symbols.Frame
		fits  bool
	}{{nil, true}, {[]*symbols.Frame{&at, elsewhere}, true}, {[]*symbols.Frame{&at, frame}, false}} {
		e := Explain(t.Context(), Input{Frame: &at, Trace: c.trace, Local: cart(t, "//# sourceMappingURL=main.js.map")})
		if fits := e.Diagnosis == nil; fits != c.fits {
			t.Errorf("among %d frames: %+v", len(c.trace), e.Diagnosis)
		}
	}
}
