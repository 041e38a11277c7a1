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

// A slow line takes and gives a byte in half a minute, so many of each.
type slowLine struct{ taken, given int }

func (l *slowLine) Read(p []byte) (int, error) {
	time.Sleep(30 * time.Second)
	if l.given--; l.given < 0 {
		return 0, io.EOF
	}
	p[0] = ' '
	return 1, nil
}

func (l *slowLine) RoundTrip(r *http.Request) (*http.Response, error) {
	defer r.Body.Close()
	one := make([]byte, 1)
	for n := 0; ; n++ {
		_, err := r.Body.Read(one)
		if err == io.EOF && n == l.taken {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := sleep(r.Context(), 30*time.Second); err != nil {
			return nil, err
		}
	}
	return &http.Response{StatusCode: http.StatusOK, Body: untilDone{r.Context(), io.NopCloser(l)}}, nil
}

// untilDone is an answer that ends with its request, as those of net/http do.
type untilDone struct {
	ctx context.Context
	io.ReadCloser
}

func (b untilDone) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.ReadCloser.Read(p)
}

// TestSlowLine holds that a file may take as long as it takes, and an answer not.
func TestSlowLine(t *testing.T) {
	for name, c := range map[string]struct {
		line slowLine
		want string // of the error; empty for none
	}{
		"a file in ten minutes":    {slowLine{taken: 20}, ""},
		"an answer in two minutes": {slowLine{taken: 1, given: 4}, ""},
		"an answer in ten minutes": {slowLine{taken: 1, given: 20}, "it went silent"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cl := New(Credentials{Host: "https://posthog.test", Project: "1"}, Options{})
				cl.api.Transport = &c.line
				_, err := cl.send(t.Context(), call{do: "send", method: http.MethodPut, path: "/x/", once: true, stream: &body{
					length: int64(c.line.taken), write: func(w io.Writer) error { _, err := io.WriteString(w, strings.Repeat("x", c.line.taken)); return err },
				}})
				if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %q", err, c.want)
				}
			})
		})
	}
}
