package tui

import (
	"net/url"
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
		switch kind, id := posthogPage(text); kind {
		case "issue":
			return []action{to("Go to the issue "+brief(id), openIssueMsg{id})}
		case "event":
			return []action{to("Open the exception "+brief(id), openEventMsg{id: id})}
		case "sets":
			return []action{{title: "Go to Symbol sets", run: func() tea.Cmd { return a.show(setsTab) }}}
		}
		switch {
		case isUUID(text):
			as = append(as, to("Open the symbol set "+brief(text), openSetMsg{ref: symbols.Ref(text)}),
				to("Open the exception "+brief(text), openEventMsg{id: text}), to("Go to the issue "+brief(text), openIssueMsg{text}))
		case isURL(symbols.Ref(text)), strings.Contains(text, "@") && strings.Contains(text, "+"):
			as = append(as, to("Open the symbol set of "+briefEnd(text), openSetMsg{ref: symbols.Ref(text)}))
		}
	}
	if looksLikePath(text) {
		as = append(as, action{title: "Open the file " + briefEnd(text), run: func() tea.Cmd {
			return func() tea.Msg {
				events, err := readEvents(text)
				if err != nil {
					return complain(err.Error())()
				}
				return openTraceMsg{walkOver(events)}
			}
		}})
	}
	return as
}

// looksLikePath reports whether text may name a file, without asking for it.
func looksLikePath(text string) bool {
	if isURL(symbols.Ref(text)) {
		return false
	}
	for _, end := range []string{".json", ".jsonl", ".txt", ".log"} {
		if strings.HasSuffix(strings.Trim(text, `'"`), end) {
			return true
		}
	}
	return strings.HasPrefix(text, "/") || strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../")
}

// posthogPage reads the address of a page of PostHog's error tracking: that of
// an issue, of an event within one, or of the symbol sets.
func posthogPage(text string) (kind, id string) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", ""
	}
	_, rest, ok := strings.Cut(u.Path, "/error_tracking")
	if !ok {
		return "", ""
	}
	id = strings.Trim(rest, "/")
	query := u.Query()
	switch {
	case strings.HasPrefix(id, "configuration") || strings.Contains(query.Get("tab"), "symbol-sets"):
		return "sets", ""
	case isUUID(query.Get("event")):
		return "event", query.Get("event")
	case isUUID(id):
		return "issue", id
	}
	return "", ""
}
