package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// TestSetCalls compares each call with the contract: method, path, query, body.
func TestSetCalls(t *testing.T) {
	all := func(f symbols.SetFilter) func(context.Context, *client.Client) error {
		return func(ctx context.Context, c *client.Client) error {
			for _, err := range c.Sets(ctx, f) {
				if err != nil {
					return err
				}
			}
			return nil
		}
	}
	for name, c := range map[string]struct {
		do   func(context.Context, *client.Client) error
		want []string
	}{
		"list":        {all(symbols.SetFilter{}), []string{"GET /symbol_sets/?limit=100&offset=0&order_by=-created_at"}},
		"list by all": {all(symbols.SetFilter{Status: symbols.WithoutFile, Search: "a b", Order: symbols.LastUsedFirst, Page: 20}), []string{"GET /symbol_sets/?limit=20&offset=0&order_by=-last_used&search=a+b&status=invalid"}},
		"list in two": {all(symbols.SetFilter{Page: 2, Status: symbols.WithFile}), []string{"GET /symbol_sets/?limit=2&offset=0&order_by=-created_at&status=valid", "GET /symbol_sets/?limit=2&offset=2&order_by=-created_at&status=valid"}},
		"get":         {func(ctx context.Context, c *client.Client) error { _, err := c.Set(ctx, "one"); return err }, []string{"GET /symbol_sets/one/"}},
		"by ref":      {func(ctx context.Context, c *client.Client) error { _, err := c.SetByRef(ctx, "r1"); return err }, []string{"GET /symbol_sets/?limit=100&offset=0&order_by=-created_at&ref=r1"}},
		"delete":      {func(ctx context.Context, c *client.Client) error { return c.DeleteSet(ctx, "one") }, []string{"DELETE /symbol_sets/one/"}},
		"delete two": {func(ctx context.Context, c *client.Client) error {
			n, err := c.DeleteSets(ctx, []string{"one", "two", "none"})
			if n != 2 {
				return fmt.Errorf("%d deleted: %w", n, err)
			}
			return err
		}, []string{`POST /symbol_sets/bulk_delete/ {"ids":["one","two","none"]}`}},
		"delete none":  {func(ctx context.Context, c *client.Client) error { _, err := c.DeleteSets(ctx, nil); return err }, nil},
		"download URL": {func(ctx context.Context, c *client.Client) error { _, err := c.DownloadURL(ctx, "one"); return err }, []string{"GET /symbol_sets/one/download/"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, posthogtest.Config{})
			s.AddSet(posthogtest.Set{ID: "one", Ref: "r1"}, []byte("x"))
			s.AddSet(posthogtest.Set{ID: "two", Ref: "r2"}, []byte("y"))
			s.AddSet(posthogtest.Set{ID: "three", Ref: "r3"}, []byte("z"))
			if text, err := attempt(t, func(ctx context.Context) error { return c.do(ctx, cl) }); err != nil {
				t.Error(text)
			}
			if diff := cmp.Diff(c.want, asked(t, s)); diff != "" {
				t.Errorf("asked for (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSetOfBothGenerations(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for _, generation := range []posthogtest.Generation{posthogtest.Newest, posthogtest.Older} {
		s, c := start(t, posthogtest.Config{Generation: generation})
		release := s.AddRelease(posthogtest.Release{Project: "shop", Version: "1.0+42", Created: at, Metadata: json.RawMessage(`{"git":{"commit_id":"4f2a9c1"}}`)})
		reason := `{"JavaScript":{"NoSourcemap":"https://a.test/x.js"}}`
		failed := s.AddSet(posthogtest.Set{Ref: "https://a.test/x.js", Created: at, LastUsed: at, Failure: reason}, nil)
		stored := s.AddSet(posthogtest.Set{Ref: "0190a1b2", Created: at, ReleaseID: release}, []byte("x"))
		got, err := c.Set(t.Context(), failed)
		want := symbols.Set{ID: failed, Ref: "https://a.test/x.js", Created: at, LastUsed: at, Reason: reason}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v: %v\n%s", generation, err, diff)
		}
		got, err = c.Set(t.Context(), stored)
		want = symbols.Set{ID: stored, Ref: "0190a1b2", Created: at, HasFile: true, Release: &symbols.Release{
			ID: release, HashID: client.HashID("shop", "1.0+42"), Project: "shop", Version: "1.0+42", Created: at, Metadata: json.RawMessage(`{"git":{"commit_id":"4f2a9c1"}}`),
		}}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v: %v\n%s", generation, err, diff)
		}
	}
}

// TestSetList holds what filters and orders give, on servers old and new.
func TestSetList(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }
	for _, generation := range []posthogtest.Generation{posthogtest.Newest, posthogtest.Older} {
		s, c := start(t, posthogtest.Config{Generation: generation, NoCount: generation == posthogtest.Newest})
		release := s.AddRelease(posthogtest.Release{Project: "shop", Version: "9.9", Metadata: json.RawMessage(`{"git":{"commit_id":"c0ffee"}}`)})
		s.AddSet(posthogtest.Set{Ref: "b", Created: day(1), LastUsed: day(9), Failure: "not JSON"}, nil)
		s.AddSet(posthogtest.Set{Ref: "A", Created: day(2), LastUsed: day(7)}, []byte("x"))
		s.AddSet(posthogtest.Set{Ref: "c", Created: day(3), ReleaseID: release}, []byte("x"))
		for filter, want := range map[symbols.SetFilter]string{
			{}:                                  "cAb",
			{Order: symbols.OldestFirst}:        "bAc",
			{Order: symbols.ByRef}:              "Abc",
			{Order: symbols.ByRefReverse}:       "cbA",
			{Order: symbols.LastUsedFirst}:      "bAc",
			{Status: symbols.WithFile}:          "cA",
			{Status: symbols.WithoutFile}:       "b",
			{Ref: "A"}:                          "A",
			{Ref: "a"}:                          "",
			{Search: "a"}:                       "A",
			{Search: "C0FF"}:                    "c",
			{Search: " "}:                       "cAb",
			{Search: "9.9", Page: 1}:            "c",
			{Search: "SHOP"}:                    "c",
			{Page: 1}:                           "cAb",
			{Page: 2, Order: symbols.ByRef}:     "Abc",
			{Page: 1000, Order: symbols.ByRef}:  "Abc",
			{Ref: "c", Search: "no", Page: 1}:   "",
			{Status: symbols.WithFile, Page: 1}: "cA",
		} {
			var got string
			for set, err := range c.Sets(t.Context(), filter) {
				if err != nil {
					t.Fatalf("%v %+v: %v", generation, filter, err)
				}
				got += string(set.Ref)
			}
			if got != want {
				t.Errorf("%v %+v: %q, want %q", generation, filter, got, want)
			}
		}
		for page, err := range c.SetPages(t.Context(), symbols.SetFilter{}) {
			if want := map[posthogtest.Generation]int{posthogtest.Newest: -1, posthogtest.Older: 3}[generation]; err != nil || page.Count != want {
				t.Errorf("count %d, %v, want %d", page.Count, err, want)
			}
		}
	}
}

// TestListIsLazy holds that pages are asked for as they are taken, and each
// costs the same wherever it is.
func TestListIsLazy(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	for i := range 1000 {
		s.AddSet(posthogtest.Set{Ref: fmt.Sprint(i)}, nil)
	}
	n := 0
	for range c.Sets(t.Context(), symbols.SetFilter{}) {
		if n++; n == 150 {
			break
		}
	}
	if asked := len(s.Requests()); asked != 2 {
		t.Errorf("150 rows took %d requests, want 2", asked)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n = 0
	var last error
	for _, err := range c.Sets(ctx, symbols.SetFilter{}) {
		if n++; n == 100 {
			cancel()
		}
		last = err
	}
	if n != 101 || !errors.Is(last, context.Canceled) {
		t.Errorf("the list went on to row %d after its context's end: %v", n, last)
	}
}

// TestListMoves holds that a set that is added meanwhile does not make another
// come twice, and that a server that always sends the same page is left.
func TestListMoves(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	for i := range 6 {
		s.AddSet(posthogtest.Set{Ref: fmt.Sprint(i)}, nil)
	}
	var got []string
	for set, err := range c.Sets(t.Context(), symbols.SetFilter{Page: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, string(set.Ref)); len(got) == 2 {
			s.AddSet(posthogtest.Set{Ref: "new", Created: time.Now().Add(time.Hour)}, nil)
		}
	}
	if want := "5 4 3 2 1 0"; strings.Join(got, " ") != want {
		t.Errorf("listed %v, want %s", got, want)
	}
	s.Break(posthogtest.Fault{Body: `{"count":9,"next":"http://10.0.0.1/","results":[{"id":"a","ref":"a"},{"id":"b","ref":"b"}]}`})
	s.Forget()
	var last error
	got = nil
	for set, err := range c.Sets(t.Context(), symbols.SetFilter{}) {
		got, last = append(got, string(set.Ref)), err
	}
	if !slices.Equal(got, []string{"a", "b", ""}) || last == nil || !strings.Contains(last.Error(), "the same page twice") || len(s.Requests()) != 2 {
		t.Errorf("listed %v in %d requests, %v", got, len(s.Requests()), last)
	}
}

// TestLongRef holds that a URL is found that PostHog has cut.
func TestLongRef(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	long := "https://a.test/x.js?" + strings.Repeat("é", 1100)
	id := s.AddSet(posthogtest.Set{Ref: long}, nil)
	if got, err := c.SetByRef(t.Context(), symbols.Ref(long)); err != nil || got.ID != id || len(got.Ref) != 2048 {
		t.Errorf("%d bytes, %v", len(got.Ref), err)
	}
	var absent *client.NotFound
	for _, ref := range []symbols.Ref{"https://a.test/y.js", "", " "} {
		if set, err := c.SetByRef(t.Context(), ref); !errors.As(err, &absent) {
			t.Errorf("%q: set %q, error %v", ref, set.Ref, err)
		}
	}
}

func TestOddRows(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	s.Break(posthogtest.Fault{Body: `{"next":null,"results":[
		{"id":"a","ref":"a","created_at":null,"last_used":"yesterday","failure_reason":{"JavaScript":"NoSourceUrl"},"has_uploaded_file":true,"release":null},
		{"id":"b","ref":"b","storage_ptr":"x","has_uploaded_file":false,"release":{"id":"r","metadata":"text"}}]}`})
	var got []symbols.Set
	for set, err := range c.Sets(t.Context(), symbols.SetFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, set)
	}
	want := []symbols.Set{
		{ID: "a", Ref: "a", HasFile: true, Reason: `{"JavaScript":"NoSourceUrl"}`},
		{ID: "b", Ref: "b", Release: &symbols.Release{ID: "r"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDownloadURL(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	empty := s.AddSet(posthogtest.Set{Ref: "e"}, nil)
	full := s.AddSet(posthogtest.Set{Ref: "f"}, []byte("x"))
	var absent *client.NotFound
	if _, err := c.DownloadURL(t.Context(), empty); !errors.As(err, &absent) {
		t.Errorf("error %v", err)
	}
	if u, err := c.DownloadURL(t.Context(), full); err != nil || !strings.HasPrefix(u, s.StorageURL) {
		t.Errorf("%s, %v", u, err)
	}
	for _, body := range []string{`{}`, `{"url":"file:///etc/passwd"}`, `{"url":"/relative"}`, `{"url":":"}`} {
		s.Break(posthogtest.Fault{Body: body})
		var server *client.Server
		if _, err := c.DownloadURL(t.Context(), full); !errors.As(err, &server) {
			t.Errorf("%s: error %v", body, err)
		}
		s.Mend()
	}
	old, c := start(t, posthogtest.Config{Generation: posthogtest.Older})
	var unsupported *client.Unsupported
	if _, err := c.DownloadURL(t.Context(), old.AddSet(posthogtest.Set{Ref: "f"}, []byte("x"))); !errors.As(err, &unsupported) {
		t.Errorf("error %v", err)
	}
}
