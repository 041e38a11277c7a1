package container

import "unicode/utf8"

// A textCheck holds that a text is UTF-8 while it comes in pieces, which may
// end in the middle of a character.
type textCheck struct {
	seen int64 // bytes of whole characters
	open [utf8.UTFMax]byte
	n    int // bytes of the character that is not whole yet
}

// add takes the next piece. When it gives false, the byte at seen begins no
// character, and the check is at its end.
func (c *textCheck) add(b []byte) bool {
	for c.n > 0 && len(b) > 0 {
		c.open[c.n] = b[0]
		c.n++
		b = b[1:]
		if utf8.FullRune(c.open[:c.n]) {
			if !utf8.Valid(c.open[:c.n]) {
				return false
			}
			c.seen += int64(c.n)
			c.n = 0
		}
	}
	whole := b[:len(b)-cut(b)]
	if !utf8.Valid(whole) {
		for {
			r, size := utf8.DecodeRune(whole)
			if r == utf8.RuneError && size <= 1 {
				return false
			}
			c.seen += int64(size)
			whole = whole[size:]
		}
	}
	c.seen += int64(len(whole))
	c.n += copy(c.open[c.n:], b[len(whole):])
	return true
}

// done reports whether the text may end here.
func (c *textCheck) done() bool { return c.n == 0 }

// cut counts the bytes at b's end that begin a character and don't end it.
func cut(b []byte) int {
	for k := 1; k < utf8.UTFMax && k <= len(b); k++ {
		if end := b[len(b)-k:]; utf8.RuneStart(end[0]) {
			if !utf8.FullRune(end) {
				return k
			}
			return 0
		}
	}
	return 0
}
