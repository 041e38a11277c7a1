package tui

import tea "charm.land/bubbletea/v2"

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
