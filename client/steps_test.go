package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// stepFaults are what can go wrong with one request. Each stays.
var stepFaults = map[string]posthogtest.Fault{
	"401":          {Status: 401, Body: `{"type":"authentication_error","code":"authentication_failed","detail":"Invalid ` + theKey + `"}`},
	"403":          {Status: 403, Body: `{"type":"permission_denied","detail":"API key missing required scope 'error_tracking:write'"}`},
	"404":          {Status: 404, Body: `{"detail":"Not found."}`},
	"413 in text":  {Status: 413, Body: "Request Entity Too Large"},
	"429":          {Status: 429, Body: `{"detail":"Request was throttled."}`},
	"429, an hour": {Status: 429, Header: map[string]string{"Retry-After": "3600"}, Body: `{"detail":"Request was throttled."}`},
	"500 in HTML":  {Status: 500, Body: "<html><title>Server Error</title>" + theKey},
	"expired":      {Status: 403, Body: "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"},
	"HTML":         {Body: "<html><title>Sign in</title>" + theKey},
	"wrong JSON":   {Body: `{"id_map":3,"success":false,"url":7,"id":"x"`},
	"hung up":      {Cut: true, CutAt: -1},
	"cut":          {Cut: true, CutAt: 3},
	"worked, cut":  {Cut: true, CutAt: -1, Worked: true},
	"silent":       {Delay: time.Hour},
}

// steps are the requests of the two calls that take several, by a part of the
// request's path and its method.
var steps = []struct{ name, method, path string }{
	{"upload 1 check", "POST", "bulk_check_upload"},
	{"upload 2 start", "POST", "bulk_start_upload"},
	{"upload 3 send", "POST", "/symbols"},
	{"upload 4 finish", "POST", "bulk_finish_upload"},
	{"single 1 find", "GET", "symbol_sets/"},
	{"single 2 start", "POST", "/start_upload"},
	{"single 3 send", "POST", "/symbols"},
	{"single 4 finish", "PUT", "finish_upload"},
	{"download 1 ask", "GET", "/download"},
	{"download 2 get", "GET", "/symbols/"},
}

// TestEveryStepEveryFault has each request of an upload and of a download go
// wrong in each way, and holds what a person is told and what the server has
// afterwards. The upload replaces "old" by "new"; without bulk calls, it skips
// what is there.
func TestEveryStepEveryFault(t *testing.T) {
	var mu sync.Mutex
	var lines []string
	old, fresh := pack(t, "old"), pack(t, "new")
	stored := written(t, old)
	row := func(t *testing.T, step, method, path, name string) {
		kind, _, _ := strings.Cut(step, " ")
		config := posthogtest.Config{}
		if kind == "single" {
			config.Generation = posthogtest.NoBulk
		}
		s, c := start(t, config)
		if name == "silent" {
			c = impatient(t, s)
		}
		id := s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: old.Hash, Created: time.Now().Add(-time.Hour)}, stored)
		fault := stepFaults[name]
		fault.Method, fault.Path = method, path
		s.Break(fault)
		var result symbols.Uploaded
		_, err := attempt(t, func(ctx context.Context) error {
			if kind == "download" {
				return download(ctx, c, id, stored)
			}
			o := symbols.UploadOptions{Force: true}
			if step == "single 1 find" {
				o = symbols.UploadOptions{SkipConflicts: true}
			}
			result = c.Upload(ctx, []symbols.Upload{{Ref: "c1", Content: fresh}}, o)[0]
			return result.Err
		})
		state := usable(t, s)["c1"]
		if pending := state == "pending"; pending && !result.Unfinished || !pending && result.Unfinished && !doubtful(step, name) {
			t.Errorf("%s, %s: unfinished %v, and the server has %s: %v", step, name, result.Unfinished, state, err)
		}
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, fmt.Sprintf("%-16s %-12s → %s | %s", step, name, state, told(err)))
	}
	t.Run("all", func(t *testing.T) {
		var silent sync.WaitGroup // those wait and do little: all at once, however few processors there are
		for _, step := range steps {
			for _, name := range slices.Sorted(maps.Keys(stepFaults)) {
				if name == "silent" {
					silent.Go(func() { row(t, step.name, step.method, step.path, name) })
					continue
				}
				t.Run(step.name+"/"+name, func(t *testing.T) {
					t.Parallel()
					row(t, step.name, step.method, step.path, name)
				})
			}
		}
		silent.Wait()
	})
	slices.Sort(lines)
	golden.RequireEqual(t, strings.Join(lines, "\n")+"\n")
}

// doubtful reports whether an answer was lost of what the server did: then the
// client can't know what it has.
func doubtful(step, fault string) bool {
	lost := slices.Contains([]string{"worked, cut", "cut", "hung up", "silent", "500 in HTML"}, fault)
	return lost && (strings.HasSuffix(step, "start") || strings.HasSuffix(step, "finish"))
}

// download reads a stored file to its end.
func download(ctx context.Context, c *client.Client, id string, want []byte) error {
	r, _, err := c.Download(ctx, id)
	if err != nil {
		return err
	}
	got, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err == nil && !bytes.Equal(got, want) {
		return errors.New("other bytes, for package container to refuse")
	}
	return err
}

// impatient signs in as one who does not wait for long.
func impatient(t *testing.T, s *posthogtest.Server) *client.Client {
	t.Helper()
	credentials, err := client.NewCredentials(s.URL, theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(credentials, client.Options{Version: "v1.2.3", Pause: time.Microsecond, Silence: time.Second, PerMinute: 1_000_000})
	t.Cleanup(c.Close)
	return c
}

// told gives an error and its hint with what differs from run to run left out.
func told(err error) string {
	if err == nil {
		return "ok"
	}
	text := err.Error() + " | " + symbols.Hint(err)
	text = regexp.MustCompile(`http://[\w.]+:\d+`).ReplaceAllString(text, "http://host")
	text = regexp.MustCompile(`can't be reached: (?:[^|]*(?:EOF|reset|broken pipe|closed)[^|]*) \|`).ReplaceAllString(text, "can't be reached: cut off |")
	text = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).ReplaceAllString(text, "ID")
	return strings.ReplaceAll(text, "\n", " ⏎ ")
}
