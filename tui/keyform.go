package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// A keyForm asks for what signing in with a personal API key takes. The key is
// not shown, nor kept once the form is gone.
type keyForm struct {
	*env
	fields [3]input // PostHog's address, the project's number, the key
	at     int      // the field with the cursor
	yes    func(host, project, key string) tea.Cmd

	caret [2]int
}

var keyFields = [3]string{"PostHog's address", "Project number", "Personal API key"}

// secretField is the field that does not show what is typed.
const secretField = 2

func (f *keyForm) hints() []action {
	word := "next"
	if f.at == secretField {
		word = "sign in"
	}
	return []action{{key: bind("enter", word)}, {key: bind("tab", "move")}, {key: bind("esc", "cancel")}}
}

func (f *keyForm) update(msg tea.Msg) (tea.Cmd, bool) {
	switch keyOf(msg) {
	case "esc":
		return nil, true
	case "tab", "down":
		f.at = (f.at + 1) % len(f.fields)
		return nil, false
	case "shift+tab", "up":
		f.at = (f.at + len(f.fields) - 1) % len(f.fields)
		return nil, false
	case "enter":
		for i := range f.fields { // the next that is empty, the address may be
			if n := (f.at + i) % len(f.fields); n > 0 && f.value(n) == "" {
				f.at = n
				return nil, false
			}
		}
		if f.at < secretField {
			f.at++
			return nil, false
		}
		return f.yes(f.value(0), f.value(1), f.value(2)), true
	}
	f.fields[f.at].update(msg)
	return nil, false
}

func (f *keyForm) value(i int) string { return strings.TrimSpace(f.fields[i].value()) }

func (f *keyForm) cursor() *tea.Cursor { return tea.NewCursor(f.caret[0], f.caret[1]) }

func (f *keyForm) view(w, _ int) string {
	th := f.theme
	w = min(w-4, 66)
	var body []string
	for i, name := range keyFields {
		text, col := f.fields[i].view(w - 24)
		switch {
		case i == secretField:
			n := min(len(f.fields[i].text), w-25)
			text, col = th.Fit(strings.Repeat("*", n), w-24), min(f.fields[i].pos, n)
		case i == 0 && f.fields[i].value() == "" && f.at != 0:
			text = th.Dim.Render(th.Fit("PostHog Cloud US", w-24))
		}
		style := th.Dim
		if i == f.at {
			style, f.caret = theme.Style{}, [2]int{26 + col, 1 + i}
		}
		body = append(body, style.Render(th.Fit(name, 24))+text)
	}
	body = append(body, theme.Spaces(w))
	for _, l := range wrap("The EU's address is https://eu.posthog.com. Keys are made in PostHog's settings, under Personal API keys, with the scopes error_tracking:read, error_tracking:write and query:read.", w) {
		body = append(body, th.Dim.Render(th.Fit(l, w)))
	}
	return frame(th, "Sign in with a key", "", body, w)
}
