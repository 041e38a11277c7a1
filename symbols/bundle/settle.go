package bundle

import (
	"context"
	"fmt"
	"strings"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

// maxRivals bounds how many files that fit equally well are read to tell them apart.
const maxRivals = 32

// settle chooses among matches that fit a frame equally well. Equal code is
// one file: the first with a map stands for it. Different code is told apart
// only by a fact: files that carry another chunk id than the frame, or have no
// code at its place, are not it. The frame is nil for maps of a file. What
// they are matches of is part of the failure.
func (b *Build) settle(ctx context.Context, found []match, f *symbols.Frame, what string) (*match, error) {
	if len(found) == 1 {
		return &found[0], nil
	}
	found = keep(found, func(m match) bool { return !m.file.isMap })
	if len(found) > maxRivals {
		return nil, ambiguous(found, what)
	}
	if f != nil {
		if f.ChunkID != "" && !found[0].byID {
			found = keep(found, func(m match) bool {
				c, err := m.file.comments()
				return m.file.isMap || err == nil && c.ChunkID == ""
			})
		}
		if at, ok := f.Generated(); ok && f.Platform != symbols.Hermes && !sameCode(found) {
			found = keep(found, func(m match) bool { return m.file.isMap || has(m.file, at) })
		}
	}
	if !sameCode(found) {
		return nil, ambiguous(found, what)
	}
	for i := range found {
		if found[i].file.isMap {
			break
		}
		if _, err := b.mapOf(ctx, found[i].file); err == nil {
			return &found[i], nil
		}
	}
	return &found[0], nil
}

// keep gives the matches that pass, or all of them when none does.
func keep(found []match, pass func(match) bool) []match {
	var kept []match
	for _, m := range found {
		if pass(m) {
			kept = append(kept, m)
		}
	}
	if len(kept) == 0 {
		return found
	}
	return kept
}

// has reports whether a file has code at a position; true when that can't be
// told.
func has(f *file, p sourcemap.Position) bool {
	widths, err := f.widths()
	return err != nil || p.Line < len(widths) && p.Column <= widths[p.Line]
}

// sameCode reports whether all matches have the same code, or as maps the same
// bytes.
func sameCode(found []match) bool {
	first, err := found[0].file.code()
	if err != nil {
		return len(found) == 1
	}
	for _, m := range found[1:] {
		if code, err := m.file.code(); err != nil || code != first {
			return false
		}
	}
	return true
}

// twin finds another file of the same name and code that has a map: a copy
// that a deployment made without.
func (b *Build) twin(ctx context.Context, s *file) (*file, mapRef) {
	name := s.rel[strings.LastIndexByte(s.rel, '/')+1:]
	for i, other := range b.scripts.byName[name] {
		if i == maxRivals {
			break
		}
		if other == s || !sameCode([]match{{file: s}, {file: other}}) {
			continue
		}
		if ref, err := b.mapOf(ctx, other); err == nil {
			ref.evidence += fmt.Sprintf(" of %s, the same code", other.path)
			return other, ref
		}
	}
	return nil, mapRef{}
}
