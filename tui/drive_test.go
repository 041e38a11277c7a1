package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"symset/tui/term"
)

// settle sends a message and all that comes of it, at once and in order, but
// for what only time brings (spinners, toasts). Commands that wait take no time
// inside synctest.Test.
func settle(a *app, msg tea.Msg) {
	queue := []tea.Msg{msg}
	for n := 0; len(queue) > 0 && n < 10_000; n++ {
		_, cmd := a.Update(queue[0])
		queue = append(queue[1:], answers(cmd)...)
	}
}

// answers runs a command.
func answers(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case nil, spinMsg, toastOverMsg, openingLateMsg:
		return nil
	case tea.BatchMsg:
		var out []tea.Msg
		for _, c := range msg {
			out = append(out, answers(c)...)
		}
		return out
	default:
		return []tea.Msg{msg}
	}
}

// settled is an app that has read its event.
func settled(a *app, w, h int) *app {
	a.each(func(p page, _ int) {
		t, ok := p.(*trace)
		if !ok {
			return
		}
		t.spin.on = true // no ticks
		if f, ok := t.lens.stored.(fake); ok {
			f.latency = 0
			t.lens.stored = f
		}
	})
	settle(a, tea.WindowSizeMsg{Width: w, Height: h})
	settle(a, beginMsg{})
	return a
}

func press(a *app, name string) { settle(a, term.Press(name)) }

// split gives the keys of a word that is typed.
func split(s string) []string {
	switch s {
	case "tab", "enter", "esc", "up", "down":
		return []string{s}
	}
	return strings.Split(s, "")
}

// fills fails the test unless the app fills a terminal of each of the sizes.
func fills(t *testing.T, a *app, name string, sizes [][2]int) {
	t.Helper()
	for _, s := range sizes {
		settle(a, tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		exact(t, fmt.Sprint(name, s), a.View().Content, s[0], s[1])
	}
}

// exact fails the test unless s is h lines of w cells, in terminals that know
// grapheme clusters and in those that don't.
func exact(t *testing.T, name, s string, w, h int) {
	t.Helper()
	lines := strings.Split(s, "\n")
	if h == 0 && s == "" {
		return
	}
	if len(lines) != h {
		t.Errorf("%s: %d lines, want %d", name, len(lines), h)
	}
	for i, l := range lines {
		if lipgloss.Width(l) != w || ansi.StringWidthWc(l) != w {
			t.Errorf("%s: line %d has %d cells (%d counted by characters), want %d: %q", name, i, lipgloss.Width(l), ansi.StringWidthWc(l), w, ansi.Strip(l))
			return
		}
	}
}

func traceOf(a *app) *trace { return a.tabs[0].pages[0].(*trace) }
