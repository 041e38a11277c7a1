package sourcemap

// window is how much of a content is read at a time to find lines, in bytes.
const window = 64 << 10

// Lines gives the lines [from, to) of the i-th source's content, counted from
// 0, without their ends, and false when the map has no such content. There are
// fewer lines when the content ends before. Lines end as in JavaScript: with
// LF, CR, CRLF, U+2028 or U+2029.
//
// Only the lines asked for are decoded, and no more than them is held.
func (m *Map) Lines(i, from, to int) ([]string, bool) {
	s := m.sectionOf(i)
	if s == nil || i-s.firstSource >= s.contents.n {
		return nil, false
	}
	at, end, err := s.contents.bounds(m.text, i-s.firstSource)
	if err != nil {
		return nil, false
	}
	first, buf, err := m.text.read(at, at+1, nil)
	if err != nil || first[0] != '"' {
		return nil, false
	}
	r := lineReader{from: from, to: to}
	size := int64(window)
	for at++; ; {
		part, next, err := m.text.read(at, min(at+size, end), buf)
		if err != nil {
			return nil, false
		}
		buf = next
		used, done := r.take(part, at+int64(len(part)) == end)
		if done {
			return r.lines, true
		}
		if at += int64(used); used == 0 {
			size *= 4
		}
	}
}

// A lineReader picks lines out of a JSON string.
type lineReader struct {
	from, to int
	line     int // the number of the line that begins next
	lines    []string
}

// take takes the whole lines at the beginning of part. It tells how many bytes
// they are, and whether it needs no more. Nothing follows part when it is last.
func (r *lineReader) take(part []byte, last bool) (used int, done bool) {
	for r.line < r.to {
		end, next := lineEnd(part[used:], last)
		if next < 0 && !last {
			return used, false
		}
		if r.line >= r.from {
			r.lines = append(r.lines, unquote(part[used:used+end]))
		}
		r.line++
		if next < 0 {
			return used, true
		}
		used += next
	}
	return used, true
}

// lineEnd finds the end of the first line of a piece of a JSON string, and
// where the next line begins; -1 when the string ends first, or when the piece
// does and more follows.
func lineEnd(part []byte, last bool) (end, next int) {
	for i := 0; ; {
		for i < len(part) && !telling[part[i]] {
			i++
		}
		if i >= len(part) {
			return len(part), -1
		}
		if len(part)-i < 12 && !last {
			return i, -1 // too close to the end to tell
		}
		if part[i] == '"' {
			return i, -1
		}
		switch n, c := lineBreak(part[i:]); {
		case c == '\r':
			if more, c := lineBreak(part[i+n:]); c == '\n' {
				n += more
			}
			return i, i + n
		case c != 0:
			return i, i + n
		default:
			i += n
		}
	}
}

// telling are the bytes with which an escape, the end of a JSON string, or a
// line break beyond ASCII begins.
var telling = [256]bool{'\\': true, '"': true, 0xE2: true}

// lineBreak reads a character of a JSON string, and gives how many bytes it
// takes and which line break it is; 0 for anything else.
func lineBreak(b []byte) (n int, c rune) {
	switch {
	case len(b) >= 3 && b[0] == 0xE2:
		if b[1] == 0x80 && b[2]|1 == 0xA9 {
			return 3, '\u2028'
		}
		return 1, 0
	case len(b) < 2 || b[0] != '\\':
		return 1, 0
	case b[1] == 'n':
		return 2, '\n'
	case b[1] == 'r':
		return 2, '\r'
	case b[1] != 'u' || len(b) < 6:
		return 2, 0
	}
	switch hex4(b[2:]) {
	case '\n':
		return 6, '\n'
	case '\r':
		return 6, '\r'
	case '\u2028', '\u2029':
		return 6, '\u2028'
	}
	return 6, 0
}
