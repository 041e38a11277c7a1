package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// TestErrorsSayMore holds what an error of a project can be asked, by what the
// server did, as screens ask that know nothing of this package.
func TestErrorsSayMore(t *testing.T) {
	type more struct {
		Offline, Absent, Refused bool
		Wait                     time.Duration
		Lacks                    string
	}
	const id = "0190aaaa-0000-7000-8000-00000000000c"
	set := func(ctx context.Context, p symbols.Project) error { _, err := p.Set(ctx, id); return err }
	cases := map[string]struct {
		fault posthogtest.Fault
		do    func(context.Context, symbols.Project) error
		want  more
	}{
		"hung up":         {posthogtest.Fault{Cut: true, CutAt: -1}, set, more{Offline: true}},
		"429 with a time": {posthogtest.Fault{Status: 429, Header: map[string]string{"Retry-After": "120"}}, set, more{Wait: 2 * time.Minute}},
		"429 without":     {posthogtest.Fault{Status: 429}, set, more{Wait: time.Second}},
		"no such set":     {posthogtest.Fault{Path: "nowhere"}, set, more{Absent: true}},
		"no such event":   {posthogtest.Fault{Path: "nowhere"}, func(ctx context.Context, p symbols.Project) error { _, err := p.Event(ctx, id); return err }, more{Absent: true}},
		"no scope": {
			posthogtest.Fault{Status: 403, Body: `{"detail":"API key missing required scope 'error_tracking:write'"}`},
			func(ctx context.Context, p symbols.Project) error { return p.DeleteSet(ctx, id) }, more{Lacks: "error_tracking:write", Refused: true},
		},
		"another release": {posthogtest.Fault{Status: 400, Body: `{"code":"release_id_mismatch","detail":"it is of another"}`}, set, more{Refused: true}},
		"a conflict":      {posthogtest.Fault{Status: 400, Body: `{"code":"content_hash_mismatch","detail":"it differs"}`}, set, more{Refused: true}},
		"too large":       {posthogtest.Fault{Status: 413}, set, more{Refused: true}},
		"a complaint":     {posthogtest.Fault{Status: 400, Body: `{"code":"invalid_release_id","detail":"no such release"}`}, set, more{Refused: true}},
		"no key":          {posthogtest.Fault{Status: 401}, set, more{}},
		"no project":      {posthogtest.Fault{Status: 404, Body: `{"detail":"Project not found."}`}, set, more{}},
		"500":             {posthogtest.Fault{Status: 500}, set, more{}},
		"not JSON":        {posthogtest.Fault{Body: "<html>"}, set, more{}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := start(t, posthogtest.Config{})
			s.Break(c.fault)
			_, err := attempt(t, func(ctx context.Context) error { return c.do(ctx, cl) })
			err = fmt.Errorf("said again: %w", err)
			var got more
			if e := (interface{ Offline() bool })(nil); errors.As(err, &e) {
				got.Offline = e.Offline()
			}
			if e := (interface{ Absent() bool })(nil); errors.As(err, &e) {
				got.Absent = e.Absent()
			}
			if e := (interface{ Wait() time.Duration })(nil); errors.As(err, &e) {
				got.Wait = e.Wait()
			}
			if e := (interface{ Lacks() string })(nil); errors.As(err, &e) {
				got.Lacks = e.Lacks()
			}
			got.Refused = symbols.Refused(err)
			if diff := cmp.Diff(c.want, got); diff != "" || symbols.Hint(err) == "" {
				t.Errorf("%v, hint %q\n%s", err, symbols.Hint(err), diff)
			}
		})
	}
}

// TestEveryErrorHasAHint lists the errors there are with what they advise.
func TestEveryErrorHasAHint(t *testing.T) {
	for err, want := range map[error]string{
		&client.NotSignedIn{}:                                        "symset login",
		&client.MissingScope{Scope: "query:read"}:                    "query:read",
		&client.WrongProject{}:                                       "/project/12345",
		&client.NotFound{}:                                           "deleted",
		&client.NotFound{Detail: "Symbol set has no uploaded file."}: "sets show",
		&client.Conflict{}:                                           "--force",
		&client.OtherRelease{}:                                       "without a release",
		&client.TooLarge{}:                                           "100 MiB",
		&client.RateLimited{RetryAfter: 90 * time.Second}:            "1m30s",
		&client.RateLimited{}:                                        "POSTHOG_CLIENT_RATE_LIMIT",
		&client.Server{Status: 502}:                                  "try again",
		&client.Server{Status: 200, Host: "http://h"}:                "http://h a PostHog",
		&client.Server{Status: 403}:                                  "proxy",
		&client.Server{Status: 400}:                                  "too old",
		&client.Server{Status: 409}:                                  "too old",
		&client.Unsupported{}:                                        "too old",
		&client.Moved{}:                                              "host",
		&client.Unreachable{}:                                        "HTTPS_PROXY",
		&client.Unreachable{Err: http.ErrSchemeMismatch}:             "http://",
		&client.Storage{Status: 403}:                                 "clock",
		&client.Storage{Status: 503}:                                 "try again",
		&client.Storage{Status: 400}:                                 "administrator",
		&client.LoginExpired{}:                                       "symset login",
	} {
		if got := symbols.Hint(fmt.Errorf("x: %w", err)); !strings.Contains(got, want) {
			t.Errorf("%T %v: hint %q, want one with %q", err, err, got, want)
		}
	}
}
