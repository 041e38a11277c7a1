package tui

import (
	"context"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"symset/theme"
	"symset/tui/term"
)

// stub is a page that writes down what it gets.
type stub struct {
	name   string
	got    []string
	typing bool
	size   [2]int
	off    string
}

func (s *stub) title() string { return s.name }
func (s *stub) actions() []action {
	return []action{{id: "stub.go", key: bind("x", "go", "x"), title: "Go", group: "Stub", off: s.off,
		run: func() tea.Cmd { s.got = append(s.got, "go"); return nil }}}
}
func (s *stub) resize(w, h int) { s.size = [2]int{w, h} }
func (s *stub) update(msg tea.Msg) tea.Cmd {
	s.got = append(s.got, strings.TrimPrefix(fmt.Sprintf("%T", msg), "tea."))
	return nil
}
func (s *stub) view() string { return s.name }
func (s *stub) cursor() *tea.Cursor {
	if s.typing {
		return tea.NewCursor(1, 1)
	}
	return nil
}
func (s *stub) close() {}

// lid is an overlay that ends with a key and may open another as it does.
type lid struct {
	got  int
	next *lid
	app  *app
}

func (l *lid) update(tea.Msg) (tea.Cmd, bool) {
	l.got++
	if l.next != nil {
		l.app.over = append(l.app.over, l.next)
	}
	return nil, true
}
func (l *lid) hints() []action      { return closeHints(theme.New(0, true).Glyphs) }
func (l *lid) view(w, h int) string { return "lid" }
func (l *lid) cursor() *tea.Cursor  { return tea.NewCursor(2, 0) }

func stubApp() (*app, *stub, *stub) {
	front, back := &stub{name: "front"}, &stub{name: "back"}
	a := newApp(&env{ctx: context.Background(), theme: theme.New(0, true), now: func() time.Time { return now }}, Options{},
		&tab{name: "Front", short: "F", pages: []page{front}}, &tab{name: "Back", short: "B", pages: []page{back}})
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	front.got, back.got = nil, nil
	return a, front, back
}

func TestRoute(t *testing.T) {
	type answerMsg struct{}
	for _, c := range []struct {
		name        string
		prepare     func(a *app, front *stub)
		msg         tea.Msg
		front, back []string
	}{
		{"an action's key", nil, term.Press("x"), []string{"go"}, nil},
		{"another key", nil, term.Press("y"), nil, nil},
		{"a key while typing", func(_ *app, f *stub) { f.typing = true }, term.Press("x"), []string{"KeyPressMsg"}, nil},
		{"a global key while typing", func(_ *app, f *stub) { f.typing = true }, term.Press("?"), []string{"KeyPressMsg"}, nil},
		{"a key under an overlay", func(a *app, _ *stub) { a.over = []overlay{&lid{}} }, term.Press("x"), nil, nil},
		{"a key that is off", func(_ *app, f *stub) { f.off = "not now" }, term.Press("x"), nil, nil},
		{"a key on a small screen", func(a *app, _ *stub) { a.w = 20 }, term.Press("x"), nil, nil},
		{"a paste", nil, tea.PasteMsg{Content: "x"}, []string{"PasteMsg"}, nil},
		{"a paste under an overlay", func(a *app, _ *stub) { a.over = []overlay{&lid{}} }, tea.PasteMsg{}, nil, nil},
		{"a click", nil, tea.MouseClickMsg{Y: 1}, []string{"MouseClickMsg"}, nil},
		{"the wheel on a small screen", func(a *app, _ *stub) { a.h = 3 }, tea.MouseWheelMsg{}, nil, nil},
		{"an answer", nil, answerMsg{}, []string{"tui.answerMsg"}, []string{"tui.answerMsg"}},
		{"an answer under an overlay", func(a *app, _ *stub) { a.over = []overlay{&lid{}} }, answerMsg{}, []string{"tui.answerMsg"}, []string{"tui.answerMsg"}},
		{"a size", nil, tea.WindowSizeMsg{Width: 90, Height: 30}, []string{"WindowSizeMsg"}, []string{"WindowSizeMsg"}},
		{"a background", nil, tea.BackgroundColorMsg{Color: color.White}, []string{"BackgroundColorMsg"}, []string{"BackgroundColorMsg"}},
		{"a toast", nil, toastMsg{text: "done"}, nil, nil},
	} {
		a, front, back := stubApp()
		if c.prepare != nil {
			c.prepare(a, front)
		}
		a.Update(c.msg)
		if !slices.Equal(front.got, c.front) || !slices.Equal(back.got, c.back) {
			t.Errorf("%s: front got %v, back %v", c.name, front.got, back.got)
		}
	}
}

func TestAppSizeAndTheme(t *testing.T) {
	a, front, back := stubApp()
	a.Update(tea.WindowSizeMsg{Width: 90, Height: 30})
	if want := [2]int{90, 28}; front.size != want || back.size != want {
		t.Errorf("pages of %v and %v", front.size, back.size)
	}
	a.ascii = true
	a.Update(tea.ColorProfileMsg{Profile: colorprofile.ANSI256})
	a.Update(tea.BackgroundColorMsg{Color: color.White})
	if a.theme.Dark || a.theme.Profile != colorprofile.ANSI256 || a.theme.Glyphs.Rule != "-" {
		t.Errorf("theme: dark %v, %v, rule %q", a.theme.Dark, a.theme.Profile, a.theme.Glyphs.Rule)
	}
	if v := a.View(); !v.AltScreen || v.MouseMode != tea.MouseModeCellMotion || v.WindowTitle != "symset - front" || v.Cursor != nil {
		t.Errorf("view: %+v", v)
	}
	front.typing = true
	if v := a.View(); v.Cursor == nil || v.Cursor.X != 1 || v.Cursor.Y != 2 {
		t.Errorf("cursor of the page: %+v", v.Cursor)
	}
	a.over = []overlay{&lid{}}
	if v := a.View(); v.Cursor == nil || v.Cursor.X != (90-3)/2+2 || v.Cursor.Y != (30-1)/3 {
		t.Errorf("cursor of the overlay: %+v", v.Cursor)
	}
}

// An overlay that opens another as it ends goes, and the other stays.
func TestOverlayOpensOverlay(t *testing.T) {
	a, _, _ := stubApp()
	second := &lid{}
	first := &lid{app: a, next: second}
	a.over = []overlay{first}
	a.Update(term.Press("x"))
	if len(a.over) != 1 || a.over[0] != overlay(second) {
		t.Errorf("left: %v", a.over)
	}
	a.Update(overlayMsg{&lid{}})
	a.Update(term.Press("x"))
	a.Update(term.Press("x"))
	if len(a.over) != 0 || second.got != 1 {
		t.Errorf("left: %v, the lower one got %d keys", a.over, second.got)
	}
}
