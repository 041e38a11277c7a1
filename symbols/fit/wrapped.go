package fit

import "bytes"

// wrapped reports whether one has a call or a negation around what the other has.
func (p *pace) wrapped() bool {
	if p.names > 0 {
		return false
	}
	q := *p
	if from := wrapping(p.file, p.i); from > 0 {
		to, behind, ok := q.wraps(p.file, from, p.source, p.j)
		return ok && q.plain(to, behind)
	}
	if from := wrapping(p.source, p.j); from > 0 {
		to, behind, ok := q.wraps(p.source, from, p.file, p.i)
		return ok && q.plain(behind, to)
	}
	return false
}

// globals are functions that people call, and that tools don't, around a value.
var globals = words("String Number Boolean BigInt Object Array Promise JSON Math Date parseInt parseFloat isNaN structuredClone queueMicrotask")

// wrapping gives the byte behind !( or behind the parenthesis of a global
// function's call, and behind () => if that is in it; 0 where neither stands.
func wrapping(src []byte, at int) int {
	t := read(src, at)
	switch {
	case is(t, '!'):
	case t.kind == name && globals[string(t.text)]:
		if d := read(src, t.end); d.kind == dot {
			t = d
		}
	default:
		return 0
	}
	if at = t.end; at >= len(src) || src[at] != '(' {
		return 0
	}
	at++
	if arrow := []byte("() => "); bytes.HasPrefix(src[at:], arrow) {
		at += len(arrow)
	}
	return at
}

// wraps reports whether what stands between a place and the parenthesis that
// closes is what the other has at a place. It gives the places behind both.
func (p *pace) wraps(wrapper []byte, from int, plain []byte, at int) (to, behind int, ok bool) {
	wrapper = wrapper[:min(len(wrapper), from+longestLine)]
	end := closed(wrapper, from)
	if end == len(wrapper) {
		return 0, 0, false
	}
	q := pace{file: wrapper[from:end], source: plain[at:]}
	if !q.walk() || q.tokens == 0 || q.names > 0 {
		return 0, 0, false
	}
	p.tokens += q.tokens + 2 // with the call's name and parenthesis
	return end + 1, at + q.behind, true
}

// crossed reports whether the two values of ?: are exchanged.
func (p *pace) crossed() bool {
	if p.names > 0 || p.choice.i == 0 {
		return false
	}
	a, b, i := arms(p.file, p.choice.i)
	c, d, j := arms(p.source, p.choice.j)
	if !sameCode(a, d) || !sameCode(b, c) {
		return false
	}
	return p.plain(i, j)
}

// arms gives the two values of the choice behind whose ? a place is, and the byte
// behind them.
func arms(src []byte, at int) (yes, no []byte, end int) {
	src = src[:min(len(src), at+longestLine)]
	colon := stop(src, at, ":")
	if colon == len(src) || src[colon] != ':' {
		return nil, nil, at
	}
	end = stop(src, colon+1, ":,;\n")
	return src[at:colon], src[colon+1 : end], end
}

// stop gives the first byte that is one of some, outside of brackets and other
// choices, or that closes the bracket around.
func stop(src []byte, at int, some string) int {
	for choices := 0; at < len(src); {
		c := src[at]
		switch {
		case c == '(' || c == '[' || c == '{':
			if at = closing(src, at); at < 0 {
				return len(src)
			}
			continue
		case c == ')' || c == ']' || c == '}', choices == 0 && bytes.IndexByte([]byte(some), c) >= 0:
			return at
		case c == '?' && sign(src[at:]) == 1:
			choices++
		case c == ':':
			choices--
		}
		if n := sign(src[at:]); n > 1 {
			at += n
		} else if at = step(src, at); at < 0 {
			return len(src)
		}
	}
	return len(src)
}

// sameCode reports whether two pieces of code are one but for white space and
// semicolons.
func sameCode(a, b []byte) bool {
	p := pace{file: a, source: b}
	return p.walk() && p.tokens > 0 && p.names == 0 && p.behind == len(bytes.TrimRight(b, "; \t\r\n"))
}
