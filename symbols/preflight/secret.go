package preflight

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"

	"symset/symbols/sourcemap"
)

// A mark is how a kind of secret is known in text: by a few letters that are
// cheap to look for, and by what must stand around them.
type mark struct {
	letters string
	pattern string // begins with the letters
	words   string
}

var marks = []mark{
	{"-----BEGIN ", `^-----BEGIN ([A-Z]+ )*PRIVATE KEY-----`, "a private key"},
	{"phx_", `^phx_[A-Za-z0-9]{20,}`, "a personal API key of PostHog"},
	{"AKIA", `^AKIA[0-9A-Z]{16}\b`, "an access key of AWS"},
	{"ghp_", `^ghp_[A-Za-z0-9]{36}`, "a token of GitHub"},
	{"github_pat_", `^github_pat_[A-Za-z0-9_]{22,}`, "a token of GitHub"},
	{"sk_live_", `^sk_live_[A-Za-z0-9]{16,}`, "a live key of Stripe"},
	{"xoxb-", `^xoxb-[0-9A-Za-z-]{20,}`, "a token of Slack"},
	{"AIzaSy", `^AIzaSy[A-Za-z0-9_-]{33}`, "an API key of Google"},
}

var patterns = sync.OnceValue(func() []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(marks))
	for i, m := range marks {
		all[i] = regexp.MustCompile(m.pattern)
	}
	return all
})

// secretWindow is how many bytes behind a mark's letters are looked at.
const secretWindow = 128

// secrets tells what of a map people rather keep, a sentence for each kind. The
// secrets themselves are not told.
func secrets(m *sourcemap.Map, data []byte) []string {
	var found []string
	for i := range m.Sources() {
		name := path.Base(strings.ReplaceAll(m.Source(i), `\`, "/"))
		name, _, _ = strings.Cut(name, "?")
		ext := path.Ext(name)
		if name == ".env" || strings.HasPrefix(name, ".env.") || name == "id_rsa" || name == "id_ed25519" || ext == ".pem" || ext == ".key" || ext == ".p12" {
			found = append(found, fmt.Sprintf("the source %s goes with the map", m.Source(i)))
		}
	}
	for i, mark := range marks {
		n := 0
		for rest := data; ; {
			at := bytes.Index(rest, []byte(mark.letters))
			if at < 0 {
				break
			}
			if patterns()[i].Match(rest[at:min(len(rest), at+secretWindow)]) {
				n++
			}
			rest = rest[at+len(mark.letters):]
		}
		if n > 0 {
			found = append(found, fmt.Sprintf("what looks like %s stands in the map, %d times", mark.words, n))
		}
	}
	return found
}
