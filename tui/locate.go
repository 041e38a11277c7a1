package tui

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

const (
	// searched is how many files and folders below the root are looked at.
	searched = 50_000
	// deepest is how many folders deep.
	deepest = 12
)

// locate finds the file of a source on this machine: below root, by the end of
// its path. The longest agreement wins; sources of one name in several folders
// that agree equally well are not told apart.
func locate(root, source string) (string, error) {
	parts := localParts(source)
	if len(parts) == 0 {
		return "", errors.New("the source has no path to look for")
	}
	abs, err := filepath.Abs(root) // so that no file's name is taken for an option
	if err != nil {
		return "", fmt.Errorf("find the folder %s: %w", root, err)
	}
	root = abs
	s := search{root: root, parts: parts}
	if err := filepath.WalkDir(root, s.visit); err != nil && !errors.Is(err, errEnough) {
		return "", fmt.Errorf("look for %s below %s: %w", parts[len(parts)-1], root, err)
	}
	switch {
	case len(s.found) == 0:
		return "", fmt.Errorf("no %s below %s", strings.Join(parts, "/"), root)
	case len(s.found) > 1:
		return "", fmt.Errorf("%d files called %s below %s fit equally well", len(s.found), parts[len(parts)-1], root)
	}
	return s.found[0], nil
}

var errEnough = errors.New("enough files looked at")

// search is a walk for the file that agrees with parts from the end.
type search struct {
	root  string
	parts []string
	seen  int
	best  int // how many parts agree
	found []string
}

// visit looks at one file. What can't be read is passed over.
func (s *search) visit(path string, d fs.DirEntry, err error) error {
	if s.seen++; s.seen > searched {
		return errEnough
	}
	if err != nil {
		if path == s.root {
			return err
		}
		return nil
	}
	rel, err := filepath.Rel(s.root, path)
	if err != nil {
		return nil
	}
	here := strings.Split(filepath.ToSlash(rel), "/")
	if d.IsDir() {
		if path != s.root && (skipped(d.Name()) && !slices.Contains(s.parts, d.Name()) || len(here) > deepest) {
			return fs.SkipDir
		}
		return nil
	}
	if !d.Type().IsRegular() || d.Name() != s.parts[len(s.parts)-1] {
		return nil
	}
	n := agree(here, s.parts)
	if n > s.best {
		s.best, s.found = n, nil
	}
	if n == s.best {
		s.found = append(s.found, path)
	}
	return nil
}

// skipped reports whether a folder holds no sources of one's own.
func skipped(name string) bool {
	return name == "node_modules" || name == "dist" || name == "build" || strings.HasPrefix(name, ".") && len(name) > 1
}

// agree counts how many parts of two paths are the same, from the end.
func agree(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// localParts gives the folders and the name of a source's path. Sources are
// strangers' text: parts that lead elsewhere are left out.
func localParts(source string) []string {
	path := plainSource(source)
	if i := strings.Index(path, "://"); i >= 0 {
		path = path[i+3:]
	}
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	var parts []string
	for p := range strings.SplitSeq(strings.ReplaceAll(path, "\\", "/"), "/") {
		if p != "" && p != "." && p != ".." && !strings.ContainsRune(p, 0) {
			parts = append(parts, p)
		}
	}
	return parts
}
