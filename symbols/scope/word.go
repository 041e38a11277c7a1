package scope

// word reads an identifier or a keyword at pos.
func (s *scanner) word() {
	start := s.pos
	end := s.wordEnd(start)
	if end == start { // a lone space beyond ASCII
		s.pos++
		return
	}
	if s.dot {
		s.name(start, end)
		return
	}
	text := string(s.src[start:end]) // does not escape
	if s.state == operator {
		switch text {
		case "in", "instanceof":
			s.pos = end
			s.operator()
			return
		case "of":
			if s.top().kind == control {
				s.pos = end
				s.operator()
				return
			}
		case "as", "satisfies":
			if !s.newline {
				last, from := s.last, s.lastStart
				s.pos = end
				s.annotation(s.pos+maxType, false)
				s.operand(last)
				s.lastStart = from
				return
			}
		case "implements":
			if s.top().kind == heritage {
				s.pos = end
				s.operator()
				return
			}
		}
		if s.newline {
			s.endStatement()
		} else if k := s.top().kind; k == block || k == body {
			s.state = statement // "declare function", "abstract class", "namespace A"
		}
	}
	if !s.keyword(text, start, end) {
		s.name(start, end)
	}
}

// name notes an identifier that is an operand.
func (s *scanner) name(start, end int) {
	async := -1
	if s.async >= 0 && s.lastStart == s.async {
		async = s.async // async x => …
	}
	s.pos = end
	s.operand(end)
	s.lastStart, s.async = start, async
}

// keyword acts on a word that is one, here.
func (s *scanner) keyword(text string, start, end int) bool {
	f := s.top()
	at := s.state
	next := func(to state) {
		s.pos = end
		s.operator()
		s.state = to
	}
	switch text {
	case "function":
		s.pos = end
		s.readFunction(start)
	case "class":
		s.pos = end
		s.readClass(start)
	case "async":
		s.pos = end
		s.space()
		if !s.newline && s.isWord("function") {
			s.pos += len("function")
			s.readFunction(start)
			return true
		}
		s.operand(end)
		s.lastStart = start
		if !s.newline && s.pos < len(s.src) && wordByte[s.src[s.pos]] && !s.isWord("in") && !s.isWord("of") && !s.isWord("instanceof") {
			s.state, s.async = operand, start
		}
		s.newline = false
	case "return":
		next(operand)
		s.space()
		if s.newline {
			s.startStatement()
		} else {
			f.cur = use{role: result}
		}
		s.newline = false
	case "throw", "typeof", "void", "delete", "await", "new", "extends":
		next(operand)
	case "yield":
		if !f.gen {
			return false
		}
		next(operand)
	case "case":
		next(operand)
		f.label, f.cur = true, use{}
	case "default":
		if s.peekWord(end) == ':' {
			next(operator)
			f.label = true
			return true
		}
		next(operand)
		f.cur = use{role: exported}
	case "else", "do", "try", "finally":
		next(statement)
	case "if", "while", "for", "with", "switch", "catch":
		next(statement)
		s.control = true
	case "var", "const", "let", "using":
		if c := s.peekWord(end); text != "var" && text != "const" && !wordByte[c] && c != '[' && c != '{' {
			return false
		}
		next(operand)
		f.decl, f.cur = true, use{}
	case "import":
		if c := s.peekWord(end); c == '(' || c == '.' {
			return false
		}
		next(operand)
	case "export":
		next(statement)
		if c := s.peekWord(end); c == '{' || c == '*' {
			s.state = operand
		}
	case "type":
		return at == statement && s.readAlias(end)
	case "interface":
		return at == statement && s.readInterface(end)
	default:
		return false
	}
	return true
}

// peekWord gives the first byte after white space and comments from i, or 0.
func (s *scanner) peekWord(i int) byte {
	at, newline := s.pos, s.newline
	s.pos = i
	s.space()
	c := s.peek(0)
	s.pos, s.newline = at, newline
	return c
}

// isWord reports whether the word at pos is w.
func (s *scanner) isWord(w string) bool {
	return s.has(w) && s.wordEnd(s.pos) == s.pos+len(w)
}

// readFunction reads a function from after its keyword to its parameters.
func (s *scanner) readFunction(start int) {
	after := operator
	if s.state == statement || s.afterDefault(start) {
		after = statement
	}
	n := node{kind: Function, start: int32(start)}
	s.space()
	gen := s.peek(0) == '*'
	if gen {
		n.gen = true
		s.pos++
		s.space()
	}
	if s.pos < len(s.src) && wordByte[s.src[s.pos]] {
		end := s.wordEnd(s.pos)
		n.name = span{int32(s.pos), int32(end)}
		s.pos = end
		s.space()
	}
	s.angles()
	if s.peek(0) != '(' {
		s.operand(s.pos)
		return
	}
	s.pos++
	id := s.add(n, s.use())
	s.push(frame{kind: params, after: after, node: id, start: int32(start)}, operand).gen = gen
}

// afterDefault reports whether "default" comes right before start.
func (s *scanner) afterDefault(start int) bool {
	return wordBefore(s.src, start) == "default"
}

// readClass reads a class from after its keyword to its body or heritage.
func (s *scanner) readClass(start int) {
	after := operator
	if s.state == statement || s.afterDefault(start) {
		after = statement
	}
	n := node{kind: classNode, start: int32(start)}
	s.space()
	if s.pos < len(s.src) && wordByte[s.src[s.pos]] && !s.isWord("extends") && !s.isWord("implements") {
		end := s.wordEnd(s.pos)
		n.name = span{int32(s.pos), int32(end)}
		s.pos = end
		s.space()
	}
	s.angles()
	f := frame{kind: heritage, after: after, node: s.add(n, s.use()), start: int32(start)}
	if s.peek(0) == '{' {
		s.pos++
		f.kind = class
		s.push(f, operand)
		return
	}
	s.push(f, operand)
}
