package match

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols"
)

const demo = "../../cli/demo/assets/shop-IEI3CONR.js"

// A build is a folder of files to be made of the demo's pair.
type build map[string]string // by path below the folder

// made gives the demo's pair under a name: kind "right", "other" for another
// release that has nine characters more near its start, "stale" for the other
// release's file with the right one's map, and "bare" for a file alone.
func (b build) made(t *testing.T, name, kind string) {
	t.Helper()
	source, err := os.ReadFile(demo)
	if err != nil {
		t.Fatal(err)
	}
	sourceMap, err := os.ReadFile(demo + ".map")
	if err != nil {
		t.Fatal(err)
	}
	js, m := string(source), string(sourceMap)
	if i := strings.LastIndex(js, "//# sourceMappingURL"); i >= 0 {
		js = js[:i]
	}
	if kind == "other" || kind == "stale" {
		js = strings.Replace(js, `"use strict";`, `"use strict";var r2=2;`, 1)
	}
	if kind == "other" {
		before := m
		if m = strings.Replace(m, `"mappings": "mB`, `"mappings": "4B`, 1); m == before {
			t.Fatal("the demo's map begins with other mappings")
		}
	}
	b[name] = js
	if kind != "bare" {
		b[name+".map"] = m
	}
}

func (b build) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range b {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// frames are the demo's, as if they were captured in a file of some name.
func frames(file string, columns ...int) (all []symbols.Frame) {
	for _, c := range columns {
		all = append(all, symbols.Frame{Platform: symbols.Web, File: file, Line: 1, Column: c})
	}
	return all
}

// withID are frames of a file that told a chunk id.
func withID(all []symbols.Frame, id string) []symbols.Frame {
	for i := range all {
		all[i].ChunkID = id
	}
	return all
}

var columns = []int{11050, 10948, 13535, 4465, 10494, 10821}

func TestMatch(t *testing.T) {
	const plain, hashed = "https://x.example/static/app.js", "https://x.example/static/app-3f9a1c2b.js"
	const id = "0190aaaa-0000-7000-8000-000000000001"
	comment := "\n//# chunkId=" + id + "\n"
	for name, c := range map[string]struct {
		ref     symbols.Ref
		frames  []symbols.Frame
		release string
		files   map[string]string // kinds by path
		tails   map[string]string // what is added to files

		chosen     string // path; empty for none
		confidence Confidence
		why        string
	}{
		"nothing":                 {ref: plain, files: map[string]string{"other.js": "right"}, why: "no file has its id or name"},
		"name alone":              {ref: plain, files: map[string]string{"app.js": "right"}, confidence: Doubtful, why: "only doubtful"},
		"name and frames":         {ref: plain, frames: frames(plain, columns...), files: map[string]string{"static/app.js": "right"}, chosen: "static/app.js", confidence: Likely},
		"a frame of the bundler":  {ref: plain, frames: frames(plain, 1, 11050, 10948), files: map[string]string{"app.js": "right"}, chosen: "app.js", confidence: Likely},
		"the bundler's alone":     {ref: plain, frames: frames(plain, 1), files: map[string]string{"app.js": "right"}, confidence: Doubtful, why: "only doubtful"},
		"which release answers":   {ref: plain, frames: frames(plain, columns...), files: map[string]string{"v1/app.js": "right", "v2/app.js": "other"}, chosen: "v1/app.js", confidence: Likely},
		"other release alone":     {ref: plain, frames: frames(plain, columns...), files: map[string]string{"v2/app.js": "other"}, why: "no file of its name fits"},
		"stale map":               {ref: plain, frames: frames(plain, 4465), files: map[string]string{"app.js": "stale"}, confidence: None},
		"no map":                  {ref: plain, frames: frames(plain, columns...), files: map[string]string{"app.js": "bare"}, why: "no file of its name has a map"},
		"by the folder's name":    {ref: plain, release: "1.4.2", files: map[string]string{"v1.4.2/app.js": "right", "v1.4.3/app.js": "other"}, chosen: "v1.4.2/app.js", confidence: Likely},
		"two releases, no frames": {ref: plain, files: map[string]string{"v1/app.js": "right", "v2/app.js": "other"}, confidence: Doubtful, why: "only doubtful"},
		"hash in the name":        {ref: hashed, files: map[string]string{"app-3f9a1c2b.js": "right"}, chosen: "app-3f9a1c2b.js", confidence: Likely},
		"hash and frames":         {ref: hashed, frames: frames(hashed, columns...), files: map[string]string{"a/app-3f9a1c2b.js": "right", "a/app-99999999.js": "other"}, chosen: "a/app-3f9a1c2b.js", confidence: Sure},
		"two of one hash":         {ref: hashed, files: map[string]string{"a/app-3f9a1c2b.js": "right", "b/app-3f9a1c2b.js": "other"}, confidence: Likely, why: "equally good"},
		"copies":                  {ref: hashed, frames: frames(hashed, columns...), files: map[string]string{"a/app-3f9a1c2b.js": "right", "b/app-3f9a1c2b.js": "right"}, chosen: "a/app-3f9a1c2b.js", confidence: Sure},
		"chunk id":                {ref: id, files: map[string]string{"a.js": "right", "b.js": "other"}, tails: map[string]string{"a.js": comment}, chosen: "a.js", confidence: Sure},
		"chunk id, other frames":  {ref: id, frames: frames("x.js", 11051, 10949, 13536), files: map[string]string{"a.js": "right"}, tails: map[string]string{"a.js": comment}, confidence: Doubtful, why: "only doubtful"},
		"chunk id, stale map":     {ref: id, files: map[string]string{"a.js": "stale"}, tails: map[string]string{"a.js": comment}, confidence: Doubtful, why: "only doubtful"},
		"chunk id twice":          {ref: id, files: map[string]string{"a.js": "right", "b.js": "other"}, tails: map[string]string{"a.js": comment, "b.js": comment}, confidence: Likely, why: "equally good"},
		"chunk id twice, frames":  {ref: id, frames: frames("x.js", columns...), files: map[string]string{"a.js": "right", "b.js": "other"}, tails: map[string]string{"a.js": comment, "b.js": comment}, chosen: "a.js", confidence: Sure},
		"plain, frames with ids":  {ref: hashed, frames: withID(frames(hashed, columns...), id), files: map[string]string{"app-3f9a1c2b.js": "right"}, chosen: "app-3f9a1c2b.js", confidence: Likely},
		"frames with its id":      {ref: hashed, frames: withID(frames(hashed, columns...), id), files: map[string]string{"app-3f9a1c2b.js": "right"}, tails: map[string]string{"app-3f9a1c2b.js": comment}, chosen: "app-3f9a1c2b.js", confidence: Sure},
		"name of a frame's URL":   {ref: id, frames: frames(hashed, columns...), files: map[string]string{"app-3f9a1c2b.js": "right"}, chosen: "app-3f9a1c2b.js", confidence: Likely},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := build{}
			for path, kind := range c.files {
				b.made(t, path, kind)
				b[path] += c.tails[path]
			}
			dir := b.write(t)
			w := Wanted{Ref: c.ref, Frames: c.frames}
			if c.release != "" {
				w.Release = &symbols.Release{Version: c.release}
			}
			r := one(t, dir, w)
			chosen, confidence := "", None
			if len(r.Candidates) > 0 {
				confidence = r.Candidates[0].Confidence
			}
			if r.Chosen >= 0 {
				rel, _ := filepath.Rel(dir, r.Candidates[r.Chosen].File)
				chosen = filepath.ToSlash(rel)
			}
			if chosen != c.chosen || confidence != c.confidence || !strings.Contains(r.Why, c.why) || (r.Why == "") != (chosen != "") {
				t.Errorf("chosen %q, %v (%s); want %q, %v (%s)\n%+v", chosen, confidence, r.Why, c.chosen, c.confidence, c.why, r.Candidates)
			}
		})
	}
}

func one(t *testing.T, dir string, w Wanted) (r Result) {
	t.Helper()
	f, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return only(t, f, w)
}

func only(t *testing.T, f *Folder, w Wanted) (r Result) {
	t.Helper()
	if err := f.Match(t.Context(), []Wanted{w}, func(got Result) { r = got }); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestMatchMany holds that each set gets its result, and that the context ends
// the work.
func TestMatchMany(t *testing.T) {
	b := build{}
	var wanted []Wanted
	for n := range 40 {
		name := fmt.Sprintf("app-3f9a%04d.js", n)
		b.made(t, "static/"+name, []string{"right", "other"}[n%2])
		url := "https://x.example/static/" + name
		wanted = append(wanted, Wanted{Ref: symbols.Ref(url), Frames: frames(url, columns...)})
	}
	f, err := Open(t.Context(), b.write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	results := 0
	err = f.Match(t.Context(), wanted, func(r Result) {
		results++
		var n int
		_, _ = fmt.Sscanf(string(r.Wanted.Ref), "https://x.example/static/app-3f9a%04d.js", &n)
		if sure := r.Chosen == 0 && r.Candidates[0].Confidence == Sure; sure != (n%2 == 0) {
			t.Errorf("%s: %+v", r.Wanted.Ref, r.Candidates)
		}
	})
	if err != nil || results != len(wanted) || f.Files() != len(wanted) {
		t.Errorf("%d results, %v", results, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = f.Match(ctx, wanted, func(Result) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
