package theme

import (
	"unicode"

	"github.com/alecthomas/chroma/v2"
)

// jsxRules gives the states of elements inside JavaScript. An element ends as
// if an operator came last: an element may follow it.
func jsxRules() chroma.Rules {
	end := func(pattern string) chroma.Rule {
		r := step(pattern, func(c *scan, _ *chroma.LexerState, _ string) chroma.TokenType {
			c.put(">", false)
			return chroma.Punctuation
		})
		r.Mutator = chroma.Pop(1)
		return r
	}
	expression := step(`\{`, func(c *scan, s *chroma.LexerState, p string) chroma.TokenType {
		c.put(p, false)
		s.Stack = append(s.Stack, "js")
		return chroma.Punctuation
	})
	return chroma.Rules{
		"jsx name": {
			is(`[\p{L}_$][\p{L}\p{N}_$.:-]*`, chroma.NameTag, chroma.Pop(1), chroma.Push("jsx tag")),
			is(`>`, chroma.Punctuation, chroma.Pop(1), chroma.Push("jsx text")),
			back,
		},
		"jsx tag": {
			is(`\s+`, chroma.Text),
			is(`/\*`, chroma.CommentMultiline, chroma.Push("comment")),
			is(`//[^\n]*`, chroma.CommentSingle),
			is(`[\p{L}_$][\p{L}\p{N}_$.:-]*`, chroma.NameAttribute),
			is(`=`, chroma.Operator),
			is(`<[^<>(){};=\n]{1,80}>`, chroma.NameClass), // type arguments
			is(`"`, chroma.LiteralStringDouble, chroma.Push(`jsx "`)),
			is(`'`, chroma.LiteralStringSingle, chroma.Push(`jsx '`)),
			expression,
			end(`/>`),
			is(`>`, chroma.Punctuation, chroma.Pop(1), chroma.Push("jsx text")),
			back,
		},
		"jsx text": {
			is(`[^<{}]+`, chroma.Text),
			expression,
			is(`</`, chroma.Punctuation, chroma.Pop(1), chroma.Push("jsx end")),
			is(`<(?=[\p{L}_$>])`, chroma.Punctuation, chroma.Push("jsx name")),
			is(`<`, chroma.Text),
			back,
		},
		"jsx end": {
			is(`[\p{L}_$][\p{L}\p{N}_$.:-]*`, chroma.NameTag),
			is(`\s+`, chroma.Text),
			end(`>`),
			back,
		},
		`jsx "`: quoted{close: `"`, lines: true, kind: chroma.LiteralStringDouble}.rules(),
		`jsx '`: quoted{close: `'`, lines: true, kind: chroma.LiteralStringSingle}.rules(),
	}
}

// angle is a less-than sign, type arguments, or an element's beginning: where
// a value is expected, or where a line begins and the stretch began among an
// element's text.
func (d dialect) angle(c *scan, s *chroma.LexerState, p string) chroma.TokenType {
	rest := s.Text[s.Pos:min(len(s.Text), s.Pos+farthest)]
	name := len(rest) > 0 && (letter(rest[0]) || rest[0] == '>')
	switch {
	case d.jsx && p == "</" && name:
		s.Stack = append(s.Stack, "jsx end")
		return chroma.Punctuation
	case p == "</": // a regular expression is compared
		s.Pos--
		s.Groups[0] = "<"
	case d.jsx && name && (!c.operand || c.fresh) && !c.alias && !(d.types && parameters(rest)):
		s.Stack = append(s.Stack, "jsx name")
		return chroma.Punctuation
	}
	c.put("<", false)
	return chroma.Operator
}

// parameters reports whether what follows a "<" are type parameters and no
// tag: <T,>, <T extends U> or <T>(.
func parameters(rest []rune) bool {
	n := next{rest: rest}
	w := n.word()
	n.rest = n.rest[len([]rune(w)):]
	return n.starts(",") || n.starts(" extends ") || w != "" && unicode.IsUpper([]rune(w)[0]) && n.starts(">(")
}
