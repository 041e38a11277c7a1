package theme

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/alecthomas/chroma/v2"
)

// A family is a language told in the few things in which languages of its kind
// differ.
type family struct {
	line    string   // what begins a comment to the line's end, as an expression
	block   string   // what opens and what closes a comment, "/* */"; empty for none
	nested  bool     // comments hold comments
	strings []form   // longer openings first
	sigils  []sigil  // names with a sign before them
	heredoc string   // what begins one, as an expression whose group is the word that ends it
	regex   bool     // a slash where a value is expected begins a regular expression
	caps    bool     // keywords in any case
	arrow   bool     // "->" comes before a member
	end     string   // what a name may end with: ? and !
	words   wordList // the language's words
}

// A form is a form of string.
type form struct {
	open  string // as an expression
	after quoted // what follows, but the state's name
}

type sigil struct {
	pattern string
	kind    chroma.TokenType
}

// A wordList is words apart by spaces.
type wordList struct{ keywords, kinds, constants, pseudo string }

// named tells what a keyword's name is: a function, a type, or nothing known.
func named(keyword string) chroma.TokenType {
	switch keyword {
	case "def", "defp", "defmacro", "fn", "func", "fun", "function", "sub", "proc":
		return chroma.NameFunction
	case "class", "struct", "interface", "trait", "enum", "module", "defmodule", "type", "new", "impl", "object",
		"extends", "implements", "protocol", "extension", "record", "union", "namespace", "package":
		return chroma.NameClass
	}
	return chroma.Name
}

func (f family) rules() chroma.Rules {
	r := chroma.Rules{}
	code := []chroma.Rule{is(`\A`+inComment, nil), is(`\A#![^\n]*`, chroma.CommentHashbang)}
	if f.heredoc != "" {
		r["heredoc"] = []chroma.Rule{step(`[^\n]*\n?`, heredocLine)}
		code = append(code, step(`\n`, func(c *scan, s *chroma.LexerState, _ string) chroma.TokenType {
			c.fresh = true
			if c.word != "" {
				s.Stack = append(s.Stack, "heredoc")
			}
			return chroma.Text
		}), is(`[^\S\n]+`, chroma.Text), chroma.Rule{Pattern: f.heredoc, Type: chroma.EmitterFunc(heredocOpen)})
	}
	code = append(code, space)
	if f.line != "" {
		code = append(code, is(`(?:`+f.line+`)[^\n]*`, chroma.CommentSingle))
	}
	if open, end, ok := strings.Cut(f.block, " "); ok {
		r["comment"] = blockComment(open, end, f.nested)
		code = append(code, is(regexp.QuoteMeta(open), chroma.CommentMultiline, chroma.Push("comment")))
		code[0].Mutator = chroma.Push("comment")
	}
	for i, form := range f.strings {
		state := "string " + strconv.Itoa(i)
		if form.after.inset != "" {
			form.after.into = "inset" + form.after.inset[len(form.after.inset)-1:]
		}
		if form.after.kind == 0 {
			form.after.kind = chroma.LiteralString
		}
		r[state] = form.after.rules()
		code = append(code, is(form.open, form.after.kind, chroma.Push(state)))
	}
	for _, s := range f.sigils {
		code = append(code, step(s.pattern, func(c *scan, _ *chroma.LexerState, text string) chroma.TokenType {
			c.put(text, !strings.HasSuffix(text, ":")) // a Ruby label is before a value
			return s.kind
		}))
	}
	code = append(code,
		f.names(),
		value(`0[xX][\da-fA-F_]+[a-zA-Z]?|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?\w{0,5}`, chroma.LiteralNumber),
	)
	if f.regex {
		code = append(code, step(`/`, slash))
		for _, state := range []string{"regex", "class"} {
			r[state] = dialect{}.rules()[state]
		}
	}
	r["root"] = append(code, step(`->|::|\?\.|[\s\S]`, func(c *scan, _ *chroma.LexerState, p string) chroma.TokenType {
		c.put(p, p == ")" || p == "]" || p == "}")
		return chroma.Operator
	}))
	insets(r)
	return r
}

// names is the rule of the words that are no strings, comments or numbers.
func (f family) names() chroma.Rule {
	keywords, kinds, constants, pseudo := set(f.words.keywords), set(f.words.kinds), set(f.words.constants), set(f.words.pseudo)
	return step(identifier+f.end, func(c *scan, s *chroma.LexerState, w string) chroma.TokenType {
		prev, key := c.prev, w
		if f.caps {
			key = strings.ToLower(w)
		}
		c.put(key, true)
		member := prev == "." || prev == "?." || prev == "::" || f.arrow && prev == "->"
		switch {
		case constants[key] && !member:
			return chroma.KeywordConstant
		case pseudo[key] && !member:
			return chroma.NameBuiltinPseudo
		case keywords[key] && !member:
			c.operand = false
			return chroma.Keyword
		case keywords[prev] && named(prev) != chroma.Name:
			return named(prev)
		case kinds[key] && !member:
			return chroma.KeywordType
		}
		if n := ahead(s); n.r == '(' && !n.line || !n.space && (n.starts("!(") || n.starts("!{") || n.starts("![")) { // a call, a Rust macro
			return chroma.NameFunction
		}
		if unicode.IsUpper([]rune(w)[0]) {
			return chroma.NameClass
		}
		return chroma.Name
	})
}

// insets adds the states of an expression in a string, which ends at the bracket
// that its own balance.
func insets(r chroma.Rules) {
	for _, pair := range []string{"{}", "()"} {
		open, end := regexp.QuoteMeta(pair[:1]), regexp.QuoteMeta(pair[1:])
		name := "inset" + pair[:1]
		opening := is(open, chroma.Punctuation, chroma.Push(name+" nested"))
		r[name] = []chroma.Rule{opening, value(end, chroma.LiteralStringInterpol, chroma.Pop(1)), chroma.Include("root")}
		r[name+" nested"] = []chroma.Rule{opening, value(end, chroma.Punctuation, chroma.Pop(1)), chroma.Include("root")}
	}
}

func blockComment(open, end string, nested bool) []chroma.Rule {
	if open == "/*" {
		return comment(nested)
	}
	rules := []chroma.Rule{is(regexp.QuoteMeta(end), chroma.CommentMultiline, chroma.Pop(1))}
	if nested {
		rules = append(rules, is(regexp.QuoteMeta(open), chroma.CommentMultiline, chroma.Push("comment")))
	}
	return append(rules, is(`[^`+regexp.QuoteMeta(open[:1]+end[:1])+`]+`, chroma.CommentMultiline), is(`[\s\S]`, chroma.CommentMultiline))
}

// heredocOpen remembers the word that will end the text.
func heredocOpen(groups []string, s *chroma.LexerState) chroma.Iterator {
	c := scanOf(s)
	c.word = groups[1]
	c.put(groups[0], true)
	return chroma.Literator(chroma.Token{Type: chroma.LiteralStringHeredoc, Value: groups[0]})
}

// heredocLine is a line of the text, or its end.
func heredocLine(c *scan, s *chroma.LexerState, line string) chroma.TokenType {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), c.word)
	if ok && (rest == "" || !letter([]rune(rest)[0])) {
		c.word = ""
		s.Stack = s.Stack[:len(s.Stack)-1]
	}
	return chroma.LiteralStringHeredoc
}
