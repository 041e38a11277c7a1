package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"symset/symbols"
)

// contextLines is how many lines of source are shown on either side of a
// frame's line, and maxContextLines how many at most.
const (
	contextLines    = 3
	maxContextLines = 1000
)

func newResolve(s *streams) *cobra.Command {
	var maps mapFlags
	var asJSON bool
	around := contextLines
	cmd := &cobra.Command{
		Use:   "resolve [FILE|-|EVENT|ISSUE]",
		Short: "Print an exception with the source its frames came from",
		Long: `Print an exception with the source its frames came from.

The exception is a pasted stack trace (V8 and Node, Firefox, Safari, Hermes) or
the JSON of a PostHog $exception event, in any shape PostHog gives it. The id of
an event, or the address of its page, gets it from the project that you are
signed in to, and reads it with the project's symbol sets, too. Lines and columns
count from 1, columns in UTF-16 units. Frames are printed as people
read a trace, the one that threw first; --json keeps the order of the input.

Exit code 0: all that needed resolving did. 2: some frames did not. 1: an error.`,
		Example: `  symset resolve --maps dist trace.txt
  pbpaste | symset resolve -
  symset resolve 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90
  symset resolve --stored event.json     with what is in PostHog, too
  symset resolve --json --maps dist event.json > frames.json`,
		ValidArgsFunction: s.issues(true),
		Args:              atMost(1, "one file, id or address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if around < 0 || around > maxContextLines {
				return fmt.Errorf("--context must be between 0 and %d lines", maxContextLines)
			}
			if len(args) == 1 && namesEvent(args[0]) {
				return s.resolveOnline(cmd, args[0], maps, asJSON, around, eventOf)
			}
			events, err := s.readEvents(cmd, args)
			if err != nil {
				return err
			}
			build, err := s.openMaps(cmd.Context(), maps)
			if err != nil {
				return err
			}
			defer build.close()
			build.resolver.ContextLines = around
			if !asJSON {
				build.resolver.ContextLines += lookback
			}
			return s.print(readAll(cmd.Context(), build.resolver, events), asJSON, around)
		},
	}
	maps.add(cmd)
	maps.addStored(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().IntVar(&around, "context", around, "lines of source on either side of a frame's line")
	return cmd
}

// A reading is an event with what became of its frames.
type reading struct {
	event  *symbols.Event
	frames []symbols.Resolved // in the order of the input, over all exceptions
	id     string             // of the event, when PostHog was asked for it
}

// readAll resolves all frames of the events.
func readAll(ctx context.Context, r *symbols.Resolver, events []symbols.Event) []reading {
	readings := make([]reading, len(events))
	for i := range events {
		all := make([]int, events[i].Frames())
		for k := range all {
			all[k] = k
		}
		readings[i] = reading{event: &events[i], frames: r.Resolve(ctx, &events[i], all)}
	}
	return readings
}

// unread counts the frames that needed resolving and were not.
func (r *reading) unread() (n int) {
	for i := range r.frames {
		if r.frames[i].State == symbols.Unresolved {
			n++
		}
	}
	return n
}

// print prints readings as JSON or for people, and gives the exit code for
// frames that were not resolved as an error.
func (s *streams) print(readings []reading, asJSON bool, around int) error {
	unread := 0
	for i := range readings {
		unread += readings[i].unread()
	}
	var out []byte
	if asJSON {
		var err error
		if out, err = encode(readings); err != nil {
			return err
		}
	} else {
		p := page{Theme: s.theme(), width: width(s.out), around: around}
		out = p.print(readings)
	}
	if err := s.write(out); err != nil {
		return err
	}
	if unread > 0 {
		return exitCode(exitUnresolved)
	}
	return nil
}
