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
	head, a, b := headed(a, b)
	n := head + max(len(a), len(b))
	tail := 0
	for tail < min(len(a), len(b)) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return spelled(a[:len(a)-tail]) && spelled(b[:len(b)-tail]) && 9*(head+tail) > 5*n
}

// parts reports whether two texts, which are cut off, are one for some words and then
// go on with other words.
func parts(a, b string) bool {
	head, a, b := headed(a, b)
	return head >= longestToken/8 && min(len(a), len(b)) > longestEscape && spelled(a[:1]) && spelled(b[:1])
}

// headed counts the bytes with which two texts begin alike, white space being one
// blank, and gives what follows.
func headed(a, b string) (head int, restA, restB string) {
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	return head, a[head:], b[head:]
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
