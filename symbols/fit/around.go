package fit

import "bytes"

// longestGap bounds the white space and comments that are passed over at once: a
// map may lead to every byte of a gap.
const longestGap = 1 << 10

// before gives the last byte before a place that is neither white space nor in
// a comment, or 0.
func before(src []byte, at int) byte {
	ended := false // a line, since
	for limit := at - longestGap; at > max(0, limit); {
		at--
		switch {
		case src[at] <= ' ':
			ended = ended || src[at] == '\n'
		case src[at] == '/' && at > 2 && src[at-1] == '*':
			at = max(0, bytes.LastIndex(src[max(0, at-longestToken):at-1], []byte("/*"))+max(0, at-longestToken))
		default:
			line := -1
			if ended {
				line = commented(src, at)
			}
			if line < 0 {
				return src[at]
			}
			at = line
		}
	}
	return 0
}

// commented gives where the line begins that at is in, if that line is a comment
// as a whole; otherwise a negative number.
func commented(src []byte, at int) int {
	from := max(0, at-longestToken)
	line := bytes.LastIndexByte(src[from:at], '\n') + 1 + from
	if line == from && from > 0 || !bytes.HasPrefix(bytes.TrimLeft(src[line:at+1], " \t"), []byte("//")) {
		return -1
	}
	return line
}

// after gives the first byte behind a place that is not white space, or 0.
func after(src []byte, at int) byte {
	if at = blank(src, at); at < len(src) {
		return src[at]
	}
	return 0
}

// valueEnds reports whether a value ends before a byte. Minifiers leave out
// semicolons, and join statements with commas.
func valueEnds(c byte) bool { return c == 0 || c == ';' || c == ',' || c == ')' || c == '}' }

// code gives the first byte from at on that is neither white space nor in a comment.
func code(src []byte, at int) int {
	for limit := at + longestGap; ; {
		at = blank(src, at)
		end := -1
		switch rest := src[at:min(len(src), at+longestToken)]; {
		case bytes.HasPrefix(rest, []byte("//")):
			end = bytes.IndexByte(rest, '\n')
		case bytes.HasPrefix(rest, []byte("/*")):
			if end = bytes.Index(rest, []byte("*/")); end >= 0 {
				end += len("*/")
			}
		}
		if end < 0 || at > limit {
			return at
		}
		at += end
	}
}

// operatorOf gives the operator of arithmetic or comparison that code begins
// with; empty when there is none.
func operatorOf(src []byte) string {
	src = src[:min(len(src), 8)]
	for len(src) > 0 && (src[0] == ' ' || src[0] == '\n' || src[0] == '\r' || src[0] == '\t') {
		src = src[1:]
	}
	if len(src) < 3 {
		return ""
	}
	switch c := src[0]; c {
	case '+', '-', '*', '%':
		if src[1] != c && src[1] != '=' {
			return string(src[:1])
		}
	case '<', '>':
		switch {
		case src[1] == '=' && c == '<':
			return "<="
		case src[1] == '=':
			return ">="
		case src[1] != c && src[1] != '!':
			return string(src[:1])
		}
	}
	return ""
}

// stepped reports whether of two pieces of code one begins with ++ and the other
// with --.
func stepped(a, b []byte) bool {
	if len(a) < 2 || len(b) < 2 || a[0] != a[1] || b[0] != b[1] {
		return false
	}
	return a[0] == '+' && b[0] == '-' || a[0] == '-' && b[0] == '+'
}

// folded reports whether the token at [from, to) is part of a sum, which tools
// work out beforehand.
func folded(src []byte, from, to int) bool {
	from, to = blankBefore(src, from), blank(src, to)
	return from > 1 && sum(src[from-1], src[from-2]) || to+1 < len(src) && sum(src[to], src[to+1])
}

// sum reports whether c, with next on its other side, works on two values; ||
// and && choose one.
func sum(c, next byte) bool {
	switch c {
	case '+', '-', '*', '%', '^', '~', '$':
		return true
	case '/':
		return next != '/' && next != '*'
	case '|', '&':
		return next != c
	case '<', '>':
		return next == c
	}
	return false
}
