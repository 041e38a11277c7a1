package tui

import (
	"fmt"
	"strings"
	"time"

	"symset/symbols/phrase"
	"symset/theme"
)

// exceptionsLayout says where on the page things are.
type exceptionsLayout struct {
	list, foot rect // rows of two lines, and what went wrong below them
	tell       rect // what the Reads of the row mean, in narrow terminals
	pane, code rect // the latest event, and its code, in wide ones
}

func (x *exceptions) wide() bool { return x.paned(x.w) }

// layout finds the boxes for the state the page is in.
func (x *exceptions) layout() exceptionsLayout {
	var l exceptionsLayout
	top, room, w := 3, max(0, x.h-4), x.w // summary, rule, headings; rule
	if x.wide() {
		w = x.w * 3 / 5
		l.pane = rect{w + 1, 2, x.w - w - 1, max(0, x.h-3)}
		l.code = rect{w + 1, 0, x.w - w - 1, 6}
	} else if room >= 12 && !x.zoomed {
		room -= 3
		l.tell = rect{0, top + room + 1, w, 2}
	}
	foot := 0 // without rows, what went wrong stands in their place
	if len(x.rows) > 0 {
		foot = min(len(x.foot(w)), max(0, room-2))
	}
	l.list = rect{0, top, w, room - foot}
	l.foot = rect{0, top + room - foot, w, foot}
	return l
}

// view draws the page.
func (x *exceptions) view() string {
	if x.w < minW || x.h < minH-2 {
		return ""
	}
	l := x.layout()
	lines := []string{x.summary()}
	left := append([]string{x.headings(l.list.w)}, x.viewList(l.list)...)
	left = append(left, x.foot(l.list.w)[:l.foot.h]...)
	last := -1
	if x.wide() {
		last = l.list.w
		lines = append(lines, crossed(x.theme, x.w, last, x.theme.Glyphs.Tee))
		lines = append(lines, beside(x.theme, left, x.viewPane(l), l.pane.w)...)
	} else {
		lines = append(append(lines, line(x.theme, x.w)), left...)
		if l.tell.h > 0 {
			lines = append(append(lines, line(x.theme, x.w)), x.tell(l.tell)...)
		}
	}
	if x.query.typing || x.text != "" {
		return joinLines(append(lines, x.searchLine()))
	}
	return joinLines(append(lines, crossed(x.theme, x.w, last, x.theme.Glyphs.Foot)))
}

// summary is the first line: how many there are, how they read, and what of
// all is shown.
func (x *exceptions) summary() string {
	g, l, f := x.theme.Glyphs, x.shown(), x.filterOf()
	dot := " " + g.Dot + " "
	left := phrase.Count(len(l.issues), "issue")
	switch {
	case l.at.IsZero() && l.reads():
		left = x.spinner() + " reading"
	case l.at.IsZero():
		left = "exceptions"
	case !l.whole() && !l.at.IsZero():
		left = fmt.Sprintf("%d+ issues", len(l.issues))
	}
	left += ", " + phrase.Count(f.Days, "day")
	if !l.at.IsZero() && l.reads() {
		left += dot + x.spinner() + " reading"
	}
	if l.fresh > 0 {
		left += dot + fmt.Sprintf("%d new", l.fresh)
	}
	if x.lens.asking {
		left += dot + x.spinner() + " opening the local maps"
	} else if x.lens.on {
		left += dot + "local maps"
	}
	order := g.Down
	if f.Ascending {
		order = g.Up
	}
	status, right := "status: "+strings.ReplaceAll(f.Status, "_", " ")+"  ", "sort: "+orderName(f.Order)+" "+order
	if theme.Width(left)+theme.Width(status)+theme.Width(right) < x.w-16 {
		right = status + right
	}
	bad, of := x.unread()
	text := ""
	for _, words := range []string{"%s %d of %d looked at don't read whole", "%s %d of %d don't read whole", "%s %d of %d don't read", "%s %d of %d"} {
		if text = fmt.Sprintf(words, g.Bad, bad, of); x.w-theme.Width(left)-theme.Width(right)-theme.Width(text) >= 8 {
			break
		}
	}
	style := x.theme.Bad
	if bad == 0 {
		style, text = x.theme.Good, ""
	}
	room := x.w - 2 - theme.Width(left) - theme.Width(right) - 3
	text = strings.TrimRight(x.theme.Fit(text, max(0, min(room, theme.Width(text)))), " ")
	gap := x.w - 2 - theme.Width(left) - 3 - theme.Width(text) - theme.Width(right)
	return fit(" "+x.theme.Strong.Render(left)+"   "+style.Render(text)+theme.Spaces(gap)+x.theme.Dim.Render(right)+" ", x.w, 1)
}

func orderName(order string) string {
	for _, o := range issueOrders {
		if o[0] == order {
			return o[1]
		}
	}
	return order
}

// unread counts the issues whose latest event was looked at, and those of them
// that don't read whole.
func (x *exceptions) unread() (bad, of int) {
	for id, r := range x.readings.known {
		if r.glance == nil || !x.shown().ids[id] {
			continue
		}
		if of++; r.glance.ok < r.glance.of {
			bad++
		}
	}
	return bad, of
}

// viewList draws the rows that are visible, or why there are none.
func (x *exceptions) viewList(r rect) []string {
	var lines []string
	from, to := x.list.Visible()
	for i := from; i < to; i++ {
		lines = append(lines, x.viewRow(i, r.w)...)
	}
	l := x.shown()
	switch {
	case len(x.rows) == 0:
		lines = x.empty(r.w)
	case l.reads() && !l.again && to == len(x.rows):
		lines = append(lines, x.theme.Dim.Render(x.theme.Fit("     "+x.spinner()+" reading more", r.w)))
	}
	return filled(lines, r.w, r.h)
}

// empty tells why there is no row, and what next.
func (x *exceptions) empty(w int) []string {
	l, f, g := x.shown(), x.filterOf(), x.theme.Glyphs
	say := func(glyph, text string) []string { return sentence(x.theme, w, glyph, x.theme.Dim, text) }
	status := strings.ReplaceAll(f.Status, "_", " ") + " "
	if f.Status == "all" {
		status = ""
	}
	switch {
	case x.text != "" && (x.found == nil || x.found.reads()):
		return say(x.spinner(), "searching the last "+phrase.Count(f.Days, "day"))
	case l.reads():
		return say(x.spinner(), "reading the exceptions of the last "+phrase.Count(f.Days, "day"))
	case len(x.foot(w)) > 0:
		return x.foot(w)
	case x.text != "" && x.byReads():
		return append(say(g.None, "none of the exceptions looked at reads like that"), say(g.Hint, "esc shows all; those further down are looked at when they are shown")...)
	case x.text != "":
		return append(say(g.None, fmt.Sprintf("nothing matches among the %sexceptions of the last %s", status, phrase.Count(f.Days, "day"))), say(g.Hint, "esc shows all; status:all and days:30 look further")...)
	case l.at.IsZero():
		return say(g.None, "the exceptions were not read: r reads them")
	}
	hint := "+ looks further back"
	if status != "" {
		hint += "; f shows those of another status"
	}
	return append(say(g.None, fmt.Sprintf("no %sexception in the last %s", status, phrase.Count(f.Days, "day"))), say(g.Hint, hint)...)
}

// foot tells what went wrong, below the rows: what was read stays.
func (x *exceptions) foot(w int) []string {
	l, g, th := x.shown(), x.theme.Glyphs, x.theme
	p, wait := problemOf(l.err), x.readings.until.Sub(x.now())
	switch {
	case wait > 0:
		return sentence(th, w, g.Doubt, th.Warn, fmt.Sprintf("PostHog asks to wait %d s; then reading goes on by itself", int((wait+time.Second-1)/time.Second)))
	case p.offline:
		text := "offline: " + p.what
		if !l.at.IsZero() {
			text = "offline; this was read " + phrase.Ago(x.now().Sub(l.at)) + ": " + p.what
		}
		return append(sentence(th, w, g.Doubt, th.Warn, text), sentence(th, w, g.Hint, theme.Style{}, "r tries again")...)
	case p.what != "":
		return x.wrong(l.err, w)
	case x.readings.off.what != "":
		return append(sentence(th, w, g.Doubt, th.Warn, "how exceptions read is not known: "+x.readings.off.what), sentence(th, w, g.Hint, theme.Style{}, x.readings.off.todo)...)
	}
	return nil
}
