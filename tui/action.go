package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// An action is something a person can do here and now.
type action struct {
	id    string         // "trace.editor": stable, for tests and the palette
	key   key.Binding    // keys, and the one or two words of the bottom line; no word: not there
	title string         // the sentence of help and palette
	group string         // its heading in help
	off   string         // why it can't be done now; empty if it can
	run   func() tea.Cmd // on the event loop: quick, no I/O
}

// bind makes the keys of an action. shown and word are what the bottom line
// says of it; an empty word keeps it out.
func bind(shown, word string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, word))
}

// when is why something can't be done; empty where it can.
func when(so bool, why string) string {
	if so {
		return why
	}
	return ""
}

// nothingBack is why esc can't be pressed on the first page of a tab.
const nothingBack = "nothing to go back from; q quits"

// match finds the action that a key stands for.
func match(as []action, k tea.KeyPressMsg) (action, bool) {
	for _, a := range as {
		if key.Matches(k, a.key) {
			return a, true
		}
	}
	return action{}, false
}

// do runs the action, or says why it can't be done.
func (a action) do() tea.Cmd {
	if a.off != "" {
		return say(a.off)
	}
	return a.run()
}

// bottomLine shows the keys of actions as long as there is room; the last
// stands at the right end, always.
func bottomLine(th *theme.Theme, as []action, w int) string {
	last := as[len(as)-1].key.Help()
	end := 1 + theme.Width(last.Key) + 1 + theme.Width(last.Desc) + 1
	var b strings.Builder
	b.WriteString(" ")
	used := 1
	for _, a := range as[:len(as)-1] {
		h := a.key.Help()
		n := theme.Width(h.Key) + 1 + theme.Width(h.Desc) + 2
		if h.Desc == "" || a.off != "" {
			continue
		}
		if used+n+end > w {
			break
		}
		b.WriteString(hint(th, h) + "  ")
		used += n
	}
	if used+end > w {
		return theme.Spaces(w)
	}
	return b.String() + theme.Spaces(w-used-end) + " " + hint(th, last) + " "
}

func hint(th *theme.Theme, h key.Help) string {
	return th.Accent.Render(h.Key) + " " + th.Dim.Render(h.Desc)
}

// keyNames spells the keys of a binding as people do: "↓ j".
func keyNames(g theme.Glyphs, b key.Binding) string {
	names := make([]string, len(b.Keys()))
	arrows := map[string]string{"up": g.Up, "down": g.Down, "left": g.Left, "right": g.Right, "pgdown": "pgdn"}
	for i, k := range b.Keys() {
		if names[i] = arrows[k]; names[i] == "" {
			names[i] = k
		}
	}
	return strings.Join(names, " ")
}
