package preflight

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"symset/symbols/container"
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

// secretSources names sources that people would rather keep to themselves, a sentence for each.
func secretSources(m *sourcemap.Map) (found []string) {
	for i := range min(m.Sources(), mostSources) {
		name := path.Base(strings.ReplaceAll(m.Source(i), `\`, "/"))
		name, _, _ = strings.Cut(name, "?")
		ext := path.Ext(name)
		if name == ".env" || strings.HasPrefix(name, ".env.") || name == "id_rsa" || name == "id_ed25519" || ext == ".pem" || ext == ".key" || ext == ".p12" {
			found = append(found, fmt.Sprintf("the source %s is sent with the map", m.Source(i)))
		}
	}
	return found
}

// An inspected text is what reading a map's bytes tells.
type inspected struct {
	utf8  bool
	found []int // secrets, by mark
}

const (
	// secretWindow is how many bytes behind a mark's letters are looked at.
	secretWindow = 128

	// inspectedAt is how many bytes of a map are looked at a time.
	inspectedAt = 1 << 20
)

// inspect reads a map through, holding a piece of it at a time. Of none
// everything is well.
func inspect(data container.Input) (inspected, error) {
	r := inspected{utf8: true, found: make([]int, len(marks))}
	if data.Reader == nil {
		return r, nil
	}
	from := io.NewSectionReader(data.Reader.(io.ReaderAt), 0, data.Size)
	buf, held, checked := make([]byte, inspectedAt), 0, 0
	for {
		n, err := io.ReadFull(from, buf[held:])
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return r, err
		}
		piece := buf[:held+n]
		if last {
			r.utf8 = r.utf8 && utf8.Valid(piece[checked:])
			r.count(piece, len(piece))
			return r, nil
		}
		whole := wholeRunes(piece)
		r.utf8 = r.utf8 && utf8.Valid(piece[checked:whole])
		r.count(piece, len(piece)-secretWindow)
		held = copy(buf, piece[len(piece)-secretWindow:])
		checked = held - (len(piece) - whole)
	}
}

// wholeRunes gives where a character begins that is not whole at the end of a
// piece of text; its length when there is none.
func wholeRunes(piece []byte) int {
	for i := len(piece) - 1; i >= max(0, len(piece)-utf8.UTFMax); i-- {
		if utf8.RuneStart(piece[i]) {
			if utf8.FullRune(piece[i:]) {
				break
			}
			return i
		}
	}
	return len(piece)
}

// count counts the secrets that begin before limit.
func (r *inspected) count(piece []byte, limit int) {
	for i, mark := range marks {
		for at := 0; ; at += len(mark.letters) {
			k := bytes.Index(piece[at:], []byte(mark.letters))
			if k < 0 || at+k >= limit {
				break
			}
			if at += k; patterns()[i].Match(piece[at:min(len(piece), at+secretWindow)]) {
				r.found[i]++
			}
		}
	}
}

// secrets tells what was found, a sentence for each kind. The secrets
// themselves are not told.
func (r *inspected) secrets() (told []string) {
	for i, n := range r.found {
		if n > 0 {
			told = append(told, fmt.Sprintf("the map holds what looks like %s, %d times", marks[i].words, n))
		}
	}
	return told
}
