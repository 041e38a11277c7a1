package theme

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// lexers has a lexer for each language that [Language] names. They are
// symset's own, as chroma's cost 23 ms at every start, wanted or not. A lexer
// compiles its expressions when it first reads.
//
// Expressions only find where a token ends; what it is, Go decides, with the
// token before and a bounded look at what follows. Every rule is a character
// class, or ends at the line's end what it can't close, so that the work grows
// with the text and no faster, and every state takes any character, so that
// the tokens together are the text.
var lexers = sync.OnceValue(func() map[string]chroma.Lexer {
	all := map[string]chroma.Lexer{}
	add := func(name string, rules func() chroma.Rules) {
		all[name] = chroma.Coalesce(chroma.MustNewLexer(&chroma.Config{Name: name}, rules))
	}
	for name, d := range map[string]dialect{"JavaScript": {jsx: true}, "JSX": {jsx: true}, "TypeScript": {types: true}, "TSX": {types: true, jsx: true}} {
		add(name, func() chroma.Rules { return rooted("js", d.rules()) })
	}
	for name, k := range markups {
		add(name, k.rules)
	}
	for name, s := range map[string]sheet{"CSS": {}, "SCSS": {slashes: true}, "Sass": {slashes: true, indented: true}} {
		add(name, func() chroma.Rules { return rooted("css", s.rules()) })
	}
	add("JSON", jsonRules)
	add("Markdown", markdownRules)
	for name, f := range families() {
		add(name, f.rules)
	}
	return all
})

// A stretch of a source may begin inside something. These marks before the
// text say in what; no line has them, see [Text].
const (
	inComment = "\x01"
	inScript  = "\x02"
	inStyle   = "\x03"
)

// beginning guesses inside what the lines begin, as a mark or "".
func beginning(language string, lines []string) string {
	if _, ok := markups[language]; ok {
		return component(language, lines)
	}
	if len(lines) == 0 {
		return ""
	}
	// " * so that" and " */" continue a comment, if one ends before another begins
	if rest, ok := strings.CutPrefix(strings.TrimLeft(lines[0], " "), "*"); ok && (rest == "" || rest[0] == ' ' || rest[0] == '/') {
		for _, l := range lines {
			end, next := strings.Index(l, "*/"), strings.Index(l, "/*")
			if end >= 0 || next >= 0 {
				if end >= 0 && (next < 0 || end <= next) {
					return inComment
				}
				return ""
			}
		}
	}
	return ""
}

// rooted makes a lexer begin in a state, or inside a comment above it.
func rooted(state string, rules chroma.Rules) chroma.Rules {
	rules["root"] = []chroma.Rule{is(`\A`+inComment, nil, chroma.Push("comment")), chroma.Include(state)}
	return rules
}

// scan is what a lexer remembers between tokens.
type scan struct {
	prev    string // the last token but space and comments
	operand bool   // which ends a value: a slash after it divides
	fresh   bool   // a line began after it
	alias   bool   // TypeScript: in a type's declaration
	tag     string // markup: the tag that is open
	word    string // the word that ends the heredoc to come
}

type scanKey struct{}

func scanOf(s *chroma.LexerState) *scan {
	c, ok := s.Get(scanKey{}).(*scan)
	if !ok {
		c = &scan{fresh: true}
		s.Set(scanKey{}, c)
	}
	return c
}

// put remembers a token.
func (c *scan) put(text string, operand bool) {
	c.prev, c.operand, c.fresh = text, operand, false
}

// step makes a rule of a function that decides what the match is and moves the
// lexer's state.
func step(pattern string, f func(c *scan, s *chroma.LexerState, text string) chroma.TokenType) chroma.Rule {
	return chroma.Rule{Pattern: pattern, Type: chroma.EmitterFunc(func(groups []string, s *chroma.LexerState) chroma.Iterator {
		t := f(scanOf(s), s, groups[0]) // which may give some of the match back
		return chroma.Literator(chroma.Token{Type: t, Value: groups[0]})
	})}
}

// is makes a rule for a token that is always the same, or is swallowed if nil.
func is(pattern string, t chroma.Emitter, then ...chroma.Mutator) chroma.Rule {
	r := chroma.Rule{Pattern: pattern, Type: t}
	if len(then) > 0 {
		r.Mutator = chroma.Mutators(then...)
	}
	return r
}

// value is a token that ends a value, such as a string's last quote.
func value(pattern string, t chroma.TokenType, then ...chroma.Mutator) chroma.Rule {
	r := step(pattern, func(c *scan, _ *chroma.LexerState, text string) chroma.TokenType {
		c.put(text, true)
		return t
	})
	if len(then) > 0 {
		r.Mutator = chroma.Mutators(then...)
	}
	return r
}

// space is what tokens may stand apart by.
var space = step(`\s+`, func(c *scan, _ *chroma.LexerState, text string) chroma.TokenType {
	c.fresh = c.fresh || strings.Contains(text, "\n")
	return chroma.Text
})

// back leaves a state without taking anything: the text was something else.
var back = chroma.Rule{Pattern: ``, Mutator: chroma.Pop(1)}

// comment is a block comment of which the opening has been read. nested says
// whether comments hold comments.
func comment(nested bool) []chroma.Rule {
	rules := []chroma.Rule{
		is(`\*/`, chroma.CommentMultiline, chroma.Pop(1)),
		is(`@\w+`, chroma.CommentSpecial), // as JSDoc's
		is(`[^*/@]+`, chroma.CommentMultiline),
		is(`[*/@]`, chroma.CommentMultiline),
	}
	if nested {
		rules = append([]chroma.Rule{is(`/\*`, chroma.CommentMultiline, chroma.Push("comment"))}, rules...)
	}
	return rules
}

// next is what follows a token.
type next struct {
	r     rune // 0 at the end, or further away than is looked
	space bool // there is space between
	line  bool // a line ends between
	rest  []rune
}

// farthest is how many characters a lexer looks ahead.
const farthest = 160

func ahead(s *chroma.LexerState) next {
	rest := s.Text[s.Pos:min(len(s.Text), s.Pos+farthest)]
	for i, r := range rest {
		if r != ' ' && r != '\t' && r != '\n' {
			return next{r, i > 0, strings.ContainsRune(string(rest[:i]), '\n'), rest[i:]}
		}
	}
	return next{}
}

// starts reports whether what follows starts so.
func (n next) starts(with string) bool {
	return strings.HasPrefix(string(n.rest[:min(len(n.rest), len(with))]), with)
}

// word gives the word that follows, or "".
func (n next) word() string {
	i := 0
	for i < len(n.rest) && (letter(n.rest[i]) || n.rest[i] >= '0' && n.rest[i] <= '9') {
		i++
	}
	return string(n.rest[:i])
}

// letter reports whether a name may begin with r, near enough.
func letter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '$' || r >= 0x80
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
