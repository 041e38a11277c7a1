package sourcemap

import "bytes"

// A mappingsText reads the mappings of a section. Offsets into it count from its
// beginning.
type mappingsText struct {
	text *text
	from int64
	size int
}

// mappingsText gives the section's mappings. Escapes, which base64 needs none
// of but some writers put before slashes, are decoded first.
func (m *Map) mappingsText(s *section) (mappingsText, error) {
	if !s.mappings.escaped {
		return mappingsText{m.text, s.mappings.from, int(s.mappings.len())}, nil
	}
	raw, _, err := m.text.read(s.mappings.from, s.mappings.to, nil)
	if err != nil {
		return mappingsText{}, err
	}
	plain := []byte(unquote(raw))
	return mappingsText{&text{mem: plain, size: int64(len(plain))}, 0, len(plain)}, nil
}

// read gives the bytes [from, to), see [text.read].
func (t mappingsText) read(from, to int, buf []byte) (part, next []byte, err error) {
	return t.text.read(t.from+int64(from), t.from+int64(to), buf)
}

// cut gives the first place at or behind at where a segment can't be torn: behind
// a separator, or the end.
func (t mappingsText) cut(at int) (int, error) {
	if at <= 0 {
		return 0, nil
	}
	for step := 64; at < t.size; step *= 4 {
		end := min(at-1+step, t.size)
		part, _, err := t.read(at-1, end, nil)
		if err != nil {
			return 0, err
		}
		if k := bytes.IndexAny(part, ",;"); k >= 0 {
			return at + k, nil
		}
		at = end + 1
	}
	return t.size, nil
}
