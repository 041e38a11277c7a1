package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

const proxyPassword = "proxy-p4ssw0rd"

// rerun runs one test of this binary again in a process of its own, with a
// proxy in its environment, which is read once, and gives all that it wrote.
func rerun(t *testing.T, mode, proxy string) (string, error) {
	t.Helper()
	again := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	again.Env = append(os.Environ(), "SYMSET_TEST_MODE="+mode, "HTTP_PROXY="+proxy, "http_proxy="+proxy, "HTTPS_PROXY="+proxy, "https_proxy="+proxy, "NO_PROXY=", "no_proxy=")
	out, err := again.CombinedOutput()
	return string(out), err
}

// away signs in to a PostHog that only a proxy could reach.
func away(t *testing.T, scheme string) *client.Client {
	t.Helper()
	credentials, err := client.NewCredentials(scheme+"://posthog.test", theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	return client.New(credentials, client.Options{Pause: time.Microsecond, Silence: time.Minute, PerMinute: 1_000_000})
}

// TestNothingLeaks writes a failing client in every way there is, to the panic
// that ends the process, and looks through every byte of it for the key and the
// proxy's password.
func TestNothingLeaks(t *testing.T) {
	if os.Getenv("SYMSET_TEST_MODE") != "" {
		var failed []error
		for _, c := range []*client.Client{away(t, "http"), away(t, "https")} {
			for name, call := range calls {
				err := call.do(t.Context(), c)
				if err == nil {
					t.Errorf("%s worked", name)
				}
				failed = append(failed, err)
			}
			writeAll(c)
		}
		for _, err := range failed {
			writeAll(err)
			writeAll(symbols.Hint(err))
		}
		panic(fmt.Sprintf("%+v %v", away(t, "http"), errors.Join(failed...)))
	}
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
		_, _ = fmt.Fprintf(w, "no: %s %s", r.Header.Get("Authorization"), r.Header.Get("Proxy-Authorization"))
	}))
	defer refuses.Close()
	at := strings.TrimPrefix(refuses.URL, "http://")
	for name, proxy := range map[string]string{
		"refuses": "http://me:" + proxyPassword + "@" + at, "away": "http://me:" + proxyPassword + "@127.0.0.1:1",
		"odd scheme": "gopher://me:" + proxyPassword + "@127.0.0.1:1",
	} {
		out, err := rerun(t, name, proxy)
		if err == nil || !strings.Contains(out, "panic: ") || !strings.Contains(out, "symbol sets") {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		for _, secret := range []string{theKey, strings.TrimPrefix(theKey, "phx_"), proxyPassword, "bWU6cHJveHk"} {
			if i := strings.Index(out, secret); i >= 0 {
				t.Errorf("%s: %q shows in …%q…", name, secret, out[max(0, i-200):min(len(out), i+50)])
			}
		}
	}
}

// writeAll writes a value in every way that is at hand.
func writeAll(v any) {
	fmt.Printf("%v %+v %#v %q\n", v, v, v, v)
	text, err := json.Marshal(v)
	fmt.Printf("%s %v\n", text, err)
	for _, h := range []slog.Handler{slog.NewTextHandler(os.Stdout, nil), slog.NewJSONHandler(os.Stdout, nil)} {
		slog.New(h).Error("x", "value", v, slog.Group("g", "v", v))
	}
}

// TestHTTPSProxy holds that https goes through the environment's proxy, as a
// tunnel that tells it the host and nothing more.
func TestHTTPSProxy(t *testing.T) {
	if os.Getenv("SYMSET_TEST_MODE") != "" {
		_, err := away(t, "https").Set(t.Context(), "one")
		if err == nil || symbols.Hint(err) == "" {
			t.Errorf("error %v", err)
		}
		return
	}
	var asked bytes.Buffer
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(&asked, "%s %s %s;", r.Method, r.Host, r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusForbidden)
	}))
	defer proxy.Close()
	out, err := rerun(t, "tunnel", proxy.URL)
	proxy.Close() // whose handlers have ended then
	if err != nil || !strings.HasPrefix(asked.String(), "CONNECT posthog.test:443 ;") || strings.Contains(asked.String(), theKey) {
		t.Errorf("%v: asked %q\n%s", err, asked.String(), out)
	}
}

// TestKeyOfCredentialsFile holds that what is wrong with the shared file is told
// without its content.
func TestKeyOfCredentialsFile(t *testing.T) {
	for _, text := range []string{
		`{"token":"` + theKey + `"`, `["` + theKey + `"]`, `"` + theKey + `"`, theKey, `{"token":["` + theKey + `"],"env_id":"1"}`, `{"token":"` + theKey + `","env_id":{"a":1}}`,
		`{"token":"` + theKey + `","env_id":"1","host":"https://` + theKey + `@h"}`, `{"token":"` + theKey + `","env_id":"` + theKey + `"}`,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/credentials.json", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		search := client.CredentialSearch{Getenv: func(name string) string { return map[string]string{"POSTHOG_HOME": dir}[name] }}
		c, notes, err := search.Find()
		if all := fmt.Sprintf("%+v %q %v %+v %#v %s", c, notes, err, err, err, symbols.Hint(err)); err == nil || strings.Contains(all, theKey) {
			t.Errorf("%s: %s", text, all)
		}
	}
}

// TestStoppedWhileSending holds that what arrived is finished though the context
// ends before, also by servers without bulk calls, and though the finish is
// throttled first.
func TestStoppedWhileSending(t *testing.T) {
	for name, generation := range map[string]posthogtest.Generation{"bulk": posthogtest.Newest, "single": posthogtest.NoBulk} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := start(t, posthogtest.Config{Generation: generation})
			s.Break(posthogtest.Fault{Path: "finish_upload", Status: 429, Times: 2})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			content := pack(t, "new")
			o := symbols.UploadOptions{Force: true, Progress: func(_ symbols.Ref, sent int64) {}}
			s.Break(posthogtest.Fault{Path: "/symbols", Times: 1, Worked: true, Delay: time.Millisecond})
			go func() {
				for !strings.Contains(fmt.Sprint(s.Requests()), "finish_upload") {
					time.Sleep(time.Millisecond)
				}
				cancel()
			}()
			r := c.Upload(ctx, []symbols.Upload{{Ref: "c1", Content: content}}, o)[0]
			if r.Err != nil || r.Unfinished || usable(t, s)["c1"] != "new" {
				t.Errorf("%+v; the server has %v", r, usable(t, s))
			}
		})
	}
}
