package bundle

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"symset/symbols/sourcemap"
)

// maxOriginal bounds a source file that is read for its lines.
const maxOriginal = 16 << 20

// sourceTypes are the files that a source map can be of. Nothing else is read
// as a source, whatever a map names.
var sourceTypes = []string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro", ".coffee", ".elm", ".res", ".dart"}

// Originals reads the sources of a map from below the working directory, where
// they lie relative to the map. It gives the name and text of the i-th.
func Originals(m *sourcemap.Map, mapPath string) func(i int) (name string, text []byte, err error) {
	return (&Build{}).originals(m, mapPath)
}

// originals reads the sources of a map that does not hold their text, relative
// to where the map lies. A map comes from strangers: only source files in the
// roots or below the working directory are read.
func (b *Build) originals(m *sourcemap.Map, mapPath string) func(int) (string, []byte, error) {
	return func(i int) (string, []byte, error) {
		source := m.Source(i)
		for _, p := range onDisk(source, mapPath) {
			if !slices.Contains(sourceTypes, strings.ToLower(filepath.Ext(p))) {
				continue
			}
			text, err := b.readOriginal(p)
			if !errors.Is(err, fs.ErrNotExist) {
				return p, text, err
			}
		}
		return "", nil, fmt.Errorf("read source %q of %s: %w", source, mapPath, fs.ErrNotExist)
	}
}

// onDisk gives where a source may lie: a relative one beside the map, one of a
// bundler's own URLs (webpack://shop/./src/a.ts) below the working directory.
func onDisk(source, mapPath string) []string {
	source, _, _ = strings.Cut(source, "?")
	var paths []string
	scheme, rest, hosted := strings.Cut(source, "://")
	switch {
	case source == "" || strings.ContainsRune(source, 0):
		return nil
	case !hosted && filepath.IsAbs(filepath.FromSlash(source)):
		paths = append(paths, source)
	case !hosted:
		paths = append(paths, filepath.Join(filepath.Dir(mapPath), filepath.FromSlash(source)))
	case scheme == "file":
		paths = append(paths, filepath.FromSlash(FilePath(rest)))
	case scheme != "http" && scheme != "https":
		if _, below, ok := strings.Cut(rest, "/"); ok {
			paths = append(paths, filepath.FromSlash(strings.TrimLeft(below, "/")))
		}
	}
	for _, p := range slices.Clone(paths) {
		if decoded, err := url.PathUnescape(p); err == nil && decoded != p && !strings.ContainsRune(decoded, 0) {
			paths = append(paths, decoded)
		}
	}
	return paths
}

// readOriginal reads a source file, if it is one that may be read; one that
// may not is as good as not there.
func (b *Build) readOriginal(p string) ([]byte, error) {
	st, err := os.Stat(p)
	switch {
	case err != nil:
		return nil, fs.ErrNotExist
	case !st.Mode().IsRegular() || !b.inside(p) && !inWorkDir(p):
		return nil, fs.ErrNotExist
	case st.Size() > maxOriginal:
		return nil, fmt.Errorf("read source %s: its %d MB are more than the %d MB that symset reads", p, st.Size()>>20, maxOriginal>>20)
	}
	return os.ReadFile(p)
}

// inWorkDir reports whether a file lies below the working directory after
// every link is followed. A person who works in / has not named everything.
func inWorkDir(p string) bool {
	dir, err := os.Getwd()
	if err != nil || filepath.Dir(dir) == dir {
		return false
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return false
	}
	abs, err := filepath.Abs(p)
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(abs)
	return err == nil && within(dir, real)
}
