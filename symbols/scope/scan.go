package scope

import (
	"bytes"
	"math"
	"path"
	"strings"
)

// A Language says which syntax beyond JavaScript a file may have. It decides
// what a '<' means where JavaScript has no use for it.
type Language uint8

const (
	JavaScript Language = iota // plain JavaScript, as bundlers and engines print it
	JSX                        // with elements, and with types where they can't be mistaken
	TypeScript                 // with types, type arguments and <T>assertions
	TSX                        // TypeScript with elements
)

// LanguageOf tells the language of an original source from its name. Names
// without a known extension are JSX: the most tolerant reading of JavaScript.
func LanguageOf(name string) Language {
	name, _, _ = strings.Cut(name, "?")
	switch strings.ToLower(path.Ext(name)) {
	case ".ts", ".mts", ".cts":
		return TypeScript
	case ".tsx", ".vue", ".svelte", ".astro":
		return TSX
	}
	return JSX
}

// maxDepth bounds how deep brackets, arrow functions and elements may nest;
// what lies deeper is not looked at. Engines overflow their stack before that.
const maxDepth = 1 << 14

// state says what the grammar allows next, which decides what '/', '{', '<'
// and "function" mean.
type state uint8

const (
	statement state = iota // a statement may start
	operand                // an expression must go on with an operand
	operator               // an operand has ended
)

// A frame is an open bracket, or something open without one.
type frame struct {
	kind   frameKind
	after  state // what the grammar allows once it has closed
	block  bool  // statements end at line breaks here
	key    bool  // object: a key comes next
	decl   bool  // block: in a var, let or const
	label  bool  // block: the next ':' ends a case
	gen    bool  // inside a generator: yield is a keyword
	method bool  // params: of a method; body: likewise

	ternary int32 // '?' without their ':'
	start   int32 // where the expression begins that this is part of
	node    int32 // the function, class, object or call, or -1
	callee  int32 // call: where what is called ends
	cur     use   // what becomes of the expression being read inside
	outer   use   // what becomes of the whole
	member  member

	count int32 // call: the index of the argument being read
	first int32 // call: where its first argument ends
	arg   int32 // call: the function that is its first argument, or -1
	text  span  // call: the last string among its arguments; object: of its property "key"
	where int32 // call: the index of that string
}

type frameKind uint8

const (
	block     frameKind = iota // {…} of statements; the file itself
	body                       // {…} of a function
	class                      // {…} of a class
	heritage                   // between a class's name and its {
	object                     // {…} of an object or a pattern
	group                      // (…) that is not a call
	call                       // (…) after an operand
	control                    // (…) of if, for, while, …
	params                     // (…) of a function
	array                      // […] of an array or a pattern
	index                      // […] after an operand
	computed                   // […] of a key
	template                   // ${…}
	arrow                      // an arrow function's body without braces
	field                      // a class field's value
	element                    // <…> of JSX
	children                   // JSX between <a> and </a>
	container                  // {…} in JSX
)

type scanner struct {
	src  []byte
	lang Language
	pos  int

	state   state
	newline bool // a line ended between the last token and this one
	dot     bool // the last token was . or ?.
	control bool // the last token was a keyword that takes a (…)

	last      int // end of the last token that was an operand, or the operator's
	lastStart int // its start, when it was a word
	async     int // start of the "async" before it, or -1

	closed      int   // end of the last (…)
	closedStart int   // and its start, with the "async" before
	function    int32 // the function that ended last, while nothing came after it
	noRegexp    int   // up to here no regular expression ends on its line

	stack []frame
	nodes []node
}

// Scan finds the functions of a file. It never fails: code that it can't read
// costs names, not the scan. It is linear in len(src) and keeps src.
func Scan(src []byte, lang Language) *File {
	f := &File{src: src}
	if len(src) > math.MaxInt32 {
		return f
	}
	s := &scanner{src: src, lang: lang, async: -1, function: -1, closed: -1,
		nodes: make([]node, 0, len(src)/256), stack: []frame{{kind: block, block: true, node: -1}}}
	s.pos = len(bom(src))
	if bytes.HasPrefix(src[s.pos:], []byte("#!")) {
		s.skipLine()
	}
	for s.pos < len(src) && len(s.stack) < maxDepth {
		at, depth, state := s.pos, len(s.stack), s.state
		s.step()
		if s.pos == at && len(s.stack) == depth && s.state == state {
			s.pos++ // never wait for a byte that nothing reads
		}
	}
	f.Broken = len(s.stack) >= maxDepth
	for len(s.stack) > 1 {
		k := s.top().kind
		f.Broken = f.Broken || k != arrow && k != field
		s.pop(len(src))
	}
	f.nodes = s.nodes
	f.nest()
	return f
}

func bom(src []byte) []byte {
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return src[:3]
	}
	return nil
}

func (s *scanner) top() *frame { return &s.stack[len(s.stack)-1] }

// step reads one token.
func (s *scanner) step() {
	switch s.top().kind {
	case children:
		s.text()
		return
	case element:
		s.attribute()
		return
	}
	s.space()
	if s.pos >= len(s.src) {
		return
	}
	if s.state == operator && s.newline && s.begins() {
		s.endStatement()
	}
	if f := s.top(); f.kind == class || f.kind == object && f.key {
		s.readMember()
		return
	}
	c := s.src[s.pos]
	function := s.function
	switch {
	case wordByte[c]:
		dot := s.dot
		s.word()
		if dot && isCall(s.src[s.lastStart:s.last]) {
			s.function = function // function(){}.call(this)
		} else {
			s.function = -1
		}
		return
	case c == '"' || c == '\'':
		start := s.pos
		s.string(c)
		s.note(span{int32(start), int32(s.pos)})
		s.operand(s.pos)
	case c == '`':
		s.pos++
		s.template()
	case c == '#':
		s.pos++
		s.pos = s.wordEnd(s.pos)
		s.operand(s.pos)
	case c == '@':
		s.decorator()
	case c >= '0' && c <= '9', c == '.' && s.state != operator && s.pos+1 < len(s.src) && isDigit(s.src[s.pos+1]):
		s.number()
	default:
		s.punctuator(c)
	}
	if c != '.' && c != ')' && c != '(' && c != '}' {
		s.function = -1
	}
}

func isCall(w []byte) bool { return string(w) == "call" || string(w) == "apply" }

// begins reports whether the token at pos can't go on an expression, so that a
// line break before it ends the statement.
func (s *scanner) begins() bool {
	switch c := s.src[s.pos]; c {
	case '"', '\'', '{', '@', '#', '~', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return true
	case '!':
		return s.peek(1) != '='
	case '+', '-':
		return s.peek(1) == c
	default:
		if !wordByte[c] {
			return false
		}
		switch string(s.src[s.pos:s.wordEnd(s.pos)]) {
		case "in", "instanceof":
			return false
		}
		return true
	}
}

// operand notes that an operand ended.
func (s *scanner) operand(end int) {
	s.state, s.last, s.dot, s.control = operator, end, false, false
	s.lastStart, s.async = end, -1
}

// operator notes an operator that ends at pos.
func (s *scanner) operator() {
	s.state, s.last, s.dot, s.control = operand, s.pos, false, false
	s.lastStart = s.pos
}

// endStatement ends what a line break or a word in place of an operator
// ends: arrow functions and fields without braces, then the statement.
func (s *scanner) endStatement() {
	f := s.top()
	if !f.block {
		return
	}
	for s.top().kind == arrow || s.top().kind == field {
		s.pop(s.last)
	}
	if f = s.top(); f.kind == block || f.kind == body {
		s.startStatement()
	}
}

func (s *scanner) startStatement() {
	f := s.top()
	f.cur, f.ternary, f.decl, f.label = use{}, 0, false, false
	s.state, s.dot, s.control, s.function = statement, false, false, -1
}

// push opens a frame. What it holds has use cur.
func (s *scanner) push(f frame, at state) *frame {
	outer := s.top()
	switch f.kind {
	case block, class:
		f.block, f.gen = true, outer.gen
	case body:
		f.block = true
	case arrow, field:
		f.block = outer.block
	default:
		f.gen = outer.gen
	}
	s.stack = append(s.stack, f)
	s.state, s.dot, s.control, s.function = at, false, false, -1
	s.last, s.lastStart, s.async = s.pos, s.pos, -1
	return s.top()
}

// pop closes the innermost frame; what it is part of ends at end.
func (s *scanner) pop(end int) {
	f := s.top()
	s.state, s.dot, s.control, s.function = f.after, false, false, -1
	switch f.kind {
	case body, class, arrow, field:
		if f.node >= 0 {
			s.nodes[f.node].end = int32(end)
			s.function = f.node
		}
	}
	s.last, s.lastStart, s.async = end, end, -1
	s.stack = s.stack[:len(s.stack)-1]
}

// named reports whether n(function, "t") only gives the function its name, as
// esbuild does to keep names.
func (s *scanner) named(f *frame, t span) bool {
	w := unquoted(s.src, t)
	start := wordStart(s.src, int(f.callee))
	return s.wordEnd(int(w.start)) == int(w.end) && start < int(f.callee) && (start == 0 || s.src[start-1] != '.')
}

// note keeps a string that may name something.
func (s *scanner) note(t span) {
	f := s.top()
	switch {
	case f.kind == call:
		f.text, f.where = t, f.count
		if f.node >= 0 {
			s.nodes[f.node].label, s.nodes[f.node].open = t, f.count
		}
		if f.count == 1 && f.arg >= 0 && s.named(f, t) {
			s.nodes[f.arg].label = t
		}
	case f.kind == object && f.cur.role == key && string(s.src[f.cur.at:min(int(f.cur.at)+3, len(s.src))]) == "key":
		f.text = t
	}
}
