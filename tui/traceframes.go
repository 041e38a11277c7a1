package tui

import (
	"fmt"

	"symset/symbols"
	"symset/theme"
	"symset/tui/source"
)

// viewFrames draws the visible part of the frame list.
func (t *trace) viewFrames(r rect) []string {
	var lines []string
	from, to := t.list.Visible()
	for i := from; i < to; i++ {
		if t.items[i].reason {
			lines = append(lines, t.reasonRow(t.items[i].frame, r.w))
		} else {
			lines = append(lines, t.frameRow(i, r.w))
		}
	}
	if len(t.items) == 0 {
		text := "no frames"
		if t.missing() {
			text = ""
		}
		if t.appOnly && len(t.order) > 0 {
			text = "none of the app's own; f shows all " + fmt.Sprint(len(t.order))
		}
		lines = append(lines, t.theme.Dim.Render(t.theme.Fit("    "+text, r.w)))
	}
	return filled(lines, r.w, r.h)
}

// frameRow draws a frame: "  ▸ formatPrice   src/cart/format.ts:18:29   ✓ app".
// In narrow terminals a word on why it did not read stands in it.
func (t *trace) frameRow(i, w int) string {
	n := t.items[i].frame
	glyph, word, style := t.stateOf(n)
	name, place := theme.Style{}, theme.Style{}
	switch r := t.read[n]; {
	case !t.inApp(n) || r == nil || r.State == symbols.Builtin:
		name, place = t.theme.Dim, t.theme.Dim
	case r.OK():
		name = t.theme.Strong
	}
	why := ""
	if !t.wide() {
		why = t.short(n)
	}
	nameW := max(14, min(w*3/10, 32))
	if !t.wide() {
		nameW = max(14, min(w/4, 32))
	}
	rest := w - 4 - nameW - 1 - 7
	placeText := t.place(n)
	whyW := 0
	if why != "" {
		whyW = min(theme.Width(why), rest-min(theme.Width(placeText), rest*3/5)-2)
	}
	cells := []theme.Span{{Text: "    "}}
	if i == t.list.Cursor {
		cells = []theme.Span{{Text: "  "}, {Text: t.theme.Glyphs.Cursor, Style: t.theme.Title}, {Text: " "}}
	}
	cells = append(cells, t.matched(t.theme.Fit(t.function(n), nameW), name)...)
	cells = append(cells, theme.Span{Text: " "})
	if whyW > 6 {
		cells = append(cells, t.matched(t.theme.FitMiddle(placeText, rest-whyW-2), place)...)
		cells = append(cells, theme.Span{Text: "  "}, theme.Span{Text: t.theme.Fit(why, whyW), Style: t.reasonStyle(n)})
	} else {
		cells = append(cells, t.matched(t.theme.FitMiddle(placeText, rest), place)...)
	}
	cells = append(cells, theme.Span{Text: " "}, theme.Span{Text: glyph + " " + word, Style: style}, theme.Span{Text: " "})
	if i == t.list.Cursor {
		for k := range cells {
			cells[k].Style = cells[k].Style.On(t.theme.Select)
		}
	}
	return theme.Join(cells)
}

// matched marks what is searched for in the text of a row.
func (t *trace) matched(text string, style theme.Style) []theme.Span {
	spans := []theme.Span{{Text: text, Style: style}}
	if at := source.Matches(text, t.find.text); len(at) > 0 {
		return source.Highlight(t.theme, spans, at, false)
	}
	return spans
}

// reasonRow draws why the frame above did not read, or is doubted: the whole
// sentence if there is room for it, it stands above the code anyway.
func (t *trace) reasonRow(n, w int) string {
	why := t.why(n)
	if theme.Width(why) > w-6 {
		why = t.short(n)
	}
	return "      " + t.reasonStyle(n).Render(t.theme.Fit(why, w-6))
}

func (t *trace) reasonStyle(n int) theme.Style {
	switch r := t.read[n]; {
	case r == nil:
		return t.theme.Dim
	case r.OK():
		return t.theme.Warn
	}
	return t.theme.Bad
}

// stateOf gives a frame's glyph, word and style. The word has three cells.
func (t *trace) stateOf(n int) (glyph, word string, style theme.Style) {
	g := t.theme.Glyphs
	word = "lib"
	if t.inApp(n) {
		word = "app"
	}
	switch r := t.read[n]; {
	case r == nil && t.stopped:
		return g.None, word, t.theme.Dim
	case r == nil:
		return t.spinner(), word, t.theme.Dim
	case r.State == symbols.Builtin:
		return g.None, "own", t.theme.Dim
	case !r.OK():
		return g.Bad, word, t.theme.Bad
	case r.Failure != nil && !t.asStored(r):
		return g.Doubt, word, t.theme.Warn
	case r.InApp:
		return g.Good, word, t.theme.Good
	}
	return g.None, word, t.theme.Dim
}

// causesTop is the first exception that is visible in a list of h.
func (t *trace) causesTop(h int) int {
	return max(0, min(t.raised-h/2, len(t.starts)-h))
}

// viewCauses draws the event's exceptions.
func (t *trace) viewCauses(r rect) []string {
	var lines []string
	top := t.causesTop(r.h)
	for i := top; i < min(top+r.h, len(t.starts)); i++ {
		number := fmt.Sprintf("%2d  ", i+1)
		text := t.theme.Fit(number+heading(&t.eventShown().Exceptions[i]), r.w-4)
		if i != t.raised {
			lines = append(lines, "    "+t.theme.Dim.Render(text))
			continue
		}
		lines = append(lines, "  "+t.theme.Title.Render(t.theme.Glyphs.Cursor)+" "+t.theme.Strong.Render(text))
	}
	return lines
}

// viewFacts draws what the event says of itself, and how much had no room.
func (t *trace) viewFacts(r rect) []string {
	var lines []string
	facts := t.circumstances(t.eventShown())
	nameW := 9
	for _, f := range facts {
		nameW = max(nameW, min(theme.Width(f.name), 12))
	}
	for i, f := range facts {
		if left := len(facts) - i; len(lines) == r.h-1 && left > 1 {
			lines = append(lines, t.theme.Dim.Render(t.theme.Fit(fmt.Sprintf("    %d more: i", left), r.w)))
			break
		}
		style := theme.Style{}
		if f.name == "Note" {
			style = t.theme.Warn
		}
		lines = append(lines, "    "+t.theme.Dim.Render(t.theme.Fit(f.name, nameW))+" "+style.Render(t.theme.Fit(brief(f.value), r.w-5-nameW)))
	}
	return lines
}
