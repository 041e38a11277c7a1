package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/waiting"
	"symset/tui/rows"
	"symset/tui/source"
)

// upload is the page that answers: is this the right map, and what will change?
// A file is chosen, what it would do is proved, and only then is it sent.
type upload struct {
	*env
	w, h int
	ref  symbols.Ref

	asking  latest
	subject *subject // nil until it is known
	err     error    // why it is not

	files   picker
	looking latest
	found   []candidate
	looked  bool
	foundOf error // why there are no candidates
	list    rows.Rows
	inList  bool // the candidates have the keys, not the folder

	resting latest // the cursor, before its file is proved
	proving latest
	proved  map[string]proofMsg // by the file's path, before one is chosen
	ranked  bool                // found is in the order of its proofs
	moved   bool                // a person has begun to choose

	step   uploadStep // in narrow terminals: what is seen
	proof  proof
	desk   desk
	frames rows.Rows
	code   source.Pane // of the frame under the cursor
	spin   spinner
}

type uploadStep int

const (
	chooseStep uploadStep = iota
	proveStep
)

// A subject is what is known of the symbol set before anything is sent.
type subject struct {
	set     *symbols.Set    // nil when PostHog has no row
	waits   []waiting.Frame // that wait for it, or were read with it
	present *symbols.Pair   // what PostHog has now, nil when that can't be read
}

// replaces reports whether a file is there that an upload takes the place of.
func (s *subject) replaces() bool { return s != nil && s.set != nil && s.set.HasFile }

// subjectMsg brings it.
type subjectMsg struct {
	req     int
	subject *subject
	err     error
}

// newUpload makes the page. What waits for the set, and which files may fit, is
// asked for unless it is known.
func newUpload(e *env, ref symbols.Ref, wait *waiting.Wait, found []candidate) *upload {
	p := &upload{env: e, ref: ref, inList: true, files: newPicker(), found: found, looked: found != nil}
	if wait != nil {
		p.subject = &subject{waits: wait.Frames}
	}
	return p
}

func (p *upload) title() string { return "Upload for " + briefEnd(string(p.ref)) }

func (p *upload) close() {
	p.asking.stop()
	p.looking.stop()
	p.resting.stop()
	p.proving.stop()
	p.files.work.stop()
	p.proof.work.stop()
	p.desk.work.stop()
}

func (p *upload) resize(w, h int) {
	p.w, p.h = w, h
	p.arrange()
}

func (p *upload) cursor() *tea.Cursor {
	if p.inList || p.step != chooseStep {
		return nil
	}
	return tea.NewCursor(p.files.caret, p.layout().folder.y)
}

// begin asks what there is, what waits, and what of the builds fits.
func (p *upload) begin() tea.Cmd {
	p.err = nil
	ctx, req := p.asking.start(p.env)
	project, sets, ref := p.project, p.sets, p.ref
	var waits []waiting.Frame
	if p.subject != nil {
		waits = p.subject.waits
	}
	ask := func() tea.Msg {
		s, err := subjectOf(ctx, project, sets, ref, waits)
		return subjectMsg{req, s, err}
	}
	start := "."
	if p.local != nil && len(p.local.Folders) > 0 {
		start = p.local.Folders[0]
	}
	return tea.Batch(ask, p.files.open(p.env, start, ""), p.spin.start())
}

func (p *upload) update(msg tea.Msg) tea.Cmd {
	cmd := p.answered(msg)
	p.arrange()
	return tea.Batch(cmd, p.proveNext(), p.askServer(), p.paint())
}

// answered takes what came of the page's own work, and what is typed or pointed.
func (p *upload) answered(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return p.begin()
	case subjectMsg:
		if p.asking.done(msg.req) {
			p.subject, p.err = msg.subject, msg.err
			return tea.Batch(p.heard(msg.err), p.look())
		}
	case candidatesMsg:
		if p.looking.done(msg.req) {
			p.found, p.foundOf, p.looked = msg.found, msg.err, true
			p.inList = len(p.found) > 0
			return p.follow()
		}
	case folderReadMsg:
		if p.files.take(msg) {
			return p.follow()
		}
	case proofMsg:
		if p.proof.take(msg) {
			p.know(p.proof.path, msg)
			p.frames = rows.Rows{}
			return p.heard(nil)
		}
	case serverMsg:
		p.desk.take(msg)
	case paintedMsg:
		p.code.Painted(msg.painting)
	case dueMsg:
		if p.resting.done(msg.req) {
			return p.rested()
		}
	case provedMsg:
		if p.proving.done(msg.req) {
			p.know(msg.path, msg.proofMsg)
		}
	case spinMsg:
		return p.spin.turn(msg, p.busy())
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.typing(msg)
	case tea.MouseMsg:
		return p.point(msg)
	}
	return nil
}

func (p *upload) busy() bool {
	return p.asking.busy() || p.looking.busy() || p.files.work.busy() || p.proof.work.busy() || p.proving.busy() || p.desk.work.busy()
}

// look asks which files of the builds fit; candidatesMsg answers.
func (p *upload) look() tea.Cmd {
	switch {
	case p.looked:
		return p.follow()
	case p.local == nil || p.subject == nil:
		p.looked = true
		p.inList = false
		return nil
	}
	ctx, req := p.looking.start(p.env)
	local, ref, frames := p.local, p.ref, waiting.Captured(p.subject.waits)
	return tea.Batch(p.spin.start(), func() tea.Msg {
		found, err := candidatesFor(ctx, local, ref, frames)
		return candidatesMsg{req, found, err}
	})
}

// current is the file that is chosen, empty when it is none: a folder, nothing.
func (p *upload) current() string {
	if p.inList {
		if p.list.Cursor < len(p.found) {
			return p.found[p.list.Cursor].path
		}
		return ""
	}
	return p.files.file()
}

// follow has the file under the cursor proved where there is room to describe it.
func (p *upload) follow() tea.Cmd {
	path := p.current()
	switch {
	case path == "":
		return nil
	case p.previews():
		return p.resting.after(p.env, restBefore)
	case !p.wide() || path == p.proof.path:
		return nil
	}
	if _, known := p.proved[path]; known {
		return p.prove(path)
	}
	p.proof.drop()
	return p.resting.after(p.env, restBefore)
}

// prove proves a file; proofMsg answers.
func (p *upload) prove(path string) tea.Cmd {
	if p.subject == nil {
		return say("what waits for the symbol set is being read")
	}
	if m, known := p.proved[path]; known {
		p.proof.know(path, m)
		p.frames = rows.Rows{}
		p.arrange()
		return p.paint()
	}
	if p.proving.busy() {
		p.proving.stop() // it goes on after this one
	}
	ref, s := p.ref, p.subject
	return tea.Batch(p.spin.start(), p.proof.begin(p.env, path, func(ctx context.Context) proofMsg {
		return proveFile(ctx, ref, path, waiting.Captured(s.waits), s.present)
	}))
}

// arrange gives the lists the room there is.
func (p *upload) arrange() {
	l := p.layout()
	p.list.Fit(len(p.found), l.found.h)
	p.files.list.Fit(p.files.list.N, l.folder.h-1)
	p.frames.Fit(p.proof.frames(), l.frames.h)
	p.show()
}
