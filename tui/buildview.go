package tui

import (
	"fmt"
	"strings"

	fitness "symset/symbols/fit"
	matching "symset/symbols/match"
	"symset/symbols/phrase"
	"symset/theme"
)

// buildLayout says where the list is, and how wide what stands beside it.
type buildLayout struct {
	list  rect
	right int // the width of the pane on the right; 0 in narrow terminals
	below int // lines below the list in narrow terminals
}

func (p *build) wide() bool { return p.paned(p.w) }

func (p *build) layout() buildLayout {
	room := max(0, p.h-5) // headline, rule, titles; what is chosen, rule
	if p.wide() {
		left := min(p.w*3/5, 100)
		return buildLayout{list: rect{0, 3, left, room}, right: p.w - left - 1}
	}
	below := 0
	if room >= 14 && !p.zoomed {
		below = 6
	}
	return buildLayout{list: rect{0, 3, p.w, room - below}, below: below}
}

func (p *build) view() string {
	th, l := p.theme, p.layout()
	at := -1
	if p.wide() {
		at = l.list.w
	}
	lines := []string{p.headline(), crossed(th, p.w, at, th.Glyphs.Tee)}
	list := append([]string{p.titles(l.list.w)}, filled(p.viewList(l), l.list.w, l.list.h)...)
	if p.wide() {
		list = beside(th, append(list, p.summary(l.list.w)), p.details(l.right), l.right)
	}
	lines = append(lines, list...)
	if l.below > 0 {
		name := ""
		if r := p.current(); r != nil {
			name = briefEnd(string(r.wanted.Ref))
		}
		lines = append(lines, rule(th, p.w, th.FitMiddle(name, min(p.w-8, theme.Width(name))), "", ""))
		lines = append(lines, filled(p.details(p.w), p.w, l.below-1)...)
	}
	if !p.wide() {
		lines = append(lines, p.summary(p.w))
	}
	return joinLines(append(lines, crossed(th, p.w, at, th.Glyphs.Foot)))
}

// headline tells the folders, what was found in them, and how it matches.
func (p *build) headline() string {
	th := p.theme
	if len(p.folders) == 0 {
		return th.Fit(" No build folder is known: c names one", p.w)
	}
	left, files := p.watchNote()+brief(strings.Join(p.folders, ", ")), ""
	if p.report != nil && p.report.read() > 0 {
		files = "  " + phrase.Count(p.report.read(), "minified file")
	}
	fit, doubt, none, open := p.counts()
	var b strings.Builder
	used := 0
	for _, c := range []struct {
		n     int
		glyph string
		style theme.Style
		word  string
	}{{fit, th.Glyphs.Good, th.Good, "fit"}, {doubt, th.Glyphs.Doubt, th.Warn, "doubtful"}, {none, th.Glyphs.Bad, th.Bad, "none"}} {
		text := fmt.Sprintf(" %s %s  ", thousands(c.n), c.word)
		b.WriteString(c.style.Render(c.glyph) + text)
		used += 1 + theme.Width(text)
	}
	missing := ""
	if p.rows != nil {
		missing = thousands(fit+doubt+none) + " missing:  "
	}
	if open > 0 {
		missing = p.spin.glyph(th) + fmt.Sprintf(" %s of %s matched  ", thousands(fit+doubt+none), thousands(fit+doubt+none+open))
	}
	used += theme.Width(missing)
	if p.rows == nil || used > p.w/2+20 {
		return th.Fit(" "+left+files, p.w)
	}
	room := p.w - used - 3
	if theme.Width(left)+theme.Width(files) > room {
		files = ""
	}
	left = th.FitMiddle(left, min(theme.Width(left), room)) + files
	return " " + th.Fit(left, room) + "  " + th.Dim.Render(missing) + b.String()
}

// read is how many files the folders have.
func (r *matchReport) read() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.files
}

func (p *build) titles(w int) string {
	nameW := p.nameWidth(w)
	return p.theme.Dim.Render(p.theme.Fit("       "+p.theme.Fit("Missing symbol set", nameW)+"  Waiting  Best match", w))
}

func (p *build) nameWidth(w int) int { return max(16, (w-18)*9/20) }

// viewList draws the visible rows, or what stands in their place.
func (p *build) viewList(l buildLayout) []string {
	th, g, w := p.theme, p.theme.Glyphs, l.list.w
	switch {
	case p.err != nil:
		return p.wrong(p.err, w)
	case len(p.folders) == 0:
		return sentence(th, w, g.None, theme.Style{}, "Start symset in a project with a dist, build or out folder, or name one with c: it is matched with every symbol set that is missing.")
	case p.rows == nil && p.work.busy():
		what := "reading the folders"
		if p.report.read() > 0 {
			what = "asking what is missing"
		}
		return []string{p.spin.says(th, "   ", what, w)}
	case p.rows == nil && p.report != nil:
		return sentence(th, w, g.None, th.Dim, "The builds were not matched: r reads them.")
	case len(p.rows) == 0 && p.report != nil && !p.work.busy():
		return sentence(th, w, g.Good, th.Good, "No symbol set is missing, and no frame of recent exceptions waits for one.")
	}
	var lines []string
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, p.row(p.rows[i], w, i == p.list.Cursor))
	}
	return lines
}

// name is the ref, of a URL its file.
func (r *buildRow) name() string {
	name := briefEnd(string(r.wanted.Ref))
	if base := baseName(name); r.wanted.Ref.IsURL() && base != "" {
		return base
	}
	return name
}

// row draws a symbol set with its best match.
func (p *build) row(r *buildRow, w int, selected bool) string {
	th := p.theme
	box, glyph, mark := "[ ]", th.Glyphs.Bad, th.Bad
	c := r.best()
	best, sure := "", ""
	switch {
	case r.sent:
		box, glyph, mark, best = " "+th.Glyphs.Good+" ", th.Glyphs.Good, th.Good, "uploaded"
	case r.result == nil:
		box, glyph, mark = "   ", th.Glyphs.None, th.Dim
	case c != nil:
		glyph, mark, sure, best = th.Glyphs.Good, th.Good, c.Confidence.String(), theme.Text(c.File)
	case len(r.result.Candidates) > 0:
		box, glyph, mark, best = "   ", th.Glyphs.Doubt, th.Warn, brief(r.result.Why)
	default:
		box, best = "   ", brief(r.result.Why)
	}
	if r.on && !r.sent {
		box = "[x]"
	}
	text, dim := theme.Style{}, th.Dim
	point := " " + marked(th, selected, &text, &dim, &mark)
	nameW := p.nameWidth(w)
	room := w - nameW - 18
	best = th.FitMiddle(best, room)
	if sure != "" {
		best = th.Fit(sure, 8) + th.FitMiddle(theme.Text(c.File), room-8)
	}
	waits := th.Glyphs.None
	if n := r.wanted.Waiting; n > 0 {
		waits = thousands(n)
	}
	return text.Render(point+box+" ") + mark.Render(glyph) + text.Render(" "+th.FitMiddle(r.name(), nameW-1)) +
		dim.Render("  "+right(waits, 7)+"  ") + text.Render(best)
}

// details describe the row under the cursor: its file, why, and how its frames
// would read.
func (p *build) details(w int) []string {
	r := p.current()
	if r == nil || r.result == nil {
		return nil
	}
	th := p.theme
	c := r.best()
	if c == nil {
		lines := sentence(th, w, th.Glyphs.Bad, th.Bad, upper(brief(r.result.Why))+".")
		for i := range r.result.Candidates {
			x := &r.result.Candidates[i]
			lines = append(lines, th.FitMiddle(" "+th.Glyphs.Doubt+" "+theme.Text(x.File), w))
			lines = append(lines, sentence(th, w, " ", th.Dim, brief(strings.Join(x.Reasons, ", ")))...)
		}
		if len(r.result.Candidates) > 0 {
			lines = append(lines, th.Accent.Render(th.Fit(" enter proves them, one by one", w)))
		}
		return lines
	}
	lines := []string{" " + th.Strong.Render(th.FitMiddle(theme.Text(c.File), w-1))}
	for _, x := range c.Reasons {
		lines = append(lines, th.Fit("   "+th.Glyphs.Dot+" "+brief(x), w))
	}
	if p.proof.path != c.File || !p.wide() {
		return lines
	}
	lines = append(lines, theme.Spaces(w))
	switch {
	case p.proof.work.busy():
		return append(lines, p.spin.says(th, " ", "proving it", w))
	case p.proof.err != nil:
		return append(lines, p.reasons(problemOf(p.proof.err).told(), w)...)
	case p.proof.report == nil:
		return lines
	}
	glyph, style, text := verdictOf(th, p.proof.report)
	belongs := p.proof.report.Outcome() == fitness.Match
	if belongs {
		text = "File and map are from one build" // whether it is the one that is wanted is for the evidence to tell
	}
	lines = append(lines, style.Render(th.Fit(" "+glyph+" "+text, w)))
	if belongs && c.Confidence < matching.Sure {
		lines = append(lines, sentence(th, w, th.Glyphs.None, th.Dim, "A build that differs only elsewhere would read these frames as well.")...)
	}
	for i := range p.proof.report.Frames {
		if i == 8 {
			lines = append(lines, th.Dim.Render(th.Fit(fmt.Sprintf("   %d more: enter", len(p.proof.report.Frames)-i), w)))
			break
		}
		lines = append(lines, changeRow(th, &p.proof.report.Frames[i], w, false))
	}
	return lines
}

// summary tells what is chosen.
func (p *build) summary(w int) string {
	th := p.theme
	chosen, frames := p.chosen(), 0
	for _, r := range chosen {
		frames += r.best().Answered
	}
	if len(chosen) == 0 {
		return th.Dim.Render(th.Fit(" nothing is chosen", w))
	}
	text := phrase.Count(len(chosen), "symbol set") + " chosen"
	if frames > 0 {
		text += fmt.Sprintf(" %s %s would read", th.Glyphs.Dot, phrase.Count(frames, "different frame"))
	}
	return th.Fit(" "+text, w)
}
