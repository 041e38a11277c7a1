package client

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"symset/symbols"
)

func TestFetchRefuses(t *testing.T) {
	server, asked := site{"/a.js": "a()"}.serve(t)
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	f := newFetcher(t, FetchOptions{})
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"} {
		_, err := find(t, f, "http://"+host+port+"/a.js", "")
		if err == nil {
			t.Errorf("%s is asked", host)
		}
	}
	_, err := find(t, f, server.URL+"/a.js", "")
	wantFailure(t, err, symbols.FetchForbidden, "was not asked for: 127.0.0.1 is not a public address")
	if got := asked.paths(); len(got) > 0 {
		t.Errorf("asked %q", got)
	}
	for _, file := range []string{"/srv/a.js", "file:///srv/a.js", "app:///a.js", "http://", "http://%zz/a.js", ""} {
		_, err := find(t, f, file, "")
		wantFailure(t, err, symbols.NoFile, "URL")
	}
}

// Through a proxy, names are the proxy's to resolve; what the URL shows is
// refused before the proxy hears of it, in redirects as well.
func TestFetchThroughProxy(t *testing.T) {
	var heard []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		heard = append(heard, r.URL.String())
		switch r.URL.Path {
		case "/away.js":
			http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
		case "/a.js":
			_, _ = w.Write([]byte("a()\n//# sourceMappingURL=a.map"))
		default:
			_, _ = w.Write([]byte(aMap))
		}
	}))
	defer proxy.Close()
	proxyURL, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	f := newFetcher(t, FetchOptions{})
	f.http.Transport = newTransport(false, http.ProxyURL(proxyURL))
	if _, err := find(t, f, "http://x.example/a.js", ""); err != nil {
		t.Fatal(err)
	}
	for _, u := range []string{
		"http://x.example/away.js", "http://10.0.0.1/a.js", "http://127.1/a.js", "http://2130706433/a.js", "http://0x7f000001/a.js",
		"http://localhost/a.js", "http://a.localhost./a.js", "http://intranet/a.js", "http://db.internal/a.js", "http://[fd00::1]/a.js",
	} {
		_, err := find(t, f, u, "")
		wantFailure(t, err, symbols.FetchForbidden, "not a public")
	}
	want := []string{"http://x.example/a.js", "http://x.example/a.map", "http://x.example/away.js"}
	if strings.Join(heard, " ") != strings.Join(want, " ") {
		t.Errorf("the proxy heard %q, want %q", heard, want)
	}
}
