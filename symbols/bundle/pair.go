package bundle

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"symset/symbols"
	"symset/symbols/sourcemap"
)

type pairKey struct {
	file    *file
	mapPath string
	ref     symbols.Ref
}

// An openedSet is what became of a pair, once.
type openedSet struct {
	once   sync.Once
	pair   *symbols.Pair
	err    error
	inline bool // the map is the pair's own
}

// open opens the map that goes with a match and compares the ids.
func (b *Build) open(ctx context.Context, f *symbols.Frame, m *match) (*symbols.Pair, error) {
	key := pairKey{m.file, m.mapPath, f.Ref()}
	b.mu.Lock()
	set := b.pairs[key]
	if set == nil {
		set = &openedSet{}
		b.pairs[key] = set
	}
	b.mu.Unlock()
	set.once.Do(func() { set.pair, set.inline, set.err = b.openPair(context.WithoutCancel(ctx), f, m) })
	return set.pair, set.err
}

func (b *Build) openPair(ctx context.Context, f *symbols.Frame, m *match) (_ *symbols.Pair, isInline bool, err error) {
	p := &symbols.Pair{Ref: f.Ref(), Evidence: slices.Clone(m.evidence)}
	ref := mapRef{path: m.mapPath}
	script := m.file
	if !m.file.isMap {
		p.File, p.Minified = m.file.path, m.file.read
	}
	switch {
	case m.file.isMap:
		ref.path = m.file.path
	case m.mapPath == "":
		var failure *symbols.Failure
		if ref, err = b.mapOf(ctx, script); errors.As(err, &failure) && failure.Code == symbols.NoMap {
			if other, twin := b.twin(ctx, script); other != nil {
				script, ref, err = other, twin, nil
			}
		}
		if err != nil {
			return p, false, err
		}
		p.Evidence = append(p.Evidence, ref.evidence)
	}
	if ref.inline {
		p.MapFile = "inline map of " + script.path
		p.Map, err = openInline(script.path)
	} else {
		p.MapFile = ref.path
		p.Map, err = b.openMap(ref.path)
	}
	if err != nil {
		p.Map = nil
		return p, false, badMap(p.MapFile, err)
	}
	p.Original = b.originals(p.Map, cmp.Or(ref.path, script.path))
	if err := b.compareIDs(ctx, f, m, p); err != nil {
		if ref.inline {
			err = errors.Join(err, p.Map.Close())
		}
		p.Map = nil
		return p, false, err
	}
	return p, ref.inline, nil
}

// openMap opens the map at a path, once for all files that share it.
func (b *Build) openMap(path string) (*sourcemap.Map, error) {
	b.mu.Lock()
	o := b.opened[path]
	if o == nil {
		o = &openedMap{}
		b.opened[path] = o
	}
	b.mu.Unlock()
	o.once.Do(func() { o.m, o.err = sourcemap.Open(path) })
	return o.m, o.err
}

func openInline(path string) (*sourcemap.Map, error) {
	c, err := FileComments(path)
	if err != nil {
		return nil, err
	}
	return sourcemap.ParseDataURL(c.SourceMap)
}

// compareIDs sets the pair's doubt when what the files say of themselves
// disagrees, and fails when they are of another build than the frame. A
// debug id that is not the frame's chunk id is only a doubt: the chunk id may
// have been injected later.
func (b *Build) compareIDs(ctx context.Context, f *symbols.Frame, m *match, p *symbols.Pair) error {
	var c Comments
	if !m.file.isMap {
		c, _ = m.file.comments() // it was read when the map was found
	}
	if kind, inFile, inMap := c.Against(p.Map); kind != "" {
		var others []*file
		if kind == "chunk id" {
			var err error
			if others, err = b.scriptsByID(ctx, inMap); err != nil {
				return err
			}
		}
		if len(others) == 0 {
			p.Doubt = differ(p, kind, inFile, inMap)
		}
	}
	if f.ChunkID == "" || m.byID {
		return nil
	}
	chunk, debug := cmp.Or(c.ChunkID, p.Map.ChunkID()), cmp.Or(c.DebugID, p.Map.DebugID())
	name := cmp.Or(p.File, p.MapFile)
	switch {
	case SameID(f.ChunkID, chunk) || SameID(f.ChunkID, debug):
		p.Evidence = append([]string{"chunk id in the map"}, p.Evidence...)
	case chunk != "":
		return otherBuild(name, "chunk id", chunk, f.ChunkID)
	case debug != "":
		p.Doubt = otherBuild(name, "debug id", debug, f.ChunkID)
	default:
		p.Evidence = append(p.Evidence, "it carries no chunk id")
	}
	return nil
}

func differ(p *symbols.Pair, kind, script, m string) *symbols.Failure {
	return &symbols.Failure{
		Code:    symbols.Stale,
		Message: fmt.Sprintf("%s has the %s %s and %s has %s: they are of different builds", p.File, kind, clip(script), p.MapFile, clip(m)),
		Do:      "get both from the build that was deployed",
	}
}

func otherBuild(name, kind, has, want string) *symbols.Failure {
	return &symbols.Failure{
		Code:    symbols.Stale,
		Message: fmt.Sprintf("%s has the %s %s and the frame's chunk id is %s: it is of another build", name, kind, clip(has), clip(want)),
		Do:      "get the build that was deployed; " + otherPlaces,
	}
}

func badMap(name string, err error) *symbols.Failure {
	message := err.Error()
	if !strings.Contains(message, name) {
		message = name + ": " + message
	}
	return &symbols.Failure{Code: symbols.BadMap, Message: message, Do: "build it again, or get the map that the build wrote"}
}
