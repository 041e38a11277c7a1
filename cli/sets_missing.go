package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/waiting"
)

// tellMissing prints what the app shows first: what is missing in the project,
// what most frames wait for first, with the reason and the remedy of each.
func (s *streams) tellMissing(cmd *cobra.Command) error {
	return s.online(cmd, func(ctx context.Context, c *client.Client) error {
		return s.listSets(ctx, c, listing{missing: true, sort: "waiting", days: surveyDays, remedies: true})
	})
}

// missing is the reading of recent exceptions that goes on beside a list of
// sets without a file.
type missing struct {
	l      listing
	tally  *waiting.Tally
	err    error
	done   chan struct{}
	stop   context.CancelFunc
	listed map[symbols.Ref]bool
}

// newMissing begins to read exceptions when a list asks for it.
func newMissing(ctx context.Context, p symbols.Project, l listing) *missing {
	ctx, stop := context.WithCancel(ctx)
	m := &missing{l: l, done: make(chan struct{}), stop: stop, listed: map[symbols.Ref]bool{}}
	if !l.missing {
		close(m.done)
		return m
	}
	go func() {
		defer close(m.done)
		m.tally, m.err = waiting.Count(ctx, p, l.days)
	}()
	return m
}

// waits gives what waits for a symbol set that is in the list, when all
// exceptions were read; nil when that was not asked for or failed.
func (m *missing) waits(ref symbols.Ref) *waiting.Wait {
	if !m.l.missing {
		return nil
	}
	<-m.done
	m.listed[ref] = true
	if m.err != nil {
		return nil
	}
	if w := m.tally.Of(ref); w != nil {
		return w
	}
	return &waiting.Wait{Ref: ref}
}

// tellBound says so when there may be more exceptions than were read.
func (m *missing) tellBound(s *streams) {
	if !m.l.missing {
		return
	}
	if <-m.done; m.tally.Events >= waiting.Latest {
		s.say("note", fmt.Sprintf("waiting frames were counted in the latest %d exceptions; what only older ones name may be missing here", waiting.Latest))
	}
}

// rest adds what has no row to a list.
func (m *missing) rest(ctx context.Context, p symbols.Project, w *setWriter) error {
	<-m.done
	if m.err != nil {
		return m.err
	}
	rowless, err := m.tally.Rowless(ctx, p, func(ref symbols.Ref) bool { return m.listed[ref] || !m.l.matches(ref) })
	for _, wait := range rowless {
		w.add(newRowlessAnswer(wait))
	}
	return err
}
