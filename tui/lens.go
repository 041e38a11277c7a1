package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// A lens is what events are read through: the symbol sets that are stored, or
// these with the maps of this machine laid over them. The pages of an app
// share one, so that they all tell the same.
type lens struct {
	stored Resolver
	lay    func(context.Context) (Resolver, error) // opens the maps of this machine; nil when there are none
	local  Resolver                                // nil until they are opened
	on     bool                                    // they are laid over
	work   latest                                  // opens them
	asking bool
}

// mapsLaidMsg brings the maps of this machine.
type mapsLaidMsg struct {
	req   int
	local Resolver
	err   error
}

// lensTurnedMsg says that events are read through something else from now on.
type lensTurnedMsg struct{}

func lensTurned() tea.Msg { return lensTurnedMsg{} }

// resolver is what events are read with now.
func (l *lens) resolver() Resolver {
	if l.on {
		return l.local
	}
	return l.stored
}

// turn lays the maps of this machine over, or takes them off. They are opened
// the first time; mapsLaidMsg answers then.
func (l *lens) turn(e *env) tea.Cmd {
	switch {
	case l.on || l.local != nil:
		l.on = !l.on
		return lensTurned
	case l.lay == nil || l.asking:
		return nil
	}
	ctx, req := l.work.start(e)
	l.asking = true
	lay := l.lay
	return func() tea.Msg {
		local, err := lay(ctx)
		return mapsLaidMsg{req, local, err}
	}
}

// take takes the opened maps; lensTurnedMsg tells the pages.
func (l *lens) take(msg mapsLaidMsg) tea.Cmd {
	if !l.work.is(msg.req) {
		return nil // late, or another page has taken them
	}
	l.stop()
	if msg.err != nil {
		return complain("open the local maps: " + msg.err.Error())
	}
	l.local, l.on = msg.local, true
	return lensTurned
}

// stop ends the opening.
func (l *lens) stop() {
	l.work.stop()
	l.asking = false
}

// off says why the maps can't be laid over; empty when they can.
func (l *lens) off() string {
	switch {
	case l.lay == nil && l.local == nil:
		return "no folder with maps is known; whatever there is has been read"
	case l.asking:
		return "the local maps are being opened"
	}
	return ""
}

// action is the key that lays the maps over; wait turns the page's spinner.
func (l *lens) action(e *env, id string, wait func() tea.Cmd) action {
	word := "local maps"
	if l.on {
		word = "stored maps"
	}
	return action{id: id, key: bind("M", word, "M"), title: "Lay the maps of this machine over what is stored, or take them off", group: "Frames",
		off: l.off(), run: func() tea.Cmd { return tea.Batch(l.turn(e), wait()) }}
}
