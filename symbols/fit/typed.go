package fit

import "bytes"

// longestType bounds the bytes of a type that is passed over.
const longestType = 512

// typed gives the byte behind the type that the source goes on with and the file
// hasn't, such as `?: string`, `as string` or `<string>`, if both go on alike behind
// it. It gives 0 where that isn't so.
func (p *pace) typed(a, b token) int {
	end := p.typeBehind(a, b)
	if end == 0 {
		return 0
	}
	t := p.read(p.source, skipped(p.source, end))
	if agree(a, t) || is(t, ';') || is(t, ')') && p.groups > 0 {
		return end
	}
	return 0
}

// typeBehind gives the byte behind what may be a type.
func (p *pace) typeBehind(a, b token) int {
	src, at := p.source, 0
	switch {
	case is(b, '?') && !is(a, '?') && bytes.HasPrefix(src[b.end:], []byte(":")):
		at = b.end + 1
	case is(b, ':') && !is(a, ':') && (p.valued() || is(p.last, '}')):
		at = b.end
	case b.kind == name && (string(b.text) == "as" || string(b.text) == "satisfies") && !sameWord(a.text, b.text) && p.valued():
		at = b.end
	case is(b, '<') && !is(a, '<') && p.valued() && p.j > 0 && word(src[p.j-1]):
		if at = typeEnd(src, b.end, ">"); at < len(src) && src[at] == '>' {
			return at + 1
		}
		return 0
	default:
		return 0
	}
	return typeEnd(src, at, ",)=;]}")
}

// typeEnd gives the byte where a type ends that begins at a place: at one of some
// bytes, at a bracket that opens a block, or at the end of a line.
func typeEnd(src []byte, at int, some string) int {
	src = src[:min(len(src), at+longestType)]
	depth, open := 0, true // a type may begin, rather than go on
	for at = code(src, at); at < len(src); {
		c := src[at]
		switch {
		case bytes.HasPrefix(src[at:], []byte("=>")):
			at, open = code(src, at+2), true
			continue
		case depth == 0 && (bytes.IndexByte([]byte(some), c) >= 0 || bytes.IndexByte([]byte("+-*/%?!"), c) >= 0 || c == '{' && !open || joins(token{other, src[at : at+sign(src[at:])], 0}) && sign(src[at:]) > 1):
			return at
		case c == '<' || c == '(' || c == '[' || c == '{':
			depth++
		case c == '>' || c == ')' || c == ']' || c == '}':
			if depth--; depth < 0 {
				return at
			}
		}
		open = bytes.IndexByte([]byte("|&:,"), c) >= 0
		at = step(src, at)
		if at < 0 {
			return len(src)
		}
		next, newline := gap(src, at)
		if depth == 0 && newline && !open && (next == len(src) || src[next] != '|' && src[next] != '&') {
			return at
		}
		at = next
	}
	return len(src)
}
