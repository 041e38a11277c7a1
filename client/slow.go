package client

import (
	"sync"
	"time"
)

// patience is how long a call may be without an answer before Waiting is called.
const patience = 5 * time.Second

// slow counts the calls that have had no answer for longer than that.
type slow struct {
	mu    sync.Mutex
	calls int
	tell  func(calls int) // nil when nobody wants to know
}

// begin is called when a call begins, and what it gives when that has ended.
func (s *slow) begin() (end func()) {
	if s.tell == nil {
		return func() {}
	}
	told, over := false, false
	timer := time.AfterFunc(patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if !over {
			told = true
			s.calls++
			s.tell(s.calls)
		}
	})
	return func() {
		timer.Stop()
		s.mu.Lock()
		defer s.mu.Unlock()
		if over = true; told {
			s.calls--
			s.tell(s.calls)
		}
	}
}
