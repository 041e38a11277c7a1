package cli

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/capture"
)

// demoFiles are a real bundle and what was thrown from it; testdata/README.md
// tells how they were made.
//
//go:embed demo/pay.json demo/assets
var demoFiles embed.FS

func newDemo(s *streams) *cobra.Command {
	var serve, asJSON bool
	cmd := &cobra.Command{
		Use:   "demo [--serve [ADDR]]",
		Short: "Look around in a made-up project, or serve it",
		Long: `Open the app on a made-up project: a shop with symbol sets in every state,
exceptions, and a folder of builds in which the missing maps are. Nothing leaves
this machine, and changes are forgotten at the end. Where standard output is not
a terminal, an exception in a shop's cart is printed instead, one script of which
has no map.

--serve serves the project instead, as PostHog does, to symset and to any other
client, until ctrl+c. It prints the environment to use it with. ADDR is an address
of this machine; without it a free port is taken.`,
		Example: `  symset demo
  symset demo | less
  symset demo --serve                  paste what it prints into another terminal
  symset demo --serve 127.0.0.1:8010
  symset demo --serve --json`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case serve:
				return atMost(1, "one address")(cmd, args)
			case asJSON:
				return advice{errors.New("--json is for --serve"), "symset demo | less prints the exception"}
			}
			return exactly(0, "no arguments")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if serve {
				return s.serveDemo(cmd.Context(), strings.Join(args, ""), asJSON)
			}
			if s.screen("symset resolve") {
				return s.runDemo(cmd)
			}
			return s.printDemo(cmd)
		},
	}
	s.look.addApp(cmd)
	cmd.Flags().BoolVar(&serve, "serve", false, "serve the project, as PostHog does")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print where it is served as JSON")
	return cmd
}

// printDemo prints the built-in exception.
func (s *streams) printDemo(cmd *cobra.Command) error {
	event, err := demoFiles.ReadFile("demo/pay.json")
	if err != nil {
		return err
	}
	events, err := capture.Parse(event)
	if err != nil {
		return fmt.Errorf("reading the built-in event: %w", err)
	}
	dir, err := os.MkdirTemp("", "symset-demo-")
	if err != nil {
		return fmt.Errorf("making room for the built-in bundle: %w", err)
	}
	defer os.RemoveAll(dir)
	err = s.printRead(cmd, events, asUsual, func(ctx context.Context) (*library, error) {
		assets, err := fs.Sub(demoFiles, "demo")
		if err != nil {
			return nil, err
		}
		if err := os.CopyFS(dir, assets); err != nil {
			return nil, fmt.Errorf("unpacking the built-in bundle: %w", err)
		}
		build, err := bundle.Open(ctx, dir)
		if err != nil {
			return nil, err
		}
		lib := &library{resolver: symbols.NewResolver(&unpacked{build: build, dir: dir + string(filepath.Separator)})}
		lib.keep(build)
		return lib, nil
	})
	if errors.Is(err, exitCode(exitUnresolved)) {
		return nil // one script has no map, and is meant to have none
	}
	return err
}

// unpacked is the built-in build, which speaks of its files without the
// temporary folder that they lie in.
type unpacked struct {
	build *bundle.Build
	dir   string
	mu    sync.Mutex
}

// Find is the build's own, with other names.
func (u *unpacked) Find(ctx context.Context, f *symbols.Frame) (*symbols.Pair, error) {
	pair, err := u.build.Find(ctx, f)
	if pair != nil {
		u.mu.Lock() // the pair is new to everyone the first time only
		if strings.Contains(pair.File+pair.MapFile, u.dir) {
			pair.File, pair.MapFile = u.rename(pair.File), u.rename(pair.MapFile)
		}
		u.mu.Unlock()
	}
	var failure *symbols.Failure
	if errors.As(err, &failure) {
		told := *failure
		told.Message, told.Do = u.rename(told.Message), u.rename(told.Do)
		return pair, &told
	}
	return pair, err
}

func (u *unpacked) rename(s string) string { return strings.ReplaceAll(s, u.dir, "") }
