package sourcemap

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A list is a JSON list in the text whose elements are found again without
// having kept where each of them is.
type list struct {
	from, to int64  // where its first element begins, and where the list ends
	n        int    // how many elements
	marks    []mark // where some of the later elements begin, in order
}

// A mark says where an element of a list begins.
type mark struct {
	element int
	at      int64
}

// markEvery is how many bytes lie between marks at least: what finding the
// beginning of an element has to pass over at most.
const markEvery = 128

// scanList takes a list, which the scanner stands before, calling element for
// each of its values.
func scanList(s *scanner, depth int, element func(i int)) list {
	var l list
	last := int64(0)
	s.array(depth, func(i int) {
		at := s.at()
		switch {
		case i == 0:
			l.from, last = at, at
		case at-last >= markEvery:
			l.marks = append(l.marks, mark{i, at})
			last = at
		}
		element(i)
		l.n = i + 1
	})
	l.to = s.at()
	l.marks = slices.Clip(l.marks)
	return l
}

// around gives the last mark up to element i and the first behind it: those of the
// list's own begin and end where there are no others.
func (l *list) around(i int) (near, next mark) {
	near, next = mark{0, l.from}, mark{l.n, l.to}
	k, _ := slices.BinarySearchFunc(l.marks, i+1, func(m mark, i int) int { return m.element - i })
	if k > 0 {
		near = l.marks[k-1]
	}
	if k < len(l.marks) {
		next = l.marks[k]
	}
	return near, next
}

// bounds gives where element i begins, and an end that lies behind it and
// before the element after the next mark.
func (l *list) bounds(t *text, i int) (from, end int64, err error) {
	near, next := l.around(i)
	end = next.at
	// All elements up to the i-th begin close behind the mark.
	part, _, err := t.read(near.at, min(near.at+markEvery+1, end), nil)
	if err != nil {
		return 0, 0, err
	}
	at, left := 0, i-near.element
	for ; left > 0; left-- {
		n := plainString(part[at:])
		if n == 0 || at+n >= len(part) || part[at+n] != ',' {
			break
		}
		at += n + 1
	}
	if left == 0 && at < len(part) && part[at] == '"' {
		return near.at + int64(at), end, nil
	}
	s := &scanner{text: t, buf: part, pos: at, base: near.at}
	for range left {
		s.skip(0)
		s.take(',')
	}
	s.peek()
	if s.err != nil {
		return 0, 0, &Error{Code: Unreadable, Message: "the file changed while it was read"}
	}
	return s.at(), end, nil
}

// plainString counts the bytes of the JSON string that text begins with, if there
// is no escape in it; otherwise it gives 0.
func plainString(text []byte) int {
	if len(text) == 0 || text[0] != '"' {
		return 0
	}
	for i, c := range text[1:] {
		switch c {
		case '"':
			return i + 2
		case '\\':
			return 0
		}
	}
	return 0
}

// raw gives the JSON text of element i; nil when there is none.
func (l *list) raw(t *text, i int) ([]byte, error) {
	if i < 0 || i >= l.n {
		return nil, nil
	}
	from, end, err := l.bounds(t, i)
	if err != nil {
		return nil, err
	}
	part, _, err := t.read(from, end, nil)
	if err != nil {
		return nil, err
	}
	if n := plainString(part[:min(len(part), markEvery)]); n > 0 {
		return part[:n], nil
	}
	if _, next := l.around(i); next.element == i+1 && len(part) > 0 && part[0] == '"' { // nothing but a comma or a bracket is behind it
		if alone := bytes.TrimRight(part, "], \t\r\n"); alone[len(alone)-1] == '"' {
			return alone, nil
		}
	}
	s := &scanner{text: t, buf: part, base: from}
	s.skip(0)
	if s.err != nil {
		return nil, s.err
	}
	return part[:s.pos], nil
}

// str gives element i, and false when it is not a string or can't be read.
func (l *list) str(t *text, i int) (string, bool) {
	raw, ok := l.quoted(t, i)
	return unquote(raw), ok
}

// view is str as bytes that may be the text's own.
func (l *list) view(t *text, i int) []byte {
	raw, _ := l.quoted(t, i)
	if bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return raw
	}
	return []byte(unquote(raw))
}

// bytes is str for those who want bytes.
func (l *list) bytes(t *text, i int) ([]byte, bool) {
	raw, ok := l.quoted(t, i)
	out := raw[:0] // what was read of a file is nobody else's
	if t.file == nil {
		out = make([]byte, 0, len(raw))
	}
	return unquoteTo(out, raw), ok
}

// quoted gives what stands between the quotes of element i; false when it is
// not a string or can't be read.
func (l *list) quoted(t *text, i int) ([]byte, bool) {
	raw, err := l.raw(t, i)
	if err != nil || len(raw) < 2 || raw[0] != '"' {
		return nil, false
	}
	return raw[1 : len(raw)-1], true
}
