package fit

import "bytes"

// longestUse bounds the bytes of the file between two uses of a variable.
const longestUse = 2 << 10

// misplaced reports whether the code that a binding sees has the source's name as
// another variable and not as this one, which isn't declared there.
func (s *bindings) misplaced(b *binding, src []byte) bool {
	other := false
	for o := range s.others() {
		from, to := min(o.offset, b.offset), max(o.offset, b.offset)
		switch {
		case o.in != b.in || to-from > longestUse || other && o.out != b.out || !sees(src[from:to]):
		case o.out != b.out:
			other = true
		default:
			return false
		}
	}
	return other && !assigned(src, b.offset) && !parameter(src, b.offset)
}

// assigned reports whether the name at a place is given a value.
func assigned(src []byte, at int) bool {
	rest := src[blank(src, read(src, at).end):]
	return bytes.HasPrefix(rest, []byte("=")) && !bytes.HasPrefix(rest, []byte("==")) && !bytes.HasPrefix(rest, []byte("=>"))
}

// sees reports whether no bracket that is open at the begin of code is closed in it.
func sees(code []byte) bool {
	depth := 0
	for _, c := range code {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return true
}

// parameter reports whether the name at a place is a function's parameter.
func parameter(src []byte, at int) bool {
	src = src[:min(len(src), at+longestTerm)]
	if called(src, closed(src, at)) {
		return false
	}
	depth := 0
	for i := at; i > 0 && at-i < longestTerm; i-- {
		switch src[i-1] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth < 0 {
				p, _ := parenAt(src, blankBefore(src, i-1))
				return src[i-1] == '(' && !p.control
			}
		}
	}
	return false
}

// opened reports whether what a name stands for is looked into or called.
func opened(src []byte, at int) bool {
	switch c := after(src, read(src, at).end); c {
	case '.', '(', '[':
		return true
	}
	return false
}

// placedAlike reports whether statements or terms begin and end alike around a
// name in the file and in the source. Minifiers make terms of statements, which
// stay calls.
func placedAlike(src []byte, at int, original []byte, where int) bool {
	a, b := before(src, at), before(original, where)
	x, y := after(src, read(src, at).end), after(original, read(original, where).end)
	if a != b || word(a) {
		return x == y && (x == '(' || x == '.') && b != ',' && leads(src, at) && leads(original, where)
	}
	return a != '{' && a != '.' && (x == y || valueEnds(x) && valueEnds(y))
}

// leads reports whether a statement begins at a place, or a term that a minifier
// makes of one.
func leads(src []byte, at int) bool {
	at = blankBefore(src, at)
	return at > 0 && bytes.IndexByte([]byte("?:&|,;{})"), src[at-1]) >= 0 || string(wordBefore(src, at)) == "return" || bytes.HasSuffix(src[:at], []byte("=>"))
}

// mentions counts how often a variable of that name stands in code.
func mentions(src, name []byte) (n int) {
	for at := 0; ; {
		i := bytes.Index(src[at:], name)
		if i < 0 {
			return n
		}
		at += i
		end := at + len(name)
		if (at == 0 || !word(src[at-1]) && src[at-1] != '.') && (end == len(src) || !word(src[end])) {
			n++
		}
		at = end
	}
}
