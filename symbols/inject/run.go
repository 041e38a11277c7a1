package inject

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
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
	Warning string // what is wrong now with the build; empty as a rule
	Err     error
}

// Run injects into pairs, several at a time, and tells for each what became of
// it, in their order. What an earlier run did not bring to its end, because it
// was stopped, is finished first. With dry nothing is changed.
//
// Told is called with how many files are done, from several goroutines; it may
// be nil. An error is the context's, or that of finishing what was left.
func Run(ctx context.Context, pairs []bundle.FilePair, o Options, dry bool, told func(done int)) ([]Result, error) {
	return pass(ctx, pairs, o, dry, told, nil)
}

// Process is [Run], and then [Prepare] of what was injected, in one pass: each
// file is read once, and what it became is prepared as it was written.
func Process(ctx context.Context, pairs []bundle.FilePair, o Options, check bool, told func(done int)) ([]Result, []Prepared, error) {
	all := newPreparing(pairs, o.Mode, check)
	results, err := pass(ctx, pairs, o, false, told, all.text)
	if err != nil {
		return nil, nil, err
	}
	for i, r := range results {
		all.pairs[i].Warning = r.Warning
		if r.Err != nil {
			all.pairs[i].Err = r.Err
		}
	}
	return results, all.done(), nil
}

// pass injects into pairs, and gives the texts of each that went well to then,
// which may be nil, from several goroutines.
func pass(ctx context.Context, pairs []bundle.FilePair, o Options, dry bool, told func(done int), then func(i int, src, mapText []byte)) ([]Result, error) {
	results := make([]Result, len(pairs))
	var groups [][]int // that share a map
	byMap := map[string]int{}
	for i, p := range pairs {
		results[i].FilePair = p
		key := real(p.Map)
		if k, shared := byMap[key]; shared && !p.Inline() {
			groups[k] = append(groups[k], i)
			continue
		}
		byMap[key] = len(groups)
		groups = append(groups, []int{i})
	}
	if !dry {
		if err := RecoverAll(pairs); err != nil {
			return nil, err
		}
	}
	sums := readChecksums(ctx, o.Pages)
	held := semaphore.NewWeighted(atOnce)
	var done atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * runtime.GOMAXPROCS(0))
	for _, members := range groups {
		g.Go(func() error {
			var group []*Result
			for _, i := range members {
				group = append(group, &results[i])
			}
			weight := min(weigh(group), atOnce)
			if err := held.Acquire(ctx, weight); err != nil {
				return err
			}
			defer held.Release(weight)
			now, err := inject(group, o, sums, dry)
			if err != nil {
				for _, r := range group {
					*r = Result{FilePair: r.FilePair}
					r.Err = fmt.Errorf("inject into %s: %w", r.File, err)
				}
			} else if then != nil {
				for k, i := range members {
					then(i, now.sources[k].joined(), now.m.joined())
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

// A groupText is what the files of one map and the map are.
type groupText struct {
	sources []Text
	m       Text // nil when the one file has it in itself
}

// inject injects into the files of one map, and gives what they are then.
func inject(group []*Result, o Options, sums checksums, dry bool) (groupText, error) {
	var was []bundle.Stamp // of the files, and of the map
	for _, name := range append(files(group), group[0].Map) {
		was = append(was, bundle.StampOf(name))
	}
	now, plan, err := planFor(group, o)
	if err != nil {
		return now, err
	}
	var edits []Edit
	for i, r := range group {
		c := plan.Changes[i]
		r.Status, r.ChunkID, r.Was, r.Note = c.Status, c.ChunkID, c.Was, c.Note
		var warnings []string
		if c.Status != Unchanged && packed(r.File) {
			warnings = append(warnings, "there is a compressed copy beside it, which is not changed: compress the build after this")
		}
		warnings = append(warnings, sums.warnings(now.sources[i].joined(), c.Status)...)
		r.Warning = strings.Join(warnings, "; ")
		if c.Source != nil {
			now.sources[i] = c.Source
			edits = append(edits, Edit{r.File, c.Source, was[i]})
		}
	}
	if plan.Map != nil {
		now.m = plan.Map
		edits = append(edits, Edit{group[0].Map, plan.Map, was[len(group)]})
	}
	if dry || len(edits) == 0 {
		return now, nil
	}
	return now, Write(edits...)
}

// planFor reads the files of one map and plans for them.
func planFor(group []*Result, o Options) (was groupText, plan *Plan, err error) {
	var sources [][]byte
	for _, name := range files(group) {
		src, err := read(name)
		if err != nil {
			return was, nil, err
		}
		sources = append(sources, src)
		was.sources = append(was.sources, Text{src})
	}
	if group[0].Inline() {
		c, err := Inline(sources[0], o)
		if err != nil {
			return was, nil, err
		}
		return was, &Plan{Changes: []Change{*c}}, nil
	}
	m, err := read(group[0].Map)
	if err != nil {
		return was, nil, err
	}
	was.m = Text{m}
	if plan, err = Pair(sources, m, o); errors.Is(err, errNoText) {
		return was, nil, err
	} else if err != nil {
		return was, nil, fmt.Errorf("its map %s: %w", group[0].Map, err)
	}
	return was, plan, nil
}

// packed reports whether a copy that servers send compressed lies beside a file.
func packed(name string) bool {
	return slices.ContainsFunc(bundle.Packed, func(ending string) bool {
		_, err := os.Lstat(name + ending)
		return err == nil
	})
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
