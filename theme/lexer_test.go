package theme

import (
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/charmbracelet/colorprofile"
)

// tokens gives what a lexer makes of a text.
func tokens(t testing.TB, language, text string) []chroma.Token {
	t.Helper()
	lexer := lexers()[language]
	if lexer == nil {
		t.Fatalf("no lexer %q", language)
	}
	all, err := chroma.Tokenise(lexer, nil, beginning(language, strings.Split(text, "\n"))+text)
	if err != nil {
		t.Fatalf("%s: %v", language, err)
	}
	return all
}

// marked writes a text with each stretch that is not plain between angles,
// after its role's letter: comment, keyword, string, number, function.
func marked(t testing.TB, language, text string) string {
	t.Helper()
	letters := &codeStyles{comment: Style{open: "c"}, keyword: Style{open: "k"}, text: Style{open: "s"}, number: Style{open: "n"}, function: Style{open: "f"}}
	var b strings.Builder
	last := ""
	for _, tok := range tokens(t, language, text) {
		role := letters.of(tok.Type).open
		if role != last && last != "" {
			b.WriteString("›")
		}
		if role != last && role != "" {
			b.WriteString("‹" + role + ":")
		}
		b.WriteString(tok.Value)
		last = role
	}
	if last != "" {
		b.WriteString("›")
	}
	return b.String()
}

// A sample is code as [marked] should write it; without its marks it is the
// code.
type sample struct{ language, want string }

func check(t *testing.T, samples []sample) {
	t.Helper()
	unmark := strings.NewReplacer("‹c:", "", "‹k:", "", "‹s:", "", "‹n:", "", "‹f:", "", "›", "")
	for _, s := range samples {
		if got := marked(t, s.language, unmark.Replace(s.want)); got != s.want {
			t.Errorf("%s:\n got %s\nwant %s", s.language, got, s.want)
		}
	}
}

// hostile are pieces that make lexers work much when there are many of them.
var hostile = []string{
	`"`, `'`, "`", `\`, `<`, `/`, `(`, `[`, `{`, `}`, "${", "`${", "<a ", "<a>", "</a", "<a<", "/*", "*/", "/[", "=/", "a=(", "a<", "a(", "a ", "a\n", ":", "::a", ";a", "a:",
	"#{", "\"#{", "{{", "{#", "<!--", "<!", "-", "---\n", "<script>", "<style>", "</script>", "<<A\n", "<<", "\n", "#[", "@", "@a", "0x", "1e", "1_", "url(a", "$", "${a", "'a", `"""`, `\(`, "%w(", "é", "=>", "(* ", "{-", "```\n", "\"\\",
}

// The tokens together are the text, whatever it is, in every language.
func TestLexersKeepText(t *testing.T) {
	for language := range lexers() {
		for i, a := range hostile {
			b := hostile[(i*7+3)%len(hostile)]
			for _, text := range []string{a, a + b, strings.Repeat(a, 40), strings.Repeat(a+b, 20), "x = " + a + " y\n * z */ " + b + "\n"} {
				var whole strings.Builder
				for _, tok := range tokens(t, language, text) {
					whole.WriteString(tok.Value)
					if tok.Type == chroma.Error {
						t.Errorf("%s: no rule for %q of %q", language, tok.Value, text)
					}
				}
				if whole.String() != text {
					t.Fatalf("%s: %q became %q", language, text, whole.String())
				}
			}
		}
	}
}

// Hostile text costs no more than some times what words of the same size do: a
// lexer that looked at all the rest for each token would cost hundreds of times.
func TestLexersAreLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	const size = 40_000
	cost := func(language, text string) time.Duration {
		start := time.Now()
		tokens(t, language, text)
		return time.Since(start)
	}
	cost("TypeScript", "a") // compiles
	words := cost("TypeScript", strings.Repeat("a b ", size/4))
	for language, pieces := range map[string][]string{
		"TSX":    {`"`, `\`, "<", "/", "(", "`${", "<a ", "/[", "a=(", "a<"},
		"Svelte": {"<", "{", "<!--"},
		"SCSS":   {"::a", ";a", "url(a"},
		"Ruby":   {`"#{`, "<<A\n", "/["},
		"YAML":   {"-", "a"},
		"JSON":   {`\"`},
	} {
		cost(language, "a")
		for _, piece := range pieces {
			if got := cost(language, strings.Repeat(piece, size/len(piece))); got > 30*words {
				t.Errorf("%s: %q takes %v, words %v", language, piece, got, words)
			}
		}
	}
}

// What a lexer reads is bounded, whatever the size of the text.
func TestPatience(t *testing.T) {
	th := New(colorprofile.TrueColor, true)
	for _, piece := range []string{"{", "<a ", "`${"} {
		line := strings.Repeat(piece, 1_000_000)
		if got := th.Spans("a.tsx", []string{line}); len(got) != 1 || !same(got[0], line) {
			t.Errorf("%q: %d lines", piece, len(got))
		}
	}
}
