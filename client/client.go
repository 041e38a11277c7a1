// Package client calls PostHog's HTTP API ([Client]), and gets the scripts and
// maps behind frames' public URLs as PostHog does ([Fetcher]).
package client

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What a Client does where its Options say nothing.
const (
	defaultPerMinute = 1000                   // below the 1,200 that PostHog takes on symbol sets
	defaultPause     = 500 * time.Millisecond // before the first retry
	defaultSilence   = time.Minute
)

// Options are how a Client goes about its calls.
type Options struct {
	Version string // symset's, told in the User-Agent

	// PerMinute is how many requests all calls to PostHog together may make
	// in a minute; 0 means 1000. Its storage is not counted.
	PerMinute int

	// InsecureSkipVerify takes any certificate. Whoever sits in between can
	// then read the key.
	InsecureSkipVerify bool

	Pause   time.Duration // before the first retry, twice as long before each further one; 0 means 0.5 s
	Silence time.Duration // how long a server may send and take nothing; 0 means a minute

	// Waiting, unless it is nil, is given how many calls have had no answer for
	// five seconds, with the pauses between their tries, whenever that number
	// changes. Calls wait for it to return.
	Waiting func(calls int)
}

// PerMinute reads POSTHOG_CLIENT_RATE_LIMIT, the requests a minute that
// posthog-cli and symset may make; 0 when it is not set.
func PerMinute(getenv func(string) string) (int, error) {
	text := strings.TrimSpace(getenv("POSTHOG_CLIENT_RATE_LIMIT"))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("read POSTHOG_CLIENT_RATE_LIMIT: %q is not a number of requests a minute", clip(text))
	}
	return n, nil
}

// A Client calls the HTTP API of one PostHog about one project. It is safe for
// concurrent use.
//
// Calls that fail for want of a connection, with 429 or with 5xx are made
// again, up to three times, with growing pauses or the one that the server
// asks for; others are not, and those that change something and may have
// worked only after it was looked whether they did. Errors are of this
// package's types, after what was tried; see [symbols.Hint].
type Client struct {
	credentials Credentials
	options     Options
	api         *http.Client
	storage     *http.Client // sends no key
	limit       *limiter
	slow        slow

	// What this server or key was found not to do.
	noQueries     atomic.Bool // the key has no query:read, and the compact calls answer
	noIssueColumn atomic.Bool // the server tells no event's issue in a query
	useFallback   atomic.Bool // the storage's first address can't be reached, its second can
	noCheck       atomic.Bool // the server can't check uploads before they are begun
	noBulk        atomic.Bool // the server has no bulk calls of uploading
	refusedKinds  sync.Map    // kinds of query that the server refused and HogQL answered
}

// New makes a Client. It asks for nothing yet.
func New(c Credentials, o Options) *Client {
	o.PerMinute = cmp.Or(max(o.PerMinute, 0), defaultPerMinute)
	o.Pause = cmp.Or(o.Pause, defaultPause)
	o.Silence = cmp.Or(o.Silence, defaultSilence)
	transport := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: connectTimeout}).DialContext,
		TLSClientConfig:        &tls.Config{InsecureSkipVerify: o.InsecureSkipVerify},
		TLSHandshakeTimeout:    2 * connectTimeout,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    16,
		MaxResponseHeaderBytes: 1 << 20,
		IdleConnTimeout:        90 * time.Second,
	}
	return &Client{
		credentials: c,
		options:     o,
		api:         &http.Client{Transport: transport, CheckRedirect: stayHome},
		storage:     &http.Client{Transport: transport, CheckRedirect: checkRedirect},
		limit:       newLimiter(o.PerMinute),
		slow:        slow{tell: o.Waiting},
	}
}

// Credentials are those that the client was made with.
func (c *Client) Credentials() Credentials { return c.credentials }

// Close ends connections that nobody uses.
func (c *Client) Close() { c.api.CloseIdleConnections() }

// stayHome lets a request be redirected on its own host, and to https there,
// as long as it stays the same request. Nothing else gets the key.
func stayHome(req *http.Request, via []*http.Request) error {
	first := via[0]
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	sameOrigin := req.URL.Scheme == first.URL.Scheme && strings.EqualFold(req.URL.Host, first.URL.Host)
	toTLS := first.URL.Scheme == "http" && req.URL.Scheme == "https" && first.URL.Port() == "" && req.URL.Port() == "" &&
		strings.EqualFold(req.URL.Hostname(), first.URL.Hostname())
	switch {
	case sameOrigin && req.Method != first.Method:
		return http.ErrUseLastResponse // to a login page, as a rule
	case !sameOrigin && !toTLS || req.Method != first.Method:
		return &Moved{From: origin(first.URL), To: origin(req.URL)}
	}
	return nil
}

func origin(u *url.URL) string { return clip(u.Scheme + "://" + u.Host) }

// errSilent is why a request was given up whose server sends and takes nothing.
var errSilent = errors.New("it went silent")

// A watch ends a context when nothing has happened for a time.
type watch struct {
	timer  *time.Timer
	quiet  time.Duration
	giveUp func()
}

// newWatch gives a context that ends with errSilent when the watch has not
// been told of anything for as long as quiet. The function ends both.
func newWatch(ctx context.Context, quiet time.Duration) (context.Context, *watch, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	giveUp := func() { cancel(errSilent) }
	w := &watch{quiet: quiet, timer: time.AfterFunc(quiet, giveUp), giveUp: giveUp}
	return ctx, w, func() {
		w.timer.Stop()
		cancel(context.Canceled)
	}
}

// alive tells the watch that something happened.
func (w *watch) alive() { w.timer.Reset(w.quiet) }
