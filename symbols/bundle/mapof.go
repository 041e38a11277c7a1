package bundle

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"symset/symbols"
	belong "symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A mapRef is where a minified file's map is.
type mapRef struct {
	inline   bool   // in the file's own comment
	path     string // as a person names it, and as it is opened
	evidence string
	stray    bool // only the name speaks for it
}

// mapOf finds the map of a minified file, once. In the order of trust: what
// its comment names, the map beside it, a map elsewhere in the build with the
// same id, a map elsewhere with its name that has no file beside. An error is
// a *symbols.Failure, or the context's.
func (b *Build) mapOf(ctx context.Context, s *file) (mapRef, error) {
	s.mapOnce.Do(func() { s.ref, s.failed = b.findMap(context.WithoutCancel(ctx), s) })
	return s.ref, s.failed
}

func (b *Build) findMap(ctx context.Context, s *file) (mapRef, error) {
	c, err := s.comments()
	if err != nil {
		return mapRef{}, &symbols.Failure{Code: symbols.NoFile, Message: fmt.Sprintf("can't read %s: %v", s.path, err)}
	}
	if inline(c.SourceMap) {
		return mapRef{inline: true, evidence: "inline map"}, nil
	}
	named := b.namedMaps(s, c.SourceMap)
	for _, p := range named.paths {
		if b.readable(p) {
			return mapRef{path: p, evidence: "sourceMappingURL"}, nil
		}
	}
	if beside := s.path + ".map"; b.readable(beside) {
		ref := mapRef{path: beside, evidence: "map beside the file"}
		if c.SourceMap != "" && !named.outside {
			ref.evidence = fmt.Sprintf("map beside the file, which names %s", clip(c.SourceMap))
		}
		return ref, nil
	}
	m, err := b.strayMap(ctx, s, c, named.base)
	switch {
	case err != nil:
		return mapRef{}, err
	case m == nil:
		return mapRef{}, noMap(s, c, named)
	}
	return mapRef{path: m.file.path, evidence: strings.Join(m.evidence, ", "), stray: m.evidence[0] == sameName}, nil
}

// A namedMap is what a sourceMappingURL comes to on disk.
type namedMap struct {
	paths   []string // where to look, in order
	outside bool     // it leads out of the roots, where nothing is looked at
	base    string   // the map's name
}

// namedMaps resolves a sourceMappingURL against a file of the build. A URL of
// a host is never asked for: only a file of its name beside counts.
func (b *Build) namedMaps(s *file, ref string) namedMap {
	var n namedMap
	if ref == "" {
		return n
	}
	if rest, ok := strings.CutPrefix(ref, b.options.Prefix); ok && b.options.Prefix != "" {
		ref = strings.TrimLeft(rest, "/")
	}
	ref, _, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	scheme, rest, hosted := strings.Cut(ref, "://")
	if hosted = hosted && isScheme(scheme); hosted {
		_, ref, _ = strings.Cut(rest, "/")
	} else if strings.HasPrefix(ref, "//") {
		hosted = true
	}
	if decoded, err := url.PathUnescape(ref); err == nil {
		ref = decoded
	}
	ref = strings.ReplaceAll(ref, `\`, "/")
	if n.base = path.Base(ref); n.base == "." || n.base == "/" || n.base == ".." {
		n.base = ""
		return n
	}
	dir := filepath.Dir(s.path)
	var paths []string
	switch {
	case hosted:
		paths = append(paths, filepath.Join(dir, n.base))
	case strings.HasPrefix(ref, "/"): // from the root of the site, wherever that is
		for _, r := range b.roots {
			if r.dir {
				paths = append(paths, filepath.Join(r.name, filepath.FromSlash(path.Clean(ref))))
			}
		}
		paths = append(paths, filepath.Join(dir, n.base))
	default:
		paths = append(paths, filepath.Join(dir, filepath.FromSlash(ref)))
	}
	for _, p := range paths {
		if b.below(p) {
			n.paths = append(n.paths, p)
		} else {
			n.outside = true
		}
	}
	return n
}

// below reports whether a path is in one of the roots by its spelling, before
// the file system is asked anything.
func (b *Build) below(p string) bool {
	abs, err := filepath.Abs(p)
	if err != nil {
		return false
	}
	for _, r := range b.roots {
		if within(filepath.FromSlash(r.abs), abs) {
			return true
		}
	}
	return false
}

// readable reports whether there is a file at a path, and inside the roots.
func (b *Build) readable(p string) bool {
	st, err := os.Stat(p)
	return err == nil && st.Mode().IsRegular() && b.inside(p)
}

const sameName = "map of the same name elsewhere"

// strayMap finds the map of s elsewhere in the build: with the same id, or
// else one named as its map is and with no file of its own beside.
func (b *Build) strayMap(ctx context.Context, s *file, c Comments, base string) (*match, error) {
	frame := elements(s.root.abs + "/" + s.rel + ".map")
	for _, id := range []string{c.ChunkID, c.DebugID} {
		if id == "" {
			continue
		}
		maps, err := b.mapsByID(ctx, id)
		if err != nil {
			return nil, err
		}
		var found []match
		for _, m := range maps {
			found = append(found, match{file: m, evidence: []string{"map with the same id"}})
		}
		if len(found) > 0 {
			return b.settle(ctx, best(found, frame), nil, "the map of "+s.path)
		}
	}
	var found []match
	for _, name := range []string{base, path.Base(s.rel) + ".map"} {
		for _, m := range b.maps.byName[name] {
			if b.orphan(m) {
				found = append(found, match{file: m, evidence: []string{sameName}})
			}
		}
		if len(found) > 0 {
			return b.settle(ctx, best(found, frame), nil, "the map of "+s.path)
		}
	}
	return nil, nil
}

// ofOther tells that a map elsewhere, which has a file's name, was made of another
// file, or can't be read; nil when it may be the file's.
func ofOther(s *file, path string) error {
	src, err := s.read()
	if err != nil {
		return err
	}
	m, err := sourcemap.Open(path)
	if err != nil {
		return err
	}
	defer m.Close()
	j, err := belong.Judge(lines.New(src), m, belong.Labels{})
	if err == nil && j.Outcome == belong.Mismatch {
		err = errors.New("it was made of another file")
	}
	return err
}

// orphan reports whether a map has no file beside that it would be the map of.
func (b *Build) orphan(m *file) bool {
	rel := strings.TrimSuffix(m.rel, ".map")
	for _, s := range b.scripts.byName[path.Base(rel)] {
		if s.root.abs+"/"+s.rel == m.root.abs+"/"+rel {
			return false
		}
	}
	return true
}
