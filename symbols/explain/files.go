package explain

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/phrase"
)

// files takes the steps of fetching with the files of a build, as if they were
// what the URL serves.
func (q *inquiry) files(ctx context.Context) {
	if q.Local == nil {
		if !q.failed() {
			q.add(StepFetch, NotAsked, "the file was not looked at: --maps names a build")
		}
		return
	}
	pair, err := q.Local.Find(ctx, q.Frame)
	var why *symbols.Failure
	if err != nil && !errors.As(err, &why) {
		why = &symbols.Failure{Code: symbols.BadMap, Message: err.Error()}
	}
	if why != nil && (pair == nil || pair.Minified == nil) {
		q.add(StepFetch, Failed, "the build does not have what the URL serves: "+why.Message)
		return
	}
	u := scriptURL(q.Frame)
	switch {
	case u != nil && private(u):
		q.add(StepFetch, Note, fmt.Sprintf("PostHog never fetches from %s, a private address; symset took %s instead", u.Host, pair.File))
	case pair.File != "":
		q.add(StepFetch, Note, "not fetched: symset took "+pair.File)
	}
	q.add(StepHeader, NotAsked, "a SourceMap header would come first; files have none")
	if pair.Minified != nil {
		if src, err := pair.Minified(); err == nil {
			q.comment(bundle.ReadComments(src), u, why)
		}
	}
	if why != nil {
		q.refused(why)
		return
	}
	if q.pair == nil {
		q.pair = pair
	}
}

// comment tells how PostHog reads the comment that names the map.
func (q *inquiry) comment(c bundle.Comments, u *url.URL, why *symbols.Failure) {
	asks := "PostHog asks for the file's URL with .map appended"
	if u != nil {
		asks = fmt.Sprintf("PostHog asks for %s", bundle.MapBeside(u))
	}
	switch {
	case c.SourceMap == "" && why != nil && why.Code == symbols.NoMap:
		q.add(StepComment, Failed, "the file has no sourceMappingURL comment, and there is no map beside it")
	case c.SourceMap == "":
		q.add(StepComment, Note, "the file has no sourceMappingURL comment: "+asks)
	case !c.Plain:
		q.add(StepComment, Note, "the comment is not a line that begins with //# sourceMappingURL=, so PostHog does not see it: "+asks)
	case strings.HasPrefix(c.SourceMap, "data:"):
		q.add(StepComment, OK, "the comment holds the map itself")
		q.inline(c.SourceMap)
	default:
		q.add(StepComment, OK, "the comment names the map "+clip(c.SourceMap))
		q.mapURL(c.SourceMap, u)
	}
}

// inline tells whether PostHog decodes a data: URL.
func (q *inquiry) inline(dataURL string) {
	head, data, ok := strings.Cut(strings.TrimPrefix(dataURL, "data:"), ",")
	parts := strings.Split(head, ";")
	encoded := false
	for _, p := range parts[1:] {
		switch p = strings.ToLower(p); {
		case p == "base64":
			encoded = true
		case p != "charset=utf-8":
			q.add(StepMapURL, Failed, fmt.Sprintf("PostHog does not know %q in the data: URL of a map", clip(p)))
			return
		}
	}
	switch _, err := base64.StdEncoding.DecodeString(data); {
	case !ok:
		q.add(StepMapURL, Failed, "the data: URL has no comma")
	case encoded && err != nil:
		q.add(StepMapURL, Failed, fmt.Sprintf("the data: URL is not base64: %v", err))
	case !encoded && strings.Contains(data, "%"):
		q.add(StepMapURL, Failed, "the data: URL is percent-encoded, and PostHog does not decode that: it finds no JSON")
	case parts[0] != "application/json":
		q.add(StepMapURL, Failed, fmt.Sprintf("the data: URL is of the type %q, and PostHog takes only application/json", clip(parts[0])))
	default:
		q.add(StepMapURL, OK, "the map is in the file, "+phrase.Size(int64(len(dataURL))))
	}
}

// mapURL tells where PostHog looks for a map that a comment names.
func (q *inquiry) mapURL(named string, u *url.URL) {
	if u == nil {
		q.add(StepMapURL, NotAsked, "the frame has no URL to resolve it against")
		return
	}
	theirs := bundle.PostHogMapURL(u, named, false)
	ref, err := url.Parse(named)
	if err != nil {
		q.add(StepMapURL, Failed, fmt.Sprintf("%q is not a URL", clip(named)))
		return
	}
	browsers := u.ResolveReference(ref)
	switch {
	case private(theirs) && theirs.Host != u.Host:
		q.add(StepMapURL, Failed, fmt.Sprintf("PostHog never fetches from private addresses such as %s", clip(theirs.String())))
	case theirs.Host != u.Host:
		q.add(StepMapURL, Note, "it is on another host: PostHog asks for "+clip(theirs.String()))
	case theirs.EscapedPath() != browsers.EscapedPath():
		q.add(StepMapURL, Failed, fmt.Sprintf("PostHog takes a name with a slash from the site's root: it asks for %s, browsers for %s", clip(theirs.String()), clip(browsers.String())))
	default:
		q.add(StepMapURL, OK, "PostHog asks for "+clip(theirs.String()))
	}
}

// refused tells at which step the files of the build let PostHog down.
func (q *inquiry) refused(why *symbols.Failure) {
	step := StepMap
	switch why.Code {
	case symbols.NoMap, symbols.FetchForbidden, symbols.FetchFailed:
		step = StepMapURL
	case symbols.Stale, symbols.Ambiguous:
		step = StepBelongs
	case symbols.NoFile:
		step = StepFetch
	}
	if last := &q.Steps[len(q.Steps)-1]; last.Outcome == Failed { // told with its cause
		if last.Name == StepMapURL {
			last.Words += "; here, " + why.Message
		}
		return
	}
	q.add(step, Failed, why.Message)
	if why.Do != "" {
		q.Fix = append(q.Fix, Fix{Do: why.Do})
	}
}

// clip cuts what files say of themselves.
func clip(s string) string { return phrase.Clip(s, 200) }
