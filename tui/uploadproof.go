package tui

import (
	"fmt"
	"strings"

	fitness "symset/symbols/fit"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
	"symset/theme"
)

// viewProof draws the verdict, its evidence, the frames before and after, and
// what is about to be sent.
func (p *upload) viewProof(l uploadLayout, w int) []string {
	th := p.theme
	lines := p.verdictLines(w)
	r := p.proof.report
	if r == nil {
		return lines
	}
	title := "No frame waits for it"
	if n := len(r.Frames); n > 0 {
		title = fmt.Sprintf("%s: now %s with this map", phrase.Count(n, "frame"), th.Glyphs.Hint)
	}
	lines = append(lines, rule(th, w, title, "", ""))
	from, to := p.frames.Visible()
	for i := from; i < min(to, from+l.frames.h); i++ {
		lines = append(lines, changeRow(th, &r.Frames[i], w, i == p.frames.Cursor))
	}
	lines = append(lines, p.viewChange(w)...)
	return append(lines, p.viewSend(w)...)
}

// verdictLines tell whether the map belongs to the file, and why.
func (p *upload) verdictLines(w int) []string {
	th, g := p.theme, p.theme.Glyphs
	r := p.proof.report
	switch {
	case p.proof.path == "":
		return sentence(th, w, g.None, th.Dim, "Choose a file: what it would do is shown here, before anything is sent.")
	case p.proof.work.busy():
		return []string{p.spin.says(th, " ", "proving "+p.proof.name(), w)}
	case p.proof.err != nil:
		return p.reasons(problemOf(p.proof.err).told(), w)
	case r == nil:
		return nil
	}
	lines := []string{verdictLine(th, r, w)}
	if other := p.otherFile(); other != "" {
		lines = append(lines, sentence(th, w, g.Doubt, th.Warn, other)...)
	}
	lines = append(lines, latestRead(th, r, w)...)
	if r.Fit != nil {
		lines = append(lines, p.evidence(r.Fit, w)...)
	}
	if r.Second != nil && r.Second.Asked+len(r.Second.LeftOut) > 0 {
		lines = append(lines, secondRow(p.env, r.Second, w))
	}
	for _, n := range r.Send {
		glyph, style := g.Doubt, th.Warn
		switch n.Level {
		case preflight.Stop:
			glyph, style = g.Bad, th.Bad
		case preflight.Hint:
			glyph, style = g.None, th.Dim
		}
		text := brief(n.Words)
		if n.Do != "" {
			text += ": " + brief(n.Do)
		}
		lines = append(lines, sentence(th, w, glyph, style, text)...)
	}
	if most := max(4, p.h/2); len(lines) > most {
		lines = append(lines[:most-1:most-1], th.Dim.Render(th.Fit("   and more: symset check shows all of it", w)))
	}
	return lines
}

// evidence tells why a map belongs to its file or not; in narrow terminals what
// speaks against it, and how many mappings for it.
func (p *upload) evidence(f *preflight.Fit, w int) []string {
	th := p.theme
	var lines []string
	if !p.wide() && f.Agree > 0 {
		words := fmt.Sprintf("of %s mappings looked at, %s agree with the file and %s don't", thousands(f.Compared), thousands(f.Agree), thousands(f.Against))
		lines = append(lines, "   "+th.Fit(words, w-3))
	}
	for _, e := range f.Evidence {
		if p.wide() || e.Finding == "odd" {
			lines = append(lines, evidenceRow(p.env, e, w))
		}
	}
	for _, x := range f.Examples {
		lines = append(lines, sentence(th, w, " ", th.Warn, brief(x.Words))...)
	}
	return lines
}

// verdictOf tells a verdict.
func verdictOf(th *theme.Theme, r *preflight.Report) (glyph string, style theme.Style, text string) {
	switch r.Outcome() {
	case fitness.Doubtful:
		return th.Glyphs.Doubt, th.Warn, "This map may be of another build of the file"
	case fitness.Mismatch:
		return th.Glyphs.Bad, th.Bad, "This map belongs to another file"
	}
	return th.Glyphs.Good, th.Good, "This map belongs to this file"
}

// verdictLine is the verdict, and how many frames read with the map.
func verdictLine(th *theme.Theme, r *preflight.Report, w int) string {
	count := readsWith(r)
	glyph, style, text := verdictOf(th, r)
	return style.Render(th.Fit(" "+glyph+" "+text, w-theme.Width(count)-1)) + count + " "
}

// readsWith tells how many frames read with the map, empty when none wait.
func readsWith(r *preflight.Report) string {
	if len(r.Frames) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s resolve", readsOf(r), phrase.Count(len(r.Frames), "frame"))
}

// latestRead tells where the latest exceptions read with the map, and others don't.
func latestRead(th *theme.Theme, r *preflight.Report, w int) []string {
	if words := r.Traces.Words(); words != "" {
		return sentence(th, w, th.Glyphs.Good, th.Good, words)
	}
	return nil
}

// readsOf counts the frames that read with the map, and are in no doubt.
func readsOf(r *preflight.Report) (n int) {
	for i := range r.Frames {
		if c := &r.Frames[i].After; c.Source != "" && c.Doubt == "" {
			n++
		}
	}
	return n
}

func evidenceRow(e *env, x preflight.Evidence, w int) string {
	th := e.theme
	glyph, style := th.Glyphs.None, th.Dim
	switch x.Finding {
	case "good":
		glyph, style = th.Glyphs.Good, th.Good
	case "odd":
		glyph, style = th.Glyphs.Doubt, th.Warn
	}
	return "   " + style.Render(glyph) + th.Fit(" "+brief(x.Words), w-4)
}

func secondRow(e *env, s *preflight.Second, w int) string {
	th := e.theme
	glyph, style, text := th.Glyphs.Good, th.Good, "the second reader agrees on every frame"
	switch {
	case s.LeftOut != "":
		glyph, style, text = th.Glyphs.None, th.Dim, "the second reader was not asked: "+brief(s.LeftOut)
	case s.Disagrees > 0:
		glyph, style, text = th.Glyphs.Doubt, th.Warn, fmt.Sprintf("the second reader disagrees on %s", phrase.Count(s.Disagrees, "frame"))
	}
	return "   " + style.Render(glyph) + th.Fit(" "+text, w-4)
}

// changeRow draws a frame as it is now, and as it would be.
func changeRow(th *theme.Theme, c *preflight.Change, w int, selected bool) string {
	glyph, mark := th.Glyphs.None, th.Dim
	switch c.Change {
	case preflight.Starts:
		glyph, mark = th.Glyphs.Good, th.Good
	case preflight.Changes:
		glyph, mark = th.Glyphs.Doubt, th.Warn
	case preflight.Stops, preflight.Unread:
		glyph, mark = th.Glyphs.Bad, th.Bad
	}
	if c.After.Doubt != "" {
		glyph, mark = th.Glyphs.Doubt, th.Warn
	}
	text, dim := theme.Style{}, th.Dim
	point := " " + marked(th, selected, &text, &dim, &mark)
	name := phrase.Function(c.Function)
	nowW := max(14, min(w/3, 34))
	now := th.Fit(brief(name), nowW-12) + " " + right(fmt.Sprintf("%d:%d", c.Line, c.Column), 11)
	if c.Before.Source != "" {
		now = th.FitMiddle(brief(c.Before.String()), nowW)
	}
	room := w - nowW - 8
	after := th.Fit(brief(withoutFolder(c.After.Failure)), room)
	if c.After.Source != "" {
		called := th.Fit(brief(c.After.Function), min(room/2, 22))
		place := brief(phrase.Place(plainSource(c.After.Source), c.After.Line, c.After.Column))
		after = called + " " + th.FitMiddle(place, room-theme.Width(called)-1)
	}
	return text.Render(point+" ") + dim.Render(now) + text.Render(" "+th.Glyphs.Hint+" ") + mark.Render(glyph) + text.Render(" "+after)
}

// withoutFolder takes the folder off the file that a reason begins with, as there
// is room for the reason or for the folder.
func withoutFolder(why string) string {
	file, rest, ok := strings.Cut(why, " ")
	if !ok || !strings.ContainsAny(file, `/\`) || strings.Contains(file, "://") {
		return why
	}
	return baseName(file) + " " + rest
}

// viewChange shows the code of the frame under the cursor, and how PostHog or
// the second reader differ.
func (p *upload) viewChange(w int) []string {
	r := p.proof.report
	if p.frames.Cursor >= len(r.Frames) {
		return nil
	}
	th, c := p.theme, &r.Frames[p.frames.Cursor]
	if c.After.Source == "" {
		return sentence(th, w, th.Glyphs.Bad, th.Bad, brief(c.After.Failure))
	}
	place := brief(phrase.Place(plainSource(c.After.Source), c.After.Line, c.After.Column))
	lines := []string{rule(th, w, th.FitMiddle(place, min(w-8, theme.Width(place))), "", "")}
	if p.code.Doc() != nil && p.codeRows() > 1 {
		lines = append(lines, p.code.View(th)...)
	} else {
		lines = append(lines, codeLine(th, c, w)...)
	}
	for _, more := range []string{c.After.Doubt, c.PostHog, c.Second} {
		if more != "" {
			lines = append(lines, sentence(th, w, th.Glyphs.Doubt, th.Warn, brief(more))...)
		}
	}
	return lines
}

// codeLine draws the line of source that a frame would read as, if it is known.
func codeLine(th *theme.Theme, c *preflight.Change, w int) []string {
	if c.After.Code == "" {
		return nil
	}
	number := right(fmt.Sprint(c.After.Line), 6) + "  "
	code := th.Fit(theme.Text(strings.TrimLeft(c.After.Code, " \t")), w-8)
	return []string{th.Dim.Render(number) + th.Code(c.After.Source, []string{code})[0]}
}

// viewSend says what U sends, and what becomes of what is there.
func (p *upload) viewSend(w int) []string {
	th, f := p.theme, p.proof.local
	name := baseName(f.source)
	what := brief(name) + " and its map"
	if f.sourceMap == "" {
		what = brief(name) + " with the map in it"
	}
	lines := []string{rule(th, w, "What U sends", "", ""), th.Fit("   "+what+", "+phrase.Size(f.size), w)}
	if p.low() {
		return lines
	}
	lines = append(lines, p.serverLines(w)...)
	return append(lines, th.Fit("   "+p.loss(), w), th.Dim.Render(th.Fit("   events from now on are read with it, older ones stay as they are", w)))
}
