package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

const (
	// readingsAtOnce is how many latest events are asked for at the same
	// time, and readingsKept how many are kept: each may be a hundred
	// kilobytes.
	readingsAtOnce = 3
	readingsKept   = 200
	// stillFor is how long the list must stand still before the events of
	// its rows are asked for: PostHog counts requests.
	stillFor = 150 * time.Millisecond
)

// readings are the latest events of the issues that were on the screen.
type readings struct {
	known map[string]*reading // by the issue's id
	queue []symbols.Issue     // to read, in order
	busy  int
	until time.Time // when the server may be asked again
	off   problem   // why the key can't ask for events
}

// A reading is the latest event of an issue, as far as it is known.
type reading struct {
	issue  string
	seen   time.Time // the issue's last one when it was asked for
	cancel context.CancelFunc
	asking bool
	stale  bool // to be read again: what it says is out of date
	glance *glance
	err    error

	excerpt *excerpt // the code around glance.top; nil: was not looked for
}

// latestReadMsg brings the latest event of an issue.
type latestReadMsg struct {
	of     *reading
	glance *glance
	err    error
}

// readingsDueMsg says that the server may be asked again.
type readingsDueMsg struct{ of *readings }

// of gives what is known of an issue; nil when nothing is.
func (r *readings) of(id string) *reading { return r.known[id] }

// want says which issues are on the screen: what is asked for others is
// cancelled.
func (r *readings) want(issues []symbols.Issue) {
	if r.known == nil {
		r.known = map[string]*reading{}
	}
	shown := make(map[string]bool, len(issues))
	r.queue = r.queue[:0]
	for _, i := range issues {
		shown[i.ID] = true
		e := r.known[i.ID]
		if e != nil && !e.asking && !e.seen.Equal(i.LastSeen) {
			e.stale = true
		}
		if e == nil || e.stale && !e.asking {
			r.queue = append(r.queue, i)
		}
	}
	for id, e := range r.known {
		if !shown[id] && (e.asking || len(r.known) > readingsKept) {
			r.drop(id)
		}
	}
}

// drop forgets an issue, and cancels what is asked of it.
func (r *readings) drop(id string) {
	if e := r.known[id]; e.asking {
		e.cancel()
		r.busy--
	}
	delete(r.known, id)
}

// next asks for as many as may be asked at once, of the last days; latestReadMsg
// answers each.
func (r *readings) next(e *env, days int) tea.Cmd {
	var cmds []tea.Cmd
	for r.busy < readingsAtOnce && len(r.queue) > 0 && r.off.what == "" && !e.now().Before(r.until) {
		i := r.queue[0]
		r.queue = r.queue[1:]
		cmds = append(cmds, r.ask(e, i, days))
	}
	return tea.Batch(cmds...)
}

// ask reads the latest event of an issue. One that is at hand is only looked
// at again.
func (r *readings) ask(e *env, i symbols.Issue, days int) tea.Cmd {
	at := r.known[i.ID]
	if at == nil {
		at = &reading{issue: i.ID}
		r.known[i.ID] = at
	}
	var ev *symbols.Event
	if at.glance != nil && at.seen.Equal(i.LastSeen) {
		ev = at.glance.event
	}
	var ctx context.Context
	ctx, at.cancel = context.WithCancel(e.ctx)
	at.asking, at.stale, at.seen = true, false, i.LastSeen
	r.busy++
	p, resolver, th := e.project, e.lens.resolver(), e.theme
	filter := symbols.EventFilter{Issue: i.ID, Days: days, Page: 1}
	return func() tea.Msg {
		if ev == nil {
			for first, err := range p.Events(ctx, filter) {
				if err != nil {
					return latestReadMsg{of: at, err: err}
				}
				ev = &first
				break
			}
		}
		if ev == nil {
			return latestReadMsg{of: at, glance: &glance{event: &symbols.Event{}, top: -1}}
		}
		return latestReadMsg{of: at, glance: glanceAt(ctx, resolver, th, ev)}
	}
}

// take keeps what came. When the server asks to wait, or the key may not ask,
// the others wait too.
func (r *readings) take(msg latestReadMsg, env *env) tea.Cmd {
	e := msg.of
	if r.known[e.issue] != e {
		return nil // it went off the screen
	}
	r.busy--
	e.cancel()
	e.asking, e.err = false, msg.err
	if msg.err == nil {
		e.glance, e.excerpt = msg.glance, nil
		return env.heard(nil)
	}
	switch p := problemOf(msg.err); {
	case p.lacks != "":
		r.off, e.err = p, nil
	case p.wait > 0:
		e.stale, e.err = true, nil
		r.until = env.now().Add(p.wait)
		return tea.Batch(env.heard(msg.err), tea.Tick(p.wait, func(time.Time) tea.Msg { return readingsDueMsg{r} }))
	}
	return env.heard(msg.err)
}

// lacks reports whether one of the issues is to be looked at.
func (r *readings) lacks(issues []symbols.Issue) bool {
	return r.off.what == "" && slices.ContainsFunc(issues, func(i symbols.Issue) bool {
		e := r.known[i.ID]
		return e == nil || e.stale && !e.asking
	})
}

// anew has all that is known looked at anew, when it is on the screen again;
// what could not be read is tried again.
func (r *readings) anew() {
	r.off = problem{}
	for id, e := range r.known {
		if e.asking || e.glance == nil || e.err != nil {
			r.drop(id)
		} else {
			e.stale = true
		}
	}
}

// stop cancels what is asked for.
func (r *readings) stop() {
	r.queue = nil
	for id, e := range r.known {
		if e.asking {
			r.drop(id)
		}
	}
}
