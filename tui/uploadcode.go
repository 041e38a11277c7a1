package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/tui/source"
)

// codeRows is how many lines show the code of the frame under the cursor.
func (p *upload) codeRows() int {
	switch {
	case p.proof.report != nil && readsOf(p.proof.report) == 0:
		return 1 // there is none
	case p.wide() && p.h >= 36:
		return 7
	case p.h >= 23:
		return 4
	}
	return 1
}

// paint asks for the colours of the code that is shown; paintedMsg answers.
func (p *upload) paint() tea.Cmd {
	p.show()
	return paint(p.theme, &p.code)
}

// show puts the code of the frame under the cursor into its pane.
func (p *upload) show() {
	w := p.w
	if p.wide() {
		w -= p.layout().right
	}
	p.code.Resize(w, p.codeRows())
	var doc *source.Doc
	if i := p.frames.Cursor; i < len(p.proof.sights) {
		doc = p.proof.sights[i].original
	}
	p.code.Show(doc)
}
