package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/phrase"
	"symset/theme"
	"symset/tui/source"
)

// find searches the code that is shown and the frames' names and places.
type find struct {
	query  field
	text   string // what is searched for; empty: nothing
	work   latest
	hits   []int // lines of the code that is shown
	at     int   // the hit that is looked at, -1 when none
	frames int   // how many frames match
	jump   int   // where to go when the hits of another frame come: 1 the first, -1 the last, 0 nowhere
}

// foundMsg says where the text is in a source.
type foundMsg struct {
	req  int
	doc  *source.Doc
	hits []int
}

func (f *find) active() bool { return f.query.typing || f.text != "" }

func (f *find) clear() {
	f.work.stop()
	*f = find{work: f.work, at: -1}
}

// cursor is where the text is typed: on the page's last line.
func (t *trace) cursor() *tea.Cursor { return t.find.query.cursor(t.w, t.h, findSide) }

// findSide is what the line of the search needs beside the text.
const findSide = 3 + 30

// typing takes what is typed.
func (t *trace) typing(msg tea.Msg) tea.Cmd {
	f := &t.find
	if !f.query.typing {
		return nil
	}
	switch keyOf(msg) {
	case "esc":
		return t.endFind()
	case "enter":
		if f.query.typing = false; f.text == "" {
			return t.endFind()
		}
		if len(f.hits) == 0 {
			return t.goFind(1)
		}
		return nil
	case "up", "ctrl+p":
		return t.goFind(-1)
	case "down", "ctrl+n":
		return t.goFind(1)
	}
	if !f.query.update(msg) {
		return nil
	}
	f.text = theme.Text(f.query.value())
	return t.look()
}

func (t *trace) startFind() tea.Cmd {
	t.find.query.typing = true
	t.find.query.pos = len(t.find.query.text)
	return nil
}

func (t *trace) endFind() tea.Cmd {
	t.find.clear()
	t.code.Seek("")
	return nil
}

// look searches what is shown; foundMsg answers for the code.
func (t *trace) look() tea.Cmd {
	f := &t.find
	f.hits, f.at = nil, -1
	t.code.Seek(f.text)
	t.countMatches()
	doc := t.code.Doc()
	if f.text == "" || doc == nil {
		f.work.stop()
		return nil
	}
	ctx, req := f.work.start(t.env)
	text := f.text
	return func() tea.Msg { return foundMsg{req, doc, doc.Find(ctx, text)} }
}

// countMatches counts the frames that match.
func (t *trace) countMatches() {
	f := &t.find
	f.frames = 0
	if f.text == "" {
		return
	}
	for i := range t.items {
		if t.matches(i) {
			f.frames++
		}
	}
}

// found goes to the hit that was wished for, else to the first from the top of
// what is visible.
func (t *trace) found(msg foundMsg) {
	f := &t.find
	if !f.work.is(msg.req) || msg.doc != t.code.Doc() {
		return
	}
	f.work.stop()
	f.hits, f.at = msg.hits, -1
	jump := f.jump
	f.jump = 0
	switch {
	case len(f.hits) == 0:
		return
	case jump > 0:
		f.at = 0
	case jump < 0:
		f.at = len(f.hits) - 1
	default:
		for f.at = 0; f.at < len(f.hits)-1 && f.hits[f.at] < t.code.Top(); {
			f.at++
		}
	}
	t.code.Goto(f.hits[f.at])
}

// goFind goes to the next match, or the one before: through the code, then to
// the next frame that matches, then around.
func (t *trace) goFind(d int) tea.Cmd {
	f := &t.find
	if at := f.at + d; len(f.hits) > 0 && at >= 0 && at < len(f.hits) {
		f.at = at
		t.code.Goto(f.hits[at])
		return t.follow()
	}
	n := len(t.items)
	for k := 1; k < n; k++ {
		if i := ((t.list.Cursor+k*d)%n + n) % n; t.matches(i) {
			t.moved, f.jump = true, d
			t.list.To(i)
			return t.follow()
		}
	}
	if len(f.hits) > 0 {
		f.at = (f.at + d + len(f.hits)) % len(f.hits)
		t.code.Goto(f.hits[f.at])
	}
	return t.follow()
}

// matches reports whether the frame of item i has the text in its name or
// place.
func (t *trace) matches(i int) bool {
	if t.items[i].reason || t.find.text == "" {
		return false
	}
	n := t.items[i].frame
	return len(source.Matches(t.function(n), t.find.text))+len(source.Matches(t.place(n), t.find.text)) > 0
}

// findLine draws the line of the search.
func (t *trace) findLine() string {
	f := &t.find
	tell, style := "nothing found", t.theme.Dim
	switch {
	case f.text == "":
		tell = "in code and frames"
	case f.work.busy(): // not known yet
		tell = ""
	case len(f.hits) > 0:
		tell = fmt.Sprintf("%d of %d in code", f.at+1, len(f.hits))
		if f.frames > 0 {
			tell += fmt.Sprintf(", %s", phrase.Count(f.frames, "frame"))
		}
	case f.frames > 0:
		tell = phrase.Count(f.frames, "frame")
	default:
		style = t.theme.Bad
	}
	return f.query.line(t.theme, "/", t.w, findSide) + " " + style.Render(t.theme.Fit(tell, 29))
}
