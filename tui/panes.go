package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/theme"
	"symset/tui/source"
)

// twoPanes is the width from which on two panes stand side by side.
const twoPanes = 110

// rect is a box of cells on the page; its height is 0 when there is none.
type rect struct{ x, y, w, h int }

func (r rect) has(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// wheel is how many lines the wheel moves.
func wheel(m tea.Mouse) int {
	switch m.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	}
	return 0
}

// zoomMsg gives the lists all the room, or gives some back to what stands
// beside and below them.
type zoomMsg struct{}

// paned reports whether two panes stand side by side in w cells.
func (e *env) paned(w int) bool { return w >= twoPanes && !e.zoomed }

// zoomAction is that of a page with a list.
func (e *env) zoomAction(group string) action {
	return action{id: "app.zoom", key: bind("z", "", "z"), title: "Zoom: give the list all the room, or back", group: group,
		run: func() tea.Cmd { return send(zoomMsg{}) }}
}

// paintedMsg brings the colours of a stretch of code.
type paintedMsg struct{ painting source.Painting }

// paint asks for the colours that panes of code lack; paintedMsg answers.
func paint(th *theme.Theme, panes ...*source.Pane) tea.Cmd {
	var cmds []tea.Cmd
	for _, p := range panes {
		if work := p.Work(th); work != nil {
			cmds = append(cmds, func() tea.Msg { return paintedMsg{work()} })
		}
	}
	return tea.Batch(cmds...)
}
