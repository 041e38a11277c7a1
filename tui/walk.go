package tui

import (
	"context"
	"iter"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// eventsAtOnce is how many events of an issue are asked for at once: each may
// be a hundred kilobytes.
const eventsAtOnce = 10

// lookBack is how many days back the events of an issue are looked for that
// nobody has seen on a list.
const lookBack = 30

// A walk is the events that a trace goes through: all at hand, or those of an
// issue, read as they are wanted.
type walk struct {
	events []*symbols.Event // read so far, in their order
	first  int              // of events, where a trace begins
	total  int              // how many there are; 0 when that is not known
	issue  symbols.Issue    // whose events they are, as far as that is known
	name   string           // what is read, as a person calls it; safe
	list   func(context.Context) iter.Seq2[symbols.Event, error]

	more   stream[symbols.Event] // what list still has
	wanted int                   // the event that the person waits for; -1 when none
	err    error                 // why reading ended before its end
}

// eventsReadMsg brings an event of a walk.
type eventsReadMsg struct {
	of *walk
	piece[symbols.Event]
}

// walkOver goes through events that are at hand.
func walkOver(events []symbols.Event) *walk {
	w := &walk{total: len(events), wanted: -1}
	for i := range events {
		w.events = append(w.events, &events[i])
	}
	return w
}

// walkIssue goes through the events of an issue in the last days, the latest
// first. latest is that one if it is at hand, or nil.
func walkIssue(p symbols.Project, issue symbols.Issue, days int, latest *symbols.Event) *walk {
	w := &walk{issue: issue, total: issue.Occurrences, name: "the latest event", wanted: -1}
	if latest != nil {
		w.events = []*symbols.Event{latest}
	}
	w.list = func(ctx context.Context) iter.Seq2[symbols.Event, error] {
		return p.Events(ctx, symbols.EventFilter{Issue: issue.ID, Days: days, Page: eventsAtOnce})
	}
	return w
}

// walkEvent begins with an event, and goes on with the others of its issue. If
// there is none of this id, it may be the issue's that orIssue names.
func walkEvent(p symbols.Project, id, orIssue string, now time.Time) *walk {
	first := func(ctx context.Context, yield func(symbols.Event, error) bool) {
		ev, err := p.Event(ctx, id)
		untold := symbols.Lacks(err) != "" && orIssue == id // by a key that may list an issue's events
		if orIssue != "" && problemOf(err).absent || untold {
			none := true
			for latest, failed := range walkIssue(p, symbols.Issue{ID: orIssue}, lookBack, nil).list(ctx) {
				if none = false; !yield(latest, failed) {
					return
				}
			}
			if none {
				yield(ev, err)
			}
			return
		}
		if !yield(ev, err) || err != nil || ev.Issue == "" {
			return
		}
		days := 7
		if !ev.Time.IsZero() {
			days = max(days, int(now.Sub(ev.Time).Hours()/24)+2)
		}
		for ev, err := range p.Events(ctx, symbols.EventFilter{Issue: ev.Issue, Days: days, Page: eventsAtOnce}) {
			if ev.ID != id && !yield(ev, err) {
				return
			}
		}
	}
	return &walk{name: "event " + brief(id), wanted: -1, list: func(ctx context.Context) iter.Seq2[symbols.Event, error] {
		return func(yield func(symbols.Event, error) bool) { first(ctx, yield) }
	}}
}

const (
	firstEvent = "this is the first of the events"
	lastEvent  = "this is the last of the events"
)

// turn goes d events further than event at, or than the one that is being read:
// keys that are pressed meanwhile count. It gives the event to show, or -1 and
// what reads it, which eventsReadMsg answers, or tells that there is none.
// Events that are all at hand go around.
func (w *walk) turn(e *env, at, d int) (show int, cmd tea.Cmd) {
	if w.wanted >= 0 {
		at = w.wanted
	}
	i, n := at+d, len(w.events)
	switch {
	case w.list == nil:
		i = (i + n) % n
	case i < 0:
		return -1, say(firstEvent)
	case i >= n:
		if cmd, ok := w.want(e, i); ok {
			return -1, cmd
		}
		return -1, say(lastEvent)
	}
	w.wanted = -1
	return i, nil
}

// arrived takes an event that was read while event at was shown, and goes on as
// turn does: a person may have turned further meanwhile, or elsewhere. Where
// there are fewer than were wanted it ends at the last.
func (w *walk) arrived(e *env, at int, msg eventsReadMsg) (show int, cmd tea.Cmd) {
	wanted := w.take(msg)
	switch last := len(w.events) - 1; {
	case wanted < 0:
		return -1, nil
	case wanted <= last:
		return wanted, nil
	case msg.err != nil:
		return -1, complain(problemOf(msg.err).what + "; n tries again")
	case msg.more:
		cmd, _ = w.want(e, wanted)
		return -1, cmd
	case last > at:
		return last, say(lastEvent)
	}
	return -1, say(lastEvent)
}

// want reads on to event i; eventsReadMsg answers, one event at a time. It is
// false when there is no more to read.
func (w *walk) want(e *env, i int) (cmd tea.Cmd, ok bool) {
	switch {
	case w.list == nil:
		return nil, false
	case w.more.next == nil:
		if w.more.ended && w.err == nil {
			return nil, false
		}
		list, ids := w.list, w.read()
		w.err = nil
		w.more.open(e, func(ctx context.Context) iter.Seq2[symbols.Event, error] { return without(list(ctx), ids) })
	}
	w.wanted = i
	return w.more.take(1, func(p piece[symbols.Event]) tea.Msg { return eventsReadMsg{w, p} }), true
}

// read gives the ids of what is read.
func (w *walk) read() map[string]bool {
	ids := make(map[string]bool, len(w.events))
	for _, ev := range w.events {
		ids[ev.ID] = ev.ID != ""
	}
	return ids
}

// without leaves out the events that are read already.
func without(events iter.Seq2[symbols.Event, error], ids map[string]bool) iter.Seq2[symbols.Event, error] {
	return func(yield func(symbols.Event, error) bool) {
		for ev, err := range events {
			if (err != nil || !ids[ev.ID]) && !yield(ev, err) {
				return
			}
		}
	}
}

// take adds what was read, and tells which event the person waits for, -1 when
// none: it may not be at hand yet.
func (w *walk) take(msg eventsReadMsg) int {
	if msg.of != w || !w.more.took(msg.piece) {
		return -1
	}
	for i := range msg.items {
		w.events = append(w.events, &msg.items[i])
	}
	w.err = msg.err
	wanted := w.wanted
	w.wanted = -1
	if !msg.more && msg.err == nil {
		w.total = len(w.events)
	}
	return wanted
}

// waits reports whether an event is being read.
func (w *walk) waits() bool { return w.more.asking }

// stop ends the reading of an event.
func (w *walk) stop() {
	w.more.close()
	w.more.ended = false
	w.wanted = -1
}
