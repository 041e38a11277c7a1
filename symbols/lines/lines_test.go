package lines

import (
	"strings"
	"testing"
	"unicode/utf16"

	"symset/symbols/sourcemap"
)

func TestText(t *testing.T) {
	text := New([]byte("a\nbö𝒳c\r\n\rlast"))
	for _, c := range []struct {
		line, column, offset int
		ok                   bool
	}{
		{0, 0, 0, true}, {0, 1, 1, true}, {0, 2, 0, false},
		{1, 0, 2, true}, {1, 1, 3, true}, {1, 2, 5, true},
		{1, 3, 5, true}, // inside the pair of surrogates: the character's first byte
		{1, 4, 9, true}, {1, 5, 10, true}, {1, 6, 0, false},
		{2, 0, 12, true}, {2, 1, 0, false},
		{3, 0, 13, true}, {3, 4, 17, true}, {3, 5, 0, false},
		{4, 0, 0, false}, {-1, 0, 0, false}, {0, -1, 0, false},
	} {
		got, ok := text.Offset(sourcemap.Position{Line: c.line, Column: c.column})
		if ok != c.ok || ok && got != c.offset {
			t.Errorf("Offset(%d:%d) = %d, %v; want %d, %v", c.line, c.column, got, ok, c.offset, c.ok)
		}
	}
	if got := text.Len(); got != 4 {
		t.Errorf("%d lines, want 4", got)
	}
	if got := string(text.Line(1)); got != "bö𝒳c" {
		t.Errorf("line 1 is %q", got)
	}
	if got := text.Width(1); got != 5 {
		t.Errorf("line 1 is %d units wide, want 5", got)
	}
	if text.Line(9) != nil || text.Width(9) != 0 {
		t.Error("a line that is not there has a text")
	}
}

func TestCode(t *testing.T) {
	for src, want := range map[string]int{
		"": 0, "// only\n\n": 0, "a()": 3, "a()\n": 3, "a();//x\n//# sourceMappingURL=a.js.map\n\n": 7, "a()\r\n  //# debugId=1\n": 3,
	} {
		if got := New([]byte(src)).Code(); got != want {
			t.Errorf("the code of %q ends at %d, want %d", src, got, want)
		}
	}
}

// Every column of long lines of mixed characters, both ways, against the
// standard library's UTF-16.
func TestLongLines(t *testing.T) {
	lines := []string{strings.Repeat("aé漢𝒳;", 300), "", strings.Repeat("x", 700), strings.Repeat("𝒳", 200)}
	for _, src := range []string{strings.Join(lines, "\n"), strings.Repeat("y", 1000) + "\n" + lines[0]} {
		text := New([]byte(src))
		start := 0
		for i, line := range strings.Split(src, "\n") {
			column := 0
			for at, r := range line {
				p := sourcemap.Position{Line: i, Column: column}
				if got, ok := text.Offset(p); !ok || got != start+at {
					t.Fatalf("Offset(%v) = %d, %v; want %d", p, got, ok, start+at)
				}
				if got := text.Position(start + at); got != p {
					t.Fatalf("Position(%d) = %v; want %v", start+at, got, p)
				}
				column += utf16.RuneLen(r)
			}
			start += len(line) + 1
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("a\nb\xffö\r𝒳"))
	f.Fuzz(func(t *testing.T, src []byte) {
		src = src[:min(len(src), 2000)]
		text := New(src)
		for i := 0; i < text.Len(); i++ {
			for c := 0; c <= text.Width(i); c++ {
				p := sourcemap.Position{Line: i, Column: c}
				at, ok := text.Offset(p)
				if !ok || at < 0 || at > len(src) {
					t.Fatalf("Offset(%v) = %d, %v", p, at, ok)
				}
				if back := text.Position(at); back.Line != i || back.Column > c {
					t.Fatalf("Offset(%v) = %d, which is %v", p, at, back)
				}
			}
		}
	})
}

// One character that is not ASCII makes a text wide, wherever it stands.
func TestWide(t *testing.T) {
	for i := range 100 {
		text := New([]byte(strings.Repeat("x", i) + "é" + strings.Repeat("x", 99-i)))
		if offset, ok := text.Offset(sourcemap.Position{Column: 100}); !ok || offset != 101 {
			t.Errorf("with an é at %d, column 100 is at byte %d", i, offset)
		}
	}
}
