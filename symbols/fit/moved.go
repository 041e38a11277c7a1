package fit

import (
	"bytes"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A moved watches lines that are not what the map says, in search of a place in
// the file where these lines stand: code was put in or taken out before them
// after the map was made.
type moved struct {
	lost  []lost // the last
	items bool   // of a list are among those in the row
	run   int    // how many there were in a row
	near  int    // times that a place was looked for nearby
	found int
}

// A lost line stands for another of the source.
type lost struct {
	line     int    // of the file
	original []byte // the source from that place on
}

const (
	missing  = 3       // lines in a row that must be found
	shortest = 12      // bytes of a line that is looked for
	steps    = 16      // lines up and down that are tried first
	tries    = 1 << 10 // times that is done, at the most
	alikes   = 64      // lines like the first that are tried, at the most
	farthest = 1 << 12 // bytes of the first line that are searched
	farther  = 1 << 14 // bytes up and down that are searched
)

func (m *moved) forget() { m.lost, m.run, m.items = m.lost[:0], 0, false }

// hear takes down a line that differs, and reports whether it and those before
// it stand elsewhere in the file.
func (m *moved) hear(text *lines.Text, line int, original []byte) bool {
	first := firstLine(original)
	m.items = m.items || bytes.HasSuffix(first, []byte(","))
	if len(first) < shortest || bytes.IndexByte([]byte(";{}()"), first[len(first)-1]) < 0 { // a list's items and a comment's lines are often mapped to those before
		return false
	}
	m.lost = append(m.lost, lost{line, original})
	if len(m.lost) > missing {
		m.lost = append(m.lost[:0], m.lost[1:]...)
	}
	if m.run++; m.run < missing {
		return false
	}
	if m.near++; m.near > tries {
		return false
	}
	for by := 1; by <= steps; by++ {
		if m.by(text, by) || m.by(text, -by) {
			m.found++
			return true
		}
	}
	if m.run%(2*missing) != missing {
		return false
	}
	at, _ := text.Offset(sourcemap.Position{Line: m.lost[0].line})
	src, from, sought := text.Bytes(), max(0, at-farther), firstLine(m.lost[0].original)
	src = src[:min(len(src), at+farther)]
	for range alikes {
		n := bytes.Index(src[from:], sought)
		if n < 0 {
			return false
		}
		if m.by(text, text.Position(from+n).Line-m.lost[0].line) {
			m.found++
			return true
		}
		from += n + len(sought)
	}
	return false
}

// by reports whether the lost lines stand that many lines further down. Items of a
// list stand one line further up, in esbuild's maps, and what is between them, too.
func (m *moved) by(text *lines.Text, by int) bool {
	if by == -1 && m.items && m.statements() < 2 {
		return false
	}
	for _, l := range m.lost {
		there := bytes.TrimSpace(text.Line(l.line + by))
		if first := firstLine(l.original); by == 0 || len(there) < shortest || there[0] != first[0] {
			return false
		}
		if how, p := parted(there, l.original); how != unedited || p.names > 0 || p.tokens < enough {
			return false
		}
	}
	return true
}

// statements counts the lost lines that end one.
func (m *moved) statements() (n int) {
	for _, l := range m.lost {
		if bytes.HasSuffix(firstLine(l.original), []byte(";")) {
			n++
		}
	}
	return n
}

// firstLine gives the code of a text's first line, from its first token on.
func firstLine(src []byte) []byte {
	line, _, _ := bytes.Cut(src[:min(len(src), longestLine)], []byte("\n"))
	return bytes.TrimSpace(line)
}

// pushed reports whether a file's first line has what it should begin with
// further on: something was put before it.
func pushed(text, original []byte) bool {
	first := firstLine(original)
	return len(first) >= shortest && bytes.Index(text[:min(len(text), farthest)], first) > 0
}
