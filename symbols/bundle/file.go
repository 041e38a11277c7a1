package bundle

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"

	"symset/symbols/lines"
)

// maxScript bounds a minified file that is read whole.
const maxScript = 200 << 20

// A file is a minified file or a map of the build.
type file struct {
	root  *root
	rel   string // path inside the root, with slashes
	path  string // as a person names it, and as it is opened
	isMap bool

	comments func() (Comments, error)          // a minified file's, without the value of an inline map's URL
	label    func() label                      // a map's; empty when it can't be read
	code     func() ([sha256.Size]byte, error) // hash of the code without the comments that end it; of a map, of all
	widths   func() ([]int, error)             // length of each line in UTF-16 units

	mapOnce sync.Once // guards the two below
	ref     mapRef
	failed  error
}

func newFile(r *root, rel string, isMap bool) *file {
	f := &file{root: r, rel: rel, path: r.name, isMap: isMap}
	if r.dir {
		f.path = filepath.Join(r.name, filepath.FromSlash(rel))
	}
	f.comments = sync.OnceValues(func() (Comments, error) {
		c, err := FileComments(f.path)
		if inline(c.SourceMap) {
			c.SourceMap = "data:" // the rest is read again when the map is
		}
		return c, err
	})
	f.label = sync.OnceValue(func() label {
		l, _ := readLabel(f.path) // opening the map gives its failure
		return l
	})
	f.code = sync.OnceValues(f.hash)
	f.widths = sync.OnceValues(f.measure)
	return f
}

func (f *file) hash() (sum [sha256.Size]byte, err error) {
	if f.isMap {
		return hashFile(f.path, math.MaxInt64)
	}
	c, err := f.comments()
	if err != nil {
		return sum, err
	}
	return hashFile(f.path, int64(c.Code))
}

// hashFile hashes a file's first bytes, size of them at most.
func hashFile(name string, size int64) (sum [sha256.Size]byte, err error) {
	in, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(in, size)); err != nil {
		return sum, fmt.Errorf("read %s: %w", name, err)
	}
	h.Sum(sum[:0])
	return sum, nil
}

func (f *file) measure() ([]int, error) {
	src, err := f.read()
	if err != nil {
		return nil, err
	}
	text := lines.New(src)
	widths := make([]int, text.Len())
	for i := range widths {
		widths[i] = text.Width(i)
	}
	return widths, nil
}

// read gives the whole file.
func (f *file) read() ([]byte, error) {
	st, err := os.Stat(f.path)
	if err != nil {
		return nil, err
	}
	if st.Size() > maxScript {
		return nil, fmt.Errorf("read %s: its %d MB are more than the %d MB that symset reads", f.path, st.Size()>>20, maxScript>>20)
	}
	return os.ReadFile(f.path)
}
