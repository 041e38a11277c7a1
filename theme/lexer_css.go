package theme

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// A sheet is CSS or one of the languages made from it.
type sheet struct {
	slashes  bool // "//" begins a comment
	indented bool // lines end what braces and semicolons end elsewhere
}

// rules gives the states of the sheet; the first is "css", where a statement
// begins: an at-rule, a declaration, or a selector.
func (h sheet) rules() chroma.Rules {
	comments := []chroma.Rule{is(`/\*`, chroma.CommentMultiline, chroma.Push("comment"))}
	if h.slashes {
		comments = append(comments, is(`//[^\n]*`, chroma.CommentSingle))
	}
	shared := append(comments[:len(comments):len(comments)],
		is(`"`, chroma.LiteralStringDouble, chroma.Push(`css "`)),
		is(`'`, chroma.LiteralStringSingle, chroma.Push(`css '`)),
		is(`#\{`, chroma.LiteralStringInterpol, chroma.Push("inset")),
	)
	const name = `-{0,2}[\p{L}_][\p{L}\p{N}_-]*`
	r := chroma.Rules{
		"css": append(comments[:len(comments):len(comments)],
			is(`\s+`, chroma.Text),
			is(`@[\w-]+`, chroma.Keyword, chroma.Push("value")),
			is(`[{};]`, chroma.Punctuation),
			chroma.Rule{Pattern: `(?=[^\s/])`, Mutator: chroma.MutatorFunc(h.statement)},
			is(`/`, chroma.Operator),
		),
		"name": { // of a property
			is(`[^:\s/]+`, chroma.Keyword),
			is(`[ \t]+`, chroma.Text),
			is(`:`, chroma.Punctuation, chroma.Pop(1), chroma.Push("value")),
			back,
		},
		"selector": append(shared[:len(shared):len(shared)],
			is(`[.#%][\p{L}\p{N}_-]+`, chroma.NameClass),
			is(`::?`+name, chroma.NameDecorator),
			is(`&[\w-]*`, chroma.NameTag),
			is(name, chroma.NameTag),
			is(`\[[^\]"'{};\n]*`, chroma.NameAttribute),
			is(`(?=[{};])`, nil, chroma.Pop(1)),
		),
		"value": append(shared[:len(shared):len(shared)],
			is(`#[\da-fA-F]{3,8}\b`, chroma.LiteralNumberHex),
			is(`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:%|[a-zA-Z]{1,8}\b)?`, chroma.LiteralNumber),
			is(`url\([^"'()\s][^()\s]*\)`, chroma.LiteralString),
			is(`!\s{0,8}[\w-]+`, chroma.Keyword),
			is(`[$@]`+name+`|--[\w-]+`, chroma.NameVariable),
			step(name, func(_ *scan, s *chroma.LexerState, w string) chroma.TokenType {
				switch n := ahead(s); {
				case n.r == '(' && !n.space:
					return chroma.NameFunction
				case n.r == ':' || w == "and" || w == "not" || w == "or":
					return chroma.Keyword
				}
				return chroma.KeywordConstant
			}),
			is(`(?=[{};])`, nil, chroma.Pop(1)),
		),
		"inset": {
			is(`\}`, chroma.LiteralStringInterpol, chroma.Pop(1)),
			is(`[^}\n]+`, chroma.NameVariable),
			back,
		},
		"comment": comment(false),
		`css "`:   quoted{close: `"`, escape: true, kind: chroma.LiteralStringDouble}.rules(),
		`css '`:   quoted{close: `'`, escape: true, kind: chroma.LiteralStringSingle}.rules(),
	}
	for _, state := range []string{"selector", "value"} {
		if h.indented {
			r[state] = append(r[state], is(`(?=\n)`, nil, chroma.Pop(1)))
		}
		r[state] = append(r[state], is(`\s+`, chroma.Text), is(`[\s\S]`, chroma.Punctuation))
	}
	return r
}

// statement goes to the state of the statement that begins: a declaration has
// a colon, and ends before a brace opens.
func (h sheet) statement(s *chroma.LexerState) error {
	state := "selector"
	rest := string(s.Text[s.Pos:min(len(s.Text), s.Pos+farthest)])
	rest = strings.ReplaceAll(rest, "#{", "##") // no block
	ends := ";{}"
	if h.indented {
		ends += "\n"
	}
	end := strings.IndexAny(rest, ends)
	if end < 0 {
		end = len(rest)
	}
	colon := strings.IndexByte(rest[:end], ':')
	if colon >= 0 && (end == len(rest) || rest[end] != '{') && !(h.indented && (colon+1 == end || rest[colon+1] != ' ')) {
		state = "name"
	}
	s.Stack = append(s.Stack, state)
	return nil
}
