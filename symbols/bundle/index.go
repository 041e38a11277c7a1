package bundle

import (
	"context"
	"path"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A nameIndex holds the minified files or the maps of a build, in the order of
// the roots, the nearest to a root first. Names are indexed when it is filled,
// what the files say of themselves when a frame first asks.
type nameIndex struct {
	all    []*file
	byName map[string][]*file

	mu     sync.Mutex
	byID   map[string][]*file // by folded chunk or debug id; nil until asked for
	byFile map[string][]*file // maps by the base name of their "file" field
}

func (x *nameIndex) add(f *file) {
	x.all = append(x.all, f)
	base := path.Base(f.rel)
	x.byName[base] = append(x.byName[base], f)
}

// scriptsByID gives the minified files whose comments have a chunk or debug id.
func (b *Build) scriptsByID(ctx context.Context, id string) ([]*file, error) {
	err := b.scripts.index(ctx, func(f *file) (ids []string, file string) {
		c, _ := f.comments() // a file that can't be read has no ids, and fails when it is needed
		return []string{c.ChunkID, c.DebugID}, ""
	})
	if err != nil { // others may still be filling it
		return nil, err
	}
	return b.scripts.byID[FoldID(id)], nil
}

// mapsByID gives the maps that have a chunk or debug id.
func (b *Build) mapsByID(ctx context.Context, id string) ([]*file, error) {
	if err := b.maps.index(ctx, labels); err != nil {
		return nil, err
	}
	return b.maps.byID[FoldID(id)], nil
}

// mapsByFile gives the maps whose "file" is of a name.
func (b *Build) mapsByFile(ctx context.Context, base string) ([]*file, error) {
	if err := b.maps.index(ctx, labels); err != nil {
		return nil, err
	}
	return b.maps.byFile[base], nil
}

func labels(f *file) (ids []string, file string) {
	l := f.label()
	return []string{l.chunk, l.debug}, l.file
}

// index reads every file once, several at a time. When ctx ends first, the
// next call goes on.
func (x *nameIndex) index(ctx context.Context, read func(*file) (ids []string, file string)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.byID != nil {
		return nil
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * runtime.GOMAXPROCS(0))
	for batch := range slices.Chunk(x.all, 64) {
		g.Go(func() error {
			for _, f := range batch {
				read(f) // and remember
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	x.byID, x.byFile = map[string][]*file{}, map[string][]*file{}
	for _, f := range x.all {
		ids, file := read(f)
		for i, id := range ids {
			if id = FoldID(id); id != "" && (i == 0 || id != FoldID(ids[0])) {
				x.byID[id] = append(x.byID[id], f)
			}
		}
		if file != "" {
			base := path.Base(file)
			x.byFile[base] = append(x.byFile[base], f)
		}
	}
	return nil
}
