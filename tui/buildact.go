package tui

import (
	"cmp"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	matching "symset/symbols/match"
)

// actions lists what can be done, most useful first.
func (p *build) actions() []action {
	n := len(p.chosen())
	as := []action{
		{id: "build.upload", key: bind("U", fmt.Sprintf("upload %d", n), "U"), title: "Prove and upload all that are chosen", group: "Build", off: cmp.Or(p.noChange(), p.noChosen()), run: func() tea.Cmd { return send(startJobMsg{p.uploadJob()}) }},
		{id: "build.choose", key: bind("space", "choose", "space"), title: "Choose it for the upload, or not", group: "Build", off: p.noBest(), run: p.choose},
		{id: "build.all", key: bind("a", "all that fit", "a"), title: "Choose all that fit, or none", group: "Build", off: p.noRow(), run: p.all},
		{id: "build.open", key: bind("enter", "evidence", "enter"), title: "Prove its file, or choose another one", group: "Build", off: p.noRow(), run: p.open},
		{id: "build.folder", key: bind("c", "folder", "c"), title: "Look through another folder", group: "Build", run: p.askFolder},
		{id: "build.set", key: bind("i", "", "i"), title: "Open the symbol set", group: "Build", off: p.noRow(), run: func() tea.Cmd { return send(openSetMsg{ref: p.current().wanted.Ref}) }},
		{id: "build.explain", key: bind("x", "explain", "x"), title: "Explain step by step why it is missing", group: "Build", off: p.noRow(), run: func() tea.Cmd { return send(explainMsg{ref: p.current().wanted.Ref}) }},
	}
	as = append(as, course{id: "build", group: "List", word: "move", off: p.noRow(), page: p.list.H - 1, all: p.list.N,
		titles: [6]string{"Go to the next symbol set", "Go to the one before", "Go down a page", "Go up a page", "Go to the first", "Go to the last"},
		step:   func(d int) tea.Cmd { p.list.Move(d); return p.follow() }}.actions(p.theme.Glyphs)...)
	return append(as,
		p.zoomAction("List"),
		action{id: "build.read", key: bind("r", "read again", "r"), title: "Read the folders again", group: "Build", off: p.noFolder(), run: p.begin},
		action{id: "build.watch", key: bind("W", p.watchWord(), "W"), title: "Watch the folders for new builds, or stop watching", group: "Build", off: p.noFolders(), run: p.toggleWatch},
		action{id: "build.stop", key: bind("esc", p.stopWord(), "esc"), title: "Stop reading", group: "Build", off: p.noStop(), run: p.stop},
	)
}

func (p *build) choose() tea.Cmd {
	r := p.current()
	r.on = !r.on
	p.list.Move(1)
	return p.follow()
}

// all chooses all that fit; when they are, it chooses none.
func (p *build) all() tea.Cmd {
	on := false
	for _, r := range p.rows {
		on = on || !r.on && !r.sent && r.confidence() >= matching.Likely && r.best() != nil
	}
	for _, r := range p.rows {
		r.on = on && !r.sent && r.confidence() >= matching.Likely && r.best() != nil
	}
	return nil
}

// choicesNow are what the person, or else the confidence, chose of each row.
func (p *build) choicesNow() map[symbols.Ref]bool {
	if p.rows == nil {
		return p.choices // the folders could not be read
	}
	choices := map[symbols.Ref]bool{}
	for _, r := range p.rows {
		if r.best() != nil && !r.sent {
			choices[r.wanted.Ref] = r.on
		}
	}
	return choices
}

// open goes to the upload of the row under the cursor, with its candidates.
func (p *build) open() tea.Cmd {
	r := p.current()
	var found []candidate
	if r.result != nil {
		for _, c := range r.result.Candidates {
			why := c.Confidence.String()
			for _, x := range c.Reasons {
				why += ", " + x
			}
			found = append(found, candidate{path: c.File, why: why})
		}
	}
	return send(mendMsg{refs: []symbols.Ref{r.wanted.Ref}, found: found})
}

// goTo puts the cursor on the first of the refs.
func (p *build) goTo(refs []symbols.Ref) tea.Cmd {
	if len(refs) == 0 {
		return nil
	}
	p.wanted = refs[0]
	if p.report == nil && len(p.folders) > 0 {
		return p.begin()
	}
	for _, r := range p.rows {
		if r.wanted.Ref == refs[0] {
			return p.follow()
		}
	}
	if !p.work.busy() && p.report != nil {
		p.wanted = ""
		return say("nothing is known to be missing for " + briefEnd(string(refs[0])))
	}
	return nil
}

func (p *build) stop() tea.Cmd {
	p.work.stop()
	p.take()
	return say("stopped; r reads again")
}

func (p *build) noChosen() string {
	return when(len(p.chosen()) == 0, "nothing is chosen: space chooses, a chooses all that fit")
}

func (p *build) noRow() string { return when(p.current() == nil, "there is nothing to match") }

func (p *build) noBest() string {
	switch r := p.current(); {
	case r == nil:
		return "there is nothing to match"
	case r.sent:
		return "it was uploaded"
	case r.result == nil:
		return "it is not matched yet"
	case r.best() == nil:
		return r.result.Why
	}
	return ""
}

func (p *build) noFolders() string {
	return when(len(p.folders) == 0, "no folder is known: c names one")
}

func (p *build) noFolder() string {
	if p.work.busy() {
		return "they are being read"
	}
	return p.noFolders()
}

func (p *build) noStop() string { return when(!p.work.busy(), "nothing is being read") }

func (p *build) stopWord() string { return when(p.work.busy(), "stop") }

func (p *build) point(msg tea.MouseMsg) tea.Cmd {
	m, box := msg.Mouse(), p.layout().list
	switch msg.(type) {
	case tea.MouseWheelMsg:
		p.list.Scroll(wheel(m))
	case tea.MouseClickMsg:
		i, ok := clicked(m, &p.list, box, 1)
		if !ok {
			return nil
		}
		again := i == p.list.Cursor
		switch p.list.To(i); {
		case m.X < 8 && p.noBest() == "":
			p.rows[i].on = !p.rows[i].on
		case again:
			return p.open()
		}
		return p.follow()
	}
	return nil
}

func (p *build) askFolder() tea.Cmd {
	return send(overlayMsg{&askFolder{env: p.env, title: "Look through another folder", of: "A folder with a build's files.",
		chosen: func(path string) tea.Cmd { return send(folderChosenMsg{[]string{path}}) }}})
}
