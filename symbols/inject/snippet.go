package inject

import (
	"bytes"
	"encoding/json"
	"strings"
)

const (
	idsProperty     = "_posthogChunkIds"  // chunk ids by the stack of an error thrown in the chunk
	releaseProperty = "_posthogReleaseId" // the release of the chunk that was loaded first
	maxSnippet      = 4096                // bytes; a longer first statement has the program's own code in it
)

// Posthog-cli's statement has this many columns beside the two ids. Ours has as
// many: both make the same chunk id and content hash of a file, so that a map
// which one uploaded stands for what the other injects.
const (
	columns        = 271
	releaseColumns = 317
)

// snippet gives the statement that tells a chunk's id when the chunk is loaded,
// and the release, unless it is empty. It may follow a directive, and anything
// may follow it on its line. Whatever fails in it fails silently. It has so
// many columns less as were put before it.
func snippet(chunk, release string, less int) string {
	tell, width := "", columns-less+len(quote(chunk))
	if release != "" {
		tell = "g." + releaseProperty + "=g." + releaseProperty + "||" + quote(release) + ";"
		width = releaseColumns - less + len(quote(chunk)+quote(release))
	}
	start := `!function(){try{var g="undefined"!=typeof globalThis?globalThis:"undefined"!=typeof window?window:"undefined"!=typeof self?self:global;` + tell +
		"var s=(new g.Error).stack;s&&((g." + idsProperty + "=g." + idsProperty + "||{})[s]=" + quote(chunk) + ")}catch(g){"
	const end = "}}();"
	return start + strings.Repeat(" ", max(0, width-len(start)-len(end))) + end
}

// quote gives s as a string literal of JavaScript.
func quote(s string) string {
	q, _ := json.Marshal(s) // a string never fails
	return string(q)
}

// An injected is the snippet that a file has already.
type injected struct {
	from, to int
	closed   bool // it has closing before it
	release  string
}

// find finds the snippet for a chunk id: posthog-cli's, ours, or what a
// minifier made of either. It is the file's first statement, and sets the id
// in its short text; false when there is none.
func find(src []byte, chunk string) (injected, bool) {
	p := before(src)
	window := src[p.next:min(len(src), p.next+maxSnippet)]
	if chunk == "" || !bytes.Contains(window, []byte(idsProperty)) {
		return injected{}, false
	}
	end := statement(window)
	if end < 0 {
		return injected{}, false
	}
	body := window[:end]
	ids := bytes.LastIndex(body, []byte(idsProperty))
	if ids < 0 || !hasString(body[ids:], chunk) {
		return injected{}, false
	}
	found := injected{from: p.next, to: p.next + end, closed: closed(src, p.next)}
	if at := bytes.LastIndex(body, []byte(releaseProperty)); at >= 0 {
		found.release = firstString(body[at:])
	}
	return found, true
}

// Release gives where the snippet of a chunk with an id tells the release: src[from:to],
// which is empty when it tells none. Files that differ in nothing else are one.
func Release(src []byte, chunk string) (from, to int) {
	found, ok := find(src, chunk)
	if !ok || found.release == "" {
		return 0, 0
	}
	at := bytes.Index(src[found.from:found.to], []byte(found.release))
	if at < 0 {
		return 0, 0
	}
	from = found.from + at
	return from, from + len(found.release)
}

// closing stands before a snippet that follows a directive without a
// semicolon. The space tells it from a semicolon that was there.
const closing = "; "

func closed(src []byte, at int) bool {
	n := at - len(closing)
	return n > 0 && string(src[n:at]) == closing && (src[n-1] == '"' || src[n-1] == '\'')
}

// statement gives where the first statement of code ends, which is a function
// that is called: behind its semicolon, or the comma that a minifier made of it.
// It is -1 when code does not have all of it.
func statement(code []byte) int {
	depth := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"', '\'', '`':
			end := literal(code, i)
			if end < 0 {
				return -1
			}
			i = end - 1
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return -1
			}
			if depth > 0 {
				continue
			}
			next := trivia(code, i+1)
			switch {
			case next == len(code):
				return i + 1
			case code[next] == ';' || code[next] == ',':
				return next + 1
			case bytes.IndexByte([]byte("([{.?"), code[next]) < 0:
				return i + 1
			}
		case ';':
			if depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// hasString reports whether code has a string literal of that value.
func hasString(code []byte, value string) bool {
	for _, q := range []string{quote(value), "'" + value + "'", "`" + value + "`"} {
		if bytes.Contains(code, []byte(q)) {
			return true
		}
	}
	return false
}

// firstString gives the value of the first string literal in code.
func firstString(code []byte) string {
	i := bytes.IndexAny(code, "\"'`")
	if i < 0 {
		return ""
	}
	end := literal(code, i)
	if end < 0 {
		return ""
	}
	var value string
	if json.Unmarshal([]byte(`"`+string(code[i+1:end-1])+`"`), &value) != nil {
		return ""
	}
	return value
}
