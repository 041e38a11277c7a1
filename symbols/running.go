package symbols

import "bytes"

// Running reports whether code can be running at a byte of a file, or an error have
// arisen there: what engines give as a frame's place. That is where a name or a word
// of the language begins, as that of what is called or read, or "new", "await" and
// "in"; what follows on what is called, read or written, "(", a template, ".", "["
// "=", "+=" and "++"; and no number, no text and no other mark.
//
// V8 points at the name of a call, at what is read, and at the "=" of what is
// written, which a setter or a frozen object refuses; SpiderMonkey also at "(", and
// at the start of an expression; JavaScriptCore behind what is called or read. They
// point elsewhere where an operator calls a method, and JavaScriptCore where a
// variable is not defined. That is seldom. That a word goes on there is not asked:
// see [Frame.In].
func Running(src []byte, at int) bool {
	if at < 0 || at >= len(src) {
		return false
	}
	before, here := src[:at], src[at:]
	switch c := here[0]; {
	case word(c):
		return c < '0' || c > '9'
	case c == '#' || c == '(' || c == '`':
		return true
	case c == '.' || c == '?' && bytes.HasPrefix(here, []byte("?.")):
		return ends(before) && !bytes.HasPrefix(here, []byte(".."))
	case c == '[':
		return ends(before)
	}
	return writes(here) && member(before)
}

// operators are those that "=" makes write what they come to.
var operators = []string{"**", "<<", ">>>", ">>", "&&", "||", "??", "+", "-", "*", "/", "%", "&", "|", "^"}

// writes reports whether code begins with what writes: "=", an operator with it,
// "++" or "--".
func writes(code []byte) bool {
	for _, twice := range []string{"++", "--"} {
		if bytes.HasPrefix(code, []byte(twice)) {
			return true
		}
	}
	for _, o := range operators {
		if rest, ok := bytes.CutPrefix(code, []byte(o)); ok {
			return bytes.HasPrefix(rest, []byte("="))
		}
	}
	return bytes.HasPrefix(code, []byte("=")) && !bytes.HasPrefix(code, []byte("==")) && !bytes.HasPrefix(code, []byte("=>"))
}

// WordBehind gives where the word begins that ends at a byte of a file, at itself
// where none does. JavaScriptCore's places are behind the words that others' are at.
func WordBehind(src []byte, at int) int {
	start := min(max(at, 0), len(src))
	if start < len(src) && word(src[start]) {
		return at
	}
	for start > 0 && word(src[start-1]) {
		start--
	}
	return start
}

// ends reports whether an expression ends where a text does.
func ends(src []byte) bool {
	return len(src) > 0 && (word(src[len(src)-1]) || bytes.IndexByte([]byte(")]}\"'`"), src[len(src)-1]) >= 0)
}

// member reports whether a text ends in what can't be written to where its object is
// missing: ".name" or "[0]".
func member(src []byte) bool {
	src = bytes.TrimRight(src, " ")
	name := bytes.TrimRightFunc(src, func(r rune) bool { return r >= 0x80 || word(byte(r)) })
	return bytes.HasSuffix(src, []byte("]")) || len(name) < len(src) && bytes.HasSuffix(name, []byte("."))
}
