package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"symset/symbols/phrase"
	"symset/theme"
)

// A setWriter prints symbol sets one by one: as a table, as plain lines, or as
// one JSON object that is written as it grows.
type setWriter struct {
	s       *streams
	l       listing
	table   *table
	n       int
	held    []setAnswer     // until all are there and can be sorted
	pending strings.Builder // JSON
}

func (s *streams) setWriter(l listing) *setWriter {
	return &setWriter{s: s, l: l, table: s.table(
		column{name: "state", cells: 10}, column{name: "waiting", cells: 7, right: true}, column{name: "kind", cells: 4, spare: true}, column{name: "release", cells: 12, middle: true, spare: true},
		column{name: "last used", cells: 10, spare: true}, column{name: "ref", middle: true}, column{name: "why", cells: 18})}
}

// sorts reports whether sets are held back to be sorted.
func (w *setWriter) sorts() bool { return w.l.sort == "waiting" }

// full reports whether as many sets were added as were wanted.
func (w *setWriter) full() bool { return w.l.limit > 0 && w.n >= w.l.limit }

// add adds a set, and tells whether it may be followed by another.
func (w *setWriter) add(a setAnswer) bool {
	if w.sorts() {
		w.held = append(w.held, a)
		return true
	}
	return w.write(a)
}

// release writes what was held back, the most waiting frames first.
func (w *setWriter) release() {
	if w.l.remedies && len(w.held) > 0 {
		fmt.Fprintf(&w.table.out, "missing: %s; what most frames wait for comes first\n", phrase.Count(len(w.held), "symbol set"))
	}
	slices.SortStableFunc(w.held, func(a, b setAnswer) int { return cmp.Compare(b.waits(), a.waits()) })
	for i, a := range w.held {
		if w.l.remedies && a.Waiting != nil && a.waits() == 0 {
			w.brief(w.held[i:])
			break
		}
		w.write(a)
	}
	w.held = nil
}

// brief writes sets that no frame waits for, a line each.
func (w *setWriter) brief(sets []setAnswer) {
	t := w.table
	fmt.Fprintf(&t.out, "\nno frame of recent exceptions waits for these %d; symset sets REF tells more of one:\n", len(sets))
	for _, a := range sets {
		why := "-"
		if a.Failure != nil {
			why = a.Failure.Short
		}
		fmt.Fprintf(&t.out, "  %s: %s\n", theme.Text(string(a.Ref)), theme.Text(why))
	}
	w.n += len(sets)
}

func (w *setWriter) write(a setAnswer) bool {
	if w.full() {
		return false
	}
	w.n++
	if w.l.json {
		// An answer of ours always has a JSON form.
		if text, err := marshal(a); err == nil {
			w.pending.WriteString(map[bool]string{true: `{"sets": [` + "\n", false: ",\n"}[w.n == 1])
			w.pending.WriteString(strings.TrimRight(string(text), "\n"))
		}
		return !w.full()
	}
	t := w.table
	if w.l.remedies {
		fmt.Fprintf(&t.out, "\n%s", a.print(t.Theme))
		return !w.full()
	}
	mark, style := t.state(a.State)
	if !t.tty {
		mark = ""
	}
	waits := "-"
	if a.Waiting != nil {
		waits = fmt.Sprint(a.Waiting.Count)
	}
	release, why := "-", "-"
	if a.Release != nil {
		release = a.Release.Version
		if !t.tty {
			release = a.Release.Project + "@" + a.Release.Version
		}
	}
	if a.Failure != nil && a.State != "uploaded" {
		if why = a.Failure.Short; !t.tty {
			why = a.Failure.Sentence
		}
	}
	var used time.Time
	if a.LastUsed != nil {
		used = *a.LastUsed
	}
	cells := []cell{{mark + a.State, style}, {waits, theme.Style{}}, {a.Kind, t.Dim}, {release, theme.Style{}}, {t.when(used), t.Dim}, {string(a.Ref), theme.Style{}}, {why, t.Dim}}
	if !t.tty {
		cells = append(cells, cell{dash(a.ID), theme.Style{}})
	}
	t.row(cells...)
	return !w.full()
}

// flush prints what was added.
func (w *setWriter) flush() error {
	if !w.l.json {
		return w.table.flush(w.s)
	}
	defer w.pending.Reset()
	if w.pending.Len() == 0 {
		return nil
	}
	return w.s.write([]byte(w.pending.String()))
}

// close prints the rest; whole says that nothing is left out but by --limit.
func (w *setWriter) close(whole bool) error {
	w.release()
	if w.l.json {
		if w.n == 0 {
			w.pending.WriteString(`{"sets": [`)
		}
		fmt.Fprintf(&w.pending, "],\n\"complete\": %t}\n", whole)
	}
	if err := w.flush(); err != nil {
		return err
	}
	if w.n == 0 && whole && !w.l.json {
		text := "there are no such symbol sets"
		if w.l.missing && w.l.search == "" {
			text = "no symbol set is missing"
		}
		w.s.say("note", text)
	}
	return nil
}

// state gives the mark and the look of a state.
func (t *table) state(state string) (mark string, style theme.Style) {
	switch state {
	case "uploaded":
		return t.Glyphs.Good + " ", t.Good
	case "doubtful":
		return t.Glyphs.Doubt + " ", t.Warn
	}
	return t.Glyphs.Bad + " ", t.Bad
}
