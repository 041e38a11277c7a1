package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/explain"
)

// actions lists what can be done with an explanation, most useful first.
func (p *explainPage) actions() []action {
	refs := []symbols.Ref{p.question.ref}
	as := []action{
		{id: "explain.stop", key: bind("esc", "stop", "esc"), title: "Stop asking", group: "Explain", off: p.noStop(), run: p.stop},
		{id: "explain.upload", key: bind("u", "upload", "u"), title: "Upload or replace the file of the symbol set", group: "Mend", off: p.noMend(), run: func() tea.Cmd { return send(mendMsg{refs: refs}) }},
		{id: "explain.match", key: bind("m", "match", "m"), title: "Match it with the builds on this machine", group: "Mend", off: p.noMatch(), run: func() tea.Cmd { return send(matchMsg{refs}) }},
		{id: "explain.command", key: bind("y", "copy command", "y"), title: "Copy the command that mends it", group: "Take along", off: p.noCommand(), run: p.copyCommand},
		{id: "explain.copy", key: bind("Y", "copy all", "Y"), title: "Copy the steps with what they found", group: "Take along", off: p.noText(), run: p.copyText},
	}
	as = append(as, course{id: "explain", group: "Explain", word: "scroll", off: p.noScroll(), page: p.room(), all: len(p.body),
		titles: [6]string{"Scroll down", "Scroll up", "Scroll down a page", "Scroll up a page", "Go to the first step", "Go to the last step"},
		step:   func(d int) tea.Cmd { p.scroll(d); return nil }}.actions(p.theme.Glyphs)...)
	return append(as,
		action{id: "explain.again", key: bind("r", "again", "r"), title: "Take the steps again", group: "Explain", off: p.noAgain(), run: p.begin})
}

func (p *explainPage) noStop() string { return when(!p.work.busy(), "nothing is being asked") }

func (p *explainPage) noMend() string { return cmp.Or(p.noMatch(), p.noChange()) }

func (p *explainPage) noMatch() string {
	if p.project == nil {
		return setsArePostHogs
	}
	return when(p.question.ref == "", "this frame names no symbol set")
}

func (p *explainPage) noText() string { return when(p.found == nil, "nothing is explained yet") }

func (p *explainPage) noCommand() string {
	return when(p.found.command() == "", "no command mends it; Y copies the steps")
}

func (p *explainPage) noScroll() string { return when(len(p.body) <= p.room(), "all of it is visible") }

func (p *explainPage) noAgain() string { return when(p.work.busy(), "the steps are being taken") }

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
		mark := cmp.Or(map[explain.Outcome]string{explain.OK: "ok", explain.Note: "!", explain.Failed: "FAILED"}[s.Outcome], "not asked")
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
