package fit

import "bytes"

// longestCall bounds the bytes of a call that is read.
const longestCall = 512

// called compares how many arguments a call has. Bundlers leave out those that nobody
// reads, and put none in.
func (c *court) called(out, in token, original []byte) {
	switch string(in.text) {
	case "call", "apply", "bind", "require":
		return // what tools write calls and modules as, with other arguments
	}
	src := c.text.Bytes()
	if bytes.HasSuffix(original[:max(0, in.end-len(in.text))], []byte("@render ")) {
		return // Svelte hands on where
	}
	has, ok := arguments(src, out.end, out.kind, false)
	if !ok || out.kind == name && spreads(src[out.end:], out.text) {
		return
	}
	says, ok := arguments(original, in.end, in.kind, true)
	switch {
	case !ok:
	case has == says:
		c.calls.count(true)
	case has > says:
		c.calls.count(false)
	}
}

// arguments counts those of the call that begins at a place, behind the token that is
// called. Where types, patterns, templates or what is spread may bring more commas it
// can't be told, nor for what may be a function's own parameters. Sources may be typed.
func arguments(src []byte, at int, of kind, typed bool) (n int, ok bool) {
	if at >= len(src) || src[at] != '(' {
		return 0, false
	}
	depth, begun := 0, false // an argument
	for limit := at + longestCall; at < min(limit, len(src)); {
		t := read(src, at)
		switch {
		case t.kind == nothing:
			if t.end = code(src, at); t.end == at {
				return 0, false
			}
		case is(t, '(') || is(t, '[') || is(t, '{'):
			begun = begun || depth > 0
			depth++
		case is(t, ')') || is(t, ']') || is(t, '}'):
			if depth--; depth > 0 {
				break
			}
			if begun {
				n++
			}
			next := after(src, t.end)
			return n, next != '(' && (of != name || bytes.IndexByte([]byte("{:="), next) < 0)
		case is(t, ',') && depth == 1:
			n, begun = n+1, false
		case is(t, '/') || is(t, '`') || !t.ended(),
			typed && is(t, '<') && word(src[at-1]),
			is(t, '.') && depth == 1 && bytes.HasPrefix(src[at:], []byte("...")):
			return 0, false
		default:
			begun = true
		}
		at = t.end
	}
	return 0, false
}

// spreads reports whether a call is one that tools write for what is spread in an object,
// for old browsers: a({},b), a(a({},b),c).
func spreads(src, name []byte) bool {
	for inner := append([]byte("("), name...); bytes.HasPrefix(src, inner); {
		src = src[len(inner):]
	}
	return bytes.HasPrefix(src, []byte("({}"))
}

// isArgument reports whether a value at [from, to) is alone an argument.
func isArgument(src []byte, from, to int) bool {
	b, a := before(src, from), after(src, to)
	return (b == '(' || b == ',') && (a == ',' || a == ')')
}
