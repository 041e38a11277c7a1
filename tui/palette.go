package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"symset/theme"
	"symset/tui/rows"
)

// palette finds an action by its name and runs it.
type palette struct {
	*env
	title   string // what is chosen: "Commands"
	none    string // that nothing is called so
	actions []action
	places  func(string) []action // where a text leads
	pasted  func(string) tea.Cmd  // opens a paste that is no text to find; may be nil, or give it
	query   input
	found   []action // what fits the query, best first
	list    rows.Rows
	caret   int
}

func (a *app) openPalette() tea.Cmd {
	p := &palette{env: a.env, title: "Commands", none: "no command is called that", actions: a.all(), places: a.places, pasted: openPasted}
	p.find()
	a.over = append(a.over, p)
	return nil
}

func (p *palette) hints() []action {
	return closeHints(p.theme.Glyphs, action{key: bind("enter", "run")})
}

// find ranks the actions.
func (p *palette) find() {
	p.found = p.actions
	if q := p.query.value(); q != "" {
		titles := make([]string, len(p.actions))
		for i, a := range p.actions {
			titles[i] = a.title + " " + a.key.Help().Desc // the word of the bottom line, too
		}
		p.found = p.places(q)
		for _, m := range fuzzy.Find(q, titles) {
			p.found = append(p.found, p.actions[m.Index])
		}
	}
	p.list.N = len(p.found)
	p.list.To(0)
}

func (p *palette) update(msg tea.Msg) (tea.Cmd, bool) {
	if paste, ok := msg.(tea.PasteMsg); ok && p.pasted != nil {
		if cmd := p.pasted(paste.Content); cmd != nil {
			return cmd, true
		}
	}
	switch keyOf(msg) {
	case "esc":
		return nil, true
	case "enter":
		if p.list.Cursor < len(p.found) {
			return p.found[p.list.Cursor].do(), true
		}
		return nil, false
	}
	if d := scrollBy(msg, p.list.H); d != 0 {
		p.list.Move(d)
	} else if p.query.update(msg) {
		p.find()
	}
	return nil, false
}

func (p *palette) cursor() *tea.Cursor { return tea.NewCursor(p.caret, 1) }

func (p *palette) view(w, h int) string {
	w = min(w-4, 64)
	p.list.Fit(p.list.N, max(1, min(h-4, 12)))
	text, col := p.query.view(w - 2)
	p.caret = 4 + col
	body := []string{p.theme.Accent.Render(": ") + text, theme.Spaces(w)}
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		body = append(body, p.row(p.found[i], w, i == p.list.Cursor))
	}
	if len(p.found) == 0 {
		body = append(body, p.theme.Dim.Render(p.theme.Fit(p.none, w)))
	}
	return frame(p.theme, p.title, "", filled(body, w, p.list.H+2), w)
}

func (p *palette) row(a action, w int, selected bool) string {
	title, style, keys := a.title, theme.Style{}, p.theme.Accent
	if a.off != "" {
		title, style, keys = title+" ("+a.off+")", p.theme.Dim, p.theme.Dim
	}
	mark := marked(p.theme, selected, &style, &keys) + " "
	name := keyNames(p.theme.Glyphs, a.key)
	n := theme.Width(name)
	return style.Render(mark+p.theme.Fit(title, w-n-3)+" ") + keys.Render(name)
}
