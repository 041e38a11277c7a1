package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// places are where what was typed or pasted into the palette leads: the parts
// of a project that have that name, a page of PostHog, a file.
func (a *app) places(text string) []action {
	text = strings.TrimSpace(text)
	to := func(title string, msg tea.Msg) action {
		return action{title: title, run: func() tea.Cmd { return send(msg) }}
	}
	var as []action
	if a.project != nil {
		if p, ok := symbols.ReadPage(text); ok {
			return []action{a.page(p)}
		}
		switch {
		case symbols.IsUUID(text):
			as = append(as, to("Open the symbol set "+brief(text), openSetMsg{ref: symbols.Ref(text)}),
				to("Open the exception "+brief(text), openEventMsg{id: text}), to("Go to the issue "+brief(text), openIssueMsg{text}))
		case symbols.Ref(text).IsURL(), strings.Contains(text, "@") && strings.Contains(text, "+"):
			as = append(as, to("Open the symbol set of "+briefEnd(text), openSetMsg{ref: symbols.Ref(text)}))
		}
	}
	if looksLikePath(text) {
		as = append(as, action{title: "Open the file " + briefEnd(text), run: func() tea.Cmd { return openRead(text) }})
	}
	return as
}

// openRead opens the exceptions of a file that is named, or of a pasted text.
func openRead(text string) tea.Cmd {
	return func() tea.Msg {
		events, err := readEvents(text)
		if err != nil {
			return complain(problemOf(err).line())()
		}
		return openTraceMsg{walkOver(events)}
	}
}

// openPasted opens an exception that is pasted, of several lines or JSON. It
// gives nil of other texts.
func openPasted(text string) tea.Cmd {
	if text = strings.TrimSpace(text); strings.Contains(text, "\n") || strings.HasPrefix(text, "{") {
		return openRead(text)
	}
	return nil
}

// paste takes a paste where nothing is being typed: what the palette can go to
// is put there, and an exception, of several lines or JSON, is opened. It
// reports whether the paste was such a thing.
func (a *app) paste(msg tea.PasteMsg) (tea.Cmd, bool) {
	if _, first := a.front().(*welcome); first || a.small() || len(a.over) > 0 || a.front().cursor() != nil {
		return nil, false
	}
	text := strings.TrimSpace(msg.Content)
	if cmd := openPasted(text); cmd != nil {
		return cmd, true
	}
	if a.project != nil && (symbols.IsUUID(text) || symbols.Ref(text).IsURL()) {
		return tea.Batch(a.openPalette(), a.top(tea.PasteMsg{Content: text})), true
	}
	return nil, false
}

// page goes to what a page of PostHog shows.
func (a *app) page(p symbols.Page) action {
	x := action{title: "Go to Symbol sets", run: func() tea.Cmd { return a.show(setsTab) }}
	switch {
	case p.Event != "":
		x = action{title: "Open the exception " + brief(p.Event), run: func() tea.Cmd { return send(openEventMsg{p.Event, p.Issue}) }}
	case p.Issue != "":
		x = action{title: "Go to the issue " + brief(p.Issue), run: func() tea.Cmd { return send(openIssueMsg{p.Issue}) }}
	case p.Issues:
		x = action{title: "Go to Exceptions", run: func() tea.Cmd { return a.show(exceptionsTab) }}
	}
	if err := p.In(a.project.Place()); err != nil {
		x.off = brief(err.Error())
	}
	return x
}

// looksLikePath reports whether text may name a file, without asking for it.
func looksLikePath(text string) bool {
	if symbols.Ref(text).IsURL() {
		return false
	}
	for _, end := range []string{".json", ".jsonl", ".txt", ".log"} {
		if strings.HasSuffix(strings.Trim(text, `'"`), end) {
			return true
		}
	}
	return strings.HasPrefix(text, "/") || strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../")
}
