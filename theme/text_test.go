package theme

import (
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"a\tb", "a   b"},
		{"\tb", "    b"},
		{"日\tb", "日  b"},
		{"\x1b]52;c;aGk=\x07x", "␛]52;c;aGk=␇x"},
		{"\x1b[31mred\x1b[m", "␛[31mred␛[m"},
		{"a\r\nb\x7f", "a␍␊b␡"},
		{"a\u202eb", "a‹202E›b"},
		{"\u200bz\ufeffx", "‹200B›z‹FEFF›x"},
		{"a\u0085b", "a‹0085›b"},
		{"a\x9bb", "a\ufffdb"},
		{"a\u2028b", "a‹2028›b"},
		{"\u0301x", "‹0301›x"},
		{"e\u0301 comb", "e\u0301 comb"},
		{"❤️ heart", "❤ heart"},
		{"👩‍👩‍👧‍👦 family", "👩 family"},
		{"👍🏽", "👍"},
		{"ไทยที่", "ไทยที่"},
		{"𑪉\x0f", "‹11A89›␏"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// No character joins what follows and comes through.
func TestPrepended(t *testing.T) {
	for r := rune(0x80); r < 0x20000; r++ { // Han and private use follow
		if c, _ := ansi.FirstGraphemeCluster(string(r)+"a", ansi.GraphemeWidth); strings.HasSuffix(c, "a") && !hidden(r) {
			t.Errorf("%U joins what follows", r)
		}
	}
}

// safe fails the test if s could reach a terminal's ear, or if terminals with
// and without grapheme clusters would disagree about its columns.
func safe(t *testing.T, in, s string) {
	t.Helper()
	if lipgloss.Width(s) != ansi.StringWidthWc(s) || lipgloss.Width(s) != Width(s) {
		t.Errorf("%q -> %q: widths %d, %d, %d", in, s, lipgloss.Width(s), ansi.StringWidthWc(s), Width(s))
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == 0x2028 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Errorf("%q -> %q: %U comes through", in, s, r)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"❤️\x1b[2Jx", "0\xf5\x1b", "a\tb\u202e", "👩‍👩‍👧‍👦\t", "\x1bPq\x1b\\", "x\u0301\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Text(s)
		safe(t, s, r)
		if again := Text(r); again != r {
			t.Errorf("%q -> %q -> %q: not the same twice", s, r, again)
		}
	})
}

func FuzzFit(f *testing.F) {
	f.Add("src/日本語/cart.ts", 9)
	f.Add("x\u0301abc", 2)
	f.Fuzz(func(t *testing.T, s string, w int) {
		w = max(-1, min(w, 300))
		th := New(0, true)
		for _, r := range []string{th.Fit(Text(s), w), th.FitMiddle(Text(s), w)} {
			if Width(r) != max(0, w) {
				t.Errorf("%q in %d cells: %q has %d", s, w, r, Width(r))
			}
		}
	})
}

func TestFitMiddle(t *testing.T) {
	th := New(0, true)
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"short", 8, "short   "},
		{"https://app.acme.com/assets/index-3f9a1c.js", 24, "…/assets/index-3f9a1c.js"},
		{"https://app.acme.com/assets/index-3f9a1c.js", 30, "…/assets/index-3f9a1c.js      "},
		{"assets/index-3f9a1c.js", 14, "ass…-3f9a1c.js"},
		{"https://app.acme.com/a.js", 5, "http…"},
		{"日本語日本語日本語.js", 10, "日…語.js  "},
	} {
		if got := th.FitMiddle(c.in, c.w); Width(got) != c.w || c.in != "日本語日本語日本語.js" && got != c.want {
			t.Errorf("FitMiddle(%q, %d) = %q, want %q", c.in, c.w, got, c.want)
		}
	}
	if got := th.ASCII().Fit("cut me here", 6); got != "cut m~" {
		t.Errorf("ASCII cut: %q", got)
	}
}

func TestCell(t *testing.T) {
	for _, c := range []struct {
		line      string
		unit, col int
	}{
		{"abc", 0, 0}, {"abc", 2, 2}, {"abc", 9, 3}, {"", 4, 0},
		{"\treturn x", 1, 4}, {"\t\tx", 2, 8}, {"a\tb", 2, 4},
		{"日本x", 2, 4}, {"😀x", 2, 2}, {"é = 1", 2, 2},
		{"a\u202eb", 2, 7}, {"\x1bx", 1, 1},
	} {
		if got := Cell(c.line, c.unit); got != c.col {
			t.Errorf("Cell(%q, %d) = %d, want %d", c.line, c.unit, got, c.col)
		}
	}
}

// BenchmarkText reports how much slower a line with a tab and an accent is
// than one of plain ASCII.
func BenchmarkText(b *testing.B) {
	for name, s := range map[string]string{"ascii": strings.Repeat("const x = 1; ", 10), "mixed": strings.Repeat("const é\t= 1; ", 10)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Text(s)
			}
		})
	}
}
