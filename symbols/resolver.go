package symbols

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// DefaultContext is how many lines of source a [Resolver] gives on either side
// of a frame's.
const DefaultContext = 5

// A Resolver turns frames into source: the one way to do so, for commands and
// screens. It is safe for concurrent use.
type Resolver struct {
	// ContextLines is how many lines of source frames get on either side,
	// [DefaultContext] at first. Set it before the first use.
	ContextLines int

	// Check compares a map with its minified file at the places of frames,
	// [fit.Check] at first. Set it before the first use, where a report of
	// the same pair is at hand.
	Check func(*lines.Text, *sourcemap.Map, []sourcemap.Position) (*fit.Report, error)

	stores   []Store
	readings cache
}

// NewResolver makes a resolver that asks the stores in their order for the
// symbol set behind a frame, until one has it.
func NewResolver(stores ...Store) *Resolver {
	return &Resolver{ContextLines: DefaultContext, Check: fit.Check, stores: stores}
}

// Groups splits the frames of an event, counted over all its exceptions in the
// order of the input, by the file that they need: each group is one piece of
// work for [Resolver.Resolve]. Frames that need none are together in the first.
func (r *Resolver) Groups(ev *Event) [][]int {
	groups := [][]int{nil}
	index := map[string]int{}
	for i := range ev.Frames() {
		f := ev.Frame(i)
		if !needsMap(f) {
			groups[0] = append(groups[0], i)
			continue
		}
		key := f.ChunkID + "\x00" + f.File
		g, ok := index[key]
		if !ok {
			g = len(groups)
			index[key] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	if len(groups[0]) == 0 {
		groups = groups[1:]
	}
	return groups
}

// needsMap reports whether a frame can only be read with a source map. One that
// PostHog read and kept nothing raw of speaks of the source already.
func needsMap(f *Frame) bool {
	if f.Builtin || !f.Platform.JavaScript() || f.Stored != nil && f.Stored.Resolved && !f.Stored.Raw {
		return false
	}
	_, ok := f.Generated()
	return ok
}

// Resolve resolves the frames of an event that are given by their numbers, and
// answers in that order. It never fails: a frame that can't be read says why.
// When ctx ends, frames not yet read say so.
func (r *Resolver) Resolve(ctx context.Context, ev *Event, frames []int) []Resolved {
	out := make([]Resolved, len(frames))
	byPair := map[*Pair][]int{}
	var pairs []*Pair // in the order of first use
	for i, n := range frames {
		f := ev.Frame(n)
		if f == nil {
			out[i] = Resolved{Failure: &Failure{Code: NoPlace, Message: fmt.Sprintf("the event has no frame %d", n)}}
			continue
		}
		if !needsMap(f) {
			out[i] = asCaptured(f)
			continue
		}
		pair, failure := r.find(ctx, f)
		if failure != nil {
			out[i] = r.without(f, pair, failure)
			continue
		}
		if byPair[pair] == nil {
			pairs = append(pairs, pair)
		}
		byPair[pair] = append(byPair[pair], i)
	}
	safari := ev.ThrownInSafari()
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, pair := range pairs {
		work.Go(func() error {
			which := byPair[pair]
			fs := make([]*Frame, len(which))
			for k, i := range which {
				fs[k] = ev.Frame(frames[i])
			}
			for k, resolved := range r.read(ctx, pair, fs, safari) {
				out[which[k]] = resolved
			}
			return nil
		})
	}
	work.Wait() // never an error: each frame carries its own
	return out
}

// find asks the stores. Of several refusals it gives the one that says most: a
// file that was found and is bad before one that was not found.
func (r *Resolver) find(ctx context.Context, f *Frame) (best *Pair, why *Failure) {
	for _, store := range r.stores {
		if ctx.Err() != nil {
			return nil, &Failure{Code: Cancelled, Message: "reading was stopped before this frame"}
		}
		pair, err := store.Find(ctx, f)
		if err == nil {
			return pair, nil
		}
		var failure *Failure
		if !errors.As(err, &failure) {
			failure = &Failure{Code: BadMap, Message: err.Error()}
		}
		if why == nil || why.Code == NoFile {
			best, why = pair, failure
		}
	}
	if why == nil {
		why = &Failure{Code: NoFile, Message: "there are no symbol sets to look in", Do: "name a build folder with --maps"}
	}
	return best, why
}

// without resolves a frame whose map there is none of. Its file, when that is
// at hand and was never minified, is read as it is.
func (r *Resolver) without(f *Frame, pair *Pair, why *Failure) Resolved {
	if pair == nil || pair.Minified == nil {
		return unread(f, why)
	}
	rv := unread(f, why)
	if text, err := r.readings.text(pair); err == nil && text != nil && rv.State == Unresolved && why.Code == NoMap {
		if around := r.written(text, f); around != nil {
			rv = plain(f)
			rv.InApp, rv.Context, rv.Disk = f.InApp && !dependency(f.File), around, pair.File
		}
	}
	rv.Pair = pair
	return rv
}

// writtenLine is the mean length of lines, in bytes, up to which code around a
// frame is held to be as a person wrote it.
const writtenLine = 120

// written gives the lines around a frame in a file without a map, or nil when
// they were minified.
func (r *Resolver) written(text *lines.Text, f *Frame) *Context {
	at, _ := f.Generated()
	if _, ok := text.Offset(at); !ok {
		return nil
	}
	from, to := max(0, at.Line-r.ContextLines), min(text.Len(), at.Line+r.ContextLines+1)
	var around []string
	size := 0
	for i := from; i < to; i++ {
		size += len(text.Line(i))
		if size > writtenLine*(to-from) {
			return nil
		}
		around = append(around, string(text.Line(i)))
	}
	return &Context{Before: around[:at.Line-from], Line: around[at.Line-from], After: around[at.Line-from+1:]}
}

// asCaptured resolves a frame that no source map is needed or of use for.
func asCaptured(f *Frame) Resolved {
	r := plain(f)
	switch {
	case f.Builtin:
		r.State = Builtin
	case !f.Platform.JavaScript():
		if s := f.Stored; s != nil && s.Failure != "" && !s.Resolved {
			return unresolved(f, &Failure{Code: Unsupported, Message: "PostHog could not resolve this frame: " + s.Failure,
				Do: "symset reads the symbol sets of JavaScript"})
		}
	case f.Stored != nil && f.Stored.Resolved && !f.Stored.Raw:
		return kept(f, nil)
	case readable(f):
	default:
		why := f.Bad
		if why == "" {
			why = "the frame has no line and column in a file"
		}
		return unresolved(f, &Failure{Code: NoPlace, Message: why})
	}
	return r
}

// plain is a frame as it was captured.
func plain(f *Frame) Resolved {
	return Resolved{
		Frame: *f, State: Plain, InApp: f.InApp,
		Function: f.Function, Source: f.File, Line: f.Line, Column: f.Column, Context: f.Context,
	}
}

// unread is what a frame becomes whose symbol set there is none of: what
// PostHog made of it, or what it was captured with, before nothing.
func unread(f *Frame, why *Failure) Resolved {
	switch {
	case f.Stored != nil && f.Stored.Resolved && f.Stored.Source != "" && f.Stored.Line > 0 && why.Code != Cancelled:
		return kept(f, why)
	case readable(f):
		return plain(f)
	}
	return unresolved(f, why)
}

func unresolved(f *Frame, why *Failure) Resolved {
	return Resolved{Frame: *f, State: Unresolved, InApp: f.InApp, Failure: why}
}

func kept(f *Frame, why *Failure) Resolved {
	s := f.Stored
	return Resolved{
		Frame: *f, State: Kept, InApp: f.InApp, Failure: why,
		Function: s.Function, Source: s.Source, Line: s.Line, Column: s.Column, Context: s.Context,
	}
}

// minifiedLine is the mean length of its lines, in bytes, from which on
// PostHog takes the context of a Node frame for minified code.
const minifiedLine = 300

// readable reports whether a frame was captured with context that people can
// read, as Node's SDK does for code that was never minified.
func readable(f *Frame) bool {
	c := f.Context
	if c == nil || c.Line == "" && len(c.Before)+len(c.After) == 0 {
		return false
	}
	n := len(c.Line)
	for _, line := range c.Before {
		n += len(line)
	}
	for _, line := range c.After {
		n += len(line)
	}
	return n/(1+len(c.Before)+len(c.After)) <= minifiedLine
}

// dependency reports whether a source is a library's rather than the app's.
func dependency(source string) bool { return strings.Contains(source, "node_modules") }
