package tui

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	matching "symset/symbols/match"
	"symset/tui/rows"
)

// build is the page that answers: how much of what is missing can be mended at
// once? It matches the builds on this machine with the symbol sets that are
// missing or broken, and uploads those that are chosen.
type build struct {
	*env
	w, h int

	folders []string // that are looked at
	work    latest
	report  *matchReport // what the work has found so far; nil before it began
	err     error

	choices map[symbols.Ref]bool      // of the rows before, where there was something to choose
	sent    map[symbols.Ref]time.Time // what was uploaded, and when

	rows   []*buildRow // what waits for the most frames first
	list   rows.Rows
	here   symbols.Ref // the ref under the cursor
	wanted symbols.Ref // to put the cursor on, when it comes

	watch watch // of the folders, when it is on

	resting latest // the cursor, before its row's file is proved
	proof   proof  // of the file of the row under the cursor, in wide terminals
	spin    spinner
}

// A buildRow is a symbol set that is missing or broken.
type buildRow struct {
	wanted *matching.Wanted
	result *matching.Result // nil until it is known
	on     bool             // to be uploaded
	sent   bool             // it was
}

// best is the candidate that would be uploaded, nil when there is none.
func (r *buildRow) best() *matching.Candidate {
	if r.result == nil || r.result.Chosen < 0 {
		return nil
	}
	return &r.result.Candidates[r.result.Chosen]
}

// confidence is how sure the match is.
func (r *buildRow) confidence() matching.Confidence {
	switch c := r.best(); {
	case c != nil:
		return c.Confidence
	case r.result != nil && len(r.result.Candidates) > 0:
		return matching.Doubtful
	}
	return matching.None
}

// A matchReport is what a match has found so far. The work writes it, the page
// reads it.
type matchReport struct {
	mu      sync.Mutex
	files   int      // minified files in the folders; 0 until they are read
	notes   []string // what of the folders was not read
	wanted  []matching.Wanted
	before  map[symbols.Ref]time.Time // what earlier runs uploaded, and when
	results []matching.Result
	known   bool  // wanted is known
	unheard error // why the frames that wait are not known
}

// matchedMsg says that the match is done.
type matchedMsg struct {
	req int
	err error
}

func newBuild(e *env) *build {
	p := &build{env: e}
	if e.local != nil {
		p.folders = e.local.Folders
	}
	return p
}

func (p *build) title() string       { return "Build" }
func (p *build) cursor() *tea.Cursor { return nil }

func (p *build) close() {
	p.work.stop()
	p.resting.stop()
	p.proof.work.stop()
	p.watch.work.stop()
}

func (p *build) resize(w, h int) {
	p.w, p.h = w, h
	p.arrange()
}

func (p *build) update(msg tea.Msg) tea.Cmd {
	defer p.arrange()
	switch msg := msg.(type) {
	case beginMsg:
		if len(p.folders) > 0 && p.report == nil {
			if p.env.watch {
				p.watch.work.start(p.env)
			}
			return p.begin()
		}
	case matchedMsg:
		if p.work.done(msg.req) {
			p.take()
			p.settle()
			p.arrange()
			if msg.err == nil {
				p.wanted = "" // what is not there now does not come
			}
			p.err = msg.err
			return tea.Batch(p.heard(msg.err), p.report.warn(), p.follow())
		}
	case spinMsg:
		if msg.of == &p.spin {
			p.take()
			return tea.Batch(p.spin.turn(msg, p.work.busy() || p.proof.work.busy()), p.follow())
		}
	case proofMsg:
		p.proof.take(msg)
	case dueMsg:
		if p.resting.done(msg.req) && p.current() != nil {
			return p.prove()
		}
	case matchMsg:
		return p.goTo(msg.refs)
	case looked:
		return p.looked(msg)
	case lookAgainMsg:
		if p.watch.work.is(msg.req) {
			return p.look(msg.req)
		}
	case folderChosenMsg:
		p.folders, p.rows = msg.folders, nil
		return p.begin()
	case setsChangedMsg:
		p.changed(msg)
	case tea.MouseMsg:
		return p.point(msg)
	}
	return nil
}

// take takes in what the work has found since.
func (p *build) take() {
	if p.report == nil {
		return
	}
	p.report.mu.Lock()
	defer p.report.mu.Unlock()
	if p.report.known && p.rows == nil {
		p.rows = make([]*buildRow, len(p.report.wanted))
		for i := range p.report.wanted {
			w := &p.report.wanted[i]
			at, sent := p.sent[w.Ref]
			if !sent {
				at, sent = p.report.before[w.Ref]
			}
			p.rows[i] = &buildRow{wanted: w, sent: sent && !w.Latest.After(at)} // frames that came before wait for ever
		}
		slices.SortStableFunc(p.rows, func(a, b *buildRow) int {
			return cmp.Or(cmp.Compare(b.wanted.Waiting, a.wanted.Waiting), strings.Compare(string(a.wanted.Ref), string(b.wanted.Ref)))
		})
	}
	if len(p.report.results) == 0 {
		return
	}
	by := make(map[symbols.Ref]*buildRow, len(p.rows))
	for _, r := range p.rows {
		by[r.wanted.Ref] = r
	}
	for i := range p.report.results {
		if r := by[p.report.results[i].Wanted.Ref]; r != nil && r.result == nil {
			r.result = &p.report.results[i]
			r.on = r.confidence() == matching.Sure && !r.sent
			if on, chosen := p.choices[r.wanted.Ref]; chosen {
				r.on = on && r.best() != nil && !r.sent
			}
		}
	}
	p.report.results = nil
}

// settle brings what can be mended to the front, when all is known. The cursor
// stays on its row, unless it was never moved.
func (p *build) settle() {
	if p.list.Cursor == 0 {
		p.here = ""
	}
	slices.SortStableFunc(p.rows, func(a, b *buildRow) int { return cmp.Compare(b.order(), a.order()) })
}

// order is how much there is to do about a row.
func (r *buildRow) order() int {
	if r.best() != nil {
		return 2
	}
	return min(int(r.confidence()), 1)
}

// arrange gives the list its room, and keeps the cursor on its row.
func (p *build) arrange() {
	p.list.Fit(len(p.rows), p.layout().list.h)
	if p.wanted != "" {
		p.here = p.wanted
	}
	for i, r := range p.rows {
		if r.wanted.Ref == p.here && p.here != "" {
			if i != p.list.Cursor || p.wanted == p.here {
				p.list.To(i)
			}
			if p.wanted == p.here {
				p.wanted = ""
			}
			return
		}
	}
}

// current is the row under the cursor, nil when there is none.
func (p *build) current() *buildRow {
	if p.list.Cursor >= len(p.rows) {
		return nil
	}
	return p.rows[p.list.Cursor]
}

// changed takes note of what was uploaded.
func (p *build) changed(msg setsChangedMsg) {
	if p.sent == nil {
		p.sent = map[symbols.Ref]time.Time{}
	}
	refs := msg.refs()
	for _, ref := range refs {
		if delete(p.sent, ref); !msg.undone && slices.Contains(msg.changed, ref) {
			p.sent[ref] = p.now()
		}
	}
	for _, r := range p.rows {
		if slices.Contains(refs, r.wanted.Ref) {
			_, r.sent = p.sent[r.wanted.Ref]
			r.on = false
		}
	}
}

// chosen are the rows that would be uploaded.
func (p *build) chosen() (out []*buildRow) {
	for _, r := range p.rows {
		if r.on && !r.sent && r.best() != nil {
			out = append(out, r)
		}
	}
	return out
}

// counts counts the rows by how they match, and those not known yet; what was
// uploaded is no longer missing.
func (p *build) counts() (fit, doubt, none, open int) {
	for _, r := range p.rows {
		switch {
		case r.sent:
		case r.result == nil:
			open++
		case r.confidence() >= matching.Likely:
			fit++
		case r.confidence() == matching.Doubtful:
			doubt++
		default:
			none++
		}
	}
	return fit, doubt, none, open
}
