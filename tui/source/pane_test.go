package source

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"symset/theme"
)

var plain = theme.New(colorprofile.NoTTY, true)

// drawn is the pane's lines without the spaces at their ends.
func drawn(p *Pane) []string {
	out := p.View(plain)
	for i := range out {
		out[i] = strings.TrimRight(out[i], " ")
	}
	return out
}

func numbered(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d", i+1)
	}
	return lines
}

func TestView(t *testing.T) {
	long := strings.Repeat("abcdefghij", 5)
	for _, c := range []struct {
		name  string
		w, h  int
		lines []string
		at    Where
		want  []string
	}{
		{"marked", 30, 5, numbered(3), Where{First: 10, Line: 11, Column: 6, Note: "here"}, []string{"   10  line 1", " ▸ 11  line 2", "            ▲ here", "   12  line 3", ""}},
		{"no mark", 30, 2, numbered(3), Where{First: 1}, []string{"    1  line 1", "    2  line 2"}},
		{"no column", 30, 3, numbered(2), Where{First: 1, Line: 2}, []string{"    1  line 1", " ▸  2  line 2", ""}},
		{"a line that is not there", 30, 1, numbered(1), Where{First: 1, Line: 9, Column: 2}, []string{"    1  line 1"}},
		{"tabs", 30, 2, []string{"\tab"}, Where{First: 1, Line: 1, Column: 3}, []string{" ▸  1      ab", "            ▲"}},
		{"wide characters", 30, 2, []string{"日本x"}, Where{First: 1, Line: 1, Column: 3}, []string{" ▸  1  日本x", "           ▲"}},
		{"a pair of surrogates", 30, 2, []string{"😀x"}, Where{First: 1, Line: 1, Column: 3}, []string{" ▸  1  😀x", "         ▲"}},
		{"what is shown as a mark", 30, 2, []string{"a\u202eb"}, Where{First: 1, Line: 1, Column: 3}, []string{" ▸  1  a‹202E›b", "              ▲"}},
		{"column past the end", 30, 2, []string{"ab"}, Where{First: 1, Line: 1, Column: 99}, []string{" ▸  1  ab", "         ▲"}},
		{"cut around the column", 27, 3, []string{long, long}, Where{First: 1, Line: 1, Column: 41}, nil},
		{"note on the left", 27, 2, []string{"0123456789012345"}, Where{First: 1, Line: 1, Column: 16, Note: "reading x"}, []string{" ▸  1  0123456789012345", "            reading x ▲"}},
		{"carriage return", 20, 1, []string{"a\r"}, Where{First: 1}, []string{"    1  a"}},
		{"large numbers", 30, 1, numbered(1), Where{First: 123456, Line: 123456}, []string{" ▸ 123456  line 1"}},
		{"hardly any room", 6, 2, numbered(2), Where{First: 1, Line: 1, Column: 1}, []string{" ▸  1", ""}},
	} {
		p := Pane{W: c.w, H: c.h}
		p.Show(New("x.ts", c.lines, c.at))
		got := drawn(&p)
		if c.want == nil { // the line is cut so that the column stands at three fifths
			if got[0] != " ▸  1  "+window(plain, []theme.Span{{Text: long}}, 40-20*3/5, 20) || strings.Index(got[1], "▲") != 7+20*3/5 {
				t.Errorf("%s: %q", c.name, got)
			}
			continue
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		for _, l := range p.View(plain) {
			if theme.Width(l) != c.w {
				t.Errorf("%s: %d cells: %q", c.name, theme.Width(l), l)
			}
		}
	}
}

// However long the line, the mark stands under the right character.
func TestLongLine(t *testing.T) {
	for _, column := range []int{0, 1, 239, 240, 241, 499, 500, 70_000, 99_999} {
		line := []rune(strings.Repeat("日x", 50_000))
		line[column] = '#'
		p := Pane{W: 80, H: 3}
		p.Show(New("x.js", []string{string(line)}, Where{First: 1, Line: 1, Column: column + 1}))
		got := p.View(plain)
		at := ansi.StringWidth(got[1][:strings.Index(got[1], "▲")])
		if c := theme.Slice(got[0], at, at+1); c != "#" {
			t.Errorf("column %d: the mark is under %q:\n%s\n%s", column, c, got[0], got[1])
		}
	}
}

func TestScroll(t *testing.T) {
	p := Pane{W: 40, H: 10}
	p.Show(New("x.ts", numbered(100), Where{First: 1, Line: 50, Column: 1}))
	if got := drawn(&p); got[5] != " ▸  50  line 50" {
		t.Errorf("the marked line is not in the middle: %q", got)
	}
	p.Scroll(1000)
	if got := drawn(&p); got[9] != "   100  line 100" {
		t.Errorf("scrolled to the end: %q", got[9])
	}
	p.Scroll(-1000)
	if got := drawn(&p); got[0] != "     1  line 1" {
		t.Errorf("scrolled to the start: %q", got[0])
	}
	p.Home()
	if p.Top() != 44 {
		t.Errorf("home is at line index %d", p.Top())
	}
	p.Scroll(10)
	if p.Top() != 53 {
		t.Errorf("below the mark, the top is line index %d", p.Top())
	}
	p.Resize(40, 20)
	if p.Top() != 53 {
		t.Errorf("a resize moved the code to %d", p.Top())
	}
	p.Home()
	p.Resize(40, 4)
	if got := drawn(&p); got[2] != " ▸  50  line 50" {
		t.Errorf("a resize lost the marked line: %q", got)
	}
}

func TestSideways(t *testing.T) {
	p := Pane{W: 17, H: 3}
	p.Show(New("x.ts", []string{"abcdefghijklmno", "short", ""}, Where{First: 1}))
	p.Sideways(4)
	if got := drawn(&p); got[0] != "    1  …fghijklm…" || got[1] != "    2  …" || got[2] != "    3" {
		t.Errorf("moved by 4: %q", got)
	}
	p.Sideways(-100)
	if got := drawn(&p); got[0] != "    1  abcdefghi…" {
		t.Errorf("moved back: %q", got[0])
	}
	p = Pane{W: 17, H: 2}
	p.Show(New("x.ts", []string{"abcdefghijklmnopqrstuvwxyz"}, Where{First: 1, Line: 1, Column: 26}))
	p.Sideways(-100)
	if got := drawn(&p); got[0] != " ▸  1  abcdefghi…" || got[1] != "" {
		t.Errorf("the marked line, moved back to its start: %q", got)
	}
}

func TestFind(t *testing.T) {
	d := New("x.ts", []string{"Item item", "none", "\titems", "ITEM"}, Where{First: 1})
	for query, want := range map[string][]int{"item": {0, 2, 3}, "Item": {0}, "": nil, "zzz": nil, "    items": {2}} {
		if got := d.Find(context.Background(), query); !slices.Equal(got, want) {
			t.Errorf("Find(%q) = %v, want %v", query, got, want)
		}
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if got := d.Find(ended, "item"); got != nil {
		t.Errorf("Find after its context ended: %v", got)
	}
	many := New("x.ts", slices.Repeat([]string{"x"}, maxHits+5), Where{First: 1})
	if got := many.Find(context.Background(), "x"); len(got) != maxHits {
		t.Errorf("%d hits", len(got))
	}
}

func TestGoto(t *testing.T) {
	lines := numbered(100)
	lines[80] = strings.Repeat(".", 60) + "needle"
	p := Pane{W: 40, H: 10}
	p.Show(New("x.ts", lines, Where{First: 1, Line: 3, Column: 1}))
	p.Seek("needle")
	p.Goto(80)
	if got := strings.Join(drawn(&p), "\n"); !strings.Contains(got, "needle") || !strings.Contains(got, " 81  …") {
		t.Errorf("the hit is out of sight:\n%s", got)
	}
	styled := theme.New(colorprofile.TrueColor, true)
	if got := strings.Join(p.View(styled), "\n"); !strings.Contains(got, styled.Title.On(styled.Match).Render("needle")) {
		t.Errorf("the hit is not marked: %q", got)
	}
}

func TestPaint(t *testing.T) {
	th := theme.New(colorprofile.TrueColor, true)
	lines := append([]string{"/* a comment", "that goes on */"}, numbered(200)...)
	d := New("x.ts", lines, Where{First: 1, Line: 2})
	p := Pane{W: 60, H: 5}
	p.Show(d)
	from, to, ok := p.Need(th)
	if !ok || from != 0 || to != 10 {
		t.Fatalf("needs %d to %d, %v", from, to, ok)
	}
	p.Painted(Paint(th, d, 1, to))
	if _, _, ok := p.Need(th); !ok {
		t.Error("line 1 is not painted, but not needed either")
	}
	p.Painted(Paint(th, d, from, to))
	if _, _, ok := p.Need(th); ok {
		t.Error("needs what it has")
	}
	if got := p.View(th)[1]; ansi.Strip(got) == got[:len(ansi.Strip(got))] || !strings.Contains(got, "\x1b[2;3m") && !strings.Contains(got, "3;38;2;139;148;158m") {
		t.Errorf("the comment's second line is not a comment: %q", got)
	}
	if _, _, ok := p.Need(theme.New(colorprofile.TrueColor, false)); !ok {
		t.Error("another theme needs no paint")
	}
	p.Scroll(50)
	if from, to, ok := p.Need(th); !ok || from != 45 || to != 60 {
		t.Errorf("scrolled, it needs %d to %d, %v", from, to, ok)
	}
	p.Painted(Paint(th, New("x.ts", lines, Where{First: 1}), 45, 60))
	if _, _, ok := p.Need(th); !ok {
		t.Error("took the paint of another source")
	}
	long := New("x.js", slices.Repeat([]string{strings.Repeat("a=1;", 200)}, 500), Where{First: 1})
	if got := Paint(th, long, 0, 500); len(got.lines) > paintBytes/longLine+1 {
		t.Errorf("painted %d long lines at once", len(got.lines))
	}
}

// Colours are asked for once, unless the source was another meanwhile: then what
// was painted did not come.
func TestWork(t *testing.T) {
	th := theme.New(colorprofile.TrueColor, true)
	a, b := New("x.ts", numbered(200), Where{First: 1}), New("y.ts", numbered(200), Where{First: 1})
	p := Pane{W: 60, H: 5}
	if p.Work(th) != nil {
		t.Error("a pane without a source asks for colours")
	}
	p.Show(a)
	work := p.Work(th)
	if work == nil || p.Work(th) != nil {
		t.Fatal("asks never, or twice")
	}
	p.Show(b)
	p.Painted(work())
	if p.Show(a); p.Work(th) == nil {
		t.Error("does not ask again for what did not come")
	}
	p.Painted(work())
	if p.Work(th) != nil {
		t.Error("asks for what it has")
	}
	if p.Scroll(50); p.Work(th) == nil {
		t.Error("does not ask for what was scrolled to")
	}
}
