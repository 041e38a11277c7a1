package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// actions lists what can be done with the symbol set, most useful first.
func (p *setPage) actions() []action {
	one := func() []*setRow { return []*setRow{p.row} }
	as := []action{
		{id: "set.exception", key: bind("enter", "exception", "enter"), title: "Open the latest exception that has the frame", group: "Frames", off: p.noException(), run: p.openException},
	}
	as = append(as, course{id: "set", group: "Frames", word: "frame", off: p.noFrame(), page: p.list.H, all: p.list.N,
		titles: [6]string{"Go to the next frame", "Go to the frame before", "Go down a page of frames", "Go up a page of frames", "Go to the first frame", "Go to the last frame"},
		step:   func(d int) tea.Cmd { p.list.Move(d); return p.look() }}.actions(p.theme.Glyphs)...)
	return append(as,
		p.zoomAction("Frames"),
		action{id: "set.upload", key: bind("u", "upload", "u"), title: "Upload or replace the file of the symbol set", group: "Mend", off: p.noChange(), run: func() tea.Cmd { return send(mendMsg{refs: []symbols.Ref{p.ref}}) }},
		action{id: "set.match", key: bind("m", "match", "m"), title: "Match it with the builds on this machine", group: "Mend", run: func() tea.Cmd { return send(matchMsg{[]symbols.Ref{p.ref}}) }},
		action{id: "set.explain", key: bind("x", "explain", "x"), title: "Explain step by step why it is missing", group: "Mend", run: func() tea.Cmd { return send(explainMsg{ref: p.ref, frame: p.explained()}) }},
		action{id: "set.delete", key: bind("d", "delete", "d"), title: "Delete the symbol set with its file", group: "Symbol set", off: p.noSet(), run: func() tea.Cmd { return deleteSets(p.env, one()) }},
		action{id: "set.download", key: bind("w", "download", "w"), title: "Download the stored file into the current folder", group: "Symbol set", off: p.noFile(), run: func() tea.Cmd { return downloadSets(p.env, one()) }},
		action{id: "set.copy", key: bind("y", "copy", "y"), title: "Copy the reference", group: "Symbol set", run: func() tea.Cmd { return copyLine(string(p.ref)) }},
		action{id: "set.posthog", key: bind("o", "PostHog", "o"), title: "Open PostHog's list of symbol sets in the browser", group: "Symbol set",
			run: func() tea.Cmd { return p.browse(p.project.Place().SetURL()) }},
		action{id: "set.read", key: bind("r", "", "r"), title: "Read it again", group: "Symbol set", off: p.noReading(), run: p.begin},
	)
}

// explained is the frame under the cursor, nil when there is none.
func (p *setPage) explained() *symbols.Frame {
	if f := p.frame(); f != nil {
		return &f.Frame
	}
	return nil
}

func (p *setPage) noFrame() string { return when(p.list.N == 0, "no frame is listed") }

func (p *setPage) noException() string {
	return when(p.find.busy(), "an exception is being looked for")
}

func (p *setPage) noSet() string {
	if p.readOnly {
		return p.noChange()
	}
	if p.row == nil || p.row.ID == "" {
		return "PostHog has no symbol set with this ref"
	}
	return ""
}

func (p *setPage) noFile() string {
	return when(p.row == nil || !p.row.HasFile, "there is no file to download")
}

func (p *setPage) noReading() string { return when(p.work.busy(), "it is being read") }
