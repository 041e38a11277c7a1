package inject

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"symset/symbols/bundle"
)

const (
	atOnce  = 512 << 20 // bytes of files that are held at a time, as long as one file is not larger
	maxFile = 1 << 30   // bytes of a file that is injected into
)

// A Result is what became of a pair.
type Result struct {
	bundle.FilePair
	Status  Status // of nothing when Err is set
	ChunkID string
	Was     string // the chunk id before, where it is another one now
	Note    string // what a person should know; empty as a rule
	Err     error
}

// Run injects into pairs, several at a time, and tells for each what became of
// it, in their order. What an earlier run did not bring to its end, because it
// was stopped, is finished first. With dry nothing is changed.
//
// Told is called with how many files are done, from several goroutines; it may
// be nil. An error is the context's, or that of finishing what was left.
func Run(ctx context.Context, pairs []bundle.FilePair, o Options, dry bool, told func(done int)) ([]Result, error) {
	results := make([]Result, len(pairs))
	var groups [][]*Result // that share a map
	byMap := map[string]int{}
	for i, p := range pairs {
		results[i].FilePair = p
		key := real(p.Map)
		if k, shared := byMap[key]; shared && !p.Inline() {
			groups[k] = append(groups[k], &results[i])
			continue
		}
		byMap[key] = len(groups)
		groups = append(groups, []*Result{&results[i]})
	}
	if !dry {
		if err := RecoverAll(pairs); err != nil {
			return nil, err
		}
	}
	held := semaphore.NewWeighted(atOnce)
	var done atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * runtime.GOMAXPROCS(0))
	for _, group := range groups {
		g.Go(func() error {
			weight := min(weigh(group), atOnce)
			if err := held.Acquire(ctx, weight); err != nil {
				return err
			}
			defer held.Release(weight)
			if err := inject(group, o, dry); err != nil {
				for _, r := range group {
					r.Status, r.Err = "", fmt.Errorf("inject into %s: %w", r.File, err)
				}
			}
			n := done.Add(int64(len(group)))
			if told != nil {
				told(int(n))
			}
			return ctx.Err()
		})
	}
	return results, g.Wait()
}

// real gives a path with its links followed, as far as they can be.
func real(path string) string {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		return p
	}
	return path
}

// RecoverAll finishes in the folders of pairs what a run before began, see
// [Recover].
func RecoverAll(pairs []bundle.FilePair) error {
	folders := map[string]bool{}
	for _, p := range pairs {
		for _, name := range []string{p.File, p.Map} {
			if dir := filepath.Dir(real(name)); name != "" && !folders[dir] {
				folders[dir] = true
				if _, err := Recover(dir); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// weigh gives about how many bytes it takes to hold the files of a group.
func weigh(group []*Result) (n int64) {
	for _, name := range append(files(group), group[0].Map) {
		if st, err := os.Stat(name); err == nil {
			n += st.Size()
		}
	}
	return n
}

func files(group []*Result) (names []string) {
	for _, r := range group {
		names = append(names, r.File)
	}
	return names
}

// inject injects into the files of one map.
func inject(group []*Result, o Options, dry bool) error {
	plan, err := planFor(group, o)
	if err != nil {
		return err
	}
	var edits []Edit
	for i, r := range group {
		c := plan.Changes[i]
		r.Status, r.ChunkID, r.Was, r.Note = c.Status, c.ChunkID, c.Was, c.Note
		if c.Source != nil {
			edits = append(edits, Edit{r.File, c.Source})
		}
	}
	if plan.Map != nil {
		edits = append(edits, Edit{group[0].Map, plan.Map})
	}
	if dry || len(edits) == 0 {
		return nil
	}
	return Write(edits...)
}

func planFor(group []*Result, o Options) (*Plan, error) {
	var sources [][]byte
	for _, name := range files(group) {
		src, err := read(name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, src)
	}
	if group[0].Inline() {
		c, err := Inline(sources[0], o)
		if err != nil {
			return nil, err
		}
		return &Plan{Changes: []Change{*c}}, nil
	}
	m, err := read(group[0].Map)
	if err != nil {
		return nil, err
	}
	plan, err := Pair(sources, m, o)
	if err != nil {
		return nil, fmt.Errorf("its map %s: %w", group[0].Map, err)
	}
	return plan, nil
}

var errTooLarge = errors.New("the file is larger than the 1 GB that symset injects into")

func read(name string) ([]byte, error) {
	st, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if st.Size() > maxFile {
		return nil, fmt.Errorf("read %s: %w", name, errTooLarge)
	}
	return os.ReadFile(name)
}
