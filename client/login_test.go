package client_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
)

func TestLogin(t *testing.T) {
	expired := posthogtest.Fault{Path: "poll", Skip: 2, Status: 400, Body: `{"status":"expired","error":"expired_token"}`}
	for name, c := range map[string]struct {
		fault   posthogtest.Fault
		approve bool
		err     string
	}{
		"approved":               {posthogtest.Fault{Times: 1}, true, ""},
		"expired":                {expired, false, "nobody approved the login in time"},
		"server fails meanwhile": {posthogtest.Fault{Path: "poll", Status: 502, Times: 9}, true, ""},
		"line fails meanwhile":   {posthogtest.Fault{Path: "poll", Cut: true, CutAt: -1, Times: 9}, true, ""},
		"denied":                 {posthogtest.Fault{Path: "poll", Status: 400, Body: `{"error":"access_denied"}`}, true, "access_denied"},
		"no key":                 {posthogtest.Fault{Path: "poll", Body: `{"status":"authorized"}`}, true, "no key"},
		"no project":             {posthogtest.Fault{Path: "poll", Body: `{"personal_api_key":"` + theKey + `","project_id":null}`}, true, "project"},
		"number for project":     {posthogtest.Fault{Path: "poll", Body: `{"personal_api_key":"` + theKey + `","project_id":42}`}, true, ""},
		"odd key":                {posthogtest.Fault{Path: "poll", Body: `{"personal_api_key":"` + theKey + `\n","project_id":"x"}`}, true, "not as its number"},
		"no such call":           {posthogtest.Fault{Path: "device-code", Status: 404, Body: "<html>"}, true, "has no such call"},
		"no page":                {posthogtest.Fault{Path: "device-code", Body: `{"device_code":"x","verification_uri":"javascript:alert(1)"}`}, true, "no page to approve at"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := start(t, posthogtest.Config{PollInterval: time.Millisecond})
			s.Break(c.fault)
			var got client.Credentials
			text, err := attempt(t, func(ctx context.Context) error {
				l, err := client.StartLogin(ctx, s.URL, client.Options{Version: "v1.2.3", Pause: time.Microsecond, PerMinute: 1_000_000})
				if err != nil {
					return err
				}
				if l.URL != s.URL+"/cli/authorize?code="+l.UserCode+"&use_cases=schema,error_tracking" || time.Until(l.Expires) < 9*time.Minute {
					t.Errorf("login %+v", l)
				}
				if c.approve {
					s.Approve()
				}
				got, err = l.Wait(ctx)
				return err
			})
			if c.err == "" && (err != nil || got.Key.Reveal() != theKey || got.Project != "42" || got.Host != s.URL) {
				t.Errorf("got %+v, %v", got, err)
			}
			if c.err != "" && (err == nil || !strings.Contains(text, c.err)) {
				t.Errorf("error %v, want one with %q", err, c.err)
			}
			var late *client.LoginExpired
			if name == "expired" && !errors.As(err, &late) {
				t.Errorf("error %T", err)
			}
			lines := asked(t, s)
			if lines[0] != "POST /api/cli-auth/device-code/" {
				t.Errorf("asked %v", lines)
			}
			if len(lines) > 1 && !strings.HasPrefix(lines[1], `POST /api/cli-auth/poll/ {"device_code":"0190`) {
				t.Errorf("asked %v", lines)
			}
		})
	}
}

// TestLoginPends holds that asking goes on while nobody approves, ends with
// the context, and gives the key once.
func TestLoginPends(t *testing.T) {
	s, _ := start(t, posthogtest.Config{PollInterval: time.Millisecond})
	l, err := client.StartLogin(t.Context(), s.URL, client.Options{Version: "v1.2.3", PerMinute: 1_000_000})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(fmt.Sprintf("%+v %#v", l, *l), "01900000-0000-7000-8000-") {
		t.Error("the device's code shows")
	}
	done := make(chan client.Credentials)
	go func() {
		c, _ := l.Wait(t.Context())
		done <- c
	}()
	for len(s.Requests()) < 4 {
		time.Sleep(time.Millisecond)
	}
	s.Approve()
	if c := <-done; c.Key.Reveal() != theKey || c.Source != "login" {
		t.Errorf("got %+v", c)
	}
	var late *client.LoginExpired
	if _, err := l.Wait(t.Context()); !errors.As(err, &late) {
		t.Errorf("the key came twice: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if lines := slices.Compact(asked(t, s)); len(lines) != 2 {
		t.Errorf("asked %v", lines)
	}
}
