package match

import (
	"context"
	"crypto/sha256"
	"path"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"symset/symbols/bundle"
)

// A Folder is a number of build folders with all that is in them, indexed by
// ids and names. It is safe for concurrent use.
type Folder struct {
	build  *bundle.Build
	files  []*file
	byID   map[string][]*file // by folded chunk or debug id
	byName map[string][]*file
	few    int64 // bytes of code that is looked into, up to which maps are proved whole
}

// few is so much code that proving its maps whole takes some seconds.
const few = 16 << 20

// A file is a minified file of a build.
type file struct {
	bundle.Script
	ids   []string // folded
	chunk string   // the chunk id of these; empty for none

	mapHash func() ([sha256.Size]byte, error) // of the map's bytes
	said    func() (said, error)              // what it says
}

// Open reads build folders: which files there are, and the ids in them and
// their maps. What can't be read is left out, see [Folder.Notes].
func Open(ctx context.Context, dirs ...string) (*Folder, error) {
	build, err := bundle.Open(ctx, dirs...)
	if err != nil {
		return nil, err
	}
	f := &Folder{build: build, few: few, byID: map[string][]*file{}, byName: map[string][]*file{}}
	for _, s := range build.Scripts() {
		file := &file{Script: s}
		file.mapHash = sync.OnceValues(func() ([sha256.Size]byte, error) { return s.MapHash(context.WithoutCancel(ctx)) })
		file.said = sync.OnceValues(file.hear)
		f.files = append(f.files, file)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2 * runtime.GOMAXPROCS(0))
	for some := range slices.Chunk(f.files, 32) {
		group.Go(func() error {
			for _, s := range some {
				s.identify(ctx)
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, s := range f.files {
		for _, id := range s.ids {
			f.byID[id] = append(f.byID[id], s)
		}
		base := path.Base(s.Rel())
		f.byName[base] = append(f.byName[base], s)
	}
	return f, nil
}

// identify finds the ids of a file and its map. What a file says of itself
// counts more than what its map says.
func (s *file) identify(ctx context.Context) {
	c, err := s.Comments()
	if err != nil {
		return
	}
	chunk, debug := s.MapIDs(ctx)
	if c.ChunkID != "" {
		chunk = c.ChunkID
	}
	if c.DebugID != "" {
		debug = c.DebugID
	}
	s.chunk = bundle.FoldID(chunk)
	for _, id := range []string{chunk, debug} {
		if id = bundle.FoldID(id); id != "" && !slices.Contains(s.ids, id) {
			s.ids = append(s.ids, id)
		}
	}
}

// Files counts the minified files.
func (f *Folder) Files() int { return len(f.files) }

// Notes says what could not be looked at, a sentence each.
func (f *Folder) Notes() []string { return f.build.Notes() }

// Close lets go of the files.
func (f *Folder) Close() error { return f.build.Close() }
