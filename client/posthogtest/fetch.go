package posthogtest

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	"symset/client/posthogtest/cymbal"
	"symset/symbols/phrase"
)

// Publish puts a file where PostHog can fetch it. There is no other network in
// the box: what is not published is not found.
func (s *Server) Publish(address string, file []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.published[address] = file
}

// fetched fetches a script and its map, and stores both, or why it could not,
// under the script's URL. A chunk id in the script stands for a set that was
// uploaded.
func (s *Server) fetched(language, address string) (*cymbal.Symbols, string, *cymbal.Failure) {
	ref := phrase.Head(address, maxRef)
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
	if uploaded := s.refs[chunkOf(script)]; uploaded != nil && s.usable(uploaded) {
		symbols, why := s.opened(language, uploaded)
		return symbols, uploaded.Ref, why
	}
	mapAddress, named := mapOf(address, script)
	sourceMap, found := s.published[mapAddress]
	switch {
	case strings.HasPrefix(mapAddress, "data:"):
		var flaw string
		if sourceMap, flaw = inline(mapAddress); flaw != "" {
			return failed("InvalidDataUrl", address, flaw)
		}
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
		case strings.HasPrefix(name, "http"), strings.HasPrefix(name, "data:"):
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

// chunkLines is in how many of a script's last lines its chunk id is looked for.
const chunkLines = 32

// chunkOf gives the chunk id that a script names; empty when it names none.
func chunkOf(script []byte) string {
	lines := strings.Split(string(script), "\n")
	for _, line := range lines[max(0, len(lines)-chunkLines):] {
		for _, mark := range []string{"//# chunkId=", "//@ chunkId="} {
			if id, found := strings.CutPrefix(strings.TrimSpace(line), mark); found {
				return strings.TrimSpace(id)
			}
		}
	}
	return ""
}

// inline decodes a map in a data URL, or tells why PostHog would not: plain text
// is taken as it stands, without decoding its percent signs.
func inline(address string) (text []byte, flaw string) {
	head, data, found := strings.Cut(strings.TrimPrefix(address, "data:"), ",")
	kind, parameters, _ := strings.Cut(head, ";")
	switch {
	case !found:
		return nil, "Data url has no comma"
	case kind != "application/json":
		return nil, "Data url is not application/json"
	}
	encoded := false
	for parameter := range strings.SplitSeq(parameters, ";") {
		switch parameter {
		case "", "charset=utf-8":
		case "base64":
			encoded = true
		default:
			return nil, "Data url has the unknown parameter " + parameter
		}
	}
	if !encoded {
		return []byte(data), ""
	}
	text, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, "Failed to decode base64 data. " + err.Error()
	}
	return text, ""
}
