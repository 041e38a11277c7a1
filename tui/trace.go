package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/tui/rows"
	"symset/tui/source"
)

// Resolver turns the frames of events into source; *symbols.Resolver does.
// It is called from commands, never from the event loop, and must be safe for
// concurrent use.
type Resolver interface {
	// Groups splits the frames of an event, counted over all its exceptions,
	// into pieces of work.
	Groups(ev *symbols.Event) [][]int
	// Resolve answers for each of the frames; one that can't be read says why.
	Resolve(ctx context.Context, ev *symbols.Event, frames []int) []symbols.Resolved
	// Source gives the whole original source of a frame, false if not at hand.
	Source(ctx context.Context, rv *symbols.Resolved) ([]string, bool)
	// Minified gives the generated code around a frame, false if not at hand.
	Minified(ctx context.Context, rv *symbols.Resolved) (symbols.Excerpt, bool)
}

// A trace is the page that answers: which line of mine? It shows one event:
// the frames of one of its exceptions, and the code of the frame under the
// cursor.
type trace struct {
	*env
	w, h int

	walk   *walk
	event  int              // of the walk
	raised int              // which of the event's exceptions is shown
	starts []int            // number of each exception's first frame, over the event
	frames []*symbols.Frame // all frames of the event, by number
	read   []*symbols.Resolved
	todo   int // how many of frames are not read yet

	reading latest
	queue   [][]int // groups of frames not begun
	running int     // groups being read
	stopped bool    // by the person: r goes on

	order   []int  // numbers of the shown exception's frames as people read them: the one that threw first
	score   score  // of the shown exception
	items   []item // what the list shows: frames, and why they did not read
	list    rows.Rows
	moved   bool // the person chose a frame: the cursor stays
	appOnly bool
	side    side
	zoomed  bool

	opening latest
	wanted  int    // the frame being opened, or opened; -1 when none
	late    bool   // opening takes long enough to say so
	open    opened // what the code panes show
	code    source.Pane
	mini    source.Pane

	find find

	spin spinner
}

// side is which code the large pane shows.
type side int

const (
	original side = iota
	minified
)

// newTrace makes the page of a walk's first event.
func newTrace(e *env, w *walk) *trace {
	t := &trace{env: e, walk: w}
	t.list.Skip = func(i int) bool { return t.items[i].reason }
	t.load(w.first)
	return t
}

// load takes up an event; nothing of it is read yet.
func (t *trace) load(event int) {
	t.halt()
	t.event = event
	ev := t.eventShown()
	t.raised, t.stopped = 0, false
	t.starts, t.frames = nil, nil
	for i := range ev.Exceptions {
		t.starts = append(t.starts, len(t.frames))
		for k := range ev.Exceptions[i].Frames {
			t.frames = append(t.frames, &ev.Exceptions[i].Frames[k])
		}
	}
	t.read = make([]*symbols.Resolved, len(t.frames))
	t.todo = len(t.frames)
	t.queue, t.running = nil, 0
	t.find.clear()
	t.items, t.open = nil, opened{frame: -1}
	t.sort()
	t.show()
	t.choose(0)
}

// choose shows another exception of the event.
func (t *trace) choose(raised int) {
	t.raised, t.moved = raised, false
	t.wanted, t.items = -1, nil
	t.list.Cursor, t.list.Top = 0, 0
	t.sort()
	t.rebuild()
	t.settle()
}

// eventShown is the event on the screen: an empty one until it has come.
func (t *trace) eventShown() *symbols.Event {
	if t.event >= len(t.walk.events) {
		return &symbols.Event{}
	}
	return t.walk.events[t.event]
}

// missing reports whether the event has not come yet.
func (t *trace) missing() bool { return t.event >= len(t.walk.events) }

// exception is the one that is shown, or nil when the event has none.
func (t *trace) exception() *symbols.Exception {
	ev := t.eventShown()
	if t.raised >= len(ev.Exceptions) {
		return nil
	}
	return &ev.Exceptions[t.raised]
}

func (t *trace) title() string {
	if t.missing() {
		return titleOf(&t.walk.issue)
	}
	return heading(t.exception())
}

func (t *trace) close() {
	t.halt()
	t.walk.stop()
}

// halt stops the work on the event that is shown.
func (t *trace) halt() {
	t.reading.stop()
	t.opening.stop()
	t.find.work.stop()
}

func (t *trace) resize(w, h int) {
	t.w, t.h = w, h
	t.rebuild()
}

// update takes what came of the page's own work, and what is typed or pointed.
func (t *trace) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return t.begin()
	case eventsReadMsg:
		return t.arrive(msg)
	case mapsLaidMsg:
		return t.lens.take(msg)
	case lensTurnedMsg:
		return t.again()
	case setsChangedMsg:
		if t.names(msg.refs()) {
			return t.again()
		}
	case groupsMsg:
		return t.plan(msg)
	case framesResolvedMsg:
		return t.take(msg)
	case openedMsg:
		return t.opens(msg)
	case openingLateMsg:
		if t.opening.is(msg.req) {
			t.late = true
			t.arrange()
			return t.spin.start()
		}
	case paintedMsg:
		t.code.Painted(msg.painting)
		t.mini.Painted(msg.painting)
	case foundMsg:
		t.found(msg)
	case spinMsg:
		return t.spin.turn(msg, t.waits())
	case locatedMsg:
		if msg.page == t {
			return t.edit(msg)
		}
	case editorClosedMsg:
		if msg.page == t {
			return msg.outcome()
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return tea.Batch(t.typing(msg), t.follow())
	case tea.MouseMsg:
		return t.point(msg)
	}
	return t.follow()
}

// waits reports whether there is something to wait for.
func (t *trace) waits() bool { return t.busy() || t.late || t.walk.waits() || t.lens.asking }

// wait sees to it that the spinner turns.
func (t *trace) wait() tea.Cmd {
	if !t.waits() {
		return nil
	}
	return t.spin.start()
}

func (t *trace) spinner() string { return t.spin.glyph(t.theme) }
