package scope

// A member is what is known of a class's or an object's member before its name
// has ended.
type member struct {
	start  int32
	kind   Kind // Method, Getter or Setter, if it turns out to have parameters
	static bool
	gen    bool
}

// readMember reads the beginning of a member: its modifiers and its name.
func (s *scanner) readMember() {
	f := s.top()
	f.key = false
	switch c := s.src[s.pos]; c {
	case '}':
		s.closeBrace()
		return
	case ';':
		s.pos++
		return
	case ',':
		s.pos++
		f.key = f.kind == object
		return
	case '@':
		s.decorator()
		f = s.top()
		f.key = f.kind == object
		return
	case '.':
		s.state = operand
		if s.has("...") {
			s.pos += 3
		} else {
			s.pos++
		}
		f.cur = use{}
		return
	}
	f.member = member{start: int32(s.pos), kind: Method}
	m := &f.member
	for s.pos < len(s.src) {
		start, c := s.pos, s.src[s.pos]
		switch {
		case c == '*':
			s.pos++
			m.gen = true
			s.space()
			continue
		case c == '[':
			s.pos++
			f.cur = use{}
			s.push(frame{kind: computed, after: operator, node: -1, start: int32(start)}, operand)
			return
		case c == '"' || c == '\'':
			s.string(c)
		case c == '#':
			s.pos++
			s.pos = s.wordEnd(s.pos)
		case isDigit(c) || c == '.':
			s.number()
		case wordByte[c]:
			if s.pos = s.wordEnd(start); s.pos == start {
				s.pos++
				return
			}
			if s.modifier(m, start) {
				if s.peek(0) == '{' && f.kind == class && m.static {
					s.pos++
					id := s.addMember(node{kind: StaticBlock, start: m.start, open: int32(s.pos)})
					s.push(frame{kind: body, after: operand, node: id}, statement)
					return
				}
				continue
			}
		case c == '(' || c == '<': // a call signature of TypeScript
		default:
			if f.kind == object {
				s.state = operand
				s.punctuator(c)
				return
			}
			s.pos++
			return
		}
		s.afterKey(span{int32(start), int32(s.pos)})
		return
	}
}

// modifier reports whether the word from start to pos is a modifier of the
// member, and then moves to what it modifies.
func (s *scanner) modifier(m *member, start int) bool {
	end := s.pos
	word := string(s.src[start:end])
	switch word {
	case "get", "set", "async", "static", "accessor", "readonly", "public", "private", "protected", "override", "abstract", "declare":
	default:
		return false
	}
	s.space()
	c := s.peek(0)
	if !(wordByte[c] || isDigit(c) || c == '[' || c == '#' || c == '"' || c == '\'' || c == '*' || c == '{' && word == "static") ||
		s.newline && word != "get" && word != "set" && word != "static" {
		s.pos = end
		return false
	}
	switch word {
	case "get":
		m.kind = Getter
	case "set":
		m.kind = Setter
	case "static":
		m.static = true
	}
	return true
}

// afterKey goes on after a member's name.
func (s *scanner) afterKey(name span) {
	f := s.top()
	m := f.member
	in := len(s.stack) - 1
	s.operand(int(name.end))
	s.space()
	for c := s.peek(0); c == '?' || c == '!'; c = s.peek(0) {
		s.pos++ // TypeScript
		s.space()
	}
	s.angles()
	switch c := s.peek(0); {
	case c == '(':
		n := node{kind: m.kind, start: m.start, name: name, static: m.static, gen: m.gen}
		s.pos++
		id := s.addMember(n)
		p := s.push(frame{kind: params, after: operator, node: id, start: m.start, method: true}, operand)
		p.gen = m.gen
	case c == ':' && f.kind == object:
		s.pos++
		f.cur = use{role: key, at: name.start, in: int32(in)}
		s.operator()
	case f.kind == class:
		newline := s.newline
		if c == ':' {
			s.pos++
			s.annotation(len(s.src), false)
			s.space()
			newline = true
		}
		if s.peek(0) != '=' || s.peek(1) == '=' {
			s.newline = newline
			return
		}
		s.pos++
		id := s.addMember(node{kind: Field, start: int32(s.pos), open: int32(s.pos), name: name, static: m.static})
		s.push(frame{kind: field, after: operand, node: id, cur: use{role: key, at: name.start, in: int32(in)}}, operand)
	case c == '=':
		s.operand(int(name.end))
		s.assign()
	}
}

// decorator reads what comes after an '@', up to its arguments.
func (s *scanner) decorator() {
	s.pos++
	s.space()
	for s.pos < len(s.src) && wordByte[s.src[s.pos]] {
		end := s.wordEnd(s.pos)
		if end == s.pos {
			break
		}
		s.pos = end
		s.operand(end)
		if s.peek(0) != '.' {
			break
		}
		s.pos++
	}
	if s.peek(0) == '(' {
		f := frame{kind: call, after: statement, node: -1, start: int32(s.pos), callee: int32(s.last), arg: -1}
		f.cur = use{role: argument, in: int32(len(s.stack))}
		s.pos++
		s.push(f, operand)
		return
	}
	s.state = statement
}
