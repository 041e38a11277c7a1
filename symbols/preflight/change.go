package preflight

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"symset/symbols"
	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/phrase"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// What becomes of a frame with the new symbol set.
const (
	Starts  = "starts"  // it resolves, and did not before
	Changes = "changes" // it resolves to another place or name
	Same    = "same"
	Stops   = "stops"  // it resolved, and no longer does
	Unread  = "unread" // neither before nor after
)

// A Change is what the new symbol set makes of a frame.
type Change struct {
	Function string `json:"function,omitempty"` // as captured
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`

	Change string `json:"change"`
	Before Place  `json:"before"`
	After  Place  `json:"after"`

	// PostHog is how PostHog itself will show the frame where that is not
	// After; empty where it is.
	PostHog string `json:"posthog,omitempty"`
	// Second is what the second reader says where it disagrees.
	Second string `json:"second,omitempty"`

	// Around are the lines around After, and Minified the code around the
	// frame's own place; nil where they are not at hand, or not asked for.
	Around   *symbols.Context `json:"-"`
	Minified *symbols.Excerpt `json:"-"`

	resolved symbols.Resolved
}

// A Place is what a frame reads as: a place in a source, or why there is none.
type Place struct {
	Source   string `json:"source,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Function string `json:"function,omitempty"`
	Code     string `json:"code,omitempty"` // the line of source
	Failure  string `json:"failure,omitempty"`
	Doubt    string `json:"doubt,omitempty"` // why the place may not be the frame's: it was thrown in another build
}

func (p Place) String() string {
	if p.Source == "" {
		return p.Failure
	}
	at := phrase.Place(p.Source, p.Line, p.Column)
	if p.Function != "" {
		return p.Function + " " + at
	}
	return at
}

func placeOf(r *symbols.Resolved) Place {
	if !r.OK() {
		p := Place{Failure: "not resolved"}
		if r.Failure != nil {
			p.Failure = r.Failure.Message
		}
		return p
	}
	p := Place{Source: r.Source, Line: r.Line, Column: r.Column, Function: r.Function}
	if r.Context != nil {
		p.Code = r.Context.Line
	}
	if r.Failure != nil && r.Failure.Code == symbols.Stale {
		p.Doubt = r.Failure.Message
	}
	return p
}

// A checker compares a map with its file, as [fit.Check] does.
type checker func(*lines.Text, *sourcemap.Map, []sourcemap.Position) (*fit.Report, error)

// changes resolves the frames with what there is now, and with the new pair,
// which check compares.
func changes(ctx context.Context, in Input, minified *lines.Text, check checker) ([]Change, error) {
	ev := symbols.EventOf(in.Frames...)
	var before []symbols.Resolved
	var now sync.WaitGroup
	now.Go(func() { before = symbols.NewResolver(symbols.Only(in.Present)).Resolve(ctx, ev, ev.All()) })
	resolver := symbols.NewResolver(symbols.Only(in.Pair))
	resolver.Check = check
	after := resolver.Resolve(ctx, ev, ev.All())
	now.Wait()
	out := make([]Change, len(in.Frames))
	for i, f := range in.Frames {
		c := Change{Function: f.Function, File: f.File, Line: f.Line, Column: f.Column,
			Before: placeOf(&before[i]), After: placeOf(&after[i]), resolved: after[i]}
		was, is := before[i].State == symbols.Mapped || before[i].State == symbols.Kept, after[i].State == symbols.Mapped
		switch {
		case is && !was:
			c.Change = Starts
		case was && !is:
			c.Change = Stops
		case !is:
			c.Change = Unread
		case c.Before.Source != c.After.Source || c.Before.Line != c.After.Line || c.Before.Function != c.After.Function:
			c.Change = Changes
		default:
			c.Change = Same
		}
		if in.Code {
			c.keepCode(ctx, resolver)
		}
		out[i] = c
	}
	return out, posthog(in.Pair, minified, out)
}

// longCode is how many bytes of code around a frame are kept: lines of source
// may be megabytes long, and frames many.
const longCode = 16 << 10

// keepCode keeps the code around a frame.
func (c *Change) keepCode(ctx context.Context, r *symbols.Resolver) {
	if ex, ok := r.Minified(ctx, &c.resolved); ok {
		c.Minified = &ex
	}
	around := c.resolved.Context
	if around == nil {
		return
	}
	size := len(around.Line)
	for _, line := range slices.Concat(around.Before, around.After) {
		size += len(line)
	}
	if size <= longCode {
		c.Around = around
	}
}

// posthog fills in how PostHog will show frames where its rules give something
// else: it looks a frame's column up as engines count it, from 1, in a map that
// counts from 0; takes the last mapping before that, on an earlier line if need
// be; and names functions by the minified file's scopes.
func posthog(p *symbols.Pair, minified *lines.Text, frames []Change) error {
	var which []int
	var at []sourcemap.Position
	for i := range frames {
		f := &frames[i].resolved.Frame
		if _, ok := f.Generated(); ok && f.Platform != symbols.Hermes {
			which, at = append(which, i), append(at, sourcemap.Position{Line: f.Line - 1, Column: f.Column})
		}
	}
	found, err := floor(p.Map, at)
	if err != nil {
		return err
	}
	var names []string
	if minified != nil && len(minified.Bytes()) <= mostNamed {
		exact := make([]sourcemap.Position, len(which))
		for k, i := range which {
			exact[k], _ = frames[i].resolved.Frame.Generated()
		}
		names, _ = scope.Names(minified.Bytes(), exact, bare{p.Map}) // a name is a convenience
	}
	for k, i := range which {
		frames[i].PostHog = differs(p, &frames[i], found[k], names, k)
	}
	return nil
}

// differs tells how PostHog shows a frame; empty when it is as we do. Its names
// are likely, no more: it takes them from scopes with another reader of
// JavaScript.
func differs(p *symbols.Pair, c *Change, theirs sourcemap.Mapping, names []string, k int) string {
	ours, why := c.After, "it looks one column further right"
	if f := c.resolved.Failure; f != nil && f.Code == symbols.Shifted {
		why = "it takes the columns as the map has them"
	}
	switch {
	case !theirs.OK():
		if ours.Source != "" {
			return "PostHog will not resolve it"
		}
	case ours.Source == "":
		return fmt.Sprintf("PostHog will show %s:%d:%d all the same", p.Map.Source(theirs.Source), theirs.Original.Line+1, theirs.Original.Column+1)
	case theirs.Original.Line+1 != ours.Line || theirs.Source != c.resolved.SourceIndex:
		return fmt.Sprintf("PostHog will show %s:%d:%d: %s", p.Map.Source(theirs.Source), theirs.Original.Line+1, theirs.Original.Column+1, why)
	case k < len(names) && names[k] != "" && names[k] != ours.Function:
		return fmt.Sprintf("PostHog will most likely call it %s, as the minified file has it", names[k])
	}
	return ""
}

// mostNamed is how many bytes of a minified file are read for PostHog's names.
const mostNamed = 4 << 20

// bare is a map without the texts of its sources: names then come from the
// minified file.
type bare struct{ *sourcemap.Map }

func (bare) ContentBytes(int) ([]byte, bool) { return nil, false }

// floor gives for each position the last mapping at or before it, on its line
// or an earlier one; before all mappings it is the first.
func floor(m *sourcemap.Map, at []sourcemap.Position) ([]sourcemap.Mapping, error) {
	out, err := m.Lookup(at...)
	if err != nil {
		return nil, err
	}
	var order []int // of those that have none on their line
	for i := range out {
		if !out[i].OK() {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return out, nil
	}
	slices.SortFunc(order, func(a, b int) int {
		if at[a].Before(at[b]) {
			return -1
		}
		return 1
	})
	last, first := sourcemap.None, true
	err = m.Walk(func(mapping sourcemap.Mapping) bool {
		if first {
			last, first = mapping, false
		}
		for len(order) > 0 && at[order[0]].Before(mapping.Generated) {
			out[order[0]], order = last, order[1:]
		}
		if mapping.Generated != last.Generated {
			last = mapping
		}
		return len(order) > 0
	})
	for _, i := range order {
		out[i] = last
	}
	return out, err
}
