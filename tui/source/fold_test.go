package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"symset/theme"
)

func TestFold(t *testing.T) {
	line := "let a=1;function b(c){return c.d.e.f.g+1}var x={y:1,z:2};throw new Error(x);"
	p := Pane{W: 60, H: 12}
	p.Show(Fold("js", []string{"'use strict';", line, ""}, Where{First: 7, Line: 8, Column: strings.Index(line, "Error") + 1}, 30))
	got := drawn(&p)
	for i, l := range got {
		if at := strings.Index(l, "▲"); at >= 0 {
			if c := theme.Slice(got[i-1], theme.Width(l[:at]), theme.Width(l[:at])+5); c != "Error" {
				t.Errorf("the mark is under %q:\n%s", c, strings.Join(got, "\n"))
			}
		}
	}
	if !strings.HasPrefix(got[0], "    7  'use") || !strings.HasPrefix(got[1], "    8  let a=1;") {
		t.Errorf("numbers:\n%s", strings.Join(got, "\n"))
	}
}

// The pieces are the lines, and the mark is under the marked character.
func FuzzFold(f *testing.F) {
	f.Add("let a=1;function b(){}", 9, 20)
	f.Add("日本語😀;{}", 6, 3)
	f.Fuzz(func(t *testing.T, line string, column, width int) {
		line, _, _ = strings.Cut(strings.ToValidUTF8(line, ""), "\n")
		line = strings.TrimRight(line, "\r") // of which Fold takes one for the line's end
		units := 0
		for _, r := range line {
			units += utf8.RuneLen(r)/4 + 1
		}
		column, width = 1+max(0, min(column, units)), min(width, 200)
		d := Fold("js", []string{line}, Where{First: 1, Line: 1, Column: column}, width)
		if got := strings.Join(d.lines, ""); got != line {
			t.Fatalf("%q became %q", line, got)
		}
		if d.mark < 0 || d.column < 0 {
			t.Fatalf("%q: no mark at column %d", line, column)
		}
		before := strings.Join(d.lines[:d.mark], "")
		rest := column - 1
		for _, r := range before {
			rest -= utf8.RuneLen(r)/4 + 1
		}
		if rest < 0 || len(d.lines[d.mark]) <= longLine && d.column != theme.Cell(d.lines[d.mark], rest) {
			t.Errorf("%q at %d: line %d, cell %d", line, column, d.mark, d.column)
		}
	})
}
