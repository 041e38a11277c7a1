package cli

import (
	"bytes"
	"cmp"
	"strings"
	"time"

	"symset/symbols/phrase"
	"symset/theme"
)

// A column of a table. Its width is fixed, so that rows can be printed as they
// come; one column takes what the terminal has left.
type column struct {
	name   string
	cells  int  // its width; 0 for the one that takes what is left
	middle bool // where what is too long is cut
	right  bool // a number
	spare  bool // left out where a terminal is too narrow for all
}

// A cell is a value with how it looks on a terminal.
type cell struct {
	text  string
	style theme.Style
}

// A table prints rows one by one: aligned under a heading on a terminal, and
// else as plain lines of values in full, with a tab between each two.
type table struct {
	*theme.Theme
	tty     bool
	columns []column
	left    []bool // of the columns, those that are left out on this terminal
	rest    int    // cells of the column that takes what is left
	begun   bool
	out     bytes.Buffer
}

// leastRest is how many cells the column that takes what is left should have.
const leastRest = 30

func (s *streams) table(columns ...column) *table {
	_, tty := terminal(s.out)
	return newTable(s.theme(), tty && !s.plainly(), width(s.out), columns)
}

func newTable(th *theme.Theme, tty bool, width int, columns []column) *table {
	t := &table{Theme: th, tty: tty, columns: columns, left: make([]bool, len(columns)), rest: width + 2}
	for _, c := range columns {
		t.rest -= c.cells + 2
	}
	for i, c := range columns {
		if t.rest < leastRest && c.spare {
			t.left[i] = true
			t.rest += c.cells + 2
		}
	}
	t.rest = max(t.rest, 10)
	return t
}

// row adds a row, with a value for each column.
func (t *table) row(cells ...cell) {
	if !t.tty {
		for i, c := range cells {
			if i > 0 {
				t.out.WriteByte('\t')
			}
			t.out.WriteString(theme.Text(c.text))
		}
		t.out.WriteByte('\n')
		return
	}
	if !t.begun {
		t.begun = true
		var names []cell
		for _, c := range t.columns {
			names = append(names, cell{c.name, t.Dim})
		}
		t.line(names)
	}
	t.line(cells)
}

func (t *table) line(cells []cell) {
	var parts []string
	for i, c := range cells {
		if t.left[i] {
			continue
		}
		w, text := t.columns[i].cells, theme.Text(c.text)
		if w == 0 {
			w = t.rest
		}
		switch {
		case t.columns[i].right && theme.Width(text) < w:
			text = theme.Spaces(w-theme.Width(text)) + text
		case t.columns[i].middle:
			text = t.FitMiddle(text, w)
		default:
			text = t.Fit(text, w)
		}
		if i == len(cells)-1 {
			text = strings.TrimRight(text, " ")
		}
		parts = append(parts, c.style.Render(text))
	}
	t.out.WriteString(strings.TrimRight(strings.Join(parts, "  "), " ") + "\n")
}

// flush prints the rows so far.
func (t *table) flush(s *streams) error {
	defer t.out.Reset()
	if t.out.Len() == 0 {
		return nil
	}
	return s.write(t.out.Bytes())
}

// when tells a time as a person would ("3 h ago") on a terminal, and exactly
// elsewhere; "-" for none.
func (t *table) when(at time.Time) string {
	switch {
	case at.IsZero():
		return "-"
	case !t.tty:
		return at.UTC().Format(time.RFC3339)
	}
	return phrase.Ago(time.Since(at))
}

// dash is "-" for what is not known, so that plain lines keep their columns.
func dash(s string) string { return cmp.Or(s, "-") }
