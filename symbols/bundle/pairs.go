package bundle

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/sync/errgroup"

	"symset/symbols"
)

// A FilePair is a minified file of a build and where its map is.
type FilePair struct {
	File string // as a person names it, and as it is opened
	Map  string // likewise; empty when the map is inside File
}

// Inline reports whether the map is in the minified file itself.
func (p FilePair) Inline() bool { return p.Map == "" }

// A Skipped is a file that is no half of a pair, and why.
type Skipped struct {
	File, Reason string
}

// A Selection says which minified files of a build count, by globs with ** for
// any folders. A glob is matched with the path below the folder that was
// given, against the whole path, and without a slash against the name too.
type Selection struct {
	Include []string // of which one has to match; empty for all
	Exclude []string // of which none must
}

// Check tells which glob is malformed.
func (s Selection) Check() error {
	for _, glob := range slices.Concat(s.Include, s.Exclude) {
		if !doublestar.ValidatePattern(glob) {
			return fmt.Errorf("the glob %q is not valid", glob)
		}
	}
	return nil
}

func (s Selection) takes(f *file) bool {
	match := func(glob string) bool {
		for _, name := range []string{f.rel, filepath.ToSlash(f.path), f.root.abs + "/" + f.rel} {
			if ok, _ := doublestar.Match(glob, name); ok {
				return true
			}
		}
		ok, _ := doublestar.Match(glob, path.Base(f.rel))
		return ok && !strings.Contains(glob, "/")
	}
	return (len(s.Include) == 0 || slices.ContainsFunc(s.Include, match)) && !slices.ContainsFunc(s.Exclude, match)
}

// Pairs finds the JavaScript files of the build that have a map, in the order
// of the folders, and says of each of the others why it has none. A map elsewhere
// that only has its name counts unless it was made of another file. It reads
// the ends of the files, several at a time. Files that links lead to twice are
// given once. An error is the selection's or the context's.
func (b *Build) Pairs(ctx context.Context, s Selection) (pairs []FilePair, skipped []Skipped, err error) {
	if err := s.Check(); err != nil {
		return nil, nil, err
	}
	var files []*file
	seen := map[string]bool{}
	for _, f := range b.scripts.all {
		switch strings.ToLower(path.Ext(f.rel)) {
		case ".js", ".mjs", ".cjs":
		default:
			continue
		}
		real, err := filepath.EvalSymlinks(f.path)
		if err != nil {
			skipped = append(skipped, Skipped{f.path, "it can't be read: " + err.Error()})
		} else if s.takes(f) && !seen[real] {
			seen[real] = true
			files = append(files, f)
		}
	}
	refs, errs := make([]mapRef, len(files)), make([]error, len(files))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * runtime.GOMAXPROCS(0))
	for i, f := range files {
		g.Go(func() error {
			if refs[i], errs[i] = b.mapOf(ctx, f); errs[i] == nil && refs[i].stray {
				if err := ofOther(f, refs[i].path); err != nil {
					errs[i] = &symbols.Failure{Code: symbols.NoMap, Message: fmt.Sprintf("it has no map beside it, and %s is not the one: %v", refs[i].path, err)}
				}
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	for i, f := range files {
		var failure *symbols.Failure
		switch {
		case errors.As(errs[i], &failure):
			skipped = append(skipped, Skipped{f.path, failure.Message})
		case errs[i] != nil:
			return nil, nil, errs[i]
		default:
			pairs = append(pairs, FilePair{File: f.path, Map: refs[i].path})
		}
	}
	return pairs, skipped, nil
}

// Stylesheets finds the style sheets of the build that have a map, in
// themselves, named in their comment or beside them. No exception needs these
// maps.
func (b *Build) Stylesheets(s Selection) (pairs []FilePair) {
	for _, f := range b.styles {
		c, err := f.comments()
		if err != nil || !s.takes(f) {
			continue
		}
		if inline(c.SourceMap) {
			pairs = append(pairs, FilePair{File: f.path})
			continue
		}
		for _, p := range append(b.namedMaps(f, c.SourceMap).paths, f.path+".map") {
			if b.readable(p) {
				pairs = append(pairs, FilePair{File: f.path, Map: p})
				break
			}
		}
	}
	return pairs
}

// MapFiles gives the paths of the build's source maps that are files of their
// own and are selected, with those of style sheets, and copies that were
// [Packed]. The maps of type declarations, which have no text of a source, are
// left out.
func (b *Build) MapFiles(s Selection) (paths []string) {
	for _, m := range slices.Concat(b.maps.all, b.others) {
		if s.takes(m) {
			paths = append(paths, m.path)
		}
	}
	return paths
}
