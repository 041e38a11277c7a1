package bundle

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"os"

	"symset/symbols/sourcemap"
)

// A Script is a minified file of a build, whether or not it has a map.
type Script struct {
	b *Build
	f *file
}

// Scripts gives the minified files of the build in the order of its roots.
func (b *Build) Scripts() []Script {
	all := make([]Script, len(b.scripts.all))
	for i, f := range b.scripts.all {
		all[i] = Script{b, f}
	}
	return all
}

// Path is the file's path as a person names it, and as it can be opened.
func (s Script) Path() string { return s.f.path }

// Rel is its path inside the folder that was given, with slashes.
func (s Script) Rel() string { return s.f.rel }

// Comments are those that end the file, without the value of an inline map.
func (s Script) Comments() (Comments, error) { return s.f.comments() }

// Read gives the whole file.
func (s Script) Read() ([]byte, error) { return s.f.read() }

// MapIDs gives the chunk id and the debug id in the script's map, as far as
// they can be read without reading it whole; empty for none.
func (s Script) MapIDs(ctx context.Context) (chunk, debug string) {
	ref, err := s.b.mapOf(ctx, s.f)
	if err != nil || ref.inline {
		return "", ""
	}
	l, err := readLabel(ref.path)
	if err != nil {
		return "", ""
	}
	return l.chunk, l.debug
}

// OpenMap opens the script's map and tells where it is, as a person would. The
// caller closes it. An error is a [symbols.Failure] when there is none.
func (s Script) OpenMap(ctx context.Context) (*sourcemap.Map, string, error) {
	ref, err := s.b.mapOf(ctx, s.f)
	switch {
	case err != nil:
		return nil, "", err
	case ref.inline:
		m, err := openInline(s.f.path)
		return m, fmt.Sprintf("inline map of %s", s.f.path), err
	}
	m, err := openQuick(ref.path)
	return m, ref.path, err
}

// MapHash is the SHA-256 of the file that the script's map is in.
func (s Script) MapHash(ctx context.Context) (sum [sha256.Size]byte, err error) {
	ref, err := s.b.mapOf(ctx, s.f)
	switch {
	case err != nil:
		return sum, err
	case ref.inline:
		return hashFile(s.f.path, math.MaxInt64)
	}
	return hashFile(ref.path, math.MaxInt64)
}

// openQuick opens a map to be read through once: one of usual size is taken
// into memory, which saves the many small reads of one that is kept open.
func openQuick(path string) (*sourcemap.Map, error) {
	const usual = 16 << 20
	if st, err := os.Stat(path); err != nil || st.Size() > usual {
		return sourcemap.Open(path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open source map: %w", err)
	}
	return sourcemap.Parse(data)
}

// NameHash gives the content hash in a file's name, such as 3f9a1c2b of
// "index-3f9a1c2b.js"; empty for none. Not every one of letters only is seen.
func NameHash(base string) string {
	_, hash := splitHash(base)
	return hash
}

// A Path is what a frame's URL or path says of where its file lies.
type Path struct{ elements []string }

// PathOf reads a frame's URL or path.
func PathOf(file string) Path { return Path{framePath(file)} }

// Common counts the elements that a path has in common with the script's, from
// the end; 0 when not even the names agree.
func (s Script) Common(p Path) int { return fitOf(p.elements, s.f.root.abs, s.f.rel).common }

// BaseName gives the name of the file that a frame's URL or path is of; empty
// for what can't be a file.
func BaseName(file string) string {
	path := framePath(file)
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1]
}
