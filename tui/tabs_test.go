package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/theme"
	"symset/tui/term"
)

// projectApp makes an app of a project at the tests' time.
func projectApp(p *fakeProject) *app {
	e := &env{ctx: context.Background(), theme: theme.New(0, true), now: func() time.Time { return now }, project: p, lens: &lens{stored: cart()}, keeper: keep.New(""), editor: "vim"}
	opts := Options{Project: p, Resolver: cart(), Title: "acme-web"}
	a := newApp(e, opts)
	a.tabs = projectTabs(e)
	return a
}

// Keys and clicks go from tab to tab; what is asked of a page is asked the
// first time it is seen.
func TestTabs(t *testing.T) {
	a, front, back := stubApp()
	settle(a, beginMsg{})
	for _, c := range []struct {
		msg   tea.Msg
		shown int
	}{
		{term.Press("2"), 1}, {term.Press("1"), 0}, {term.Press("3"), 0},
		{tea.MouseClickMsg{X: 78, Y: 0, Button: tea.MouseLeft}, 1},
		{tea.MouseClickMsg{X: 72, Y: 0, Button: tea.MouseLeft}, 0},
		{tea.MouseClickMsg{X: 20, Y: 0, Button: tea.MouseLeft}, 0},
		{tea.MouseClickMsg{X: 78, Y: 0, Button: tea.MouseRight}, 0},
	} {
		a.Update(c.msg)
		if a.shown != c.shown {
			t.Errorf("%+v shows tab %d, want %d:\n%s", c.msg, a.shown, c.shown, firstLine(a))
		}
	}
	if n := strings.Count(strings.Join(front.got, " "), "beginMsg") + strings.Count(strings.Join(back.got, " "), "beginMsg"); n != 2 {
		t.Errorf("the pages began %d times: %v, %v", n, front.got, back.got)
	}
}

func firstLine(a *app) string {
	line, _, _ := strings.Cut(ansi.Strip(a.View().Content), "\n")
	return line
}

// A page that was opened from another has the screen but for the bottom line,
// and esc goes back, one step each.
func TestStack(t *testing.T) {
	a := projectApp(&fakeProject{})
	settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
	settle(a, beginMsg{})
	if got := firstLine(a); got != " symset  acme-web · eu              [1 Sets]  2 Exceptions  3 Build  4 Activity " {
		t.Errorf("the tabs: %q", got)
	}
	settle(a, openTraceMsg{walkOver([]symbols.Event{cartEvent()})})
	settle(a, openSetMsg{ref: "chunk"})
	if n := len(a.tab().pages); n != 3 || a.tabbed() {
		t.Fatalf("%d pages, tabs %v", n, a.tabbed())
	}
	exact(t, "a page that was opened", a.View().Content, 80, 24)
	press(a, "esc")
	if _, ok := a.front().(*trace); !ok {
		t.Errorf("esc shows %T", a.front())
	}
	press(a, "z")
	press(a, "esc")
	if len(a.tab().pages) != 2 {
		t.Error("esc left the page, and had something to undo there")
	}
	press(a, "esc")
	press(a, "esc")
	if len(a.tab().pages) != 1 || !a.tabbed() {
		t.Errorf("%d pages are left", len(a.tab().pages))
	}
}

// Two pages of a kind don't take each other's answers.
func TestAnswersOfTwoPages(t *testing.T) {
	a := projectApp(&fakeProject{})
	settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
	settle(a, openTraceMsg{walkOver([]symbols.Event{cartEvent()})})
	first := a.front().(*trace)
	settle(a, openTraceMsg{walkOver([]symbols.Event{manyFrames(3)})})
	second := a.front().(*trace)
	if first.reading.n == second.reading.n || first.todo != 0 || second.todo != 0 {
		t.Errorf("requests %d and %d, %d and %d frames to do", first.reading.n, second.reading.n, first.todo, second.todo)
	}
}

// TestWindowTitle holds what the terminal's tab says.
func TestWindowTitle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		a.opts.Title = "acme\x1b[2J"
		if got := a.View().WindowTitle; got != "symset · 6 missing · acme␛[2J" {
			t.Errorf("%q", got)
		}
		press(a, "2")
		if got := a.View().WindowTitle; !strings.HasPrefix(got, "symset · Exceptions · ") {
			t.Errorf("%q", got)
		}
		a.end()
	})
}
