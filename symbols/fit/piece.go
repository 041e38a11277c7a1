package fit

import "bytes"

// longestPiece bounds the tokens of a piece.
const longestPiece = 14

// pieced reports whether the one place in which the two differ is a piece of an
// expression that one has more, or an operator that compares otherwise. Tools that
// leave lines as they are add and drop declarations, types and modules' names, but
// neither operands nor arguments.
func (p *pace) pieced(a, b token) bool {
	switch {
	case p.names > 0:
		return false
	case rivals[string(a.text)] && rivals[string(b.text)]:
		loose := len(a.text) < len(b.text) && bytes.Contains(p.file, []byte("typeof ")) // as tools compare what that gives
		return !loose && p.plain(a.end, b.end)
	case string(a.text) == "?.":
		return p.plain(a.end, chained(b, p.j))
	case string(b.text) == "?.":
		return p.plain(chained(a, p.i), b.end)
	}
	return p.more(true) || p.more(false)
}

// chained gives the place that follows ?. where the other has what is read there.
func chained(t token, at int) int {
	if t.kind == dot {
		return t.end - len(t.text)
	}
	return at
}

// listsModule reports whether a line tells what a module imports or exports.
func listsModule(line []byte) bool {
	line = bytes.TrimSpace(line)
	for _, w := range []string{"import ", "import{", "export {", "export{", "export *"} {
		if bytes.HasPrefix(line, []byte(w)) {
			return true
		}
	}
	return false
}

// plain goes on from other places as [pace.rest] does, where no name differs.
func (p *pace) plain(i, j int) bool {
	q := *p
	return q.rest(i, j) && q.names == 0
}

// more reports whether the file, or else the source, has a piece more.
func (p *pace) more(inFile bool) bool {
	src, at := p.source, p.j
	if inFile {
		src, at = p.file, p.i
	}
	listed := before(src, at) == ','
	var first token
	for n, depth := 0, 0; n < longestPiece; n++ {
		t := p.read(src, skipped(src, at))
		switch {
		case t.kind == nothing, depth == 0 && (is(t, '?') || is(t, ';')):
			return false
		case is(t, '(') || is(t, '[') || is(t, '{'):
			depth++
		case is(t, ')') || is(t, ']') || is(t, '}'):
			depth--
		}
		if n == 0 {
			first = t
			listed = listed || is(t, ',')
		}
		if at = t.end; depth < 0 {
			return false
		}
		if depth > 0 || !p.entire(inFile, first, t, src, at, listed) {
			continue
		}
		i, j := p.i, at
		if inFile {
			i, j = at, p.behind
		}
		if p.plain(i, j) {
			return !inFile || !last(src, at) || !unfinished(p.source, j)
		}
	}
	return false
}

// appended gives a pace that is where a line of the file has one more statement, and
// the source's line ends. Those that tools write stand on lines of their own, but for
// declarations and what they export.
func appended(file, source []byte) (p *pace, ok bool) {
	end := stop(file, 0, ";") + 1
	if end >= len(file) {
		return nil, false
	}
	more := bytes.TrimSpace(file[end:])
	a := read(more, 0)
	if !bytes.HasSuffix(more, []byte(";")) || a.kind != name || private(a.text) || bytes.Contains(more, []byte(".__")) {
		return nil, false
	}
	switch string(a.text) {
	case "exports", "module", "Object":
		return nil, false
	}
	p = &pace{file: file[:end], source: source}
	if !p.walk() || p.names > 0 || p.tokens == 0 {
		return nil, false
	}
	line, behind, _ := bytes.Cut(source[p.behind:], []byte("\n"))
	if len(bytes.Trim(line, "; \t\r")) > 0 {
		return nil, false
	}
	next := pace{file: more, source: behind}
	return p, !next.walk() || next.names > 0
}

// last reports whether a line has no more code behind a place.
func last(line []byte, at int) bool {
	t := read(line, skipped(line, at))
	if is(t, ';') {
		t = read(line, skipped(line, t.end))
	}
	return t.kind == nothing
}

// unfinished reports whether an expression goes on behind a place, on another line.
func unfinished(src []byte, at int) bool {
	at = code(src, at)
	return at < len(src) && bytes.IndexByte([]byte("?.:=+-*/%&|^<>([`"), src[at]) >= 0
}

// entire reports whether what begins with the first token and ends with the last,
// before a place, is an operand with its operator, an argument, an item of a list,
// the value that a parameter has without an argument, or a negation.
func (p *pace) entire(inFile bool, first, end token, src []byte, at int, listed bool) bool {
	switch next := after(src, at); {
	case p.template: // between two values of it; tools put templates together
		return !is(first, '`') && (next == '`' || next == '$')
	case joins(first):
		return closesValue(end) && (inFile || first.text[0] != '<' && first.text[0] != '>')
	case inFile && joins(end): // of a source, tools leave out __DEV__ && and the like
		return !p.valued() && !last(src, at)
	case is(first, '!'):
		return end.end == first.end && !p.valued()
	case is(first, '='):
		return inFile && p.depth > 0 && (next == ',' || next == ')')
	case !inFile: // bundlers drop arguments and properties that nobody reads
		return false
	case next == ')':
		return (is(first, ',') || is(p.last, '(')) && p.variants == 0 && p.depth > 0 && called(src, skipped(src, at))
	case next == '}' || next == ']':
		return listed
	}
	return false
}

// closesValue reports whether a value may end with a token.
func closesValue(t token) bool {
	return t.kind.operand() || t.kind == literal || t.kind == keyword || is(t, ')') || is(t, ']') || is(t, '}')
}

// rivals are the operators that compare or choose.
var rivals = words("< > <= >= == === != !== && || ??")

// joints are the other operators that have a value on either side.
var joints = words("+ - * / % & | ^ ** << >> >>> in instanceof")

// joins reports whether a token joins two values.
func joins(t token) bool {
	return (t.kind == other || t.kind == keyword) && (rivals[string(t.text)] || joints[string(t.text)])
}

// trails reports whether the source goes on with an operand where the statement of
// the file ends.
func (p *pace) trails() bool {
	if p.names > 0 || p.tokens < enough || !bytes.HasSuffix(bytes.TrimSpace(p.file), []byte(";")) {
		return false
	}
	at := p.behind
	for at < len(p.source) && (p.source[at] == ' ' || p.source[at] == '\t') {
		at++
	}
	t := p.read(p.source, at)
	return joins(t) && t.text[0] != '<'
}
