package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// Update takes a message to where it belongs, and keeps the page that is in
// front after it in the history.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	a.visited()
	return a, cmd
}

// lineFeeds makes line feeds of how terminals end the lines of a paste: most by
// a carriage return, as if they had been typed.
var lineFeeds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// route takes sizes and colours to the app first, keys, pastes and the mouse to
// what is in front, and all else to every page, as an answer must find the page
// that asked even when it is not in front.
func (a *app) route(msg tea.Msg) tea.Cmd {
	if cmd, ok := a.navigate(msg); ok {
		return cmd
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.key(msg)
	case tea.PasteMsg:
		msg.Content = lineFeeds.Replace(msg.Content)
		if cmd, ok := a.paste(msg); ok {
			return cmd
		}
		return a.point(msg)
	case tea.MouseMsg:
		return a.mouse(msg)
	case overlayMsg:
		a.over = append(a.over, msg.overlay)
		return nil
	case toastMsg:
		return a.toast.show(msg)
	case toastOverMsg:
		return a.toast.over(msg.n)
	case startJobMsg:
		return a.start(msg.job)
	case jobEndedMsg:
		return a.ended(msg)
	case jobTickMsg:
		a.jobs.ticking = false
		return a.tick()
	case foundPendingMsg:
		return a.foundPending(msg)
	case secondMsg:
		return a.second()
	case tea.FocusMsg, tea.BlurMsg:
		_, a.away = msg.(tea.BlurMsg)
		return nil
	case tea.WindowSizeMsg:
		a.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		if a.opts.Theme != "dark" && a.opts.Theme != "light" {
			a.restyle(theme.New(a.theme.Profile, msg.IsDark()))
		}
	case tea.ColorProfileMsg:
		a.restyle(theme.New(msg.Profile, a.theme.Dark))
	}
	var cmds []tea.Cmd
	a.each(func(p page, _ int) { cmds = append(cmds, p.update(msg)) })
	return tea.Batch(cmds...)
}

// key takes a key to the top overlay, else to the text being typed, else to
// the action it stands for. ctrl+c quits from everywhere.
func (a *app) key(k tea.KeyPressMsg) tea.Cmd {
	d := a.toast.undo
	over := a.toast.over(a.toast.n)
	if d != nil && k.String() == "z" && !a.small() && len(a.over) == 0 && a.front().cursor() == nil {
		return tea.Batch(over, a.undo(d))
	}
	return tea.Batch(over, a.pressed(k))
}

func (a *app) pressed(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case k.String() == "ctrl+c":
		return tea.Quit
	case a.small():
		if k.String() == "q" {
			return tea.Quit
		}
		return nil
	case len(a.over) > 0:
		return a.top(k)
	case a.front().cursor() != nil:
		return a.front().update(k)
	}
	if x, ok := match(a.all(), k); ok {
		return x.do()
	}
	return nil
}

// mouse takes the mouse to what is in front, with its place on it.
func (a *app) mouse(msg tea.MouseMsg) tea.Cmd {
	if a.small() || len(a.over) > 0 || !a.tabbed() {
		return a.point(msg)
	}
	if m := msg.Mouse(); m.Y == 0 {
		if _, click := msg.(tea.MouseClickMsg); click && m.Button == tea.MouseLeft {
			return a.clickTab(m.X)
		}
		return nil
	}
	return a.point(moved(msg, -1))
}

// moved is a message of the mouse d lines further down.
func moved(msg tea.MouseMsg, d int) tea.MouseMsg {
	switch m := msg.(type) {
	case tea.MouseClickMsg:
		m.Y += d
		return m
	case tea.MouseReleaseMsg:
		m.Y += d
		return m
	case tea.MouseWheelMsg:
		m.Y += d
		return m
	case tea.MouseMotionMsg:
		m.Y += d
		return m
	}
	return msg
}

// point takes the mouse, or a paste, to what is in front.
func (a *app) point(msg tea.Msg) tea.Cmd {
	switch {
	case a.small():
		return nil
	case len(a.over) > 0:
		return a.top(msg)
	}
	return a.front().update(msg)
}

// top hands a message to the top overlay, and takes that off when it is done.
func (a *app) top(msg tea.Msg) tea.Cmd {
	o := a.over[len(a.over)-1]
	cmd, done := o.update(msg)
	if done {
		a.close(o)
	}
	return cmd
}

// close takes an overlay off; it may have opened another meanwhile.
func (a *app) close(o overlay) {
	for i := range a.over {
		if a.over[i] == o {
			a.over = append(a.over[:i:i], a.over[i+1:]...)
			return
		}
	}
}
