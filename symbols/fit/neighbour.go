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

// unclosed reports whether the file goes on with a bracket behind the last line that
// the map of one source knows, and the source doesn't: a line was taken from it, or
// put into the file. What bundlers write behind everything is more than a bracket.
func (c *court) unclosed() (Example, bool) {
	last := c.verbatim.last
	at := sourcemap.Position{Line: last.Generated.Line + 1}
	from, known := c.text.Offset(at)
	whole := c.text.Code()
	if !known || from >= whole || !last.OK() || c.m.Sources() != 1 || string(bytes.TrimSpace(c.text.Bytes()[from:whole])) != "}" {
		return Example{}, false
	}
	source := c.source(last.Source)
	if source == nil {
		return Example{}, false
	}
	start, _ := c.text.Offset(sourcemap.Position{Line: last.Generated.Line})
	where, known := source.Offset(last.Original)
	p := pace{file: c.text.Bytes()[start:whole], source: source.Bytes()[min(where, len(source.Bytes())):]}
	return Example{File: at, Source: -1, Says: "nothing", Has: "}"}, known && !p.walk()
}
