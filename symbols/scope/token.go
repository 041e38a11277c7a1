package scope

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// wordByte tells the bytes of identifiers; non-ASCII ones all count, spaces
// among them are seen by wordEnd. Never written.
var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '\\' || c >= 0x80
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = false // a digit does not begin a word
	}
	return t
}()

// plainByte tells the bytes of identifiers that need no closer look. Never
// written.
var plainByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c < 0x80 && c != '\\' && wordByte[c] || isDigit(byte(c))
	}
	return t
}()

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// peek gives the byte n after pos, or 0.
func (s *scanner) peek(n int) byte {
	if s.pos+n < len(s.src) {
		return s.src[s.pos+n]
	}
	return 0
}

// wordEnd gives where the identifier at i ends; i when there is none.
func (s *scanner) wordEnd(i int) int {
	for i < len(s.src) {
		for i < len(s.src) && plainByte[s.src[i]] {
			i++
		}
		if i == len(s.src) {
			break
		}
		switch c := s.src[i]; {
		case c == '\\':
			if i++; i+1 < len(s.src) && s.src[i] == 'u' && s.src[i+1] == '{' {
				for i < len(s.src) && s.src[i] != '}' && s.src[i] != '\n' {
					i++
				}
			}
			i = min(i+1, len(s.src))
		case c >= 0x80:
			r, n := utf8.DecodeRune(s.src[i:])
			if blank(r) {
				return i
			}
			i += n
		default:
			return i
		}
	}
	return i
}

// blank reports whether r is white space or ends a line (ECMA-262, 12.2, 12.3).
func blank(r rune) bool {
	return r == 0xfeff || r == 0x2028 || r == 0x2029 || r > 0x7f && unicode.Is(unicode.Zs, r)
}

// space skips white space and comments, and notes whether a line ended.
func (s *scanner) space() {
	s.newline = false
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case c == '\n' || c == '\r':
			s.pos++
			s.newline = true
		case c == '/' && s.peek(1) == '/':
			s.skipLine()
		case c == '/' && s.peek(1) == '*':
			end := bytes.Index(s.src[s.pos+2:], []byte("*/"))
			next := len(s.src)
			if end >= 0 {
				next = s.pos + 2 + end + 2
			}
			s.newline = s.newline || bytes.IndexByte(s.src[s.pos:next], '\n') >= 0
			s.pos = next
		case c == '<' && s.lang == JavaScript && s.has("<!--"),
			c == '-' && (s.newline || s.pos == 0) && s.has("-->"):
			s.skipLine() // ECMA-262, B.1.1
		case c >= 0x80:
			r, n := utf8.DecodeRune(s.src[s.pos:])
			if !blank(r) {
				return
			}
			s.newline = s.newline || r == 0x2028 || r == 0x2029
			s.pos += n
		default:
			return
		}
	}
}

func (s *scanner) has(t string) bool {
	return len(s.src)-s.pos >= len(t) && string(s.src[s.pos:s.pos+len(t)]) == t
}

// skipLine moves to the end of the line.
func (s *scanner) skipLine() {
	for s.pos < len(s.src) && s.src[s.pos] != '\n' && s.src[s.pos] != '\r' && !s.has("\u2028") && !s.has("\u2029") {
		s.pos++
	}
}

// string skips a string literal; one without an end stops at the line's.
func (s *scanner) string(quote byte) {
	for s.pos++; s.pos < len(s.src); s.pos++ {
		switch s.src[s.pos] {
		case quote:
			s.pos++
			return
		case '\\':
			if s.pos++; s.peek(0) == '\r' && s.peek(1) == '\n' {
				s.pos++
			}
		case '\n', '\r':
			return
		}
	}
	s.pos = len(s.src)
}

// template skips a template's text: to its end, or into its next ${.
func (s *scanner) template() {
	for ; s.pos < len(s.src); s.pos++ {
		switch s.src[s.pos] {
		case '`':
			s.pos++
			s.operand(s.pos)
			return
		case '\\':
			s.pos++
		case '$':
			if s.peek(1) == '{' {
				s.pos += 2
				s.push(frame{kind: template, node: -1, after: operator}, operand)
				return
			}
		}
	}
	s.pos = len(s.src)
	s.operand(s.pos)
}

// number skips a numeric literal.
func (s *scanner) number() {
	hex := s.src[s.pos] == '0' && s.peek(1)|0x20 == 'x'
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c != '.' && !isDigit(c) && (c >= 0x80 || c == '\\' || !wordByte[c]) {
			break
		}
		s.pos++
		if c|0x20 == 'e' && !hex && (s.peek(0) == '+' || s.peek(0) == '-') && isDigit(s.peek(1)) {
			s.pos++
		}
	}
	s.operand(s.pos)
}

// regexp skips a regular expression; false, and nothing skipped, when the '/'
// at pos begins none.
func (s *scanner) regexp() bool {
	if s.pos < s.noRegexp {
		return false
	}
	set := false
	for i := s.pos + 1; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == '\\':
			i++
		case c == '[':
			set = true
		case c == ']':
			set = false
		case c == '/' && !set:
			s.pos = s.wordEnd(i + 1)
			s.operand(s.pos)
			return true
		case c == '\n' || c == '\r':
			s.noRegexp = i
			return false
		}
	}
	s.noRegexp = len(s.src)
	return false
}
