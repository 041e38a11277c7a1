package theme

import (
	"maps"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// A markup is HTML, or a language of components written as HTML.
type markup struct {
	open string // what begins an expression in the text, as an expression; empty for none
	jsx  bool   // expressions have elements
	data bool   // no scripts and styles: XML
	head bool   // a script between "---" comes first
}

var markups = map[string]markup{
	"HTML": {}, "XML": {data: true}, "Vue": {open: `\{\{`}, "Svelte": {open: `\{(?:[#/:@]\w+)?`}, "Astro": {open: `\{`, jsx: true, head: true},
}

func (k markup) rules() chroma.Rules {
	const name = `[\p{L}_][\p{L}\p{N}_.:-]*`
	r := chroma.Rules{
		"root": {
			is(`\A`+inScript, nil, chroma.Push("script")),
			is(`\A`+inStyle, nil, chroma.Push("style")),
			is(`\A`+inComment, nil, chroma.Push("remark")),
			is(`<!--`, chroma.Comment, chroma.Push("remark")),
			is(`<[!?][^<>\n]*>?`, chroma.CommentPreproc),
			is(`<%[-=]?|-?%>`, chroma.CommentPreproc),
			is(`<(?=[\p{L}_])`, chroma.Punctuation, chroma.Push("name of tag")),
			is(`</(?=[\p{L}_])`, chroma.Punctuation, chroma.Push("name of end")),
			is(`&#?\w{1,32};`, chroma.NameEntity),
		},
		"name of tag": {step(name, func(c *scan, s *chroma.LexerState, text string) chroma.TokenType {
			c.tag = strings.ToLower(text)
			s.Stack[len(s.Stack)-1] = "tag"
			return chroma.NameTag
		})},
		"name of end": {step(name, func(c *scan, s *chroma.LexerState, text string) chroma.TokenType {
			c.tag = ""
			s.Stack[len(s.Stack)-1] = "tag"
			return chroma.NameTag
		})},
		"tag": {
			is(`\s+`, chroma.Text),
			is(`[^\s"'<>/={}]+`, chroma.NameAttribute),
			is(`"`, chroma.LiteralStringDouble, chroma.Push(`markup "`)),
			is(`'`, chroma.LiteralStringSingle, chroma.Push(`markup '`)),
			is(`/>`, chroma.Punctuation, chroma.Pop(1)),
			step(`>`, k.content),
			{Pattern: `(?=<)`, Mutator: chroma.Pop(1)},
		},
		"remark": {
			is(`-->`, chroma.Comment, chroma.Pop(1)),
			is(`[^-]+`, chroma.Comment),
			is(`-`, chroma.Comment),
		},
		`markup "`: quoted{close: `"`, lines: true, kind: chroma.LiteralStringDouble}.rules(),
		`markup '`: quoted{close: `'`, lines: true, kind: chroma.LiteralStringSingle}.rules(),
	}
	if k.head {
		r["root"] = append([]chroma.Rule{is(`\A---`, chroma.CommentPreproc, chroma.Push("head"))}, r["root"]...)
		r["head"] = []chroma.Rule{is(`^---`, chroma.CommentPreproc, chroma.Pop(1)), chroma.Include("js")}
	}
	if k.open != "" {
		open := step(k.open, func(c *scan, s *chroma.LexerState, text string) chroma.TokenType {
			c.put("{", false)
			state := "js"
			if text == "{{" {
				state = "mustache"
			}
			s.Stack = append(s.Stack, state)
			if len(text) > 2 {
				return chroma.Keyword // {#if
			}
			return chroma.Punctuation
		})
		r["root"] = append(r["root"], open)
		if k.open != `\{\{` {
			r["tag"] = append(r["tag"], open)
		}
		r["mustache"] = []chroma.Rule{is(`\}\}`, chroma.Punctuation, chroma.Pop(1)), chroma.Include("js")}
	}
	r["root"] = append(r["root"], is(`[^<{&%-]+`, chroma.Text), is(`[\s\S]`, chroma.Text))
	r["tag"] = append(r["tag"], is(`[\s\S]`, chroma.Punctuation))
	if k.data && k.open == "" {
		return r
	}
	js := dialect{types: true, jsx: k.jsx}.rules()
	css := sheet{slashes: true}.rules()
	maps.Copy(r, css)
	maps.Copy(r, js) // its comments are the sheet's
	r["script"] = []chroma.Rule{chroma.Include("js")}
	r["style"] = []chroma.Rule{chroma.Include("css")}
	// a script or a style ends at its tag, wherever the tag is
	end := chroma.Rule{Pattern: `(?=</(?:script|style|SCRIPT|STYLE)\b)`, Mutator: chroma.MutatorFunc(func(s *chroma.LexerState) error {
		s.Stack = s.Stack[:1]
		return nil
	})}
	for state := range r {
		if _, ours := js[state]; ours || css[state] != nil || state == "script" || state == "style" || state == "head" {
			r[state] = append([]chroma.Rule{end}, r[state]...)
		}
	}
	return r
}

// content goes to the state of what is in the tag that ends.
func (k markup) content(c *scan, s *chroma.LexerState, _ string) chroma.TokenType {
	s.Stack = s.Stack[:len(s.Stack)-1]
	if (c.tag == "script" || c.tag == "style") && !k.data {
		c.put("", false)
		s.Stack = append(s.Stack, c.tag)
	}
	return chroma.Punctuation
}

// component guesses in which part of a component the lines begin: the one that
// they see ending, else the script if they look like no markup.
func component(language string, lines []string) string {
	if markups[language].data || markups[language].head {
		return ""
	}
	tags := false
	for _, l := range lines {
		l = strings.TrimLeft(l, " ")
		switch {
		case strings.HasPrefix(l, "</script"):
			return inScript
		case strings.HasPrefix(l, "</style"):
			return inStyle
		case strings.HasPrefix(l, "<!--"):
			return ""
		case strings.HasPrefix(l, "-->"):
			return inComment
		case strings.HasPrefix(l, "<"), strings.HasPrefix(l, "{#"), strings.HasPrefix(l, "{:"), strings.HasPrefix(l, "{/"), strings.HasPrefix(l, "{{"),
			strings.Contains(l, "</"), strings.Contains(l, "/>"):
			tags = true
		}
		if strings.HasPrefix(l, "<script") || strings.HasPrefix(l, "<style") || strings.HasPrefix(l, "<template") {
			return ""
		}
	}
	if !tags && language != "HTML" && strings.ContainsAny(strings.Join(lines, ""), ";{(") {
		return inScript
	}
	return ""
}

func jsonRules() chroma.Rules {
	return chroma.Rules{"root": {
		is(`\A`+inComment, nil),
		is(`\s+`, chroma.Text),
		step(`(?>"(?:[^"\\\n]+|\\[^\n])*"?)|(?>'(?:[^'\\\n]+|\\[^\n])*'?)|[\p{L}_$][\p{L}\p{N}_$-]*`, func(_ *scan, s *chroma.LexerState, text string) chroma.TokenType {
			switch quote := text[0] == '"' || text[0] == '\''; {
			case ahead(s).r == ':':
				return chroma.NameTag
			case quote:
				return chroma.LiteralString
			}
			return chroma.KeywordConstant
		}),
		is(`-?(?:0x[\da-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?)`, chroma.LiteralNumber),
		is(`//[^\n]*`, chroma.CommentSingle),
		is(`/\*`, chroma.CommentMultiline, chroma.Push("comment")),
		is(`[\s\S]`, chroma.Punctuation),
	}, "comment": comment(false)}
}

func markdownRules() chroma.Rules {
	return chroma.Rules{"root": {
		is(`\A`+inComment, nil),
		is(`^#{1,6} [^\n]*`, chroma.Keyword),
		is("^(?:```|~~~)[^\n]*", chroma.LiteralStringBacktick, chroma.Push("fence")),
		is("`[^`\n]*`?", chroma.LiteralStringBacktick),
		is(`^[ \t]*(?:[-*+>]|\d{1,9}\.) `, chroma.Keyword),
		is(`<!--`, chroma.Comment, chroma.Push("remark")),
		is("[^`<\n]+", chroma.Text),
		is(`[\s\S]`, chroma.Text),
	}, "fence": {
		is("^(?:```|~~~)[ \t]*$", chroma.LiteralStringBacktick, chroma.Pop(1)),
		is(`[^\n]+`, chroma.LiteralStringBacktick),
		is(`\n`, chroma.Text),
	}, "remark": {
		is(`-->`, chroma.Comment, chroma.Pop(1)),
		is(`[^-]+`, chroma.Comment),
		is(`-`, chroma.Comment),
	}}
}
