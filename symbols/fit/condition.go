package fit

// A term is what a condition asks first, and what follows from it: in
// `if (!(a === null) && b)` that b is looked at when a is not null.
type term struct {
	from     int  // byte of its first token, behind any !
	bare     bool // an odd number of ! stand before that token
	equals   int  // === and the like in it
	compared bool // there is an operator in it, so that bare is of its first value only
	negated  bool // by !== or by ! before a parenthesis
	link     link // what follows it
	end      int  // byte behind the link
}

// A link is what follows a term.
type link byte

const (
	none link = 0
	and  link = '&'
	or   link = '|'
	pick link = '?'
	body link = ')' // of an if, a while or a for: the condition is over
)

// positive reports whether what stands behind the link runs when the term,
// without any negation, is true.
func (t term) positive() bool {
	p := t.link != or
	if t.negated {
		p = !p
	}
	if t.bare && !t.compared {
		p = !p
	}
	return p
}

const (
	longestTerm = 512 // bytes of a term that are looked at, and of what is before it
	deepest     = 8   // parentheses and statements in one another
)

// A paren is a parenthesis that is open where a term begins.
type paren struct {
	odd     bool // behind an odd number of !
	control bool // of an if or a while
	barred  bool // of a call and the like: what is in it is no condition
}

// A head is what stands before a term.
type head struct {
	from     int // as of a term
	bare     bool
	compared bool
	equals   int
	unequal  bool
	parens   [deepest]paren // the innermost first
	depth    int            // of the parens
}

// asked reports whether what stands at a place may be the first that an if or a
// while asks: few places are, and [headOf] takes its time.
func asked(src []byte, at int) bool {
	open := false
	for i := at; i > 0 && at-i < longestTerm; i-- {
		switch c := src[i-1]; {
		case c == '(':
			open = true
		case c <= ' ' || c == '!':
		case c == 'f' && !open && string(wordBefore(src, i)) == "typeof":
			i -= len("typeo")
		default:
			return open && (c == 'f' || c == 'e') && at < len(src)
		}
	}
	return false
}

// headOf reads what stands before the term at a place, backwards.
func headOf(src []byte, at int) (h head) {
	for at+1 < len(src) && (src[at] == '!' && src[at+1] != '=' || src[at] == '(') {
		at++
	}
	h.from = at
	src = src[max(0, at-longestTerm):at]
	i := len(src)
	i, h.bare = bangs(src, i)
	if w := wordBefore(src, i); string(w) == "typeof" {
		var odd bool
		i, odd = bangs(src, i-len(w))
		h.bare = h.bare != odd
	}
	i = h.turned(src, i)
	h.opened(src, i)
	return h
}

// opened takes down the parentheses that are open before a place.
func (h *head) opened(src []byte, i int) {
	for h.depth < deepest && i > 0 && src[i-1] == '(' {
		var p paren
		p, i = parenAt(src, blankBefore(src, i-1))
		h.parens[h.depth] = p
		if h.depth++; p.control || p.barred {
			return
		}
	}
}

// parenAt tells what a parenthesis is that stands behind a place.
func parenAt(src []byte, i int) (p paren, from int) {
	switch w := wordBefore(src, i); {
	case string(w) == "if":
		p.control = true
	case string(w) == "while":
		p.control = true
		p.barred = before(src, i-len(w)) == '}' // of a do
	case i > 0 && (word(src[i-1]) || src[i-1] == ')' || src[i-1] == ']' || src[i-1] == '}'):
		p.barred = string(w) != "return"
	default:
		i, p.odd = bangs(src, i)
	}
	return p, i
}

// turned goes back over a value that the term is compared with, as in
// null !== a.
func (h *head) turned(src []byte, i int) int {
	if i < 2 {
		return i
	}
	switch c, b := src[i-1], src[i-2]; {
	case c == '=' && (b == '=' || b == '!'):
		i -= 2
		if b == '=' && i > 0 && (src[i-1] == '=' || src[i-1] == '!') {
			i--
			b = src[i]
		}
		h.equals, h.unequal = 1, b == '!'
	case c == '=' && (b == '<' || b == '>'):
		i -= 2
	case (c == '<' || c == '>') && b != '=' && b != c:
		i--
	default:
		return i
	}
	h.compared = true
	if i = blankBefore(src, i); i > 0 && (src[i-1] == '"' || src[i-1] == '\'' || src[i-1] == '`') {
		quote := src[i-1]
		for i--; i > 0 && src[i-1] != quote; i-- {
		}
		i = max(0, i-1)
	} else {
		for i > 0 && (word(src[i-1]) || src[i-1] == '.') {
			i--
		}
	}
	if i > 0 && src[i-1] == '-' {
		i--
	}
	i = blankBefore(src, i)
	if w := wordBefore(src, i); string(w) == "void" || string(w) == "typeof" {
		i = blankBefore(src, i-len(w))
	}
	return i
}

// bangs goes back over !, and reports whether their number is odd.
func bangs(src []byte, i int) (from int, odd bool) {
	for i = blankBefore(src, i); i > 0 && src[i-1] == '!'; i = blankBefore(src, i-1) {
		odd = !odd
	}
	return i, odd
}

func blankBefore(src []byte, i int) int {
	for end := max(0, i-longestGap); i > end && src[i-1] <= ' '; {
		i--
	}
	return i
}

// wordBefore gives the word that ends at a place, if it is no property. Of one
// that is longer than any keyword it gives the end.
func wordBefore(src []byte, end int) []byte {
	i := end
	for i > 0 && end-i <= longestKeyword && word(src[i-1]) {
		i--
	}
	if i > 0 && src[i-1] == '.' {
		return nil
	}
	return src[i:end]
}

// control reports whether the term is the first that an if or a while asks.
func (h *head) control() bool {
	return h.depth > 0 && h.parens[h.depth-1].control && !h.parens[h.depth-1].barred
}

// term reads on to what follows. It reports false where that is nothing that
// decides what runs, or can't be told.
func (h *head) term(src []byte) (t term, ok bool) {
	src = src[:min(len(src), h.from+longestTerm)]
	t = term{from: h.from, bare: h.bare, equals: h.equals, compared: h.compared, negated: h.unequal}
	closed := 0 // of the parens
	for i := h.from; i < len(src); {
		c, next := src[i], byte(0)
		if i+1 < len(src) {
			next = src[i+1]
		}
		switch {
		case (c == '&' || c == '|') && next == c:
			t.link, t.end = link(c), i+2
			return t, t.end < len(src) && src[t.end] != '='
		case c == '?' && next == '.':
			i += 2
		case c == '?' && next != '?':
			t.link, t.end = pick, i+1
			return t, true
		case c == ';' && next == ')':
			t.link, t.end = body, i+2
			return t, true
		case c == ')':
			if closed == h.depth || h.parens[closed].barred {
				return t, false
			}
			p := h.parens[closed]
			if closed, i = closed+1, i+1; p.control {
				t.link, t.end = body, i
				return t, true
			}
			t.negated = t.negated != p.odd
		case c == ']' || c == '}' || c == ',' || c == ';' || c == ':' || c == '?':
			return t, false
		default:
			if i = t.pass(src, i, c, next); i < 0 {
				return t, false
			}
		}
	}
	return t, false
}

// pass goes on behind a value or an operator of the term, and gives -1 where it
// can't tell them, or something is assigned.
func (t *term) pass(src []byte, i int, c, next byte) int {
	switch c {
	case '(', '[', '{':
		return closing(src, i)
	case '=', '!':
		switch {
		case next == '=':
			t.equals++
			t.compared = true
			t.negated = t.negated != (c == '!')
			if i += 2; i < len(src) && src[i] == '=' {
				i++
			}
			return i
		case c == '=':
			return -1
		}
		return i + 1
	case '<', '>':
		t.compared = true
		if next == '=' {
			i++
		}
		return i + 1
	case '+', '-', '*', '%', '&', '|', '^':
		switch next {
		case '=':
			return -1
		case c:
			return i + 2
		}
		t.compared = true
		return i + 1
	}
	end := step(src, i)
	if end < 0 {
		return -1
	}
	switch string(src[i:end]) {
	case "in", "instanceof", "/":
		t.compared = true
	case "as", "satisfies":
		return -1
	}
	return end
}
