package client

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"symset/symbols/public"
)

// A blockedError is an address or a URL that is not asked for.
type blockedError struct{ why string }

func (e *blockedError) Error() string { return e.why }

// A transport asks for public addresses only, unless private ones are allowed.
//
// The address is checked where the connection is made, after the name was
// resolved, so a name can't lead elsewhere between check and use. Through a
// proxy it is the proxy that resolves names and connects: there only
// addresses and local names written in the URL itself can be refused.
type transport struct {
	allowPrivate bool
	proxy        func(*http.Request) (*url.URL, error)
	direct       http.RoundTripper
	proxied      http.RoundTripper
}

func newTransport(allowPrivate bool, proxy func(*http.Request) (*url.URL, error)) *transport {
	dialer := &net.Dialer{Timeout: connectTimeout}
	guarded := *dialer
	if !allowPrivate {
		guarded.Control = checkDial
	}
	base := func(d *net.Dialer) *http.Transport {
		return &http.Transport{
			DialContext:            d.DialContext,
			ForceAttemptHTTP2:      true,
			TLSHandshakeTimeout:    2 * connectTimeout,
			MaxConnsPerHost:        atOnce,
			MaxResponseHeaderBytes: 1 << 20,
			IdleConnTimeout:        10 * time.Second,
		}
	}
	proxied := base(dialer)
	proxied.Proxy = proxy
	return &transport{allowPrivate: allowPrivate, proxy: proxy, direct: base(&guarded), proxied: proxied}
}

// RoundTrip sends one request, each redirect being one of its own.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	through, err := t.proxy(req)
	if err != nil {
		return nil, fmt.Errorf("find the proxy: %w", err)
	}
	if through == nil {
		return t.direct.RoundTrip(req)
	}
	if !t.allowPrivate {
		if err := checkHost(req.URL.Hostname()); err != nil {
			return nil, err
		}
	}
	return t.proxied.RoundTrip(req)
}

// checkRedirect lets ten redirects pass, to http and https alone, and sends
// nothing of the URL before with them.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return &blockedError{"it redirects to " + clip(req.URL.String()) + ", and only http and https are asked for"}
	}
	req.URL.User = nil
	req.Header.Del("Referer")
	return nil
}

// checkDial refuses connections to addresses that are not public.
func checkDial(network, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &blockedError{fmt.Sprintf("%s address %s can't be checked", network, address)}
	}
	if !public.Addr(ap.Addr()) {
		return &blockedError{ap.Addr().String() + " is not a public address"}
	}
	return nil
}

// checkHost refuses what a URL alone shows not to be public.
func checkHost(host string) error {
	if public.Host(host) {
		return nil
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return &blockedError{host + " is not a public address"}
	}
	return &blockedError{host + " is not a public name"}
}
