package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// A tab is one of the app's places: a page, and those that were opened from it.
type tab struct {
	name, short string // short is for narrow terminals
	pages       []page // the last is in front; never empty
	begun       bool
}

// front is the tab's page that is seen.
func (t *tab) front() page { return t.pages[len(t.pages)-1] }

// The tabs of a project, in their order on the screen.
const (
	setsTab = iota
	exceptionsTab
	buildTab
	activityTab
)

// projectTabs makes the tabs of a project.
func projectTabs(e *env) []*tab {
	return []*tab{
		setsTab:       {name: "Symbol sets", short: "Sets", pages: []page{newSets(e)}},
		exceptionsTab: {name: "Exceptions", short: "Exceptions", pages: []page{newExceptions(e)}},
		buildTab:      {name: "Build", short: "Build", pages: []page{newBuild(e)}},
		activityTab:   {name: "Activity", short: "Activity", pages: []page{newActivity(e)}},
	}
}

// tabbed reports whether the line of tabs is seen: above the first page of a
// tab, where there are several.
func (a *app) tabbed() bool { return len(a.tabs) > 1 && len(a.tab().pages) == 1 }

// show brings a tab to the front.
func (a *app) show(n int) tea.Cmd {
	a.shown = n
	return a.begin()
}

// begin starts the work of the tab in front, the first time its tab is seen.
func (a *app) begin() tea.Cmd {
	t := a.tab()
	if t.begun {
		return nil
	}
	t.begun = true
	var cmds []tea.Cmd
	for _, p := range t.pages {
		cmds = append(cmds, p.update(beginMsg{}))
	}
	return tea.Batch(cmds...)
}

// push opens a page from the one in front.
func (a *app) push(p page) tea.Cmd {
	t := a.tab()
	t.pages = append(t.pages, p)
	a.resizePage(p, len(t.pages)-1)
	return p.update(beginMsg{})
}

// pop goes back to the page before.
func (a *app) pop() tea.Cmd {
	t := a.tab()
	if n := len(t.pages) - 1; n > 0 {
		t.pages[n].close()
		t.pages[n] = nil
		t.pages = t.pages[:n]
	}
	return nil
}

// place names the project: "acme-web · eu".
func (a *app) place() string {
	if a.project == nil {
		return ""
	}
	p := a.project.Place()
	name := cmp.Or(a.opts.Title, "project "+p.Project)
	return brief(name + " " + a.theme.Glyphs.Dot + " " + hostName(p.Host, a.w >= twoPanes))
}

// windowTitle says what is in front, and how much is missing where that is the
// question.
func (a *app) windowTitle() string {
	title := a.front().title()
	if s, ok := a.front().(*sets); ok && len(s.rows) > 0 {
		title = thousands(s.counts[missing]) + " missing"
	}
	if a.opts.Title != "" {
		title += " " + a.theme.Glyphs.Dot + " " + brief(a.opts.Title)
	}
	return "symset " + a.theme.Glyphs.Dot + " " + title
}

// hostName shortens PostHog's own hosts to their region where there is little
// room.
func hostName(host string, long bool) string {
	_, name, ok := strings.Cut(host, "://")
	if !ok {
		name = host
	}
	if h, _, _ := strings.Cut(name, ":"); h == "127.0.0.1" || h == "localhost" {
		return "this machine"
	}
	if region, ok := strings.CutSuffix(name, ".posthog.com"); ok && !long {
		return region
	}
	return name
}

// tabLine draws the line of tabs, and tells for each where it ends.
func (a *app) tabLine() (line string, ends []int) {
	th := a.theme
	type piece struct {
		text  string
		style theme.Style
	}
	var pieces []piece
	used := 0
	for i, t := range a.tabs {
		name := t.short
		if a.w >= twoPanes {
			name = t.name
		}
		name = string(rune('1'+i)) + " " + name
		p := piece{name, th.Dim}
		if i == a.shown {
			p = piece{"[" + name + "]", th.Strong}
		}
		used += theme.Width(p.text) + 2
		pieces = append(pieces, p)
	}
	used -= 1 // one blank behind the last
	left, room := " symset", a.w-used
	where, style := a.trouble(), th.Warn
	if where == "" {
		where, style = a.place(), th.Dim
	}
	var b strings.Builder
	b.WriteString(th.Title.Render(left))
	b.WriteString(style.Render(th.Fit("  "+where, max(0, room-theme.Width(left)-2))) + "  ")
	at := room
	for i, p := range pieces {
		if i > 0 {
			b.WriteString("  ")
			at += 2
		}
		b.WriteString(p.style.Render(p.text))
		at += theme.Width(p.text)
		ends = append(ends, at)
	}
	return b.String() + " ", ends
}

// clickTab goes to the tab at a column of the line.
func (a *app) clickTab(x int) tea.Cmd {
	_, ends := a.tabLine()
	from := ends[0] - theme.Width(a.tabs[0].short) - 6
	if a.w >= twoPanes {
		from = ends[0] - theme.Width(a.tabs[0].name) - 6
	}
	for i, end := range ends {
		if x >= from && x <= end {
			return a.show(i)
		}
		from = end + 1
	}
	return nil
}
