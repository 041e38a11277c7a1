package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A slowServer answers each request after a time of its own.
type slowServer []time.Duration

func (s slowServer) RoundTrip(r *http.Request) (*http.Response, error) {
	n := 0
	if _, err := fmt.Sscanf(r.URL.Path, "/api/projects/1/error_tracking/symbol_sets/%d/", &n); err != nil {
		return nil, err
	}
	if err := sleep(r.Context(), s[n]); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(fmt.Sprintf(`{"id":"%d","ref":"r"}`, n)))}, nil
}

// TestWaiting holds that it is told when calls have no answer for long, and when
// they have.
func TestWaiting(t *testing.T) {
	const second = time.Second
	for name, c := range map[string]struct {
		server slowServer
		stop   time.Duration // when the person ends it; 0 for never
		want   string        // seconds and calls
	}{
		"quick":     {server: slowServer{second, 4 * second}},
		"slow":      {server: slowServer{7 * second}, want: "5s:1 7s:0"},
		"several":   {server: slowServer{second, 7 * second, 9 * second}, want: "5s:1 5s:2 7s:1 9s:0"},
		"cancelled": {server: slowServer{time.Hour}, stop: 20 * second, want: "5s:1 20s:0"},
		"silent":    {server: slowServer{time.Hour}, want: "5s:1 4m0s:0"}, // tries four times
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var told []string
				cl := New(Credentials{Host: "https://posthog.test", Project: "1"}, Options{Waiting: func(calls int) {
					at := time.Since(began).Truncate(second)
					if at > time.Minute { // pauses between tries are left to chance
						at = at.Truncate(time.Minute)
					}
					told = append(told, fmt.Sprintf("%v:%d", at, calls))
				}})
				cl.api.Transport = c.server
				ctx, cancel := context.WithCancel(t.Context())
				if c.stop > 0 {
					time.AfterFunc(c.stop, cancel)
				}
				var all sync.WaitGroup
				for n := range c.server {
					all.Go(func() { _, _ = cl.Set(ctx, fmt.Sprint(n)) })
				}
				all.Wait()
				cancel()
				if got := strings.Join(told, " "); got != c.want {
					t.Errorf("told %q, want %q", got, c.want)
				}
			})
		})
	}
}
