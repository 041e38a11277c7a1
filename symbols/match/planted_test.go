package match

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/inject"
)

const planted = "testdata/planted"

// A planted is a bundle of a release, and the frames of errors thrown in it.
type plantedFile struct {
	tool, release, name string // name is its path in its release's folder
	js, m               string
	frames              []symbols.Frame
}

// hashed reports whether the name has a hash of the content.
func (p *plantedFile) hashed() bool { return bundle.NameHash(filepath.Base(p.name)) != "" }

// put adds it to a build, in a folder and under a name.
func (p *plantedFile) put(b build, path string) { b[path], b[path+".map"] = p.js, p.m }

// wanted is the set that its frames wait for, when it is served from base.
func (p *plantedFile) wanted(base, query string, frames int) Wanted {
	w := Wanted{Ref: symbols.Ref(base + p.name + query)}
	for _, f := range p.frames[:min(frames, len(p.frames))] {
		f.File = string(w.Ref)
		w.Frames = append(w.Frames, f)
	}
	return w
}

// injected is the bundle when it tells a chunk id, and the set then.
func (p *plantedFile) injected(t *testing.T, how inject.Options) (*plantedFile, Wanted) {
	t.Helper()
	plan, err := inject.Pair([][]byte{[]byte(p.js)}, []byte(p.m), how)
	if err != nil {
		t.Fatal(err)
	}
	text := func(t inject.Text) string { return string(slices.Concat(t...)) }
	out := *p
	out.js, out.m = text(plan.Changes[0].Source), text(plan.Map)
	shift := strings.Index(out.js, "}();") + len("}();") - strings.Index(out.js, "!function(){try")
	w := Wanted{Ref: symbols.Ref(plan.Changes[0].ChunkID)}
	for _, f := range p.frames {
		f.File, f.ChunkID = "https://x.example/"+p.name, plan.Changes[0].ChunkID
		if f.Line == 1 {
			f.Column += shift
		}
		w.Frames = append(w.Frames, f)
	}
	return &out, w
}

// The engines whose frames are kept: Chrome's and node's, and Safari's, whose
// places are behind the words that the others' are at.
const (
	v8             = "frames.json"
	javaScriptCore = "safari.json"
)

func plantedFiles(t *testing.T, engine string) (all []*plantedFile) {
	t.Helper()
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(planted, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	var thrown map[string][][]struct {
		Function     string
		Line, Column int
	}
	if err := json.Unmarshal([]byte(read(engine)), &thrown); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(thrown)) {
		parts := strings.SplitN(name, "/", 3)
		p := &plantedFile{tool: parts[0], release: parts[1], name: parts[2], js: read(name), m: read(name + ".map")}
		for _, stack := range thrown[name] {
			for _, f := range stack {
				frame := symbols.Frame{Platform: symbols.Web, Function: f.Function, Line: f.Line, Column: f.Column}
				if !slices.ContainsFunc(p.frames, func(o symbols.Frame) bool { return o.Line == f.Line && o.Column == f.Column }) {
					p.frames = append(p.frames, frame)
				}
			}
		}
		all = append(all, p)
	}
	if len(all) != 16 {
		t.Fatalf("%d bundles are planted", len(all))
	}
	return all
}

// A scene is what lies in the build folders, for one bundle that is wanted.
type scene struct {
	name  string
	plant func(b build, p *plantedFile, others []*plantedFile, of []*plantedFile) (right string)
	few   bool // found even by few frames
}

// others are the bundles of the same tool in other releases, of all others.
var scenes = []scene{
	{"alone", func(b build, p *plantedFile, _, _ []*plantedFile) string {
		p.put(b, "dist/"+p.name)
		return "dist/" + p.name
	}, true},
	{"without its comment", func(b build, p *plantedFile, _, _ []*plantedFile) string {
		p.put(b, "dist/"+p.name)
		b["dist/"+p.name], _, _ = strings.Cut(p.js, "//# sourceMappingURL")
		return "dist/" + p.name
	}, true},
	{"a folder for each release", func(b build, p *plantedFile, others, _ []*plantedFile) string {
		for _, o := range append(others, p) {
			o.put(b, o.release+"/"+o.name)
		}
		return p.release + "/" + p.name
	}, false},
	{"other releases under its name", func(b build, p *plantedFile, others, _ []*plantedFile) string {
		for _, o := range append(others, p) {
			o.put(b, o.release+"/"+p.name)
		}
		return p.release + "/" + p.name
	}, false},
	{"other programs under its name", func(b build, p *plantedFile, _, all []*plantedFile) string {
		for _, o := range all {
			if o.tool != p.tool {
				o.put(b, o.tool+o.release+"/"+p.name)
			}
		}
		p.put(b, "static/js/"+p.name)
		return "static/js/" + p.name
	}, false},
	{"a copy with a stale map", func(b build, p *plantedFile, others, _ []*plantedFile) string {
		p.put(b, "old/"+p.name)
		b["old/"+p.name+".map"] = others[0].m
		p.put(b, "new/"+p.name)
		return "new/" + p.name
	}, false},
	{"held back, other releases", func(b build, p *plantedFile, others, _ []*plantedFile) string {
		for _, o := range others {
			o.put(b, o.release+"/"+o.name)
		}
		return ""
	}, false},
	{"held back, other releases under its name", func(b build, p *plantedFile, others, _ []*plantedFile) string {
		for _, o := range others {
			o.put(b, o.release+"/"+p.name)
		}
		return ""
	}, false},
	{"held back, a stale map", func(b build, p *plantedFile, others, _ []*plantedFile) string {
		p.put(b, "dist/"+p.name)
		b["dist/"+p.name+".map"] = others[0].m
		return ""
	}, false},
	{"held back, no map", func(b build, p *plantedFile, _, _ []*plantedFile) string {
		b["dist/"+p.name] = p.js
		return ""
	}, false},
}

// TestPlanted holds over real bundles that no wrong file is called sure, by
// many frames or few, and that the right one is found among all that lies
// around it.
func TestPlanted(t *testing.T) {
	for _, engine := range []string{v8, javaScriptCore} {
		t.Run(engine, func(t *testing.T) { hold(t, plantedFiles(t, engine)) })
	}
}

func hold(t *testing.T, all []*plantedFile) {
	urls := [][2]string{{"https://x.example/", ""}, {"https://cdn.example/shop/v%31/a%20b/", "?v=12&m=1"}, {"http://localhost:4173/", "#x"}}
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for i, p := range all {
				b := build{}
				right := s.plant(b, p, releases(all, p), all)
				var wanted []Wanted
				for _, frames := range []int{0, 1, 3, 100} {
					wanted = append(wanted, p.wanted(urls[i%3][0], urls[i%3][1], frames))
				}
				dir := b.write(t)
				f, err := Open(t.Context(), dir)
				if err != nil {
					t.Fatal(err)
				}
				err = f.Match(t.Context(), wanted, func(r Result) {
					many := r.Wanted == &wanted[3]
					judge(t, p, dir, right, r, right != "" && (many || s.few && r.Wanted != &wanted[0]))
					if sure := r.Chosen == 0 && r.Candidates[0].Confidence == Sure; many && s.few && sure != p.hashed() {
						t.Errorf("%s %s: %+v", p.release, p.name, r.Candidates)
					}
				})
				if err := errors.Join(err, f.Close()); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// releases gives the bundles of the same tool in other releases.
func releases(all []*plantedFile, p *plantedFile) (others []*plantedFile) {
	for _, o := range all {
		if o.tool == p.tool && o != p {
			others = append(others, o)
		}
	}
	return others
}

// judge holds that only the right file is sure, and that it is chosen when it
// is to be found.
func judge(t *testing.T, p *plantedFile, dir, right string, r Result, find bool) {
	t.Helper()
	for i, c := range r.Candidates {
		rel, err := filepath.Rel(dir, c.File)
		if err != nil {
			t.Fatal(err)
		}
		switch ours := filepath.ToSlash(rel) == right; {
		case c.Confidence == Sure && !ours:
			t.Errorf("%s %s, %d frames: %s is sure: %q", p.release, p.name, len(r.Wanted.Frames), rel, c.Reasons)
		case find && (i == r.Chosen) != ours:
			t.Errorf("%s %s, %d frames: chosen is %d (%s) of\n%+v", p.release, p.name, len(r.Wanted.Frames), r.Chosen, r.Why, r.Candidates)
		}
	}
	if find && r.Chosen < 0 {
		t.Errorf("%s %s, %d frames: none is chosen: %s", p.release, p.name, len(r.Wanted.Frames), r.Why)
	}
}

// TestPlantedIDs holds the same for bundles that tell their chunk ids.
func TestPlantedIDs(t *testing.T) {
	for _, engine := range []string{v8, javaScriptCore} {
		t.Run(engine, func(t *testing.T) { holdIDs(t, plantedFiles(t, engine)) })
	}
}

func holdIDs(t *testing.T, all []*plantedFile) {
	for _, p := range all {
		own, w := p.injected(t, inject.Options{})
		b, others := build{}, build{}
		own.put(b, p.release+"/"+p.name)
		for _, o := range releases(all, p) {
			o.put(b, o.release+"-plain/"+p.name)
			injected, _ := o.injected(t, inject.Options{})
			injected.put(b, o.release+"/"+p.name)
			injected.put(others, o.release+"/"+p.name)
		}
		r := one(t, b.write(t), w)
		if r.Chosen != 0 || r.Candidates[0].Confidence != Sure || !strings.Contains(filepath.ToSlash(r.Candidates[0].File), "/"+p.release+"/") {
			t.Errorf("%s %s: %s %+v", p.release, p.name, r.Why, r.Candidates)
		}
		if r := one(t, others.write(t), w); r.Chosen >= 0 {
			t.Errorf("%s %s is held back: %+v", p.release, p.name, r.Candidates)
		}
		plain := build{}
		p.put(plain, p.name)
		if r := one(t, plain.write(t), w); r.Chosen >= 0 || len(r.Candidates) != 1 || !strings.Contains(strings.Join(r.Candidates[0].Reasons, "; "), "injecting would give it this chunk id") {
			t.Errorf("%s %s, not injected: %+v", p.release, p.name, r.Candidates)
		}
		edited := *own // since it was injected
		edited.js = strings.Replace(own.js, "//# sourceMappingURL", "/**/\n//# sourceMappingURL", 1)
		for name, c := range map[string]struct {
			files map[string]*plantedFile
			want  Confidence
		}{"alone": {map[string]*plantedFile{"a": &edited}, Likely}, "beside it": {map[string]*plantedFile{"a": &edited, "b": own}, Sure}} {
			b := build{}
			for folder, p := range c.files {
				p.put(b, folder+"/"+p.name)
			}
			if r := one(t, b.write(t), w); edited.js == own.js || r.Chosen != 0 || r.Candidates[0].Confidence != c.want {
				t.Errorf("%s %s, edited, %s: %+v", p.release, p.name, name, r.Candidates)
			}
		}
		stale := build{}
		own.put(stale, p.name)
		stale[p.name+".map"] = releases(all, p)[0].m
		dir := stale.write(t)
		judge(t, p, dir, "", one(t, dir, w), false)
	}
}

// TestReleaseOfEvents holds that a file with the chunk id is not sure when it was injected
// for another release than the exceptions tell: its code is the same, its map may be another.
func TestReleaseOfEvents(t *testing.T) {
	const ours, theirs = "0190aaaa-0000-7000-8000-00000000000a", "0190aaaa-0000-7000-8000-00000000000b"
	p := plantedFiles(t, v8)[0]
	for name, c := range map[string]struct {
		injected string
		events   []string
		want     Confidence
	}{
		"the same":              {ours, []string{ours}, Sure},
		"another":               {ours, []string{theirs}, Likely},
		"one of several":        {ours, []string{theirs, ours}, Sure},
		"the events tell none":  {ours, []string{""}, Sure},
		"the file tells none":   {"", []string{theirs}, Sure},
		"some events tell none": {ours, []string{"", theirs}, Likely},
	} {
		own, w := p.injected(t, inject.Options{Mode: inject.Event, Release: c.injected})
		for i := range w.Frames {
			w.Frames[i].Of = &symbols.Trace{Event: "e", Release: c.events[i%len(c.events)]}
		}
		b := build{}
		own.put(b, p.name)
		if r := one(t, b.write(t), w); r.Chosen != 0 || r.Candidates[0].Confidence != c.want {
			t.Errorf("%s: %s %+v", name, r.Why, r.Candidates)
		}
	}
}

// TestBecomes holds that while injecting would give a chunk id to one file no other is
// likely that has none, however well frames fit it.
func TestBecomes(t *testing.T) {
	p := plantedFiles(t, v8)[0]
	_, w := p.injected(t, inject.Options{})
	for i := range w.Frames {
		w.Frames[i] = p.frames[i] // as they are where injecting moves no columns
		w.Frames[i].File, w.Frames[i].ChunkID = "https://x.example/"+p.name, string(w.Ref)
	}
	edited := *p
	edited.js = strings.Replace(p.js, "//# sourceMappingURL", "/**/\n//# sourceMappingURL", 1)
	for name, c := range map[string]struct {
		files map[string]*plantedFile
		want  Confidence
	}{
		"alone":                 {map[string]*plantedFile{"a": &edited}, Likely},
		"beside the one it was": {map[string]*plantedFile{"a": &edited, "b": p}, Doubtful},
	} {
		b := build{}
		for folder, p := range c.files {
			p.put(b, folder+"/"+p.name)
		}
		if r := one(t, b.write(t), w); edited.js == p.js || len(r.Candidates) != len(c.files) || r.Candidates[0].Confidence != c.want {
			t.Errorf("%s: %s %+v", name, r.Why, r.Candidates)
		}
	}
}
