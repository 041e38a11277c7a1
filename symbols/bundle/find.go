package bundle

import (
	"context"

	"symset/symbols"
)

// A match is a file that may be a frame's, and why.
type match struct {
	file     *file
	fit      fit
	evidence []string
	byID     bool   // found by the frame's chunk id
	mapPath  string // the map that led to the file; empty to find it from the file
}

type frameKey struct {
	file, chunk string
	platform    symbols.Platform
}

// Find opens the symbol set behind a frame. It looks by chunk id first, in the
// files' comments and then in the maps; then by the frame's URL or path, whose
// end must be the end of a file's path; then for a map alone, by its name or
// by the file it names. A frame of React Native that names none is of the
// build's only bundle. Files that fit equally well and differ are told apart
// by whether they have code at the frame's place, and otherwise not at all.
func (b *Build) Find(ctx context.Context, f *symbols.Frame) (*symbols.Pair, error) {
	m, err := b.locate(ctx, f)
	if err != nil {
		return nil, err
	}
	return b.open(ctx, f, m)
}

// locate finds the one file that goes with a frame: a minified file, or a map
// alone.
func (b *Build) locate(ctx context.Context, f *symbols.Frame) (*match, error) {
	key := frameKey{f.File, f.ChunkID, f.Platform}
	b.mu.Lock()
	found, known := b.candidates[key]
	b.mu.Unlock()
	if !known {
		var err error
		if found, err = b.match(ctx, f); err != nil {
			return nil, err
		}
		b.mu.Lock()
		b.candidates[key] = found
		b.mu.Unlock()
	}
	if len(found) == 0 {
		return nil, b.noFile(f)
	}
	return b.settle(ctx, found, f, clip(named(f)))
}
