package stored_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/sourcemap"
	"symset/symbols/stored"
)

const (
	minified  = "function f(){throw Error()}f();\n"
	sourceMap = `{"version":3,"sources":["src/f.ts"],"names":[],"mappings":"AAAA","sourcesContent":["export {}"]}`
)

// project is a project with symbol sets, whose ids are their refs.
type project struct {
	symbols.Project
	sets  map[symbols.Ref]symbols.Set
	files map[string][]byte
	fails error

	mu    sync.Mutex
	asked []string
	begun func(ctx context.Context) error // called when a set is asked for
}

type absent struct{ error }

func (absent) Absent() bool { return true }

func (p *project) SetByRef(ctx context.Context, ref symbols.Ref) (symbols.Set, error) {
	p.mu.Lock()
	p.asked = append(p.asked, string(ref))
	begun := p.begun
	p.mu.Unlock()
	if begun != nil {
		if err := begun(ctx); err != nil {
			return symbols.Set{}, err
		}
	}
	set, ok := p.sets[ref]
	switch {
	case p.fails != nil:
		return set, p.fails
	case !ok:
		return set, absent{errors.New("there is no symbol set")}
	}
	set.ID = string(ref)
	return set, nil
}

func (p *project) Set(ctx context.Context, id string) (symbols.Set, error) {
	return p.SetByRef(ctx, symbols.Ref(id))
}

func (p *project) Upload(_ context.Context, uploads []symbols.Upload, _ symbols.UploadOptions) []symbols.Uploaded {
	return make([]symbols.Uploaded, len(uploads))
}

func (p *project) DeleteSet(context.Context, string) error { return nil }

func (p *project) Download(_ context.Context, id string) (io.ReadCloser, int64, error) {
	file, ok := p.files[id]
	if !ok {
		return nil, 0, absent{errors.New("there is no file")}
	}
	return io.NopCloser(bytes.NewReader(file)), int64(len(file)), nil
}

func pack(t *testing.T, kind container.Type, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	var inputs []container.Input
	for _, p := range parts {
		inputs = append(inputs, container.Input{Reader: strings.NewReader(p), Size: int64(len(p))})
	}
	if _, err := container.Write(&b, container.Zstd, kind, inputs...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func frame(chunk, url string) *symbols.Frame {
	return &symbols.Frame{Platform: symbols.Web, ChunkID: chunk, File: url, Line: 1, Column: 1}
}

// inOwnTemp lets temporary files be made where the test can look.
func inOwnTemp(t *testing.T) (files func() int) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	return func() int {
		all, err := filepath.Glob(filepath.Join(dir, "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
}

func TestFind(t *testing.T) {
	files := inOwnTemp(t)
	const url = "https://a.test/app.js"
	good := pack(t, container.SourceAndMap, minified, sourceMap)
	p := &project{
		sets: map[symbols.Ref]symbols.Set{
			"good": {HasFile: true}, url: {HasFile: true}, "pending": {HasFile: true}, "cut": {HasFile: true}, "html": {HasFile: true}, "hermes": {HasFile: true}, "dsym": {HasFile: true},
			"long": {HasFile: true}, "failed": {Reason: `{"JavaScript":{"HttpStatus":[404,"https://a.test/b.js"]}}`}, "bare": {}, "large": {HasFile: true},
		},
		files: map[string][]byte{
			"good": good, url: good, "cut": good[:len(good)-3], "html": pack(t, container.SourceAndMap, minified, "<!doctype html>"),
			"hermes": pack(t, container.HermesMap, sourceMap), "dsym": pack(t, container.AppleDsym, "PK"),
			"long":  pack(t, container.SourceAndMap, minified+strings.Repeat(" ", 1000), sourceMap),
			"large": pack(t, container.SourceAndMap, minified, strings.Repeat(" ", 5000)+sourceMap),
		},
	}
	s := stored.NewLimited(p, 4000)
	for _, c := range []struct {
		chunk, url string
		ref        symbols.Ref
		code       symbols.FailureCode
		says       string
	}{
		{"good", "", "good", "", ""},
		{"", url, url, "", ""},
		{"good", url, "good", "", ""},
		{"none", url, url, "", ""},
		{"failed", url, url, "", ""},
		{"hermes", "", "hermes", "", ""},
		{"long", "", "long", "", ""},
		{"none", "", "", symbols.NoFile, "PostHog has no symbol set for none"},
		{"failed", "", "", symbols.NoFile, "404"},
		{"bare", "", "", symbols.NoFile, "PostHog has no file for bare"},
		{"pending", "", "", symbols.NoFile, "upload was not finished"},
		{"cut", url, "", symbols.BadMap, "can't be read"},
		{"html", "", "", symbols.BadMap, "can't be read"},
		{"large", "", "", symbols.BadMap, "can't be read"},
		{"dsym", "", "", symbols.Unsupported, "AppleDsym"},
		{"", "app.js", "", symbols.NoFile, "no chunk id and no http address"},
	} {
		pair, err := s.Find(t.Context(), frame(c.chunk, c.url))
		if c.code == "" {
			if err != nil || pair.Ref != c.ref || pair.Map.Sources() == 0 {
				t.Errorf("%+v: found %+v, error %v", c, pair, err)
			}
			continue
		}
		var why *symbols.Failure
		if pair != nil || !errors.As(err, &why) || why.Code != c.code || !strings.Contains(why.Message, c.says) {
			t.Errorf("%+v: error %v", c, err)
		}
	}
	pair, err := s.Find(t.Context(), frame("good", ""))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := pair.Minified(); err != nil || string(text) != minified {
		t.Errorf("minified file %q, error %v", text, err)
	}
	if asked := slices.Clone(p.asked); len(slices.Compact(slices.Sorted(slices.Values(asked)))) != len(asked) {
		t.Errorf("asked more than once: %q", asked)
	}
	if n := files(); n != 6 { // of four pairs, two without a minified file
		t.Errorf("%d temporary files are kept, want 6", n)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if n := files(); n != 0 {
		t.Errorf("%d temporary files were left", n)
	}
	if _, err := s.Find(t.Context(), frame("good", "")); err == nil {
		t.Error("a closed store finds something")
	}
	if _, err := pair.Minified(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the minified file is still there: %v", err)
	}
}

// TestHandOver holds that who waits for the work of another goes on with it
// when that one is stopped.
func TestHandOver(t *testing.T) {
	files := inOwnTemp(t)
	p := &project{sets: map[symbols.Ref]symbols.Set{"good": {HasFile: true}}, files: map[string][]byte{"good": pack(t, container.SourceAndMap, minified, sourceMap)}}
	begun := make(chan struct{})
	p.begun = func(ctx context.Context) error {
		p.mu.Lock()
		p.begun = nil
		p.mu.Unlock()
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}
	s := stored.New(p)
	ctx, cancel := context.WithCancel(t.Context())
	var work sync.WaitGroup
	work.Go(func() {
		_, err := s.Find(ctx, frame("good", ""))
		var why *symbols.Failure
		if !errors.As(err, &why) || why.Code != symbols.Cancelled {
			t.Errorf("the one that was stopped got %v", err)
		}
	})
	<-begun
	for range 3 {
		work.Go(func() {
			if pair, err := s.Find(t.Context(), frame("good", "")); err != nil || pair == nil {
				t.Errorf("one that waited got %v", err)
			}
		})
	}
	cancel()
	work.Wait()
	if len(p.asked) != 2 {
		t.Errorf("asked %d times, want 2", len(p.asked))
	}
	if err := s.Close(); err != nil || files() != 0 {
		t.Errorf("close: %v, %d files left", err, files())
	}
}

func TestUnreachable(t *testing.T) {
	s := stored.New(&project{fails: errors.New("down")})
	_, err := s.Find(t.Context(), frame("c", ""))
	var why *symbols.Failure
	if !errors.As(err, &why) || why.Code != symbols.FetchFailed || !strings.Contains(why.Message, "down") {
		t.Errorf("error %v", err)
	}
}

// What is missing may be uploaded: it is asked for again, but not at once.
func TestUploadedMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &project{sets: map[symbols.Ref]symbols.Set{}}
		s := stored.New(p)
		defer s.Close()
		frame := &symbols.Frame{Platform: symbols.Web, ChunkID: "c", Line: 1, Column: 1}
		for range 3 {
			if _, err := s.Find(t.Context(), frame); err == nil {
				t.Fatal("found what is not there")
			}
		}
		if n := len(p.asked); n != 1 {
			t.Errorf("asked %d times", n)
		}
		p.sets["c"] = symbols.Set{HasFile: true}
		p.files = map[string][]byte{"c": pack(t, container.SourceAndMap, minified, sourceMap)}
		time.Sleep(time.Minute)
		if _, err := s.Find(t.Context(), frame); err != nil {
			t.Errorf("not found after its upload: %v", err)
		}
	})
}

// What is uploaded or deleted is asked for afresh; pairs that were given stay
// good.
func TestFresh(t *testing.T) {
	const ref symbols.Ref = "good"
	p := &project{sets: map[symbols.Ref]symbols.Set{ref: {Ref: ref, HasFile: true}}, files: map[string][]byte{"good": pack(t, container.SourceAndMap, minified, sourceMap)}}
	s := stored.New(p)
	fresh := s.Fresh(p)
	frame := symbols.Frame{Platform: symbols.Web, ChunkID: string(ref), Line: 1, Column: 1}
	if s.Has(ref) {
		t.Error("it has what was not asked for")
	}
	first, err := s.Find(t.Context(), &frame)
	if err != nil || !s.Has(ref) {
		t.Fatal("not there after it was found:", err)
	}
	if again, err := s.Find(t.Context(), &frame); again != first || err != nil {
		t.Errorf("asked twice for %s: %v", ref, err)
	}
	fresh.Upload(t.Context(), []symbols.Upload{{Ref: ref}}, symbols.UploadOptions{})
	if s.Has(ref) {
		t.Error("it has what was uploaded since")
	}
	second, err := s.Find(t.Context(), &frame)
	if err != nil || second == first {
		t.Errorf("after an upload: the same pair %v, %v", second == first, err)
	}
	if err := fresh.DeleteSet(t.Context(), string(ref)); err != nil {
		t.Fatal(err)
	}
	if third, err := s.Find(t.Context(), &frame); err != nil || third == second {
		t.Errorf("after a deletion: the same pair %v, %v", third == second, err)
	}
	if found, err := first.Map.Lookup(sourcemap.Position{}); err != nil || !found[0].OK() {
		t.Errorf("the first pair: %v, %v", found, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
