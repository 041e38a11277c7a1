package theme

import (
	"regexp"

	"github.com/alecthomas/chroma/v2"
)

// quoted is a form of string after its opening quote.
type quoted struct {
	close  string // the closing quote
	lines  bool   // it goes on over lines; else a line's end closes it
	escape bool   // a backslash takes the next character
	inset  string // what opens an expression inside, as "${"; empty for none
	into   string // the state that reads the expression, up to its "}" or ")"
	kind   chroma.TokenType
}

// rules gives the string's state.
func (q quoted) rules() []chroma.Rule {
	stops := regexp.QuoteMeta(q.close[:1])
	var rules []chroma.Rule
	if q.escape {
		stops += `\\`
		rules = append(rules, is(`\\[^\n]`, chroma.LiteralStringEscape), is(`\\\n`, chroma.LiteralStringEscape))
	}
	if q.inset != "" {
		stops += regexp.QuoteMeta(q.inset[:1])
		open := step(regexp.QuoteMeta(q.inset), func(c *scan, s *chroma.LexerState, text string) chroma.TokenType {
			c.put(text[len(text)-1:], false)
			s.Stack = append(s.Stack, q.into)
			return chroma.LiteralStringInterpol
		})
		rules = append([]chroma.Rule{open}, rules...)
		if q.inset == "{" {
			rules = append([]chroma.Rule{is(`\{\{`, q.kind)}, rules...)
		}
	}
	rules = append(rules, value(regexp.QuoteMeta(q.close), q.kind, chroma.Pop(1)))
	if !q.lines {
		stops += `\n`
		rules = append(rules, chroma.Rule{Pattern: `(?=\n)`, Mutator: chroma.Pop(1)})
	}
	return append(rules, is(`[^`+stops+`]+`, q.kind), is(`[\s\S]`, q.kind))
}
