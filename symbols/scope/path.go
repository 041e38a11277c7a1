package scope

import "slices"

// maxParts is how many parts of a.b.c are read.
const maxParts = 8

// maxWord is how long a word may be that is read backwards, in bytes.
const maxWord = 256

// wordStart gives where the word that ends at end begins; end when none does.
func wordStart(src []byte, end int) int {
	i := end
	for i > 0 && end-i < maxWord && (wordByte[src[i-1]] || isDigit(src[i-1])) {
		i--
	}
	return i
}

// spaceStart gives where the white space that ends at end begins.
func spaceStart(src []byte, end int) int {
	i := end
	for i > 0 && end-i < maxWord && (src[i-1] == ' ' || src[i-1] == '\t' || src[i-1] == '\n' || src[i-1] == '\r') {
		i--
	}
	return i
}

// wordBefore gives the word before at, over white space.
func wordBefore(src []byte, at int) string {
	end := spaceStart(src, at)
	return string(src[wordStart(src, end):end])
}

// A part is one word of a.b["c"].
type part struct {
	span
	property bool // not the first: "b"
}

// parts gives the words of the a.b["c"] that ends at end, as many as can be
// read: of f(x).c only c. It reads backwards, so that scanning need not keep
// every expression's words.
func parts(src []byte, end int) []part {
	var out []part
	for len(out) < maxParts {
		end = spaceStart(src, end)
		if end > 1 && src[end-1] == '!' { // a!.b: TypeScript
			end--
		}
		if end > 2 && src[end-1] == ']' {
			quote := src[end-2]
			i := end - 3
			for i > 0 && src[i] != quote && end-i < maxWord {
				i--
			}
			if quote != '"' && quote != '\'' || i < 1 || src[i] != quote || src[i-1] != '[' {
				break
			}
			out = append(out, part{span{int32(i + 1), int32(end - 2)}, true})
			end = i - 1
			continue
		}
		start := wordStart(src, end)
		if start == end || isDigit(src[start]) {
			break
		}
		if start > 0 && src[start-1] == '#' {
			start--
		}
		p := part{span: span{int32(start), int32(end)}}
		end = spaceStart(src, start)
		if end == 0 || src[end-1] != '.' || end > 1 && src[end-2] == '.' {
			out = append(out, p)
			break
		}
		if end--; end > 0 && src[end-1] == '?' {
			end--
		}
		p.property = true
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

// keyAt gives the words of the key that begins at start, without quotes.
func keyAt(src []byte, start int) span {
	s := scanner{src: src, pos: start}
	switch c := s.peek(0); {
	case c == '"' || c == '\'':
		s.string(c)
		return unquoted(src, span{int32(start), int32(s.pos)})
	case c == '[':
		end := s.balanced(start, start+maxWord, false)
		return span{int32(start), int32(max(start, end))}
	case c == '#':
		s.pos++
	}
	return span{int32(start), int32(s.wordEnd(s.pos))}
}

// unquoted gives what stands between the quotes of a string literal.
func unquoted(src []byte, t span) span {
	if t.end-t.start >= 2 && src[t.start] == src[t.end-1] && (src[t.start] == '"' || src[t.start] == '\'') {
		return span{t.start + 1, t.end - 1}
	}
	return t
}
