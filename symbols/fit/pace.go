package fit

import (
	"bytes"
	"strings"
)

// A pace walks a line of the file and its source side by side.
type pace struct {
	file, source []byte
	i, j         int  // bytes of each that were walked
	tokens       int  // that agree
	depth        int  // of the brackets that are open
	groups       int  // of the source's brackets that the file has not
	template     bool // the places are in a template with ${}
	last         token
	behind       int                // byte of the source behind the last that agrees
	choice       struct{ i, j int } // the bytes behind the ? of the last ?: that both have

	names    int // that differ
	variants int // names that differ in what is before or behind them
	from, to place
}

// A place is a token and the byte that it begins at.
type place struct {
	token
	at int
}

// walk goes on as far as the tokens agree, names aside, and reports whether that
// is the whole line. It leaves out what tools add and drop.
func (p *pace) walk() bool {
	for {
		a, b := p.next()
		switch {
		case a.kind == nothing:
			return true
		case is(a, ';') || is(a, ',') && (shuts(p.file, a.end) || is(b, ']') || is(b, '}')) || p.added(a, b):
			p.i = a.end
			continue
		case is(b, ';') || is(b, ',') && shuts(p.source, b.end) || p.dropped(a, b) || p.tokens == 0 && exports(a, b):
			p.j = b.end
			continue
		}
		if end := p.rewrote(a, b); end > 0 {
			a = token{name, b.text, end}
		} else if a.kind == name && b.kind == name && !sameWord(a.text, b.text) {
			b = p.member(a, b)
		}
		if !agree(a, b) {
			if end := p.typed(a, b); end > 0 {
				p.j, p.behind = end, end
				continue
			}
			return false
		}
		switch {
		case a.kind == name && sameWord(a.text, b.text):
		case a.kind == name && (imported(a.text) || string(b.text) == "exports"):
		case a.kind == name && variant(a.text, b.text):
			p.variants++
		case a.kind == name:
			if p.names++; p.names == 1 {
				p.from, p.to = place{b, p.j}, place{a, p.i}
			}
		case is(a, '`'):
			p.template = !p.template
		case is(a, '?'):
			p.choice.i, p.choice.j = a.end, b.end
		case is(a, '('):
			p.depth++
		case is(a, ')'):
			p.depth--
		}
		p.i, p.j, p.behind, p.last = a.end, b.end, b.end, a
		p.tokens++
	}
}

// exports reports whether the source goes on with export, and the file doesn't.
func exports(a, b token) bool {
	switch string(b.text) {
	case "export", "default":
		return b.kind == keyword && !sameWord(a.text, b.text)
	}
	return false
}

// next reads the tokens that both go on with.
func (p *pace) next() (a, b token) {
	p.i, p.j = skipped(p.file, p.i), skipped(p.source, p.j)
	return p.read(p.file, p.i), p.read(p.source, p.j)
}

// dropped reports whether the file leaves out what the source goes on with: the
// brackets around a value, and the ! that tells TypeScript that there is one.
func (p *pace) dropped(a, b token) bool {
	switch {
	case is(b, '!') && !is(a, '!'):
		return p.valued()
	case is(b, '(') && !is(a, '(') && !p.valued() && p.rewrote(a, b) == 0:
		p.groups++
		return true
	case is(b, ')') && !is(a, ')') && (p.groups > 0 || p.depth == 0):
		p.groups = max(0, p.groups-1) // the map may lead behind the bracket that opens
		return true
	}
	return false
}

// added reports whether the file goes on with a bracket around an arrow's only
// parameter that the source has without.
func (p *pace) added(a, b token) bool {
	switch {
	case is(a, '(') && b.kind == name && !p.valued():
		to := bytes.IndexByte(p.file[a.end:min(len(p.file), a.end+longestToken)], ')')
		return to > 0 && bytes.HasPrefix(p.file[a.end+to:], []byte(") =>")) && string(p.read(p.source, skipped(p.source, b.end)).text) == "=>"
	case is(a, ')'):
		return string(b.text) == "=>"
	}
	return false
}

// valued reports whether a value ends here.
func (p *pace) valued() bool {
	switch string(p.last.text) {
	case "null", "true", "false", "this", "super":
		return true
	}
	return p.last.kind.operand() || p.last.kind == literal || is(p.last, ')') || is(p.last, ']')
}

// rewrote gives the byte of the file behind what tools write for a name: void 0,
// and for what was imported module.name, module.default and the like, in
// parentheses where it is called: (0, module.name) or Object(module.name). It gives 0
// where that isn't so.
func (p *pace) rewrote(a, b token) int {
	if b.kind != name {
		return 0
	}
	file, at := p.file, p.i
	if a.kind == keyword && string(a.text) == "void" && string(b.text) == "undefined" {
		if t := read(file, blank(file, a.end)); string(t.text) == "0" {
			return t.end
		}
		return 0
	}
	called := false
	for _, opening := range []string{"(0,", "Object("} {
		if bytes.HasPrefix(file[at:], []byte(opening)) {
			called, a = true, read(file, blank(file, at+len(opening)))
		}
	}
	if a.kind != name {
		return 0
	}
	end, exported := a.end, false
	if t := read(file, end); t.kind == dot {
		if next := read(p.source, b.end); next.kind == dot && sameWord(t.text, next.text) {
			return 0 // all of a module, by another name
		}
		end, exported = t.end, sameWord(t.text, b.text) || string(t.text) == "default"
	} else if bytes.HasPrefix(file[min(end, len(file)):], []byte(`["default"]`)) {
		end, exported = end+len(`["default"]`), true
	}
	switch {
	case !exported && !imported(a.text) && !called:
		return 0
	case called && (end >= len(file) || file[end] != ')'):
		return 0
	case called:
		end++
	}
	return end
}

// member gives what the source has of a module, module.name, as the name that the
// file has for it; otherwise the name of the source as it is.
func (p *pace) member(a, b token) token {
	d := read(p.source, b.end)
	if d.kind == dot && (sameWord(a.text, d.text) || variant(a.text, d.text)) {
		return token{name, d.text, d.end}
	}
	return b
}

// imported reports whether a name is one that webpack or Rspack writes for a module.
func imported(name []byte) bool {
	return bytes.Contains(name, []byte("__WEBPACK_IMPORTED_MODULE_")) || bytes.Contains(name, []byte("__rspack_import_"))
}

// skipped gives the place of the code that begins at a place or behind it.
func skipped(src []byte, at int) int {
	if at < len(src) && src[at] > ' ' && src[at] != '/' {
		return at
	}
	return code(src, at)
}

// read reads a token, an operator as a whole, and a template with ${} in parts.
func (p *pace) read(src []byte, at int) token {
	at = min(at, len(src))
	t := read(src, at)
	switch {
	case t.kind == literal && (!complete(t) || p.template && t.text[0] == '`'):
		return token{other, src[at : at+1], at + 1}
	case t.kind == other:
		n := sign(src[at:])
		return token{other, src[at : at+n], at + n}
	case bytes.HasPrefix(src[at:], []byte("...")):
		return token{other, src[at : at+3], at + 3}
	}
	return t
}

// words gives a set of those in a text.
func words(text string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		all[w] = true
	}
	return all
}

// sign counts the bytes of the operator or bracket that code begins with.
func sign(src []byte) int {
	if len(src) < 2 || word(src[1]) || src[1] <= ' ' || src[1] == ')' {
		return 1
	}
	for n := min(3, len(src)); n > 1; n-- {
		switch string(src[:n]) {
		case "===", "!==", ">>>", "...",
			"==", "!=", "<=", ">=", "=>", "&&", "||", "??", "?.", "<<", ">>", "**", "++", "--", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=":
			return n
		}
	}
	return 1
}

// rest goes on from other places, and reports whether the line does as the source
// does, and enough of both agrees.
func (p *pace) rest(i, j int) bool {
	q := *p
	q.i, q.j, q.behind = i, j, j
	ok := q.walk() && q.tokens >= enough && halts(q.source, q.behind)
	if ok {
		p.names = q.names
	}
	return ok
}

// halts reports whether the source's line, or what a bracket holds, ends at a
// place: the file's line has it all.
func halts(src []byte, at int) bool {
	for at < len(src) && bytes.IndexByte([]byte(" \t;,"), src[at]) >= 0 {
		at++
	}
	return at == len(src) || bytes.IndexByte([]byte("\r\n/})"), src[at]) >= 0
}

// agree reports whether two tokens are one; any two names are.
func agree(a, b token) bool {
	switch {
	case a.kind != b.kind:
		return false
	case a.kind == literal:
		return sameLiteral(a.text, b.text)
	case a.kind == number:
		return sameNumber(a.text, b.text)
	}
	return a.kind == name || sameWord(a.text, b.text) || declares[string(a.text)] && declares[string(b.text)]
}

// declares are the words for which tools write each other.
var declares = words("var let const")

// variant reports whether of two names one is the other with something before or
// behind it, as bundlers tell two of a name apart.
func variant(file, source []byte) bool {
	return bytes.HasPrefix(file, source) || len(file) > 2 && bytes.HasPrefix(source, file) || bytes.HasSuffix(file, source)
}

func is(t token, c byte) bool { return t.kind == other && len(t.text) == 1 && t.text[0] == c }

// complete reports whether a string ends on its line and was read to its end.
func complete(t token) bool {
	return len(t.text) > 1 && t.text[len(t.text)-1] == t.text[0] && bytes.IndexByte(t.text, '\n') < 0
}

// shuts reports whether a bracket closes next: the comma before it may be left out.
func shuts(src []byte, at int) bool {
	at = code(src, at)
	return at < len(src) && (src[at] == ')' || src[at] == ']' || src[at] == '}')
}
