package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
)

func TestHashID(t *testing.T) {
	const want = "09aeeb69b914985562d4aa39d13033abf0f90c753ef90b0148cb06b8aeadca7dd1dd853fa24c7cc51d18cf251bb7348eae58906347a217a98d74ba7ca5673b66"
	if got := client.HashID("com.example.app", "2.3"); got != want {
		t.Errorf("got %s", got)
	}
}

func TestReleases(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	for i := range 120 {
		s.AddRelease(posthogtest.Release{Project: "p", Version: fmt.Sprint(i)})
	}
	n := 0
	for release, err := range c.Releases(t.Context()) {
		if err != nil || release.Project != "p" || release.HashID != client.HashID("p", release.Version) {
			t.Fatalf("%+v, %v", release, err)
		}
		n++
	}
	one := s.Releases()[0]
	got, err := c.Release(t.Context(), one.ID)
	if n != 120 || err != nil || got.Version != one.Version {
		t.Errorf("%d releases; got %+v, %v", n, got, err)
	}
	var absent *client.NotFound
	if _, err := c.Release(t.Context(), "a b"); !errors.As(err, &absent) {
		t.Errorf("error %v", err)
	}
	want := []string{"GET /releases/?limit=100&offset=0", "GET /releases/?limit=100&offset=100", "GET /releases/" + one.ID + "/", "GET /releases/a%20b/"}
	if diff := cmp.Diff(want, asked(t, s)); diff != "" {
		t.Error(diff)
	}
}

// TestEnsureRelease holds that a release is made once, whatever happens to the
// answer.
func TestEnsureRelease(t *testing.T) {
	hash := client.HashID("shop", "1.0")
	look := "GET /releases/hash/" + hash + "/"
	create := `POST /releases/ {"hash_id":"` + hash + `","metadata":{"git":{"branch":"main"}},"project":"shop","version":"1.0"}`
	for name, c := range map[string]struct {
		fault  posthogtest.Fault
		before bool
		want   []string
		fails  bool
	}{
		"new":              {want: []string{look, create}},
		"there":            {before: true, want: []string{look}},
		"made, unheard":    {fault: posthogtest.Fault{Method: "POST", Cut: true, CutAt: -1, Worked: true, Times: 1}, want: []string{look, create, look}},
		"made, then 500":   {fault: posthogtest.Fault{Method: "POST", Status: 500, Worked: true, Times: 1}, want: []string{look, create, look}},
		"not made":         {fault: posthogtest.Fault{Method: "POST", Status: 500, Times: 1}, want: []string{look, create, look, create}},
		"throttled":        {fault: posthogtest.Fault{Method: "POST", Status: 429, Times: 1}, want: []string{look, create, create}},
		"made by others":   {fault: posthogtest.Fault{Method: "GET", Status: 404, Body: `{"detail":"Not found."}`, Times: 1}, before: true, want: []string{look, create, look}},
		"refused":          {fault: posthogtest.Fault{Method: "POST", Status: 400, Body: `{"code":"required"}`}, want: []string{look, create, look}, fails: true},
		"broken for good":  {fault: posthogtest.Fault{Method: "POST", Status: 500}, want: []string{look, create, look, create, look}, fails: true},
		"can't be checked": {fault: posthogtest.Fault{Status: 400, Skip: 1}, want: []string{look, create, look}, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, posthogtest.Config{})
			if c.before {
				s.AddRelease(posthogtest.Release{Project: "shop", Version: "1.0"})
			}
			if !reflect.ValueOf(c.fault).IsZero() {
				s.Break(c.fault)
			}
			got, err := cl.EnsureRelease(t.Context(), "shop", "1.0", json.RawMessage(`{"git":{"branch":"main"}}`))
			if c.fails != (err != nil) || err == nil && (got.HashID != hash || got.Version != "1.0") {
				t.Errorf("got %+v, %v", got, err)
			}
			if made := len(s.Releases()); c.fails != (made == 0) || made > 1 {
				t.Errorf("%d releases are there", made)
			}
			if diff := cmp.Diff(c.want, asked(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
