package source

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"symset/theme"
)

func TestWindow(t *testing.T) {
	spans := func(texts ...string) (out []theme.Span) {
		for _, s := range texts {
			out = append(out, theme.Span{Text: s})
		}
		return out
	}
	for _, c := range []struct {
		spans   []theme.Span
		left, w int
		want    string
	}{
		{spans("abc", "def"), 0, 8, "abcdef  "},
		{spans("abc", "def"), 0, 6, "abcdef"},
		{spans("abc", "def"), 0, 5, "abcd…"},
		{spans("abc", "def"), 2, 3, "…d…"},
		{spans("abc", "def"), 2, 4, "…def"},
		{spans("abc"), 5, 4, "…   "},
		{spans(), 5, 4, "    "},
		{spans("日本", "語"), 0, 5, "日本…"},
		{spans("日本", "語"), 0, 4, "日 …"},
		{spans("日本語"), 1, 5, "…本語"},
		{spans("日本語"), 2, 5, "… 語 "},
		{spans("abc"), 0, 0, ""},
	} {
		if got := window(plain, c.spans, c.left, c.w); got != c.want {
			t.Errorf("window(%v, %d, %d) = %q, want %q", c.spans, c.left, c.w, got, c.want)
		}
	}
}

func TestHighlight(t *testing.T) {
	th := theme.New(colorprofile.TrueColor, true)
	in := []theme.Span{{Text: "ab", Style: th.Good}, {Text: "cdef", Style: th.Bad}}
	marked := func(st theme.Style) theme.Style { return st.On(th.Match) }
	for _, c := range []struct {
		at   []int
		want []theme.Span
	}{
		{nil, in},
		{[]int{1, 3}, []theme.Span{{Text: "a", Style: th.Good}, {Text: "b", Style: marked(th.Good)}, {Text: "c", Style: marked(th.Bad)}, {Text: "def", Style: th.Bad}}},
		{[]int{0, 1, 5, 6}, []theme.Span{{Text: "a", Style: marked(th.Good)}, {Text: "b", Style: th.Good}, {Text: "cde", Style: th.Bad}, {Text: "f", Style: marked(th.Bad)}}},
	} {
		if got := theme.Join(Highlight(th, in, c.at, false)); got != theme.Join(c.want) {
			t.Errorf("%v: %q", c.at, got)
		}
	}
	if got := theme.Join(Highlight(th, in, []int{0, 2}, true)); !strings.HasPrefix(got, th.Title.On(th.Match).Render("ab")) {
		t.Errorf("the current one: %q", got)
	}
}

func FuzzWindow(f *testing.F) {
	f.Add("a日b\tc", 2, 4)
	f.Fuzz(func(t *testing.T, s string, left, w int) {
		left, w = max(0, min(left, 300)), max(0, min(w, 300))
		text := theme.Text(s)
		if got := window(plain, []theme.Span{{Text: text}}, left, w); theme.Width(got) != w {
			t.Errorf("window(%q, %d, %d) = %q: %d cells", text, left, w, got, theme.Width(got))
		}
	})
}
