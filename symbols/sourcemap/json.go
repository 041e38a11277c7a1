package sourcemap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// maxDepth is how deep a map's JSON may nest.
const maxDepth = 200

// A span is where a piece of the text lies: for a string, what is between its
// quotes.
type span struct {
	from, to int64
	escaped  bool // a string with escapes in it
}

func (s span) len() int64 { return s.to - s.from }

// A scanner reads JSON strictly (RFC 8259), remembering nothing. After the
// first error, kept in err, it stands still and every answer is empty.
type scanner struct {
	text   *text
	stream *stream // where buf comes from; nil when buf is the whole text
	buf    []byte
	pos    int
	base   int64  // where buf begins in the text
	field  string // what is being read, for errors
	err    *Error
}

func newScanner(t *text) *scanner {
	s := &scanner{text: t, base: t.from}
	if t.file == nil {
		s.buf = t.mem[t.from:t.size]
	} else {
		s.stream = t.stream()
	}
	return s
}

func (s *scanner) close() {
	if s.stream != nil {
		s.stream.stop()
	}
}

// at is the offset of the next byte.
func (s *scanner) at() int64 { return s.base + int64(s.pos) }

// more gets the next block once buf is used up; false at the end or after an
// error.
func (s *scanner) more() bool {
	if s.err != nil || s.stream == nil {
		return false
	}
	s.base += int64(len(s.buf))
	s.buf, s.pos = nil, 0
	b, err := s.stream.next()
	if err != nil {
		if !errors.As(err, &s.err) {
			s.err = unreadable(err)
		}
		return false
	}
	s.buf = b
	return len(b) > 0
}

// fail keeps the first error and stops the scanner.
func (s *scanner) fail(code Code, format string, args ...any) {
	if s.err == nil {
		s.err = &Error{Code: code, Field: s.field, Message: fmt.Sprintf(format, args...)}
	}
	s.base, s.buf, s.pos = s.at(), nil, 0
}

// unexpected fails at a byte that can't stand where it does, or at the end.
func (s *scanner) unexpected(wanted string) {
	if s.err != nil {
		return
	}
	inside := ""
	if s.field != "" {
		inside = fmt.Sprintf(" inside %q", s.field)
	}
	if s.pos == len(s.buf) && !s.more() {
		s.fail(Truncated, "the file is cut off%s", inside)
		return
	}
	s.fail(Syntax, "damaged JSON%s: %s expected at byte %d, found %q", inside, wanted, s.at(), s.buf[s.pos])
}

// peek gives the next byte that is not white space without taking it; 0 at the
// end.
func (s *scanner) peek() byte {
	for {
		for s.pos < len(s.buf) {
			switch c := s.buf[s.pos]; c {
			case ' ', '\n', '\r', '\t':
				s.pos++
			default:
				return c
			}
		}
		if !s.more() {
			return 0
		}
	}
}

// ended reports whether only white space follows, without an error before.
func (s *scanner) ended() bool {
	return s.peek() == 0 && s.pos == len(s.buf) && s.err == nil
}

// take takes the next byte if it is c, after white space.
func (s *scanner) take(c byte) bool {
	if s.peek() == c && s.pos < len(s.buf) {
		s.pos++
		return true
	}
	return false
}

// next takes the next byte, white space or not; 0 at the end.
func (s *scanner) next() byte {
	if s.pos == len(s.buf) && !s.more() {
		return 0
	}
	s.pos++
	return s.buf[s.pos-1]
}

// str takes a string.
func (s *scanner) str() span {
	if !s.take('"') {
		s.unexpected("a string")
		return span{}
	}
	out := span{from: s.at()}
	for s.err == nil {
		rest := s.buf[s.pos:]
		end := bytes.IndexByte(rest, '"')
		part := rest
		if end >= 0 {
			part = rest[:end]
		}
		taken, escaped, stop := plainPrefix(part)
		s.pos += taken
		out.escaped = out.escaped || escaped
		switch {
		case stop:
			s.pos++
			s.escape()
		case taken < len(part):
			s.fail(Syntax, "damaged JSON: control character %q in a string at byte %d", s.buf[s.pos], s.at())
		case end >= 0:
			out.to = s.at()
			s.pos++
			return out
		case !s.more():
			s.unexpected("the end of a string")
		}
	}
	return span{}
}

// plainPrefix counts the bytes of a part of a string, which has no quote in it,
// up to one that needs a closer look: a backslash that does not begin a whole
// escape here (stop), or a control character. Escapes passed over are reported.
func plainPrefix(part []byte) (n int, escaped, stop bool) {
	for !stop {
		k := bytes.IndexByte(part[n:], '\\')
		if k < 0 {
			n = len(part)
			break
		}
		switch n += k; {
		case n+1 < len(part) && simpleEscape[part[n+1]]:
			n += 2
		case n+6 <= len(part) && part[n+1] == 'u' && hex4(part[n+2:]) >= 0:
			n += 6
		default:
			stop = true
		}
		escaped = true
	}
	if c := control(part[:n]); c < n {
		return c, escaped, false
	}
	return n, escaped, stop
}

var simpleEscape = [256]bool{'\\': true, '/': true, 'b': true, 'f': true, 'n': true, 'r': true, 't': true}

// escape takes what follows a backslash.
func (s *scanner) escape() {
	switch c := s.next(); {
	case c == '"' || simpleEscape[c]:
	case c == 'u':
		for range 4 {
			if c := s.next(); hexDigit(c) < 0 {
				s.back(c)
				s.unexpected("a hexadecimal digit")
				return
			}
		}
	default:
		s.back(c)
		s.unexpected("an escape")
	}
}

// back gives back c, the byte that next gave, unless that was the end.
func (s *scanner) back(c byte) {
	if s.pos > 0 && s.buf[s.pos-1] == c {
		s.pos--
	}
}

// control counts the bytes before the first control character.
func control(b []byte) int {
	const low, high = 0x0101010101010101, 0x8080808080808080
	n := 0
	for len(b)-n >= 32 {
		w := b[n : n+32]
		w0, w1 := binary.LittleEndian.Uint64(w), binary.LittleEndian.Uint64(w[8:])
		w2, w3 := binary.LittleEndian.Uint64(w[16:]), binary.LittleEndian.Uint64(w[24:])
		// A byte below 0x20 borrows from bit 7 without having had it.
		if ((w0-low*0x20)&^w0|(w1-low*0x20)&^w1|(w2-low*0x20)&^w2|(w3-low*0x20)&^w3)&high != 0 {
			break
		}
		n += 32
	}
	for n < len(b) && b[n] >= 0x20 {
		n++
	}
	return n
}

// null is what skip calls a null.
const null = "null"

// skip takes any value and says what it is, as a sentence has it: "a string",
// "a list", "an object", "a number", "a boolean" or "null".
func (s *scanner) skip(depth int) string {
	switch c := s.peek(); {
	case c == '"':
		s.str()
		return "a string"
	case c == '{':
		s.object(depth, func(span) { s.skip(depth + 1) })
		return "an object"
	case c == '[':
		s.array(depth, func(int) { s.skip(depth + 1) })
		return "a list"
	case c == '-' || c >= '0' && c <= '9':
		s.number(nil)
		return "a number"
	case c == 'n':
		s.word(null)
		return null
	case c == 't':
		s.word("true")
	case c == 'f':
		s.word("false")
	default:
		s.unexpected("a value")
	}
	return "a boolean"
}

// object takes an object, calling member with each key for its value.
func (s *scanner) object(depth int, member func(key span)) {
	if depth > maxDepth {
		s.fail(TooDeep, "nested more than %d deep at byte %d", maxDepth, s.at())
		return
	}
	if !s.take('{') {
		s.unexpected("an object")
		return
	}
	if s.take('}') {
		return
	}
	for s.err == nil {
		key := s.str()
		if !s.take(':') {
			s.unexpected("a colon")
			return
		}
		member(key)
		if s.take('}') {
			return
		}
		if !s.take(',') {
			s.unexpected("a comma or the end of an object")
		}
	}
}

// array takes a list, calling element with each number for its value.
func (s *scanner) array(depth int, element func(i int)) {
	if depth > maxDepth {
		s.fail(TooDeep, "nested more than %d deep at byte %d", maxDepth, s.at())
		return
	}
	if !s.take('[') {
		s.unexpected("a list")
		return
	}
	if s.take(']') {
		return
	}
	for i := 0; s.err == nil; i++ {
		s.peek()
		element(i)
		if s.take(']') {
			return
		}
		if !s.take(',') {
			s.unexpected("a comma or the end of a list")
		}
	}
}

func (s *scanner) word(w string) {
	for i := range len(w) {
		if c := s.next(); c != w[i] {
			s.back(c)
			s.unexpected(w)
			return
		}
	}
}

// maxDigits is how much of a number is kept: more than any that matters has.
const maxDigits = 64

// number takes a number and gives its text, as much of it as fits into kept.
func (s *scanner) number(kept []byte) []byte {
	take := func() {
		if len(kept) < cap(kept) {
			kept = append(kept, s.buf[s.pos])
		}
		s.pos++
	}
	digits := func() {
		n := 0
		for ; (s.pos < len(s.buf) || s.more()) && s.buf[s.pos] >= '0' && s.buf[s.pos] <= '9'; n++ {
			take()
		}
		if n == 0 {
			s.unexpected("a digit")
		}
	}
	one := func(set string) bool {
		if (s.pos < len(s.buf) || s.more()) && strings.IndexByte(set, s.buf[s.pos]) >= 0 {
			take()
			return true
		}
		return false
	}
	s.peek()
	one("-")
	if !one("0") {
		digits()
	}
	if one(".") {
		digits()
	}
	if one("eE") {
		one("+-")
		digits()
	}
	return kept
}
