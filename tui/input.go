package tui

import (
	"unicode"

	tea "charm.land/bubbletea/v2"

	"symset/theme"
)

// An input is a line of text being typed. The cursor's column is right for
// wide characters and for what is shown as a mark.
type input struct {
	text []rune
	pos  int // of the cursor, in runes
}

// A field is an input at the foot of a page, on its last line.
type field struct {
	input
	typing bool
}

// cursor is where the field is typed on a page of w×h cells that needs side of
// them beside the text; nil when it is not.
func (f *field) cursor(w, h, side int) *tea.Cursor {
	if !f.typing {
		return nil
	}
	_, col := f.view(w - side)
	return tea.NewCursor(3+col, h-1)
}

// line draws the field behind a mark, in w-side+3 cells.
func (f *field) line(th *theme.Theme, mark string, w, side int) string {
	text, _ := f.view(w - side)
	return th.Accent.Render(" "+mark+" ") + text
}

// keyOf names the key that was pressed; empty when the message is no key.
func keyOf(msg tea.Msg) string {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		return k.String()
	}
	return ""
}

func (in *input) value() string { return string(in.text) }

// update takes a key or a paste and reports whether the text changed.
func (in *input) update(msg tea.Msg) (changed bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return in.insert(msg.Content)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "left":
			in.pos = max(0, in.pos-1)
		case "right":
			in.pos = min(len(in.text), in.pos+1)
		case "home", "ctrl+a":
			in.pos = 0
		case "end", "ctrl+e":
			in.pos = len(in.text)
		case "backspace":
			return in.cut(in.pos - 1)
		case "ctrl+u":
			return in.cut(0)
		case "ctrl+w", "alt+backspace":
			return in.cut(in.word())
		default:
			return in.insert(msg.Text)
		}
	}
	return false
}

// maxTyped is how many characters are typed into a line at most; addresses are
// pasted, too.
const maxTyped = 2000

// insert puts text in at the cursor: one line of it, at most maxTyped
// characters.
func (in *input) insert(text string) bool {
	var add []rune
	for _, r := range text {
		if r == '\n' || r == '\r' || len(in.text)+len(add) == maxTyped {
			break
		}
		if r == '\t' || !unicode.IsControl(r) {
			add = append(add, r)
		}
	}
	in.text = append(in.text[:in.pos:in.pos], append(add, in.text[in.pos:]...)...)
	in.pos += len(add)
	return len(add) > 0
}

// cut takes out what is between from and the cursor.
func (in *input) cut(from int) bool {
	if from = max(0, from); from == in.pos {
		return false
	}
	in.text = append(in.text[:from:from], in.text[in.pos:]...)
	in.pos = from
	return true
}

// word is where the word before the cursor begins.
func (in *input) word() int {
	i := in.pos
	for i > 0 && unicode.IsSpace(in.text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(in.text[i-1]) {
		i--
	}
	return i
}

// view draws the text in w cells, and tells the column of the cursor. Of a
// text that is too long the part up to the cursor is seen.
func (in *input) view(w int) (text string, cursor int) {
	all, col := theme.Text(string(in.text)), theme.Width(theme.Text(string(in.text[:in.pos])))
	left := max(0, col-w+1)
	text = theme.Slice(all, left, left+w)
	return text + theme.Spaces(w-theme.Width(text)), col - left
}
