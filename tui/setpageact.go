package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// actions lists what can be done with the symbol set, most useful first.
func (p *setPage) actions() []action {
	g := p.theme.Glyphs
	one := func() []*setRow { return []*setRow{p.row} }
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd { p.list.Move(d); return p.look() }
	}
	return []action{
		{id: "set.exception", key: bind("enter", "exception", "enter"), title: "Open the latest exception that has the frame", group: "Frames", off: p.noException(), run: p.openException},
		{id: "set.next", key: bind(g.Up+g.Down, "frame", "down", "j"), title: "Go to the next frame", group: "Frames", off: p.noFrame(), run: move(1)},
		{id: "set.previous", key: bind("k", "", "up", "k"), title: "Go to the frame before", group: "Frames", off: p.noFrame(), run: move(-1)},
		{id: "set.pagedown", key: bind("pgdn", "", "pgdown", "ctrl+d"), title: "Go down a page of frames", group: "Frames", off: p.noFrame(), run: func() tea.Cmd { return move(max(1, p.list.H))() }},
		{id: "set.pageup", key: bind("pgup", "", "pgup", "ctrl+u"), title: "Go up a page of frames", group: "Frames", off: p.noFrame(), run: func() tea.Cmd { return move(-max(1, p.list.H))() }},
		{id: "set.first", key: bind("g", "", "g", "home"), title: "Go to the first frame", group: "Frames", off: p.noFrame(), run: func() tea.Cmd { p.list.To(0); return p.look() }},
		{id: "set.last", key: bind("G", "", "G", "end"), title: "Go to the last frame", group: "Frames", off: p.noFrame(), run: func() tea.Cmd { p.list.To(p.list.N); return p.look() }},
		p.zoomAction("Frames"),
		{id: "set.upload", key: bind("u", "upload", "u"), title: "Upload or replace the file of the symbol set", group: "Mend", off: p.noChange(), run: func() tea.Cmd { return send(mendMsg{refs: []symbols.Ref{p.ref}}) }},
		{id: "set.match", key: bind("m", "match", "m"), title: "Match it with the builds on this machine", group: "Mend", run: func() tea.Cmd { return send(matchMsg{[]symbols.Ref{p.ref}}) }},
		{id: "set.explain", key: bind("x", "explain", "x"), title: "Explain step by step why it is missing", group: "Mend", run: func() tea.Cmd { return send(explainMsg{p.ref, p.explained()}) }},
		{id: "set.delete", key: bind("d", "delete", "d"), title: "Delete the symbol set with its file", group: "Symbol set", off: p.noSet(), run: func() tea.Cmd { return deleteSets(p.env, one()) }},
		{id: "set.download", key: bind("w", "download", "w"), title: "Download the stored file, into the current folder", group: "Symbol set", off: p.noFile(), run: func() tea.Cmd { return downloadSets(p.env, one()) }},
		{id: "set.copy", key: bind("y", "copy", "y"), title: "Copy the reference", group: "Symbol set", run: p.copy},
		{id: "set.posthog", key: bind("o", "PostHog", "o"), title: "Open PostHog's list of symbol sets in the browser", group: "Symbol set",
			run: func() tea.Cmd { return p.browse(p.project.Place().SetURL()) }},
		{id: "set.read", key: bind("r", "", "r"), title: "Read it again", group: "Symbol set", off: p.noReading(), run: p.begin},
	}
}

func (p *setPage) copy() tea.Cmd {
	text := clean(string(p.ref))
	return tea.Batch(tea.SetClipboard(text), say("copied "+briefEnd(text)))
}

// explained is the frame under the cursor, nil when there is none.
func (p *setPage) explained() *symbols.Frame {
	if f := p.frame(); f != nil {
		return f.frame
	}
	return nil
}

func (p *setPage) noFrame() string {
	if p.list.N == 0 {
		return "no frame is listed"
	}
	return ""
}

func (p *setPage) noException() string {
	if p.find.busy() {
		return "an exception is being looked for"
	}
	return ""
}

func (p *setPage) noSet() string {
	if p.readOnly {
		return p.noChange()
	}
	if p.row == nil || p.row.ID == "" {
		return "PostHog has no symbol set of this ref"
	}
	return ""
}

func (p *setPage) noFile() string {
	if p.row == nil || !p.row.HasFile {
		return "there is no file to download"
	}
	return ""
}

func (p *setPage) noReading() string {
	if p.work.busy() {
		return "it is being read"
	}
	return ""
}
