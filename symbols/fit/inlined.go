package fit

import (
	"bytes"
	"strings"

	"symset/symbols/sourcemap"
)

const (
	mostJoined = 16 // strings put together
	nested     = 4  // constants made of constants
)

// joined puts together the strings at a place that have + between them, as tools
// do, with numbers and constants among them. It gives what there is after each,
// up to one that is not known; whole says that there is none.
func (k *constants) joined(at, deep int) (sums []string, whole bool) {
	for sum := ""; len(sums) < mostJoined && len(sum) < longestToken; {
		t := read(k.src, at)
		text, ok := k.text(t, deep)
		i := code(k.src, t.end)
		if !ok || k.binds(i) {
			return sums, false
		}
		sum += text
		sums = append(sums, sum)
		if i+1 >= len(k.src) || k.src[i] != '+' || k.src[i+1] == '+' || k.src[i+1] == '=' {
			return sums, true
		}
		at = code(k.src, i+1)
	}
	return sums, false
}

// binds reports whether an operator or the like stands at a place that takes
// what is before it, before a + does.
func (k *constants) binds(at int) bool {
	if at+1 >= len(k.src) {
		return false
	}
	c := k.src[at]
	return bytes.IndexByte([]byte("*/%.[(`-"), c) >= 0 || c == '?' && k.src[at+1] == '.'
}

// text gives what a token comes to as a string.
func (k *constants) text(t token, deep int) (text string, known bool) {
	switch t.kind {
	case literal:
		return value(t.text), len(t.text) < longestToken
	case number:
		plain := len(bytes.Trim(t.text, "0123456789")) == 0 && len(t.text) < 16 && (t.text[0] != '0' || len(t.text) == 1)
		return string(t.text), plain
	case name:
		from, at := k.of(t.text)
		if from == nil || deep == 0 {
			return "", false
		}
		text, known := from.texts[at]
		if !known {
			if sums, whole := from.joined(at, deep-1); whole {
				text = &sums[len(sums)-1]
			}
			from.texts[at] = text
		}
		if text != nil {
			return *text, true
		}
	}
	return "", false
}

// put tells whether a string of the file is what the source puts together at a
// place, where it begins with another string. What stands alone in the file can't
// be the end of a longer sum, which some tools map to where all of it begins.
func (k *constants) put(out []byte, at int, alone bool) witness {
	sums, whole := k.joined(at, nested)
	if len(sums) == 0 || len(out) >= longestToken {
		return silent
	}
	text := value(out)
	for _, sum := range sums {
		if text == sum {
			return keptValue
		}
	}
	switch {
	case strings.HasPrefix(text, sums[len(sums)-1]):
		return silent // what is not known follows, or what a use of it adds
	case len(sums[0]) > 0 && strings.HasPrefix(text, sums[0]), whole && alone && out[0] != '`':
		return otherValue
	}
	return silent
}

// inlined tells whether a string or number of the file is the constant that the
// source uses there.
func (c *court) inlined(out, in token, offset int, original []byte, where int, mapping sourcemap.Mapping) witness {
	src := c.text.Bytes()
	if c.since.in == where && c.since.source == mapping.Source && where > 0 {
		return silent // of which the mapping before leads there already
	}
	if b := before(src, offset); b == '+' || b != before(original, where) || after(src, out.end) != after(original, in.end) || after(src, out.end) == '+' {
		return silent // some of a sum, or a place beside
	}
	k := c.constants(mapping.Source, original)
	from, at := k.of(in.text)
	if from == nil {
		return silent
	}
	if t := read(from.src, at); out.kind == number && t.kind == number {
		sum, end, ok := worked(from.src, at, t)
		if !ok {
			sum, ok = numeric(t.text)
			end = t.end
		}
		if i := code(from.src, end); !ok || from.binds(i) || i < len(from.src) && bytes.IndexByte([]byte("+<>&|^?"), from.src[i]) >= 0 {
			return silent
		}
		if comesTo(out.text, sum) {
			return keptValue
		}
		return otherValue
	}
	text, known := k.text(in, nested)
	switch {
	case !known || out.kind != literal || len(out.text) >= longestToken:
		return silent
	case text == value(out.text):
		return keptValue
	}
	return otherValue
}
