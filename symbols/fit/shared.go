package fit

import (
	"bytes"

	"symset/symbols/sourcemap"
)

// together reports whether two mappings lead to one place of a source.
func together(a, b sourcemap.Mapping) bool {
	return a.OK() && b.OK() && a.Source == b.Source && a.Original == b.Original
}

// valueAlone reports whether a place is that of a string or a number, and not
// where a piece of code begins, as webpack maps code that no loader read: by its
// lines, and by what is between braces and semicolons. To a value no tool leads
// anything but that.
func valueAlone(src []byte, at int) bool {
	if k := read(src, at).kind; k != number && k != literal {
		return false
	}
	for at > 0 && (src[at-1] == ' ' || src[at-1] == '\t') {
		at--
	}
	return at > 0 && bytes.IndexByte([]byte(";{}\r\n"), src[at-1]) < 0
}

// common compares what stands at a mapping that leads where the one before does.
// Minifiers lead to the beginning of a piece all that they left of it, and tools
// that write code for old browsers all that they wrote for a word: what agrees
// tells something, and what differs may stand further on.
func (c *court) common(offset int, original []byte, where int) witness {
	src := c.text.Bytes()
	out, in := read(src, offset), read(original, where)
	if w := c.truths(out, in, offset, original, where); w != silent {
		return w
	}
	switch {
	case out.kind != in.kind:
		return silent
	case out.kind == literal && sameLiteral(out.text, in.text), out.kind == number && sameNumber(out.text, in.text):
		return keptValue
	case (out.kind.operand() || out.kind == keyword) && sameWord(out.text, in.text):
		return keptWord
	case string(out.text) == "call", string(out.text) == "apply": // this._a?.b(c), and this._a(...b)
	case (out.kind == property || out.kind == dot) && private(in.text):
		c.private.count(false) // as many are where builds shorten them
	}
	return silent
}
