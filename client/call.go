package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"symset/symbols"
)

const (
	maxTries   = 4                // of one call
	maxWait    = 90 * time.Second // that a server may ask for; if it asks for more the call fails
	maxAnswer  = 32 << 20         // bytes of an answer, unpacked
	answerTime = 5 * time.Minute  // for the whole of an answer that has begun, however it trickles
)

// A call is one request of the API, to be made once or more often.
type call struct {
	do     string // what it is for, as an error begins: "list symbol sets"
	method string
	path   string // after the project, or from the root when open
	query  url.Values
	body   any    // sent as JSON; nil for none
	stream *body  // sent instead of it; nil for none
	scope  string // that it needs
	what   string // the one thing asked for, which may not be there: "symbol set 0190…"

	open    bool          // sent without key and project
	newer   bool          // older servers don't have it
	once    bool          // must not be made again when it may have worked
	gone    bool          // that the thing is not there after a doubtful try means that the try worked
	doubt   *bool         // set when it fails and may have worked all the same; nil when nobody asks
	silence time.Duration // that the server may take to think; 0 means the client's

	// inHand is how long an answer is waited for when the context ends after
	// the request was sent; 0 means not at all. A server goes on with what it
	// was asked when nobody waits: what it did is not known then.
	inHand time.Duration
}

// A reply is a good answer, whole.
type reply struct {
	from   *Client
	status int
	body   []byte
}

// into decodes an answer.
func (r *reply) into(v any) error {
	err := json.Unmarshal(r.body, v)
	if a, ok := v.(answerer); err != nil || ok && !a.whole() {
		return r.unexpected()
	}
	return nil
}

// unexpected says that the answer is not one that PostHog gives.
func (r *reply) unexpected() error {
	return &Server{Host: r.from.credentials.Host, Status: r.status, Detail: "not the JSON that belongs here, but " + describe(r.from.scrub(r.body))}
}

// ask makes a call and decodes its answer.
func ask[T any](ctx context.Context, c *Client, k call) (T, error) {
	var v T
	r, err := c.send(ctx, k)
	if err != nil {
		return v, err
	}
	if err := r.into(&v); err != nil {
		return v, fmt.Errorf("%s: %w", k.do, err)
	}
	return v, nil
}

// An answerer knows what its answer can't do without.
type answerer interface{ whole() bool }

// A try is what became of one request.
type try struct {
	reply  *reply
	err    error
	again  bool          // it may go better another time
	unsure bool          // it failed, and may have worked
	after  time.Duration // that the server asks to wait
}

// send makes a call, as often as it takes and is allowed.
func (c *Client) send(ctx context.Context, k call) (*reply, error) {
	var body []byte
	if k.body != nil {
		var err error
		if body, err = json.Marshal(k.body); err != nil {
			return nil, fmt.Errorf("%s: %w", k.do, err)
		}
	}
	if k.stream == nil { // whose progress is reported
		defer c.slow.begin()()
	}
	unsure := false
	for n := 0; ; n++ {
		t := c.try(ctx, k, body)
		if t.err == nil {
			return t.reply, nil
		}
		var notFound *NotFound
		if k.gone && unsure && errors.As(t.err, &notFound) {
			return &reply{from: c, status: http.StatusNotFound}, nil
		}
		unsure = unsure || t.unsure
		if !t.again || n == maxTries-1 || k.once && t.unsure || t.after > maxWait {
			if k.doubt != nil {
				*k.doubt = unsure
			}
			return nil, fmt.Errorf("%s: %w", k.do, t.err)
		}
		pause := backoff(c.options.Pause, n)
		if t.after > 0 {
			c.limit.pause(t.after)
			pause = 0
		}
		if err := sleep(ctx, pause); err != nil {
			if k.doubt != nil {
				*k.doubt = unsure
			}
			return nil, fmt.Errorf("%s: %w", k.do, err)
		}
	}
}

// try makes one request.
func (c *Client) try(ctx context.Context, k call, body []byte) try {
	if err := c.limit.wait(ctx); err != nil {
		return try{err: err}
	}
	silence := c.options.Silence
	if k.silence > 0 {
		silence = max(silence, k.silence)
	}
	var sent atomic.Bool // or about to be: the server may have it before we know
	asking, giveUp := symbols.Outlasting(ctx, k.inHand)
	defer giveUp()
	stopUnsent := context.AfterFunc(ctx, func() {
		if !sent.Load() {
			giveUp()
		}
	})
	defer stopUnsent()
	watched, w, stop := newWatch(asking, silence)
	defer stop()

	traced := httptrace.WithClientTrace(watched, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent.Store(true) }})
	req, err := c.request(traced, k, body, w)
	if err != nil {
		return try{err: err}
	}
	resp, err := c.api.Do(req)
	if err != nil {
		return c.unanswered(ctx, watched, err, sent.Load())
	}
	defer resp.Body.Close()
	defer time.AfterFunc(answerTime, w.giveUp).Stop()
	text, err := readAnswer(resp.Body, w)
	if err != nil {
		return c.unanswered(ctx, watched, err, true)
	}
	if len(text) > maxAnswer {
		return try{err: &Server{Host: c.credentials.Host, Status: resp.StatusCode, Detail: fmt.Sprintf("an answer of more than %d MB", maxAnswer>>20)}}
	}
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		return try{reply: &reply{from: c, status: resp.StatusCode, body: text}}
	}
	return c.refused(k, resp, text)
}

func (c *Client) request(ctx context.Context, k call, body []byte, w *watch) (*http.Request, error) {
	target := c.credentials.Host
	if !k.open {
		target += "/api/projects/" + url.PathEscape(c.credentials.Project)
	}
	target += k.path
	if len(k.query) > 0 {
		target += "?" + k.query.Encode()
	}
	req, err := c.filled(ctx, k, target, body, w)
	if err != nil {
		return nil, fmt.Errorf("make a request to %s: %w", c.credentials.Host, err)
	}
	if !k.open {
		req.Header.Set("Authorization", "Bearer "+c.credentials.Key.Reveal())
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", userAgent(c.options.Version))
	return req, nil
}

// filled makes a request with its body and what that is.
func (c *Client) filled(ctx context.Context, k call, target string, body []byte, w *watch) (*http.Request, error) {
	if k.stream != nil {
		return c.streamed(ctx, k.method, target, k.stream, w)
	}
	if body == nil {
		return http.NewRequestWithContext(ctx, k.method, target, nil)
	}
	req, err := http.NewRequestWithContext(ctx, k.method, target, bytes.NewReader(body))
	if err == nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, err
}

// userAgent names symset and its version, which may be empty.
func userAgent(version string) string { return strings.TrimSuffix("symset/"+version, "/") }

// readAnswer reads a body, up to one byte more than is taken.
func readAnswer(body io.Reader, w *watch) ([]byte, error) {
	var text bytes.Buffer
	_, err := io.Copy(&text, &watched{io.LimitReader(body, maxAnswer+1), w})
	return text.Bytes(), err
}

// A watched reader tells its watch of every read.
type watched struct {
	from io.Reader
	w    *watch
}

func (r *watched) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	r.w.alive()
	return n, err
}

// unanswered tells what went wrong with a request that got no whole answer.
func (c *Client) unanswered(ctx, watched context.Context, err error, sent bool) try {
	if ctx.Err() != nil {
		return try{err: ctx.Err(), unsure: sent}
	}
	if cause := context.Cause(watched); cause == errSilent {
		err = errSilent
	}
	var wrapped *url.Error // quotes the URL, which may be signed
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var moved *Moved
	if errors.As(err, &moved) {
		return try{err: &Moved{From: moved.From, To: string(c.scrub([]byte(moved.To)))}}
	}
	var pack *packError
	if errors.As(err, &pack) {
		return try{err: fmt.Errorf("read what is to be sent: %w", pack.err)}
	}
	var cert *tls.CertificateVerificationError
	var dns *net.DNSError
	final := errors.As(err, &cert) || errors.As(err, &dns) && dns.IsNotFound
	return try{err: &Unreachable{Host: c.credentials.Host, Err: err}, again: !final, unsure: sent}
}
