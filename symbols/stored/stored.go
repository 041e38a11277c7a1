// Package stored reads frames with the symbol sets that a PostHog project
// keeps, so that an event which PostHog stored unresolved, or resolved with a
// map that was replaced since, is read afresh.
package stored

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"symset/symbols"
)

// missingFor is how long a symbol set that could not be got is held to be
// missing: it may be uploaded at any time.
const missingFor = 20 * time.Second

// maxSource is how many bytes a minified file has at most that is read, which is
// read whole; a map is read without one that is larger.
const maxSource = 200 << 20

// A Store is the [symbols.Store] of a project. It asks for each ref once, and
// after a while again when there was nothing, and keeps what it downloads in a
// temporary folder of its own until it is closed.
type Store struct {
	project symbols.Project
	limit   int64 // bytes that a symbol set may unpack to; 0 means [container.MaxUnpacked]
	source  int64 // bytes of a minified file that is read

	mu     sync.Mutex
	closed bool
	dir    string // empty until something is downloaded
	finds  map[symbols.Ref]*find
	old    []*find // of refs that were forgotten: their pairs may be in use
}

// A find is a search for the symbol set of a ref, under way or done.
type find struct {
	done chan struct{} // closed when what follows is there
	pair *symbols.Pair
	err  error
	at   time.Time // when it ended
}

// over reports whether it found nothing, so long ago that it is not believed.
func (f *find) over() bool {
	select {
	case <-f.done:
		return f.err != nil && time.Since(f.at) > missingFor
	default:
		return false
	}
}

// errClosed is the error of asking a store that was closed.
var errClosed = errors.New("the store of downloaded symbol sets is closed")

// New makes a store of a project's symbol sets. Those that unpack to more than
// [container.MaxUnpacked] bytes are refused.
func New(p symbols.Project) *Store {
	return &Store{project: p, source: maxSource, finds: map[symbols.Ref]*find{}}
}

// Find opens the symbol set of a frame, looked up as PostHog does: by its chunk
// id, and where there is none with a file by its URL. An error that is a
// [*symbols.Failure] says why there is none, with PostHog's own reason.
func (s *Store) Find(ctx context.Context, f *symbols.Frame) (*symbols.Pair, error) {
	byURL := *f
	byURL.ChunkID = ""
	var first error
	for _, ref := range []symbols.Ref{symbols.Ref(f.ChunkID), byURL.Ref()} {
		if ref == "" {
			continue
		}
		pair, err := s.pair(ctx, ref)
		var why *symbols.Failure
		if err == nil || !errors.As(err, &why) || why.Code != symbols.NoFile {
			return pair, err
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = &symbols.Failure{Code: symbols.NoFile, Message: "the frame has no chunk id and no http address, by which PostHog would find its symbol set",
			Do: "name a build folder with --maps"}
	}
	return nil, first
}

// Present opens what the project has of a ref now, to compare another file with;
// nil where there is none that can be read.
func (s *Store) Present(ctx context.Context, ref symbols.Ref) *symbols.Pair {
	f := symbols.FrameOf(ref)
	pair, err := s.Find(ctx, &f)
	if err != nil {
		return nil
	}
	return pair
}

// pair gives the symbol set of a ref. Of several who ask for the same one the
// first does the work; when it gives up, the next takes over.
func (s *Store) pair(ctx context.Context, ref symbols.Ref) (*symbols.Pair, error) {
	for {
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			return nil, errClosed
		}
		f, begun := s.finds[ref]
		if begun && f.over() {
			begun = false
		}
		if !begun {
			f = &find{done: make(chan struct{})}
			s.finds[ref] = f
		}
		s.mu.Unlock()
		if !begun {
			f.pair, f.err = s.open(ctx, ref)
			if ctx.Err() != nil && f.err != nil {
				f.err = stopped(ref)
				s.mu.Lock()
				if s.finds[ref] == f { // and no newer one
					delete(s.finds, ref)
				}
				s.mu.Unlock()
			}
			f.at = time.Now()
			close(f.done)
			return f.pair, f.err
		}
		select {
		case <-ctx.Done():
			return nil, stopped(ref)
		case <-f.done:
		}
		var why *symbols.Failure
		if !errors.As(f.err, &why) || why.Code != symbols.Cancelled {
			return f.pair, f.err
		}
	}
}

// Close closes the maps and removes what was downloaded. Pairs must no longer
// be used. Close waits for nothing: end the contexts of finds first.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	var errs []error
	for _, f := range append(slices.Collect(maps.Values(s.finds)), s.old...) {
		select {
		case <-f.done:
			if f.pair != nil {
				errs = append(errs, f.pair.Map.Close())
			}
		default:
		}
	}
	clear(s.finds)
	if s.dir != "" {
		errs = append(errs, os.RemoveAll(s.dir))
		s.dir = ""
	}
	return errors.Join(errs...)
}
