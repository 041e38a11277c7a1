package posthogtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// A Fault spoils requests. The zero fields spoil nothing.
type Fault struct {
	Method string // empty for any
	Path   string // a part of the path; empty for any
	In     string // a part of the body; empty for any
	Skip   int    // requests that pass unharmed first
	Times  int    // requests that are spoilt; 0 means for ever

	Delay  time.Duration // before the answer
	Deaf   bool          // do what is asked for even when nobody waits for it
	Worked bool          // do what is asked for, and only then fail
	Status int           // answered instead; 0 leaves the answer as it is
	Header map[string]string
	Body   string        // answered instead, with Status or, when that is 0, with 200
	Cut    bool          // end the connection after CutAt bytes of the answer's body
	CutAt  int           // below 0: before the answer's first byte
	Drip   time.Duration // send the body a byte at a time with this pause, and blanks for ever after it
}

// Break makes the server have a fault from now on. Of several that fit a
// request the oldest has its turn.
func (s *Server) Break(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = -1
	}
	s.faults = append(s.faults, &f)
}

// Mend takes all faults away.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault gives the fault that a request meets, or nil.
func (s *Server) fault(r *http.Request) *Fault {
	body, err := io.ReadAll(r.Body) // it is in memory
	if err != nil {
		return nil
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		switch {
		case f.Times == 0, f.Method != "" && f.Method != r.Method, !strings.Contains(r.URL.Path, f.Path), !bytes.Contains(body, []byte(f.In)):
			continue
		case f.Skip > 0:
			f.Skip--
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}

// faulty lets requests meet their faults.
func (s *Server) faulty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := s.fault(r)
		if f == nil {
			next.ServeHTTP(w, r)
			return
		}
		patience := r.Context()
		if f.Deaf {
			patience = context.WithoutCancel(patience)
		}
		if !wait(patience, f.Delay) {
			return
		}
		answer := &held{header: http.Header{}, status: http.StatusOK}
		instead := f.Status != 0 || f.Body != ""
		if f.Worked || !instead && !(f.Cut && f.CutAt < 0) {
			next.ServeHTTP(answer, r)
		}
		if instead {
			answer = &held{header: http.Header{}, status: max(f.Status, http.StatusOK)}
			answer.body.WriteString(f.Body)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		for name, value := range f.Header {
			w.Header().Set(name, value)
		}
		f.send(r.Context(), w, answer.status, answer.body.Bytes())
	})
}

// A held answer is one that is not sent yet.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the answer's.
func (h *held) Header() http.Header { return h.header }

// Write adds to the body.
func (h *held) Write(p []byte) (int, error) { return h.body.Write(p) }

// WriteHeader keeps the status.
func (h *held) WriteHeader(status int) { h.status = status }

// send answers as the fault has it.
func (f *Fault) send(ctx context.Context, w http.ResponseWriter, status int, body []byte) {
	if f.Cut && f.CutAt < 0 {
		hangUp(w)
		return
	}
	if f.Cut {
		w.Header().Set("Content-Length", fmt.Sprint(len(body)+1))
		w.WriteHeader(status)
		_, _ = w.Write(body[:min(f.CutAt, len(body))])
		_ = http.NewResponseController(w).Flush()
		hangUp(w)
		return
	}
	w.WriteHeader(status)
	if f.Drip == 0 {
		_, _ = w.Write(body)
		return
	}
	for i := 0; wait(ctx, f.Drip); i++ {
		next := []byte(" ")
		if i < len(body) {
			next = body[i : i+1]
		}
		if _, err := w.Write(next); err != nil || http.NewResponseController(w).Flush() != nil {
			return
		}
	}
}

// hangUp ends the connection without a word more.
func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}

// wait reports whether the time passed before the one who asked went away.
func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
