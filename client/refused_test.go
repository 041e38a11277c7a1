package client_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// nobody gives the address of a port of this machine that nobody listens on.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

// TestNobodyListens makes every call where no PostHog is.
func TestNobodyListens(t *testing.T) {
	credentials, err := client.NewCredentials(nobody(t), theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(credentials, client.Options{Pause: time.Microsecond})
	for name, call := range calls {
		text, err := attempt(t, func(ctx context.Context) error { return call.do(ctx, c) })
		var unreachable *client.Unreachable
		if !errors.As(err, &unreachable) || unreachable.Host != credentials.Host || !strings.Contains(text, "refused") || !strings.Contains(symbols.Hint(err), "check the host") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestStorageRefuses has PostHog send files to where nobody listens, as one does
// whose storage has an address that is known inside its network alone.
func TestStorageRefuses(t *testing.T) {
	to := nobody(t)
	form := `{"symbol_set_id":"one","presigned_url":{"url":"` + to + `/bucket","fields":{"key":"k"}}}`
	upload := func(ctx context.Context, t *testing.T, c *client.Client) error {
		r := c.Upload(ctx, []symbols.Upload{{Ref: "c1", Content: pack(t, "new")}}, symbols.UploadOptions{Force: true})[0]
		if !r.Unfinished {
			t.Error("it is not told that an upload was begun")
		}
		return r.Err
	}
	for name, c := range map[string]struct {
		config posthogtest.Config
		fault  posthogtest.Fault
		do     func(context.Context, *testing.T, *client.Client) error
		state  string
	}{
		"upload": {fault: posthogtest.Fault{Path: "bulk_start", Worked: true, Body: `{"id_map":{"c1":` + form + `}}`}, do: upload, state: "pending"},
		"single": {config: posthogtest.Config{Generation: posthogtest.NoBulk}, fault: posthogtest.Fault{Path: "/start_upload", Worked: true, Body: form}, do: upload, state: "pending"},
		"download": {fault: posthogtest.Fault{Path: "/download", Body: `{"url":"` + to + `/bucket/k?X-Amz-Signature=s"}`}, state: "old", do: func(ctx context.Context, _ *testing.T, c *client.Client) error {
			r, _, err := c.Download(ctx, "one")
			if err == nil {
				_, err = io.Copy(io.Discard, r)
			}
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := start(t, c.config)
			old := pack(t, "old")
			s.AddSet(posthogtest.Set{ID: "one", Ref: "c1", ContentHash: old.Hash, Created: time.Now().Add(-time.Hour)}, written(t, old))
			s.Break(c.fault)
			text, err := attempt(t, func(ctx context.Context) error { return c.do(ctx, t, cl) })
			var unreachable *client.Unreachable
			if !errors.As(err, &unreachable) || unreachable.Host != to || !strings.Contains(text, "refused") || strings.Contains(text, "Signature") {
				t.Errorf("error %v", err)
			}
			if !strings.Contains(symbols.Hint(err), "PostHog sends files there") {
				t.Errorf("hint %q", symbols.Hint(err))
			}
			if state := usable(t, s)["c1"]; state != c.state {
				t.Errorf("the server has %s, want %s", state, c.state)
			}
		})
	}
}
