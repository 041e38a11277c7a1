package fit

import (
	"bytes"

	"symset/symbols/sourcemap"
)

// exchanged reports whether a line that differs and the one before it, which did,
// too, are each other's: somebody put them in another order.
func (v *verbatim) exchanged(line int, file, original []byte) bool {
	before := v.before
	v.before = differing{line, file, original}
	return before.line == line-1 && before.file != nil && likeSource(file, before.original) && likeSource(before.file, original)
}

// A differing line is one that is not what the map says.
type differing struct {
	line           int
	file, original []byte
}

// likeSource reports whether a line is the one that the source goes on with.
func likeSource(file, original []byte) bool {
	file = bytes.TrimLeft(file, " \t")
	original = original[blank(original, 0):]
	if len(file) < shortest || len(original) == 0 || file[0] != original[0] {
		return false
	}
	how, p := parted(file, original)
	return how == unedited && p.names == 0 && p.tokens >= enough
}

// unclosed reports whether code of the file is left behind the last line that the
// map of one source knows, and that is a bracket: a line was taken from the source,
// or put into the file. What bundlers write behind everything is more than that.
func (c *court) unclosed() (Example, bool) {
	at := sourcemap.Position{Line: c.verbatim.behind}
	from, ok := c.text.Offset(at)
	if whole := c.text.Code(); ok && from < whole && c.m.Sources() == 1 {
		rest := bytes.TrimSpace(c.text.Bytes()[from:whole])
		return Example{File: at, Source: -1, Says: "nothing", Has: "}"}, string(rest) == "}"
	}
	return Example{}, false
}
