package inject

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"symset/symbols/bundle"
	"symset/symbols/sourcemap"
)

// Seen gives a pair as it is now, for [Clean].
func Seen(p bundle.FilePair) (Prepared, error) {
	out := Prepared{FilePair: p}
	src, err := read(p.File)
	if err != nil {
		return out, err
	}
	text, err := out.mapText()
	out.seen = out.sums(src, text)
	return out, err
}

// sums tells what file and map are. The file tells one inside it.
func (p *Prepared) sums(src, mapText []byte) [2][sha256.Size]byte {
	if p.Inline() {
		mapText = nil
	}
	return [2][sha256.Size]byte{sha256.Sum256(src), sha256.Sum256(mapText)}
}

// mapText reads the map, if it is a file of its own.
func (p *Prepared) mapText() ([]byte, error) {
	if p.Inline() {
		return nil, nil
	}
	return read(p.Map)
}

// A Cleaned is what [Clean] did.
type Cleaned struct {
	Deleted []string // the maps, as a person names them
	Named   []string // files that still name their map: a page has a checksum of them
}

// Clean takes away the maps of pairs that were uploaded, and out of their files
// the comments that name them, but for files that one of the pages has a
// checksum of. A map that several files have goes only when all
// of them are given. A file that is not what it was when it was prepared stays,
// with its map. The error names every map that is left, or is the context's.
func Clean(ctx context.Context, pairs []Prepared, pages []string) (out Cleaned, err error) {
	byMap := map[string][]Prepared{}
	var order []string
	for _, p := range pairs {
		key := real(p.Map)
		if p.Inline() {
			key = real(p.File)
		}
		if byMap[key] == nil {
			order = append(order, key)
		}
		byMap[key] = append(byMap[key], p)
	}
	sums := readChecksums(ctx, pages)
	var errs []error
	for _, key := range order {
		if err := ctx.Err(); err != nil { // not every page was read, maybe
			return out, errors.Join(append(errs, err)...)
		}
		group := byMap[key]
		named, err := cleanOne(key, group, sums)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s is still there: %w", mapName(group[0]), err))
		} else {
			out.Deleted = append(out.Deleted, mapName(group[0]))
			out.Named = append(out.Named, named...)
		}
	}
	return out, errors.Join(errs...)
}

// mapName names a map as a person would.
func mapName(p Prepared) string {
	if p.Inline() {
		return "the inline map of " + p.File
	}
	return p.Map
}

// cleanOne takes one map away, the comments first: a file that names no map is
// whole, one whose map is gone is not. It gives the files that still name it.
func cleanOne(name string, group []Prepared, sums checksums) (named []string, err error) {
	var edits []Edit
	for _, p := range group {
		was := bundle.StampOf(p.File)
		src, err := read(p.File)
		if err != nil {
			return nil, err
		}
		text, err := p.mapText()
		if err != nil {
			return nil, err
		}
		if p.seen != p.sums(src, text) {
			return nil, errors.New("it, or its file, has changed since it was read")
		}
		now := withoutComment(src, p.Map)
		page := sums.holder(Text{src}, slices.Concat(algorithms, angular, nitro))
		switch {
		case now == nil:
		case page != "" && p.Inline():
			return nil, fmt.Errorf("%s has a checksum of the file as it is", page)
		case page != "":
			named = append(named, p.File)
		case p.Inline() && packed(p.File):
			return nil, errors.New("a compressed copy of the file beside it has it, too; compress the build after this")
		default:
			edits = append(edits, Edit{p.File, now, was})
		}
	}
	if len(edits) > 0 {
		if err := Write(edits...); err != nil {
			return nil, err
		}
	}
	if group[0].Inline() {
		return named, nil
	}
	if err := os.Remove(name); err != nil {
		return nil, err
	}
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("it was deleted and is there again")
	}
	return named, nil
}

// Foreign reports whether a map has sources, and all of them of packages in
// node_modules. A map that can't be read has none.
func Foreign(name string) bool {
	m, err := sourcemap.Open(name)
	if err != nil {
		return false
	}
	defer m.Close()
	for i := range m.Sources() {
		if !strings.Contains(m.Source(i), "node_modules/") {
			return false
		}
	}
	return m.Sources() > 0
}

// withoutComment takes the comments that name a map out of a file: those that
// end it, and before code the one that names or holds a map of this name, since
// others may be lines of a text. It is nil when there are none. A line of its own goes with
// its end.
func withoutComment(src []byte, mapName string) Text {
	var splices []splice
	code := bundle.ReadComments(src).Code
	for rest := src; ; {
		url := bundle.ReadComments(rest).SourceMap
		if url == "" {
			break
		}
		at := bytes.LastIndex(rest, []byte("sourceMappingURL="+url))
		if at < 0 {
			break
		}
		from := max(bytes.LastIndex(rest[:at], []byte("//")), bytes.LastIndex(rest[:at], []byte("/*")))
		if from < 0 {
			break
		}
		rest = src[:from]
		to := at + len("sourceMappingURL=") + len(url)
		if src[from+1] == '*' {
			if n := bytes.Index(src[to:], []byte("*/")); n >= 0 {
				to += n + 2
			}
		}
		// Lines of code stay where they are: only behind them one may go.
		switch ends := from >= code; {
		case !ends && bundle.BaseName(url) != filepath.Base(mapName) && !strings.HasPrefix(url, "data:"):
			continue
		case ends && (from == 0 || src[from-1] == '\n' || src[from-1] == '\r'):
			to = lineEnd(src, to)
		}
		splices = append(splices, splice{from: from, to: to})
	}
	if splices == nil {
		return nil
	}
	slices.Reverse(splices)
	return spliced(src, splices)
}
