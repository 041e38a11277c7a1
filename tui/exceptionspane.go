package tui

import (
	"cmp"
	"fmt"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/theme"
)

// paneFrames is how many frames of the latest event are shown beside the list.
const paneFrames = 8

// tell says what the Reads of the row under the cursor mean, and what to do.
func (x *exceptions) tell(r rect) []string {
	var lines []string
	for _, l := range x.verdict() {
		lines = append(lines, l.Style.Render(x.theme.Fit(" "+l.Text, r.w)))
	}
	return filled(lines, r.w, r.h)
}

// verdict tells how the latest event of the issue under the cursor reads: a
// sentence each.
func (x *exceptions) verdict() []theme.Span {
	g := x.theme.Glyphs
	i := x.current()
	if i == nil {
		return nil
	}
	r := x.reading()
	dim, which := x.theme.Dim, "the latest event"
	if x.others.at > 0 {
		which = "this event"
	}
	switch {
	case r == nil && x.others.at > 0:
		return []theme.Span{{Text: x.spinner() + " reading the event", Style: dim}}
	case (r == nil || r.glance == nil) && x.readings.off.what != "":
		return nil // the foot tells
	case r == nil || r.glance == nil && r.err == nil && !r.asking:
		return []theme.Span{{Text: "The latest event has not been looked at yet.", Style: dim}}
	case r.glance == nil && r.err != nil:
		out := []theme.Span{{Text: g.Bad + " " + brief(r.err.Error()), Style: x.theme.Bad}}
		return append(out, theme.Span{Text: g.Hint + " " + strings.TrimPrefix(problemOf(r.err).todo+"; r tries again", "; ")})
	case r.glance == nil:
		return []theme.Span{{Text: x.spinner() + " reading the latest event", Style: dim}}
	case r.glance.event.ID == "":
		return []theme.Span{{Text: "There is no event in the last " + phrase.Count(x.filterOf().Days, "day") + ".", Style: dim}}
	case r.glance.of == 0:
		return []theme.Span{{Text: upper(which) + " came without a stack trace: there is nothing to read.", Style: dim}}
	}
	return x.readsVerdict(r.glance, which)
}

// readsVerdict tells how many frames of an event read, and what others wait for.
func (x *exceptions) readsVerdict(s *glance, which string) []theme.Span {
	g, dim := x.theme.Glyphs, x.theme.Dim
	ok, show := fmt.Sprint(s.ok), "show"
	if s.ok == 0 {
		ok = "none"
	}
	if s.ok < 2 {
		show = "shows"
	}
	out := []theme.Span{{Text: fmt.Sprintf("Reads %d/%d: %s of the %s of %s %s original source.", s.ok, s.of, ok, phrase.Count(s.of, "frame"), which, show), Style: dim}}
	if s.of == 1 && s.ok == 0 {
		out[0].Text = fmt.Sprintf("Reads 0/1: the one frame of %s shows no original source.", which)
	}
	switch {
	case s.ok == s.of:
		out[0].Text = fmt.Sprintf("%s Reads %d/%d: %s shows original source throughout.", g.Good, s.ok, s.of, which)
		return out
	case len(s.sets) == 0:
		why := cmp.Or(s.other, "the others name no symbol set")
		return append(out, theme.Span{Text: g.Doubt + " No source map would help: " + why + ".", Style: x.theme.Warn})
	}
	first := s.sets[0]
	waits := "frames wait"
	if first.frames == 1 {
		waits = "frame waits"
	}
	out = append(out, theme.Span{Text: fmt.Sprintf("%s %d %s for %s: u uploads its map.", g.Bad, first.frames, waits, refName(first.ref)), Style: x.theme.Bad})
	if first.why != "" {
		out = append(out, theme.Span{Text: "  " + first.why, Style: dim})
	}
	switch n := len(s.sets) - 1; {
	case n == 1:
		out = append(out, theme.Span{Text: "  Another symbol set is missing too: enter shows its frames.", Style: dim})
	case n > 1:
		out = append(out, theme.Span{Text: fmt.Sprintf("  %d others are missing too: enter shows their frames.", n), Style: dim})
	}
	return out
}

// refName is a ref as a person knows it: the file's name, or the chunk's id.
func refName(ref symbols.Ref) string {
	if strings.Contains(string(ref), "/") {
		return baseName(string(ref))
	}
	return "chunk " + briefEnd(string(ref))
}

// viewPane draws the latest event, or the one that was gone to, of the issue under the cursor.
func (x *exceptions) viewPane(l exceptionsLayout) []string {
	w, i := l.pane.w, x.current()
	if i == nil {
		return nil
	}
	th, dot := x.theme, " "+x.theme.Glyphs.Dot+" "
	var lines []string
	for k, part := range wrap(heading(&symbols.Exception{Type: i.Name, Value: i.Description}), w-2) {
		if k == 2 {
			break
		}
		lines = append(lines, " "+th.Strong.Render(th.Fit(part, w-1)))
	}
	facts := []string{"first " + phrase.Ago(x.now().Sub(i.FirstSeen)), "last " + phrase.Ago(x.now().Sub(i.LastSeen))}
	if i.Status != "" {
		facts = append(facts, strings.ReplaceAll(brief(i.Status), "_", " "))
	}
	lines = append(lines, th.Dim.Render(th.Fit(" "+strings.Join(facts, dot), w)), theme.Spaces(w))
	if r := x.reading(); r != nil && r.glance != nil && r.glance.of > 0 {
		lines = append(lines, rule(th, w, x.eventName(), phrase.Ago(x.now().Sub(r.glance.event.Time)), ""))
		lines = append(lines, x.paneFrames(r.glance, w)...)
		if x.code.Doc() != nil {
			lines = append(append(lines, theme.Spaces(w)), x.code.View(th)...)
		}
		lines = append(append(lines, theme.Spaces(w), rule(th, w, "Facts", "", "")), x.paneFacts(r.glance.event, w)...)
		lines = append(lines, theme.Spaces(w))
	}
	for _, s := range x.verdict() {
		for _, part := range wrap(s.Text, w-2) {
			lines = append(lines, s.Style.Render(th.Fit(" "+part, w)))
		}
	}
	return lines
}

// paneFrames draws the frames of the thrown exception around the one that it
// is named by.
func (x *exceptions) paneFrames(s *glance, w int) []string {
	order := s.event.Exceptions[0].Reading()
	at := 0
	for k, n := range order {
		if n == s.top {
			at = k
		}
	}
	from := max(0, min(at-paneFrames/2, len(order)-paneFrames))
	var lines []string
	for k := from; k < min(from+paneFrames, len(order)); k++ {
		lines = append(lines, x.paneFrame(s, order[k], w))
	}
	if n := len(order) - len(lines); n > 0 {
		lines = append(lines, x.theme.Dim.Render(x.theme.Fit(fmt.Sprintf("   %d more: enter", n), w)))
	}
	return lines
}

func (x *exceptions) paneFrame(s *glance, n, w int) string {
	g, rv := x.theme.Glyphs, &s.read[n]
	glyph, style := g.Good, x.theme.Good
	switch {
	case rv.State == symbols.Builtin, rv.OK() && !rv.InApp:
		glyph, style = g.None, x.theme.Dim
	case !rv.OK():
		glyph, style = g.Bad, x.theme.Bad
	}
	mark, name := "   ", x.theme.Dim
	if n == s.top {
		mark, name = " "+x.theme.Title.Render(g.Cursor)+" ", x.theme.Strong
	} else if rv.OK() && rv.InApp {
		name = theme.Style{}
	}
	nameW := max(10, w*3/10)
	return mark + name.Render(x.theme.Fit(functionOf(&rv.Frame, rv), nameW)) + " " +
		x.theme.FitMiddle(placeOf(&rv.Frame, rv, g.More), w-3-nameW-4) + " " + style.Render(glyph) + "  "
}

// paneFacts draws what the event says of itself.
func (x *exceptions) paneFacts(ev *symbols.Event, w int) []string {
	var lines []string
	for _, f := range ev.Facts {
		if len(lines) == 6 {
			break
		}
		lines = append(lines, "   "+x.theme.Dim.Render(x.theme.Fit(brief(f.Name), 9))+" "+x.theme.Fit(brief(f.Value), w-13))
	}
	for _, note := range ev.Notes[:min(len(ev.Notes), 2)] {
		lines = append(lines, x.theme.Warn.Render(x.theme.Fit(" "+x.theme.Glyphs.Doubt+" "+brief(note), w)))
	}
	return lines
}
