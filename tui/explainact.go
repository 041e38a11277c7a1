package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/explain"
)

// actions lists what can be done with an explanation, most useful first.
func (p *explainPage) actions() []action {
	g := p.theme.Glyphs
	refs := []symbols.Ref{p.question.ref}
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd { p.scroll(d); return nil }
	}
	page := max(1, p.room())
	return []action{
		{id: "explain.stop", key: bind("esc", "stop", "esc"), title: "Stop asking", group: "Explain", off: p.noStop(), run: p.stop},
		{id: "explain.upload", key: bind("u", "upload", "u"), title: "Upload or replace the file of the symbol set", group: "Mend", off: p.noMend(), run: func() tea.Cmd { return send(mendMsg{refs: refs}) }},
		{id: "explain.match", key: bind("m", "match", "m"), title: "Match it with the builds on this machine", group: "Mend", off: p.noMatch(), run: func() tea.Cmd { return send(matchMsg{refs}) }},
		{id: "explain.command", key: bind("y", "copy command", "y"), title: "Copy the command that mends it", group: "Take along", off: p.noCommand(), run: p.copyCommand},
		{id: "explain.copy", key: bind("Y", "copy all", "Y"), title: "Copy the steps with what they found", group: "Take along", off: p.noText(), run: p.copyText},
		{id: "explain.down", key: bind(g.Up+g.Down, "scroll", "down", "j"), title: "Scroll down", group: "Explain", off: p.noScroll(), run: move(1)},
		{id: "explain.up", key: bind("k", "", "up", "k"), title: "Scroll up", group: "Explain", off: p.noScroll(), run: move(-1)},
		{id: "explain.pagedown", key: bind("pgdn", "", "pgdown", "ctrl+d"), title: "Scroll down a page", group: "Explain", off: p.noScroll(), run: move(page)},
		{id: "explain.pageup", key: bind("pgup", "", "pgup", "ctrl+u"), title: "Scroll up a page", group: "Explain", off: p.noScroll(), run: move(-page)},
		{id: "explain.first", key: bind("g", "", "g", "home"), title: "Go to the first step", group: "Explain", off: p.noScroll(), run: move(-len(p.body))},
		{id: "explain.last", key: bind("G", "", "G", "end"), title: "Go to the last step", group: "Explain", off: p.noScroll(), run: move(len(p.body))},
		{id: "explain.again", key: bind("r", "again", "r"), title: "Take the steps again", group: "Explain", off: p.noAgain(), run: p.begin},
	}
}

func (p *explainPage) noStop() string {
	if !p.work.busy() {
		return "nothing is being asked"
	}
	return ""
}

func (p *explainPage) noMend() string {
	switch {
	case p.project == nil:
		return "symbol sets are PostHog's: sign in with symset login"
	case p.question.ref == "":
		return "this frame names no symbol set"
	}
	return p.noChange()
}

func (p *explainPage) noMatch() string {
	switch {
	case p.project == nil:
		return "symbol sets are PostHog's: sign in with symset login"
	case p.question.ref == "":
		return "this frame names no symbol set"
	}
	return ""
}

func (p *explainPage) noText() string {
	if p.found == nil {
		return "nothing is explained yet"
	}
	return ""
}

func (p *explainPage) noCommand() string {
	if p.found.command() == "" {
		return "no command mends it; Y copies the steps"
	}
	return ""
}

func (p *explainPage) noScroll() string {
	if len(p.body) <= p.room() {
		return "all of it is seen"
	}
	return ""
}

func (p *explainPage) noAgain() string {
	if p.work.busy() {
		return "the steps are being taken"
	}
	return ""
}

func (p *explainPage) copyCommand() tea.Cmd {
	text := clean(p.found.command())
	return tea.Batch(tea.SetClipboard(text), say("copied "+brief(text)))
}

func (p *explainPage) copyText() tea.Cmd {
	return tea.Batch(tea.SetClipboard(p.text()), say("copied the steps"))
}

// text is the explanation for a bug report, without control characters.
func (p *explainPage) text() string {
	var b strings.Builder
	say := func(words ...string) { b.WriteString(clean(strings.Join(words, "")) + "\n") }
	say(p.name())
	say()
	for _, s := range p.found.Steps {
		mark := map[explain.Outcome]string{explain.OK: "ok", explain.Note: "!", explain.Failed: "FAILED"}[s.Outcome]
		if mark == "" {
			mark = "not asked"
		}
		say(stepName(s.Name), " (", mark, "): ", s.Words)
	}
	if p.found.Here != "" {
		say()
		say("On this machine: ", p.found.Here)
	}
	for i, f := range p.found.Fix {
		if i == 0 {
			say()
			say("To mend it:")
		}
		say("- ", f.Do)
		if f.Command != "" {
			say("  ", f.Command)
		}
	}
	return b.String()
}
