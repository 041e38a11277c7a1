package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// build is the page that answers: how much of what is missing can be mended at
// once? Until a build is matched it says what it would look at.
type build struct {
	*env
	w, h int
}

func newBuild(e *env) *build { return &build{env: e} }

func (p *build) title() string          { return "Build" }
func (p *build) actions() []action      { return nil }
func (p *build) resize(w, h int)        { p.w, p.h = w, h }
func (p *build) update(tea.Msg) tea.Cmd { return nil }
func (p *build) cursor() *tea.Cursor    { return nil }
func (p *build) close()                 {}

func (p *build) view() string {
	th := p.theme
	text := "No folder of a build is known here: begin symset in a project with a dist, build or out folder, or name folders with --maps."
	if p.local != nil && len(p.local.Folders) > 0 {
		text = "Builds are looked for in " + brief(strings.Join(p.local.Folders, ", ")) + ". symset check tells of a map there whether it fits what is missing."
	}
	lines := []string{th.Fit(" No build was matched with what is missing", p.w), th.Dim.Render(line(th, p.w))}
	lines = append(lines, sentence(th, p.w, th.Glyphs.None, theme.Style{}, text)...)
	return joinLines(append(filled(lines, p.w, max(0, p.h-1)), th.Dim.Render(line(th, p.w))))
}
