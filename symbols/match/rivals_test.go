package match

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/inject"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// pick gives a bundle of the planted ones.
func pick(t *testing.T, tool, release string) *plantedFile {
	t.Helper()
	for _, p := range plantedFiles(t, v8) {
		if p.tool == tool && p.release == release {
			return p
		}
	}
	t.Fatalf("no %s of %s is planted", release, tool)
	return nil
}

// uncommented is a bundle without the comment that names its map.
func uncommented(p *plantedFile) *plantedFile {
	out := *p
	out.js, _, _ = strings.Cut(p.js, "//# sourceMappingURL")
	return &out
}

// unnamed takes the names out of mappings: of a segment's five numbers the last.
func unnamed(mappings string) string {
	return regexp.MustCompile(`((?:[g-z0-9+/]*[A-Za-f]){4})[g-z0-9+/]*[A-Za-f]`).ReplaceAllString(mappings, "$1")
}

// TestRivals holds what takes the sureness from files of one hashed name, and
// from maps of one file.
func TestRivals(t *testing.T) {
	v1, v2 := pick(t, "webpack", "v1"), pick(t, "webpack", "v2")
	edited, renamed, bare, mute := *v1, *v1, *v1, *v1
	bare.m = regexp.MustCompile(`"sourcesContent":\[.*?\](,"names")`).ReplaceAllString(v1.m, `"x":0$1`)
	mute.m = regexp.MustCompile(`"names":\[.*?\]`).ReplaceAllString(bare.m, `"names":[]`)
	mute.m = regexp.MustCompile(`"mappings":"[^"]*"`).ReplaceAllStringFunc(mute.m, unnamed)
	edited.js = strings.Replace(v1.js, "Cart over its", "Cart over her", 1)
	renamed.m = strings.Replace(v1.m, "./Cart.ts", "./Basket.ts", 1)
	if edited.js == v1.js || renamed.m == v1.m || bare.m == v1.m {
		t.Fatal("the planted files have other words")
	}
	for name, c := range map[string]struct {
		files      map[string]*plantedFile
		answers    *plantedFile // whose frames wait
		chosen     string
		confidence Confidence
		says       string
	}{
		"alone":                           {map[string]*plantedFile{"a": v1}, v1, "a", Sure, "content hash"},
		"another release without comment": {map[string]*plantedFile{"a": v1, "b": uncommented(v2)}, v1, "a", Likely, "another file has its name"},
		"another release, which answers":  {map[string]*plantedFile{"b": v2}, v2, "b", Likely, "name each other with another hash"},
		"a word is another":               {map[string]*plantedFile{"a": &edited}, v1, "a", Likely, "doubtful whether its map"},
		"copies":                          {map[string]*plantedFile{"a": v1, "b": v1}, v1, "a", Sure, ""},
		"a map without sources and names": {map[string]*plantedFile{"a": &mute}, v1, "a", Likely, "neither sources nor names"},
		"a copy without sources":          {map[string]*plantedFile{"a": &bare, "b": v1}, v1, "b", Sure, ""},
		"a copy with a map of its own":    {map[string]*plantedFile{"a": v1, "b": &renamed}, v1, "", Likely, "as much speaks for another"},
	} {
		t.Run(name, func(t *testing.T) {
			b := build{}
			for folder, p := range c.files {
				p.put(b, folder+"/"+path.Base(v1.name))
			}
			w := c.answers.wanted("https://x.example/", "", 100)
			w.Ref = symbols.Ref("https://x.example/" + v1.name)
			r := one(t, b.write(t), w)
			chosen := ""
			if r.Chosen >= 0 {
				chosen = path.Base(path.Dir(r.Candidates[r.Chosen].File))
			}
			if best := r.Candidates[0]; chosen != c.chosen || best.Confidence != c.confidence || !strings.Contains(strings.Join(best.Reasons, "; "), c.says) {
				t.Errorf("chosen %q, %s; want %q: %+v", chosen, r.Why, c.chosen, r.Candidates)
			}
		})
	}
}

// TestNames holds that functions tell builds apart which places don't.
func TestNames(t *testing.T) {
	p := pick(t, "rollup", "v1")
	letters := strings.NewReplacer("function n(", "function Z(", "n(t).concat", "Z(t).concat")
	other := *p
	other.js = letters.Replace(p.js)
	for name, c := range map[string]struct {
		files      map[string]*plantedFile
		functions  string // whose frames wait
		chosen     string
		confidence Confidence
		says       string
	}{
		"the file":     {map[string]*plantedFile{"a": p}, "n", "a", Likely, "3 of 3 frames are in functions with their names"},
		"rivals":       {map[string]*plantedFile{"a": p, "b": &other}, "n", "a", Likely, "3 of 3 frames are in functions with their names"},
		"rivals, many": {map[string]*plantedFile{"a": p, "b": &other}, "ns", "a", Likely, "7 of 7 frames are in functions with their names"},
		"another":      {map[string]*plantedFile{"b": &other}, "n", "", Doubtful, "3 of 3 frames are in functions with other names"},
	} {
		t.Run(name, func(t *testing.T) {
			b := build{}
			for folder, p := range c.files {
				p.put(b, folder+"/"+p.name)
			}
			w := p.wanted("https://x.example/", "", 100)
			var named []symbols.Frame
			for _, f := range w.Frames {
				if f.Function != "" && strings.Contains(c.functions, f.Function) {
					named = append(named, f)
				}
			}
			w.Frames = named
			r := one(t, b.write(t), w)
			chosen := ""
			if r.Chosen >= 0 {
				chosen = path.Base(path.Dir(path.Dir(r.Candidates[r.Chosen].File)))
			}
			if best := r.Candidates[0]; chosen != c.chosen || best.Confidence != c.confidence || !strings.Contains(strings.Join(best.Reasons, "; "), c.says) {
				t.Errorf("chosen %q, %s; want %q: %+v", chosen, r.Why, c.chosen, r.Candidates)
			}
		})
	}
}

// TestCompare holds that functions weigh for all candidates when they weigh for
// one, and that of two files with one chunk id neither is sure while frames
// speak against neither.
func TestCompare(t *testing.T) {
	w := &Wanted{Frames: []symbols.Frame{{Function: "pay", Line: 1, Column: 5}}}
	alike := func() Candidate {
		return Candidate{Confidence: Likely, atMost: Sure, Asked: 1, Answered: 1, functions: []string{"pay"}}
	}
	all := []Candidate{alike(), alike()} // maps of one file, of which one was in doubt
	all[1].names(w.Frames)
	if compare(all, w); all[0].weight != all[1].weight || all[0].named != 1 {
		t.Errorf("functions weigh for one of two: %+v", all)
	}
	for name, c := range map[string]struct {
		other Candidate
		want  Confidence
	}{
		"another file":          {Candidate{byID: true, Confidence: Doubtful}, Likely},
		"one that is refuted":   {Candidate{byID: true, Confidence: Doubtful, Against: 1}, Sure},
		"one without the id":    {Candidate{Confidence: Likely}, Sure},
		"functions of others":   {Candidate{byID: true, Confidence: Doubtful, misnamed: 3}, Sure},
		"a copy with other map": {Candidate{byID: true, Confidence: Likely, code: [32]byte{1}}, Sure},
	} {
		all := []Candidate{{byID: true, Confidence: Sure, atMost: Sure, code: [32]byte{1}}, c.other}
		if compare(all, w); all[0].Confidence != c.want {
			t.Errorf("%s: %s, want %s", name, all[0].Confidence, c.want)
		}
	}
}

// TestRelease holds that a frame which one build answers and another does not
// counts more than what their folders are called.
func TestRelease(t *testing.T) {
	b := build{}
	b.made(t, "v1.4.2/app.js", "right")
	f, err := Open(t.Context(), b.write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	bare, all, fewer := Candidate{}, Candidate{weight: 3 * exactWeight}, Candidate{weight: 2*exactWeight + nearWeight}
	for _, c := range []*Candidate{&bare, &fewer} {
		c.release(f.files[0], &symbols.Release{Version: "1.4.2"})
	}
	if !bare.released || bare.weight <= 0 || fewer.weight >= all.weight {
		t.Errorf("the folder's name weighs %v; %v against %v", bare.weight, fewer.weight, all.weight)
	}
}

// TestCaptured holds what a line that an SDK captured says of a file's.
func TestCaptured(t *testing.T) {
	p := pick(t, "vite", "v1")
	b := build{}
	p.put(b, p.name)
	dir := b.write(t)
	for text, want := range map[string]Confidence{p.js[:40] + "...": Likely, "another line of code...": None} {
		w := p.wanted("https://x.example/", "", 1)
		w.Frames[0].Context = &symbols.Context{Line: text}
		if r := one(t, dir, w); want == None && len(r.Candidates) > 0 || want != None && (len(r.Candidates) == 0 || r.Candidates[0].Confidence != want) {
			t.Errorf("%s: %+v", text, r.Candidates)
		}
	}
}

// TestDecide holds what few frames come to where only the name speaks.
func TestDecide(t *testing.T) {
	for name, c := range map[string]struct {
		Candidate
		want Confidence
	}{
		"one of one":                  {Candidate{Asked: 1, Answered: 1}, Likely},
		"one where nothing is called": {Candidate{Asked: 1, Answered: 1, quiet: 1}, Doubtful},
		"most where nothing is":       {Candidate{Asked: 3, Answered: 3, quiet: 2}, Doubtful},
		"one behind a word":           {Candidate{Asked: 1, Answered: 1, behind: 1}, Likely},
		"two of four behind":          {Candidate{Asked: 4, Answered: 2, behind: 2}, Doubtful},
		"three of four, mixed":        {Candidate{Asked: 4, Answered: 3, behind: 2}, Likely},
		"hash, two behind":            {Candidate{Asked: 2, Answered: 2, behind: 2, hashed: true}, Sure},
		"hash, most behind":           {Candidate{Asked: 3, Answered: 2, behind: 2, hashed: true}, Likely},
		"hash, one of either":         {Candidate{Asked: 2, Answered: 2, behind: 1, hashed: true}, Likely},
		"hash, two of either":         {Candidate{Asked: 4, Answered: 4, behind: 2, hashed: true}, Sure},
		"hash, mixed, not all":        {Candidate{Asked: 5, Answered: 4, behind: 2, hashed: true}, Likely},
		"id, behind":                  {Candidate{Asked: 3, Answered: 2, behind: 2, byID: true}, Sure},
		"one of two":                  {Candidate{Asked: 2, Answered: 1}, Likely},
		"one of three":                {Candidate{Asked: 3, Answered: 1}, Doubtful},
		"and a function":              {Candidate{Asked: 3, Answered: 1, named: 1}, Likely},
		"one against":                 {Candidate{Asked: 3, Answered: 2, Against: 1}, None},
		"few against":                 {Candidate{Asked: 9, Answered: 8, Against: 1}, Likely},
		"and few of nothing":          {Candidate{Asked: 10, Answered: 8, Against: 1, idle: 1}, Likely},
		"and more of nothing":         {Candidate{Asked: 10, Answered: 7, Against: 1, idle: 2}, Doubtful},
		"in their functions":          {Candidate{Asked: 10, Answered: 7, Against: 1, idle: 2, named: 5, misnamed: 1}, Likely},
		"in a few of theirs":          {Candidate{Asked: 10, Answered: 7, Against: 1, idle: 2, named: 3}, Doubtful},
		"and in one of others":        {Candidate{Asked: 10, Answered: 7, Against: 1, idle: 2, named: 4, misnamed: 1}, Doubtful},
		"more against, named":         {Candidate{Asked: 10, Answered: 7, Against: 3, named: 5}, None},
		"a name of two":               {Candidate{Asked: 2, Answered: 2, named: 1, misnamed: 1}, Doubtful},
		"one of five":                 {Candidate{Asked: 5, Answered: 5, named: 1, misnamed: 1}, Likely},
		"much of nothing":             {Candidate{Asked: 2, Answered: 1, idle: 1}, Doubtful},
		"but more functions":          {Candidate{Asked: 2, Answered: 1, idle: 1, named: 2}, Likely},
		"near and quiet":              {Candidate{Asked: 1, quiet: 1, named: 1}, Doubtful},
		"hash, and nothing":           {Candidate{Asked: 3, Answered: 1, idle: 2, hashed: true}, Likely},
		"near, and a function":        {Candidate{Asked: 1, named: 1}, Likely},
		"a name among many":           {Candidate{Asked: 9, Answered: 9, named: 7, misnamed: 1}, Likely},
		"hash and one against":        {Candidate{Asked: 3, Answered: 2, Against: 1, hashed: true}, None},
		"hash and two":                {Candidate{Asked: 2, Answered: 2, hashed: true}, Sure},
		"hash and a half":             {Candidate{Asked: 4, Answered: 2, hashed: true}, Likely},
		"id, no frames":               {Candidate{byID: true}, Sure},
		"id and a half":               {Candidate{Asked: 4, Answered: 2, byID: true}, Likely},
		"id and most":                 {Candidate{Asked: 3, Answered: 2, byID: true}, Sure},
		"none of them told":           {Candidate{Asked: 3, untold: 3, hashed: true}, Doubtful},
		"most are not told":           {Candidate{Asked: 9, untold: 5, Answered: 2, named: 3}, Likely},
		"nor is one answered":         {Candidate{Asked: 9, untold: 9, named: 9}, Doubtful},
		"nor most of the told":        {Candidate{Asked: 9, untold: 5, Answered: 1, named: 3}, Doubtful},
		"nor functions":               {Candidate{Asked: 9, untold: 5, Answered: 2, named: 2}, Doubtful},
		"id and none told":            {Candidate{Asked: 3, untold: 3, byID: true}, Likely},
		"id, and one against":         {Candidate{Asked: 3, untold: 2, Against: 1, byID: true}, Doubtful},
		"hash and others":             {Candidate{Asked: 2, Answered: 2, hashed: true, misnamed: 2}, Doubtful},
	} {
		c.atMost = Sure
		if c.decide(); c.Confidence != c.want {
			t.Errorf("%s: %s, want %s", name, c.Confidence, c.want)
		}
	}
}

func TestRehashed(t *testing.T) {
	for name, want := range map[string]bool{
		"main-Dc6uSFIO.js": false, "main-WNuFURXL.js": true, "main-3f9a1c2b.js": true, "other-3f9a1c2b.js": true,
		"main.js": false, "main.js.map": false, "": false, "page-settings.js": false,
	} {
		if got := rehashed("main-Dc6uSFIO.js", name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if rehashed("main.js", "main-3f9a1c2b.js") {
		t.Error("a name without a hash has another")
	}
}

func TestNamedFor(t *testing.T) {
	for folder, want := range map[string]bool{
		"1.4.2": true, "v1.4.2": true, "shop-1.4.2": true, "shop@v1.4.2": true, "3f9a1c2b0d": true, "build-3f9a1c2": true,
		"1.4.21": false, "11.4.2": false, "1.4": false, "dist": false, "3f9a1c": false,
	} {
		r := &symbols.Release{Version: "v1.4.2", Metadata: json.RawMessage(`{"git":{"commit_id":"3f9a1c2b0d4e"}}`)}
		if got := namedFor(folder, r); got != want {
			t.Errorf("%s: %t", folder, got)
		}
	}
	if namedFor("app-7", &symbols.Release{Version: "7"}) || !namedFor("7", &symbols.Release{Version: "7"}) {
		t.Error("a short version is taken from inside of a name, or not as the whole of it")
	}
}

// TestKeptNames holds that a build may give its functions their names of the
// source back when it runs, and that others' names still tell another build.
func TestKeptNames(t *testing.T) {
	p := pick(t, "rollup", "v1")
	w := p.wanted("https://x.example/", "", 100)
	b := build{}
	p.put(b, "a/"+p.name)
	dir := b.write(t)
	m, err := sourcemap.Parse([]byte(p.m))
	if err != nil {
		t.Fatal(err)
	}
	var at []sourcemap.Position
	for i := range w.Frames {
		g, _ := w.Frames[i].Generated()
		at = append(at, g)
	}
	names, err := scope.Names([]byte(p.js), at, m)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		w.Frames[i].Function = name
	}
	if r := one(t, dir, w); r.Chosen < 0 || !strings.Contains(strings.Join(r.Candidates[0].Reasons, "; "), "in functions with their names") {
		t.Errorf("the source's names: %+v", r)
	}
	for i := range w.Frames {
		w.Frames[i].Function = "other"
	}
	if r := one(t, dir, w); r.Chosen >= 0 {
		t.Errorf("other names: %+v", r)
	}
}

// TestInjections compares what is injected into files with what frames tell of it.
func TestInjections(t *testing.T) {
	const debugID = "85314830-023f-4cf1-a267-535f4e37bb17"
	p := pick(t, "webpack", "v1")
	debug := *p
	debug.js, _, _ = strings.Cut(p.js, "//# sourceMappingURL")
	debug.js += "//# debugId=" + debugID + "\n"
	v1, w := debug.injected(t, inject.Options{Release: "0190aaaa-0000-7000-8000-000000000001"})
	two, _ := debug.injected(t, inject.Options{Release: "0190aaaa-0000-7000-8000-000000000002"})
	again, _ := debug.injected(t, inject.Options{Mode: inject.SymbolSet})
	bare := p.wanted("https://x.example/", "", 100)
	bare.Ref = symbols.Ref("https://x.example/" + p.name)
	edited := debug
	edited.js = strings.Replace(debug.js, "Cart over its", "Cart over her", 1)
	doubtful, _ := edited.injected(t, inject.Options{})
	alone, hermes := Wanted{Ref: w.Ref}, Wanted{Ref: w.Ref, Frames: []symbols.Frame{{Platform: symbols.Hermes, Line: 1, Column: 5}}}
	for name, c := range map[string]struct {
		files      map[string]*plantedFile
		w          Wanted
		chosen     string
		confidence Confidence
		says       string
	}{
		"of two releases, but the same":    {map[string]*plantedFile{"a": v1, "b": two}, w, "a", Sure, ""},
		"before it was injected into":      {map[string]*plantedFile{"a": &debug}, alone, "a", Likely, "nothing was injected into it"},
		"and after":                        {map[string]*plantedFile{"a": &debug, "b": v1}, alone, "b", Sure, ""},
		"and after, both in doubt":         {map[string]*plantedFile{"a": &edited, "b": doubtful}, alone, "b", Likely, "doubtful whether its map"},
		"of bytecode":                      {map[string]*plantedFile{"a": &debug}, hermes, "a", Sure, ""},
		"injected into once more":          {map[string]*plantedFile{"a": again}, alone, "", Doubtful, "another chunk id"},
		"frames of before":                 {map[string]*plantedFile{"a": v1}, bare, "", None, ""},
		"a set that is not known to be so": {map[string]*plantedFile{"a": v1}, Wanted{Ref: bare.Ref}, "a", Likely, "no frame names one"},
	} {
		t.Run(name, func(t *testing.T) {
			b := build{}
			for folder, f := range c.files {
				f.put(b, folder+"/"+path.Base(p.name))
			}
			r := one(t, b.write(t), c.w)
			chosen, confidence, says := "", None, ""
			if r.Chosen >= 0 {
				chosen = path.Base(path.Dir(r.Candidates[r.Chosen].File))
			}
			if len(r.Candidates) > 0 {
				confidence, says = r.Candidates[0].Confidence, strings.Join(r.Candidates[0].Reasons, "; ")
			}
			if chosen != c.chosen || confidence != c.confidence || !strings.Contains(says, c.says) {
				t.Errorf("chosen %q, %v; want %q, %v: %+v", chosen, confidence, c.chosen, c.confidence, r.Candidates)
			}
		})
	}
}

// TestCalledThere holds that of two files, in both of which a mapping begins at a
// frame's place, the one is chosen that calls something there.
func TestCalledThere(t *testing.T) {
	const inMap = `{"version":3,"sources":["a.js"],"names":[],"mappings":"AAAA,MAAM"}`
	for name, c := range map[string]struct {
		calls, other string
		column       int
	}{
		"Chrome": {"x=12;,f(a)", "x=12;,a+b", 7},
		"Safari": {"x=1+o.b,c", "x=12;+b,d", 8},
	} {
		b := build{"calls/app.js": c.calls, "calls/app.js.map": inMap, "other/app.js": c.other, "other/app.js.map": inMap}
		r := one(t, b.write(t), Wanted{Ref: "https://x.example/app.js", Frames: frames("https://x.example/app.js", c.column)})
		if len(r.Candidates) == 0 || path.Base(path.Dir(r.Candidates[0].File)) != "calls" || len(r.Candidates) > 1 && r.Candidates[0].weight == r.Candidates[1].weight {
			t.Errorf("%s: %+v", name, r.Candidates)
		}
	}
}
