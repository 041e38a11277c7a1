package client

import (
	"fmt"
	"net/url"
	"strings"

	"symset/symbols"
	"symset/symbols/bundle"
)

// scriptURL reads the URL of a frame: http or https, without credentials and
// fragment, and without the ":line:column" that some traces leave on it.
func scriptURL(file string) (*url.URL, error) {
	if !symbols.Ref(file).IsURL() {
		return nil, &symbols.Failure{
			Code:    symbols.NoFile,
			Message: fmt.Sprintf("%s is not a public URL that could be asked for", clip(file)),
			Do:      mapsHint,
		}
	}
	u, err := url.Parse(symbols.TrimPlace(file))
	if err != nil || u.Hostname() == "" {
		return nil, &symbols.Failure{Code: symbols.NoFile, Message: fmt.Sprintf("%s is not a URL that can be read", clip(file)), Do: mapsHint}
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u, nil
}

// A sourceMap says where a script's map is.
type sourceMap struct {
	url      *url.URL // nil when it is inline
	inline   string   // a data: URL
	evidence []string
}

// findMap says where the map of a script is that was asked for at u: what the
// SourceMap header says, else its X- form, else the last comment, else beside.
func findMap(u *url.URL, script *answer, c bundle.Comments) (sourceMap, error) {
	named, how := script.header.Get("SourceMap"), "SourceMap header"
	if named == "" {
		named, how = script.header.Get("X-SourceMap"), "X-SourceMap header"
	}
	fromHeader := named != ""
	if !fromHeader {
		named, how = c.SourceMap, "sourceMappingURL"
	}
	beside := bundle.MapBeside(u)
	if named = strings.TrimSpace(named); named == "" {
		return sourceMap{url: beside, evidence: []string{"fetched", "map beside the URL"}}, nil
	}
	at := sourceMap{evidence: []string{"fetched", how}}
	theirs := beside
	switch {
	case fromHeader:
		theirs = bundle.PostHogMapURL(script.url, named, true)
	case c.Plain:
		theirs = bundle.PostHogMapURL(script.url, named, false)
	}
	if len(named) >= 5 && strings.EqualFold(named[:5], "data:") {
		at.inline = named
		if fromHeader || !c.Plain {
			at.evidence = append(at.evidence, "PostHog would not see this inline map")
		}
		return at, nil
	}
	ref, err := url.Parse(named)
	if err != nil {
		return at, failed(script.url, fmt.Sprintf("names a map that is not a URL: %s", clip(named)))
	}
	at.url = script.url.ResolveReference(ref)
	at.url.User, at.url.Fragment, at.url.RawFragment = nil, "", ""
	if at.url.Scheme != "http" && at.url.Scheme != "https" {
		return at, &symbols.Failure{
			Code:    symbols.FetchForbidden,
			Message: fmt.Sprintf("%s names the map %s: only http and https are asked for", clip(script.url.String()), clip(named)),
			Do:      mapsHint,
		}
	}
	if at.url.Host != theirs.Host || at.url.EscapedPath() != theirs.EscapedPath() {
		at.evidence = append(at.evidence, "PostHog would ask for "+clip(theirs.String()))
	}
	return at, nil
}
