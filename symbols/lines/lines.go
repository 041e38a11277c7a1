// Package lines finds places in a file: between the lines and UTF-16 columns
// that engines and source maps count in, and the bytes the file is made of.
package lines

import (
	"bytes"
	"encoding/binary"
	"sort"

	"symset/symbols/sourcemap"
)

// block is how many bytes lie between two remembered counts of UTF-16 units:
// the most that a look-up has to count itself.
const block = 64

// A Text is a file's bytes with what is needed to find a place in them without
// reading from the start. It keeps the bytes, which must not change, and, for
// files that are not ASCII, about 6% of their size. It is safe for concurrent
// use.
//
// Lines end with \n, \r\n or \r. U+2028 and U+2029 end a line of JavaScript
// too, but no bundler counts them when it writes a map and minifiers escape
// them, so they don't end one here.
type Text struct {
	src    []byte
	starts []int    // byte offset of each line
	units  []uint32 // UTF-16 units before each block; nil when the file is ASCII
	wide   []bool   // lines that are not ASCII; nil when the file is
}

// New makes the table of src. Bytes that are not UTF-8 count one unit each, as
// the replacement characters that stand for them would.
func New(src []byte) *Text {
	t := &Text{src: src, starts: make([]int, 1, bytes.Count(src, []byte{'\n'})+1)}
	returns := bytes.IndexByte(src, '\r') >= 0
	for i := 0; i < len(src); {
		nl := bytes.IndexByte(src[i:], '\n')
		end := len(src)
		if nl >= 0 {
			end = i + nl
		}
		for cr := i; returns && cr < end; cr++ { // a lone \r is rare: look for it without a table
			k := bytes.IndexByte(src[cr:end], '\r')
			if k < 0 {
				break
			}
			if cr += k; cr+1 < len(src) && src[cr+1] != '\n' {
				t.starts = append(t.starts, cr+1)
			}
		}
		if nl < 0 {
			break
		}
		i = end + 1
		t.starts = append(t.starts, i)
	}
	if ascii(src) {
		return t
	}
	t.units = make([]uint32, 0, len(src)/block+1)
	n := uint32(0)
	for i := 0; i < len(src); i += block {
		t.units = append(t.units, n)
		n += count(src[i:min(i+block, len(src))])
	}
	t.wide = make([]bool, len(t.starts))
	for line := range t.wide {
		from, to := t.span(line)
		t.wide[line] = !ascii(src[from:to])
	}
	return t
}

func ascii(b []byte) bool {
	const high = 0x8080808080808080
	for len(b) >= 32 {
		if (binary.LittleEndian.Uint64(b)|binary.LittleEndian.Uint64(b[8:])|binary.LittleEndian.Uint64(b[16:])|binary.LittleEndian.Uint64(b[24:]))&high != 0 {
			return false
		}
		b = b[32:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// width gives the UTF-16 units that begin with byte c of UTF-8.
func width(c byte) uint32 {
	switch {
	case c < 0x80:
		return 1
	case c < 0xc0:
		return 0
	case c < 0xf0:
		return 1
	}
	return 2
}

func count(b []byte) (n uint32) {
	if ascii(b) {
		return uint32(len(b))
	}
	for _, c := range b {
		n += width(c)
	}
	return n
}

// before counts the UTF-16 units before the byte at offset.
func (t *Text) before(offset int) uint32 {
	if t.units == nil {
		return uint32(offset)
	}
	k := min(offset/block, len(t.units)-1)
	return t.units[k] + count(t.src[k*block:offset])
}

// Bytes gives the whole file.
func (t *Text) Bytes() []byte { return t.src }

// Len counts the lines; an empty file has one.
func (t *Text) Len() int { return len(t.starts) }

// span gives the bytes of a line without its end.
func (t *Text) span(line int) (from, to int) {
	from, to = t.starts[line], len(t.src)
	if line+1 < len(t.starts) {
		to = t.starts[line+1]
	}
	for to > from && (t.src[to-1] == '\n' || t.src[to-1] == '\r') {
		to--
	}
	return from, to
}

// Line gives a line, from 0, without its end; nil when there is no such line.
func (t *Text) Line(line int) []byte {
	if line < 0 || line >= len(t.starts) {
		return nil
	}
	from, to := t.span(line)
	return t.src[from:to]
}

// Width counts a line's UTF-16 units; 0 when there is no such line.
func (t *Text) Width(line int) int {
	if line < 0 || line >= len(t.starts) {
		return 0
	}
	from, to := t.span(line)
	return int(t.before(to) - t.before(from))
}

// Offset gives the byte at a position, and false when the file has no such
// line or the line is shorter. The end of a line is inside it.
func (t *Text) Offset(p sourcemap.Position) (int, bool) {
	if p.Line < 0 || p.Line >= len(t.starts) || p.Column < 0 {
		return 0, false
	}
	from, to := t.span(p.Line)
	if t.units == nil || !t.wide[p.Line] {
		return from + p.Column, p.Column <= to-from
	}
	if p.Column > 2*(to-from) { // no byte begins more than two units
		return 0, false
	}
	want := t.before(from) + uint32(p.Column)
	k := sort.Search(len(t.units), func(k int) bool { return t.units[k] > want }) - 1
	n, i := t.units[k], k*block
	if i < from {
		n, i = want-uint32(p.Column), from
	}
	for ; i < to; i++ {
		w := width(t.src[i])
		if w > 0 && n+w > want {
			return i, true
		}
		n += w
	}
	return to, n == want
}

// Code gives the bytes up to where the file ends but for blank lines and //
// comments, such as those that name its source map.
func (t *Text) Code() int {
	for line := len(t.starts) - 1; line >= 0; line-- {
		from, to := t.span(line)
		if text := bytes.TrimSpace(t.src[from:to]); len(text) > 0 && !bytes.HasPrefix(text, []byte("//")) {
			return to
		}
	}
	return 0
}

// Position gives the line and UTF-16 column of the byte at offset, which is
// brought into the file first.
func (t *Text) Position(offset int) sourcemap.Position {
	offset = max(0, min(offset, len(t.src)))
	line := sort.SearchInts(t.starts, offset+1) - 1
	return sourcemap.Position{Line: line, Column: int(t.before(offset) - t.before(t.starts[line]))}
}
