package tui

import (
	"fmt"

	"symset/symbols/phrase"
	"symset/theme"
)

// uploadLayout says where on the page things are, without their headings.
type uploadLayout struct {
	found, folder rect // the folder's first line is its path
	frames        rect
	right         int // the column at which the proof begins; 0 in narrow terminals
}

// aheadRows is how many lines describe the file under the cursor in narrow
// terminals.
const aheadRows = 5

func (p *upload) wide() bool { return p.w >= twoPanes }

// low reports whether there is little room below the frames.
func (p *upload) low() bool { return p.h < 20 }

// layout finds the boxes.
func (p *upload) layout() uploadLayout {
	var l uploadLayout
	w := p.w
	if p.wide() {
		w = min(p.w*4/9, 80)
		l.right = w + 1
	}
	room := max(0, p.h-3) // title, rule; rule
	n := min(max(len(p.found), 1), max(1, room/3))
	l.found = rect{0, 3, w, n}
	rest := room - n - 3
	if p.previews() {
		rest -= aheadRows
	}
	l.folder = rect{0, 5 + n, w, max(1, rest)}
	if p.wide() {
		l.frames = rect{l.right, 2 + len(p.verdictLines(p.w-l.right)) + 1, p.w - l.right, 0}
	} else {
		l.frames = rect{0, 2 + len(p.verdictLines(p.w)) + 1, p.w, 0}
		if p.step == chooseStep {
			return l
		}
		l.found, l.folder = rect{}, rect{}
	}
	below := 1 + p.codeRows() + 4 // the frame's code with its heading, what is sent with its own
	if p.low() {
		below -= 2
	} else {
		below += len(p.serverLines(l.frames.w))
	}
	l.frames.h = max(0, min(p.proof.frames()+1, 2+room-l.frames.y-below))
	return l
}

func (p *upload) view() string {
	th, l := p.theme, p.layout()
	room := max(0, p.h-3)
	lines := []string{p.headline()}
	switch {
	case p.wide():
		left := filled(p.viewChoice(l, l.right-1), l.right-1, room)
		lines = append(lines, crossed(th, p.w, l.right-1, th.Glyphs.Tee))
		lines = append(lines, beside(th, left, p.viewProof(l, p.w-l.right), p.w-l.right)...)
		return joinLines(append(lines, crossed(th, p.w, l.right-1, th.Glyphs.Foot)))
	case p.step == proveStep:
		lines = append(lines, line(th, p.w))
		lines = append(lines, filled(p.viewProof(l, p.w), p.w, room)...)
	default:
		lines = append(lines, line(th, p.w))
		lines = append(lines, filled(p.viewChoice(l, p.w), p.w, room)...)
	}
	return joinLines(append(lines, line(th, p.w)))
}

// headline names the set, and the step.
func (p *upload) headline() string {
	th := p.theme
	into := " " + th.Glyphs.Into + " "
	one, two := "[1 File]", "2 Preflight"
	if p.step == proveStep || p.wide() && p.proof.path != "" {
		one, two = "1 File", "[2 Preflight]"
	}
	steps := one + into + two + into + "3 Send "
	if p.w < 80 {
		steps = "1 of 3: file "
		if p.step == proveStep {
			steps = "2 of 3: preflight "
		}
	}
	name := "Upload for "
	if p.subject.replaces() {
		name = "Replace "
	}
	room := p.w - theme.Width(steps) - theme.Width(name) - 3
	return " " + th.Dim.Render(name) + th.Strong.Render(th.FitMiddle(briefEnd(string(p.ref)), room)) + "  " + th.Dim.Render(steps)
}

// viewChoice draws the candidates, and below them the folder.
func (p *upload) viewChoice(l uploadLayout, w int) []string {
	th := p.theme
	where := ""
	if p.local != nil && len(p.local.Folders) > 0 {
		where = "looked in " + brief(fmt.Sprint(p.local.Folders[0]))
		if n := len(p.local.Folders); n > 1 {
			where += fmt.Sprintf(" and %d more", n-1)
		}
	}
	lines := append([]string{rule(th, w, "Candidates", where, "")}, filled(p.viewFound(w), w, l.found.h)...)
	lines = append(lines, rule(th, w, "Or choose: type, paste or drop a path", "", ""))
	lines = append(lines, p.files.where(th, w))
	lines = append(lines, filled(p.files.rows(p.env, w, l.folder.h-1, !p.inList), w, l.folder.h-1)...)
	if p.previews() {
		lines = append(lines, filled(p.viewAhead(w), w, aheadRows)...)
	}
	return lines
}

// viewFound draws the candidates, or why there are none.
func (p *upload) viewFound(w int) []string {
	th := p.theme
	switch {
	case p.err != nil:
		return sentence(th, w, th.Glyphs.Bad, th.Bad, problemOf(p.err).what+"; r asks again")
	case p.subject == nil || p.asking.busy():
		return []string{p.spin.says(th, "   ", "asking what waits for it", w)}
	case p.looking.busy():
		return []string{p.spin.says(th, "   ", "looking through the builds", w)}
	case len(p.found) == 0 && p.local == nil:
		return []string{th.Dim.Render(th.Fit("   no build folder is known here", w))}
	case len(p.found) == 0:
		text := "nothing there goes with it"
		if p.foundOf != nil {
			text = brief(p.foundOf.Error())
		}
		return []string{th.Dim.Render(th.Fit("   "+text, w))}
	}
	var lines []string
	from, to := p.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, p.candidateRow(&p.found[i], w, p.inList && i == p.list.Cursor))
	}
	return lines
}

// candidateRow draws a file of a build: what its proof came to, and why it may
// be the one.
func (p *upload) candidateRow(c *candidate, w int, selected bool) string {
	th := p.theme
	text, dim := theme.Style{}, th.Dim
	glyph, mark, words := " ", th.Dim, ""
	if m, known := p.proved[c.path]; known {
		glyph, mark, words = m.told(th)
	} else if p.busy() {
		glyph, words = p.spin.glyph(th), "proving"
	}
	point := " " + marked(th, selected, &text, &dim, &mark) + " "
	nameW, wordsW := p.candidateWidths(w)
	more := brief(c.why)
	if !c.at.IsZero() {
		more = phrase.Size(c.size) + ", " + ageShort(p.now().Sub(c.at)) + ", " + more
	}
	return text.Render(point) + mark.Render(glyph) + text.Render(" "+th.FitMiddle(theme.Text(c.path), nameW)+" ") +
		mark.Render(th.Fit(words, wordsW)) + dim.Render(" "+th.Fit(more, w-nameW-wordsW-7))
}

// candidateWidths are how wide the names of candidates are, and what their
// proofs came to: the names are cut last.
func (p *upload) candidateWidths(w int) (name, words int) {
	name, words = 10, len("proving")
	for i := range p.found[:min(len(p.found), provedAtMost)] {
		path := p.found[i].path
		name = max(name, theme.Width(theme.Text(path)))
		if m, known := p.proved[path]; known {
			_, _, text := m.told(p.theme)
			words = max(words, theme.Width(text))
		}
	}
	return min(name, max(10, w-words-13)), words
}
