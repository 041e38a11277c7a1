package tui

import (
	"cmp"
	"context"
	"slices"

	"symset/symbols"
	"symset/symbols/reason"
	"symset/theme"
	"symset/tui/source"
)

// A glance is what a look at an event tells, without its code being opened. It
// is immutable.
type glance struct {
	event   *symbols.Event
	read    []symbols.Resolved // by the frame's number
	ok      int                // how many frames show original source
	of      int                // how many there are that could
	top     int                // the frame to name the event by, -1 when there is none
	sets    []wait             // what frames wait for, the set behind the most frames first
	other   string             // why a frame does not read that waits for none; safe, may be empty
	excerpt                    // the code around top, as far as the event has it
}

// wait is frames of an event that wait for a symbol set.
type wait struct {
	ref    symbols.Ref
	frames int
	why    string // a sentence; safe, may be empty
}

// glanceAt looks at an event. Frames that PostHog has read are taken from
// what it stored: only others need a symbol set.
func glanceAt(ctx context.Context, r Resolver, th *theme.Theme, ev *symbols.Event) *glance {
	g := &glance{event: ev, read: make([]symbols.Resolved, ev.Frames()), top: -1}
	var ask []int
	for n := range g.read {
		f := ev.Frame(n)
		if s := f.Stored; s == nil || !s.Resolved || s.Source == "" || f.Builtin {
			ask = append(ask, n)
			continue
		}
		g.read[n] = symbols.Resolved{Frame: *f, State: symbols.Kept, InApp: f.InApp, Function: f.Stored.Function,
			Source: f.Stored.Source, Line: f.Stored.Line, Column: f.Stored.Column, Context: f.Stored.Context}
	}
	for i, rv := range r.Resolve(ctx, ev, ask) {
		g.read[ask[i]] = rv
	}
	g.count()
	g.choose()
	if g.top >= 0 {
		g.excerpt = excerptOf(originalOf(&g.read[g.top], ""), th)
	}
	return g
}

// An excerpt is the code around a frame, with its colours.
type excerpt struct {
	doc   *source.Doc // nil when the code is not at hand
	paint source.Painting
}

func excerptOf(doc *source.Doc, th *theme.Theme) excerpt {
	if doc == nil {
		return excerpt{}
	}
	return excerpt{doc, source.Paint(th, doc, 0, min(doc.Len(), 2*symbols.DefaultContext+1))}
}

// excerptAt reads the code of a frame through a symbol set: PostHog gives none
// with its events.
func excerptAt(ctx context.Context, r Resolver, th *theme.Theme, ev *symbols.Event, n int) excerpt {
	for _, rv := range r.Resolve(ctx, ev, []int{n}) {
		return excerptOf(originalOf(&rv, ""), th)
	}
	return excerpt{}
}

// count counts the frames that read, and those that wait, by symbol set.
func (g *glance) count() {
	index := map[symbols.Ref]int{}
	for n := range g.read {
		rv := &g.read[n]
		if rv.State == symbols.Builtin {
			continue
		}
		if g.of++; rv.OK() {
			g.ok++
			continue
		}
		ref := rv.Frame.Ref()
		if ref == "" || !rv.Frame.Platform.JavaScript() {
			if g.other == "" {
				g.other = whyUnread(rv)
			}
			continue
		}
		i, ok := index[ref]
		if !ok {
			i = len(g.sets)
			index[ref] = i
			g.sets = append(g.sets, wait{ref: ref, why: whyUnread(rv)})
		}
		g.sets[i].frames++
	}
	slices.SortStableFunc(g.sets, func(a, b wait) int { return cmp.Compare(b.frames, a.frames) })
}

// choose finds the frame that names the event: of the thrown exception the
// first of the app's own that reads, else the first of its own, else the first.
func (g *glance) choose() {
	if len(g.event.Exceptions) == 0 {
		return
	}
	best := 0
	for _, n := range g.event.Exceptions[0].Reading() {
		rv := &g.read[n]
		rank := 1
		switch {
		case rv.InApp && rv.OK():
			rank = 4
		case rv.InApp && rv.State != symbols.Builtin:
			rank = 3
		case rv.State != symbols.Builtin:
			rank = 2
		}
		if rank > best {
			best, g.top = rank, n
		}
	}
}

// whyUnread tells in a sentence why a frame was not read: what PostHog said,
// unless symset has found a symbol set that does not do.
func whyUnread(rv *symbols.Resolved) string {
	none := rv.Failure == nil || rv.Failure.Code == symbols.NoFile || rv.Failure.Code == symbols.Unsupported
	if r := storedReason(&rv.Frame); !r.IsZero() && none {
		return brief(r.Sentence())
	}
	if rv.Failure != nil {
		return brief(rv.Failure.Message)
	}
	return ""
}

// storedReason is why PostHog could not read a frame, as it stored it.
func storedReason(f *symbols.Frame) reason.Reason {
	if f.Stored == nil || f.Stored.Resolved || f.Stored.Failure == "" {
		return reason.Reason{}
	}
	return reason.ParseFrame(f.Stored.Failure, reason.LanguageOf(string(f.Platform)))
}

// foreign is the language of an event whose frames need no symbol sets; empty
// for JavaScript.
func (g *glance) foreign() string {
	if g.top < 0 || g.read[g.top].Frame.Platform.JavaScript() {
		return ""
	}
	return brief(string(g.read[g.top].Frame.Platform))
}
