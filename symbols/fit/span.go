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
	c.marks = c.marks[:0]
	for a, b := (marks{src: file}), (marks{src: source}); ; {
		out, more := a.next()
		in, goes := b.next()
		if a.lost || b.lost || more != goes || out.kind != in.kind {
			return silent
		}
		if !more {
			break
		}
		c.marks = append(c.marks, marked{out.kind, out.text, in.text})
	}
	for _, m := range c.marks {
		switch m.kind {
		case number:
			if !sameNumber(m.out, m.in) {
				return otherBetween
			}
		case literal:
			if literals(m.out, m.in, true, source, 0) == otherValue {
				return otherBetween
			}
		case other:
			if !bytes.Equal(m.out, m.in) {
				return otherBetween
			}
		case property:
			if !private(m.in) {
				c.spans.count(sameWord(m.out, m.in))
			}
		}
	}
	return silent
}

// A marked is what one mark is in the file and in the source.
type marked struct {
	kind    kind
	out, in []byte
}

// A mark is a token that tools keep as it is: a property, a string, a number,
// or an operator, which is of the kind other.
type mark struct {
	kind kind
	text []byte
}

// marks gives the tokens of code that tools keep, one after the other.
type marks struct {
	src   []byte
	at    int
	depth int  // of braces; negative where a value in a template may have ended
	lost  bool // a slash may begin a pattern, templates are written anew, or the last token may be cut off
}

// next gives the next mark, and false when there is none or it can't be told.
func (m *marks) next() (mark, bool) {
	for src := m.src; m.at < len(src); {
		at := m.at
		next := byte(0)
		if at+1 < len(src) {
			next = src[at+1]
		}
		switch c := src[at]; {
		case c <= ' ' || passed[c]:
			switch c {
			case '{':
				m.depth++
			case '}':
				m.depth--
			}
			m.at++
			continue
		case c == '`' && m.depth < 0, c == '$' && next == '{':
			return m.lose()
		case c == '/':
			if m.at = comment(src, at); m.at < 0 {
				return m.lose()
			}
			continue
		case c == '.' && next == '.' && bytes.HasPrefix(src[at:], []byte("...")):
			m.at += 3
			continue
		case word(c) && !digit(c) && (at == 0 || src[at-1] != '.'): // a name or a keyword
			m.at = wordEnd(src, at)
			continue
		}
		t := read(src, at)
		m.at = max(t.end, at+1)
		switch t.kind {
		case dot:
			return mark{property, t.text}, true
		case property, number:
			return mark{t.kind, t.text}, true
		case literal:
			if len(t.text) < 2 || t.text[len(t.text)-1] != t.text[0] {
				return m.lose()
			}
			return mark{literal, t.text}, true
		case other:
			if op := operatorOf(src[at:]); op != "" {
				m.at = at + len(op)
				return mark{other, src[at:m.at]}, true
			} else if src[at] == '\'' || src[at] == '"' || src[at] == '`' {
				return m.lose()
			}
		}
	}
	return mark{}, false
}

// passed are the bytes that are no mark, and don't begin one.
var passed = func() (table [256]bool) {
	for _, c := range []byte("!&(),:;=?@[]^{|}~") {
		table[c] = true
	}
	return table
}()

func (m *marks) lose() (mark, bool) {
	m.at, m.lost = len(m.src), true
	return mark{}, false
}

// comment gives the byte behind the comment that begins with the slash at a place,
// and a negative number where none does, or it has no end.
func comment(src []byte, at int) int {
	switch rest := src[at:]; {
	case bytes.HasPrefix(rest, []byte("//")):
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			return at + end
		}
		return len(src)
	case bytes.HasPrefix(rest, []byte("/*")):
		if end := bytes.Index(rest, []byte("*/")); end >= 0 {
			return at + end + 2
		}
	}
	return -1
}
