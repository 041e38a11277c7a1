package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// A Stamp changes when a file of build folders does: its name, size or time. It
// can be compared with ==.
type Stamp struct {
	sum  [sha256.Size]byte
	Bare int // folders that are not there, or hold no JavaScript
}

// Stamped gives the stamp of build folders. It reads no file. A folder that is
// not there has a stamp of its own.
func Stamped(ctx context.Context, paths ...string) (s Stamp, err error) {
	sum := sha256.New()
	for _, p := range paths {
		b, err := Open(ctx, p)
		if ctx.Err() != nil {
			return Stamp{}, ctx.Err()
		}
		fmt.Fprintf(sum, "%q %v\n", p, err != nil)
		if err != nil {
			s.Bare++
			continue
		}
		if b.Files() == 0 {
			s.Bare++
		}
		files := slices.Concat(b.scripts.all, b.maps.all)
		slices.SortFunc(files, func(x, y *file) int { return strings.Compare(x.path, y.path) })
		for _, f := range files {
			stampFile(sum, f.path)
		}
		if err := b.Close(); err != nil {
			return Stamp{}, err
		}
	}
	sum.Sum(s.sum[:0])
	return s, nil
}

// StampOf gives the stamp of single files. It reads none.
func StampOf(files ...string) (s Stamp) {
	sum := sha256.New()
	for _, name := range files {
		stampFile(sum, name)
	}
	sum.Sum(s.sum[:0])
	return s
}

func stampFile(sum io.Writer, name string) {
	st, err := os.Stat(name)
	if err != nil {
		return // it has just gone
	}
	_, _ = fmt.Fprintf(sum, "%q", name) // a hash takes everything
	_ = binary.Write(sum, binary.LittleEndian, [2]int64{st.Size(), st.ModTime().UnixNano()})
}
