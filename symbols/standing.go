package symbols

import (
	"bytes"
	"strings"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// An Standing is what the text of a minified file says of a frame that may be of it.
type Standing int

const (
	Untold    Standing = iota // nothing
	OnItsLine                 // the line that was captured with the frame is there
	Beyond                    // against it: the file has no such place
	OnAnother                 // against it: its line says something else than the one captured with it
	InAWord                   // against it: the place is in the middle of a word
)

// Against reports whether the frame can't be of the file.
func (s Standing) Against() bool { return s >= Beyond }

// In tells what a minified file's text says of the frame. One of Hermes, whose
// places are not in it, it says nothing of.
func (f *Frame) In(text *lines.Text) Standing {
	p, ok := f.Generated()
	if !ok || f.Platform == Hermes {
		return Untold
	}
	offset, ok := text.Offset(p)
	if !ok || p.Line >= text.Len() {
		return Beyond
	}
	if f.Context != nil && len(f.Context.Line) >= 8 && f.Stored == nil {
		start, _ := text.Offset(sourcemap.Position{Line: p.Line})
		switch same, tells := captured(text.Line(p.Line), f.Context.Line, offset-start); {
		case !same:
			return OnAnother
		case tells:
			return OnItsLine
		}
	}
	if src := text.Bytes(); offset > 0 && offset < len(src) && word(src[offset-1]) && word(src[offset]) {
		return InAWord
	}
	return Untold
}

// captured holds a line that was captured with a frame against the file's, and
// reports whether it tells anything: whether the frame's place, at a byte of
// the line, is in it. SDKs cut long lines, at both ends, and what the lines of
// all builds begin with is no evidence.
func captured(here []byte, text string, place int) (same, tells bool) {
	text = strings.TrimPrefix(strings.TrimSuffix(text, "{snip}"), "{snip}")
	text = strings.Trim(strings.TrimSuffix(text, "..."), " \t…")
	at := bytes.Index(here, []byte(text))
	return at >= 0, at >= 0 && at <= place && place < at+len(text)
}

func word(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
