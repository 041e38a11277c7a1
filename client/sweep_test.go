package client_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
	"symset/symbols/container"
)

// calls are all calls of a client. Those that change something say so.
var calls = map[string]struct {
	do      func(context.Context, *client.Client) error
	changes bool
}{
	"Sets": {do: func(ctx context.Context, c *client.Client) error {
		for _, err := range c.Sets(ctx, symbols.SetFilter{}) {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	"Set":       {do: func(ctx context.Context, c *client.Client) error { _, err := c.Set(ctx, "one"); return err }},
	"SetByRef":  {do: func(ctx context.Context, c *client.Client) error { _, err := c.SetByRef(ctx, "c1"); return err }},
	"DeleteSet": {do: func(ctx context.Context, c *client.Client) error { return c.DeleteSet(ctx, "one") }, changes: true},
	"DeleteSets": {do: func(ctx context.Context, c *client.Client) error {
		_, err := c.DeleteSets(ctx, []string{"one"})
		return err
	}, changes: true},
	"DownloadURL": {do: func(ctx context.Context, c *client.Client) error { _, err := c.DownloadURL(ctx, "one"); return err }},
	"Releases": {do: func(ctx context.Context, c *client.Client) error {
		for _, err := range c.Releases(ctx) {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	"EnsureRelease": {do: func(ctx context.Context, c *client.Client) error {
		_, err := c.EnsureRelease(ctx, "p", "1", nil)
		return err
	}, changes: true},
	"FramesOfSet": {do: func(ctx context.Context, c *client.Client) error { _, err := c.FramesOfSet(ctx, "one"); return err }},
	"Issues": {do: func(ctx context.Context, c *client.Client) error {
		for _, err := range c.Issues(ctx, symbols.IssueFilter{}) {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	"Events": {do: func(ctx context.Context, c *client.Client) error {
		for _, err := range c.Events(ctx, symbols.EventFilter{Issue: anIssue}) {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	"Event": {do: func(ctx context.Context, c *client.Client) error { _, err := c.Event(ctx, anIssue); return err }},
	"Upload": {do: func(ctx context.Context, c *client.Client) error {
		content, err := container.Stored(strings.NewReader("x"), 1)
		if err != nil {
			return err
		}
		return c.Upload(ctx, []symbols.Upload{{Ref: "c1", Content: content}}, symbols.UploadOptions{Force: true})[0].Err
	}, changes: true},
}

// TestEveryCallEveryFault asks broken servers for everything. Whatever they
// say, even the key itself, the key does not show, there is something to do
// about it, and nothing is changed by a call that was refused.
func TestEveryCallEveryFault(t *testing.T) {
	key := `"` + theKey + `"`
	faults := map[string]posthogtest.Fault{
		"401":       {Status: 401, Body: `{"type":"authentication_error","code":"authentication_failed","detail":` + key + `}`},
		"403":       {Status: 403, Body: `{"type":"authentication_error","code":"permission_denied","detail":"missing required scope 'a_b:read' ` + theKey + `"}`},
		"404":       {Status: 404, Body: `{"detail":` + key + `}`},
		"413":       {Status: 413, Body: "too large: " + theKey},
		"429":       {Status: 429, Body: `{"detail":` + key + `}`, Header: map[string]string{"Retry-After": "3600"}},
		"500":       {Status: 500, Body: "<html><title>" + theKey + "</title>"},
		"cut":       {Cut: true, CutAt: 0},
		"hung up":   {Cut: true, CutAt: -1},
		"not JSON":  {Body: "<html><title>" + theKey + "</title>"},
		"away":      {Status: 302, Header: map[string]string{"Location": "http://" + theKey + ".test/"}},
		"away 308":  {Status: 308, Header: map[string]string{"Location": "//other.test/" + theKey}},
		"empty":     {Body: `{}`},
		"wild type": {Body: `{"results":12,"url":12,"id":12,"deleted":"` + theKey + `","columns":3}`},
	}
	for callName, call := range calls {
		for faultName, fault := range faults {
			t.Run(callName+"/"+faultName, func(t *testing.T) {
				t.Parallel()
				s, c := start(t, posthogtest.Config{})
				s.AddSet(posthogtest.Set{ID: "one", Ref: "c1", ContentHash: "h"}, []byte("y"))
				s.Break(fault)
				text, err := attempt(t, func(ctx context.Context) error { return call.do(ctx, c) })
				if faultName == "cut" && strings.HasPrefix(callName, "Delete") {
					return // it has worked, and PostHog can be seen to have
				}
				if err == nil {
					t.Fatal("no error")
				}
				if symbols.Hint(err) == "" {
					t.Errorf("%s has no hint", text)
				}
				if strings.Contains(text, "<html") || strings.Contains(text, "\n\n") || len(text) > 600 {
					t.Errorf("%s is nothing to read", text)
				}
				sets := s.Sets()
				if len(sets) != 1 || sets[0].ContentHash != "h" || len(s.Releases()) != 0 {
					t.Errorf("the server has %+v and %d releases", sets, len(s.Releases()))
				}
				for _, r := range s.Requests() {
					if !call.changes && (r.Method == "DELETE" || r.Method == "PUT") {
						t.Errorf("%s %s", r.Method, r.Path)
					}
				}
			})
		}
	}
}

// TestAnswers holds what a client takes: gzip, up to a size.
func TestAnswers(t *testing.T) {
	var large atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			t.Errorf("accepts %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer func() { _ = z.Close() }()
		if _, err := io.WriteString(z, `{"id":"one","ref":"`); err != nil || !large.Load() {
			_, _ = io.WriteString(z, `r"}`)
			return
		}
		blanks := make([]byte, 1<<20)
		for range 40 {
			if _, err := z.Write(blanks); err != nil {
				return // who asked had enough
			}
		}
	}))
	defer server.Close()
	credentials, err := client.NewCredentials(server.URL, theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(credentials, client.Options{})
	if set, err := c.Set(t.Context(), "one"); err != nil || set.Ref != "r" {
		t.Errorf("%+v, %v", set, err)
	}
	large.Store(true)
	var told *client.Server
	if _, err := c.Set(t.Context(), "one"); !errors.As(err, &told) || !strings.Contains(told.Detail, "more than 32 MB") {
		t.Errorf("error %v", err)
	}
}

// TestLongList lists 100,000 sets: the first after one request, the heap as
// small after all as after few.
func TestLongList(t *testing.T) {
	const all = 100_000
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		var limit, offset int
		_, _ = fmt.Sscan(r.URL.Query().Get("limit"), &limit)
		_, _ = fmt.Sscan(r.URL.Query().Get("offset"), &offset)
		next := `"more"`
		if offset+limit >= all {
			next = "null"
		}
		_, _ = fmt.Fprintf(w, `{"count":%d,"next":%s,"results":[`, all, next)
		for i := offset; i < min(offset+limit, all); i++ {
			if i > offset {
				_, _ = io.WriteString(w, ",")
			}
			_, _ = fmt.Fprintf(w, `{"id":"%d","ref":"https://a.test/%d.js","created_at":"2026-01-02T03:04:05Z","has_uploaded_file":true,"failure_reason":null,"release":null}`, i, i)
		}
		_, _ = io.WriteString(w, "]}")
	}))
	defer server.Close()
	credentials, err := client.NewCredentials(server.URL, theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(credentials, client.Options{PerMinute: 10_000_000})
	heap := func() (now, ever uint64) {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc, m.TotalAlloc
	}
	n, early := 0, uint64(0)
	_, before := heap()
	for set, err := range c.Sets(t.Context(), symbols.SetFilter{}) {
		if err != nil || set.ID != fmt.Sprint(n) {
			t.Fatalf("row %d is %+v, %v", n, set, err)
		}
		if n == 0 && requests.Load() != 1 {
			t.Errorf("the first row took %d requests", requests.Load())
		}
		if n++; n == 1000 {
			early, _ = heap()
		}
	}
	late, after := heap()
	if n != all || late > early+8<<20 {
		t.Errorf("%d rows; the heap grew from %d to %d KB", n, early>>10, late>>10)
	}
	const most = 4 << 10 // bytes made for a row and thrown away, the server's too
	if row := (after - before) / all; row > most {
		t.Errorf("a row takes %d bytes, want %d at most", row, most)
	} else {
		t.Logf("a row takes %d bytes", row)
	}
}

// TestProxy holds that the environment's proxy is used, in a process of its
// own, since the environment is read once.
func TestProxy(t *testing.T) {
	if os.Getenv("SYMSET_TEST_PROXIED") != "" {
		credentials, err := client.NewCredentials("http://posthog.test", theKey, "42")
		if err != nil {
			t.Fatal(err)
		}
		set, err := client.New(credentials, client.Options{Pause: time.Microsecond}).Set(t.Context(), "one")
		if err != nil || set.Ref != "proxied" {
			t.Fatalf("%+v, %v", set, err)
		}
		return
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.String() != "http://posthog.test/api/projects/42/error_tracking/symbol_sets/one/" {
			t.Errorf("asked for %s", r.URL)
		}
		_, _ = io.WriteString(w, `{"id":"one","ref":"proxied"}`)
	}))
	defer proxy.Close()
	again := exec.Command(os.Args[0], "-test.run=^TestProxy$")
	again.Env = append(os.Environ(), "SYMSET_TEST_PROXIED=1", "HTTP_PROXY="+proxy.URL, "http_proxy="+proxy.URL, "NO_PROXY=", "no_proxy=")
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
