package theme

import (
	"strings"
	"unicode"

	"github.com/alecthomas/chroma/v2"
)

// A dialect is one of the languages that JavaScript's grammar has grown to.
type dialect struct{ types, jsx bool }

// identifier is ECMA-262's IdentifierName without escapes.
const identifier = `[\p{L}_$][\p{L}\p{N}\p{M}_$]*`

// rules gives the states of the dialect; the first is "js".
func (d dialect) rules() chroma.Rules {
	words := wordsOfJS()
	r := chroma.Rules{
		"js": {
			space,
			is(`//[^\n]*`, chroma.CommentSingle),
			is(`/\*`, chroma.CommentMultiline, chroma.Push("comment")),
			is(`\A#![^\n]*`, chroma.CommentHashbang),
			step(`#?`+identifier, func(c *scan, s *chroma.LexerState, w string) chroma.TokenType { return d.word(words, c, s, w) }),
			value(`0[xX][\da-fA-F_]+n?|0[bB][01_]+n?|0[oO][0-7_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?n?`, chroma.LiteralNumber),
			is(`"`, chroma.LiteralStringDouble, chroma.Push(`"`)),
			is(`'`, chroma.LiteralStringSingle, chroma.Push(`'`)),
			is("`", chroma.LiteralStringBacktick, chroma.Push("`")),
			step(`/=?`, slash),
			is(`@`+identifier+`(?:\.[\p{L}\p{N}_$]+)*`, chroma.NameDecorator),
			step(`</?`, d.angle),
			step(`=>|\.\.\.|\?\.|\+\+|--|[\s\S]`, jsPunctuation),
		},
		"comment": comment(false),
		`"`:       quoted{close: `"`, escape: true, kind: chroma.LiteralStringDouble}.rules(),
		`'`:       quoted{close: `'`, escape: true, kind: chroma.LiteralStringSingle}.rules(),
		"`":       quoted{close: "`", lines: true, escape: true, inset: "${", into: "js", kind: chroma.LiteralStringBacktick}.rules(),
		"class": {
			is(`[^\]\\\n]+`, chroma.LiteralStringRegex),
			is(`\\[^\n]`, chroma.LiteralStringRegex),
			is(`\]`, chroma.LiteralStringRegex, chroma.Pop(1)),
			is(`\\`, chroma.LiteralStringRegex),
			back,
		},
	}
	r["regex"] = []chroma.Rule{
		is(`[^/\\\[\n]+`, chroma.LiteralStringRegex),
		is(`\\[^\n]`, chroma.LiteralStringRegex),
		is(`\[`, chroma.LiteralStringRegex, chroma.Push("class")),
		value(`/[a-z]*`, chroma.LiteralStringRegex, chroma.Pop(1)),
		is(`\\`, chroma.LiteralStringRegex),
		back,
	}
	if d.jsx {
		for state, rules := range jsxRules() {
			r[state] = rules
		}
	}
	return r
}

// slash divides after a value and begins a regular expression elsewhere. A
// block's end is taken for a value's, unless a line ends there.
func slash(c *scan, s *chroma.LexerState, text string) chroma.TokenType {
	if c.operand && !(c.prev == "}" && c.fresh) {
		c.put(text, false)
		return chroma.Operator
	}
	s.Stack = append(s.Stack, "regex")
	return chroma.LiteralStringRegex
}

func jsPunctuation(c *scan, s *chroma.LexerState, p string) chroma.TokenType {
	operand := false
	switch p {
	case "{":
		s.Stack = append(s.Stack, "js")
	case "}":
		operand = true
		if top := len(s.Stack) - 1; top > 0 && s.Stack[top] == "js" {
			s.Stack = s.Stack[:top]
			if s.Stack[top-1] == "`" {
				return chroma.LiteralStringInterpol
			}
		}
	case ")", "]":
		operand = true
	case "++", "--":
		operand = c.operand
	case ";":
		c.alias = false
	}
	c.put(p, operand)
	if strings.Contains("{}()[];,.", p) {
		return chroma.Punctuation
	}
	return chroma.Operator
}

// jsSets are JavaScript's words by the part they play.
type jsSets struct{ keywords, modifiers, infix, constants, primitives, naming map[string]bool }

func wordsOfJS() jsSets {
	return jsSets{
		keywords: set(`await break case catch class const continue debugger default delete do else enum export extends finally for
			function if import in instanceof new return switch throw try typeof var void while with yield`),
		// keywords only where a name or a block follows
		modifiers: set(`abstract accessor asserts async declare get global implements infer interface keyof let module namespace override private
			protected public readonly set static type unique using`),
		// keywords only between two values
		infix:      set(`as from is of satisfies`),
		constants:  set(`true false null undefined NaN Infinity`),
		primitives: set(`any bigint boolean never number object string symbol unknown void`),
		naming:     set(`class interface extends implements type enum new namespace instanceof`),
	}
}

// word tells what a name is, by the token before it and what follows.
func (d dialect) word(is jsSets, c *scan, s *chroma.LexerState, w string) chroma.TokenType {
	prev, operand := c.prev, c.operand
	c.put(w, true)
	n := ahead(s)
	keyword := func() chroma.TokenType {
		c.operand, c.alias = false, w == "type" || c.alias && is.infix[w]
		return chroma.Keyword
	}
	switch {
	case prev == "." || prev == "?.":
		if d.calls(n) || n.r == '=' && makesFunction(n.rest[1:]) {
			return chroma.NameFunction
		}
		return chroma.NameProperty
	case (prev == "{" || prev == ",") && (n.r == ':' || n.starts("?:")):
		if makesFunction(n.rest[1:]) {
			return chroma.NameFunction
		}
		return chroma.NameProperty
	case is.constants[w]:
		return chroma.KeywordConstant
	case w == "this" || w == "super":
		return chroma.NameBuiltinPseudo
	case w == "async" && n.r == '(' && makesFunction(n.rest),
		is.modifiers[w] && modifies(is, w, n),
		is.infix[w] && (operand || prev == "*") && joins(w, n),
		is.keywords[w]:
		return keyword()
	case d.types && is.primitives[w] && c.typed(prev, n):
		return chroma.KeywordType
	case is.naming[prev]:
		return chroma.NameClass
	case d.calls(n), n.r == '=' && makesFunction(n.rest[1:]):
		return chroma.NameFunction
	}
	return cased(w)
}

// cased tells classes and constants by their capitals.
func cased(w string) chroma.TokenType {
	first := []rune(w)[0]
	switch {
	case !unicode.IsUpper(first):
		return chroma.NameOther
	case len(w) > 1 && strings.ToUpper(w) == w:
		return chroma.NameConstant
	}
	return chroma.NameClass
}

// modifies reports whether a word, such as get or type, stands before a name.
func modifies(is jsSets, w string, n next) bool {
	if n.line || is.infix[n.word()] || n.starts("in ") || n.starts("instanceof ") {
		return false
	}
	switch {
	case letter(n.r):
		return n.space
	case n.r == '{':
		return w == "type" || w == "static" || w == "global" || w == "let"
	case n.r == '[':
		return n.space
	}
	return n.r == '#' || n.r == '*' && (w == "async" || w == "static") || (n.r == '"' || n.r == '\'') && w != "type"
}

// joins reports whether a word, such as as or of, stands before a value.
func joins(w string, n next) bool {
	if n.r == '"' || n.r == '\'' || n.r == '`' {
		return true
	}
	return w != "from" && n.space && (letter(n.r) || strings.ContainsRune("{[(", n.r))
}

// typed reports whether a word that may name a primitive type stands where
// types do.
func (c *scan) typed(prev string, n next) bool {
	switch prev {
	case ":", "|", "&", "<", "as", "satisfies", "is", "keyof", "readonly", "extends", "infer":
		return n.r != '(' && n.r != '.'
	case ",":
		return n.r == '>' || n.starts("[]")
	case "=", "=>", "(", "?":
		return c.alias || n.starts("[]")
	}
	return false
}

// calls reports whether arguments follow, or type arguments and then those.
func (d dialect) calls(n next) bool {
	if n.r == '(' {
		return !n.line
	}
	if !d.types || n.r != '<' || n.space {
		return false
	}
	depth := 0
	for i, r := range n.rest {
		switch {
		case r == '<':
			depth++
		case r == '>' && n.rest[i-1] != '=':
			if depth--; depth == 0 {
				return i+1 < len(n.rest) && n.rest[i+1] == '('
			}
		case r == ';' || r == '(' || r == '+':
			return false
		}
	}
	return false
}

// makesFunction reports whether a function begins here: function, async, x =>,
// (x) => or (x): T =>.
func makesFunction(rest []rune) bool {
	n := next{rest: []rune(strings.TrimLeft(string(rest), " \n"))}
	if w := n.word(); w == "async" || w == "function" {
		return true
	} else if w != "" {
		n.rest = n.rest[len([]rune(w)):]
		return next{rest: []rune(strings.TrimLeft(string(n.rest), " "))}.starts("=>")
	}
	depth := 0
	for i, r := range n.rest {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			after := strings.TrimLeft(string(n.rest[i+1:]), " ")
			return i > 0 && (strings.HasPrefix(after, "=>") || strings.HasPrefix(after, ": "))
		}
	}
	return false
}
