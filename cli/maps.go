package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
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
		"`folder` or file with minified files and their maps; can be repeated\n(default: what symset config maps says, else dist, build, out, .next, public\nand the current folder)")
	f.BoolVar(&m.fetch, "fetch", false, "get what is not there from the frames' public URLs")
	f.BoolVar(&m.allowPrivate, "allow-private", false, "let --fetch ask private and local addresses too")
}

// addStored adds the flag of commands that read exceptions from files.
func (m *mapFlags) addStored(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&m.stored, "stored", false, "get what is not there from the symbol sets of the project that\nyou are signed in to")
}

// library is what maps are read from, with the resolver on top.
type library struct {
	resolver *symbols.Resolver
	build    *bundle.Build // nil when there is none
	closers  []func()
}

// close gives back the files behind the maps. They were only read: there is
// nothing to lose, and nobody to tell.
func (l *library) close() {
	for _, f := range l.closers {
		f()
	}
}

func (l *library) keep(c io.Closer) { l.closers = append(l.closers, func() { c.Close() }) }

// openMaps opens what the flags name: folders first, then the symbol sets of a
// project, then public files. Where an exception is read from a file, sets is
// nil; the folders of the settings, or else the usual ones, then stand for
// folders that were not named, which is said, and --stored opens the project.
func (s *streams) openMaps(ctx context.Context, m mapFlags, sets symbols.Store) (*library, error) {
	lib := &library{}
	var stores []symbols.Store
	if len(m.paths) > 0 || sets == nil {
		paths := m.paths
		if len(paths) == 0 {
			kept, err := loadSettings(os.Getenv)
			if err != nil {
				return nil, err
			}
			paths = slices.DeleteFunc(kept.Maps, func(folder string) bool { // relative ones are not everywhere
				_, err := os.Stat(folder)
				return errors.Is(err, fs.ErrNotExist)
			})
		}
		var err error
		if lib.build, err = openBuild(ctx, paths); err != nil {
			return nil, err
		}
		lib.keep(lib.build)
		stores = append(stores, lib.build)
		if len(m.paths) == 0 {
			s.say("note", "looking for maps in "+strings.Join(lib.build.Roots(), ", ")+" (--maps names others)")
		}
		s.sayNotes(lib.build.Notes())
	}
	if sets == nil && m.stored {
		c, err := s.newClient()
		if err != nil {
			lib.close()
			return nil, err
		}
		opened := stored.New(c)
		lib.keep(opened)
		lib.closers = append(lib.closers, c.Close)
		sets = opened
	}
	if sets != nil {
		stores = append(stores, sets)
	}
	if m.fetch {
		f := client.NewFetcher(client.FetchOptions{AllowPrivate: m.allowPrivate, Version: number()})
		lib.keep(f)
		stores = append(stores, f)
	}
	lib.resolver = symbols.NewResolver(stores...)
	return lib, nil
}

// openBuild opens folders and files with builds, or the usual folders where none
// are named.
func openBuild(ctx context.Context, paths []string) (*bundle.Build, error) {
	if len(paths) > 0 {
		return bundle.Open(ctx, paths...)
	}
	return bundle.Default(ctx, ".")
}
