package tui

import tea "charm.land/bubbletea/v2"

// actions lists what can be done with the trace, most useful first.
func (t *trace) actions() []action {
	if t.find.query.typing {
		return t.findKeys()
	}
	back := action{id: "trace.back", key: bind("esc", t.backWord(), "esc"), title: "One step back: end the search, stop reading", group: "symset",
		off: t.noBack(), run: t.back}
	main := append(t.mendActions(), t.mainActions()...)
	as := append([]action{back}, main...)
	if t.find.active() {
		as = append(append(t.findActions(), back), main...)
	} else {
		as = append(as, t.findActions()...)
	}
	as = append(as, t.eventActions()...)
	if t.lens.lay != nil {
		as = append(as, t.lens.action(t.env, "trace.maps", t.wait))
	}
	as = append(append(as, t.explainAction()), t.projectActions()...)
	as = append(as, t.frameActions()...)
	return append(as, t.codeActions()...)
}

// mainActions are those that the bottom line should have room for.
func (t *trace) mainActions() []action {
	g := t.theme.Glyphs
	return []action{
		{id: "trace.next", key: bind(g.Up+g.Down, "frame", "down", "j"), title: "Go to the next frame", group: "Frames",
			off: t.noFrames(), run: t.then(func() { t.move(1) })},
		{id: "trace.previous", key: bind("k", "", "up", "k"), title: "Go to the frame before", group: "Frames",
			off: t.noFrames(), run: t.then(func() { t.move(-1) })},
		{id: "trace.down", key: bind("J/K", "code", "J", "shift+down"), title: "Scroll the code down", group: "Code",
			off: t.noCode(), run: t.then(func() { t.code.Scroll(1) })},
		{id: "trace.up", key: bind("K", "", "K", "shift+up"), title: "Scroll the code up", group: "Code",
			off: t.noCode(), run: t.then(func() { t.code.Scroll(-1) })},
		{id: "trace.side", key: bind("tab", t.sideWord(), "tab"), title: "Show the minified code, or the original", group: "Code",
			off: t.noSide(), run: t.then(t.turnSide)},
		{id: "trace.app", key: bind("f", t.filterWord(), "f"), title: "Show the app's own frames only, or all", group: "Frames",
			run: t.then(t.filter)},
		{id: "trace.cause", key: bind("c", "cause", "c"), title: "Go to the next cause or member", group: "Exception",
			off: t.noCause(), run: t.then(func() { t.turnCause(1) })},
		{id: "trace.copy", key: bind("y", "copy", "y"), title: "Copy the frame's file and line", group: "Take along",
			off: t.noFrames(), run: t.copyPlace},
		{id: "trace.editor", key: bind("e", "edit", "e"), title: "Open your file at the line in $VISUAL or $EDITOR", group: "Take along",
			off: t.noEditor(), run: t.openEditor},
	}
}

// frameActions are the other ways through the frames.
func (t *trace) frameActions() []action {
	return []action{
		{id: "trace.pagedown", key: bind("pgdn", "", "pgdown"), title: "Go down a page of frames", group: "Frames",
			off: t.noFrames(), run: t.then(func() { t.move(max(1, t.list.H)) })},
		{id: "trace.pageup", key: bind("pgup", "", "pgup"), title: "Go up a page of frames", group: "Frames",
			off: t.noFrames(), run: t.then(func() { t.move(-max(1, t.list.H)) })},
		{id: "trace.first", key: bind("g", "", "g", "home"), title: "Go to the first frame, the one that threw", group: "Frames",
			off: t.noFrames(), run: t.then(func() { t.move(-len(t.items)) })},
		{id: "trace.last", key: bind("G", "", "G", "end"), title: "Go to the last frame", group: "Frames",
			off: t.noFrames(), run: t.then(func() { t.move(len(t.items)) })},
	}
}

func (t *trace) codeActions() []action {
	g := t.theme.Glyphs
	half := func(d int) func() tea.Cmd { return t.then(func() { t.code.Scroll(d * max(1, t.code.H/2)) }) }
	return []action{
		{id: "trace.halfdown", key: bind("ctrl+d", "", "ctrl+d"), title: "Scroll the code down half a page", group: "Code",
			off: t.noCode(), run: half(1)},
		{id: "trace.halfup", key: bind("ctrl+u", "", "ctrl+u"), title: "Scroll the code up half a page", group: "Code",
			off: t.noCode(), run: half(-1)},
		{id: "trace.right", key: bind(g.Right, "", "right", "l"), title: "Move along long lines", group: "Code",
			off: t.noCode(), run: t.then(func() { t.code.Sideways(8) })},
		{id: "trace.left", key: bind(g.Left, "", "left", "h"), title: "Move back along long lines", group: "Code",
			off: t.noCode(), run: t.then(func() { t.code.Sideways(-8) })},
		{id: "trace.home", key: bind("enter", "", "enter"), title: "Go back to the frame's line", group: "Code",
			off: t.noCode(), run: t.then(t.code.Home)},
		{id: "trace.zoom", key: bind("z", "", "z"), title: "Zoom: give the code all the room, or back", group: "Code",
			run: t.then(func() { t.zoomed = !t.zoomed; t.rebuild() })},
	}
}

func (t *trace) findActions() []action {
	if t.find.active() {
		return []action{
			{id: "trace.find", key: bind("/", "", "/"), title: "Find in the code and the frames", group: "Find",
				run: t.startFind},
			{id: "trace.findnext", key: bind("n/N", "next", "n"), title: "Go to the next match", group: "Find",
				run: func() tea.Cmd { return t.goFind(1) }},
			{id: "trace.findback", key: bind("N", "", "N"), title: "Go to the match before", group: "Find",
				run: func() tea.Cmd { return t.goFind(-1) }},
		}
	}
	return []action{{id: "trace.find", key: bind("/", "find", "/"), title: "Find in the code and the frames; then n and N go on", group: "Find", run: t.startFind}}
}

// findKeys is what works while the text is typed.
func (t *trace) findKeys() []action {
	g := t.theme.Glyphs
	return []action{
		{id: "find.keep", key: bind("enter", "keep", "enter"), title: "Keep the search", group: "Find"},
		{id: "find.move", key: bind(g.Up+g.Down, "match", "down", "up"), title: "Go to another match", group: "Find"},
		{id: "find.end", key: bind("esc", "end", "esc"), title: "End the search", group: "Find"},
	}
}

// eventActions lists what goes from exception to exception. While there is a
// search, n is the search's.
func (t *trace) eventActions() []action {
	one, word := t.noOther(), "event"
	if one != "" {
		word = ""
	}
	var as []action
	if !t.find.active() {
		as = []action{
			{id: "trace.nextevent", key: bind("n/p", word, "n"), title: "Go to the next event", group: "Exception",
				off: one, run: func() tea.Cmd { return t.turnEvent(1) }},
			{id: "trace.prevevent", key: bind("p", "", "p"), title: "Go to the event before", group: "Exception",
				off: one, run: func() tea.Cmd { return t.turnEvent(-1) }},
		}
	}
	return append(as,
		action{id: "trace.causeback", key: bind("C", "", "C"), title: "Go to the cause or member before", group: "Exception",
			off: t.noCause(), run: t.then(func() { t.turnCause(-1) })},
		action{id: "trace.copytrace", key: bind("Y", "copy trace", "Y"), title: "Copy the trace as Markdown", group: "Take along",
			run: t.copyTrace},
		action{id: "trace.info", key: bind("i", "info", "i"), title: "Show everything the event says", group: "Exception",
			run: t.openInfo},
		action{id: "trace.read", key: bind("r", "", "r"), title: "Read on, after esc or an error", group: "Exception",
			off: t.noReading(), run: t.readAgain},
	)
}

// then makes an action of something that changes the page: what the screen
// lacks after it is asked for.
func (t *trace) then(change func()) func() tea.Cmd {
	return func() tea.Cmd {
		change()
		return t.follow()
	}
}

func (t *trace) noFrames() string { return when(len(t.items) == 0, "there are no frames to go to") }

func (t *trace) noCode() string { return when(t.code.Doc() == nil, "there is no code to move in") }

func (t *trace) noSide() string {
	switch {
	case t.open.minified == nil:
		return "there is no minified code at hand for this frame"
	case t.open.original == nil:
		return "there is no original source for this frame"
	}
	return ""
}

func (t *trace) noCause() string { return when(len(t.starts) < 2, "there is only one exception") }

func (t *trace) noReading() string {
	switch {
	case t.missing() && !t.walk.waits():
		return ""
	case t.missing():
		return "the event is being read"
	case t.todo == 0 && t.project == nil:
		return "all frames are read"
	case t.todo == 0:
		return ""
	case t.busy():
		return "frames are being read"
	}
	return ""
}

func (t *trace) noBack() string {
	return when(!t.find.active() && !t.busy() && !t.zoomed && !t.walk.waits() && !t.lens.asking, nothingBack)
}

// sideWord is what tab would show.
func (t *trace) sideWord() string {
	if t.sideShown() == minified {
		return "original"
	}
	return "minified"
}

// backWord is what esc would do.
func (t *trace) backWord() string {
	switch {
	case t.find.active():
		return "end"
	case t.zoomed:
		return "unzoom"
	case (t.busy() || t.walk.waits() || t.lens.asking) && t.spin.phase > 10: // a second: it would only flash before
		return "stop"
	}
	return ""
}

func (t *trace) filterWord() string {
	if t.appOnly {
		return "all"
	}
	return "app only"
}

func (t *trace) filter() {
	t.appOnly = !t.appOnly
	t.rebuild()
	t.settle()
}

func (t *trace) turnSide() {
	if t.side = minified; t.sideShown() == minified && t.code.Doc() == t.open.minified {
		t.side = original
	}
	t.show()
}

func (t *trace) turnCause(d int) { t.choose((t.raised + d + len(t.starts)) % len(t.starts)) }

// back is one step: the search, the zoom, the work.
func (t *trace) back() tea.Cmd {
	switch {
	case t.find.active():
		return t.endFind()
	case t.zoomed:
		t.zoomed = false
		t.rebuild()
		return t.follow()
	}
	return t.stop()
}
