package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/stored"
)

// mapFlags say where source maps are looked for.
type mapFlags struct {
	paths        []string
	stored       bool
	fetch        bool
	allowPrivate bool
}

func (m *mapFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVarP(&m.paths, "maps", "m", nil,
		"`folder` or file with minified files and their maps; may be given again\n(default: dist, build, out, .next, public and the current folder)")
	f.BoolVar(&m.fetch, "fetch", false, "get what is not there from the frames' public URLs")
	f.BoolVar(&m.allowPrivate, "allow-private", false, "let --fetch ask private and local addresses, too")
}

// addStored adds the flag of commands that read exceptions from files.
func (m *mapFlags) addStored(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&m.stored, "stored", false, "get what is not there from the symbol sets of the project that\nyou are signed in to")
}

// library is what maps are read from, with the resolver on top.
type library struct {
	resolver *symbols.Resolver
	build    *bundle.Build // nil when there is none
	closers  []io.Closer
}

// close gives back the files behind the maps. They were only read: there is
// nothing to lose, and nobody to tell.
func (l *library) close() {
	for _, c := range l.closers {
		c.Close()
	}
}

// openMaps opens the folders that the flags name, or the usual ones, and says
// which when they were not named.
func (s *streams) openMaps(ctx context.Context, m mapFlags) (*library, error) {
	var build *bundle.Build
	var err error
	if len(m.paths) > 0 {
		build, err = bundle.Open(ctx, m.paths...)
	} else {
		build, err = bundle.Default(ctx, ".")
	}
	if err != nil {
		return nil, err
	}
	if len(m.paths) == 0 {
		s.say("note", "looking for maps in "+strings.Join(build.Roots(), ", ")+" (--maps names others)")
	}
	for _, note := range build.Notes() {
		s.say("note", note)
	}
	stores := []symbols.Store{build}
	lib := &library{build: build, closers: []io.Closer{build}}
	if m.stored {
		credentials, err := s.credentials()
		if err != nil {
			lib.close()
			return nil, err
		}
		options, err := s.clientOptions()
		if err != nil {
			lib.close()
			return nil, err
		}
		sets := stored.New(client.New(credentials, options), 0)
		stores, lib.closers = append(stores, sets), append(lib.closers, io.Closer(sets))
	}
	if m.fetch {
		f := client.NewFetcher(client.FetchOptions{AllowPrivate: m.allowPrivate, Version: number()})
		stores, lib.closers = append(stores, f), append(lib.closers, io.Closer(f))
	}
	lib.resolver = symbols.NewResolver(stores...)
	return lib, nil
}
