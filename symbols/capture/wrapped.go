package capture

import (
	"slices"
	"strings"
)

const (
	maxPieces   = 4    // lines that one frame may be broken into
	maxPieceLen = 4096 // bytes of a line that may be a part of a frame
)

// A joiner puts frames together again that mail and terminals broke into
// several lines, and hands every line on to the parser.
type joiner struct {
	p      *textParser
	held   []string // lines that may be the beginning of a frame
	prefix string   // what stands before the first of them
	text   string   // these lines as one, without it
}

// line takes the next line of the input.
func (j *joiner) line(line string) {
	if len(j.held) > 0 {
		rest := strings.TrimSpace(line)
		if s, ok := cutLike(rest, strings.TrimSpace(j.prefix)); ok {
			rest = s
		}
		if len(j.held) < maxPieces && len(line) <= maxPieceLen && j.goesOn(rest) {
			j.text += separator(j.text, rest) + rest
			j.held = append(j.held, line)
			if placed(j.text) && !breaksOff(j.text) {
				j.flush()
			}
			return
		}
		j.flush()
	}
	s := stripPrefix(line)
	if s == "" || len(line) > maxPieceLen || !breaksOff(s) {
		j.p.line(line, true)
		return
	}
	j.held, j.text = []string{line}, s
	j.prefix = line[:strings.LastIndex(line, s)]
}

// flush hands on what is held: as one line if that is a frame, else as it was.
func (j *joiner) flush() {
	if len(j.held) > 1 && placed(j.text) {
		j.p.note("Frames that were broken into several lines are put together.")
		j.p.line(j.prefix+j.text, false)
	} else {
		for _, line := range j.held {
			j.p.line(line, true)
		}
	}
	j.held = nil
}

// breaksOff reports whether a line may be the beginning of a frame that goes on
// in the next one.
func breaksOff(s string) bool {
	f, ok := anyFrame(unlink(s))
	switch {
	case !ok:
		return s == "at" || strings.HasPrefix(s, "at ")
	case f.Builtin:
		return false
	case f.Line == 0:
		return strings.Contains(f.File, "://")
	}
	return digits(s[len(s)-1:]) == 1
}

// goesOn reports whether a line may continue the one that is held.
func (j *joiner) goesOn(s string) bool {
	if s == "" || strings.HasPrefix(s, "at ") {
		return false
	}
	if placed(j.text) { // a number that was cut
		return strings.Trim(s, "0123456789:)") == "" && placed(j.text+s)
	}
	_, frame := anyFrame(unlink(s))
	return !frame || slices.Contains(openWords, lastWord(j.text))
}

// placed reports whether s is a frame with its place, or one of the engine.
func placed(s string) bool {
	f, ok := anyFrame(unlink(s))
	return ok && (f.Line > 0 || f.Builtin)
}

// openWords are the words of a frame behind which another one stands.
var openWords = []string{"at", "async", "new", "get", "set", "static", "[as"}

// separator is what stood between two parts of a frame: a blank where there has
// to be one, nothing within a URL or a name.
func separator(a, b string) string {
	if b[0] == '(' || b[0] == '[' || strings.HasSuffix(a, ",") || slices.Contains(openWords, lastWord(a)) {
		return " "
	}
	return ""
}

func lastWord(s string) string { return strings.TrimLeft(s[strings.LastIndexByte(s, ' ')+1:], "(") }
