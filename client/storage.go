package client

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"symset/symbols/container"
)

const (
	storeTries    = 3        // of sending a file; one more when there is a fallback
	fallbackAfter = 2        // connections that failed
	maxRefusal    = 64 << 10 // bytes of a storage's bad answer
)

// Storage is a bad answer of PostHog's object storage.
type Storage struct {
	Host   string
	Status int
	Code   string // AccessDenied, EntityTooLarge, …; may be empty
	Detail string
}

func (e *Storage) Error() string {
	text := fmt.Sprintf("the storage %s answered %d %s", e.Host, e.Status, http.StatusText(e.Status))
	if e.Code != "" {
		text += ": " + e.Code
	}
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// Hint says what the status asks for.
func (e *Storage) Hint() string {
	switch {
	case e.Status == http.StatusForbidden:
		return "what PostHog signs is valid for minutes: try again, and check this machine's clock"
	case e.passing():
		return "try again later"
	}
	return "this is between PostHog and its storage: ask its administrator"
}

// passing reports whether it may go better another time. RequestTimeout is S3's
// 400 for a connection that stood still.
func (e *Storage) passing() bool {
	return e.Status >= 500 || e.Status == http.StatusTooManyRequests || e.Code == "RequestTimeout"
}

// A place is where a file goes in the storage: a form to post, or a URL to put
// it to.
type place struct {
	url    string
	fields map[string]string
	put    bool
}

// store sends a content to a place. After connections that failed twice it goes
// to the fallback, and so does every later one of this client.
func (c *Client) store(ctx context.Context, main place, fallback *place, content container.Content, progress func(sent int64)) error {
	tries, failed := storeTries, 0
	if fallback != nil {
		tries++
	}
	for n := 0; ; n++ {
		to, second := main, fallback != nil && c.useFallback.Load()
		if second {
			to = *fallback
		}
		t := c.storeOnce(ctx, to, content, progress)
		if t.err == nil {
			return nil
		}
		var unreachable *Unreachable
		if errors.As(t.err, &unreachable) && !second {
			if failed++; failed == fallbackAfter && fallback != nil {
				c.useFallback.Store(true)
			}
		}
		if !t.again || n == tries-1 || t.after > maxWait {
			return t.err
		}
		if err := sleep(ctx, max(t.after, backoff(c.options.Pause, n))); err != nil {
			return err
		}
	}
}

func (c *Client) storeOnce(ctx context.Context, to place, content container.Content, progress func(sent int64)) try {
	write := func(w io.Writer) error { return content.Write(&counter{to: w, tell: progress}) }
	b := &body{kind: "application/octet-stream", length: content.Size, write: write}
	method := http.MethodPut
	if !to.put {
		method = http.MethodPost
		var err error
		if b, err = newForm(to.fields, formFile{"file", content.Size, write}); err != nil {
			return try{err: err}
		}
	}
	ctx2, w, stop := newWatch(ctx, c.options.Silence)
	defer stop()
	req, err := c.streamed(ctx2, method, to.url, b, w)
	if err != nil {
		return try{err: err}
	}
	resp, err := c.storage.Do(req)
	if err != nil {
		return c.lost(ctx, ctx2, req.URL, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(&watched{resp.Body, w}, maxRefusal))
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		return try{} // what else it says does not matter
	}
	if err != nil {
		return c.lost(ctx, ctx2, req.URL, err)
	}
	return refusedByStorage(resp, c.scrub(text))
}

// streamed makes a request that sends a stream and tells its watch of it.
func (c *Client) streamed(ctx context.Context, method, to string, b *body, w *watch) (*http.Request, error) {
	open := func() (io.ReadCloser, error) {
		pipe := b.open()
		return struct {
			io.Reader
			io.Closer
		}{&watched{pipe, w}, pipe}, nil
	}
	req, err := http.NewRequestWithContext(ctx, method, to, nil)
	if err != nil {
		return nil, &Server{Host: c.credentials.Host, Status: http.StatusOK, Detail: "no URL to send a file to"}
	}
	if req.Body, err = open(); err != nil {
		return nil, err
	}
	req.GetBody = open // storages redirect to their regions
	req.ContentLength = b.length
	req.Header.Set("Content-Type", b.kind)
	req.Header.Set("User-Agent", userAgent(c.options.Version))
	return req, nil
}

// lost is [Client.unanswered] for the storage.
func (c *Client) lost(ctx, watched context.Context, u *url.URL, err error) try {
	t := c.unanswered(ctx, watched, err, true)
	var unreachable *Unreachable
	if errors.As(t.err, &unreachable) {
		unreachable.Host, unreachable.storage = origin(u), true
	}
	return t
}

// refusedByStorage reads the XML of S3 and its like.
func refusedByStorage(resp *http.Response, text []byte) try {
	e := &Storage{Host: origin(resp.Request.URL), Status: resp.StatusCode}
	var said struct{ Code, Message string }
	if xml.Unmarshal(text, &said) == nil && said.Code != "" {
		e.Code, e.Detail = clip(said.Code), clip(said.Message)
	} else {
		e.Detail = describe(bytes.TrimSpace(text))
	}
	if e.Code == "EntityTooLarge" || e.Status == http.StatusRequestEntityTooLarge {
		return try{err: &TooLarge{Detail: e.Error()}}
	}
	return try{err: e, again: e.passing(), after: retryAfter(resp.Header.Get("Retry-After"))}
}

// Download opens the stored file of a symbol set, a container, and tells its
// size in bytes, -1 when the storage does not. The caller closes it. It must be
// read with package container, which notices what is cut off. It ends with the
// context, or when the storage sends nothing for long.
func (c *Client) Download(ctx context.Context, id string) (io.ReadCloser, int64, error) {
	from, err := c.DownloadURL(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	for n := 0; ; n++ {
		r, size, t := c.fetchOnce(ctx, from)
		if t.err == nil {
			return r, size, nil
		}
		if !t.again || n == storeTries-1 || t.after > maxWait {
			return nil, 0, fmt.Errorf("download symbol set: %w", t.err)
		}
		if err := sleep(ctx, max(t.after, backoff(c.options.Pause, n))); err != nil {
			return nil, 0, fmt.Errorf("download symbol set: %w", err)
		}
	}
}

func (c *Client) fetchOnce(ctx context.Context, from string) (io.ReadCloser, int64, try) {
	ctx2, w, stop := newWatch(ctx, c.options.Silence)
	req, err := http.NewRequestWithContext(ctx2, http.MethodGet, from, nil)
	if err != nil {
		stop()
		return nil, 0, try{err: &Server{Host: c.credentials.Host, Status: http.StatusOK, Detail: "no URL of a storage"}}
	}
	req.Header.Set("User-Agent", userAgent(c.options.Version))
	req.Header.Set("Accept-Encoding", "identity") // it is packed already, and its size counts
	resp, err := c.storage.Do(req)
	if err != nil {
		stop()
		return nil, 0, c.lost(ctx, ctx2, req.URL, err)
	}
	if resp.StatusCode == http.StatusOK {
		if resp.ContentLength > container.MaxPacked {
			stop()
			return nil, 0, try{err: errors.Join(&TooLarge{Detail: fmt.Sprintf("a stored file of %d bytes", resp.ContentLength)}, resp.Body.Close())}
		}
		return &download{body: resp.Body, watched: watched{io.LimitReader(resp.Body, container.MaxPacked), w}, host: origin(req.URL), ctx: ctx2, stop: stop}, resp.ContentLength, try{}
	}
	defer stop()
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(&watched{resp.Body, w}, maxRefusal))
	if err != nil {
		return nil, 0, c.lost(ctx, ctx2, req.URL, err)
	}
	return nil, 0, refusedByStorage(resp, c.scrub(text))
}

// A download is a stored file on its way.
type download struct {
	watched
	body io.Closer
	host string
	ctx  context.Context
	stop context.CancelFunc
}

// Read tells what ended the download, if that is not its end.
func (d *download) Read(p []byte) (int, error) {
	n, err := d.watched.Read(p)
	switch cause := context.Cause(d.ctx); {
	case err == nil, err == io.EOF:
		return n, err
	case cause == errSilent:
		err = &Unreachable{Host: d.host, Err: errSilent, storage: true}
	case cause != nil:
		err = cause
	default:
		err = &Unreachable{Host: d.host, Err: err, storage: true}
	}
	return n, fmt.Errorf("download symbol set: %w", err)
}

// Close ends the download wherever it is.
func (d *download) Close() error {
	d.stop()
	return d.body.Close()
}

// A putURL is sent as a URL, or as an object that has one.
type putURL string

// UnmarshalJSON takes both forms, and anything else for none.
func (u *putURL) UnmarshalJSON(text []byte) error {
	var s string
	var o struct{ URL string }
	if json.Unmarshal(text, &s) != nil && json.Unmarshal(text, &o) == nil {
		s = o.URL
	}
	*u = putURL(s)
	return nil
}
