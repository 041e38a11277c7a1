package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
)

func TestMarkdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 80, 24)
		p := traceOf(a)
		p.read[8].Context = &symbols.Context{Before: []string{"before\x1b[2J"}, Line: "\treturn `a`", After: []string{"```", "after"}}
		golden.RequireEqual(t, p.markdown())
	})
	x := testApp(cart(), symbols.Event{Exceptions: []symbols.Exception{{Type: "A*b_c<d>`", Frames: manyFrames(300).Exceptions[0].Frames}}})
	got := traceOf(x).markdown()
	if !strings.HasPrefix(got, "**A\\*b\\_c&lt;d>\\`**\n") || !strings.Contains(got, "\n100 more frames\n") {
		t.Errorf("%.200s … %s", got, got[len(got)-100:])
	}
}
