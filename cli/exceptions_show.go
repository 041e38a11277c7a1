package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/stored"
)

func newExceptionsShow(s *streams) *cobra.Command {
	var maps mapFlags
	var how printing
	cmd := &cobra.Command{
		Use:   "show ISSUE|EVENT",
		Short: "Print an exception of the project with the source its frames came from",
		Long: `Print an exception of the project with the source its frames came from: the
latest of an issue, or an event. Name it by its id, or by the address of its page
in PostHog. Frames are read afresh, first with the files that --maps names and
then with the project's symbol sets.

Exit code 0: every frame that needed resolving was resolved. 2: some were not, or
may be of another build. 1: an error.`,
		Example: `  symset exceptions show 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90
  symset exceptions show --maps dist https://us.posthog.com/project/1/error_tracking/0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90`,
		ValidArgsFunction: s.issues(false),
		Args:              exactly(1, "the id of an issue or an event"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.resolveOnline(cmd, args[0], maps, how, latestOf)
		},
	}
	maps.add(cmd)
	cmd.Flag("maps").Usage = "`folder` or file with minified files and their maps, asked before the symbol sets; can be repeated"
	how.add(cmd)
	return cmd
}

// resolveOnline prints the event that get finds by an id or a page's address.
func (s *streams) resolveOnline(cmd *cobra.Command, name string, maps mapFlags, how printing,
	get func(context.Context, symbols.Project, symbols.Page) (symbols.Event, error)) error {
	if err := how.check(); err != nil {
		return err
	}
	return s.online(cmd, func(ctx context.Context, c *client.Client) error {
		which, err := readPasted(name, c.Credentials())
		if err != nil {
			return err
		}
		event, err := get(ctx, c, which)
		if err != nil {
			return err
		}
		s.sayNotes(event.Notes)
		sets := stored.New(c)
		defer sets.Close()
		lib, err := s.openMaps(ctx, maps, sets)
		if err != nil {
			return err
		}
		readings, err := readAll(ctx, lib, []symbols.Event{event}, how)
		if err != nil {
			return err
		}
		readings[0].id = event.ID
		return s.print(readings, how)
	})
}

// eventOf gets an event, or the latest of an issue when that is named.
func eventOf(ctx context.Context, p symbols.Project, which symbols.Page) (symbols.Event, error) {
	if which.Event == "" {
		return latestOf(ctx, p, which)
	}
	event, err := p.Event(ctx, which.Event)
	untold := symbols.Lacks(err) != "" && which.Issue == which.Event // by a key that may list an issue's events
	if which.Issue == "" || !symbols.Absent(err) && !untold {
		return event, err
	}
	latest, failed := latestOf(ctx, p, symbols.Page{Issue: which.Issue})
	switch {
	case failed == nil:
		return latest, nil
	case untold:
		return event, err
	}
	return event, neither(which.Event, err)
}

// neither says that an id names nothing that has frames.
func neither(id string, err error) error {
	return advice{fmt.Errorf("there is no issue or event %s in the last year: %w", id, err), "symset exceptions lists issues with their ids"}
}

// latestOf gets the latest event of an issue. An id that is no issue's, or whose
// issue was not seen for a year, may be an event's.
func latestOf(ctx context.Context, p symbols.Project, which symbols.Page) (symbols.Event, error) {
	if which.Event != "" && which.Issue != which.Event {
		return p.Event(ctx, which.Event)
	}
	for event, err := range p.Events(ctx, symbols.EventFilter{Issue: which.Issue, Days: 365, Page: 1}) {
		if err != nil && !symbols.Absent(err) {
			return event, err
		}
		if err == nil {
			return event, nil
		}
		break
	}
	if which.Event == "" {
		return symbols.Event{}, advice{fmt.Errorf("issue %s has no exception in the last year", which.Issue), "symset exceptions lists issues with their ids"}
	}
	event, err := p.Event(ctx, which.Event)
	if symbols.Absent(err) {
		return event, neither(which.Event, err)
	}
	return event, err
}
