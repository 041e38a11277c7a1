package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/waiting"
	"symset/theme"
)

// setSightsMsg brings the code of the page's frames, read with the set itself.
type setSightsMsg struct {
	req    int
	sights []sight
}

// sights are those of the page's frames: as the best file of the builds would
// have them read, or as the set itself does.
func (p *setPage) sights() []sight {
	if p.row != nil && p.row.state == missing {
		return p.preview.proof.sights
	}
	return p.stored
}

// see reads the frames with the set itself, if it is at hand: it is not
// downloaded for that. setSightsMsg answers.
func (p *setPage) see() tea.Cmd {
	if p.row == nil || !p.row.HasFile || p.sets == nil || p.w < twoPanes || p.saw || len(p.frames) == 0 || !p.sets.Has(p.ref) {
		return nil
	}
	p.saw = true
	ctx, req := p.seeing.start(p.env)
	r, frames := symbols.NewResolver(p.sets), waiting.Captured(p.frames)
	return func() tea.Msg { return setSightsMsg{req, sightsThrough(ctx, r, frames)} }
}

// show puts the code of the frame under the cursor into the panes.
func (p *setPage) show() {
	_, w := p.sides()
	var s sight
	if f := p.frame(); f != nil && w > 0 {
		if at := sightOf(p.sights(), &f.Frame); at != nil {
			s = *at
		}
	}
	few, many := 3, 6
	if p.h >= 34 {
		few = 5
	}
	if p.h >= 48 {
		many = 12
	}
	p.mini.Resize(w, few)
	p.code.Resize(w, many)
	p.mini.Show(s.minified)
	p.code.Show(s.original)
}

// look shows it, and asks for its colours; paintedMsg answers.
func (p *setPage) look() tea.Cmd {
	p.show()
	return paint(p.theme, &p.mini, &p.code)
}

// viewFrame draws the frame under the cursor, and the code that is known of it;
// mini asks for that of its minified place.
func (p *setPage) viewFrame(w int, mini bool) []string {
	th, f := p.theme, p.frame()
	if f == nil {
		return nil
	}
	s := sightOf(p.sights(), &f.Frame)
	title := "The frame"
	if mini && p.mini.Doc() != nil {
		title = "The frame, minified"
	}
	name, place := frameWords(&f.Frame, p.ref)
	lines := []string{rule(th, w, title, "", ""), readsAt(th, name, place, w)}
	if f.Heading != "" {
		lines = append(lines, th.Fit(" in "+brief(f.Heading), w))
	}
	if st := f.Frame.Stored; st != nil && !st.Resolved && st.Failure != "" && p.row != nil && p.row.state != missing {
		lines = append(lines, sentence(th, w, th.Glyphs.Bad, th.Bad, brief(st.Failure))...)
		if s == nil && p.row.HasFile && f.Frame.Platform.JavaScript() {
			lines = append(lines, sentence(th, w, th.Glyphs.Hint, theme.Style{}, "enter reads it with the file that is there")...)
		}
	}
	if mini && p.mini.Doc() != nil {
		lines = append(append(lines, theme.Spaces(w)), p.mini.View(th)...)
	}
	if around := contextOf(th, &f.Frame, w); len(around) > 0 {
		return append(append(lines, theme.Spaces(w)), around...)
	}
	if s != nil && p.row.HasFile {
		lines = append(append(lines, theme.Spaces(w), rule(th, w, "With the file that is there", "", "")), p.reads(s, w)...)
	}
	return lines
}
