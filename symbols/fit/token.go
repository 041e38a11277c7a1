package fit

import (
	"bytes"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A kind is what a token of JavaScript begins with.
type kind uint8

const (
	nothing  kind = iota // white space, a comment, or the end of the file
	name                 // an identifier that may have been renamed
	property             // an identifier behind a dot, which minifiers keep
	dot                  // a dot and the property behind it
	keyword              // one of the language's own words
	literal              // a string, or a template without ${}
	number
	other // punctuation
)

// operand reports whether arithmetic can be done with it.
func (k kind) operand() bool { return k == name || k == property || k == dot || k == number }

// A token is what stands at one place of a file.
type token struct {
	kind kind
	text []byte // as written; a literal's with its quotes, cut off at longestToken
	end  int    // byte of the file behind it
}

// ended reports whether the token was read to its end: long strings are cut off.
func (t token) ended() bool { return t.kind != literal || whole(t.text) }

// longestToken bounds how many bytes of a token are looked at.
const longestToken = 256

// read gives the token at a byte of a file. A dot before a property is a token
// with the property's text: some tools map a property's dot, others its name.
func read(src []byte, at int) token {
	if at >= len(src) {
		return token{}
	}
	dotted := at > 0 && src[at-1] == '.' && !(at > 1 && src[at-2] == '.')
	switch c := src[at]; {
	case c == '.' && at+1 < len(src) && word(src[at+1]) && !digit(src[at+1]):
		end := wordEnd(src, at+1)
		return token{dot, src[at+1 : end], end}
	case c == '#' && at+1 < len(src) && word(src[at+1]) && !digit(src[at+1]):
		end := wordEnd(src, at+1)
		return token{name, src[at:end], end}
	case digit(c) || c == '.' && at+1 < len(src) && digit(src[at+1]):
		end := numberEnd(src, at)
		return token{number, src[at:end], end}
	case word(c) || c == '\\':
		end := wordEnd(src, at)
		t := token{name, src[at:end], end}
		switch {
		case dotted:
			t.kind = property
		case isKeyword(t.text):
			t.kind = keyword
		}
		return t
	case c == '"' || c == '\'' || c == '`':
		return quoted(src, at)
	case c <= ' ' || c == '/' && at+1 < len(src) && (src[at+1] == '/' || src[at+1] == '*'):
		return token{nothing, src[at:at], at}
	default:
		return token{other, src[at : at+1], at + 1}
	}
}

// longestEscape bounds the bytes of an escape in a string, which may be cut off in it.
const longestEscape = len(`\u{10ffff}`)

func digit(c byte) bool { return c >= '0' && c <= '9' }

func wordEnd(src []byte, i int) int {
	limit := min(len(src), i+longestToken)
	for i < limit {
		switch c := src[i]; {
		case word(c):
			i++
			continue
		case c != '\\':
			return i
		}
		if i++; i+1 < limit && src[i] == 'u' && src[i+1] == '{' {
			for i < limit && src[i] != '}' {
				i++
			}
			i = min(i+1, limit)
		}
	}
	return i
}

func numberEnd(src []byte, i int) int {
	hex := src[i] == '0' && i+1 < len(src) && src[i+1]|0x20 == 'x'
	limit, dots := min(len(src), i+longestToken), 0
	for i < limit && (word(src[i]) || src[i] == '.') {
		c := src[i]
		if c == '.' {
			if dots++; dots > 1 {
				break // of a property: 1..toFixed
			}
		}
		if i++; c|0x20 == 'e' && !hex && i < limit && (src[i] == '+' || src[i] == '-') {
			i++
		}
	}
	return i
}

// quoted reads a string. A template with ${} in it is punctuation: minifiers
// write those anew.
func quoted(src []byte, at int) token {
	quote := src[at]
	limit := min(len(src), at+longestToken)
	for i := at + 1; i < limit; i++ {
		switch c := src[i]; {
		case c == quote:
			return token{literal, src[at : i+1], i + 1}
		case c == '\\':
			i++
		case c == '$' && quote == '`' && i+1 < limit && src[i+1] == '{':
			return token{other, src[at : at+1], i}
		case c == '\n' && quote != '`':
			return token{other, src[at : at+1], i}
		}
	}
	return token{literal, src[at:limit], limit}
}

const longestKeyword = len("instanceof")

// isKeyword reports whether it is a word that no minifier renames and no program
// uses as a name.
func isKeyword(word []byte) bool {
	switch string(word) {
	case "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "export", "extends", "false",
		"finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true",
		"try", "typeof", "var", "void", "while", "with", "yield", "let", "async", "await":
		return true
	}
	return false
}

// sameLiteral reports whether two strings have one value, as far as they are
// looked at. Quotes, escapes and the ends of lines may be written differently.
func sameLiteral(a, b []byte) bool {
	if bytes.Equal(a[1:], b[1:]) && a[0] == b[0] {
		return true
	}
	x, y := value(a), value(b)
	if len(a) == longestToken || len(b) == longestToken { // cut off: one may be written longer than the other
		n := max(0, min(len(x), len(y))-longestEscape)
		return x[:n] == y[:n]
	}
	return x == y
}

// sameWord reports whether two identifiers are one: letters may be escaped.
func sameWord(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	return (bytes.IndexByte(a, '\\') >= 0 || bytes.IndexByte(b, '\\') >= 0) && unescaped(a) == unescaped(b)
}

func unescaped(word []byte) string { return value([]byte("\"" + string(word) + "\"")) }

// value decodes a string literal; what can't be decoded stays as it is.
func value(quoted []byte) string {
	s := strings.TrimSuffix(string(quoted[1:]), string(quoted[:1]))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case 'n':
			out.WriteByte('\n')
		case 't':
			out.WriteByte('\t')
		case 'r':
			out.WriteByte('\r')
		case 'b':
			out.WriteByte('\b')
		case 'v':
			out.WriteByte('\v')
		case 'f':
			out.WriteByte('\f')
		case '0':
			out.WriteByte(0)
		case '\n':
		case 'x', 'u':
			r, n := escape(s[i:])
			if low := i + n; utf16.IsSurrogate(r) && strings.HasPrefix(s[low:], `\u`) {
				second, more := escape(s[low+1:])
				r, n = utf16.DecodeRune(r, second), n+1+more
			}
			out.WriteRune(r)
			i += n - 1
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// escape decodes xHH, uHHHH or u{H…}, and tells its length.
func escape(s string) (rune, int) {
	digits, n := "", 0
	switch {
	case s[0] == 'x' && len(s) >= 3:
		digits, n = s[1:3], 3
	case strings.HasPrefix(s, "u{"):
		if end := strings.IndexByte(s, '}'); end > 0 {
			digits, n = s[2:end], end+1
		}
	case len(s) >= 5:
		digits, n = s[1:5], 5
	}
	r, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || r > utf8.MaxRune {
		return utf8.RuneError, 1
	}
	return rune(r), n
}

// sameNumber reports whether two numbers have one value: 1000 is 1e3, .5 is 0.5.
// All that are no BigInts are rounded as JavaScript does: 0x8000000000000000 is
// 9223372036854776e3.
func sameNumber(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	if decimal(a) && decimal(b) {
		f, _ := strconv.ParseFloat(string(a), 64)
		g, _ := strconv.ParseFloat(string(b), 64)
		return f == g
	}
	x, okX := numeric(a)
	y, okY := numeric(b)
	if !okX || !okY {
		return false
	}
	if !bytes.HasSuffix(a, []byte("n")) && !bytes.HasSuffix(b, []byte("n")) {
		f, _ := x.Float64()
		g, _ := y.Float64()
		return f == g
	}
	return x.Cmp(y) == 0
}

// decimal reports whether a number is written in plain digits, with a fraction.
func decimal(text []byte) bool {
	return bytes.IndexByte(text, '.') >= 0 && len(bytes.Trim(text, "0123456789.")) == 0
}

func numeric(text []byte) (*big.Float, bool) {
	s := strings.TrimSuffix(strings.ReplaceAll(string(text), "_", ""), "n")
	if len(s) > 1 && s[0] == '0' && digit(s[1]) {
		s = "0o" + s[1:]
	}
	if len(s) > 40 || strings.ContainsAny(s, "pP") {
		return nil, false
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 && !strings.HasPrefix(s, "0x") && !strings.HasPrefix(s, "0X") {
		if exp, err := strconv.Atoi(s[i+1:]); err != nil || exp > 400 || exp < -400 {
			return nil, false
		}
	}
	f, _, err := big.ParseFloat(s, 0, 64, big.ToNearestEven)
	return f, err == nil
}
