package match

import (
	"context"
	"crypto/sha256"
	"slices"

	"symset/symbols/inject"
	"symset/symbols/lines"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// A look is into one file, for all sets that may want it: what is read and
// found out is found out once, when first needed. One goroutine looks.
type look struct {
	*file
	near []sourcemap.Position // of the frames of all sets that may want it
	text *lines.Text          // nil when the file can't be read
	code [sha256.Size]byte

	opened  bool
	m       *sourcemap.Map // nil when there is none that can be read
	mapFile string
	noMap   error // why

	scanned *scope.File

	proofs *proofs
	proved *proof // nil when not asked for
}

// look reads the file, for those who ask.
func (s *file) look(asking []query, proofs *proofs) *look {
	l := &look{file: s, proofs: proofs}
	for _, q := range asking {
		frames := q.search.wanted.Frames
		for i := range frames {
			if at, ok := frames[i].Generated(); ok && len(l.near) < looked && !slices.Contains(l.near, at) {
				l.near = append(l.near, at)
			}
		}
	}
	src, err := s.Read()
	if err != nil {
		return l
	}
	c, err := s.Comments()
	if err != nil || c.Code > len(src) {
		return l // it is being written
	}
	l.text, l.code = lines.New(src), hashCode(src[:c.Code], c.ChunkID)
	return l
}

// hashCode hashes a file's code, whatever release was injected into it: from
// release to release a chunk that stays as it is keeps its id.
func hashCode(code []byte, chunk string) (sum [sha256.Size]byte) {
	from, to := inject.Release(code, chunk)
	h := sha256.New()
	for _, part := range [][]byte{code[:from], make([]byte, to-from), code[to:]} {
		h.Write(part)
	}
	h.Sum(sum[:0])
	return sum
}

func (l *look) close() {
	if l.m != nil {
		l.m.Close() // it was only read
	}
}

// sourceMap opens the file's map.
func (l *look) sourceMap(ctx context.Context) (*sourcemap.Map, error) {
	if !l.opened {
		l.opened = true
		l.m, l.mapFile, l.noMap = l.OpenMap(ctx)
	}
	return l.m, l.noMap
}

// scan finds the functions of the file.
func (l *look) scan() *scope.File {
	if l.scanned == nil {
		l.scanned = scope.Scan(l.text.Bytes(), scope.JavaScript)
	}
	return l.scanned
}
