package fit

import "bytes"

// joined reads what stands before a term that is joined to others by && before
// it: the parens around them all. It reports false where it isn't so, or where
// some are joined otherwise.
func joined(src []byte, at int) (h head, ok bool) {
	for at+1 < len(src) && src[at] == '!' && src[at+1] != '=' {
		at++
	}
	h.from = at
	i, odd := bangs(src, at)
	h.bare = odd
	if !bytes.HasSuffix(src[:i], []byte("&&")) {
		return h, false
	}
	i = joinBegins(src, i-2)
	if i < 0 {
		return h, false
	}
	h.opened(src, i)
	return h, true
}

// joinBegins goes back over terms with nothing but && between them, to the
// bracket that they are in or the end of what is before. It gives a negative
// number where it can't tell.
func joinBegins(src []byte, at int) int {
	depth := 0
	for i := at; i > 0 && at-i < longestTerm; i-- {
		switch c := src[i-1]; c {
		case ')', ']', '}':
			depth++
		case '(', '[':
			if depth--; depth < 0 {
				return i
			}
		case '{':
			if depth--; depth < 0 {
				return i
			}
		case '"', '\'', '`', '/', '\n':
			if c != '\n' || depth > 0 {
				return -1 // a bracket may be in a string
			}
		case ';', ',':
			if depth == 0 {
				return i
			}
		case '|', '?', ':', '=':
			if depth == 0 {
				return -1
			}
		}
	}
	return -1
}
