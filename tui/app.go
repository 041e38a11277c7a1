package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"symset/theme"
)

// The smallest terminal in which the screens still say something.
const minW, minH = 60, 15

// An app is symset's one tea.Model: tabs with their pages, what is drawn over
// them, the bottom line. It is used by the event loop alone.
type app struct {
	*env
	opts  Options
	w, h  int
	tabs  []*tab
	shown int // the tab in front
	over  []overlay
	toast toast

	history history
	away    bool // the terminal is not in front
}

// newApp makes an app of tabs; a single one is shown without the line of tabs.
func newApp(e *env, opts Options, tabs ...*tab) *app { return &app{env: e, opts: opts, tabs: tabs} }

func (a *app) tab() *tab   { return a.tabs[a.shown] }
func (a *app) front() page { return a.tab().front() }

// each calls f with every page of every tab.
func (a *app) each(f func(p page, depth int)) {
	for _, t := range a.tabs {
		for i, p := range t.pages {
			f(p, i)
		}
	}
}

// end ends the work of all pages.
func (a *app) end() { a.each(func(p page, _ int) { p.close() }) }

// Init asks the terminal for its background; until it answers, if ever, it is
// taken for a dark one. Then the page in front begins its work.
func (a *app) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, tea.Sequence(send(beginMsg{}), a.opts.Start.open()))
}

// resize takes the terminal's size. The last line is the app's, and above the
// first page of a tab the first.
func (a *app) resize(w, h int) {
	a.w, a.h = w, h
	a.each(a.resizePage)
}

func (a *app) resizePage(p page, depth int) {
	h := a.h - 1
	if depth == 0 && len(a.tabs) > 1 {
		h--
	}
	p.resize(a.w, max(0, h))
}

// topLine is the line that the page in front begins at.
func (a *app) topLine() int {
	if a.tabbed() {
		return 1
	}
	return 0
}

// restyle makes the theme anew.
func (a *app) restyle(th *theme.Theme) {
	if a.ascii {
		th = th.ASCII()
	}
	a.theme = th
}

// View draws everything.
func (a *app) View() tea.View {
	content := a.draw()
	if a.ascii {
		content = strings.ReplaceAll(content, "…", a.theme.Glyphs.More) // of what was cut before it met the theme
	}
	v := tea.NewView(content)
	v.AltScreen = true
	if !a.opts.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = a.windowTitle()
	v.ReportFocus = true
	v.Cursor = a.cursor()
	v.ProgressBar = a.progress()
	return v
}

func (a *app) small() bool { return a.w < minW || a.h < minH }

func (a *app) draw() string {
	if a.small() {
		return tooSmall(a.theme, a.w, a.h)
	}
	page := fit(a.front().view(), a.w, a.h-1-a.topLine())
	if len(a.jobs.running) > 0 && a.front().cursor() == nil {
		page = page[:strings.LastIndexByte(page, '\n')+1] + fit(a.jobLine(), a.w, 1) // for the rule at its foot
	}
	foot := a.bottom()
	page = fit(page, a.w, a.h-1-a.topLine()-strings.Count(foot, "\n")) + "\n" + foot
	if a.tabbed() {
		line, _ := a.tabLine()
		page = fit(line, a.w, 1) + "\n" + page
	}
	if len(a.over) == 0 {
		return page
	}
	c := lipgloss.NewCanvas(a.w, a.h)
	c.Compose(lipgloss.NewLayer(page))
	for _, o := range a.over {
		x, y, box := a.placeOf(o)
		c.Compose(lipgloss.NewCompositor(lipgloss.NewLayer(box).X(x).Y(y)))
	}
	return fit(c.Render(), a.w, a.h)
}

// placeOf draws an overlay and tells where it goes: the middle, a little high.
func (a *app) placeOf(o overlay) (x, y int, box string) {
	box = o.view(a.w-4, a.h-2)
	return (a.w - lipgloss.Width(box)) / 2, (a.h - lipgloss.Height(box)) / 3, box
}

// bottom is the last line, or more of them for an error: the outcome of
// an action, or the keys.
func (a *app) bottom() string {
	switch {
	case a.toast.text != "":
		return a.toast.view(a.theme, a.w)
	case len(a.over) > 0:
		return bottomLine(a.theme, a.over[len(a.over)-1].hints(), a.w)
	case a.front().cursor() != nil:
		return bottomLine(a.theme, a.front().actions(), a.w)
	}
	return bottomLine(a.theme, a.all(), a.w)
}

// cursor is where text is being typed.
func (a *app) cursor() *tea.Cursor {
	if a.small() {
		return nil
	}
	if len(a.over) == 0 {
		c := a.front().cursor()
		if c != nil {
			c.Y += a.topLine()
		}
		return c
	}
	o := a.over[len(a.over)-1]
	c := o.cursor()
	if c != nil {
		x, y, _ := a.placeOf(o)
		c.X, c.Y = c.X+x, c.Y+y
	}
	return c
}

// fit makes what a page drew exactly h lines of w cells.
func fit(s string, w, h int) string {
	lines := strings.Split(s, "\n")
	out := make([]string, h)
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		n := ansi.StringWidth(line)
		if n > w {
			line = ansi.Truncate(line, w, "")
			n = ansi.StringWidth(line)
		}
		out[i] = line + theme.Spaces(w-n)
	}
	return strings.Join(out, "\n")
}

// tooSmall is what is shown when there is no room for a page.
func tooSmall(th *theme.Theme, w, h int) string {
	text := "symset needs " + size(minW, minH) + "; this is " + size(w, h)
	if th.Glyphs.Dot != "·" {
		text = strings.ReplaceAll(text, "×", "x")
	}
	lines := make([]string, h)
	if h > 0 {
		lines[h/2] = theme.Spaces((w-theme.Width(text))/2) + text
	}
	return fit(strings.Join(lines, "\n"), w, h)
}

func size(w, h int) string { return strconv.Itoa(w) + "×" + strconv.Itoa(h) }
