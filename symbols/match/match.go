package match

import (
	"cmp"
	"context"
	"crypto/sha256"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
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
}

// A Candidate is a file that may be what a set wants.
type Candidate struct {
	File, MapFile string // paths, as they can be opened; of an inline map a description
	Inline        bool   // the map is in File
	Confidence    Confidence
	Reasons       []string // a few words each, what speaks for it first

	Asked    int // frames that could be looked up
	Answered int // of these, frames at whose place a mapping begins
	Against  int // of these, frames that speak against the file

	Same []string // other files with the same code, which are as good

	weight                           float64
	code                             [sha256.Size]byte
	of                               *file
	atMost                           Confidence
	byID, hashed, released, lineSame bool
	asked                            bool // its functions were held against the frames'
	named, misnamed                  int  // frames in functions of their names, and of others
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
// context. Files are looked into several at a time, and not held.
func (f *Folder) Match(ctx context.Context, wanted []Wanted, each func(Result)) error {
	results := make(chan Result)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for r := range results {
			each(r)
		}
	}()
	for i := range wanted {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			results <- f.match(ctx, &wanted[i])
			return nil
		})
	}
	err := group.Wait()
	close(results)
	<-done
	return err
}

func (f *Folder) match(ctx context.Context, w *Wanted) Result {
	r := Result{Wanted: w, Chosen: -1}
	var all []Candidate
	for _, s := range f.possible(w) {
		all = append(all, s.weigh(ctx, w))
	}
	compare(all, w)
	slices.SortStableFunc(all, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(b.weight, a.weight), cmp.Compare(a.File, b.File))
	})
	for _, c := range all {
		if c.Confidence > None {
			r.add(ctx, c)
		}
	}
	r.choose()
	return r
}
