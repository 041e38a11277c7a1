package inject

import (
	"bytes"
	"crypto/sha1" //nolint // the hash of UUID version 5
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A theirs is a pair as posthog-cli sees it. It does what the rules say and no
// more, by other means than this package: the referee of what both write.
type theirs struct {
	src string
	m   map[string]json.RawMessage
}

func newTheirs(src, m string) theirs {
	t := theirs{src: src}
	if err := json.Unmarshal([]byte(m), &t.m); err != nil {
		panic(err) // the tests' own maps
	}
	return t
}

var (
	theirChunk  = regexp.MustCompile(`(?m)^//# chunkId=(.*?)\r?$`)
	theirDebug  = regexp.MustCompile(`(?m)^//# debugId=(.*?)\r?$`)
	theirStart  = regexp.MustCompile(`^(?:#![^\n]*\n)?(?:` + trivial + `|(?:"(?:[^"\\]|\\(?s:.))*"|'(?:[^'\\]|\\(?s:.))*')(?:` + trivial + `)*;)*`)
	theirString = regexp.MustCompile("^(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`)")
)

const trivial = `[\t\n\f\r ]|//[^\n]*(?:\n|$)|/\*(?s:.*?)\*/`

func last(of *regexp.Regexp, text string) string {
	all := of.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1][1]
}

func (t *theirs) id() string { return last(theirChunk, t.src) }

// snippet finds the statement that tells the chunk id, and the release in it.
func (t *theirs) snippet() (from, to int, release string) {
	from = len(theirStart.FindString(t.src))
	depth, told := 0, false
	for to = from; to < min(len(t.src), from+4096); to++ {
		text := theirString.FindString(t.src[to:])
		if text != "" {
			value := text[1 : len(text)-1]
			told = told || value == t.id()
			if strings.HasSuffix(t.src[from:to], releaseProperty+"||") {
				release = value
			}
			to += len(text) - 1
			continue
		}
		switch t.src[to] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ';', ',':
			if depth == 0 {
				if t.id() == "" || !told || !strings.Contains(t.src[from:to], idsProperty) {
					return 0, 0, ""
				}
				return from, to + 1, release
			}
		}
	}
	return 0, 0, ""
}

// add makes the pair tell an id and a release: before everything.
func (t *theirs) add(id, release string) {
	tell := ""
	if release != "" {
		tell = fmt.Sprintf("r.%s=r.%[1]s||%q;", releaseProperty, release)
	}
	text := fmt.Sprintf(`!function(){try{var r=globalThis;%svar k=(new r.Error).stack;k&&(r.%s=r.%[2]s||{},r.%[2]s[k]=%q)}catch(r){`, tell, idsProperty, id)
	width := 271 + len(id) + 2
	if release != "" {
		width = 317 + len(id) + 2 + len(release) + 2
	}
	const end = "}}();"
	text += strings.Repeat(" ", width-len(text)-len(end)) + end
	t.src = text + t.src + "\n//# chunkId=" + id
	if t.m["chunk_id"] == nil {
		t.move(sourcemap.Position{}, len(text))
		t.m["chunk_id"] = json.RawMessage(fmt.Sprintf("%q", id))
	}
}

// remove takes out what add put in.
func (t *theirs) remove() {
	from, to, _ := t.snippet()
	comment := "\n//# chunkId=" + t.id()
	if to > 0 {
		end := lines.New([]byte(t.src[:to])).Position(to)
		if strings.HasPrefix(t.src, "\uFEFF") && end.Line == 0 {
			end.Column--
		}
		t.move(end, from-to)
	}
	t.src = strings.Replace(t.src[:from]+t.src[to:], comment, "", 1)
	delete(t.m, "chunk_id")
}

// event is what inject does in event mode.
func (t *theirs) event(release string) {
	if t.id() != "" {
		if _, _, now := t.snippet(); release != "" && now != release {
			id := t.id()
			t.remove()
			t.add(id, release)
		}
		return
	}
	var debug string
	_ = json.Unmarshal(t.m["debugId"], &debug) // empty for none
	if of := last(theirDebug, t.src); of != "" {
		debug = of
	}
	if _, err := uuid.Parse(debug); err != nil || debug == "" {
		debug = uuid.NewHash(sha1.New(), uuid.MustParse("0e9b3c7a-5d1f-42a8-b6c4-e2d0f8a17593"), []byte(t.src), 5).String()
	}
	t.add(debug, release)
}

// symbolSet is what inject does in symbol-set mode.
func (t *theirs) symbolSet(release string) {
	var now string
	if _ = json.Unmarshal(t.m["release_id"], &now); now == release && t.id() != "" {
		return
	}
	if t.m["release_id"] = json.RawMessage(fmt.Sprintf("%q", release)); t.id() != "" {
		t.remove()
	}
	t.add(uuid.Must(uuid.NewV7()).String(), "")
}

// hash is the content hash in event mode.
func (t *theirs) hash() string {
	u := theirs{t.src, maps.Clone(t.m)}
	variant := "chunk-id-only"
	if _, _, release := u.snippet(); release != "" {
		variant = "with-release"
	}
	u.remove()
	delete(u.m, "file")
	var b bytes.Buffer
	for i, key := range slices.SortedFunc(maps.Keys(u.m), func(a, b string) int {
		first := map[string]string{"release_id": "\x00", "debugId": "\x01"}
		return strings.Compare(first[a]+a, first[b]+b)
	}) {
		fmt.Fprintf(&b, "%c%q:", "{,"[min(i, 1)], key)
		var value any
		numbers := json.NewDecoder(bytes.NewReader(u.m[key]))
		numbers.UseNumber()
		if err := numbers.Decode(&value); err != nil {
			panic(err)
		}
		write := json.NewEncoder(&b)
		write.SetEscapeHTML(false)
		if err := write.Encode(value); err != nil {
			panic(err)
		}
		b.Truncate(b.Len() - 1)
	}
	sum := sha512.Sum512([]byte(u.src + "\x00" + b.String() + "}\x00" + variant))
	return hex.EncodeToString(sum[:])
}

// move moves all that the map has on a line from a place on.
func (t *theirs) move(from sourcemap.Position, by int) {
	var text string
	if err := json.Unmarshal(t.m["mappings"], &text); err != nil {
		panic(err)
	}
	all := strings.Split(text, ";")
	if from.Line >= len(all) || all[from.Line] == "" {
		return
	}
	was, now := 0, 0
	segments := strings.Split(all[from.Line], ",")
	for i, s := range segments {
		delta, n := number([]byte(s))
		was += delta
		to := was
		if was >= from.Column {
			to += by
		}
		segments[i] = vlq(to-now) + s[n:]
		now = to
	}
	all[from.Line] = strings.Join(segments, ",")
	t.m["mappings"] = json.RawMessage(fmt.Sprintf("%q", strings.Join(all, ";")))
}
