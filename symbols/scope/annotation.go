package scope

import "bytes"

// maxType is how far a type is looked for where there may be none, in bytes.
const maxType = 2048

// maxNesting is how deep the brackets of a type may nest.
const maxNesting = 64

// annotation skips a type of TypeScript or Flow at pos, as far as it goes
// before limit. When it is what an arrow function returns, a => may end it.
func (s *scanner) annotation(limit int, arrow bool) {
	limit = min(limit, len(s.src))
	need := true          // the type must go on
	function := false     // the parentheses just read are a function type's
	extends, cond := 0, 0 // of conditional types: without their '?', without their ':'
	for s.pos < limit {
		at := s.pos
		s.space()
		if s.pos >= limit {
			return
		}
		c := s.src[s.pos]
		word := ""
		if wordByte[c] {
			word = string(s.src[s.pos:s.wordEnd(s.pos)])
		}
		goesOn := need
		switch {
		case c == '|' || c == '&' || c == '.', c == ':' && cond > 0, c == '?' && extends > 0,
			c == '=' && s.peek(1) == '>' && function, word == "is" || word == "extends" || c == '<' || c == '[':
			goesOn = goesOn || !s.newline || c == '|' || c == '&' || c == '?' || c == ':' || c == '.'
		}
		if !goesOn {
			s.pos = at
			return
		}
		wasFunction := function
		function = false
		switch {
		case c == '{' || c == '(' || c == '[' || c == '<':
			end := s.balanced(s.pos, limit, false)
			if end < 0 {
				s.pos = at
				return
			}
			function = c == '(' && (!arrow || s.isParams())
			s.pos, need = end, c == '<' && need
		case c == '|' || c == '&' || c == '.':
			s.pos++
			need = true
		case c == '?':
			if s.pos++; !need {
				extends--
				cond++
			}
			need = true
		case c == ':' && cond > 0:
			s.pos++
			cond--
			need = true
		case c == '=' && wasFunction:
			s.pos += 2
			need = true
		case c == '"' || c == '\'':
			s.string(c)
			need = false
		case c == '`':
			end := bytes.IndexByte(s.src[s.pos+1:limit], '`')
			s.pos += end + 2
			need = false
		case isDigit(c) || c == '-' && isDigit(s.peek(1)):
			s.pos++
			s.pos = s.wordEnd(s.pos)
			need = false
		case word == "":
			s.pos = at
			return
		default:
			s.pos += len(word)
			switch word {
			case "extends":
				extends++
				need = true
			case "keyof", "typeof", "readonly", "infer", "unique", "new", "abstract", "is":
				need = true
			case "asserts":
				need = wordByte[s.peekWord(s.pos)]
			default:
				need = false
			}
		}
	}
}

// isParams reports whether the '(' at pos opens a function type's parameters
// rather than a type in parentheses.
func (s *scanner) isParams() bool {
	i := s.pos + 1
	for i < len(s.src) && s.src[i] == ' ' {
		i++
	}
	switch c := s.peekWord(s.wordEnd(i)); c {
	case ')':
		return s.wordEnd(i) == i // ()
	case ':', ',', '?', '.':
		return true
	}
	return false
}

// balanced gives where the bracket at i, of a type, closes; -1 when it does
// not before limit. A guess gives up on what no type has in its <…>.
func (s *scanner) balanced(i, limit int, guess bool) int {
	var open [maxNesting]byte
	depth := 0
	limit = min(limit, len(s.src))
	pos, newline := s.pos, s.newline
	defer func() { s.pos, s.newline = pos, newline }()
	for s.pos = i; s.pos < limit; {
		c := s.src[s.pos]
		switch c {
		case '(', '[', '{', '<':
			if depth == maxNesting {
				return -1
			}
			open[depth] = c
			depth++
		case ')', ']', '}', '>':
			if c == '>' && s.src[s.pos-1] == '=' {
				break
			}
			if o := open[depth-1]; o != c-1 && o != c-2 {
				return -1
			}
			if depth--; depth == 0 {
				return s.pos + 1
			}
		case '"', '\'':
			s.string(c)
			continue
		case '`':
			end := bytes.IndexByte(s.src[s.pos+1:limit], '`')
			if end < 0 {
				return -1
			}
			s.pos += end + 2
			continue
		case '/':
			if n := s.peek(1); n == '/' || n == '*' {
				s.space()
				continue
			}
			if guess {
				return -1
			}
		case ';', '*', '%', '^', '~', '!':
			if guess && (open[depth-1] == '<' || c != ';') {
				return -1
			}
		case '&', '|':
			if guess && s.peek(1) == c {
				return -1
			}
		}
		s.pos++
	}
	return -1
}

// angles skips type parameters where only they can be.
func (s *scanner) angles() {
	if s.peek(0) != '<' {
		return
	}
	if end := s.balanced(s.pos, len(s.src), false); end >= 0 {
		s.pos = end
		s.space()
	}
}

// less reads a '<': an operator, type arguments, a type assertion, an element.
func (s *scanner) less() {
	switch {
	case s.peek(1) == '<' || s.peek(1) == '=':
	case s.state == operator:
		if s.top().kind != heritage && s.lang != TypeScript && s.lang != TSX {
			break
		}
		if end := s.balanced(s.pos, s.pos+maxType, true); end >= 0 {
			switch s.peekWord(end) {
			case '(', ')', '`', ']', '}', ',', ';', ':', '.', '{', '=', 0:
				s.pos = end
				return
			}
		}
	case s.lang == TypeScript || s.lang == TSX && s.isGeneric():
		if end := s.balanced(s.pos, s.pos+maxType, true); end >= 0 {
			s.pos = end
			return
		}
	case s.lang != JavaScript && (s.peek(1) == '>' || wordByte[s.peek(1)]):
		s.openElement()
		return
	}
	s.pos++
	s.operator()
}

// isGeneric reports whether the '<' at pos opens an arrow function's type
// parameters, as they must be written where elements are possible.
func (s *scanner) isGeneric() bool {
	end := s.wordEnd(s.pos + 1)
	at := s.pos
	s.pos = end
	s.space()
	generic := s.peek(0) == ',' || s.isWord("extends")
	s.pos = at
	return generic
}

// toName goes to the name behind a word that ends at end; false, and nowhere,
// when there is none on its line: then the word is an identifier itself.
func (s *scanner) toName(end int) bool {
	at := s.pos
	s.pos = end
	s.space()
	if s.newline || !wordByte[s.peek(0)] {
		s.pos, s.newline = at, false
		return false
	}
	return true
}

// readAlias skips "type X = …" after its first word.
func (s *scanner) readAlias(end int) bool {
	if !s.toName(end) {
		return false
	}
	s.pos = s.wordEnd(s.pos)
	s.space()
	s.angles()
	if s.peek(0) == '=' {
		s.pos++
		s.annotation(len(s.src), false)
	}
	s.operand(s.pos)
	return true
}

// readInterface skips "interface X {…}" after its first word.
func (s *scanner) readInterface(end int) bool {
	if !s.toName(end) {
		return false
	}
	for s.pos < len(s.src) && s.src[s.pos] != '{' && s.src[s.pos] != ';' {
		s.pos++
	}
	if s.peek(0) == '{' {
		if end := s.balanced(s.pos, len(s.src), false); end >= 0 {
			s.pos = end
			s.startStatement()
			return true
		}
	}
	s.operand(s.pos)
	return true
}
