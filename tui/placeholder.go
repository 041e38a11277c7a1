package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// plainPage is a page that has little to say.
type plainPage struct {
	*env
	name string
	text []string
	w, h int
}

func newBuild(e *env) page {
	return &plainPage{env: e, name: "Build", text: []string{"No build was matched with what is missing.", "", "m on a missing symbol set looks for its map in the folders of your builds."}}
}

func newActivity(e *env) page {
	return &plainPage{env: e, name: "Activity", text: []string{"Nothing was done yet.", "", "Uploads, downloads and deletions are told here, with what came of them."}}
}

func newSets(e *env) page {
	return &plainPage{env: e, name: "Symbol sets"}
}

func newSetPage(e *env, msg openSetMsg) page {
	return &plainPage{env: e, name: "Symbol set", text: []string{string(msg.ref)}}
}

func (p *plainPage) title() string          { return p.name }
func (p *plainPage) actions() []action      { return nil }
func (p *plainPage) resize(w, h int)        { p.w, p.h = w, h }
func (p *plainPage) update(tea.Msg) tea.Cmd { return nil }
func (p *plainPage) cursor() *tea.Cursor    { return nil }
func (p *plainPage) close()                 {}

func (p *plainPage) view() string {
	out := p.theme.Dim.Render(line(p.theme, p.w)) + "\n\n"
	for _, l := range p.text {
		out += " " + p.theme.Fit(theme.Text(l), p.w-2) + "\n"
	}
	return out
}
