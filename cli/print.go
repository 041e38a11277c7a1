package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/theme"
)

const (
	gutter = 8 // cells left of the code: mark, line number, two spaces

	// lookback is how many lines of source the highlighter gets to see beyond
	// those that are printed, to know a comment or a template when it is in one.
	lookback = 30
)

// A page prints readings for people.
type page struct {
	*theme.Theme
	width  int // of a line, in cells
	around int // lines of source on either side of a frame's
	told   map[symbols.Failure]bool
	out    bytes.Buffer
}

// print gives everything about the readings, one event after the other.
func (p *page) print(readings []reading) []byte {
	frames, unread, doubted := 0, 0, 0
	for i := range readings {
		r := &readings[i]
		if i > 0 {
			p.line("")
			p.line(p.Dim.Render(strings.Repeat(p.Glyphs.Rule, min(p.width, 60))))
			p.line("")
		}
		p.event(r)
		u, d := r.unread()
		unread, doubted = unread+u, doubted+d
		for k := range r.frames {
			if r.frames[k].State != symbols.Builtin {
				frames++
			}
		}
	}
	p.line("")
	switch {
	case frames == 0:
		p.line(p.Dim.Render("no frame needed reading"))
	case unread+doubted == 0:
		p.line(p.Good.Render(p.Glyphs.Good+" ") + fmt.Sprintf("%s read", phrase.Count(frames, "frame")))
	case doubted == 0:
		p.line(p.Bad.Render(p.Glyphs.Bad+" ") + fmt.Sprintf("%d of %s read", frames-unread, phrase.Count(frames, "frame")))
	default:
		p.line(p.doubt() + fmt.Sprintf(" %d of %s read, %d of them in doubt", frames-unread, phrase.Count(frames, "frame"), doubted))
	}
	return p.out.Bytes()
}

func (p *page) event(r *reading) {
	var facts []string
	for _, f := range r.event.Facts {
		facts = append(facts, f.Name+" "+f.Value)
	}
	if r.id != "" {
		facts = append(facts, "Event "+r.id)
	}
	next := r.frames
	for i := range r.event.Exceptions {
		e := &r.event.Exceptions[i]
		if i > 0 {
			p.line("")
		}
		p.exception(e)
		if i == 0 && len(facts) > 0 {
			p.line(p.Dim.Render(theme.Text(strings.Join(facts, " "+p.Glyphs.Dot+" "))))
		}
		if len(e.Frames) == 0 {
			p.line(p.Dim.Render("  it has no frames"))
		}
		order, same := e.Reading(), 0
		if i > 0 && e.Relation == symbols.Cause {
			same = shared(&r.event.Exceptions[i-1], e)
		}
		for _, k := range order[:len(order)-same] {
			p.frame(&next[k])
		}
		if same > 0 {
			p.line("  ", p.Dim.Render(fmt.Sprintf("%s and the same %s as above", p.Glyphs.More, phrase.Count(same, "frame"))))
		}
		next = next[len(e.Frames):]
	}
}

// shared counts the outermost frames that a cause has in common with the
// exception before it: they need no second telling. A single one is named.
func shared(above, cause *symbols.Exception) (n int) {
	a, b := above.Reading(), cause.Reading()
	for n < len(a) && n < len(b) {
		x, y := &above.Frames[a[len(a)-1-n]], &cause.Frames[b[len(b)-1-n]]
		if x.File != y.File || x.Line != y.Line || x.Column != y.Column || x.Function != y.Function {
			break
		}
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// exception prints the headline: what was thrown, and every line of its message.
func (p *page) exception(e *symbols.Exception) {
	before := map[symbols.Relation]string{symbols.Cause: "caused by ", symbols.Member: "one of these: "}[e.Relation]
	lines := strings.Split(strings.TrimRight(e.Value, "\n"), "\n")
	head := cmp.Or(theme.Text(e.Type), "exception")
	if lines[0] != "" {
		head += ": "
	}
	p.line(p.Dim.Render(before) + p.Title.Render(head) + p.Strong.Render(theme.Text(lines[0])))
	for _, l := range lines[1:] {
		p.line("  " + p.Strong.Render(theme.Text(l)))
	}
}

// frame prints a frame's line, why it did not resolve, and for the app's own
// frames the source.
func (p *page) frame(r *symbols.Resolved) {
	f := &r.Frame
	captured := phrase.Place(f.File, f.Line, f.Column)
	if f.Eval != "" {
		captured += " in eval at " + f.Eval
	}
	function, at := r.Function, phrase.Place(r.Source, r.Line, r.Column)
	mark := p.good()
	switch r.State {
	case symbols.Unresolved:
		mark, function, at, captured = p.bad(), f.Function, captured, ""
	case symbols.Builtin:
		mark, function, at, captured = p.Dim.Render(p.Glyphs.None), f.Function, captured, ""
		if at == "<anonymous>" || at == "native" {
			at = ""
		}
	case symbols.Plain:
		captured = ""
	}
	if r.State != symbols.Unresolved && r.Failure != nil {
		mark = p.doubt()
	}
	name, source := p.Strong, theme.Style{}
	if !r.InApp || r.State == symbols.Builtin {
		name, source = p.Dim, p.Dim
	}
	line := "  " + mark + " " + name.Render(theme.Text(phrase.Function(function)))
	if at != "" {
		line += "  " + source.Render(theme.Text(at))
	}
	if !r.InApp && r.State != symbols.Builtin {
		line += p.Dim.Render("  library")
	}
	if captured != "" {
		line += "  " + p.Dim.Render(theme.Text(base(captured)))
	}
	p.line(line)
	p.why(r.Failure)
	if r.OK() && r.InApp && r.Context != nil {
		p.code(r)
	}
}

// why prints why a frame did not resolve: in full the first time, a reminder
// for the next frames of the same file.
func (p *page) why(f *symbols.Failure) {
	if f == nil {
		return
	}
	if p.told[*f] {
		p.line("      ", p.Dim.Render("for the same reason"))
		return
	}
	if p.told == nil {
		p.told = map[symbols.Failure]bool{}
	}
	p.told[*f] = true
	p.line("      ", p.Warn.Render(theme.Text(f.Message)))
	if f.Do != "" {
		p.line("      ", p.Dim.Render(p.Glyphs.Hint+" "+theme.Text(f.Do)))
	}
}

// code prints the source around a frame's line, with a mark under its column.
func (p *page) code(r *symbols.Resolved) {
	c := r.Context
	lines := slices.Concat(c.Before, []string{c.Line}, c.After)
	at, mark := len(c.Before), 0
	for i, l := range lines {
		column := 0
		if i == at {
			column = max(r.Column-1, 0)
		}
		cut, cell := p.cut(l, column)
		if i == at {
			mark = cell
		}
		lines[i] = cut
	}
	for i, code := range p.Code(r.Source, lines) {
		if i < at-p.around || i > at+p.around {
			continue // there for the highlighter alone
		}
		number := fmt.Sprintf("%*d", gutter-3, r.Line-at+i)
		if i != at {
			p.line(" ", p.Dim.Render(number), "  ", code)
			continue
		}
		p.line(p.Accent.Render(p.Glyphs.Cursor+number), "  ", code)
		if r.Column > 0 {
			p.line(theme.Spaces(gutter+mark), p.Accent.Render(p.Glyphs.Column))
		}
	}
}

// cut makes a line safe and cuts it around the UTF-16 column at, when it is
// too long for the page. It gives the cell of that column, too. Both count
// from 0.
func (p *page) cut(line string, at int) (string, int) {
	room := p.width - gutter
	from := 0
	if len(line) > 8*room { // most of it will not be seen: don't look at it
		offset := byteAt(line, at)
		from = max(0, offset-4*room)
		for from > 0 && !utf8.RuneStart(line[from]) {
			from--
		}
		to := min(len(line), offset+4*room)
		for to < len(line) && !utf8.RuneStart(line[to]) {
			to++
		}
		line = line[from:to]
		at = units(line[:offset-from])
	}
	cell, safe := theme.Cell(line, at), theme.Text(line)
	if full := theme.Width(safe); full > room && cell > room*3/4 {
		safe = ansi.TruncateLeft(safe, cell-room/2, "")
		cell -= full - theme.Width(safe)
		from = 1
	}
	if from > 0 {
		safe = p.Glyphs.More + safe
		cell++
	}
	return strings.TrimRight(p.Fit(safe, room), " "), min(cell, room)
}

// byteAt gives the byte of a line at which a UTF-16 column is, the end for a
// column past it.
func byteAt(line string, column int) int {
	n := 0
	for i, r := range line {
		if n >= column {
			return i
		}
		n += utf16.RuneLen(r)
	}
	return len(line)
}

// units counts the UTF-16 units of s.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// line writes a line without the spaces at its end.
func (p *page) line(parts ...string) {
	p.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " ") + "\n")
}

// good, bad, doubt and dot are the marks of what lines say.
func (p *page) good() string  { return p.Good.Render(p.Glyphs.Good) }
func (p *page) bad() string   { return p.Bad.Render(p.Glyphs.Bad) }
func (p *page) doubt() string { return p.Warn.Render(p.Glyphs.Doubt) }
func (p *page) dot() string   { return p.Dim.Render(p.Glyphs.Dot) }

// base cuts a URL or path to its last part, with what follows it.
func base(s string) string {
	if i := strings.LastIndexAny(s, `/\`); i >= 0 && i+1 < len(s) {
		return s[i+1:]
	}
	return s
}
