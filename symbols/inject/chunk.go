package inject

import (
	"bytes"
	"crypto/sha1" //nolint // the hash of UUID version 5
	"unicode/utf8"

	"github.com/google/uuid"

	"symset/symbols/bundle"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// namespace is posthog-cli's for chunk ids that are made of a file's content.
var namespace = uuid.MustParse("0e9b3c7a-5d1f-42a8-b6c4-e2d0f8a17593")

// A chunk is a minified file as it is.
type chunk struct {
	src      []byte
	comments bundle.Comments
	id       string // its chunk id; empty when it has none yet
	snippet  injected
	has      bool // a snippet
}

func readChunk(src []byte) chunk {
	c := chunk{src: src, comments: bundle.ReadComments(src)}
	c.id = c.comments.ChunkID
	c.snippet, c.has = find(src, c.id)
	return c
}

// comment gives where the comment with the chunk id is, with the line end that
// was put before it.
func (c *chunk) comment() (from, to int) {
	text := "\n//# chunkId=" + c.id
	from = bytes.LastIndex(c.src, []byte(text))
	to = from + len(text)
	if c.id == "" || from < 0 || c.has && from < c.snippet.to && c.snippet.from < to {
		return len(c.src), len(c.src)
	}
	return from, to
}

// bare gives what takes out what posthog-cli takes out: snippet and comment.
func (c *chunk) bare() (out []splice) {
	if c.has {
		out = append(out, splice{from: c.snippet.from, to: c.snippet.to})
	}
	if from, to := c.comment(); from < to {
		out = append(out, splice{from: from, to: to})
	}
	return out
}

// pristine gives what takes out what was put in: also what closes a directive
// before it.
func (c *chunk) pristine() []splice {
	out := c.bare()
	if c.has && c.snippet.closed {
		out[0].from -= len(closing)
	}
	return out
}

// put gives what makes the chunk tell an id and a release, and how columns move.
func (c *chunk) put(id, release string) ([]splice, shift) {
	var s splice
	var was int
	if c.has {
		s.from, s.to = c.snippet.from, c.snippet.to
		was = width(c.src[s.from:s.to])
		less := 0
		if c.snippet.closed {
			less = len(closing)
		}
		s.with = snippet(id, release, less)
	} else {
		p := before(c.src)
		s.from, s.to = p.at, p.at
		s.with = snippet(id, release, 0)
		if p.open {
			s.with = closing + snippet(id, release, len(closing))
		}
	}
	from, to := c.comment()
	if from < s.from && s.from < to { // the line end before the comment is that of what has to be first
		from = s.from
	}
	comment := splice{from, to, "\n//# chunkId=" + id}
	at := sourcemap.Position{}
	if s.to > 0 {
		at = lines.New(c.src[:s.to]).Position(s.to)
	}
	if bytes.HasPrefix(c.src, []byte("\uFEFF")) && at.Line == 0 {
		at.Column-- // the mark is no column of the code
	}
	return []splice{s, comment}, shift{at, width([]byte(s.with)) - was}
}

// width counts the UTF-16 code units of text.
func width(text []byte) (n int) {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if n++; r > 0xFFFF {
			n++
		}
		text = text[size:]
	}
	return n
}

// newID gives the chunk id of a file that has none, or a new one.
func (c *chunk) newID(mode Mode, mapDebugID string) (string, error) {
	if mode == SymbolSet {
		id, err := uuid.NewV7()
		return id.String(), err
	}
	for _, id := range []string{c.comments.DebugID, mapDebugID} {
		if id == "" {
			continue
		}
		if _, err := uuid.Parse(id); err == nil {
			return id, nil
		}
		break // posthog-cli looks at the first one only
	}
	return StableID(c.src), nil
}

// StableID gives the chunk id that injecting in [Event] mode gives a minified
// file that has no id of any kind: always the same for the same bytes.
func StableID(src []byte) string { return uuid.NewHash(sha1.New(), namespace, src, 5).String() }

// OfOther reports whether the chunk id that an injected file tells was made of
// other content, see [StableID], than the file had before: either was changed
// since. Of ids of other kinds, which nothing tells about the content, it is false.
func OfOther(src []byte) bool {
	c := readChunk(src)
	id, err := uuid.Parse(c.id)
	if err != nil || id.Version() != 5 || bundle.SameID(c.comments.DebugID, c.id) {
		return false
	}
	is := func(s []splice) bool { return bundle.SameID(StableID(bytes.Join(spliced(src, s), nil)), c.id) }
	return !is(c.bare()) && !is(c.pristine())
}
