package tui

import (
	"fmt"
	"strings"
	"testing"

	"symset/theme"
)

func TestRule(t *testing.T) {
	th := theme.New(0, true)
	for _, c := range []struct {
		w    int
		want string
	}{
		{40, "── name ── more ───────────── tab: k ──"},
		{24, "── name ── more ────────"},
		{12, "── name ────"},
		{8, "── n… ──"},
	} {
		got := rule(th, c.w, "name", "more", "tab: k")
		if theme.Width(got) != c.w || c.w != 40 && got != c.want || !strings.HasPrefix(got, c.want[:10]) {
			t.Errorf("%d cells: %q, want %q", c.w, got, c.want)
		}
	}
	for w := 6; w < 60; w++ {
		if got := rule(th, w, "日本語の名前", "more about it", "key"); theme.Width(got) != w {
			t.Errorf("%d cells: %q has %d", w, got, theme.Width(got))
		}
	}
}

func TestFrameBox(t *testing.T) {
	th := theme.New(0, true)
	for _, title := range []string{"", "Title", strings.Repeat("long ", 20)} {
		box := frame(th, title, title, []string{theme.Spaces(20), theme.Spaces(20)}, 20)
		exact(t, "box "+title, box, 24, 4)
	}
	top := 5
	if got := scrolled([]string{"a", "b", "c"}, &top, 1, 2); top != 1 || fmt.Sprint(got) != "[b c]" {
		t.Errorf("scrolled past the end: %d, %v", top, got)
	}
	top = -3
	if got := scrolled([]string{"a"}, &top, 1, 2); top != 0 || fmt.Sprint(got) != "[a  ]" {
		t.Errorf("few lines: %d, %q", top, got)
	}
}

func TestFitBox(t *testing.T) {
	for _, s := range []string{"", "a", "a\nb\nc\nd", strings.Repeat("日", 40), "\x1b[31mred\x1b[m"} {
		exact(t, s, fit(s, 7, 3), 7, 3)
	}
}
