package bundle

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"symset/symbols"
)

const (
	idA = "0190a1b2-aaaa-7aaa-8aaa-aaaaaaaaaaaa"
	idB = "0190a1b2-bbbb-7bbb-8bbb-bbbbbbbbbbbb"
)

// aMap makes a map with further members in front, such as `"file":"main.js",`.
func aMap(members string) string {
	return `{` + members + `"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`
}

func inlineMap(members string) string {
	return "data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(aMap(members)))
}

const comment1 = "\n//# sourceMappingURL="

// inTree writes files below a new folder and goes there. A name that ends with
// "@" becomes a link to its content.
func inTree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		name = filepath.FromSlash(name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if link, ok := strings.CutSuffix(name, "@"); ok {
			err = os.Symlink(content, link)
		} else {
			err = os.WriteFile(name, []byte(content), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func open(t *testing.T, paths ...string) *Build {
	t.Helper()
	b, err := Open(t.Context(), paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// A findCase says what a frame leads to in a tree: a file and its map, or a
// failure whose words it tells.
type findCase struct {
	name       string
	files      map[string]string
	roots      []string // nil means dist
	frame      symbols.Frame
	file, maps string
	evidence   string // among the pair's
	doubt      string // in the pair's
	code       symbols.FailureCode
	words      []string // in the failure
}

func (tt *findCase) run(t *testing.T) {
	inTree(t, tt.files)
	if tt.roots == nil {
		tt.roots = []string{"dist"}
	}
	b := open(t, tt.roots...)
	p, err := b.Find(t.Context(), &tt.frame)
	if tt.code != "" {
		var failure *symbols.Failure
		if !errors.As(err, &failure) || failure.Code != tt.code {
			t.Fatalf("got %+v, %v; want %s", p, err, tt.code)
		}
		for _, w := range tt.words {
			if !strings.Contains(failure.Message+"; "+failure.Do, w) {
				t.Errorf("%q (%q) does not say %q", failure.Message, failure.Do, w)
			}
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if p.File != filepath.FromSlash(tt.file) || p.MapFile != filepath.FromSlash(tt.maps) {
		t.Errorf("got %q with %q; want %q with %q", p.File, p.MapFile, tt.file, tt.maps)
	}
	if tt.evidence != "" && !slices.Contains(p.Evidence, tt.evidence) {
		t.Errorf("evidence %q; want %q among it", p.Evidence, tt.evidence)
	}
	switch {
	case p.Doubt == nil && tt.doubt != "":
		t.Errorf("no doubt; want %q", tt.doubt)
	case p.Doubt != nil && (tt.doubt == "" || !strings.Contains(p.Doubt.Message, tt.doubt)):
		t.Errorf("doubt %q; want %q", p.Doubt.Message, tt.doubt)
	}
	if again, err := b.Find(t.Context(), &tt.frame); again != p || err != nil {
		t.Errorf("a second time gives another pair, %v", err)
	}
	if p.File == "" {
		if p.Minified != nil {
			t.Error("a map alone has a minified file")
		}
		return
	}
	src, err := p.Minified()
	if want, _ := os.ReadFile(p.File); err != nil || string(src) != string(want) {
		t.Errorf("the minified file reads %q, %v", src, err)
	}
}

func frame(file string) symbols.Frame {
	return symbols.Frame{Platform: symbols.Web, File: file, Line: 1, Column: 1}
}

func chunkFrame(id, file string) symbols.Frame {
	f := frame(file)
	f.ChunkID = id
	return f
}

func TestFindByName(t *testing.T) {
	m := aMap("")
	for _, tt := range []findCase{
		{name: "path",
			files: map[string]string{"dist/assets/main.js": "1", "dist/assets/main.js.map": m, "dist/other/main.js": "2", "dist/other/main.js.map": m},
			frame: frame("https://x.example/static/assets/main.js?v=1"),
			file:  "dist/assets/main.js", maps: "dist/assets/main.js.map", evidence: "same name and path"},
		{name: "name alone",
			files: map[string]string{"dist/js/main.js": "1", "dist/js/main.js.map": m},
			frame: frame("https://x.example/assets/main.js"),
			file:  "dist/js/main.js", maps: "dist/js/main.js.map", evidence: "same name, other folder"},
		{name: "the root's own name",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": m, "build/main.js": "2", "build/main.js.map": m},
			roots: []string{"build", "dist"},
			frame: frame("/srv/app/dist/main.js"),
			file:  "dist/main.js", maps: "dist/main.js.map"},
		{name: "windows",
			files: map[string]string{"dist/a/main.js": "1", "dist/a/main.js.map": m, "dist/b/main.js": "2"},
			frame: frame(`C:\srv\a\main.js`),
			file:  "dist/a/main.js", maps: "dist/a/main.js.map"},
		{name: "percent",
			files: map[string]string{"dist/app/[id]/page.js": "1", "dist/app/[id]/page.js.map": m},
			frame: frame("https://x.example/app/%5Bid%5D/page.js"),
			file:  "dist/app/[id]/page.js", maps: "dist/app/[id]/page.js.map"},
		{name: "hash in the name",
			files: map[string]string{"dist/js/index-3f9a1c2b.js": "1", "dist/js/index-3f9a1c2b.js.map": m},
			frame: frame("https://cdn.example/v1/index-3f9a1c2b.js"),
			file:  "dist/js/index-3f9a1c2b.js", maps: "dist/js/index-3f9a1c2b.js.map", evidence: "content hash in the name"},
		{name: "control characters and bytes that are no text",
			files: map[string]string{"dist/a\x1b[2J\xff.js": "1", "dist/a\x1b[2J\xff.js.map": m},
			frame: frame("https://x.example/a%1b%5B2J%ff.js"),
			file:  "dist/a\x1b[2J\xff.js", maps: "dist/a\x1b[2J\xff.js.map"},
		{name: "a name that its map makes a script's",
			files: map[string]string{"dist/main.dart": "1", "dist/main.dart.map": m},
			frame: frame("https://x.example/main.dart"),
			file:  "dist/main.dart", maps: "dist/main.dart.map"},
		{name: "a file given by name",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": m},
			roots: []string{"dist/main.js"},
			frame: frame("https://x.example/main.js"),
			file:  "dist/main.js", maps: "dist/main.js.map"},
		{name: "twice, the same",
			files: map[string]string{"dist/main.js": "1" + comment1 + "main.js.map", "build/main.js": "1", "build/main.js.map": m},
			roots: []string{"dist", "build"},
			frame: frame("https://x.example/main.js"),
			file:  "build/main.js", maps: "build/main.js.map"},
		{name: "twice, different",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": m, "build/main.js": "2", "build/main.js.map": m},
			roots: []string{"dist", "build"},
			frame: frame("https://x.example/main.js"),
			code:  symbols.Ambiguous, words: []string{"dist/main.js and build/main.js both fit https://x.example/main.js", "--maps DIR"}},
		{name: "twice, one too short for the frame",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": m, "build/main.js": "a\n  b()", "build/main.js.map": m},
			roots: []string{"dist", "build"},
			frame: symbols.Frame{File: "https://x.example/main.js", Line: 2, Column: 3},
			file:  "build/main.js", maps: "build/main.js.map"},
		{name: "a map alone",
			files: map[string]string{"dist/assets/main.js.map": m, "dist/main.js.map": m},
			frame: frame("https://x.example/assets/main.js"),
			maps:  "dist/assets/main.js.map", evidence: "same name and path"},
		{name: "a map alone, by the file it names",
			files: map[string]string{"dist/x.map": aMap(`"file":"js/main.js",`)},
			frame: frame("https://x.example/main.js"),
			maps:  "dist/x.map", evidence: "the map names the file"},
		{name: "maps of styles and types are none",
			files: map[string]string{"dist/main.css.map": aMap(`"file":"main.js",`), "dist/main.d.ts.map": aMap(`"file":"main.js",`)},
			frame: frame("https://x.example/main.js"),
			code:  symbols.NoFile, words: []string{"(0 files, 0 maps looked at)"}},
		{name: "nothing",
			files: map[string]string{"dist/other.js": "1", "build/x": ""},
			roots: []string{"dist", "build"},
			frame: frame("https://x.example/main.js"),
			code:  symbols.NoFile, words: []string{"no file named main.js in dist or build (1 file, 0 maps looked at)", "--fetch"}},
		{name: "another build's hash",
			files: map[string]string{"dist/a/index-77aabbcc.js": "1"},
			frame: frame("https://x.example/index-3f9a1c2b.js"),
			code:  symbols.NoFile, words: []string{"dist/a/index-77aabbcc.js may be the same file in another build"}},
		{name: "no name",
			files: map[string]string{"dist/other.js": "1"},
			frame: frame(""),
			code:  symbols.NoPlace},
		{name: "an empty map",
			files: map[string]string{"dist/main.js": "1", "dist/main.js.map": ""},
			frame: frame("https://x.example/main.js"),
			code:  symbols.BadMap, words: []string{"dist/main.js.map: "}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestFindSharesMaps(t *testing.T) {
	inTree(t, map[string]string{"dist/a.js": "1" + comment1 + "all.map", "dist/b.js": "2" + comment1 + "all.map", "dist/all.map": aMap("")})
	b := open(t, "dist")
	var wg sync.WaitGroup
	pairs := make([]*symbols.Pair, 40)
	for i := range pairs {
		wg.Go(func() {
			f := frame([]string{"https://x.example/a.js", "https://x.example/b.js"}[i%2])
			pairs[i], _ = b.Find(t.Context(), &f)
		})
	}
	wg.Wait()
	for i, p := range pairs {
		if p == nil || p != pairs[i%2] || p.Map != pairs[0].Map {
			t.Errorf("pair %d is %v", i, p)
		}
	}
}

func TestFindCanceled(t *testing.T) {
	inTree(t, map[string]string{"dist/a.js": "1\n//# chunkId=" + idA, "dist/a.js.map": aMap("")})
	b := open(t, "dist")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f := chunkFrame(idA, "")
	if _, err := b.Find(ctx, &f); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if _, err := b.Find(t.Context(), &f); err != nil {
		t.Errorf("the next one fails: %v", err)
	}
}

// A minified file without a map is given beside the failure.
func TestFindWithoutMap(t *testing.T) {
	inTree(t, map[string]string{"dist/server.js": "throw 1\n", "dist/bad.js": "throw 2\n", "dist/bad.js.map": "<html>"})
	b := open(t, "dist")
	for name, code := range map[string]symbols.FailureCode{"server.js": symbols.NoMap, "bad.js": symbols.BadMap} {
		f := frame("/srv/app/dist/" + name)
		var failure *symbols.Failure
		p, err := b.Find(t.Context(), &f)
		if !errors.As(err, &failure) || failure.Code != code || p == nil || p.Map != nil || p.File != filepath.Join("dist", name) {
			t.Fatalf("%s: got %+v, %v", name, p, err)
		}
		if src, err := p.Minified(); !strings.HasPrefix(string(src), "throw") || err != nil {
			t.Errorf("%s: read %q, %v", name, src, err)
		}
	}
	f := frame("https://x.example/main.js")
	if p, err := b.Find(t.Context(), &f); p != nil || err == nil {
		t.Errorf("no file at all gives %+v, %v", p, err)
	}
}
