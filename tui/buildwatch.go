package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/bundle"
)

// lookEvery is how long a watch rests between two looks at the folders. A build
// that has come to its end looks the same twice.
const lookEvery = 2 * time.Second

// restsOfLook is how many times as long as a look a watch rests at least: a
// twentieth of one processor is what large folders may cost.
const restsOfLook = 20

// A watch notices that folders are built again. It says so, and leaves it to
// the person to read them: nothing moves by itself under the cursor.
type watch struct {
	work    latest
	matched bundle.Stamp // of the folders as they were when reading them began, or watching
	last    bundle.Stamp // when they were looked at last
	known   bool         // matched is
	rebuilt bool         // they have changed since, and are quiet again
	emptied bool         // what they had is gone, as at the beginning of a build
}

// looked is what the folders look like now.
type looked struct {
	req   int
	stamp bundle.Stamp
	took  time.Duration
	err   error
}

// lookAgainMsg says that it is time for another look.
type lookAgainMsg struct{ req int }

func (p *build) toggleWatch() tea.Cmd {
	if p.watch.work.busy() {
		p.watch.work.stop()
		p.watch.rebuilt, p.watch.emptied = false, false
		return say("the folders are no longer watched")
	}
	return tea.Batch(p.watchAnew(), say("watching the folders: new builds are announced here"))
}

// watchAnew takes the folders as they are now for known.
func (p *build) watchAnew() tea.Cmd {
	_, req := p.watch.work.start(p.env)
	p.watch.known, p.watch.rebuilt, p.watch.emptied = false, false, false
	return p.look(req)
}

// look looks at the folders; looked answers.
func (p *build) look(req int) tea.Cmd {
	ctx, folders := p.watch.work.ctx, p.folders
	return func() tea.Msg {
		began := time.Now()
		stamp, err := bundle.Stamped(ctx, folders...)
		return looked{req, stamp, time.Since(began), err}
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
			w.emptied = msg.stamp.Bare > w.matched.Bare
			w.rebuilt = msg.stamp != w.matched && !w.emptied
		}
		w.last = msg.stamp
	}
	return tea.Tick(max(lookEvery, restsOfLook*msg.took), func(time.Time) tea.Msg { return lookAgainMsg{msg.req} })
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
	case p.watch.emptied:
		return "emptied  "
	case p.watch.work.busy():
		return "watched  "
	}
	return ""
}
