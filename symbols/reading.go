package symbols

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// cache keeps the minified files of pairs with the tables of their lines.
type cache struct {
	mu    sync.Mutex
	texts map[*Pair]*minified
}

type minified struct {
	once sync.Once
	text *lines.Text // nil when the file is not at hand
	err  error
}

// text reads the pair's minified file once. It gives nil without an error when
// the pair has none.
func (c *cache) text(pair *Pair) (*lines.Text, error) {
	c.mu.Lock()
	if c.texts == nil {
		c.texts = map[*Pair]*minified{}
	}
	m := c.texts[pair]
	if m == nil {
		m = &minified{}
		c.texts[pair] = m
	}
	c.mu.Unlock()
	m.once.Do(func() {
		if pair.Minified == nil {
			return
		}
		src, err := pair.Minified()
		if err != nil {
			m.err = fmt.Errorf("read %s: %w", pair.File, err)
			return
		}
		m.text = lines.New(src)
	})
	return m.text, m.err
}

// read resolves frames of one symbol set; safari are those that threw there.
func (r *Resolver) read(ctx context.Context, pair *Pair, frames []*Frame, safari map[*Frame]bool) []Resolved {
	out := make([]Resolved, len(frames))
	refuse := func(why *Failure) []Resolved {
		for i, f := range frames {
			out[i] = unread(f, why)
			out[i].Pair = pair
		}
		return out
	}
	switch {
	case ctx.Err() != nil:
		return refuse(&Failure{Code: Cancelled, Message: "reading was stopped before this frame"})
	case pair.Doubt != nil:
		return refuse(pair.Doubt)
	}
	text, err := r.readings.text(pair)
	if err != nil {
		return refuse(&Failure{Code: NoFile, Message: err.Error()})
	}
	if frames[0].Platform == Hermes {
		text = nil // its places and its maps are of bytecode, which no text can be compared with
	}
	at := make([]sourcemap.Position, len(frames))
	for i, f := range frames {
		at[i], _ = f.Generated() // frames without a place don't come here
	}
	scanned := scan(text, frames)
	report, err := r.compare(pair, text, frames, at)
	if err != nil {
		return refuse(badMap(pair, err))
	}
	m := &view{Map: pair.Map, pair: pair, report: report}
	found, err := m.Lookup(at...)
	if err != nil {
		return refuse(badMap(pair, err))
	}
	for i, f := range frames {
		switch why := distrust(pair, text, report, f, at[i], i); {
		case why != nil:
			out[i] = unread(f, why)
		case !found[i].OK():
			out[i] = unread(f, noMapping(pair, f))
		default:
			out[i] = r.mapped(m, f, found[i])
			out[i].Failure = shifted(report.At(at[i]))
		}
		out[i].Pair = pair
	}
	if !slices.ContainsFunc(out, func(r Resolved) bool { return r.State == Mapped }) {
		return out
	}
	functions := <-scanned
	name(m, functions, at, out)
	strangers(pair, text, functions, out, func(i int) bool { return safari[frames[i]] || frames[i].Of != nil && frames[i].Of.Safari })
	return out
}

// scan scans the minified file for functions, while its map is being compared.
func scan(text *lines.Text, frames []*Frame) <-chan *scope.File {
	var src []byte
	if text != nil {
		src = text.Bytes()
	}
	done := make(chan *scope.File, 1)
	go func() { done <- scope.Scan(src, scope.JavaScript) }()
	return done
}

// compare compares the map with the minified file, where that is at hand.
func (r *Resolver) compare(pair *Pair, text *lines.Text, frames []*Frame, at []sourcemap.Position) (*fit.Report, error) {
	if text == nil {
		return nil, nil
	}
	return r.Check(text, pair.Map, at)
}

// distrust tells why the map can't be believed about the i-th frame compared,
// or nil.
func distrust(pair *Pair, text *lines.Text, report *fit.Report, f *Frame, at sourcemap.Position, i int) *Failure {
	if report == nil {
		return nil
	}
	if _, ok := text.Offset(at); !ok {
		return &Failure{Code: Stale,
			Message: fmt.Sprintf("%s has no %d:%d: the frame comes from another build of it", pair.File, f.Line, f.Column),
			Do:      "find the build that the exception's release was made of"}
	}
	switch report.Near(i) {
	case fit.Beyond:
		return &Failure{Code: Stale,
			Message: fmt.Sprintf("%s ends at %d:%d, long before %s does: it belongs to a shorter build of it",
				pair.MapFile, report.End.Line+1, report.End.Column+1, pair.File),
			Do: "build again, or find the map that was made together with this file"}
	case fit.Stale:
		return &Failure{Code: Stale,
			Message: fmt.Sprintf("%s belongs to another build of %s: %d of its %d mappings begin inside a word or outside the file",
				pair.MapFile, pair.File, report.Split+report.Outside, report.Mappings),
			Do: "build again, or find the map that was made together with this file"}
	}
	return nil
}

// shifted is the doubt about a frame whose column had to be put right.
func shifted(s *fit.Shift) *Failure {
	if s == nil {
		return nil
	}
	return &Failure{Code: Shifted,
		Message: fmt.Sprintf("the map's columns are %d off here, because %s was written after it was made; they are put right", s.By, s.Name),
		Do:      "PostHog reads the map as it is, and shows another place"}
}

func badMap(pair *Pair, err error) *Failure {
	var failure *Failure
	if errors.As(err, &failure) {
		return failure
	}
	return &Failure{Code: BadMap, Message: fmt.Sprintf("%s can't be read: %v", pair.MapFile, err),
		Do: "symset check tells everything that is wrong with it"}
}

func noMapping(pair *Pair, f *Frame) *Failure {
	return &Failure{Code: NoMapping, Message: fmt.Sprintf("%s has no mapping for %d:%d", pair.MapFile, f.Line, f.Column),
		Do: "code that a bundler added has none; if this is code of yours, the map is of another build"}
}

// mapped is a frame that the map answered for, without its function's name.
func (r *Resolver) mapped(m *view, f *Frame, place sourcemap.Mapping) Resolved {
	source := m.Source(place.Source)
	rv := Resolved{
		Frame: *f, State: Mapped,
		Source: source, Line: place.Original.Line + 1, Column: place.Original.Column + 1,
		InApp: !dependency(source) && !m.Ignored(place.Source),
		Place: place, SourceIndex: place.Source,
	}
	line := place.Original.Line
	from := max(0, line-r.ContextLines)
	if around, file, ok := m.Lines(place.Source, from, line+r.ContextLines+1); ok && line-from < len(around) {
		rv.Context = &Context{Before: around[:line-from], Line: around[line-from], After: around[line-from+1:]}
		rv.Disk = file
	}
	return rv
}

// name fills in the functions' names. A name is a convenience: when there is
// none to be had, the frame stays without.
func name(m *view, functions *scope.File, at []sourcemap.Position, out []Resolved) {
	var which []int
	var where []sourcemap.Position
	for i := range out {
		if out[i].State == Mapped {
			which, where = append(which, i), append(where, at[i])
		}
	}
	names, err := functions.Names(where, m)
	if err != nil {
		return
	}
	for k, function := range names {
		r := &out[which[k]]
		if r.Function = function; function == "" {
			known, _ := m.FunctionName(r.SourceIndex, r.Place.Original)
			r.Function = metro(known)
		}
	}
}

// metro spells a name of Metro's function maps as package scope does: Metro
// writes Cart#total for a method, get__total for a getter, map$argument_0 for
// a callback and <global> for code outside of functions.
func metro(name string) string {
	class, method, ok := strings.Cut(name, "#")
	if !ok {
		class, method = "", name
	}
	if method == "<global>" {
		return ""
	}
	method = strings.TrimPrefix(strings.TrimPrefix(method, "get__"), "set__")
	switch {
	case strings.Contains(method, "$argument_"):
		return "<anonymous>"
	case class == "":
		return method
	case method == "constructor":
		return "new " + class
	}
	return class + "." + method
}
