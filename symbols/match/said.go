package match

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"path"

	"symset/symbols/sourcemap"
)

// A said is what a map says, as hashes: where code comes from, and the sources'
// text, if it has any.
type said struct {
	places, texts [sha256.Size]byte
	text          bool
}

// sameMap reports whether the maps of two files say the same, as far as both
// say it: one may lack the sources' text.
func sameMap(a, b *file) bool {
	if sameBytes(a, b) {
		return true
	}
	saidA, errA := a.said()
	saidB, errB := b.said()
	return errA == nil && errB == nil && saidA.places == saidB.places && (saidA.texts == saidB.texts || !saidA.text || !saidB.text)
}

// sameBytes reports whether the maps of two files are the same byte by byte.
func sameBytes(a, b *file) bool {
	hashA, errA := a.mapHash()
	hashB, errB := b.mapHash()
	return errA == nil && errB == nil && hashA == hashB
}

// says reports whether the file's map is known to have the sources' text, or
// not to have it.
func (s *file) says(text bool) bool {
	said, err := s.said()
	return err == nil && said.text == text
}

// hear finds what a file's map says.
func (s *file) hear() (out said, err error) {
	m, _, err := s.OpenMap(context.Background()) // for all who ask
	if err != nil {
		return out, err
	}
	defer m.Close()
	places, texts := sha256.New(), sha256.New()
	for i := range m.Sources() {
		_, _ = io.WriteString(places, path.Base(m.Source(i))+"\x00") // a hash never fails
		text, ok := m.ContentBytes(i)
		out.text = out.text || ok
		texts.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(text))))
		texts.Write(text)
	}
	var row []byte
	err = m.Walk(func(g sourcemap.Mapping) bool {
		row = row[:0]
		for _, n := range []int{g.Generated.Line, g.Generated.Column, g.Source, g.Original.Line, g.Original.Column} {
			row = binary.LittleEndian.AppendUint64(row, uint64(n))
		}
		places.Write(row)
		return true
	})
	places.Sum(out.places[:0])
	texts.Sum(out.texts[:0])
	return out, err
}
