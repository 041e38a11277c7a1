package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"symset/tui/term"
)

func TestInput(t *testing.T) {
	for _, c := range []struct {
		keys   []string
		want   string
		cursor int
	}{
		{[]string{"a", "b", "c"}, "abc", 3},
		{[]string{"a", "b", "left", "x"}, "axb", 2},
		{[]string{"a", "b", "home", "x", "end", "y"}, "xaby", 4},
		{[]string{"a", "backspace", "backspace", "b"}, "b", 1},
		{[]string{"a", " ", "b", "c", "ctrl+w"}, "a ", 2},
		{[]string{"a", "b", "left", "ctrl+u"}, "b", 0},
		{[]string{"日", "本", "left", "left", "left", "right"}, "日本", 2},
		{[]string{"up", "enter", "tab"}, "", 0},
	} {
		var in input
		for _, k := range c.keys {
			in.update(term.Press(k))
		}
		if _, cursor := in.view(20); in.value() != c.want || cursor != c.cursor {
			t.Errorf("%v: %q, cursor %d, want %q, %d", c.keys, in.value(), cursor, c.want, c.cursor)
		}
	}
	var in input
	in.update(tea.PasteMsg{Content: "one\x1b[2J\ntwo" + strings.Repeat("x", 2*maxTyped)})
	if in.value() != "one[2J" {
		t.Errorf("pasted %q", in.value())
	}
	in.update(tea.PasteMsg{Content: strings.Repeat("日", 2*maxTyped)})
	if text, cursor := in.view(10); len(in.text) != maxTyped || cursor > 9 || cursor < 8 || len([]rune(strings.TrimSpace(text))) > 5 {
		t.Errorf("a long text: %d characters, %q, cursor %d", len(in.text), text, cursor)
	}
}
