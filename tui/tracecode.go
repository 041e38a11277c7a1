package tui

import (
	"fmt"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/theme"
)

// codeRule heads the code: where it is, which it is, what tab shows.
func (t *trace) codeRule(w int) string {
	n := t.subject()
	if n < 0 {
		return rule(t.theme, w, "Code", "", "")
	}
	key, more := "", "original"
	if t.noSide() == "" {
		key = "tab: " + t.sideWord()
	}
	place := t.fullPlace(n)
	switch r := t.read[n]; {
	case r == nil || t.late:
		more, key = "", ""
	case t.sideShown() == minified:
		more, place = "minified", t.excerptPlace()
	case t.open.original == nil:
		more = ""
	case r.State == symbols.Plain:
		more = "as captured"
	case r.State == symbols.Kept:
		more = "as PostHog read it"
	}
	room := w - 6
	for _, s := range []string{more, key} {
		if s != "" {
			room -= theme.Width(s) + 4
		}
	}
	if theme.Width(place) > room {
		place = strings.TrimRight(t.theme.FitMiddle(place, max(room, w/2)), " ")
	}
	return rule(t.theme, w, place, more, key)
}

func (t *trace) miniRule(w int) string {
	place := t.excerptPlace()
	return rule(t.theme, w, "minified: "+t.theme.FitMiddle(place, min(theme.Width(place), max(0, w-18))), "", "")
}

// excerptPlace is where the minified code is.
func (t *trace) excerptPlace() string {
	ex := &t.open.excerpt
	return phrase.Place(briefEnd(ex.File), ex.Line, ex.Column)
}

// viewCode draws what is to be said of the frame, and its code.
func (t *trace) viewCode(l layout) []string {
	lines := filled(t.notice(l.code.w), l.code.w, l.notice)
	if t.late || t.code.Doc() == nil {
		return filled(lines, l.code.w, l.code.h)
	}
	return append(lines, t.code.View(t.theme)...)
}

// notice says of the subject what its code can't: that it is being read, why
// it did not read, what is doubtful, and what to do.
func (t *trace) notice(w int) []string {
	g := t.theme.Glyphs
	n := t.subject()
	if n < 0 {
		return t.emptyNotice(w)
	}
	r := t.read[n]
	switch {
	case r == nil && t.stopped:
		return t.sentence(w, g.None, t.theme.Dim, "this frame was not read: r reads on")
	case r == nil || t.late:
		return t.sentence(w, t.spinner(), t.theme.Dim, "reading "+t.place(n))
	case r.State == symbols.Builtin:
		return t.sentence(w, g.None, t.theme.Dim, "the engine's own code: there is nothing to resolve")
	case t.asStored(r):
		return t.storedNotice(w, n, r)
	case r.Failure != nil && !t.told(n).IsZero():
		return t.toldNotice(w, n)
	case r.Failure != nil:
		glyph, style := g.Bad, t.theme.Bad
		if r.OK() {
			glyph, style = g.Doubt, t.theme.Warn
		}
		lines := t.sentence(w, glyph, style, brief(r.Failure.Message))
		hint := r.Failure.Do
		if r.Failure.Code == symbols.NoFile && !t.lens.on && t.lens.off() == "" {
			hint = "M reads it with the builds of this machine, if one has its file"
		}
		if hint != "" {
			lines = append(lines, t.sentence(w, g.Hint, theme.Style{}, brief(hint))...)
		}
		return lines
	case !r.OK():
		return t.sentence(w, g.Bad, t.theme.Bad, "this frame could not be read, and nothing says why")
	case t.open.frame == n && t.open.original == nil && r.State == symbols.Mapped:
		return t.sentence(w, g.Doubt, t.theme.Warn, "the source itself is not at hand: "+briefEnd(mapName(r))+" has no content for it")
	case t.open.frame == n && t.open.original == nil:
		return t.sentence(w, g.None, t.theme.Dim, "no source was captured with this frame")
	}
	return nil
}

// emptyNotice tells why there is no frame to show.
func (t *trace) emptyNotice(w int) []string {
	g := t.theme.Glyphs
	if t.missing() {
		return t.missingNotice(w)
	}
	if t.appOnly && len(t.order) > 0 {
		return t.sentence(w, g.None, t.theme.Dim, "none of the frames is the app's own: f shows all")
	}
	lines := t.sentence(w, g.None, t.theme.Dim, "this exception has no stack trace: there is nothing to resolve")
	for _, note := range t.eventShown().Notes {
		if len(lines) > 12 {
			break
		}
		lines = append(lines, t.sentence(w, g.Doubt, t.theme.Warn, brief(note))...)
	}
	return lines
}

func (t *trace) sentence(w int, glyph string, style theme.Style, text string) []string {
	return sentence(t.theme, w, glyph, style, text)
}

// how tells how the subject's source was found, nil when it was not looked
// for.
func (t *trace) how(w int) []string {
	r := t.resolved()
	if r == nil || r.Pair == nil || t.late {
		return nil
	}
	row := func(name, text string) string {
		return " " + t.theme.Dim.Render(t.theme.Fit(name, 10)) + t.theme.Fit(text, w-11)
	}
	name, file := "map", r.Pair.MapFile
	if r.Pair.Map == nil { // the file was found, its map was not
		name, file = "file", r.Pair.File
	}
	lines := []string{row(name, t.theme.FitMiddle(briefEnd(file), w-11))}
	if len(r.Pair.Evidence) > 0 {
		var parts []string
		for _, e := range r.Pair.Evidence {
			parts = append(parts, brief(e))
		}
		lines = append(lines, row("because", strings.Join(parts, " "+t.theme.Glyphs.Dot+" ")))
	}
	if r.Disk != "" {
		lines = append(lines, row("source", t.theme.FitMiddle("on disk: "+briefEnd(r.Disk), w-11)))
	}
	if r.State != symbols.Mapped {
		return lines
	}
	arrow := " " + t.theme.Glyphs.Hint + " "
	from, to := r.Place.Generated, r.Place.Original
	segment := fmt.Sprintf("%d:%d%s%d:%d", from.Line+1, from.Column+1, arrow, to.Line+1, to.Column+1)
	if t.open.name != "" {
		segment += ", name " + t.open.name
	}
	lines = append(lines, row("segment", segment))
	if was := r.Frame.Function; was != "" && r.Function != "" && was != r.Function {
		lines = append(lines, row("function", brief(was)+arrow+brief(r.Function)))
	}
	return lines
}

// mapName names the map that a frame was read with.
func mapName(r *symbols.Resolved) string {
	if r.Pair == nil || r.Pair.MapFile == "" {
		return "the map"
	}
	return r.Pair.MapFile
}
