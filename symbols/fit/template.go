package fit

import (
	"strings"
	"unicode"
)

// longestTemplate bounds the bytes of a template with ${} that are read.
const longestTemplate = 2 << 10

// retyped reports whether two templates with ${} are one but for a word or so in
// their texts, as somebody edits them. Tools put constants in, join them with
// strings, and take white space out; they exchange no words.
func retyped(src []byte, at int, original []byte, where int) bool {
	if !startsString(src, at) || !startsString(original, where) {
		return false
	}
	out, ok := texts(src, at)
	if !ok {
		return false
	}
	in, ok := texts(original, where)
	if !ok || len(out) != len(in) {
		return false
	}
	for i := range in {
		if slightly(out[i], in[i]) {
			return true
		}
	}
	return false
}

// slightly reports whether two texts differ, and in a word or so: neither is the
// begin or the end of the other, and most of them is before and behind that.
func slightly(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	n := max(len(a), len(b))
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	a, b = a[head:], b[head:]
	tail := 0
	for tail < min(len(a), len(b)) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return spelled(a[:len(a)-tail]) && spelled(b[:len(b)-tail]) && 3*(head+tail) > 2*n
}

// spelled reports whether there is a letter or a digit in a text.
func spelled(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// texts gives the texts of the template at a place, those between its values. It
// reports false where it has no values or no end in sight.
func texts(src []byte, at int) (found []string, ok bool) {
	src = src[:min(len(src), at+longestTemplate)]
	add := func(text []byte) { found = append(found, value([]byte("`"+string(text)+"`"))) }
	from := at + 1
	for i := from; i < len(src); i++ {
		switch {
		case src[i] == '\\':
			i++
		case src[i] == '`':
			add(src[from:i])
			return found, len(found) > 1
		case src[i] == '$' && i+1 < len(src) && src[i+1] == '{':
			add(src[from:i])
			end := closing(src, i+1)
			if end < 0 {
				return nil, false
			}
			from, i = end, end-1
		}
	}
	return nil, false
}
