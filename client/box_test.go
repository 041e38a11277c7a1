package client_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strings"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

const theKey = "phx_test_7f3a9c"

// start starts a PostHog and a client of it that retries at once.
func start(t *testing.T, config posthogtest.Config) (*posthogtest.Server, *client.Client) {
	t.Helper()
	config.Key, config.Project = theKey, "42"
	s, err := posthogtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, signIn(t, s, "42")
}

func signIn(t *testing.T, s *posthogtest.Server, project string) *client.Client {
	t.Helper()
	credentials, err := client.NewCredentials(s.URL, theKey, project)
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(credentials, client.Options{Version: "v1.2.3", Pause: time.Microsecond, Silence: time.Minute, PerMinute: 1_000_000})
	t.Cleanup(c.Close)
	return c
}

// asked gives the requests of a server in a line each, without the project's
// prefix, and checks what all requests have.
func asked(t *testing.T, s *posthogtest.Server) []string {
	t.Helper()
	var lines []string
	for _, r := range s.Requests() {
		path := strings.TrimPrefix(r.Path, "/api/projects/42/error_tracking")
		line := r.Method + " " + path
		if len(r.Query) > 0 && !r.Query.Has("X-Amz-Signature") {
			line += "?" + r.Query.Encode()
		}
		toAPI := "http://"+r.Host == s.URL
		if toAPI && len(r.Body) > 0 {
			line += " " + string(r.Body)
			if r.Method != "PUT" && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
				t.Errorf("%s: sent as %q", line, r.Header.Get("Content-Type"))
			}
		}
		want := "Bearer " + theKey
		if !toAPI || strings.HasPrefix(r.Path, "/api/cli-auth/") {
			want = ""
		}
		if got := r.Header.Get("Authorization"); got != want {
			t.Errorf("%s: Authorization %q, want %q", line, got, want)
		}
		if got := r.Header.Get("User-Agent"); got != "symset/v1.2.3" {
			t.Errorf("%s: User-Agent %q", line, got)
		}
		lines = append(lines, line)
	}
	return lines
}

// attempt calls and gives the error as people see it, with its hint. It fails
// when the key is in it.
func attempt(t *testing.T, do func(context.Context) error) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := do(ctx)
	if err == nil {
		return "", nil
	}
	all := fmt.Sprintf("%v %+v %#v %s", err, err, err, symbols.Hint(err))
	if strings.Contains(all, theKey) {
		t.Errorf("the key shows in %s", all)
	}
	return err.Error(), err
}

// last takes a whole list and gives the error that ended it.
func last[T any](all iter.Seq2[T, error]) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// notThere takes it for good that something is not there.
func notThere(err error) error {
	var absent *client.NotFound
	if errors.As(err, &absent) {
		return nil
	}
	return fmt.Errorf("want that it is not there: %w", err)
}

// timeless leaves times out of a text.
func timeless(text string) string {
	return regexp.MustCompile(`"\d{4}-\d\d-\d\dT[\d:.]+Z"`).ReplaceAllString(text, `"TIME"`)
}
