package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// toastTime is how long the outcome of an action stays on the bottom line.
// Errors stay until a key.
const toastTime = 4 * time.Second

// undoTime is that of an outcome that can be undone.
const undoTime = 8 * time.Second

// toastMsg asks the app to tell the outcome of an action.
type toastMsg struct {
	text string // safe
	bad  bool
	undo *deed // what z undoes as long as the toast is shown; nil: nothing
}

// toastOverMsg says that toast n has been seen long enough.
type toastOverMsg struct{ n int }

// say tells something in passing. text may come from strangers.
func say(text string) tea.Cmd {
	text = theme.Text(text)
	return func() tea.Msg { return toastMsg{text: text} }
}

// complain tells what went wrong.
func complain(text string) tea.Cmd {
	text = theme.Text(text)
	return func() tea.Msg { return toastMsg{text: text, bad: true} }
}

// toast is what the bottom line tells in passing.
type toast struct {
	toastMsg
	n    int
	next []toastMsg // what waits until an error was read
}

// show takes a new one and sees to it that it goes away.
func (t *toast) show(m toastMsg) tea.Cmd {
	if t.bad && t.text != "" {
		t.next = append(t.next, m)
		return nil
	}
	t.n++
	t.toastMsg = m
	if m.bad {
		return nil
	}
	n, long := t.n, toastTime
	if m.undo != nil {
		long = undoTime
	}
	return tea.Tick(long, func(time.Time) tea.Msg { return toastOverMsg{n} })
}

// over ends toast n, if it is still that one, and shows what has waited for it.
func (t *toast) over(n int) tea.Cmd {
	if n != t.n {
		return nil
	}
	t.toastMsg = toastMsg{}
	if len(t.next) == 0 {
		return nil
	}
	m := t.next[0]
	t.next = t.next[1:]
	return t.show(m)
}

// leave takes off what was said of the page that was left, but an error.
func (t *toast) leave() {
	if !t.bad {
		t.toastMsg = toastMsg{}
	}
}

// view draws it on as many lines as [sentence] allows: what matters may stand at
// its end.
func (t *toast) view(th *theme.Theme, w int) string {
	if t.bad {
		return joinLines(sentence(th, w, th.Glyphs.Bad, th.Bad, t.text))
	}
	key, word := "", ""
	if t.undo != nil {
		key, word = " z", " undo "
	}
	side := len(key + word)
	lines := sentence(th, w-side, th.Glyphs.Hint, th.Good, t.text)
	for i := range lines[:len(lines)-1] {
		lines[i] += theme.Spaces(side)
	}
	return joinLines(lines) + th.Accent.Render(key) + th.Dim.Render(word)
}
