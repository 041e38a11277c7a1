package bundle

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"

	"symset/symbols/sourcemap"
)

// mapEdge is how much of a map's start and end is looked at for its ids: tools
// write them there, and the middle may be a hundred megabytes.
const mapEdge = 8 << 10

// A label is what a map says of itself at its top level.
type label struct {
	chunk string // chunk_id, chunkId
	debug string // debugId, debug_id
	file  string
}

// readLabel reads a map's label from the start and the end of its file. It
// misses what lies deeper inside, or in a compressed file; package sourcemap
// does not.
func readLabel(path string) (label, error) {
	f, err := os.Open(path)
	if err != nil {
		return label{}, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return label{}, err
	}
	buf := make([]byte, min(st.Size(), 2*mapEdge))
	if st.Size() <= 2*mapEdge {
		n, _ := f.ReadAt(buf, 0)
		return labelOf(buf[:n], nil), nil
	}
	n, err := f.ReadAt(buf[:mapEdge], 0)
	if n < mapEdge {
		return label{}, err
	}
	if n, err = f.ReadAt(buf[mapEdge:], st.Size()-mapEdge); n < mapEdge {
		return label{}, err
	}
	return labelOf(buf[:mapEdge], buf[mapEdge:]), nil
}

// labelOf reads a label from a map's start and end. What comes last counts, as
// it does for JSON.parse.
func labelOf(head, tail []byte) label {
	var first, last label
	membersAfter(head, func(key, value []byte) {
		if field := first.field(key); field != nil {
			*field = unquote(value)
		}
	})
	membersBefore(tail, func(key, value []byte) {
		if field := last.field(key); field != nil && *field == "" {
			*field = unquote(value)
		}
	})
	return label{cmp.Or(last.chunk, first.chunk), cmp.Or(last.debug, first.debug), cmp.Or(last.file, first.file)}
}

// field gives the part of the label that a member of the map sets, or nil.
func (l *label) field(key []byte) *string {
	switch string(key) {
	case "chunk_id", "chunkId":
		return &l.chunk
	case "debugId", "debug_id":
		return &l.debug
	case "file":
		return &l.file
	}
	return nil
}

// unquote gives the text of a JSON string without its quotes.
func unquote(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 {
		return string(s)
	}
	var text string
	if json.Unmarshal([]byte(`"`+string(s)+`"`), &text) != nil {
		return ""
	}
	return text
}

// membersAfter calls found for the members of a JSON object that are strings,
// read from the object's start as far as b goes.
func membersAfter(b []byte, found func(key, value []byte)) {
	start := bytes.IndexByte(b, '{') // behind a byte order mark or the )]}' guard
	if start < 0 {
		return
	}
	var key, last []byte
	depth := 0
	for i := start; i < len(b); i++ {
		switch b[i] {
		case '{', '[':
			depth++
			key, last = nil, nil
		case '}', ']':
			if depth--; depth == 0 {
				return
			}
		case ':':
			key, last = last, nil
		case ',':
			key, last = nil, nil
		case '"':
			n := stringEnd(b[i+1:])
			if n < 0 {
				return
			}
			last = b[i+1 : i+1+n]
			i += n + 1
			if depth == 1 && key != nil {
				found(key, last)
			}
		}
	}
}

// stringEnd gives the length of a JSON string that begins before b.
func stringEnd(b []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return -1
		}
		if i += n; !escaped(b, i) {
			return i
		}
	}
}

// membersBefore is membersAfter from the object's end backwards.
func membersBefore(b []byte, found func(key, value []byte)) {
	var value []byte
	colon := false
	depth := 0
	for i := len(b) - 1; i >= 0; i-- {
		switch b[i] {
		case '}', ']':
			depth++
			value, colon = nil, false
		case '{', '[':
			if depth--; depth == 0 {
				return
			}
			value = nil // the value was an object: its key has none of ours
		case ',':
			value, colon = nil, false
		case ':':
			colon = true
		case '"':
			end := i
			for i--; i >= 0 && (b[i] != '"' || escaped(b, i)); i-- {
			}
			if i < 0 {
				return
			}
			if depth == 1 && colon && value != nil {
				found(b[i+1:end], value)
			}
			if !colon {
				value = b[i+1 : end]
			}
		}
	}
}

// escaped reports whether the quote at i has an odd number of backslashes before it.
func escaped(b []byte, i int) bool {
	n := 0
	for n < i && b[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// SameID reports whether two chunk or debug ids are the same: UUIDs are written
// in either case, with and without hyphens; other ids must be equal.
func SameID(a, b string) bool { return FoldID(a) == FoldID(b) }

// Against compares a file's ids with its map's, like with like, since bundlers'
// debug ids are no chunk ids. When they disagree it gives the kind of id and
// both. A map shared by several chunks carries the chunk id of one of them,
// so disagreement proves nothing while another file has that id.
func (c Comments) Against(m *sourcemap.Map) (kind, file, of string) {
	chunk, debug := m.ChunkID(), m.DebugID()
	switch {
	case c.ChunkID != "" && chunk != "":
		if !SameID(c.ChunkID, chunk) {
			return "chunk id", c.ChunkID, chunk
		}
	case c.DebugID != "" && debug != "" && !SameID(c.DebugID, debug):
		return "debug id", c.DebugID, debug
	}
	return "", "", ""
}

// FoldID folds an id for comparing: UUIDs are written in either case, with and
// without hyphens; anything else stands for itself.
func FoldID(id string) string {
	bare := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(id), "-", ""))
	if _, err := hex.DecodeString(bare); err == nil && len(bare) == 32 {
		return bare
	}
	return id
}
