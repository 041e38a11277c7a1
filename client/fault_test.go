package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// TestFaults asks a broken server, and holds what is told and how often it was
// asked.
func TestFaults(t *testing.T) {
	html := "<!DOCTYPE html><html><head><title>Server  Error (500)</title></head><body><h1>Oops</h1></body></html>"
	list := func(ctx context.Context, c *client.Client) error {
		for _, err := range c.Sets(ctx, symbols.SetFilter{}) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	get := func(ctx context.Context, c *client.Client) error { _, err := c.Set(ctx, "nope"); return err }
	remove := func(ctx context.Context, c *client.Client) error { return c.DeleteSet(ctx, "one") }
	cases := map[string]struct {
		fault posthogtest.Fault
		do    func(context.Context, *client.Client) error
		as    any    // pointer to the error's type; nil when it works in the end
		want  string // in the error
		tries int
	}{
		"works":             {posthogtest.Fault{Times: 1, Skip: 9}, list, nil, "", 1},
		"one 500":           {posthogtest.Fault{Status: 500, Times: 1, Body: html}, list, nil, "", 2},
		"500 in HTML":       {posthogtest.Fault{Status: 500, Body: html}, list, new(*client.Server), "answered 500 Internal Server Error: a web page: Server Error (500)", 4},
		"503 without words": {posthogtest.Fault{Status: 503}, list, new(*client.Server), "answered 503 Service Unavailable: nothing", 4},
		"502 in words":      {posthogtest.Fault{Status: 502, Body: "upstream connect error\n"}, list, new(*client.Server), "502 Bad Gateway: upstream connect error", 4},
		"500 as PostHog":    {posthogtest.Fault{Status: 500, Body: `{"type":"server_error","code":"error","detail":"A server error occurred.","attr":null}`}, list, new(*client.Server), "A server error occurred (error)", 4},
		"bare detail":       {posthogtest.Fault{Status: 400, Body: `{"detail":"ids is required"}`}, list, new(*client.Server), "400 Bad Request: ids is required", 1},
		"by field":          {posthogtest.Fault{Status: 400, Body: `{"limit":["Too much."]}`}, list, new(*client.Server), `{"limit":["Too much."]}`, 1},
		"409":               {posthogtest.Fault{Status: 409, Body: `{}`}, list, new(*client.Server), "409 Conflict", 1},
		"one 429":           {posthogtest.Fault{Status: 429, Times: 1, Header: map[string]string{"Retry-After": "0"}}, list, nil, "", 2},
		"429 for an hour":   {posthogtest.Fault{Status: 429, Header: map[string]string{"Retry-After": "3600"}, Body: `{"detail":"Request was throttled."}`}, list, new(*client.RateLimited), "fewer requests: Request was throttled", 1},
		"429 for ever":      {posthogtest.Fault{Status: 429}, list, new(*client.RateLimited), "fewer requests", 4},
		"401":               {posthogtest.Fault{Status: 401, Body: `{"detail":"Invalid personal API key ` + theKey + `."}`}, list, new(*client.NotSignedIn), "Invalid personal API key ‹hidden›", 1},
		"403 of a key":      {posthogtest.Fault{Status: 403, Body: `{"type":"authentication_error","code":"authentication_failed","detail":"No."}`}, list, new(*client.NotSignedIn), "No", 1},
		"403 of a scope":    {posthogtest.Fault{Status: 403, Body: `{"code":"permission_denied","detail":"API key missing required scope 'error_tracking:read'"}`}, list, new(*client.MissingScope), "lacks the scope error_tracking:read", 1},
		"403 of any scope":  {posthogtest.Fault{Status: 403, Body: `{"detail":"This action does not support personal API key scopes"}`}, remove, new(*client.MissingScope), "lacks the scope error_tracking:write", 1},
		"403 of a project":  {posthogtest.Fault{Status: 403, Body: `{"detail":"You don't have access to the project."}`}, list, new(*client.WrongProject), "no project 42", 1},
		"403 of a proxy":    {posthogtest.Fault{Status: 403, Body: `<html><title>Blocked</title></html>`}, list, new(*client.Server), "403 Forbidden: a web page: Blocked", 1},
		"404 of a list":     {posthogtest.Fault{Status: 404, Body: html}, list, new(*client.WrongProject), "no project 42", 1},
		"404 of a set":      {posthogtest.Fault{Skip: 9}, get, new(*client.NotFound), "get symbol set: there is no symbol set nope", 1},
		"413":               {posthogtest.Fault{Status: 413, Body: "Request Entity Too Large"}, list, new(*client.TooLarge), "Request Entity Too Large", 1},
		"not JSON":          {posthogtest.Fault{Body: `{"results":[{]`}, list, new(*client.Server), `not the JSON that belongs here, but {"results":[{]`, 1},
		"other JSON":        {posthogtest.Fault{Body: `["` + theKey + `"]`}, list, new(*client.Server), "‹hidden›", 1},
		"login page":        {posthogtest.Fault{Body: "\n<html><title>Sign in &amp; go</title>"}, list, new(*client.Server), "a web page: Sign in & go", 1},
		"hung up":           {posthogtest.Fault{Cut: true, CutAt: -1}, list, new(*client.Unreachable), "can't be reached", 4},
		"hung up once":      {posthogtest.Fault{Cut: true, CutAt: -1, Times: 1}, list, nil, "", 2},
		"cut in two":        {posthogtest.Fault{Cut: true, CutAt: 5, Times: 1}, list, nil, "", 2},
		"cut for ever":      {posthogtest.Fault{Cut: true, CutAt: 0}, list, new(*client.Unreachable), "unexpected EOF", 4},
		"deleted, unheard":  {posthogtest.Fault{Cut: true, CutAt: -1, Times: 1, Worked: true}, remove, nil, "", 2},
		"deleted, then 500": {posthogtest.Fault{Status: 500, Times: 1, Worked: true}, remove, nil, "", 2},
		"redirected away":   {posthogtest.Fault{Status: 302, Header: map[string]string{"Location": "http://evil.test/api?x=1"}}, list, new(*client.Moved), "redirects to http://evil.test, where the key is not sent", 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := start(t, posthogtest.Config{})
			s.AddSet(posthogtest.Set{ID: "one", Ref: "r"}, nil)
			s.Break(c.fault)
			text, err := attempt(t, func(ctx context.Context) error { return c.do(ctx, cl) })
			switch {
			case c.as == nil && err != nil:
				t.Errorf("failed: %v", err)
			case c.as != nil && (err == nil || !errors.As(err, c.as) || !strings.Contains(text, c.want)):
				t.Errorf("error %T %v, want %T with %q", errors.Unwrap(err), err, c.as, c.want)
			}
			if n := len(asked(t, s)); n != c.tries {
				t.Errorf("asked %d times, want %d", n, c.tries)
			}
			if c.as != nil && symbols.Hint(err) == "" {
				t.Errorf("%v has no hint", err)
			}
		})
	}
}

func TestSilence(t *testing.T) {
	for name, fault := range map[string]posthogtest.Fault{
		"never answers":       {Delay: time.Hour, Times: 4},
		"stops in the answer": {Drip: time.Hour, Times: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := start(t, posthogtest.Config{})
			s.Break(fault)
			credentials, err := client.NewCredentials(s.URL, theKey, "42")
			if err != nil {
				t.Fatal(err)
			}
			c := client.New(credentials, client.Options{Pause: time.Microsecond, Silence: 20 * time.Millisecond})
			text, err := attempt(t, func(ctx context.Context) error { _, err := c.Set(ctx, "x"); return err })
			var unreachable *client.Unreachable
			if !errors.As(err, &unreachable) || !strings.Contains(text, "went silent") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// TestCancel holds that a call ends with its context wherever it is.
func TestCancel(t *testing.T) {
	for name, fault := range map[string]posthogtest.Fault{
		"before the answer": {Delay: time.Hour},
		"in the answer":     {Drip: time.Hour},
		"in a pause":        {Status: 429, Header: map[string]string{"Retry-After": "60"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, posthogtest.Config{})
			s.Break(fault)
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				for len(s.Requests()) == 0 {
					time.Sleep(time.Millisecond)
				}
				cancel()
			}()
			if _, err := c.Set(ctx, "x"); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			if n := len(s.Requests()); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

// TestRedirects holds that the key stays on its host.
func TestRedirects(t *testing.T) {
	var leaked []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leaked = append(leaked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
	}))
	defer other.Close()
	s, c := start(t, posthogtest.Config{})
	id := s.AddSet(posthogtest.Set{Ref: "r"}, nil)
	for _, status := range []int{301, 302, 303, 307, 308} {
		s.Break(posthogtest.Fault{Status: status, Header: map[string]string{"Location": other.URL + "/x"}, Times: 2})
		for _, do := range []func() error{
			func() error { _, err := c.Set(t.Context(), id); return err },
			func() error { _, err := c.DeleteSets(t.Context(), []string{id}); return err },
		} {
			var moved *client.Moved
			if err := do(); !errors.As(err, &moved) || moved.To != other.URL {
				t.Errorf("%d: error %v", status, err)
			}
		}
	}
	if len(leaked) != 0 {
		t.Errorf("the other host was asked: %v", leaked)
	}
	s.Break(posthogtest.Fault{Status: 301, Header: map[string]string{"Location": s.URL + "/api/projects/42/error_tracking/symbol_sets/" + id}, Times: 1})
	if set, err := c.Set(t.Context(), id); err != nil || set.ID != id {
		t.Errorf("a redirect on the same host: %v", err)
	}
	s.Break(posthogtest.Fault{Status: 302, Header: map[string]string{"Location": "/login?next=" + theKey}, Times: 1})
	_, err := c.DeleteSets(t.Context(), []string{id})
	if err == nil || !strings.HasSuffix(err.Error(), "answered 302 Found: it redirects to /login?next=‹hidden›") || !strings.Contains(symbols.Hint(err), "A login page") {
		t.Errorf("a POST became a GET: %v", err)
	}
}

func TestCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `{"id":"x","ref":"r"}`)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	credentials, err := client.NewCredentials(s.URL, theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	strict := client.New(credentials, client.Options{Pause: time.Microsecond})
	var unreachable *client.Unreachable
	if _, err := strict.Set(t.Context(), "x"); !errors.As(err, &unreachable) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate of nobody was taken: %v", err)
	}
	if set, err := client.New(credentials, client.Options{InsecureSkipVerify: true}).Set(t.Context(), "x"); err != nil || set.Ref != "r" {
		t.Errorf("any certificate: %v", err)
	}
}

// TestOtherScopes holds that a key that may only read says so where it writes.
func TestOtherScopes(t *testing.T) {
	s, c := start(t, posthogtest.Config{Scopes: []string{"error_tracking:read"}})
	id := s.AddSet(posthogtest.Set{Ref: "r"}, nil)
	var missing *client.MissingScope
	if err := c.DeleteSet(t.Context(), id); !errors.As(err, &missing) || missing.Scope != "error_tracking:write" {
		t.Errorf("error %v", err)
	}
	var wrong *client.WrongProject
	if _, err := signIn(t, s, "43").Set(t.Context(), id); !errors.As(err, &wrong) || wrong.Project != "43" {
		t.Errorf("error %v", err)
	}
	if len(s.Sets()) != 1 {
		t.Error("the set was deleted")
	}
}
