// Package posthogtest is a PostHog in a box: a real HTTP server on the loopback
// interface that keeps PostHog's contract about symbol sets, releases, stored
// frames, issues and events, with its sharp edges, and an object storage beside
// it. Faults come on demand, the server's age can be chosen, every request is
// kept, and the state can be looked at.
//
// Where PostHog's behaviour is not known for sure, the likelier one is kept.
package posthogtest

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"symset/client/posthogtest/cymbal"
)

// A Generation is an age of PostHog, as far as its API differs.
type Generation int

const (
	// Newest is PostHog of mid-2026.
	Newest Generation = iota

	// Older is PostHog of early 2026: a list that knows neither ref nor
	// search and tells storage_ptr, no bulk_check_upload, no download, no
	// compact queries, a bulk_start_upload that knows no force and skips what
	// differs, a failed bulk_finish_upload that deletes every set it names,
	// and a PUT of two files that replaces a set.
	Older

	// NoBulk is Older without the bulk calls of uploading.
	NoBulk
)

// Config says what kind of PostHog to start.
type Config struct {
	Generation Generation
	Key        string   // the personal API key that is taken; "phx_test" when empty
	Project    string   // the project's number; "1" when empty
	Scopes     []string // of the key; all that exist when nil
	NoCount    bool     // lists don't count: count is null
	Accelerate bool     // uploads get a fallback URL beside the first
	NoStorage  bool     // object storage is turned off
	FramesStay bool     // stored frames don't expire

	// FramesAnswer lets stored frames answer for new exceptions while they
	// live, as PostHog does: what was mended shows after five minutes, what
	// was replaced after thirty.
	FramesAnswer bool

	// Address is where the API listens, on the loopback interface; a free
	// port of 127.0.0.1 when empty.
	Address string

	// PollInterval is what a login is told to wait between two questions; 0
	// means 5 s.
	PollInterval time.Duration
}

// Scopes are all that calls here ask for.
func Scopes() []string {
	return []string{"error_tracking:read", "error_tracking:write", "query:read"}
}

// A Server is a running PostHog. Its methods are safe for concurrent use.
type Server struct {
	URL        string // of the API
	StorageURL string // of the object storage, another origin

	config  Config
	servers []*http.Server
	routes  *http.ServeMux

	mu        sync.Mutex
	ahead     time.Duration // of the real clock
	serial    int           // of the ids given out
	requests  []Request
	faults    []*Fault
	sets      map[string]*Set
	refs      map[string]*Set
	releases  map[string]*Release
	objects   map[string][]byte
	symbols   map[string]*cymbal.Symbols // opened, by key of objects
	published map[string][]byte          // that can be fetched, by URL
	frames    []Frame
	issues    []Issue
	events    []Event
	logins    map[string]*login
	changes   int     // how often anything may have changed
	listed    listing // the last list of sets
}

// Start starts a server on two ports, free ones unless the config says otherwise.
func Start(config Config) (*Server, error) {
	config.Key = cmp.Or(config.Key, "phx_test")
	config.Project = cmp.Or(config.Project, "1")
	config.PollInterval = cmp.Or(config.PollInterval, 5*time.Second)
	if config.Scopes == nil {
		config.Scopes = Scopes()
	}
	s := &Server{
		config:    config,
		sets:      map[string]*Set{},
		refs:      map[string]*Set{},
		releases:  map[string]*Release{},
		objects:   map[string][]byte{},
		symbols:   map[string]*cymbal.Symbols{},
		published: map[string][]byte{},
		logins:    map[string]*login{},
	}
	s.routes = s.newRoutes()
	var err error
	if s.URL, err = s.listen(cmp.Or(config.Address, anyPort), s.serveAPI); err != nil {
		return nil, err
	}
	if s.StorageURL, err = s.listen(anyPort, s.serveStorage); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// anyPort is a free port, on the loopback interface.
const anyPort = "127.0.0.1:0"

func (s *Server) listen(address string, handle func(http.ResponseWriter, *http.Request)) (string, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("listen on %s: %w", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", fmt.Errorf("listen on %s: it is no address of the loopback interface, such as 127.0.0.1:8010", address)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", fmt.Errorf("listen on the loopback interface: %w", err)
	}
	server := &http.Server{
		Handler:           s.recorded(s.faulty(http.HandlerFunc(handle))),
		ReadHeaderTimeout: time.Minute,
	}
	s.servers = append(s.servers, server)
	go func() { _ = server.Serve(listener) }() // returns when the server is closed
	return "http://" + listener.Addr().String(), nil
}

// Close ends the server and every request under way.
func (s *Server) Close() error {
	var first error
	for _, server := range s.servers {
		first = cmp.Or(first, server.Close())
	}
	return first
}

// Advance sets the server's clock ahead, for what expires.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// now is the server's clock. The caller holds the lock.
func (s *Server) now() time.Time { return time.Now().Add(s.ahead).UTC().Truncate(time.Microsecond) }

// newID makes a UUID that sorts by the order of making. The caller holds the lock.
func (s *Server) newID() string {
	s.serial++
	return fmt.Sprintf("01900000-0000-7000-8000-%012d", s.serial)
}
