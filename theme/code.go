package theme

import (
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// patience is how long highlighting one stretch may take before the rest of it
// stays plain: some lines make a lexer's expressions backtrack.
const patience = 500 * time.Millisecond

// codeStyles is how kinds of tokens look.
type codeStyles struct{ comment, keyword, text, number, function, name Style }

// Code highlights consecutive lines of a source for printing: one line comes
// back for each, safe and styled. name is the file's name or language, see
// [Language]; an unknown one gives safe lines without colours.
//
// Lexers need to see where a comment or a template begins: hand in some 30
// lines above those that are wanted. The cost grows with the text, about 3 ms
// for 1,000 characters; cut long lines first.
func (t *Theme) Code(name string, lines []string) []string {
	out := make([]string, len(lines))
	for i, spans := range t.Spans(name, lines) {
		out[i] = Join(spans)
	}
	return out
}

// Spans is [Theme.Code] before rendering, for what cuts or marks lines first.
// Each line's spans together are Text(line).
func (t *Theme) Spans(name string, lines []string) [][]Span {
	out := make([][]Span, len(lines))
	safe := make([]string, len(lines))
	for i, l := range lines {
		safe[i] = Text(l)
		out[i] = []Span{{Text: safe[i]}}
	}
	language := Language(name)
	lexer := lexers()[language]
	if lexer == nil || t.code == (codeStyles{}) {
		return out
	}
	for i, spans := range t.lex(lexer, beginning(language, safe), safe) {
		if i < len(out) && same(spans, safe[i]) {
			out[i] = spans
		}
	}
	return out
}

// lex runs a lexer over lines. It may give fewer lines: lexers panic on some
// input, as chroma documents, and some input takes them too long.
func (t *Theme) lex(lexer chroma.Lexer, mark string, lines []string) (out [][]Span) {
	defer func() {
		if recover() != nil && len(out) > 0 {
			out = out[:len(out)-1] // the line it was in
		}
	}()
	next, err := lexer.Tokenise(nil, mark+strings.Join(lines, "\n"))
	if err != nil {
		return nil
	}
	out = append(out, nil)
	end := time.Now().Add(patience)
	for tok := next(); tok != chroma.EOF && time.Now().Before(end); tok = next() {
		style := t.code.of(tok.Type)
		for rest, more := tok.Value, true; more; {
			var line string
			if line, rest, more = strings.Cut(rest, "\n"); line != "" {
				out[len(out)-1] = append(out[len(out)-1], Span{line, style})
			}
			if more {
				out = append(out, nil)
			}
		}
	}
	return out
}

// same reports whether the spans together are the line.
func same(spans []Span, line string) bool {
	for _, s := range spans {
		var found bool
		if line, found = strings.CutPrefix(line, s.Text); !found {
			return false
		}
	}
	return line == ""
}

// of gives the style of a kind of token.
func (c *codeStyles) of(t chroma.TokenType) Style {
	switch t {
	case chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameAttribute, chroma.NameDecorator:
		return c.function
	case chroma.NameTag, chroma.NameBuiltinPseudo:
		return c.keyword
	case chroma.KeywordConstant:
		return c.number
	case chroma.CommentPreproc, chroma.CommentPreprocFile:
		return c.keyword
	}
	switch {
	case t.InCategory(chroma.Comment):
		return c.comment
	case t.InCategory(chroma.Keyword):
		return c.keyword
	case t.InSubCategory(chroma.LiteralString):
		return c.text
	case t.InSubCategory(chroma.LiteralNumber):
		return c.number
	}
	return c.name
}
