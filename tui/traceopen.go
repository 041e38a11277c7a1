package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/theme"
	"symset/tui/source"
)

// lateAfter is how long the code of the frame before stays while the next is
// being opened.
const lateAfter = 120 * time.Millisecond

// opened is the code of a frame.
type opened struct {
	frame    int // number over the event, -1 when there is none
	original *source.Doc
	minified *source.Doc
	excerpt  symbols.Excerpt // what minified was made of
	name     string          // what the mapping calls the place; safe
}

// openedMsg brings the code of a frame, with the colours of what is visible
// first.
type openedMsg struct {
	req       int
	open      opened
	paintings []source.Painting
}

// openingLateMsg says that opening a frame takes its time.
type openingLateMsg struct{ req int }

// follow asks for what the screen lacks: the code of the frame under the
// cursor, colours for what is visible.
func (t *trace) follow() tea.Cmd {
	n := t.current()
	if n >= 0 && t.read[n] == nil || n < 0 {
		if t.wanted != -1 {
			t.opening.stop()
			t.wanted, t.open, t.late = -1, opened{frame: -1}, false
			t.show()
		}
		return nil
	}
	if n != t.wanted {
		return t.openFrame(n)
	}
	return paint(t.theme, &t.code, &t.mini)
}

// openFrame gets the code of a frame; openedMsg answers.
func (t *trace) openFrame(n int) tea.Cmd {
	ctx, req := t.opening.start(t.env)
	t.wanted, t.late = n, false
	r, rv, th, w, h := t.lens.resolver(), *t.read[n], t.theme, t.code.W-10, max(t.code.H, 10)
	note := ""
	if len(t.order) > 0 && t.order[0] == n {
		note = accessed(t.exception().Value)
	}
	get := func() tea.Msg {
		o := opened{frame: n, original: originalOf(&rv, note)}
		if lines, ok := r.Source(ctx, &rv); ok {
			o.original = source.New(rv.Source, lines, source.Where{First: 1, Line: rv.Line, Column: rv.Column, Note: note})
		}
		if ex, ok := r.Minified(ctx, &rv); ok {
			o.excerpt, o.minified = ex, minifiedOf(ex, w)
		}
		if i := rv.Place.Name; rv.State == symbols.Mapped && rv.Pair != nil && i >= 0 && i < rv.Pair.Map.Names() {
			o.name = brief(rv.Pair.Map.Name(i))
		}
		msg := openedMsg{req: req, open: o}
		for _, d := range []*source.Doc{o.original, o.minified} {
			if d != nil && ctx.Err() == nil {
				p := source.Pane{W: 80, H: h}
				p.Show(d)
				from, to, _ := p.Need(th)
				msg.paintings = append(msg.paintings, source.Paint(th, d, from, to))
			}
		}
		return msg
	}
	return tea.Batch(get, tea.Tick(lateAfter, func(time.Time) tea.Msg { return openingLateMsg{req} }))
}

// opens shows the code that came.
func (t *trace) opens(msg openedMsg) tea.Cmd {
	if !t.opening.done(msg.req) {
		return nil
	}
	t.open, t.late = msg.open, false
	t.show()
	for _, p := range msg.paintings {
		t.code.Painted(p)
		t.mini.Painted(p)
	}
	return tea.Batch(t.look(), t.follow())
}

// show puts the code into the panes.
func (t *trace) show() {
	large, small := t.open.original, t.open.minified
	if t.sideShown() == minified {
		large, small = t.open.minified, nil
	}
	t.arrange()
	t.code.Show(large)
	t.mini.Show(small)
}

// sideShown is which code the large pane shows: the minified also when there
// is no other.
func (t *trace) sideShown() side {
	if t.open.original == nil && t.open.minified != nil || t.side == minified && t.open.minified != nil {
		return minified
	}
	return original
}

// originalOf makes a source of the lines that a frame brings along, nil when
// it has none.
func originalOf(rv *symbols.Resolved, note string) *source.Doc {
	c := rv.Context
	if c == nil || !rv.OK() {
		return nil
	}
	line := max(rv.Line, 1)
	before := c.Before[max(0, len(c.Before)-line+1):]
	lines := append(append(append([]string{}, before...), c.Line), c.After...)
	name := rv.Source
	if theme.Language(name) == "" {
		name = string(rv.Frame.Platform)
	}
	return source.New(name, lines, source.Where{First: line - len(before), Line: line, Column: rv.Column, Note: note})
}

// minifiedOf makes a source of generated code, folded to lines of about w
// cells.
func minifiedOf(ex symbols.Excerpt, w int) *source.Doc {
	lines := append([]string{}, ex.Lines...)
	column := ex.Column - ex.Offset
	if ex.At >= 0 && ex.At < len(lines) {
		if ex.CutLeft {
			lines[ex.At] = "…" + lines[ex.At]
			column++
		}
		if ex.CutRight {
			lines[ex.At] += "…"
		}
	}
	return source.Fold("js", lines, source.Where{First: ex.First, Line: ex.First + ex.At, Column: column}, min(w, 100))
}

// accessed gives the part of an engine's message that names what was read of
// undefined or null: "reading 'price'".
func accessed(message string) string {
	i := strings.LastIndexByte(message, '(')
	if i < 0 || !strings.HasSuffix(message, "')") {
		return ""
	}
	inner := message[i+1 : len(message)-1]
	if strings.HasPrefix(inner, "reading '") || strings.HasPrefix(inner, "setting '") {
		return brief(inner)
	}
	return ""
}
