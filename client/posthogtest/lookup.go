package posthogtest

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"symset/client/posthogtest/cymbal"
)

const (
	failedAgain = 24 * time.Hour // after which PostHog fetches anew what had failed
	usedAgain   = 12 * time.Hour // after which a use is noted anew
)

// A finder finds symbol sets among a server's. The caller holds the lock.
type finder struct{ *Server }

// Find looks a frame's symbol set up as PostHog does: by chunk id, then by URL,
// which is fetched when there is no row for it, or an old failed one. A row
// whose upload is not finished is none.
func (s finder) Find(language, chunkID, address string) (*cymbal.Symbols, string, *cymbal.Failure) {
	for _, ref := range []string{chunkID, address} {
		set := s.refs[cutRef(ref)]
		if ref == "" || set == nil {
			continue
		}
		switch {
		case set.Failure != "" && (set.StoragePtr == "" || language != "JavaScript"):
			if ref == address && s.now().Sub(later(set.LastUsed, set.Created)) > failedAgain {
				continue
			}
			return nil, set.Ref, cymbal.ParseFailure(set.Failure)
		case set.StoragePtr == "", set.ContentHash == "", s.objects[set.StoragePtr] == nil:
			continue
		}
		s.use(set)
		symbols, why := s.opened(language, set.StoragePtr)
		return symbols, set.Ref, why
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

// opened opens a stored file once. What was read stays, as in PostHog.
func (s *Server) opened(language, key string) (*cymbal.Symbols, *cymbal.Failure) {
	if symbols := s.symbols[key]; symbols != nil {
		return symbols, nil
	}
	symbols, why := cymbal.Open(language, s.objects[key])
	if why == nil {
		s.symbols[key] = symbols
	}
	return symbols, why
}

// Publish puts a file where PostHog can fetch it. There is no other network in
// the box: what is not published is not found.
func (s *Server) Publish(address string, file []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.published[address] = file
}

// fetched fetches a script and its map, and stores both, or why it could not,
// under the script's URL.
func (s *Server) fetched(language, address string) (*cymbal.Symbols, string, *cymbal.Failure) {
	ref := cutRef(address)
	set := s.refs[ref]
	if set == nil {
		set = &Set{ID: s.newID(), Ref: ref, Created: s.now()}
		s.keep(set)
	}
	set.LastUsed = s.now()
	s.changes++
	failed := func(code string, args ...any) (*cymbal.Symbols, string, *cymbal.Failure) {
		why := &cymbal.Failure{Language: language, Code: code, Args: args}
		set.Failure = why.Reason()
		return nil, ref, why
	}
	missing := func(address string) (*cymbal.Symbols, string, *cymbal.Failure) {
		return failed("HttpStatus", 404, fmt.Sprintf("HTTP status client error (404 Not Found) for url (%s)", address))
	}
	script, found := s.published[address]
	if !found {
		return missing(address)
	}
	mapAddress, named := mapOf(address, script)
	sourceMap, found := s.published[mapAddress]
	switch {
	case !found && named:
		return missing(mapAddress)
	case !found:
		return failed("NoSourcemap", address)
	}
	file := firstContainer(script, sourceMap)
	symbols, why := cymbal.Open(language, file)
	if why != nil {
		set.Failure = why.Reason()
		return nil, ref, why
	}
	s.store(set, file)
	set.Failure = ""
	return symbols, ref, nil
}

// mapOf tells where PostHog fetches a script's map, and whether the script names
// it. The comment must begin its line; one with a slash takes the place of the
// whole path.
func mapOf(address string, script []byte) (string, bool) {
	lines := strings.Split(string(script), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		name, found := strings.CutPrefix(strings.TrimRight(lines[i], "\r"), "//# sourceMappingURL=")
		switch {
		case !found:
			continue
		case strings.HasPrefix(name, "http"):
			return name, true
		case !strings.Contains(name, "/"):
			return address[:strings.LastIndexByte(address, '/')+1] + name, true
		}
		if u, err := url.Parse(address); err == nil {
			u.Path, u.RawQuery = "/"+strings.TrimPrefix(strings.TrimPrefix(name, "."), "/"), ""
			return u.String(), true
		}
	}
	return address + ".map", false
}
