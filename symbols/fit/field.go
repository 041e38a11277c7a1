package fit

import (
	"bytes"
	"strings"

	"symset/symbols/sourcemap"
)

// longestHelper bounds the bytes of the name of a function that defines fields.
const longestHelper = 64

// modifiers are what TypeScript may have before the name of a class's field.
var modifiers = words("public private protected readonly static override declare abstract accessor")

// field compares the name of a class's field, one that tools keep. Those for browsers
// that know no fields define them by a function of theirs, define(this, "name", value),
// at the place of the source's.
func (c *court) field(offset int, original []byte, where int, mapping sourcemap.Mapping) {
	has, ends := definesField(c.text.Bytes(), offset), "=:;}\r\n"
	if has == "" {
		has, ends = declaresField(c.text.Bytes(), offset), "=:}\r\n" // a loop's condition ends with ;
	}
	if has == "" {
		return
	}
	in := read(original, where)
	for modifiers[string(in.text)] {
		in = read(original, blank(original, in.end))
	}
	says := string(in.text)
	switch {
	case in.kind == literal:
		says = value(in.text)
	case in.kind != name || private(in.text) || in.text[0] == '#':
		return
	}
	rest := bytes.TrimLeft(original[in.end:], " ?!")
	if len(rest) == 0 || strings.IndexByte(ends, rest[0]) < 0 {
		return
	}
	if c.fields.count(says == has); says != has {
		c.stray = &Example{
			File: c.text.Position(offset), Source: mapping.Source, Original: mapping.Original,
			Says: clip([]byte(says)), Has: clip([]byte(has)),
		}
	}
}

// declaresField gives the name of the field without a value that a class has at a
// place, or nothing. A variable alone makes no statement.
func declaresField(src []byte, at int) string {
	t := read(src, at)
	if t.kind != name || private(t.text) || t.end >= len(src) || src[t.end] != ';' || bytes.IndexByte([]byte(";{}"), before(src, at)) < 0 {
		return ""
	}
	return string(t.text)
}

// definesField gives the name of the field that a call at a place defines, or nothing.
func definesField(src []byte, at int) string {
	end := at
	for limit := min(len(src), at+longestHelper); end < limit && (word(src[end]) || src[end] == '.'); {
		end++
	}
	rest, ok := bytes.CutPrefix(src[end:], []byte("(this,"))
	if end == at || !ok {
		return ""
	}
	at = blank(rest, 0)
	if t := read(rest, at); t.kind == literal && complete(t) && t.text[0] != '`' {
		return value(t.text)
	}
	return ""
}
