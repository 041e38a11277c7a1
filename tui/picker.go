package tui

import (
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/phrase"
	"symset/theme"
	"symset/tui/files"
	"symset/tui/rows"
)

// picker chooses a file from a folder: typing narrows it, a pasted path goes
// there.
type picker struct {
	home, here string // the person's home and the working folder; may be empty

	work   latest
	folder files.Folder
	err    error
	query  input
	hidden bool
	shown  []files.Entry // with ".." first, where there is one
	list   rows.Rows
	caret  int // the column of the text cursor in what was drawn last
}

// folderReadMsg brings a folder, and the name of the entry to stand on.
type folderReadMsg struct {
	req    int
	folder files.Folder
	name   string
	err    error
}

func newPicker() picker {
	var p picker
	p.home, _ = os.UserHomeDir() // only to write paths shorter
	p.here, _ = os.Getwd()
	return p
}

// open reads a folder, or that of a file; folderReadMsg answers. The cursor
// comes to stand on the file, or on the entry called name.
func (p *picker) open(e *env, path, name string) tea.Cmd {
	ctx, req := p.work.start(e)
	return func() tea.Msg {
		if st, err := os.Stat(path); err == nil && !st.IsDir() {
			path, name = filepath.Dir(path), filepath.Base(path)
		}
		f, err := files.Read(ctx, path)
		return folderReadMsg{req, f, name, err}
	}
}

// take takes a folder in, and reports whether it is the one asked for.
func (p *picker) take(msg folderReadMsg) bool {
	if !p.work.done(msg.req) {
		return false
	}
	if p.err = msg.err; p.err == nil {
		p.folder, p.query = msg.folder, input{}
		p.list = rows.Rows{H: p.list.H}
	}
	p.narrow()
	for i := range p.shown {
		if p.shown[i].Name == msg.name {
			p.list.To(i)
		}
	}
	return true
}

// narrow finds the entries that the query lets through.
func (p *picker) narrow() {
	p.shown = nil
	if p.query.value() == "" && filepath.Dir(p.folder.Path) != p.folder.Path {
		p.shown = append(p.shown, files.Entry{Name: "..", Folder: true})
	}
	p.shown = append(p.shown, p.folder.Narrow(p.query.value(), p.hidden)...)
	p.list.N = len(p.shown)
	if p.query.value() != "" {
		p.list.Cursor = 0
	}
	p.list.To(p.list.Cursor)
}

// entry is the one under the cursor, nil when there is none.
func (p *picker) entry() *files.Entry {
	if p.list.Cursor >= len(p.shown) {
		return nil
	}
	return &p.shown[p.list.Cursor]
}

// file is the path of the file under the cursor, empty for a folder.
func (p *picker) file() string {
	if e := p.entry(); e != nil && !e.Folder {
		return filepath.Join(p.folder.Path, e.Name)
	}
	return ""
}

// enter goes into the folder under the cursor; it is nil for a file.
func (p *picker) enter(e *env) tea.Cmd {
	at := p.entry()
	switch {
	case at == nil || !at.Folder:
		return nil
	case at.Name == "..":
		return p.up(e)
	}
	return p.open(e, filepath.Join(p.folder.Path, at.Name), "")
}

// up goes to the folder around, onto the one that was left.
func (p *picker) up(e *env) tea.Cmd {
	return p.open(e, filepath.Dir(p.folder.Path), filepath.Base(p.folder.Path))
}

// paste goes to a pasted path; it is nil for other text.
func (p *picker) paste(e *env, text string) tea.Cmd {
	path, ok := files.Pasted(text, p.folder.Path, p.home)
	if !ok || !strings.ContainsAny(text, `/\`) {
		return nil
	}
	return p.open(e, path, "")
}

// where is the folder and what is typed, in a line of w cells.
func (p *picker) where(th *theme.Theme, w int) string {
	path := brief(files.Short(p.folder.Path, p.here, p.home))
	path = " " + th.FitMiddle(path, min(theme.Width(path), w/2)) + " " + th.Glyphs.Into + " "
	text, col := p.query.view(max(1, w-theme.Width(path)))
	p.caret = theme.Width(path) + col
	return th.Dim.Render(path) + text
}

// rows draws the visible entries.
func (p *picker) rows(e *env, w, h int, active bool) []string {
	th := e.theme
	switch {
	case p.err != nil:
		return e.reasons(problemOf(p.err).told(), w)
	case len(p.shown) == 0 && !p.work.busy():
		return []string{th.Dim.Render(th.Fit("    nothing here is called that; backspace", w))}
	}
	var lines []string
	from, to := p.list.Visible()
	for i := from; i < min(to, from+h); i++ {
		lines = append(lines, fileRow(e, &p.shown[i], w, active && i == p.list.Cursor))
	}
	return lines
}

// fileRow draws an entry: its name, size and age.
func fileRow(e *env, f *files.Entry, w int, selected bool) string {
	th := e.theme
	text, dim := theme.Style{}, th.Dim
	point := " " + marked(th, selected, &text, &dim) + " "
	name, size, at := theme.Text(f.Name), "", ""
	if f.Folder {
		name += "/"
	} else {
		size, at = phrase.Size(f.Size), phrase.Ago(e.now().Sub(f.Modified))
	}
	return text.Render(point+" "+th.FitMiddle(name, max(8, w-28))+" ") + dim.Render(right(size, 9)+"  "+th.Fit(at, 11)+" ")
}
