package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/tui"
)

func newOpen(s *streams) *cobra.Command {
	var maps mapFlags
	var sources string
	cmd := &cobra.Command{
		Use:   "open [FILE|-|EVENT|ISSUE]",
		Short: "Show an exception on a screen: frames, code, causes",
		Long: `Show an exception on a screen: its frames on one side, the source they came
from on the other.

The exception is a pasted stack trace or the JSON of a PostHog $exception event.
The id of an event or issue, or the address of its page, gets it from the project
that you are signed in to. Press ? for the keys. With --plain, or where standard
output is not a terminal, it prints what symset resolve prints, with the same exit
codes.`,
		Example: `  symset open --maps dist trace.txt
  pbpaste | symset open -
  symset open 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90
  symset open --fetch event.json     maps from the frames' public URLs`,
		ValidArgsFunction: s.issues(true),
		Args:              atMost(1, "one file, id or address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && (namesEvent(args[0]) || namesPage(args[0])) {
				return s.openOnline(cmd, args[0], maps, sources, eventOf)
			}
			events, err := s.readEvents(cmd, args)
			if err != nil {
				return err
			}
			return s.show(cmd, events, sources, func(ctx context.Context) (*library, error) { return s.openMaps(ctx, maps, nil) })
		},
	}
	maps.add(cmd)
	maps.addStored(cmd)
	s.look.addApp(cmd)
	cmd.Flags().StringVar(&sources, "source-root", "", "`folder` below which e looks for the files to edit\n(default: the current folder)")
	return cmd
}

// show opens the screen on events, or prints them where there is no screen.
func (s *streams) show(cmd *cobra.Command, events []symbols.Event, sources string, open func(context.Context) (*library, error)) error {
	if !s.screen("symset resolve") {
		return s.printRead(cmd, events, asUsual, open)
	}
	set, err := loadSettings(os.Getenv)
	if err != nil {
		return err
	}
	lib, err := open(cmd.Context())
	if err != nil {
		return err
	}
	defer lib.close()
	o := tui.Options{Events: events, Resolver: lib.resolver, SourceRoot: sources}
	if build := lib.build; build != nil {
		o.Local = &tui.Local{Folders: build.Roots(), Open: func(context.Context) (*bundle.Build, error) { return build, nil }}
	}
	s.drawn(&o, set)
	return s.draw(cmd.Context(), o)
}
