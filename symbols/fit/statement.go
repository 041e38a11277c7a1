package fit

import "bytes"

// step gives the byte behind what stands at a place: a comment, a string, a
// template, a pattern, a word, or one byte of anything else. It is the end of
// the text when that is cut off in it, and negative when nobody can tell.
func step(src []byte, at int) int {
	switch c := src[at]; {
	case c == '"' || c == '\'':
		for i := at + 1; i < len(src); i++ {
			switch src[i] {
			case c:
				return i + 1
			case '\\':
				i++
			case '\n':
				return -1
			}
		}
		return len(src)
	case c == '`':
		for i := at + 1; i < len(src); i++ {
			switch {
			case src[i] == c:
				return i + 1
			case src[i] == '\\':
				i++
			case src[i] == '$' && i+1 < len(src) && src[i+1] == '{':
				if i = closing(src, i+1) - 1; i < 0 {
					return -1
				}
			}
		}
		return len(src)
	case c == '/':
		return slash(src, at)
	case word(c):
		for at < len(src) && word(src[at]) {
			at++
		}
		return at
	}
	return at + 1
}

// slash steps over what begins with a slash.
func slash(src []byte, at int) int {
	end := -1
	switch rest := src[at:]; {
	case bytes.HasPrefix(rest, []byte("//")):
		end = bytes.IndexByte(rest, '\n')
	case bytes.HasPrefix(rest, []byte("/*")):
		if end = bytes.Index(rest, []byte("*/")); end >= 0 {
			end += len("*/")
		}
	default:
		i := blankBefore(src, at)
		switch {
		case i == 0, src[i-1] == ')' || src[i-1] == '}':
			return -1
		case src[i-1] == ']', word(src[i-1]) && !isKeyword(wordBefore(src, i)):
			return at + 1 // it divides
		}
		return pattern(src, at)
	}
	if end < 0 {
		return len(src)
	}
	return at + end
}

// pattern steps over a regular expression, but for its flags.
func pattern(src []byte, at int) int {
	class := false
	for i := at + 1; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case c == '\n':
			return -1
		case c == '/' && !class:
			return i + 1
		case c == '[' || c == ']':
			class = c == '['
		}
	}
	return len(src)
}

// closing gives the byte behind the bracket that closes the one at a place, as
// [step] does.
func closing(src []byte, at int) int {
	depth := 0
	for at < len(src) {
		switch src[at] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return at + 1
			}
		}
		if at = step(src, at); at < 0 {
			return -1
		}
	}
	return len(src)
}

// gap steps over white space and comments, and reports whether a line ends there.
func gap(src []byte, at int) (end int, newline bool) {
	for end = at; end < len(src); {
		switch {
		case src[end] <= ' ':
			newline = newline || src[end] == '\n'
			end++
		case src[end] == '/' && end+1 < len(src) && (src[end+1] == '/' || src[end+1] == '*'):
			end = step(src, end)
		default:
			return end, newline
		}
	}
	return end, newline
}

// statement gives the byte behind the statement at a place, as [step] does. The
// deeper number of statements are in it.
func statement(src []byte, at, deeper int) int {
	at, _ = gap(src, at)
	if at >= len(src) {
		return len(src)
	}
	if src[at] == '{' {
		return closing(src, at)
	}
	if deeper == 0 {
		return -1
	}
	end := at
	for end < len(src) && word(src[end]) {
		end++
	}
	switch string(src[at:end]) {
	case "if", "for", "while", "switch":
		i, _ := gap(src, end)
		if i >= len(src) || src[i] != '(' {
			return -1
		}
		if i = closing(src, i); i < 0 {
			return -1
		}
		if i = statement(src, i, deeper-1); i >= 0 && src[at] == 'i' {
			if e := elsePart(src, i); e >= 0 {
				return statement(src, e, deeper-1)
			}
		}
		return i
	case "do", "try", "function", "class", "async", "with":
		return -1
	}
	return expression(src, at)
}

// elsePart gives the byte behind the else at a place, or a negative number.
func elsePart(src []byte, at int) int {
	i, _ := gap(src, at)
	if end := i + len("else"); end < len(src) && string(src[i:end]) == "else" && !word(src[end]) {
		return end
	}
	return -1
}

// expression gives the byte behind a statement that begins with no word of its
// own: at its semicolon, or where JavaScript puts one at the end of a line.
func expression(src []byte, at int) int {
	last := byte(';')
	for at < len(src) {
		i, newline := gap(src, at)
		if i >= len(src) || newline && ended(src, at, last, i) {
			return i
		}
		switch src[i] {
		case ';':
			return i + 1
		case '}', ')', ']':
			return i
		case '(', '[', '{':
			at = closing(src, i)
		default:
			at = step(src, i)
		}
		if at < 0 {
			return -1
		}
		last = src[at-1]
	}
	return len(src)
}

// ended reports whether a statement ends with the line that ends between its
// last byte so far, before at, and what follows.
func ended(src []byte, at int, last byte, next int) bool {
	twice := at > 1 && src[at-2] == last
	switch {
	case bytes.IndexByte([]byte("+-"), last) >= 0 && twice:
	case bytes.IndexByte([]byte("=+-*%&|^<>?:,.!~"), last) >= 0:
		return false
	}
	c := src[next]
	twice = next+1 < len(src) && src[next+1] == c
	switch {
	case (c == '+' || c == '-') && twice:
		return true
	case bytes.IndexByte([]byte(".?:=+-*/%&|^<>,([`)"), c) >= 0:
		return false
	}
	end := next
	for end < len(src) && end-next <= longestKeyword && word(src[end]) {
		end++
	}
	switch string(src[next:end]) {
	case "in", "instanceof", "as", "satisfies":
		return false
	}
	return true
}
