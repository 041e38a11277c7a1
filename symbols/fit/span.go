package fit

import (
	"bytes"

	"symset/symbols/sourcemap"
)

// A span is where the code between two mappings begins, in the file and in the
// source. Of what stands in it behind its first token no mapping speaks: a
// number after "case", what a call's result is compared with, a call put
// behind another on its line.
type span struct {
	source  int
	out, in int  // bytes of the file and of the source
	told    bool // the first tokens are of one kind: the mapping leads to the right place
}

// longestSpan bounds the bytes of a span that is looked at, in either text.
const longestSpan = 512

// between compares the code since the mapping before with what the source has
// there. The witness is silent unless one token was exchanged for another of
// its kind, which no tool does.
func (c *court) between(at sourcemap.Position, mapping sourcemap.Mapping, w witness) witness {
	from := c.since
	c.since = span{told: w >= alike && w <= keptName && w != unlike}
	if !mapping.OK() {
		return silent
	}
	source := c.source(mapping.Source)
	if source == nil {
		return silent
	}
	out, known := c.text.Offset(at)
	in, there := source.Offset(mapping.Original)
	if !known || !there {
		return silent
	}
	c.since.source, c.since.out, c.since.in = mapping.Source, out, in
	c.branched(at, mapping, source.Bytes(), out, in)
	c.since.told = c.since.told && (out == 0 || c.text.Bytes()[out-1] != '!') // the number of !0
	if !from.told || !c.since.told || from.source != mapping.Source || !near(from.out, out) || !near(from.in, in) {
		return silent
	}
	behind := c.spanned(c.text.Bytes()[from.out:out], source.Bytes()[from.in:in])
	if behind == otherBetween && c.markup(mapping.Source, source.Bytes(), in) {
		return silent
	}
	return behind
}

func near(from, to int) bool { return from < to && to-from <= longestSpan }

// spanned compares two pieces of code.
func (c *court) spanned(file, source []byte) witness {
	out, ok := marks(file)
	if !ok {
		return silent
	}
	in, ok := marks(source)
	if !ok || len(out) != len(in) {
		return silent
	}
	for i := range out {
		if out[i].kind != in[i].kind {
			return silent
		}
	}
	for i := range out {
		switch a, b := out[i].text, in[i].text; out[i].kind {
		case number:
			if !sameNumber(a, b) {
				return otherBetween
			}
		case literal:
			if literals(a, b, source, 0) == otherValue {
				return otherBetween
			}
		case other:
			if !bytes.Equal(a, b) {
				return otherBetween
			}
		case property:
			if !private(b) {
				c.spans.count(sameWord(a, b))
			}
		}
	}
	return silent
}

// A mark is a token that tools keep as it is: a property, a string, a number,
// or an operator, which is of the kind other.
type mark struct {
	kind kind
	text []byte
}

// marks reads the tokens of code that tools keep. It reports false where it
// can't tell them: a slash may begin a pattern, templates are written anew, and
// the last token may be cut off.
func marks(src []byte) (found []mark, ok bool) {
	for at := 0; at < len(src); {
		switch rest := src[at:]; {
		case src[at] <= ' ':
			at++
			continue
		case bytes.HasPrefix(rest, []byte("...")):
			at += 3
			continue
		case bytes.HasPrefix(rest, []byte("/*")):
			end := bytes.Index(rest, []byte("*/"))
			if end < 0 {
				return nil, false
			}
			at += end + 2
			continue
		case bytes.HasPrefix(rest, []byte("//")):
			if end := bytes.IndexByte(rest, '\n'); end >= 0 {
				at += end
				continue
			}
			return found, true
		case src[at] == '/' || src[at] == '`' || bytes.HasPrefix(rest, []byte("${")):
			return nil, false
		}
		t := read(src, at)
		switch t.kind {
		case dot:
			found = append(found, mark{property, t.text})
		case literal:
			if len(t.text) < 2 || t.text[len(t.text)-1] != t.text[0] {
				return nil, false
			}
			found = append(found, mark{literal, t.text})
		case property, number:
			found = append(found, mark{t.kind, t.text})
		case other:
			if op := operatorOf(src[at:]); op != "" {
				found = append(found, mark{other, []byte(op)})
				t.end = at + len(op)
			} else if src[at] == '\'' || src[at] == '"' {
				return nil, false
			}
		}
		at = max(t.end, at+1)
	}
	return found, true
}
