package inject

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A prologue is what stands before a file's first statement.
type prologue struct {
	at   int  // where the snippet goes
	open bool // the last directive has no semicolon behind it
	next int  // where the first statement is; the file's length when there is none
}

// before reads a file's prologue. Posthog-cli puts the snippet before
// everything. That breaks a file that begins with a hashbang or with the comment
// of Bun, which have to be first, and switches off directives such as "use strict", which have to come
// before any other statement; so the snippet goes behind both here.
// A byte-order mark stays first too.
func before(src []byte) prologue {
	p := prologue{at: begin(src)}
	for i := p.at; ; {
		p.next = trivia(src, i)
		if p.next == len(src) || src[p.next] != '"' && src[p.next] != '\'' {
			return p
		}
		end := literal(src, p.next)
		if end < 0 {
			return p
		}
		switch behind := trivia(src, end); {
		case behind < len(src) && src[behind] == ';':
			i, p.open = behind+1, false
		case behind == len(src) || bytes.ContainsAny(src[end:behind], lineEnds) && !continues(src[behind:]):
			i, p.open = end, true
		default: // an expression that begins with a string
			return p
		}
		p.at = i
	}
}

// firstLines begin the lines that have to be first, in this order: a hashbang, and
// the comment by which Bun knows what it has built. It does not run the function
// that its CommonJS is (@bun-cjs) without it.
var firstLines = []string{"#!", "// @bun"}

// begin gives where the first line that is code begins: behind a byte-order
// mark and the lines that have to be first.
func begin(src []byte) int {
	at := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		at = 3
	}
	for _, line := range firstLines {
		if bytes.HasPrefix(src[at:], []byte(line)) {
			at = lineEnd(src, at)
		}
	}
	return at
}

// lineEnds are what ends a line of JavaScript.
const lineEnds = "\r\n\u2028\u2029"

// lineEnd gives where the line after the one at i begins.
func lineEnd(src []byte, i int) int {
	n := bytes.IndexAny(src[i:], lineEnds)
	if n < 0 {
		return len(src)
	}
	i += n
	switch {
	case bytes.HasPrefix(src[i:], []byte("\r\n")):
		return i + 2
	case src[i] < 0x80:
		return i + 1
	}
	return i + 3
}

// trivia gives where the white space and comments from i on end.
func trivia(src []byte, i int) int {
	for i < len(src) {
		switch rest := src[i:]; {
		case bytes.IndexByte([]byte(" \t\r\n\v\f"), rest[0]) >= 0:
			i++
		case rest[0] >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(rest)
			if !unicode.Is(unicode.Zs, r) && !strings.ContainsRune("\uFEFF\u2028\u2029", r) {
				return i
			}
			i += size
		case bytes.HasPrefix(rest, []byte("<!--")): // a comment in scripts, of which HTML has such
			i = lineEnd(src, i)
		case bytes.HasPrefix(rest, []byte("//")):
			i = lineEnd(src, i)
		case bytes.HasPrefix(rest, []byte("/*")):
			n := bytes.Index(rest[2:], []byte("*/"))
			if n < 0 {
				return len(src)
			}
			i += n + 4
		default:
			return i
		}
	}
	return len(src)
}

// literal gives where the string that begins at i ends; -1 when it does not on
// its line.
func literal(src []byte, i int) int {
	for k := i + 1; k < len(src); k++ {
		switch src[k] {
		case '\\':
			k++
		case '\n', '\r':
			return -1
		case src[i]:
			return k + 1
		}
	}
	return -1
}

// continues reports whether code goes on with the expression on the line
// before it, so that no semicolon is inserted between them.
func continues(code []byte) bool {
	switch c := code[0]; {
	case bytes.HasPrefix(code, []byte("++")) || bytes.HasPrefix(code, []byte("--")):
		return false // they are of what follows
	case bytes.IndexByte([]byte("+-*/%.,([`?&|^<>=:"), c) >= 0:
		return true
	case c == '!':
		return len(code) > 1 && code[1] == '='
	}
	for _, word := range []string{"in", "instanceof"} {
		if rest, ok := bytes.CutPrefix(code, []byte(word)); ok && !inName(rest) {
			return true
		}
	}
	return false
}

// inName reports whether code goes on with the name that is before it.
func inName(code []byte) bool {
	r, _ := utf8.DecodeRune(code)
	return r == '_' || r == '$' || r == '\\' || unicode.In(r, unicode.L, unicode.Nl, unicode.N, unicode.M, unicode.Pc) ||
		r == '\u200C' || r == '\u200D'
}
