package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"symset/symbols"
)

const (
	aMap = `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`
	idA  = "0190a1b2-aaaa-7aaa-8aaa-aaaaaaaaaaaa"
	idB  = "0190a1b2-bbbb-7bbb-8bbb-bbbbbbbbbbbb"
)

// A site answers paths with bodies. "404" stands for no such page, "> URL" for a
// redirect; "Name: value" lines in front of an empty line are headers.
type site map[string]string

func (s site) serve(t *testing.T) (*httptest.Server, *log) {
	t.Helper()
	asked := &log{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.add(r)
		body, ok := s[r.URL.RequestURI()]
		if to, redirect := strings.CutPrefix(body, "> "); redirect {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		if !ok {
			http.Error(w, "<h1>no such page</h1>", http.StatusNotFound)
			return
		}
		if head, rest, ok := strings.Cut(body, "\n\n"); ok && strings.Contains(head, ": ") {
			body = rest
			for line := range strings.Lines(head) {
				name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
				w.Header().Set(name, value)
			}
		}
		if w.Header().Get("Content-Encoding") == "gzip" {
			var zipped bytes.Buffer
			z := gzip.NewWriter(&zipped)
			_, _ = z.Write([]byte(body))
			_ = z.Close()
			body = zipped.String()
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server, asked
}

type log struct {
	mu       sync.Mutex
	requests []*http.Request
}

func (l *log) add(r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, r)
}

func (l *log) paths() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var paths []string
	for _, r := range l.requests {
		paths = append(paths, r.Method+" "+r.URL.RequestURI())
	}
	return paths
}

func newFetcher(t *testing.T, o FetchOptions) *Fetcher {
	t.Helper()
	f := NewFetcher(o)
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func find(t *testing.T, f *Fetcher, file, chunk string) (*symbols.Pair, error) {
	t.Helper()
	return f.Find(t.Context(), &symbols.Frame{Platform: symbols.Web, File: file, ChunkID: chunk, Line: 1, Column: 1})
}

// wantFailure checks an error's code and that its sentence says words.
func wantFailure(t *testing.T, err error, code symbols.FailureCode, words string) {
	t.Helper()
	var failure *symbols.Failure
	if !errors.As(err, &failure) || failure.Code != code {
		t.Fatalf("got %v, want %s", err, code)
	}
	if !strings.Contains(failure.Message, words) {
		t.Errorf("%q does not say %q", failure.Message, words)
	}
}

func TestFetch(t *testing.T) {
	const comment = "a()\n//# sourceMappingURL="
	for _, tt := range []struct {
		name     string
		site     site
		path     string // of the script; /js/a.js when empty
		chunk    string
		mapPath  string
		evidence string
		doubt    string
		posthog  string // the path that PostHog would ask for, when it is another
		code     symbols.FailureCode
		words    string
	}{
		{name: "sibling", site: site{"/js/a.js": comment + "a.map", "/js/a.map": aMap}, mapPath: "/js/a.map", evidence: "sourceMappingURL"},
		{name: "from the root", site: site{"/js/a.js": comment + "/m/a.map", "/m/a.map": aMap}, mapPath: "/m/a.map"},
		{name: "below", site: site{"/js/a.js": comment + "./maps/a.map", "/js/maps/a.map": aMap}, mapPath: "/js/maps/a.map", posthog: "/maps/a.map"},
		{name: "above", site: site{"/js/a.js": comment + "../maps/a.map", "/maps/a.map": aMap}, mapPath: "/maps/a.map"},
		{name: "old comment", site: site{"/js/a.js": "a()\n//@ sourceMappingURL=m.map", "/js/m.map": aMap}, mapPath: "/js/m.map", posthog: "/js/a.js.map"},
		{name: "header", site: site{"/js/a.js": "SourceMap: /h.map\n\n" + comment + "c.map", "/h.map": aMap}, mapPath: "/h.map", evidence: "SourceMap header"},
		{name: "old header", site: site{"/js/a.js": "X-SourceMap: h.map\n\n", "/js/h.map": aMap}, mapPath: "/js/h.map", evidence: "X-SourceMap header", posthog: "/h.map"},
		{name: "beside", site: site{"/js/a.js": "a()", "/js/a.js.map": aMap}, mapPath: "/js/a.js.map", evidence: "map beside the URL"},
		{name: "beside, with a query", path: "/js/a.js?v=1:2:3", site: site{"/js/a.js?v=1": "a()", "/js/a.js.map?v=1": aMap}, mapPath: "/js/a.js.map?v=1"},
		{name: "inline", site: site{"/js/a.js": comment + "data:application/json," + url.PathEscape(aMap)}, mapPath: "inline"},
		{name: "redirect", site: site{"/js/a.js": "> /v2/a.js", "/v2/a.js": comment + "a.map", "/v2/a.map": "> /x/a.map", "/x/a.map": aMap}, mapPath: "/v2/a.map"},
		{name: "compressed", site: site{"/js/a.js": "Content-Encoding: gzip\n\n" + comment + "a.map", "/js/a.map": "Content-Encoding: gzip\n\n" + aMap}, mapPath: "/js/a.map"},
		{name: "the chunk's id", chunk: idA, site: site{"/js/a.js": comment + "a.map\n//# chunkId=" + idA, "/js/a.map": aMap}, mapPath: "/js/a.map", evidence: "chunk id"},
		{name: "another chunk's id", chunk: idA, site: site{"/js/a.js": comment + "a.map\n//# chunkId=" + idB, "/js/a.map": aMap}, mapPath: "/js/a.map", doubt: "another build was deployed since"},
		{name: "ids disagree", site: site{"/js/a.js": comment + "a.map\n//# chunkId=" + idA, "/js/a.map": `{"chunk_id":"` + idB + `",` + aMap[1:]}, mapPath: "/js/a.map", doubt: idB},

		{name: "no script", site: site{}, code: symbols.FetchFailed, words: "/js/a.js answered 404 Not Found"},
		{name: "no map", site: site{"/js/a.js": comment + "a.map"}, code: symbols.FetchFailed, words: "/js/a.map answered 404 Not Found"},
		{name: "a page for the script", site: site{"/js/a.js": "<!doctype html><html></html>"}, code: symbols.FetchFailed, words: "/js/a.js answered with a web page"},
		{name: "a page for the map", site: site{"/js/a.js": comment + "a.map", "/js/a.map": "\n<!-- x --><HTML>"}, code: symbols.FetchFailed, words: "/js/a.map answered with a web page, not with a source map"},
		{name: "a bad map", site: site{"/js/a.js": comment + "a.map", "/js/a.map": "{}"}, code: symbols.BadMap, words: "/js/a.map: "},
		{name: "a bad inline map", site: site{"/js/a.js": comment + "data:application/json;base64,@@@"}, code: symbols.BadMap, words: "inline map of "},
		{name: "a map that is no web page's", site: site{"/js/a.js": comment + "file:///etc/passwd"}, code: symbols.FetchForbidden, words: "only http and https"},
		{name: "a redirect elsewhere", site: site{"/js/a.js": "> ftp://x.example/a.js"}, code: symbols.FetchForbidden, words: "only http and https"},
		{name: "redirects without end", site: site{"/js/a.js": "> /js/a.js"}, code: symbols.FetchFailed, words: "more than 10 redirects"},
		{name: "too large", site: site{"/js/a.js": "Content-Encoding: gzip\n\n" + strings.Repeat(" ", maxBody+1)}, code: symbols.FetchFailed, words: "is larger than 25 MB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, _ := tt.site.serve(t)
			f := newFetcher(t, FetchOptions{AllowPrivate: true, Timeout: 5 * time.Minute}) // a busy machine takes long over 25 MB
			if tt.path == "" {
				tt.path = "/js/a.js"
			}
			p, err := find(t, f, server.URL+tt.path, tt.chunk)
			if tt.code != "" {
				wantFailure(t, err, tt.code, tt.words)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := server.URL + tt.mapPath
			if tt.mapPath == "inline" {
				want = "inline map of " + p.File
			}
			if p.MapFile != want {
				t.Errorf("map %s, want %s", p.MapFile, want)
			}
			if tt.evidence != "" && !slices.Contains(p.Evidence, tt.evidence) {
				t.Errorf("evidence %q, want %q", p.Evidence, tt.evidence)
			}
			notes := strings.Join(p.Evidence, ", ")
			if told := strings.Contains(notes, "PostHog"); told != (tt.posthog != "") ||
				told && !slices.Contains(p.Evidence, "PostHog would ask for "+server.URL+tt.posthog) {
				t.Errorf("evidence %q, want PostHog's %q", notes, tt.posthog)
			}
			if (p.Doubt != nil) != (tt.doubt != "") || p.Doubt != nil && !strings.Contains(p.Doubt.Message, tt.doubt) {
				t.Errorf("doubt %v, want %q", p.Doubt, tt.doubt)
			}
			if src, err := p.Minified(); err != nil || p.File == "" || !strings.HasPrefix(string(src), "a()") && len(src) > 0 {
				t.Errorf("%s reads %q, %v", p.File, src, err)
			}
		})
	}
}

// Frames of one script ask for it once, at the same time or later, and get the
// same pair; a failure is remembered too.
func TestFetchOnce(t *testing.T) {
	server, asked := site{"/a.js": "a()\n//# sourceMappingURL=a.map", "/a.map": aMap}.serve(t)
	f := newFetcher(t, FetchOptions{AllowPrivate: true})
	var wg sync.WaitGroup
	pairs := make([]*symbols.Pair, 20)
	for i := range pairs {
		wg.Go(func() {
			pairs[i], _ = find(t, f, server.URL+"/a.js", "")
			_, _ = find(t, f, server.URL+"/none.js", "")
		})
	}
	wg.Wait()
	for _, p := range pairs {
		if p == nil || p != pairs[0] {
			t.Fatalf("pairs differ: %v", pairs)
		}
	}
	got := asked.paths()
	slices.Sort(got)
	if want := []string{"GET /a.js", "GET /a.map", "GET /none.js"}; !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
}

func TestFetchSendsNothingOfOurs(t *testing.T) {
	server, asked := site{"/a.js": "> /b.js", "/b.js": "Set-Cookie: a=b\n\n//# sourceMappingURL=b.map", "/b.map": aMap}.serve(t)
	f := newFetcher(t, FetchOptions{AllowPrivate: true, Version: "1.2.3"})
	if _, err := find(t, f, strings.Replace(server.URL, "://", "://me:secret@", 1)+"/a.js#x", ""); err != nil {
		t.Fatal(err)
	}
	if n := len(asked.requests); n != 3 {
		t.Fatalf("asked %q", asked.paths())
	}
	for _, r := range asked.requests {
		if got := r.UserAgent(); got != "symset/1.2.3" {
			t.Errorf("user agent %q", got)
		}
		for _, name := range []string{"Authorization", "Cookie", "Referer"} {
			if v := r.Header.Get(name); v != "" {
				t.Errorf("%s sends %s %q", r.URL, name, v)
			}
		}
	}
}

func TestFetchTimesOut(t *testing.T) {
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-stop }))
	defer server.Close()
	defer close(stop)
	f := newFetcher(t, FetchOptions{AllowPrivate: true, Timeout: 50 * time.Millisecond})
	_, err := find(t, f, server.URL+"/a.js", "")
	wantFailure(t, err, symbols.FetchFailed, "did not answer in time")
}

// A caller that gives up leaves the fetch to the others; Close ends it.
func TestFetchCanceled(t *testing.T) {
	started := make(chan struct{}, 1)
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started <- struct{}{}
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(stop)
	f := NewFetcher(FetchOptions{AllowPrivate: true})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-started; cancel() }()
	frame := symbols.Frame{File: server.URL + "/a.js"}
	if _, err := f.Find(ctx, &frame); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if _, err := f.Find(t.Context(), &frame); err == nil {
		t.Error("a closed fetcher still finds")
	}
}

func TestFetchBounds(t *testing.T) {
	var n atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.Add(1); http.NotFound(w, r) }))
	defer server.Close()
	f := newFetcher(t, FetchOptions{AllowPrivate: true})
	var wg sync.WaitGroup
	for i := range maxScripts {
		wg.Go(func() { _, _ = find(t, f, fmt.Sprintf("%s/%d.js", server.URL, i), "") })
	}
	wg.Wait()
	_, err := find(t, f, server.URL+"/more.js", "")
	wantFailure(t, err, symbols.FetchForbidden, "200 other files were")
	if n.Load() != maxScripts {
		t.Errorf("asked %d times", n.Load())
	}
}

// A trace can name many files, and each can be large.
func TestFetchHoldsNoMore(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"version":3,"sources":[],"names":[],"mappings":""}`)
	}))
	defer server.Close()
	f := newFetcher(t, FetchOptions{AllowPrivate: true})
	f.room.Store(110) // of a file and its map
	if _, err := find(t, f, server.URL+"/a.js", ""); err != nil {
		t.Fatal(err)
	}
	_, err := find(t, f, server.URL+"/b.js", "")
	wantFailure(t, err, symbols.FetchFailed, "the files before it fill the 1 GB")
}
