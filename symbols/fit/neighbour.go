package fit

import (
	"bytes"

	"symset/symbols/lines"
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

// beyond gives the line behind the last one that the map of one source knows, up to
// the end of the code, and its source.
func (c *court) beyond() (at sourcemap.Position, rest []byte, source *lines.Text) {
	last := c.verbatim.last
	at = sourcemap.Position{Line: last.Generated.Line + 1}
	from, known := c.text.Offset(at)
	if whole := c.text.Code(); known && from < whole && last.OK() && c.m.Sources() == 1 {
		return at, c.text.Bytes()[from:whole], c.source(last.Source)
	}
	return at, nil, nil
}

// unclosed reports whether the file goes on with a bracket behind the last line that
// the map of one source knows, and the source doesn't: a line was taken from it, or
// put into the file. What bundlers write behind everything is more than a bracket.
func (c *court) unclosed() (Example, bool) {
	at, rest, source := c.beyond()
	if source == nil || string(bytes.TrimSpace(rest)) != "}" {
		return Example{}, false
	}
	last := c.verbatim.last
	start, _ := c.text.Offset(sourcemap.Position{Line: last.Generated.Line})
	where, known := source.Offset(last.Original)
	p := pace{file: c.text.Bytes()[start:c.text.Code()], source: source.Bytes()[min(where, len(source.Bytes())):]}
	return Example{File: at, Source: -1, Says: "nothing", Has: "}"}, known && !p.walk()
}

// own are the strings that bundlers put behind a module, where they tell the kind of
// module that is asked for, too.
var own = words("__esModule Module default undefined object function")

// longestEnd bounds the bytes of what is read behind the last line that a map knows.
const longestEnd = 1 << 14

// foreignEnd reports whether the file goes on, behind the last line that the map of one
// source knows, with a string that the source has not: a statement was put there. What
// a module exports of another is put there, too.
func (c *court) foreignEnd() (Example, bool) {
	at, rest, source := c.beyond()
	if source == nil || len(rest) > longestEnd {
		return Example{}, false
	}
	for i := skipped(rest, 0); i < len(rest); i = skipped(rest, i) {
		t := read(rest, i)
		if bytes.HasSuffix(rest[:i], []byte("(exports, ")) {
			i = max(t.end, i+1)
			continue
		}
		if t.kind == literal && t.text[0] != '`' && complete(t) && searchable(value(t.text)) && !bytes.Contains(source.Bytes(), []byte(value(t.text))) {
			return Example{File: at, Source: -1, Says: "nothing", Has: quote(rest, i)}, true
		}
		i = max(t.end, i+1)
	}
	return Example{}, false
}

// searchable reports whether a string is one that can be searched for: it is of words,
// and no bundler's.
func searchable(s string) bool {
	for i := range len(s) {
		if !word(s[i]) && s[i] != ' ' && s[i] != '-' {
			return false
		}
	}
	return len(s) > 2 && s != "use strict" && !own[s]
}
