package tui

import (
	"os"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
	"symset/tui/files"
)

// folderChosenMsg says which folders are to be looked through.
type folderChosenMsg struct{ folders []string }

// askFolder asks for a folder: typed, pasted or dropped.
type askFolder struct {
	*env
	title, of string // of the dialog, and what the folder is of
	chosen    func(path string) tea.Cmd
	in        input
	bad       string // why there is none yet, or why what was typed can't be used; safe
	caret     int
}

func (a *askFolder) hints() []action {
	return []action{{key: bind("enter", "look through it")}, {key: bind("esc", "cancel")}}
}

func (a *askFolder) update(msg tea.Msg) (tea.Cmd, bool) {
	switch keyOf(msg) {
	case "esc":
		return nil, true
	case "enter":
		text := a.in.value()
		home, _ := os.UserHomeDir() // without one ~ is no folder
		path, ok := files.Pasted(text, ".", home)
		if !ok {
			a.bad = "that is not a path"
			return nil, false
		}
		return a.chosen(path), true
	}
	if a.in.update(msg) {
		a.bad = ""
	}
	return nil, false
}

func (a *askFolder) cursor() *tea.Cursor { return tea.NewCursor(a.caret, 2) }

func (a *askFolder) view(w, h int) string {
	w = min(w-4, 66)
	text, col := a.in.view(w - 2)
	a.caret = 4 + col
	body := []string{a.theme.Fit(a.of+" Type, paste or drop it.", w), a.theme.Accent.Render("> ") + text, a.theme.Bad.Render(a.theme.Fit(a.bad, w))}
	if a.bad == "" {
		body[2] = theme.Spaces(w)
	}
	return frame(a.theme, a.title, "", body, w)
}
