package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// help lists what can be done here, by group; typing narrows it.
type help struct {
	*env
	actions []action
	filter  input
	top, h  int // the first visible line; how many there were
	caret   int
}

func (a *app) openHelp() tea.Cmd {
	a.over = append(a.over, &help{env: a.env, actions: grouped(a.all())})
	return nil
}

func (x *help) hints() []action {
	return closeHints(x.theme.Glyphs, action{key: bind("type", "to filter")})
}

func (x *help) update(msg tea.Msg) (tea.Cmd, bool) {
	switch keyOf(msg) {
	case "esc":
		if x.filter.value() == "" {
			return nil, true
		}
		x.filter, x.top = input{}, 0
		return nil, false
	case "?", "enter":
		return nil, true
	}
	if d := scrollBy(msg, x.h); d != 0 {
		x.top += d
	} else if x.filter.update(msg) {
		x.top = 0
	}
	return nil, false
}

func (x *help) cursor() *tea.Cursor { return tea.NewCursor(x.caret, 1) }

func (x *help) view(w, h int) string {
	w = min(w-4, 74)
	lines := x.lines(w)
	text, col := x.filter.view(w - 2)
	x.h, x.caret = max(1, min(h-4, len(lines))), 4+col
	body := append([]string{x.theme.Accent.Render("/ ") + text, theme.Spaces(w)}, scrolled(lines, &x.top, w, x.h)...)
	foot := ""
	if len(lines) > x.h {
		foot = "more: " + x.theme.Glyphs.Up + x.theme.Glyphs.Down
	}
	return frame(x.theme, "Keys", foot, body, w)
}

// grouped puts the actions of a group together, groups in the order in which
// they begin, but for the app's own: that is the last action's, and comes last.
func grouped(as []action) []action {
	var out, own []action
	last := as[len(as)-1].group
	seen := map[string]bool{last: true}
	for _, a := range as {
		if a.group == last {
			own = append(own, a)
		}
	}
	for _, first := range as {
		for _, a := range as {
			if a.group == first.group && !seen[first.group] {
				out = append(out, a)
			}
		}
		seen[first.group] = true
	}
	return append(out, own...)
}

// lines draws the list.
func (x *help) lines(w int) []string {
	var out []string
	group := ""
	for _, a := range x.actions {
		keys := keyNames(x.theme.Glyphs, a.key)
		if !contains(keys+" "+a.title+" "+a.group, x.filter.value()) {
			continue
		}
		if a.group != group {
			if group != "" {
				out = append(out, theme.Spaces(w))
			}
			group = a.group
			out = append(out, x.theme.Strong.Render(x.theme.Fit(group, w)))
		}
		style, title := theme.Style{}, a.title
		if a.off != "" {
			style, title = x.theme.Dim, title+": "+theme.Text(a.off)
		}
		for i, part := range wrap(title, w-18) {
			if i > 0 {
				keys = ""
			}
			out = append(out, x.theme.Accent.Render(x.theme.Fit("  "+keys, 18))+style.Render(x.theme.Fit(part, w-18)))
		}
	}
	if len(out) == 0 {
		out = append(out, x.theme.Dim.Render(x.theme.Fit("no key does that; esc shows all", w)))
	}
	return out
}

// contains reports whether every word of query is in s, whatever the case.
func contains(s, query string) bool {
	s = strings.ToLower(s)
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}
