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
	var how printing
	cmd := &cobra.Command{
		Use:   "resolve [FILE|-|EVENT|ISSUE]",
		Short: "Print an exception with the source its frames came from",
		Long: `Print an exception with the source its frames came from.

The exception is a pasted stack trace (V8 and Node, Firefox, Safari, Hermes) or
the JSON of a PostHog $exception event, in any shape PostHog gives it. The id of
an event, or the address of its page, gets it from the project that you are
signed in to, and reads it with the project's symbol sets too. Lines and columns
count from 1, columns in UTF-16 units. The frame that threw is printed first; --json
keeps the order of the input.

Exit code 0: every frame that needed resolving was resolved. 2: some were not, or
may be of another build. 1: an error.`,
		Example: `  symset resolve --maps dist trace.txt
  pbpaste | symset resolve -
  symset resolve 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90
  symset resolve --stored event.json     with what is in PostHog too
  symset resolve --json --maps dist event.json > frames.json`,
		ValidArgsFunction: s.issues(true),
		Args:              atMost(1, "one file, id or address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := how.check(); err != nil {
				return err
			}
			if len(args) == 1 && namesEvent(args[0]) {
				return s.resolveOnline(cmd, args[0], maps, how, eventOf)
			}
			events, err := s.readEvents(cmd, args)
			if err != nil {
				return err
			}
			return s.printRead(cmd, events, how, func(ctx context.Context) (*library, error) { return s.openMaps(ctx, maps, nil) })
		},
	}
	maps.add(cmd)
	maps.addStored(cmd)
	how.add(cmd)
	return cmd
}

// printing says how exceptions are printed.
type printing struct {
	json   bool
	around int // lines of source on either side of a frame's line
}

// asUsual is how they are printed where no flag says.
var asUsual = printing{around: contextLines}

func (p *printing) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.json, "json", false, "print JSON")
	cmd.Flags().IntVar(&p.around, "context", contextLines, "lines of source on either side of a frame's line")
}

func (p *printing) check() error {
	if p.around < 0 || p.around > maxContextLines {
		return fmt.Errorf("--context must be between 0 and %d lines", maxContextLines)
	}
	return nil
}

// A reading is an event with what became of its frames.
type reading struct {
	event  *symbols.Event
	frames []symbols.Resolved // in the order of the input, over all exceptions
	id     string             // of the event, when PostHog was asked for it
}

// printRead prints events as they read with what open opens. An interrupt ends
// that, so that nothing is left behind.
func (s *streams) printRead(cmd *cobra.Command, events []symbols.Event, how printing, open func(context.Context) (*library, error)) error {
	return s.interruptible(cmd, func(ctx context.Context) error {
		lib, err := open(ctx)
		if err != nil {
			return err
		}
		readings, err := readAll(ctx, lib, events, how)
		if err != nil {
			return err
		}
		return s.print(readings, how)
	})
}

// readAll resolves all frames of the events, to be printed with so many lines
// around them, and closes the library. The error is the context's.
func readAll(ctx context.Context, lib *library, events []symbols.Event, how printing) ([]reading, error) {
	defer lib.close()
	lib.resolver.ContextLines = how.around
	if !how.json {
		lib.resolver.ContextLines += lookback
	}
	readings := make([]reading, len(events))
	for i := range events {
		ev := &events[i]
		readings[i] = reading{event: ev, frames: lib.resolver.Resolve(ctx, ev, ev.All())}
	}
	return readings, ctx.Err()
}

// unread counts the frames that needed resolving and were not, and those that
// were with a file that may be of another build.
func (r *reading) unread() (unread, doubted int) {
	for i := range r.frames {
		switch rv := &r.frames[i]; {
		case rv.State == symbols.Unresolved:
			unread++
		case rv.State == symbols.Mapped && rv.Failure != nil && rv.Failure.Code == symbols.Stale:
			doubted++
		}
	}
	return unread, doubted
}

// print prints readings as JSON or for people, and gives the exit code for
// frames that were not resolved as an error.
func (s *streams) print(readings []reading, how printing) error {
	left := 0
	for i := range readings {
		unread, doubted := readings[i].unread()
		left += unread + doubted
	}
	var err error
	if how.json {
		err = s.writeJSON(newAnswer(readings))
	} else {
		p := page{Theme: s.theme(), width: width(s.out), around: how.around}
		err = s.write(p.print(readings))
	}
	if err != nil {
		return err
	}
	if left > 0 {
		return exitCode(exitUnresolved)
	}
	return nil
}
