package tui

import (
	"slices"
	"strings"

	"symset/symbols/explain"
	"symset/symbols/phrase"
	"symset/theme"
)

// stepName is a step as people call it.
func stepName(name string) string {
	words := map[string]string{
		explain.StepPlace: "Place", explain.StepRef: "Reference", explain.StepSet: "Symbol set", explain.StepFetch: "Fetch", explain.StepHeader: "Header",
		explain.StepComment: "Comment", explain.StepMapURL: "Map's URL", explain.StepMap: "Map", explain.StepBelongs: "Fit", explain.StepSegment: "Mapping",
		explain.StepSource: "Source", explain.StepContent: "Code", explain.StepName: "Name",
	}
	if w := words[name]; w != "" {
		return w
	}
	return theme.Text(name)
}

// sides are how wide the halves are: the steps on the left, the cause and its
// remedy on the right where there is room for all of that.
func (p *explainPage) sides() (left, right int) {
	left = p.w / 2
	right = p.w - left - 1
	if p.w < twoPanes || p.found != nil && len(p.aside(right)) > p.room() {
		return p.w, 0
	}
	return left, right
}

// room is how many lines of the body are seen.
func (p *explainPage) room() int { return max(0, p.h-3) }

// draw draws the body for the width there is.
func (p *explainPage) draw() {
	left, right := p.sides()
	switch {
	case p.found == nil:
		p.body = nil
	case p.bodyW != left:
		p.body, p.bodyW = p.steps(left), left
		if right == 0 {
			p.body = p.stacked(left)
		}
	}
	p.scroll(0)
}

func (p *explainPage) view() string {
	th := p.theme
	left, right := p.sides()
	lines := filled(p.body[min(p.top, len(p.body)):], left, p.room())
	if p.found == nil {
		text := p.spin.glyph(th) + " taking the steps that PostHog takes"
		if p.stopped {
			text = th.Glyphs.None + " stopped; r takes the steps again"
		}
		lines = filled([]string{th.Dim.Render(th.Fit(" "+text, left))}, left, p.room())
	}
	at := -1
	if right > 0 {
		var about []string
		if p.found != nil {
			about = p.aside(right)
		}
		at, lines = left, beside(th, lines, about, right)
	}
	lines = append([]string{p.headline(), crossed(th, p.w, at, th.Glyphs.Tee)}, lines...)
	return joinLines(append(lines, p.foot(at)))
}

// below is how many lines are under those that are seen.
func (p *explainPage) below() int { return max(0, len(p.body)-p.top-p.room()) }

// foot is the rule under the page, which says what is further down; at is
// where the bar between panes is, below 0 when there is none.
func (p *explainPage) foot(at int) string {
	th := p.theme
	n := p.below()
	if n == 0 {
		return crossed(th, p.w, at, th.Glyphs.Foot)
	}
	more := th.Glyphs.Rule + " " + phrase.Count(n, "more line") + " "
	used := theme.Width(more)
	return th.Dim.Render(more) + crossed(th, p.w-used, at-used, th.Glyphs.Foot)
}

// headline names what is explained.
func (p *explainPage) headline() string {
	th := p.theme
	right := ""
	if p.found != nil && p.work.busy() {
		right = p.spin.glyph(th) + " "
	}
	lead := " " + th.Glyphs.Back + " Explain "
	room := max(0, p.w-theme.Width(lead)-theme.Width(right)-2)
	return th.Dim.Render(lead) + " " + th.Strong.Render(th.FitMiddle(p.name(), room)) + " " + th.Dim.Render(right)
}

// verdict tells the cause, and what the files of this machine say to it.
func (p *explainPage) verdict(w int) []string {
	th, x := p.theme, p.found
	var lines []string
	tell := func(glyph string, style theme.Style, text string) {
		lines = append(lines, firmly(th, w, glyph, style, text)...)
	}
	switch {
	case x.Diagnosis != nil:
		tell(th.Glyphs.Bad, th.Bad, upper(x.Diagnosis.Words)+".")
	case x.reads():
		tell(th.Glyphs.Good, th.Good, "No step fails: PostHog reads this frame.")
	case x.frame != nil && x.Steps[len(x.Steps)-1].Name == explain.StepName:
		tell(th.Glyphs.Good, th.Good, "No step fails with the files that are here; what PostHog has is not known.")
	default:
		tell(th.Glyphs.None, theme.Style{}, "None of the steps that could be taken fails.")
	}
	here := strings.TrimPrefix(x.Here, "with the files here it is ")
	switch {
	case x.Mends:
		tell(th.Glyphs.Good, th.Good, "The files here mend it: "+here)
	case here != x.Here:
		tell(th.Glyphs.None, th.Dim, "With the files here: "+here)
	case here != "":
		tell(th.Glyphs.None, th.Dim, upper(here))
	}
	if x.noBuild != "" {
		tell(th.Glyphs.Doubt, th.Warn, "The builds here were not read: "+x.noBuild)
	}
	if x.frame == nil {
		tell(th.Glyphs.None, th.Dim, "No frame of it is known: only the steps to its map were taken.")
	}
	return lines
}

// keys are those that mend it, under their heading.
func (p *explainPage) keys(w int) []string {
	if p.found.Diagnosis == nil {
		return nil
	}
	lines := []string{rule(p.theme, w, "What to do", "", "")}
	if p.noMend() == "" {
		lines = append(lines, keyRows(p.theme, [][2]string{{"u", "upload the map from your build"}, {"m", "match it with the builds on this machine"}}, w)...)
	}
	return lines
}

// fixes draws what mends it; y copies the first command.
func (p *explainPage) fixes(w int, fixes []explain.Fix) []string {
	th := p.theme
	var lines []string
	for _, f := range fixes {
		lines = append(lines, firmly(th, w, th.Glyphs.Hint, theme.Style{}, upper(f.Do))...)
		if f.Command == "" {
			continue
		}
		key := theme.Spaces(5)
		if f.Command == p.found.command() {
			key = "   " + th.Accent.Render("y") + " "
		}
		for _, l := range firm(f.Command, w-6) {
			lines = append(lines, key+th.Info.Render(th.Fit(l, w-5)))
			key = theme.Spaces(5)
		}
	}
	return lines
}

// aside is what stands beside the steps: the cause and all that mends it.
func (p *explainPage) aside(w int) []string {
	lines := append(p.verdict(w), theme.Spaces(w))
	return append(append(lines, p.keys(w)...), p.fixes(w, p.found.Fix)...)
}

// stacked puts one below the other: the cause with what helps most, the steps,
// and at last what else helps.
func (p *explainPage) stacked(w int) []string {
	fix := p.found.Fix
	n := min(1, len(fix))
	lines := append(p.verdict(w), p.keys(w)...)
	lines = append(append(lines, p.fixes(w, fix[:n])...), p.steps(w)...)
	if len(fix) > n {
		lines = append(append(lines, rule(p.theme, w, "Or", "", "")), p.fixes(w, fix[n:])...)
	}
	return lines
}

// reads reports whether PostHog's own symbol set answered to the last step.
func (x *explained) reads() bool {
	n := len(x.Steps)
	return n > 0 && x.Steps[n-1].Name == explain.StepName &&
		slices.ContainsFunc(x.Steps, func(s explain.Step) bool { return s.Name == explain.StepSet && s.Outcome == explain.OK })
}

// steps draws the steps, a few lines each.
func (p *explainPage) steps(w int) []string {
	th, x := p.theme, p.found
	const label = 12
	more := ""
	if x.Diagnosis != nil {
		more = "the first that fails is the cause"
	}
	lines := []string{rule(th, w, "The steps that PostHog takes", more, "")}
	told := false
	for _, s := range x.Steps {
		glyph, mark, text := th.Glyphs.None, th.Dim, th.Dim
		switch s.Outcome {
		case explain.OK:
			glyph, mark, text = th.Glyphs.Good, th.Good, theme.Style{}
		case explain.Note:
			glyph, mark, text = th.Glyphs.Doubt, th.Warn, theme.Style{}
		case explain.Failed:
			glyph, mark, text = th.Glyphs.Bad, th.Bad, theme.Style{}
		}
		point, name := " ", th.Dim
		if s.Outcome == explain.Failed && !told {
			point, name, text, told = th.Glyphs.Cursor, th.Strong, th.Bad, true
		}
		for i, l := range firm(s.Words, w-label-4) {
			lead := point + mark.Render(glyph) + " " + name.Render(th.Fit(stepName(s.Name), label))
			if i > 0 {
				lead = theme.Spaces(label + 3)
			}
			lines = append(lines, lead+text.Render(th.Fit(l, w-label-3)))
		}
	}
	return lines
}

// firm breaks strangers' text into safe lines of at most w cells, and not at
// hyphens, which are of names and flags here.
func firm(text string, w int) []string {
	const hyphen = "\u2011" // does not break
	lines := wrap(strings.ReplaceAll(text, "-", hyphen), max(1, w))
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], hyphen, "-")
	}
	return lines
}

// firmly is [sentence] of firm lines.
func firmly(th *theme.Theme, w int, glyph string, style theme.Style, text string) []string {
	lines := firm(text, w-4)
	for i, l := range lines {
		lines[i] = style.Render(th.Fit(" "+glyph+" "+l, w))
		glyph = theme.Spaces(theme.Width(glyph))
	}
	return lines
}
