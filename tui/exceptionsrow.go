package tui

import (
	"fmt"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/theme"
)

// issueColumns are the widths of the columns of numbers, for a list of w cells.
type issueColumns struct{ title, reads, last, events, trend int }

func issueColumnsFor(w int, wide bool) issueColumns {
	c := issueColumns{reads: 7, last: 11, events: 9}
	if !wide && w >= 72 {
		c.trend = volumeParts + 2
	}
	c.title = w - 5 - c.reads - c.last - c.events - c.trend - 1
	return c
}

func (x *exceptions) headings(w int) string {
	c := issueColumnsFor(w, x.wide())
	text := theme.Spaces(5) + x.theme.Fit("Exception", c.title) + right("Reads", c.reads) + right("Last", c.last) + right("Events", c.events)
	if c.trend > 0 {
		text += "  " + x.theme.Fit("Trend", volumeParts)
	}
	return x.theme.Dim.Render(x.theme.Fit(text, w))
}

// viewRow draws an issue: what it is, how it reads, when and how often; then
// where it comes from, and whom it met.
func (x *exceptions) viewRow(row, w int) []string {
	i := &x.shown().issues[x.rows[row]]
	r := x.readings.of(i.ID)
	c := issueColumnsFor(w, x.wide())
	glyph, reads, style := x.stateOf(r)
	cursor := theme.Span{Text: "   "}
	if row == x.list.Cursor {
		cursor = theme.Span{Text: "  " + x.theme.Glyphs.Cursor, Style: x.theme.Title}
	}
	first := append([]theme.Span{cursor, {Text: glyph, Style: style}, {Text: " "}}, x.titleSpans(i, r, c.title)...)
	first = append(first, theme.Span{Text: right(reads, c.reads), Style: style},
		theme.Span{Text: right(ageShort(x.now().Sub(i.LastSeen)), c.last)}, theme.Span{Text: right(compact(i.Occurrences), c.events)})
	bars := spark(x.theme.Glyphs, i.Volume)
	if c.trend > 0 {
		first = append(first, theme.Span{Text: "  " + x.theme.Fit(bars, volumeParts), Style: x.theme.Info})
	}
	first = append(first, theme.Span{Text: theme.Spaces(w - theme.Width(joined(first)))})

	end := theme.Span{Text: " "}
	if x.wide() && bars != "" {
		end = theme.Span{Text: "  " + x.theme.Fit(bars, volumeParts) + " ", Style: x.theme.Info}
	}
	about := x.about(i, r)
	aboutW := min(theme.Width(about), w/3)
	room := w - 5 - 2 - aboutW - theme.Width(end.Text)
	second := []theme.Span{{Text: theme.Spaces(5)}, {Text: x.where(i, r, room), Style: x.theme.Dim}, {Text: "  "},
		{Text: x.theme.Fit(about, aboutW), Style: x.theme.Dim}, end}
	rows := [][]theme.Span{first, second}
	out := make([]string, 2)
	for k, spans := range rows {
		if row == x.list.Cursor {
			for s := range spans {
				spans[s].Style = spans[s].Style.On(x.theme.Select)
			}
		}
		out[k] = theme.Join(spans)
	}
	return out
}

func joined(spans []theme.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// titleSpans draws an issue's type and message, and the language of one that
// is not JavaScript.
func (x *exceptions) titleSpans(i *symbols.Issue, r *reading, w int) []theme.Span {
	kind, message := brief(i.Name), ""
	if i.Name != "" && i.Description != "" {
		kind, message = kind+":", " "+brief(i.Description)
	} else if i.Name == "" {
		kind = titleOf(i)
	}
	language := ""
	if r != nil && r.glance != nil {
		language = r.glance.foreign()
	}
	if language != "" {
		language = "  " + strings.TrimRight(x.theme.Fit(language, 10), " ")
	}
	room := w - theme.Width(language)
	kind = strings.TrimRight(x.theme.Fit(kind, min(theme.Width(kind), room)), " ")
	return []theme.Span{{Text: kind, Style: x.theme.Strong}, {Text: x.theme.Fit(message, room-theme.Width(kind))}, {Text: language, Style: x.theme.Dim}}
}

// stateOf gives the glyph of an issue and how much of its latest event reads.
func (x *exceptions) stateOf(r *reading) (glyph, reads string, style theme.Style) {
	g := x.theme.Glyphs
	switch {
	case r == nil || r.glance == nil && r.err == nil && !r.asking:
		return " ", "", theme.Style{}
	case r.glance == nil && r.asking:
		return x.spinner(), "", x.theme.Dim
	case r.glance == nil:
		return g.Doubt, "?", x.theme.Warn
	case r.glance.of == 0:
		return g.None, "-", x.theme.Dim
	}
	reads = fmt.Sprintf("%d/%d", r.glance.ok, r.glance.of)
	switch {
	case r.glance.ok < r.glance.of && len(r.glance.sets) > 0:
		return g.Bad, reads, x.theme.Bad
	case r.glance.ok < r.glance.of:
		return g.Doubt, reads, x.theme.Warn
	case r.glance.foreign() != "":
		return g.None, reads, x.theme.Dim
	}
	return g.Good, reads, x.theme.Good
}

// where is the frame to name an issue by, in w cells: of its latest event, else
// as PostHog tells it.
func (x *exceptions) where(i *symbols.Issue, r *reading, w int) string {
	function, place := brief(i.Function), shortSource(strings.TrimPrefix(i.Source, "/"), x.theme.Glyphs.More)
	switch {
	case r != nil && r.glance != nil && r.glance.top >= 0:
		rv := &r.glance.read[r.glance.top]
		function, place = functionOf(&rv.Frame, rv), placeOf(&rv.Frame, rv, x.theme.Glyphs.More)
		if rv.OK() && rv.Source != "" {
			place = phrase.Place(shortSource(rv.Source, x.theme.Glyphs.More), rv.Line, 0)
		}
	case r != nil && r.err != nil:
		return x.theme.Fit(brief(r.err.Error()), w)
	}
	if function != "" && place != "" {
		function = strings.TrimRight(x.theme.Fit(function, min(theme.Width(function), w/2)), " ") + " " + x.theme.Glyphs.Dot + " "
	}
	return x.theme.Fit(function+x.theme.FitMiddle(place, w-theme.Width(function)), w)
}

// about tells whom an issue met, and its status where several are listed.
func (x *exceptions) about(i *symbols.Issue, r *reading) string {
	var parts []string
	if i.Status != "" && x.filterOf().Status == "all" {
		parts = append(parts, strings.ReplaceAll(brief(i.Status), "_", " "))
	}
	if r != nil && r.glance != nil && len(r.glance.event.Exceptions) > 0 {
		if h := handled(&r.glance.event.Exceptions[0]); h != "" {
			parts = append(parts, h)
		}
	}
	if i.Users > 0 {
		parts = append(parts, phrase.Count(i.Users, "user"))
	}
	return strings.Join(parts, ", ")
}

// spark draws counts as bars. What happened at all is higher than nothing.
func spark(g theme.Glyphs, counts []int) string {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	var b strings.Builder
	for _, n := range counts[max(0, len(counts)-volumeParts):] {
		bar := 0
		if n > 0 && most > 0 {
			bar = max(1, n*(len(g.Bars)-1)/most)
		}
		b.WriteString(g.Bars[bar])
	}
	return b.String()
}
