package fit

import "bytes"

// An edit is how a line differs from the source that it leads to.
type edit uint8

const (
	unedited edit = iota // not at all, but for names
	foreign              // in more than one place, as code that a tool wrote anew
	changed              // in one place, as people change code and few tools do
	pieced               // in one place, as people change code and no tool does that leaves lines
)

// enough is how many tokens must agree beside an edit.
const enough = 4

// parted tells how a line of the file differs from the source from a place on.
// The pace is left at the difference.
func parted(file, source []byte) (edit, *pace) {
	if p, ok := appended(file, source); ok {
		return pieced, p
	}
	p := &pace{file: file, source: source}
	whole := p.walk()
	back := p.last.kind == keyword && string(p.last.text) == "return"
	switch {
	case whole && back && goesOn(source, p.behind), !whole && back && empty(source, p.behind) && goesOn(file, p.i), whole && p.trails():
		return pieced, p
	case whole:
		return unedited, p
	}
	return p.edit(), p
}

// edit tells what the difference is that a pace is at.
func (p *pace) edit() edit {
	a, b := p.next()
	switch {
	case listsModule(p.file):
		return foreign
	case p.wrapped():
		return pieced
	case p.tokens == 0 && leaves[string(a.text)] && leaves[string(b.text)]:
		if last(p.file, a.end) && halts(p.source, b.end) && !sameWord(a.text, b.text) {
			return pieced
		}
		return foreign
	case p.tokens == 0:
		return foreign
	case p.argued(a, b):
		if p.names > 0 || is(a, ')') {
			return changed // bundlers drop arguments that nobody reads
		}
		return pieced
	case p.exchanged(a, b):
		if p.names > 0 {
			return changed
		}
		return pieced
	case p.crossed(), p.pieced(a, b):
		return pieced
	}
	return foreign
}

// named gives a pace that is at the first name that differs, for where names stay.
func (p *pace) named() *pace {
	q := &pace{file: p.file[:p.to.at], source: p.source}
	q.walk()
	q.file = p.file
	return q
}

// argued reports whether one of the two has more arguments in a call.
func (p *pace) argued(a, b token) bool {
	switch {
	case p.depth < 1 || p.variants > 0: // another function, where a call was replaced by what it calls
		return false
	case is(a, ',') && is(b, ')'):
		to := closed(p.file, p.i)
		return called(p.file, to) && called(p.source, p.j) && p.rest(to, p.j)
	case is(a, ')') && is(b, ','):
		to := closed(p.source, p.j)
		return called(p.file, p.i) && called(p.source, to) && ofMethod(p.source, p.j) && p.rest(p.i, to)
	}
	return false
}

// ofMethod reports whether a place is among the arguments of a method. Those of
// functions that a bundler knows it leaves out where nobody reads them.
func ofMethod(src []byte, at int) bool {
	depth := 0
	for at--; at > 0; at-- {
		switch src[at] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth < 0 {
				end := at
				for at > 0 && word(src[at-1]) {
					at--
				}
				return src[end] == '(' && at > 0 && src[at-1] == '.'
			}
		}
	}
	return false
}

// exchanged reports whether one has another property, operator or value of the
// same sort.
func (p *pace) exchanged(a, b token) bool {
	switch {
	case binary(a) && binary(b):
		return p.rest(a.end, b.end)
	case p.names > 0 && a.kind == b.kind && a.kind != keyword && a.kind != name:
		return false
	case a.kind == b.kind && (a.kind == property || a.kind == dot):
		return !private(a.text) && !private(b.text) && !ofModule(p.source, p.j) && p.rest(a.end, b.end)
	case a.kind == literal && b.kind == literal:
		return p.fixed(a) && p.fixed(b) && !stamped(value(a.text), value(b.text)) && p.rest(a.end, b.end)
	}
	return constant(a) && constant(b) && p.rest(a.end, b.end)
}

// fixed reports whether a string is one by itself rather than part of a template.
func (p *pace) fixed(t token) bool {
	return complete(t) && !bytes.Contains(t.text, []byte("${")) && (t.text[0] != '`' || bytes.Count(p.file, []byte("`")) == 2)
}

// constant reports whether a token is a number or a word for a value.
func constant(t token) bool {
	switch string(t.text) {
	case "true", "false", "null", "undefined":
		return t.kind == keyword || t.kind == name
	}
	return t.kind == number
}

// binary reports whether a token reckons with a value before it and one behind.
// Tools turn comparisons around, and write == for ===, && for ?, and so on.
func binary(t token) bool {
	switch string(t.text) {
	case "+", "-", "*", "%", "<<", ">>", ">>>", "+=", "-=", "*=":
		return t.kind == other
	}
	return false
}

// closed gives the place of the bracket that closes the one around a place.
func closed(src []byte, at int) int {
	for depth := 0; at < len(src); at++ {
		switch src[at] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return at
			}
		}
	}
	return at
}

// called reports whether the bracket at a place closes a call, rather than the
// parameters of a function.
func called(src []byte, at int) bool {
	if at >= len(src) {
		return false
	}
	c := after(src, at+1)
	return c != '{' && c != '='
}

// empty reports whether a statement ends at a place.
func empty(src []byte, at int) bool {
	for at < len(src) && (src[at] == ' ' || src[at] == '\t') {
		at++
	}
	return at < len(src) && bytes.IndexByte([]byte(";}\r\n"), src[at]) >= 0
}

// goesOn reports whether a statement goes on with a name, as a whole: what tools
// return where nothing was is undefined.
func goesOn(src []byte, at int) bool {
	for at < len(src) && src[at] == ' ' {
		at++
	}
	t := read(src, at)
	switch string(t.text) {
	case "void", "undefined":
		return false
	}
	line, _, _ := bytes.Cut(src[at:min(len(src), at+longestToken)], []byte("\n"))
	return (t.kind == name || t.kind == keyword) && bytes.IndexByte(line, ';') > 0
}

// leaves are the statements that leave a loop or go on with it.
var leaves = words("break continue")
