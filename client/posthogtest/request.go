package posthogtest

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
)

const (
	maxRequests = 10_000    // that are kept; the oldest go
	maxKept     = 64 << 10  // bytes of a body that are kept
	maxBody     = 256 << 20 // bytes of a body that are read
)

// A Request is one that came in, to the API or to the storage.
type Request struct {
	Host, Method, Path string
	Query              url.Values
	Header             http.Header
	Body               []byte // its first 64 KiB
}

// Requests gives the requests so far, in the order they came.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Forget drops the requests so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// recorded keeps each request, and hands its body on as one that is in memory.
func (s *Server) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		s.mu.Lock()
		if len(s.requests) >= maxRequests {
			s.requests = slices.Delete(s.requests, 0, maxRequests/10)
		}
		s.requests = append(s.requests, Request{
			Host: r.Host, Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.Query(),
			Header: r.Header.Clone(), Body: bytes.Clone(body[:min(len(body), maxKept)]),
		})
		s.mu.Unlock()
		if err != nil {
			return // the sender is gone
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}
