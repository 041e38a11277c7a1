package tui

import (
	"cmp"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	fitness "symset/symbols/fit"
	"symset/symbols/preflight"
	"symset/tui/rows"
)

// actions lists what can be done, most useful first.
func (p *upload) actions() []action {
	g := p.theme.Glyphs
	back := action{id: "upload.back", key: bind("esc", p.backWord(), "esc"), title: "One step back; nothing is sent", group: "Upload", run: p.back}
	commit := action{id: "upload.send", key: bind("U", p.verb(), "U"), title: "Send the file and its map to PostHog", group: "Upload", off: cmp.Or(p.noChange(), p.noSend()), run: p.send}
	prove := action{id: "upload.prove", key: bind("enter", "preflight", "enter"), title: "Open the folder, or prove the file", group: "File", off: p.noFile(), run: p.enter}
	files := []action{
		{id: "upload.next", key: bind(g.Up+g.Down, "move", "down"), title: "Go to the next file", group: "File", run: func() tea.Cmd { return p.move(1) }},
		{id: "upload.previous", key: bind(g.Up, "", "up"), title: "Go to the file before", group: "File", run: func() tea.Cmd { return p.move(-1) }},
		{id: "upload.pagedown", key: bind("pgdn", "", "pgdown"), title: "Go down a page", group: "File", run: func() tea.Cmd { return p.move(10) }},
		{id: "upload.pageup", key: bind("pgup", "", "pgup"), title: "Go up a page", group: "File", run: func() tea.Cmd { return p.move(-10) }},
		{id: "upload.side", key: bind("tab", p.sideWord(), "tab"), title: "Go to the candidates, or to the folder", group: "File", run: p.side},
		{id: "upload.hidden", key: bind("ctrl+h", "", "ctrl+h", "alt+h"), title: "Show hidden files, or not", group: "File", run: p.turnHidden},
	}
	frames := []action{
		{id: "upload.frame", key: bind("J/K", "frame", "J", "shift+down"), title: "Go to the next frame", group: "Preflight", off: p.noFrames(), run: func() tea.Cmd { p.frames.Move(1); return p.paint() }},
		{id: "upload.frameback", key: bind("K", "", "K", "shift+up"), title: "Go to the frame before", group: "Preflight", off: p.noFrames(), run: func() tea.Cmd { p.frames.Move(-1); return p.paint() }},
		{id: "upload.again", key: bind("r", "", "r"), title: "Ask and look again", group: "Upload", run: p.again},
	}
	if r := p.proof.report; r != nil && r.Outcome() == fitness.Mismatch {
		frames = append(frames, action{id: "upload.override", key: bind("", ""), title: "Send it against the verdict", group: "Upload", off: cmp.Or(p.noChange(), p.noOverride()), run: p.override})
	}
	switch {
	case p.cursor() != nil:
		return append([]action{prove}, append(files, back)...)
	case p.step == proveStep && p.w < twoPanes:
		return append([]action{commit}, append(frames, back)...)
	}
	return append(append([]action{prove, commit}, files...), append(frames, back)...)
}

// typing takes keys while a file's name is typed.
func (p *upload) typing(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.PasteMsg); ok {
		if cmd := p.files.paste(p.env, m.Content); cmd != nil {
			p.inList = false
			return cmd
		}
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		if a, ok := match(p.actions(), k); ok {
			return a.do()
		}
		if k.String() == "backspace" && p.files.query.value() == "" {
			return p.files.up(p.env)
		}
	}
	if p.inList || !p.files.query.update(msg) {
		return nil
	}
	p.files.narrow()
	return p.follow()
}

func (p *upload) move(d int) tea.Cmd {
	p.moved = true
	if p.inList {
		p.list.Move(d)
	} else {
		p.files.list.Move(d)
	}
	return p.follow()
}

func (p *upload) side() tea.Cmd {
	p.inList, p.moved = !p.inList && len(p.found) > 0, true
	return p.follow()
}

func (p *upload) turnHidden() tea.Cmd {
	p.files.hidden = !p.files.hidden
	p.files.narrow()
	return p.follow()
}

// enter opens a folder, or proves a file; in narrow terminals the proof takes
// the screen.
func (p *upload) enter() tea.Cmd {
	if !p.inList {
		if cmd := p.files.enter(p.env); cmd != nil {
			return cmd
		}
	}
	path := p.current()
	if path == "" {
		return nil
	}
	p.moved = true
	p.step = proveStep
	if path == p.proof.path {
		return nil
	}
	return p.prove(path)
}

// back is one step: the proof, what was typed, the page.
func (p *upload) back() tea.Cmd {
	switch {
	case p.step == proveStep && p.w < twoPanes:
		p.step = chooseStep
		return nil
	case p.files.query.value() != "" && !p.inList:
		p.files.query = input{}
		p.files.narrow()
		return p.follow()
	}
	return send(backMsg{})
}

func (p *upload) again() tea.Cmd {
	p.proof.drop()
	p.proving.stop()
	p.desk.drop()
	p.looked, p.proved, p.ranked, p.moved = false, nil, false, false
	return p.begin()
}

// override asks for the file's name before it is sent against the verdict.
func (p *upload) override() tea.Cmd {
	name := filepath.Base(p.proof.local.source)
	return send(overlayMsg{&typed{env: p.env, title: "Send it against the verdict", want: name, word: "send",
		text: []string{"The map does not belong to the file: frames read with it will show wrong places. Type the name of the file to send it all the same:", "", brief(name)},
		yes:  p.begun}})
}

// starts counts the frames that would read and do not now.
func (p *upload) starts() (n int) {
	if p.proof.report == nil {
		return 0
	}
	for i := range p.proof.report.Frames {
		if p.proof.report.Frames[i].Change == preflight.Starts {
			n++
		}
	}
	return n
}

func (p *upload) verb() string {
	if p.subject.replaces() {
		return "replace"
	}
	return "upload"
}

// noSend is why nothing can be sent now.
func (p *upload) noSend() string {
	r := p.proof.report
	switch {
	case p.proof.work.busy():
		return "the file is being proved"
	case p.subject == nil:
		return "what PostHog has is not known yet"
	case r == nil && p.proof.err != nil:
		return problemOf(p.proof.err).what
	case r == nil && p.proved[p.current()].err != nil:
		return problemOf(p.proved[p.current()].err).what
	case r == nil && p.proved[p.current()].report != nil:
		return "enter shows all of its proof first"
	case r == nil && p.current() != "":
		return "enter proves the file first"
	case r == nil:
		return "choose a file first"
	case r.Outcome() == fitness.Mismatch:
		return "the map belongs to another file; : override sends it all the same"
	}
	return cmp.Or(r.Stops(), p.noUse())
}

func (p *upload) noOverride() string {
	r := p.proof.report
	switch {
	case r == nil:
		return "no file is proved"
	case p.subject == nil:
		return "what PostHog has is not known yet"
	}
	return cmp.Or(r.Stops(), p.noUse())
}

func (p *upload) noFile() string {
	return when(p.current() == "" && (p.inList || p.files.entry() == nil), "no file is chosen")
}

func (p *upload) noFrames() string { return when(p.frames.N == 0, "no frame is listed") }

func (p *upload) backWord() string {
	if p.step == proveStep && p.w < twoPanes {
		return "other file"
	}
	return "cancel"
}

func (p *upload) sideWord() string {
	if p.inList {
		return "folder"
	}
	return "candidates"
}

func (p *upload) point(msg tea.MouseMsg) tea.Cmd {
	m, l := msg.Mouse(), p.layout()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch {
		case l.frames.has(m.X, m.Y):
			p.frames.Scroll(wheel(m))
		case l.found.has(m.X, m.Y):
			p.list.Scroll(wheel(m))
		default:
			p.files.list.Scroll(wheel(m))
		}
	case tea.MouseClickMsg:
		p.moved = true
		if i, ok := clicked(m, &p.frames, l.frames, 1); ok {
			p.frames.To(i)
			return nil
		}
		inside := rect{l.folder.x, l.folder.y + 1, l.folder.w, l.folder.h - 1} // below its path
		for _, c := range []struct {
			list   *rows.Rows
			box    rect
			inList bool
		}{{&p.list, l.found, true}, {&p.files.list, inside, false}} {
			i, ok := clicked(m, c.list, c.box, 1)
			if !ok {
				continue
			}
			again := p.inList == c.inList && i == c.list.Cursor
			p.inList = c.inList
			if c.list.To(i); again {
				return p.enter()
			}
			return p.follow()
		}
	}
	return nil
}
