package tui

import (
	"context"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
	"symset/theme"
	"symset/tui/source"
)

// A sight is the code that is seen of a frame: that of its minified place, and
// its source as a symbol set tells it.
type sight struct {
	function           string // of the frame, as captured
	line, column       int
	minified, original *source.Doc // nil where they are not at hand
	reads              preflight.Place
}

// sightFold is how wide minified code is broken, in characters: what half of a
// wide terminal shows beside the line numbers.
const sightFold = 44

// sightsOf are the sights of what was proved.
func sightsOf(r *preflight.Report) []sight {
	var out []sight
	for i := range r.Frames {
		c := &r.Frames[i]
		out = append(out, seen(c.Function, c.Line, c.Column, c.Minified, c.Around, c.After))
	}
	return out
}

// sightsThrough are the sights of frames as a resolver reads them.
func sightsThrough(ctx context.Context, r Resolver, frames []symbols.Frame) []sight {
	ev := symbols.EventOf(frames...)
	var out []sight
	for _, rv := range r.Resolve(ctx, ev, ev.All()) {
		var mini *symbols.Excerpt
		if ex, ok := r.Minified(ctx, &rv); ok {
			mini = &ex
		}
		place := preflight.Place{}
		if rv.State == symbols.Mapped {
			place = preflight.Place{Source: rv.Source, Line: rv.Line, Column: rv.Column, Function: rv.Function}
		} else if rv.Failure != nil {
			place.Failure = rv.Failure.Message
		}
		out = append(out, seen(rv.Frame.Function, rv.Frame.Line, rv.Frame.Column, mini, rv.Context, place))
	}
	return out
}

// seen makes a sight. It reads long lines up to their column: not for the
// event loop.
func seen(function string, line, column int, mini *symbols.Excerpt, around *symbols.Context, reads preflight.Place) sight {
	s := sight{function: function, line: line, column: column, reads: reads}
	if mini != nil {
		s.minified = minifiedOf(*mini, sightFold)
	}
	if reads.Source != "" {
		s.original = originalOf(&symbols.Resolved{State: symbols.Mapped, Context: around, Source: reads.Source, Line: reads.Line, Column: reads.Column}, "")
	}
	return s
}

// sightOf finds that of a frame, nil when there is none.
func sightOf(all []sight, f *symbols.Frame) *sight {
	for i := range all {
		if s := &all[i]; f != nil && s.line == f.Line && s.column == f.Column && s.function == f.Function {
			return s
		}
	}
	return nil
}

// readsLine tells how a frame reads: its name, and its place.
func readsLine(th *theme.Theme, p *preflight.Place, w int) string {
	return readsAt(th, brief(p.Function), brief(phrase.Place(plainSource(p.Source), p.Line, p.Column)), w)
}

// readsAt is a name with its place.
func readsAt(th *theme.Theme, name, place string, w int) string {
	name = th.Fit(name, min(theme.Width(name), w/2))
	return th.Strong.Render(" "+name) + "  " + th.Dim.Render(th.FitMiddle(place, w-theme.Width(name)-4)) + " "
}
