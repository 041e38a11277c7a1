package theme

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

func TestLanguage(t *testing.T) {
	for name, want := range map[string]string{
		"src/cart/format.ts": "TypeScript", "a/B.TSX": "TSX", "x.jsx": "JSX", "x.mjs": "JavaScript",
		"webpack://shop/./src/App.vue?1234":                          "Vue",
		"webpack:///src/App.vue?vue&type=script&setup=true&lang=ts&": "TypeScript",
		"src/App.vue?vue&type=style&index=0&scoped=1&lang.scss":      "SCSS",
		"src/App.vue?vue&type=template&id=1":                         "HTML",
		"./node_modules/css-loader/dist/cjs.js!./src/a.css":          "CSS",
		"https://app.acme.com/assets/index-3f9a1c.js?v=2#top":        "JavaScript",
		"src/routes/+page.svelte":                                    "Svelte",
		"C:\\app\\main.py":                                           "Python",
		"python":                                                     "Python",
		"rb":                                                         "Ruby",
		"Main.kt":                                                    "Kotlin",
		"":                                                           "",
		"Makefile":                                                   "",
		"src/.env":                                                   "",
		"webpack/bootstrap":                                          "",
		"a.ts/":                                                      "TypeScript",
		"?lang=":                                                     "",
	} {
		if got := Language(name); got != want {
			t.Errorf("Language(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLanguagesExist(t *testing.T) {
	for ext, name := range languages {
		if lexers()[name] == nil {
			t.Errorf("%s: no lexer %q", ext, name)
		}
	}
}

func TestCode(t *testing.T) {
	th := New(colorprofile.TrueColor, true)
	lines := []string{"export function f(a: Item): string {", "\treturn `a ${ \"b\" } c`; // why \x1b[2J", "/* over", "two lines */ 42"}
	got := th.Code("x.ts", lines)
	for i, l := range lines {
		if ansi.Strip(got[i]) != Text(l) {
			t.Errorf("line %d: %q", i, got[i])
		}
	}
	for i, style := range map[int]Style{0: th.code.keyword, 1: th.code.text, 2: th.code.comment, 3: th.code.number} {
		if !strings.Contains(got[i], style.open) {
			t.Errorf("line %d has no %q: %q", i, style.open, got[i])
		}
	}
	if !strings.HasPrefix(got[3], th.code.comment.open) {
		t.Errorf("a comment over two lines: %q", got[3])
	}
}

func TestCodeWithoutColours(t *testing.T) {
	for _, c := range []struct {
		name    string
		profile colorprofile.Profile
	}{{"x.ts", colorprofile.NoTTY}, {"x.unknown", colorprofile.TrueColor}, {"", colorprofile.TrueColor}} {
		got := New(c.profile, true).Code(c.name, []string{"const a\t= 1", ""})
		if len(got) != 2 || got[0] != "const a = 1" || got[1] != "" {
			t.Errorf("%q %v: %q", c.name, c.profile, got)
		}
	}
	if got := New(colorprofile.TrueColor, true).Code("x.ts", nil); len(got) != 0 {
		t.Errorf("no lines: %q", got)
	}
}

// Whatever a lexer makes of the text, what is shown is the text.
func FuzzCode(f *testing.F) {
	for _, name := range []string{"a.ts", "a.tsx", "a.vue", "a.svelte", "a.php", "a.py", "a.css", "a.json", "a.rb", "a.html", "a.scss", "a.astro", "a.rs", "a.sh", "a.ex", "a.yml", "a.md"} {
		f.Add(name, "<script>const a = `${\x00\x1b</script>\n\r\n{#if}<?php \"")
	}
	th := New(colorprofile.ANSI256, true)
	f.Fuzz(func(t *testing.T, name, src string) {
		lines := strings.Split(src, "\n")
		for i, spans := range th.Spans(name, lines) {
			var b strings.Builder
			for _, s := range spans {
				b.WriteString(s.Text)
			}
			if b.String() != Text(lines[i]) {
				t.Errorf("line %d of %q: %q", i, src, b.String())
			}
		}
	})
}
