package scope

import "bytes"

// openElement reads the '<' of a JSX element.
func (s *scanner) openElement() {
	s.pos++
	s.push(frame{kind: element, after: operator, node: -1}, operand)
}

// attribute reads a token inside a JSX tag. Attributes are keys, as they are
// in the object that the tag is compiled to.
func (s *scanner) attribute() {
	s.space()
	f := s.top()
	switch c := s.peek(0); {
	case c == '>':
		s.pos++
		f.kind = children
	case c == '/' && s.peek(1) == '>':
		s.pos += 2
		s.pop(s.pos)
	case c == '{':
		s.pos++
		s.push(frame{kind: container, after: operand, node: -1, cur: f.cur}, operand)
	case c == '"' || c == '\'':
		end := bytes.IndexByte(s.src[s.pos+1:], c)
		if end < 0 {
			end = len(s.src) - s.pos - 2
		}
		s.pos += end + 2
	case c == '<':
		if end := s.balanced(s.pos, s.pos+maxType, true); end >= 0 && s.src[s.pos-1] != '=' {
			s.pos = end
			return
		}
		s.openElement()
	case wordByte[c]:
		start := s.pos
		for s.pos < len(s.src) {
			end := s.wordEnd(s.pos)
			if s.pos = end; s.peek(0) != '-' && s.peek(0) != ':' && s.peek(0) != '.' {
				break
			}
			s.pos++
		}
		f.cur = use{role: key, at: int32(start), in: int32(len(s.stack) - 1)}
		if s.pos == start {
			s.pos++
		}
	default:
		s.pos++
	}
	s.pos = min(s.pos, len(s.src))
}

// text reads what stands between JSX tags.
func (s *scanner) text() {
	i := bytes.IndexAny(s.src[s.pos:], "<{")
	if i < 0 {
		s.pos = len(s.src)
		return
	}
	s.pos += i
	switch {
	case s.src[s.pos] == '{':
		s.pos++
		s.push(frame{kind: container, after: operand, node: -1}, operand)
	case s.peek(1) == '/':
		end := bytes.IndexByte(s.src[s.pos:], '>')
		if end < 0 {
			end = len(s.src) - s.pos - 1
		}
		s.pos += end + 1
		s.pop(s.pos)
	default:
		s.openElement()
	}
}
