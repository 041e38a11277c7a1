package posthogtest

import (
	"time"

	"symset/client/posthogtest/cymbal"
	"symset/symbols/phrase"
)

const (
	failedAgain = 24 * time.Hour // after which PostHog fetches anew what had failed
	usedAgain   = 12 * time.Hour // after which a use is noted anew
)

// A finder finds symbol sets among a server's. The caller holds the lock.
type finder struct{ *Server }

// Find looks a frame's symbol set up as PostHog does: by chunk id, then by URL,
// which is fetched when there is no row for it, or an old failed one. A row
// whose upload is not finished is not one.
func (s finder) Find(language, chunkID, address string) (*cymbal.Symbols, string, *cymbal.Failure) {
	for _, ref := range []string{chunkID, address} {
		set := s.refs[phrase.Head(ref, maxRef)]
		if ref == "" || set == nil {
			continue
		}
		if set.Failure != "" && (set.StoragePtr == "" || language != "JavaScript") {
			if ref == address && s.now().Sub(later(set.LastUsed, set.Created)) > failedAgain {
				continue
			}
			return nil, set.Ref, cymbal.ParseFailure(set.Failure)
		}
		if s.usable(set) {
			symbols, why := s.opened(language, set)
			return symbols, set.Ref, why
		}
	}
	if address == "" {
		return nil, "", cymbal.NoSourcemapUploaded(language, chunkID)
	}
	return s.fetched(language, address)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// use notes that a set was looked up, as rarely as PostHog does.
func (s *Server) use(set *Set) {
	if s.now().Sub(set.LastUsed) > usedAgain {
		set.LastUsed = s.now()
		s.changes++
	}
}

// usable reports whether a set's upload is finished and its file there.
func (s *Server) usable(set *Set) bool {
	return set.StoragePtr != "" && set.ContentHash != "" && s.objects[set.StoragePtr] != nil
}

// opened opens a set's file once. What was read stays, as in PostHog.
func (s *Server) opened(language string, set *Set) (*cymbal.Symbols, *cymbal.Failure) {
	s.use(set)
	key := set.StoragePtr
	if symbols := s.symbols[key]; symbols != nil {
		return symbols, nil
	}
	symbols, why := cymbal.Open(language, s.objects[key])
	if why == nil {
		s.symbols[key] = symbols
	}
	return symbols, why
}
