package client

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/phrase"
	"symset/symbols/sourcemap"
)

// PostHog's own limits for fetching.
const (
	maxBody        = 25_000_000 // bytes of a script or map, after decompression
	maxRedirects   = 10
	connectTimeout = 5 * time.Second
	fetchTimeout   = 30 * time.Second
)

const (
	maxScripts = 200     // different URLs that one Fetcher asks for
	maxHeld    = 1 << 30 // bytes that it holds
	atOnce     = 4       // requests under way
)

// FetchOptions say what a Fetcher may do.
type FetchOptions struct {
	AllowPrivate bool          // ask private, loopback and other addresses that are not public
	Version      string        // symset's, told in the User-Agent
	Timeout      time.Duration // for each request with its redirects and body; 0 means 30 s
}

// A Fetcher gets the script behind a frame's public URL, and its map, as
// PostHog does: one GET of the script, then the map that a SourceMap header, a
// sourceMappingURL comment or else the URL with ".map" leads to. It sends no
// cookies and no credentials. It implements [symbols.Store] and is safe for
// concurrent use; every URL is asked for once.
//
// Where a map lies is resolved as the standards say. When PostHog, which
// reads URLs in its own way, would ask for another one, the evidence says so.
type Fetcher struct {
	options FetchOptions
	http    *http.Client
	slots   chan struct{}
	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	room    atomic.Int64 // bytes that may still be held

	mu      sync.Mutex
	fetched map[string]*fetched // by URL
	pairs   map[pairKey]*symbols.Pair
}

type pairKey struct{ url, chunk string }

// fetched is what became of a URL; its fields are set once done is closed.
type fetched struct {
	done     chan struct{}
	script   []byte
	name     string // the script's URL after redirects
	comments bundle.Comments
	sourceMap
	m   *sourcemap.Map
	err error
}

// NewFetcher makes a Fetcher. It asks for nothing before [Fetcher.Find] does.
func NewFetcher(o FetchOptions) *Fetcher {
	if o.Timeout == 0 {
		o.Timeout = fetchTimeout
	}
	ctx, stop := context.WithCancel(context.Background())
	f := &Fetcher{
		options: o,
		http: &http.Client{
			Transport:     newTransport(o.AllowPrivate, http.ProxyFromEnvironment),
			CheckRedirect: checkRedirect,
			Timeout:       o.Timeout,
		},
		slots:   make(chan struct{}, atOnce),
		ctx:     ctx,
		stop:    stop,
		fetched: map[string]*fetched{},
		pairs:   map[pairKey]*symbols.Pair{},
	}
	f.room.Store(maxHeld)
	return f
}

// Find gets the symbol set of a frame with an http or https URL. An error that
// is a *symbols.Failure says why there is none.
func (f *Fetcher) Find(ctx context.Context, frame *symbols.Frame) (*symbols.Pair, error) {
	u, err := scriptURL(frame.File)
	if err != nil {
		return nil, err
	}
	got, err := f.get(u)
	if err != nil {
		return nil, err
	}
	select {
	case <-got.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if got.err != nil {
		return nil, got.err
	}
	return f.pair(frame, got), nil
}

// Close ends what is under way and closes the maps.
func (f *Fetcher) Close() error {
	f.stop()
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for _, got := range f.fetched {
		<-got.done
		if got.m != nil {
			errs = append(errs, got.m.Close())
		}
	}
	clear(f.fetched)
	clear(f.pairs)
	return errors.Join(errs...)
}

// get starts fetching a URL, once.
func (f *Fetcher) get(u *url.URL) (*fetched, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := u.String()
	if got := f.fetched[key]; got != nil {
		return got, nil
	}
	if len(f.fetched) == maxScripts {
		return nil, &symbols.Failure{
			Code:    symbols.FetchForbidden,
			Message: fmt.Sprintf("%s was not asked for: %d other files were", clip(key), maxScripts),
			Do:      mapsHint,
		}
	}
	got := &fetched{done: make(chan struct{})}
	f.fetched[key] = got
	go func() {
		defer close(got.done)
		select {
		case f.slots <- struct{}{}:
			defer func() { <-f.slots }()
			got.err = f.load(u, got)
		case <-f.ctx.Done():
			got.err = f.ctx.Err()
		}
	}()
	return got, nil
}

// load gets a script and its map.
func (f *Fetcher) load(u *url.URL, got *fetched) error {
	script, err := f.body(u)
	if err != nil {
		return err
	}
	if isPage(script.data) {
		return failed(script.url, "answered with a web page, not with JavaScript: the server no longer has such a file")
	}
	got.script, got.name = script.data, script.url.String()
	got.comments = bundle.ReadComments(script.data)
	got.sourceMap, err = findMap(u, script, got.comments)
	if err != nil {
		return err
	}
	if got.inline != "" {
		if got.m, err = sourcemap.ParseDataURL(got.inline); err != nil {
			return badMap("inline map of "+got.name, err)
		}
		got.inline = "" // up to 25 MB that are no longer needed
		return nil
	}
	m, err := f.body(got.url)
	if err != nil {
		return err
	}
	if isPage(m.data) {
		return failed(got.url, "answered with a web page, not with a source map: the server has no such file")
	}
	if got.m, err = sourcemap.Parse(m.data); err != nil {
		return badMap(got.url.String(), err)
	}
	return nil
}

// pair makes the pair of a frame from what its URL gave.
func (f *Fetcher) pair(frame *symbols.Frame, got *fetched) *symbols.Pair {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := pairKey{got.name, frame.ChunkID}
	if p := f.pairs[key]; p != nil {
		return p
	}
	p := &symbols.Pair{
		Ref:      frame.Ref(),
		File:     got.name,
		MapFile:  "inline map of " + got.name,
		Map:      got.m,
		Evidence: got.evidence,
		Minified: func() ([]byte, error) { return got.script, nil },
	}
	if got.url != nil {
		p.MapFile = got.url.String()
	}
	if kind, file, of := got.comments.Against(got.m); kind != "" {
		p.Doubt = stale("%s has the %s %s and its map has %s: they are of different builds", clip(got.name), kind, clip(file), clip(of))
	}
	switch has := got.comments.ChunkID; {
	case frame.ChunkID == "":
	case bundle.SameID(has, frame.ChunkID) || bundle.SameID(got.comments.DebugID, frame.ChunkID):
		p.Evidence = append([]string{"chunk id"}, p.Evidence...)
	case has != "":
		p.Doubt = stale("%s has the chunk id %s now and the frame's is %s: another build was deployed since", clip(got.name), clip(has), clip(frame.ChunkID))
	}
	f.pairs[key] = p
	return p
}

// An answer is a body and where it came from.
type answer struct {
	url    *url.URL // after redirects
	header http.Header
	data   []byte
}

// body gets a URL.
func (f *Fetcher) body(u *url.URL) (*answer, error) {
	req, err := http.NewRequestWithContext(f.ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, failed(u, "is not a URL that can be asked for")
	}
	req.Header.Set("User-Agent", userAgent(f.options.Version))
	resp, err := f.http.Do(req)
	if err != nil {
		return nil, f.failure(u, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, failed(resp.Request.URL, fmt.Sprintf("answered %d %s", resp.StatusCode, http.StatusText(resp.StatusCode)))
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err != nil {
		return nil, f.failure(resp.Request.URL, err)
	}
	if len(data) > maxBody {
		return nil, failed(resp.Request.URL, fmt.Sprintf("is larger than %d MB", maxBody/1_000_000))
	}
	if f.room.Add(-int64(len(data))) < 0 {
		return nil, failed(resp.Request.URL, fmt.Sprintf("does not fit: the files before it fill the %d GB that symset holds", maxHeld>>30))
	}
	return &answer{url: resp.Request.URL, header: resp.Header, data: data}, nil
}

// failure tells what went wrong with a request.
func (f *Fetcher) failure(u *url.URL, err error) error {
	var blocked *blockedError
	var dns *net.DNSError
	var netErr net.Error
	var wrapped *url.Error
	switch {
	case f.ctx.Err() != nil:
		return f.ctx.Err()
	case errors.As(err, &blocked):
		return &symbols.Failure{
			Code:    symbols.FetchForbidden,
			Message: fmt.Sprintf("%s was not asked for: %s", clip(u.String()), blocked.Error()),
			Do:      mapsHint,
		}
	case errors.As(err, &dns) && dns.IsNotFound:
		return failed(u, fmt.Sprintf("can't be asked for: there is no host %s", clip(dns.Name)))
	case errors.As(err, &netErr) && netErr.Timeout():
		return failed(u, fmt.Sprintf("did not answer in time (%s for the connection, %s in all)", connectTimeout, f.options.Timeout))
	case errors.As(err, &wrapped):
		return failed(u, "can't be fetched: "+wrapped.Err.Error())
	}
	return failed(u, "can't be fetched: "+err.Error())
}

const mapsHint = "--maps DIR names a build folder with the file and its map"

func failed(u *url.URL, what string) error {
	return &symbols.Failure{Code: symbols.FetchFailed, Message: clip(u.String()) + " " + what, Do: mapsHint}
}

func badMap(name string, err error) error {
	return &symbols.Failure{Code: symbols.BadMap, Message: clip(name) + ": " + err.Error(), Do: mapsHint}
}

func stale(format string, args ...any) *symbols.Failure {
	return &symbols.Failure{Code: symbols.Stale, Message: fmt.Sprintf(format, args...), Do: mapsHint}
}

// clip cuts a long text.
func clip(s string) string { return phrase.Clip(s, 200) }

// isPage reports whether a body is HTML or XML: what servers send for paths
// that they don't know, often with status 200.
func isPage(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(data) < 2 || data[0] != '<' {
		return false
	}
	return !bytes.HasPrefix(data, []byte("<!--")) || bytes.Contains(bytes.ToLower(data[:min(len(data), 4096)]), []byte("<html"))
}
