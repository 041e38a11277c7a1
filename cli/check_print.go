package cli

import (
	"fmt"

	"symset/symbols/fit"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
	"symset/theme"
)

// print gives the verdict for people.
func (v *verdict) print(t *theme.Theme) []byte {
	p := page{Theme: t}
	p.line(p.Strong.Render(theme.Text(v.Map)))
	if v.Kind != "" {
		p.fact("kind", v.Kind+" source map")
		p.fact("mappings", fmt.Sprint(v.Mappings))
		p.fact("sources", fmt.Sprintf("%d, %d with their text", v.Sources, v.Contents))
		p.fact("names", fmt.Sprint(v.Names))
		p.fact("file", v.File)
		p.fact("debug id", v.DebugID)
		p.fact("chunk id", v.ChunkID)
	}
	for _, problem := range v.Problems {
		p.line("  ", p.bad(), " ", theme.Text(problem.sentence()))
	}
	p.line("")
	good, bad := p.good()+" ", p.bad()+" "
	switch {
	case v.Valid:
		p.line(good, "a valid source map")
	case v.Kind == "":
		p.line(bad, "not a source map")
	default:
		p.line(bad, "not a valid source map: ", phrase.Count(len(v.Problems), "problem"))
	}
	if v.Source != nil {
		p.source(v.Source, v.Report == nil || v.Outcome() == fit.Match)
	}
	if v.Report != nil {
		p.preflight(v.Report)
	}
	return p.out.Bytes()
}

// source tells how the map lies in the minified file, to which it belongs unless the
// verdict, which follows, is another.
func (p *page) source(s *verdictSource, belongs bool) {
	good, bad := p.good()+" ", p.bad()+" "
	found := fmt.Sprintf("%d of %d mappings begin inside a word or outside of it", s.Split+s.Outside, s.Mappings)
	switch {
	case s.Fits && !belongs:
		p.line(p.dot(), " ", theme.Text(fmt.Sprintf("its places fit %s: %s", s.File, found)))
	case s.Fits:
		p.line(good, theme.Text(fmt.Sprintf("it belongs to %s: %s", s.File, found)))
	case s.Ends != "":
		p.line(bad, theme.Text(fmt.Sprintf("it belongs to a shorter build of %s: the last mapping is at %s, long before the file ends", s.File, s.Ends)))
	default:
		p.line(bad, theme.Text(fmt.Sprintf("it belongs to another build of %s: %s, the first at %d:%d", s.File, found, s.Line, s.Column)))
	}
	for _, shift := range s.Shifts {
		p.line(p.doubt(), " ", theme.Text(fmt.Sprintf(
			"its columns are %d too large from %d:%d on: %s was written after the map was made; symset reads it right, PostHog does not",
			shift.By, shift.Line, shift.Column, shift.Written)))
	}
}

// fact writes a line with a name and what it is, if it is known.
func (p *page) fact(name, value string) {
	if value != "" {
		p.line("  ", p.Dim.Render(fmt.Sprintf("%-9s", name)), " ", theme.Text(value))
	}
}

// sentence tells a problem with its place.
func (p verdictProblem) sentence() string {
	s := p.Message
	switch {
	case p.Line > 0:
		s = fmt.Sprintf("%s: %s (generated line %d, segment %d)", p.Field, s, p.Line, p.Segment)
	case p.Field != "":
		s = p.Field + ": " + s
	}
	if p.Count > 1 {
		s += fmt.Sprintf(", %d times", p.Count)
	}
	return s
}

// preflight tells what was proved of a symbol set.
func (p *page) preflight(r *preflight.Report) {
	if f := r.Fit; f != nil {
		mark := map[string]string{"match": p.good(), "doubtful": p.doubt(), "mismatch": p.bad()}[f.Verdict]
		words := fmt.Sprintf("of %d mappings that tell it, %.4g%% agree", f.Agree+f.Against, 100*f.Score)
		if f.Agree+f.Against == 0 {
			words = "no mapping tells whether it is"
		}
		p.line(mark, " ", p.Strong.Render(f.Verdict), ": ", words)
		marks := map[string]string{"good": p.good(), "odd": p.bad(), "unknown": p.dot()}
		for _, e := range f.Evidence {
			p.line("  ", marks[e.Finding], " ", theme.Text(e.Words))
		}
		for _, e := range f.Examples {
			p.line("    ", p.Dim.Render(theme.Text(e.Words)))
		}
	}
	for i := range r.Frames {
		p.change(&r.Frames[i])
	}
	if words := r.Traces.Words(); words != "" {
		p.line(p.good(), " ", words)
	}
	if s := r.Second; s != nil {
		switch {
		case s.LeftOut != "":
			p.line(p.dot(), " ", theme.Text("no second reader: "+s.LeftOut))
		case s.Disagrees > 0:
			p.line(p.doubt(), fmt.Sprintf(" a second reader disagrees on %d of %s", s.Disagrees, phrase.Count(s.Asked, "frame")))
		case s.Asked > 0:
			p.line(p.good(), fmt.Sprintf(" a second reader agrees on %s", phrase.Count(s.Asked, "frame")))
		}
	}
	for _, n := range r.Send {
		mark := p.doubt()
		if n.Level == preflight.Stop {
			mark = p.bad()
		}
		p.line(mark, " ", theme.Text(n.Words), p.Dim.Render(theme.Text(" ("+n.Do+")")))
	}
	if r.Server != nil {
		p.server(r.Server)
	}
}

// change tells what becomes of a frame.
func (p *page) change(c *preflight.Change) {
	mark := map[string]string{
		preflight.Starts: p.good(), preflight.Changes: p.doubt(), preflight.Same: p.good(),
		preflight.Stops: p.bad(), preflight.Unread: p.bad(),
	}[c.Change]
	if c.After.Doubt != "" {
		mark = p.doubt()
	}
	p.line(mark, " ", fmt.Sprintf("%-7s", c.Change), " ", theme.Text(phrase.Place(c.File, c.Line, c.Column)))
	if c.Before.Source != "" && c.Change != preflight.Same {
		p.line("    ", p.Dim.Render("before "+theme.Text(c.Before.String())))
	}
	p.line("    ", theme.Text(c.After.String()))
	for _, words := range []string{c.After.Doubt, c.PostHog, c.Second} {
		if words != "" {
			p.line("    ", p.doubt(), " ", theme.Text(words))
		}
	}
}

// server tells what the project would make of the upload.
func (p *page) server(s *preflight.Server) {
	switch {
	case s.Has == "":
	case s.Now == preflight.ThisFile:
		p.line(p.good(), " ", theme.Text("PostHog has "+s.Has))
	default:
		p.line(p.dot(), " ", theme.Text("PostHog has "+s.Has))
	}
	switch {
	case s.Refuses != "":
		p.line(p.bad(), " ", theme.Text("it would refuse the upload: "+s.Refuses))
		if s.Do != "" {
			p.line("    ", theme.Text(s.Do))
		}
	case s.NotAsked != "":
		p.line(p.dot(), " ", theme.Text("it was not asked about the upload: "+s.NotAsked))
	case s.Replaces:
		p.line(p.doubt(), " the upload would replace that file")
	}
}
