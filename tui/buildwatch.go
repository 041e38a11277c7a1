package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/bundle"
)

// lookEvery is how long a watch rests between two looks at the folders. A build
// that has come to its end looks the same twice.
const lookEvery = 2 * time.Second

// A watch notices that folders are built again. It tells of it, and leaves it to
// the person to read them: nothing moves by itself under the cursor.
type watch struct {
	work    latest
	matched bundle.Stamp // of the folders as they were when reading them began, or watching
	last    bundle.Stamp // when they were looked at last
	known   bool         // matched is
	rebuilt bool         // they have changed since, and are quiet again
}

// looked is what the folders look like now.
type looked struct {
	req   int
	stamp bundle.Stamp
	err   error
}

// lookAgainMsg says that it is time for another look.
type lookAgainMsg struct{ req int }

func (p *build) toggleWatch() tea.Cmd {
	if p.watch.work.busy() {
		p.watch.work.stop()
		p.watch.rebuilt = false
		return say("the folders are not watched any more")
	}
	return tea.Batch(p.watchAnew(), say("watching the folders: a new build is told here"))
}

// watchAnew takes the folders as they are now for known.
func (p *build) watchAnew() tea.Cmd {
	_, req := p.watch.work.start(p.env)
	p.watch.known, p.watch.rebuilt = false, false
	return p.look(req)
}

// look looks at the folders; looked answers.
func (p *build) look(req int) tea.Cmd {
	ctx, folders := p.watch.work.ctx, p.folders
	return func() tea.Msg {
		stamp, err := bundle.Stamped(ctx, folders...)
		return looked{req, stamp, err}
	}
}

func (p *build) looked(msg looked) tea.Cmd {
	w := &p.watch
	if !w.work.is(msg.req) {
		return nil
	}
	switch {
	case msg.err != nil: // it is tried again
	case !w.known:
		w.known, w.matched, w.last = true, msg.stamp, msg.stamp
	default:
		if quiet := msg.stamp == w.last; quiet {
			w.rebuilt = msg.stamp != w.matched
		}
		w.last = msg.stamp
	}
	return tea.Tick(lookEvery, func(time.Time) tea.Msg { return lookAgainMsg{msg.req} })
}

func (p *build) watchWord() string {
	if p.watch.work.busy() {
		return "don't watch"
	}
	return "watch"
}

// watchNote is what the headline says of the watch.
func (p *build) watchNote() string {
	switch {
	case p.watch.rebuilt:
		return "rebuilt " + p.theme.Glyphs.Dot + " r  "
	case p.watch.work.busy():
		return "watched  "
	}
	return ""
}
