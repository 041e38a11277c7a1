package scope

// punctuator reads a bracket or an operator that begins with c.
func (s *scanner) punctuator(c byte) {
	switch c {
	case '(':
		s.openParen()
	case '[':
		kind, cur := index, use{}
		if s.state != operator {
			kind, cur = array, use{role: item, in: int32(len(s.stack))}
		}
		outer := s.use()
		s.pos++
		s.push(frame{kind: kind, after: operator, node: -1, cur: cur, outer: outer, start: int32(s.pos - 1)}, operand)
	case '{':
		s.openBrace()
	case ')', ']':
		s.closeParen(c)
	case '}':
		s.closeBrace()
	case ';':
		s.closeBare()
		s.pos++
		s.operator()
		if s.top().block {
			s.startStatement()
		}
	case ',':
		s.closeBare()
		last, function := s.last, s.function
		s.pos++
		s.operator()
		f := s.top()
		f.ternary = 0
		switch f.kind {
		case object:
			f.key = true
		case call:
			if f.count == 0 {
				f.first, f.arg = int32(last), function
			}
			f.count++
			f.cur = use{role: argument, at: f.count, in: int32(len(s.stack) - 1)}
		case array:
			f.cur = use{role: item, in: int32(len(s.stack) - 1)}
		case group:
			f.cur = f.outer
		default:
			f.cur = use{}
		}
	case ':':
		s.colon()
	case '?':
		s.question()
	case '.':
		s.pos++
		if s.peek(0) == '.' && s.peek(1) == '.' {
			s.pos += 2
			s.operator()
			return
		}
		s.dot, s.state = true, operator
	case '=':
		s.equals()
	case '/':
		if s.state == operator || !s.regexp() {
			s.pos++
			s.operator()
		}
	case '+', '-':
		s.pos++
		if s.peek(0) == c && s.state == operator {
			s.pos++
			s.operand(s.pos)
			return
		}
		s.operator()
	case '!':
		s.pos++
		if s.state == operator && s.peek(0) != '=' {
			return // x!: TypeScript
		}
		s.operator()
	case '<':
		s.less()
	case '|', '&':
		s.pos++
		if s.peek(0) == c {
			s.pos++
			if s.peek(0) == '=' {
				s.assign()
				return
			}
		}
		s.operator()
	default:
		s.pos++
		s.operator()
	}
}

// use gives what becomes of the expression that begins now.
func (s *scanner) use() use { return s.top().cur }

func (s *scanner) openParen() {
	at := s.pos
	s.pos++
	f := frame{kind: group, after: operator, node: -1, start: int32(at), cur: s.use(), outer: s.use()}
	switch {
	case s.control:
		f.kind, f.after, f.cur = control, statement, use{}
	case s.state == operator:
		if s.function >= 0 {
			s.nodes[s.function].called = true
		}
		f.kind, f.callee, f.arg = call, int32(s.last), -1
		f.cur = use{role: argument, in: int32(len(s.stack))}
		if s.last-s.lastStart == 5 && string(s.src[s.lastStart:s.last]) == "async" {
			f.start = int32(s.lastStart)
		}
	}
	s.push(f, operand)
}

func (s *scanner) closeParen(c byte) {
	s.closeBare()
	f := s.top()
	if c == ']' {
		s.pos++
		switch f.kind {
		case array, index:
			s.pop(s.pos)
		case computed:
			s.pop(s.pos)
			s.afterKey(span{f.start, int32(s.pos)})
		default:
			s.unopened()
		}
		return
	}
	s.pos++
	switch f.kind {
	case group, call:
		function := s.function
		s.closedStart = int(f.start)
		if f.kind == call || s.last != s.pos-1 && s.function < 0 {
			function = -1
		}
		s.pop(s.pos)
		s.function = function
		s.closed = s.pos
	case control:
		s.pop(s.pos)
	case params:
		s.openBody()
	default:
		s.unopened()
	}
}

// unopened goes past a bracket that closes none. What was closed before it is no
// arrow's parameters any more.
func (s *scanner) unopened() { s.last, s.lastStart, s.async = s.pos, s.pos, -1 }

// closeBare closes the arrow functions and fields that end here without a
// brace of their own.
func (s *scanner) closeBare() {
	for s.top().kind == arrow || s.top().kind == field {
		s.pop(s.last)
	}
}

// openBody goes from a function's parameters into its body.
func (s *scanner) openBody() {
	p := *s.top()
	s.pop(s.pos)
	n := &s.nodes[p.node]
	n.open = int32(s.pos)
	end := s.pos
	s.space()
	if s.peek(0) == ':' {
		s.pos++
		s.annotation(len(s.src), false)
		s.space()
	}
	if s.peek(0) != '{' { // an overload, or a method without a body
		n.kind = 0
		s.pos = max(end, s.pos)
		s.operand(end)
		if p.method && s.top().kind == object {
			s.state = operator
		}
		s.newline = false
		return
	}
	s.pos++
	f := s.push(frame{kind: body, after: p.after, node: p.node, method: p.method}, statement)
	f.gen = p.gen
}

func (s *scanner) openBrace() {
	at := s.pos
	f := s.top()
	if s.state == operator {
		if f.kind == heritage {
			s.pos++
			f.kind, f.block = class, true
			s.state = operand
			return
		}
		s.closeBare()
		s.state = statement
	}
	s.pos++
	if s.state == operand {
		outer := s.use()
		in := int32(len(s.stack))
		s.push(frame{kind: object, after: operator, node: -1, key: true, start: int32(at), outer: outer, cur: use{role: key, in: in}}, operand)
		return
	}
	s.push(frame{kind: block, after: statement, node: -1}, statement)
}

func (s *scanner) closeBrace() {
	s.closeBare()
	for i := len(s.stack) - 1; ; i-- { // what the brace closes, past brackets left open
		if i == 0 {
			s.pos++
			s.operator()
			s.state = statement
			return
		}
		k := s.stack[i].kind
		if k == block || k == body || k == class || k == object || k == template || k == container {
			for len(s.stack)-1 > i {
				s.pop(s.pos)
			}
			break
		}
	}
	s.pos++
	f := *s.top()
	s.pop(s.pos)
	switch f.kind {
	case template:
		s.template()
	case block, body, class:
		if s.state == statement {
			fn := s.function
			s.startStatement()
			s.function = fn
		}
		if f.kind == body && f.method && s.top().kind == class {
			s.state = operand
		}
	}
}

func (s *scanner) colon() {
	if s.closed != s.last || s.inTernary() {
		for s.top().kind == arrow && s.top().ternary == 0 {
			s.pop(s.last)
		}
	}
	f := s.top()
	s.pos++
	switch {
	case f.ternary > 0:
		f.ternary--
		s.operator()
	case f.kind == block || f.kind == body:
		if f.label || !f.decl && s.closed != s.last {
			s.startStatement()
			s.operator()
			s.state = statement
			return
		}
		fallthrough
	default:
		s.annotate()
	}
}

// inTernary reports whether a ':' here can belong to a '?'.
func (s *scanner) inTernary() bool {
	for i := len(s.stack) - 1; i >= max(0, len(s.stack)-64); i-- {
		if f := &s.stack[i]; f.ternary > 0 || f.kind != arrow {
			return f.ternary > 0
		}
	}
	return false
}

// annotate skips the type after a ':'; what it annotates stays the operand.
func (s *scanner) annotate() {
	last, from, async, closed := s.last, s.lastStart, s.async, s.closed
	s.annotation(s.pos+maxType, closed == last)
	s.operand(last)
	s.lastStart, s.async, s.closed = from, async, closed
}

func (s *scanner) question() {
	s.pos++
	switch c := s.peek(0); {
	case c == '.' && !isDigit(s.peek(1)):
		s.pos++
		s.operand(s.last)
		switch s.peekWord(s.pos) {
		case '(', '[', '`':
		default:
			s.dot = true
		}
	case c == '?':
		s.pos++
		if s.peek(0) == '=' {
			s.assign()
			return
		}
		s.operator()
	default:
		switch s.peekWord(s.pos) {
		case ':', ')', ',', ';', '=':
			return // x?: TypeScript
		}
		s.top().ternary++
		s.operator()
	}
}

// assign reads the '=' of an assignment at pos.
func (s *scanner) assign() {
	s.top().cur = use{role: assigned, at: int32(s.last)}
	s.pos++
	s.operator()
}

func (s *scanner) equals() {
	switch {
	case s.peek(1) == '>':
		s.pos += 2
		s.readArrow()
	case s.peek(1) == '=':
		s.pos += 2
		s.operator()
	default:
		s.assign()
	}
}

// readArrow reads an arrow function from after its =>.
func (s *scanner) readArrow() {
	start := s.lastStart
	if s.closed == s.last {
		start = s.closedStart
	} else if s.async >= 0 {
		start = s.async
	}
	id := s.add(node{kind: Arrow, start: int32(start), open: int32(s.pos)}, s.use())
	s.operator()
	s.space()
	if s.peek(0) == '{' {
		s.pos++
		s.push(frame{kind: body, after: operator, node: id}, statement)
		return
	}
	f := s.push(frame{kind: arrow, after: operator, node: id}, operand)
	f.cur = use{role: result}
}
