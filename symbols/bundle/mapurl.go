package bundle

import (
	"net/url"
	"strings"
)

// PostHogMapURL gives the URL that PostHog asks for the map of a script, named
// in its header or its comment: what begins with "http" as it
// is; else the script's URL with another path, and for a comment without a
// slash another name.
func PostHogMapURL(script *url.URL, named string, fromHeader bool) *url.URL {
	if strings.HasPrefix(named, "http") {
		if u, err := url.Parse(named); err == nil {
			return u
		}
	}
	u := *script
	u.RawPath = ""
	p, _, _ := strings.Cut(named, "?")
	if decoded, err := url.PathUnescape(p); err == nil {
		p = decoded
	}
	switch {
	case !fromHeader && !strings.Contains(p, "/"):
		u.Path = u.Path[:strings.LastIndexByte(u.Path, '/')+1] + p
	default:
		u.Path = "/" + strings.TrimPrefix(p, "/")
		u = *u.ResolveReference(&url.URL{Path: u.Path}) // "." and ".." go
	}
	return &u
}

// MapBeside gives the URL of the map of a script that names none: its path with
// ".map" appended.
func MapBeside(script *url.URL) *url.URL {
	u := *script
	u.Path += ".map"
	if u.RawPath != "" {
		u.RawPath += ".map"
	}
	return &u
}
