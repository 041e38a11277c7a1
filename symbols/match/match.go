package match

import (
	"cmp"
	"context"
	"crypto/sha256"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
	"symset/symbols/bundle"
)

// Confidence is how sure it is that a file is the right one.
type Confidence int

// The confidences, the best last.
const (
	None     Confidence = iota // it is not the one
	Doubtful                   // something speaks against it, or only its name for it
	Likely                     // all that is known speaks for it
	Sure                       // what only the right file can have says so
)

// String gives the confidence as a word.
func (c Confidence) String() string { return [...]string{"none", "doubtful", "likely", "sure"}[c] }

// Wanted is a symbol set that is missing or broken.
type Wanted struct {
	Ref     symbols.Ref
	Release *symbols.Release // that it is bound to; nil when it is not known
	Frames  []symbols.Frame  // that wait for it; different ones
	Waiting int              // how many wait, as often as they were seen
	Latest  time.Time        // when the last of them came; zero for none
}

// A Candidate is a file that may be what a set wants.
type Candidate struct {
	File, MapFile string // paths, as they can be opened; of an inline map a description
	Inline        bool   // the map is in File
	Confidence    Confidence
	Reasons       []string // a few words each, what speaks for it first

	Asked    int // frames that could be looked up
	Answered int // of these, frames at whose place a mapping begins, or ends the word of one
	Against  int // of these, frames that speak against the file

	Same []string // other files with the same code, which are as good

	stamp                            bundle.Stamp // of file and map when they were looked into
	weight                           float64
	code                             [sha256.Size]byte
	of                               *file
	atMost                           Confidence
	byID, hashed, released, lineSame bool
	functions                        []string // the file's, at the frames that name theirs; nil if not asked
	sources                          []string // the source's there; nil while all of the file's are the frames'
	asked                            bool     // they were compared with the frames'
	named, misnamed                  int      // frames in functions of their names, and of others
	behind                           int      // of the answered, frames where the word of a mapping ends
	untold                           int      // frames that the map tells nothing of, where they are most
	otherID                          bool     // its code is not what its chunk id was made of
	becomes                          bool     // injecting would give it the id
	mapless                          bool     // it has no map that can be read
	bare                             bool     // it has the id as a debug id, and nothing was injected into it
	quiet                            int      // frames at whose place nothing is
	idle                             int      // frames that are not answered, at places where nothing can be running
}

// Changed reports whether the file or its map was written since they were looked
// into. It is for candidates that may be chosen.
func (c *Candidate) Changed() bool { return c.stamp != c.stampNow() }

func (c *Candidate) stampNow() bundle.Stamp {
	if c.Inline {
		return bundle.StampOf(c.File)
	}
	return bundle.StampOf(c.File, c.MapFile)
}

// A Result is what was found for one set.
type Result struct {
	Wanted     *Wanted
	Candidates []Candidate // the best first; without those of no confidence
	Chosen     int         // index of the one to upload; -1 when there is none, or two are equally good
	Why        string      // why none is chosen; empty when one is
}

// Match finds candidates for each wanted set and gives each result as soon as
// it is known, from one goroutine at a time and in no order. It ends with the
// context. Files are looked into several at a time, each once for all sets that
// may want it, and not held.
func (f *Folder) Match(ctx context.Context, wanted []Wanted, each func(Result)) error {
	results := make(chan Result)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for r := range results {
			each(r)
		}
	}()
	err := f.match(ctx, wanted, results)
	close(results)
	<-done
	return err
}

func (f *Folder) match(ctx context.Context, wanted []Wanted, results chan<- Result) error {
	var files []*file // in the order in which they are first asked for
	asking := map[*file][]query{}
	for i := range wanted {
		possible := f.possible(&wanted[i])
		s := newSearch(&wanted[i], len(possible))
		if s.left.Store(int64(len(possible))); len(possible) == 0 {
			results <- s.result()
		}
		for k, file := range possible {
			if asking[file] == nil {
				files = append(files, file)
			}
			asking[file] = append(asking[file], query{s, k})
		}
	}
	proofs := &proofs{whole: size(files, f.few) <= f.few}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, file := range files {
		group.Go(func() error {
			look := file.look(asking[file], proofs)
			defer look.close()
			for _, q := range asking[file] {
				if err := ctx.Err(); err != nil {
					return err
				}
				if q.answer(ctx, look) {
					results <- q.search.result()
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// size sums the bytes of code in files, until they are more than most.
func size(files []*file, most int64) (sum int64) {
	for _, file := range files {
		if info, err := os.Stat(file.Path()); err == nil {
			sum += info.Size()
		}
		if sum > most {
			break
		}
	}
	return sum
}

// A search is what is found for a set, file by file.
type search struct {
	wanted *Wanted
	spans  []span
	found  [][]Candidate // for each span of the files that are possible, in their order
	left   atomic.Int64
}

func newSearch(w *Wanted, files int) *search {
	s := &search{wanted: w, spans: w.spans()}
	s.found = make([][]Candidate, len(s.spans))
	for i := range s.found {
		s.found[i] = make([]Candidate, files)
	}
	return s
}

// A query is a search's for the at-th of its files.
type query struct {
	search *search
	at     int
}

// answer weighs the file, and reports whether it was the last of its search.
func (q query) answer(ctx context.Context, l *look) (last bool) {
	s := q.search
	var all places
	if l.text != nil {
		all.all = placed(l.text, s.spans[0].Frames)
	}
	for i := range s.spans {
		s.found[i][q.at] = l.weigh(ctx, &s.spans[i], len(s.found[i]) > 1, &all)
	}
	return s.left.Add(-1) == 0
}

// result compares what was found.
func (w *Wanted) result(found []Candidate) Result {
	r := Result{Wanted: w, Chosen: -1}
	compare(found, w)
	slices.SortStableFunc(found, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(b.weight, a.weight), cmp.Compare(a.File, b.File))
	})
	for _, c := range found {
		if c.Confidence > None {
			r.add(c)
		}
	}
	r.choose()
	if len(found) > 0 && len(r.Candidates) == 0 {
		r.Why = "no file of its name fits"
		if !slices.ContainsFunc(found, func(c Candidate) bool { return !c.mapless }) {
			r.Why = "no file of its name has a map that can be read"
		}
	}
	return r
}
