package fit

import (
	"bytes"
	"sort"
	"unicode"
	"unicode/utf8"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// How a mapping's place fits the file.
const (
	inside  = iota // at the start of a token, or where nobody can tell
	shared         // likewise, and the mapping before leads to the same place
	within         // inside a word, as a map has it that maps every character
	split          // inside a word
	outside        // behind the end of its line or of the file
)

// judge looks at one place. The end of a line is in it, and so is the start of
// the line after the last: generators close a file's mappings there.
func judge(text *lines.Text, at sourcemap.Position) int {
	offset, ok := text.Offset(at)
	switch {
	case ok:
	case at.Line == text.Len() && at.Column == 0:
		return inside
	default:
		return outside
	}
	src := text.Bytes()
	switch {
	case offset == 0 || offset == len(src) || !word(src[offset]) || !word(src[offset-1]),
		src[offset] == '$' && offset+1 < len(src) && src[offset+1] == '{', // in a template
		src[offset-1] == '$' && digit(src[offset]):                        // what replaces a match
		return inside
	}
	if src[offset] < utf8.RuneSelf && src[offset-1] < utf8.RuneSelf {
		return split
	}
	right, _ := utf8.DecodeRune(src[offset:])
	left, _ := utf8.DecodeLastRune(src[:offset])
	if letter(right) && letter(left) {
		return split
	}
	return inside
}

// closes reports whether a mapping is that of the last digit of a number whose
// first digit has the mapping before, both of the same place: Turbopack maps the
// ends of the paths so that it writes as numbers of modules.
func closes(text *lines.Text, from, to sourcemap.Position, before, m sourcemap.Mapping) bool {
	if !before.OK() || !m.OK() || before.Source != m.Source || before.Original != m.Original || from.Line != to.Line || from.Column >= to.Column {
		return false
	}
	a, okA := text.Offset(from)
	b, okB := text.Offset(to)
	src := text.Bytes()
	if !okA || !okB || b >= len(src) || a > 0 && word(src[a-1]) || b+1 < len(src) && word(src[b+1]) {
		return false
	}
	return len(bytes.Trim(src[a:b+1], "0123456789")) == 0
}

// word reports whether c can be part of an identifier, a keyword or a number;
// bytes of other scripts are looked at as characters.
func word(c byte) bool { return wordBytes[c] }

var wordBytes = func() (table [256]bool) {
	for c := range table {
		c := byte(c)
		table[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c >= utf8.RuneSelf
	}
	return table
}()

func letter(r rune) bool {
	return r < utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func less(a, b sourcemap.Position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// sorted gives the indices of positions in generated order.
func sorted(positions []sourcemap.Position) []int {
	order := make([]int, len(positions))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return less(positions[order[i]], positions[order[j]]) })
	return order
}
