package bundle

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	// idLines is how many lines from the end PostHog looks for a chunk id in.
	idLines = 32

	// firstTail is how much of a file's end is read for its comments, and
	// tailSize how much when there are none in it.
	firstTail = 8 << 10
	tailSize  = 64 << 10

	// maxInline bounds how far back the start of a data: URL is looked for,
	// and so the size of an inline map.
	maxInline = 128 << 20
)

// Comments is what the end of a generated file says of itself.
type Comments struct {
	SourceMap string // URL of the last sourceMappingURL comment, as written; empty when there is none
	Plain     bool   // that comment is a line that begins with "//# sourceMappingURL=": the only form PostHog reads
	ChunkID   string // of "//# chunkId=", within the last 32 lines
	DebugID   string // of "//# debugId=", within the last 32 lines

	// Code is how many bytes precede the comments that end the file: two
	// files that are equal so far are the same code.
	Code int
}

// ReadComments reads the comments at the end of a generated file, given whole
// or from any line start on.
//
// A comment counts when it begins its line or ends the last line of code, in
// the forms //#, //@ and /*# */ (ECMA-426, 11.1). The last one wins. A string
// that looks like one does not count: it has a quote behind it.
func ReadComments(tail []byte) Comments {
	c := Comments{Code: len(tail)}
	ending := true // only comments and blank lines so far
	n := 0         // lines from the end; what follows the last line end is none
	if len(tail) > 0 && strings.ContainsRune("\r\n", rune(tail[len(tail)-1])) {
		n = -1
	}
	end := len(tail)
	for ; end > 0; n++ {
		start := lineStart(tail[:end])
		line := bytes.TrimSpace(tail[start:end])
		name, value, isComment := comment(line)
		switch {
		case name == "sourceMappingURL" && c.SourceMap == "":
			c.SourceMap = string(value)
			c.Plain = bytes.HasPrefix(tail[start:end], []byte("//# sourceMappingURL="))
		case name == "chunkId" && c.ChunkID == "" && n < idLines:
			c.ChunkID = string(value)
		case name == "debugId" && c.DebugID == "" && n < idLines:
			c.DebugID = string(value)
		case ending && !isComment && len(line) > 0:
			ending = false
			c.Code = end
			if at := lastComment(line); at >= 0 {
				if name, value, _ := comment(line[at:]); name == "sourceMappingURL" && c.SourceMap == "" {
					c.SourceMap = string(value)
					c.Code = start + bytes.Index(tail[start:end], line) + at
				}
			}
		}
		if ending {
			c.Code = start
		}
		if c.SourceMap != "" && n >= idLines {
			break
		}
		end = start - 1
		if end > 0 && tail[end] == '\n' && tail[end-1] == '\r' {
			end--
		}
	}
	if ending && end <= 0 {
		c.Code = 0
	}
	return c
}

// lineStart gives where the last line of a text begins. Bundles have lines of
// megabytes: it looks for line ends forward, piece by piece, as processors do best.
func lineStart(text []byte) int {
	const piece = 4 << 10
	for end := len(text); end > 0; end -= piece {
		from := max(0, end-piece)
		last := text[from:end]
		if bytes.IndexByte(last, '\n') < 0 && bytes.IndexByte(last, '\r') < 0 {
			continue
		}
		return from + bytes.LastIndexAny(last, "\r\n") + 1
	}
	return 0
}

// lastComment gives where the comment begins that may end a line of code; -1
// when there is none. No quote can be behind it.
func lastComment(line []byte) int {
	for i := len(line) - 3; i >= 0; i-- {
		switch c, next := line[i], line[i+1]; {
		case c == '"' || c == '`':
			return -1
		case c == '/' && (next == '/' || next == '*') && (line[i+2] == '#' || line[i+2] == '@'):
			return i
		}
	}
	return -1
}

// comment splits a line that is a comment with a value, such as "//# chunkId=…".
// The name is empty, and ok true, for one whose name says nothing to us.
func comment(line []byte) (name string, value []byte, ok bool) {
	if len(line) < 3 || line[0] != '/' || line[2] != '#' && line[2] != '@' {
		return "", nil, false
	}
	rest := line[3:]
	switch line[1] {
	case '/':
	case '*':
		if rest, ok = bytes.CutSuffix(rest, []byte("*/")); !ok {
			return "", nil, false
		}
	default:
		return "", nil, false
	}
	key, value, ok := bytes.Cut(bytes.TrimSpace(rest), []byte("="))
	switch {
	case !ok, len(value) == 0, bytes.ContainsAny(value, "\"` \t"):
		return "", nil, false
	case bytes.ContainsAny(value, "'") && !bytes.HasPrefix(value, []byte("data:")):
		return "", nil, false
	}
	switch string(key) {
	case "sourceMappingURL", "chunkId", "debugId":
		return string(key), value, true
	}
	return "", nil, true
}

// inline reports whether a sourceMappingURL holds the map itself.
func inline(url string) bool {
	return len(url) >= 5 && strings.EqualFold(url[:5], "data:")
}

// FileComments reads the comments of the file at path from its end. Code
// counts from the start of the file.
func FileComments(path string) (Comments, error) {
	f, err := os.Open(path)
	if err != nil {
		return Comments{}, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return Comments{}, err
	}
	return commentsOf(f, st.Size())
}

func commentsOf(f io.ReaderAt, size int64) (Comments, error) {
	for window := int64(firstTail); ; window *= 8 {
		window = min(window, size)
		tail := make([]byte, window)
		if n, err := f.ReadAt(tail, size-window); int64(n) < window {
			return Comments{}, fmt.Errorf("read the end of the file: %w", err)
		}
		from := 0
		if window < size { // the first line is only the end of one
			if from = bytes.IndexAny(tail, "\r\n"); from < 0 {
				from = len(tail)
			}
			first := tail[:from]
			if mayBeInline(bytes.TrimSpace(first)) && window < maxInline && ReadComments(tail[from:]).Code == 0 {
				continue
			}
			if at := lastComment(first); at >= 0 {
				from = max(0, len(bytes.TrimRight(first[:at], " \t"))-1) // with code, behind which it begins no line
			}
		}
		c := ReadComments(tail[from:])
		if window < min(size, tailSize) && c.SourceMap == "" && c.ChunkID == "" && c.DebugID == "" {
			continue
		}
		c.Code += int(size-window) + from
		return c, nil
	}
}

// mayBeInline reports whether the end of a line may belong to a data: URL:
// nothing in it that such a URL can't hold and code is full of.
func mayBeInline(line []byte) bool { return !bytes.ContainsAny(line, " \t{}\"<>") }
