package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// others are the events of the issue under the cursor, beside the latest: the
// pane goes through them.
type others struct {
	walk *walk // nil until another than the latest was wanted
	at   int   // of the walk; 0 is the latest
	seen map[int]*reading
	work latest // looks at an event
}

// eventSeenMsg brings what a look at an event tells.
type eventSeenMsg struct {
	req     int
	at      int
	reading *reading
}

// drop forgets them: another issue is under the cursor.
func (o *others) drop() {
	o.work.stop()
	if o.walk != nil {
		o.walk.stop()
	}
	*o = others{work: o.work}
}

// turnEvent shows the event before the one that is shown, or the one after it:
// d is 1 or -1.
func (x *exceptions) turnEvent(d int) tea.Cmd {
	o, r := &x.others, x.readings.of(x.current().ID)
	if o.walk == nil {
		o.walk = walkIssue(x.project, *x.current(), x.filterOf().Days, r.glance.event)
		o.seen = map[int]*reading{}
	}
	i, cmd := o.walk.turn(x.env, o.at, d)
	if i < 0 {
		return tea.Batch(cmd, x.wait())
	}
	return x.showEvent(i)
}

// arrive takes an event that was read, and shows it if it is the one that was
// wanted.
func (x *exceptions) arrive(msg eventsReadMsg) tea.Cmd {
	o := &x.others
	if o.walk == nil || msg.of != o.walk || !o.walk.more.work.is(msg.req) {
		return nil
	}
	i, cmd := o.walk.arrived(x.env, o.at, msg)
	if i >= 0 {
		cmd = tea.Batch(cmd, x.showEvent(i))
	}
	return tea.Batch(x.heard(msg.err), cmd)
}

// showEvent shows an event that is at hand, and looks at it unless that was
// done; eventSeenMsg answers.
func (x *exceptions) showEvent(i int) tea.Cmd {
	o := &x.others
	o.at = i
	o.work.stop()
	if i == 0 || o.seen[i] != nil {
		return x.look()
	}
	ctx, req := o.work.start(x.env)
	ev, resolver, th := o.walk.events[i], x.lens.resolver(), x.theme
	return tea.Batch(x.look(), x.wait(), func() tea.Msg {
		return eventSeenMsg{req, i, &reading{issue: ev.Issue, seen: ev.Time, glance: glanceAt(ctx, resolver, th, ev)}}
	})
}

// saw takes what a look at an event told.
func (x *exceptions) saw(msg eventSeenMsg) tea.Cmd {
	if !x.others.work.done(msg.req) {
		return nil
	}
	x.others.seen[msg.at] = msg.reading
	return x.look()
}

// eventName tells which event the pane shows: "Latest event", "Event 3 of 412".
func (x *exceptions) eventName() string {
	if x.others.at == 0 {
		return "Latest event"
	}
	return "Event " + strings.Replace(whichOf(x.others.walk, x.others.at), "/", " of ", 1)
}

// walkOn is the walk that a trace goes through, from the event in the pane on.
func (x *exceptions) walkOn(latest *symbols.Event) *walk {
	w := walkIssue(x.project, *x.current(), x.filterOf().Days, latest)
	if o := &x.others; o.at > 0 {
		w.events, w.first = slices.Clone(o.walk.events), o.at
	}
	return w
}

// noEvent says why there is no other event to go to here.
func (x *exceptions) noEvent() string {
	r := x.latest()
	switch {
	case x.current() == nil:
		return x.noIssue()
	case !x.wide():
		return "there is no room to show it; enter goes through the events"
	case r == nil || r.glance == nil:
		return "the latest event is not read yet"
	case r.glance.event.ID == "":
		return "there is no event"
	}
	return ""
}
