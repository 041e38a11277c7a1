package tui

import (
	"fmt"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/theme"
)

// sides are how wide the halves are: what there is to know on the left, the
// frame on the right where there is room.
func (p *setPage) sides() (left, right int) {
	if !p.paned(p.w) {
		return p.w, 0
	}
	left = min(p.w*3/5, 100)
	return left, p.w - left - 1
}

// above is what stands above the frames.
func (p *setPage) above(w int) []string {
	th := p.theme
	if p.row == nil {
		if p.err != nil {
			return p.wrong(p.err, w)
		}
		return []string{p.spin.says(th, " ", "reading the symbol set", w)}
	}
	if p.zoomed {
		return nil
	}
	lines := []string{rule(th, w, p.question(), "", "")}
	if a := p.deleted(); a != nil {
		lines = append(lines, p.deletedLines(a, w)...)
	} else {
		lines = append(lines, verdict(p.env, p.row, w)...)
	}
	if p.err != nil {
		lines = append(lines, p.wrong(p.err, w)...)
	}
	if steps := p.remedy(w); len(steps) > 0 {
		lines = append(lines, steps...)
	}
	if p.w >= twoPanes {
		return lines // the facts stand on the right
	}
	lines = append(lines, rule(th, w, "Facts", "", ""))
	return append(lines, setFacts(p.env, p.row, w)...)
}

// question is what the first part answers.
func (p *setPage) question() string {
	switch p.row.state {
	case missing:
		if p.deleted() != nil {
			return "Where it is"
		}
		return "Why there is no symbol set"
	case doubtful:
		return "What is doubtful"
	}
	return "What there is"
}

// remedy tells what to do, in the words of the reason.
func (p *setPage) remedy(w int) []string {
	if p.row.state != missing && p.row.state != doubtful {
		return nil
	}
	var lines []string
	for i, st := range p.row.why().Remedy() {
		if i == 3 || i == 2 && p.w < twoPanes || p.deleted() != nil {
			break
		}
		lines = append(lines, sentence(p.theme, w, p.theme.Glyphs.Hint, theme.Style{}, upper(theme.Text(st.Do)))...)
	}
	return append(lines, sentence(p.theme, w, " ", p.theme.Dim, "here: u uploads the map, m matches the builds on this machine, x explains")...)
}

// framesBox is where the frames are listed: their heading is above it.
func (p *setPage) framesBox() rect {
	left, _ := p.sides()
	y := 2 + min(len(p.above(left)), max(0, p.h-8)) + 1
	return rect{0, y, left, max(0, p.h-1-y)}
}

func (p *setPage) view() string {
	th := p.theme
	left, right := p.sides()
	box := p.framesBox()
	above := p.above(left)
	above = above[:min(len(above), box.y-3)]
	lines := append(above, p.framesRule(left))
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, p.frameRow(i, left))
	}
	if p.list.N == 0 {
		lines = append(lines, p.noFrames(left)...)
	}
	room := max(0, p.h-3)
	lines = filled(append(lines, p.pastShown()...), left, room)
	at := -1
	if right > 0 {
		at, lines = left, beside(th, lines, p.about(right, room), right)
	}
	lines = append([]string{p.headline(), crossed(th, p.w, at, th.Glyphs.Tee)}, lines...)
	return joinLines(append(lines, crossed(th, p.w, at, th.Glyphs.Foot)))
}

// headline names the set and its state.
func (p *setPage) headline() string {
	th := p.theme
	right, style := "", th.Dim
	if p.row != nil {
		var glyph string
		glyph, style = p.row.glyph(th)
		right = glyph + " " + string(p.row.state)
	}
	room := p.w - theme.Width(right) - 18
	return th.Dim.Render(" "+th.Glyphs.Back+" Symbol sets ") + " " + th.Strong.Render(th.FitMiddle(briefEnd(string(p.ref)), room)) + " " + style.Render(right) + " "
}

func (p *setPage) framesRule(w int) string {
	if p.row == nil {
		return rule(p.theme, w, "Frames", "", "")
	}
	return rule(p.theme, w, framesTitle(p.row, p.frames), "", "")
}

// noFrames says why no frames are listed.
func (p *setPage) noFrames(w int) []string {
	th := p.theme
	switch {
	case p.detail.err != nil:
		return sentence(th, w, th.Glyphs.Bad, th.Bad, problemOf(p.detail.err).what+"; r tries again")
	case p.detail.work.busy():
		return []string{p.spin.says(th, " ", "reading its frames", w)}
	case p.row != nil && p.id == "" && p.tally == nil:
		return sentence(th, w, th.Glyphs.None, th.Dim, "Which frames wait for it is not known yet. enter looks for one among the latest exceptions.")
	case p.row != nil && p.id == "" && p.row.waiting() == 0:
		return sentence(th, w, th.Glyphs.None, th.Dim, "No frame of recent exceptions waits for it. enter looks for one that was read with it.")
	case p.row != nil && p.id == "":
		return sentence(th, w, th.Glyphs.None, th.Dim, fmt.Sprintf("%s of recent exceptions wait for it. enter opens the latest of these.", phrase.Count(p.row.waiting(), "frame")))
	case p.detail.known:
		return sentence(th, w, th.Glyphs.None, th.Dim, "PostHog keeps no frame of it: frames are kept for minutes, and made again with the next exception. enter looks for one among the latest exceptions.")
	}
	return nil
}

// frameRow draws a frame: its name, its place, and when it was made.
func (p *setPage) frameRow(i, w int) string {
	th := p.theme
	f := &p.frames[i]
	name, place := frameWords(&f.Frame, p.ref)
	text, dim := theme.Style{}, th.Dim
	glyph, mark := th.Glyphs.Bad, th.Bad
	if isRead(*f) {
		glyph, mark = th.Glyphs.Good, th.Good
	}
	point := marked(th, i == p.list.Cursor, &text, &dim, &mark)
	seen := ""
	if !f.Time.IsZero() {
		seen = phrase.Ago(p.now().Sub(f.Time))
	}
	nameW := max(12, min(w/4, 30))
	rest := th.FitMiddle(place, w-nameW-19)
	if f.Heading != "" {
		placeW := max(8, (w-nameW-19)/2)
		rest = th.FitMiddle(place, placeW) + " " + th.Fit(brief(f.Heading), w-nameW-20-placeW)
	}
	return text.Render("  "+point) + mark.Render(glyph) + text.Render(" "+th.Fit(name, nameW)+" ") + dim.Render(rest+" "+th.Fit(seen, 11)+" ")
}

// about describes the frame under the cursor, how it would read, and the set.
// Where all of it has no room the minified code is left out.
func (p *setPage) about(w, h int) []string {
	rest := [][]string{p.viewPreview(w)}
	if p.row != nil {
		rest = append(rest, append([]string{rule(p.theme, w, "Facts", "", "")}, setFacts(p.env, p.row, w)...))
	}
	var lines []string
	for _, mini := range []bool{true, false} {
		lines = p.viewFrame(w, mini)
		for _, more := range rest {
			if len(lines) > 0 && len(more) > 0 {
				lines = append(lines, theme.Spaces(w))
			}
			lines = append(lines, more...)
		}
		if len(lines) <= h {
			break
		}
	}
	return lines
}

// contextOf draws the lines of source that PostHog keeps with a frame.
func contextOf(th *theme.Theme, fr *symbols.Frame, w int) []string {
	c, at := fr.Context, fr.Line
	if fr.Stored != nil && fr.Stored.Context != nil {
		c, at = fr.Stored.Context, fr.Stored.Line
	}
	if c == nil {
		return nil
	}
	var lines []string
	add := func(n int, mark, text string, style theme.Style) {
		lines = append(lines, style.Render(th.Fit(fmt.Sprintf(" %s %4d   %s", mark, n, brief(text)), w)))
	}
	for i, t := range c.Before {
		add(at-len(c.Before)+i, " ", t, th.Dim)
	}
	add(at, th.Glyphs.Cursor, c.Line, theme.Style{})
	for i, t := range c.After {
		add(at+1+i, " ", t, th.Dim)
	}
	return lines
}
