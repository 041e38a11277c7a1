// Package bundle finds symbol sets in build folders: the minified file behind
// a frame, and its source map.
package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"symset/symbols/sourcemap"
)

// A Build is one or more folders and files, indexed by name. It implements
// [symbols.Store] and is safe for concurrent use. What changes on disk after
// it was opened may be missed.
type Build struct {
	roots   []root
	scripts nameIndex
	maps    nameIndex
	styles  []*file  // style sheets, whose maps are no symbols
	others  []*file  // maps of style sheets, and compressed copies of maps
	pages   []string // paths of HTML and JSON files
	hidden  string   // path of a hidden folder that was not looked into, but for .git; empty when there is none
	notes   []string
	options Options

	mu         sync.Mutex
	candidates map[frameKey][]match   // what a frame's ids, URL and name lead to
	modules    map[string]*file       // files of node_modules that frames led to, by path
	opened     map[string]*openedMap  // maps by path
	pairs      map[pairKey]*openedSet // what Find gave
}

// A root is a folder or file that was given.
type root struct {
	name string // as given, cleaned
	abs  string // absolute, with slashes; of a file, its folder
	real string // abs with links followed: nothing outside of any root's is read
	dir  bool
}

// Usual gives the usual build folders of the project at dir, as far as they are
// there: dist, build, out, .next and public, and then dir itself.
func Usual(dir string) []string {
	var paths []string
	for _, name := range []string{"dist", "build", "out", ".next", "public", "."} {
		p := filepath.Join(dir, name)
		if st, err := os.Stat(p); err == nil && st.IsDir() {
			paths = append(paths, p)
		}
	}
	return paths
}

// Default opens the usual build folders of the project at dir, see [Usual].
// [Build.Roots] says which it found.
func Default(ctx context.Context, dir string) (*Build, error) {
	paths := Usual(dir)
	if len(paths) == 0 {
		return nil, fmt.Errorf("open build folder %s: %w", dir, fs.ErrNotExist)
	}
	return Open(ctx, paths...)
}

// Open indexes folders, with what lies below them, and single files by name.
// It leaves out node_modules, .git and other hidden folders, unless given as
// such, and follows links only to what lies in a given folder. It reads no
// file: ids and maps are read when a frame asks for them. An error says which
// path can't be opened; what below it can't be read becomes a note.
func Open(ctx context.Context, paths ...string) (*Build, error) {
	return OpenWith(ctx, Options{}, paths...)
}

// Options say how a build is read.
type Options struct {
	// All looks into hidden folders and node_modules too.
	All bool

	// Prefix is what the bundler puts before the URLs of source maps, such
	// as the address of a CDN; it is taken off to find the files.
	Prefix string
}

// OpenWith is [Open] with options.
func OpenWith(ctx context.Context, o Options, paths ...string) (*Build, error) {
	b := &Build{
		options:    o,
		scripts:    nameIndex{byName: map[string][]*file{}},
		maps:       nameIndex{byName: map[string][]*file{}},
		candidates: map[frameKey][]match{},
		modules:    map[string]*file{},
		opened:     map[string]*openedMap{},
		pairs:      map[pairKey]*openedSet{},
	}
	for _, p := range paths {
		r, err := openRoot(p)
		if err != nil {
			return nil, err
		}
		b.roots = append(b.roots, r)
	}
	w := walker{b: b, seen: map[string]bool{}}
	if err := w.walk(ctx); err != nil {
		return nil, err
	}
	return b, nil
}

func openRoot(p string) (root, error) {
	st, err := os.Stat(p)
	if err != nil {
		return root{}, fmt.Errorf("open build folder: %w", err)
	}
	if !st.IsDir() && !st.Mode().IsRegular() {
		return root{}, fmt.Errorf("open build folder %s: neither a folder nor a file", p)
	}
	r := root{name: filepath.Clean(p), dir: st.IsDir()}
	folder := r.name
	if !r.dir {
		folder = filepath.Dir(folder)
	}
	abs, err := filepath.Abs(folder)
	if err != nil {
		return root{}, fmt.Errorf("open build folder %s: %w", p, err)
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return root{}, fmt.Errorf("open build folder %s: %w", p, err)
	}
	r.abs, r.real = filepath.ToSlash(abs), real
	return r, nil
}

// Roots gives the folders and files that were opened, as they were given, in order.
func (b *Build) Roots() []string {
	names := make([]string, len(b.roots))
	for i, r := range b.roots {
		names[i] = r.name
	}
	return names
}

// Files counts the JavaScript files of the build.
func (b *Build) Files() int { return len(b.scripts.all) }

// Native reports whether the build has bundles of React Native.
func (b *Build) Native() bool {
	return slices.ContainsFunc(b.scripts.all, func(s *file) bool { return isBundle(s.rel) })
}

// Hidden gives the path of a hidden folder that was not looked into, and may hold
// the build: not .git. It is empty when there is none.
func (b *Build) Hidden() string { return b.hidden }

// Maps counts the source maps of the build that are files of their own.
func (b *Build) Maps() int { return len(b.maps.all) }

// Notes says what could not be looked at, a sentence each: folders that can't
// be read, links that lead out, limits.
func (b *Build) Notes() []string { return b.notes }

// Pages gives the paths of the files that may have checksums of others: the
// build's HTML and JSON files, and then its scripts.
func (b *Build) Pages() []string {
	paths := slices.Clone(b.pages)
	for _, s := range b.scripts.all {
		paths = append(paths, s.path)
	}
	return paths
}

// Close closes the maps that Find opened. Their pairs must no longer be used.
func (b *Build) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var errs []error
	for _, set := range b.pairs {
		if set.inline {
			errs = append(errs, set.pair.Map.Close())
		}
	}
	for _, o := range b.opened {
		if o.m != nil {
			errs = append(errs, o.m.Close())
		}
	}
	clear(b.opened)
	clear(b.pairs)
	return errors.Join(errs...)
}

// An openedMap is a map read once, for all the files that share it.
type openedMap struct {
	once sync.Once
	m    *sourcemap.Map
	err  error
}

// inside reports whether the file or folder at path lies in one of the roots
// after every link is followed.
func (b *Build) inside(path string) bool {
	abs, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return false
	}
	for _, r := range b.roots {
		if within(r.real, real) {
			return true
		}
	}
	return false
}

// within reports whether path is folder or below it, by their spelling.
func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}
