package tui

import (
	"fmt"
	"slices"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/waiting"
	"symset/theme"
)

// detailRule is the heading of the details below the list.
func (s *sets) detailRule(w int) string {
	r := s.current()
	if r == nil {
		return line(s.theme, w)
	}
	return rule(s.theme, w, s.theme.FitMiddle(briefEnd(string(r.Ref)), min(w-8, theme.Width(briefEnd(string(r.Ref))))), "", "")
}

// details describe the set under the cursor: what is the matter, what to do,
// what waits, what it is.
func (s *sets) details(w int) []string {
	r := s.current()
	if r == nil {
		return nil
	}
	lines := verdict(s.env, r, w)
	if !s.wide() {
		if r.state == missing {
			keys := sentence(s.theme, w, s.theme.Glyphs.Hint, s.theme.Accent, "u upload the map   m match with a build   x explain, step by step")
			n := max(1, s.layout().detail.h-len(keys))
			lines = append(lines[:min(len(lines), n):min(len(lines), n)], keys...)
		}
		return lines
	}
	if steps := s.steps(r, w); len(steps) > 0 {
		lines = append(append(lines, theme.Spaces(w), s.theme.Strong.Render(s.theme.Fit(" What to do", w))), steps...)
	}
	lines = append(lines, theme.Spaces(w))
	lines = append(lines, s.detail.view(s.env, r, w)...)
	lines = append(lines, theme.Spaces(w), rule(s.theme, w, "Facts", "", ""))
	return append(lines, setFacts(s.env, r, w)...)
}

// verdict tells what is the matter with a set, and what can't be known.
func verdict(e *env, r *setRow, w int) []string {
	th := e.theme
	glyph, style := r.glyph(th)
	why := r.why()
	var lines []string
	switch {
	case r.state == missing && why.IsZero():
		lines = sentence(th, w, glyph, style, "There is no file, and PostHog does not say why.")
	case r.state == missing:
		lines = sentence(th, w, glyph, style, upper(brief(why.Sentence()))+".")
		lines = append(lines, sentence(th, w, " ", theme.Style{}, theme.Text(why.Why()))...)
	case r.once:
		lines = sentence(th, w, glyph, style, "Uploaded: PostHog reads new frames with this file.")
		lines = append(lines, sentence(th, w, th.Glyphs.None, th.Dim, "It still shows the failure from before the upload ("+brief(why.Short())+"), and may list the set as missing: no upload clears that, but JavaScript reads all the same. If new frames don't read, upload it again.")...)
	case r.state == doubtful && r.unread():
		lines = sentence(th, w, glyph, style, "There is a file, but PostHog does not use it: "+brief(why.Sentence())+".")
	case r.state == doubtful:
		lines = sentence(th, w, glyph, style, "There is a file. PostHog said, of it or of an earlier one: "+brief(why.Sentence())+".")
	case r.state == fetched:
		lines = sentence(th, w, glyph, style, "PostHog has its file: fetched from its URL, or uploaded for it.")
	default:
		lines = sentence(th, w, glyph, style, "Uploaded.")
	}
	for _, h := range r.hints(e.now()) {
		lines = append(lines, sentence(th, w, th.Glyphs.Doubt, th.Warn, h)...)
	}
	return lines
}

// steps are the keys that mend a set.
func (s *sets) steps(r *setRow, w int) []string {
	keys := [][2]string{{"u", "upload the map from your build"}, {"m", "match it with the builds on this machine"}, {"x", "explain, step by step"}}
	switch {
	case r.state == missing:
	case r.state == doubtful:
		keys = [][2]string{{"d", "delete it, then upload it again"}, {"x", "explain, step by step"}}
	default:
		return nil
	}
	return keyRows(s.theme, keys, w)
}

// view lists the frames of the set.
func (d *detail) view(e *env, r *setRow, w int) []string {
	th := e.theme
	verb := "were read with it"
	if !r.HasFile {
		verb = "wait for it"
	}
	frames := seenFrames(r, d)
	switch {
	case len(frames) > 0:
	case d.of != r.ID || !d.known:
		return []string{rule(th, w, "Frames", "", ""), th.Dim.Render(th.Fit("   reading the frames that "+verb, w))}
	case d.err != nil:
		return append([]string{rule(th, w, "Frames", "", "")}, sentence(th, w, th.Glyphs.Bad, th.Bad, problemOf(d.err).what)...)
	default:
		return []string{rule(th, w, "Frames", "", ""), th.Dim.Render(th.Fit("   PostHog keeps none that "+verb, w))}
	}
	more := ""
	if n := r.waiting(); n > len(frames) && !r.HasFile {
		more = "seen " + thousands(n) + " times"
	}
	lines := []string{rule(th, w, framesTitle(r, frames), more, "")}
	for i := range frames {
		if i == 6 {
			return append(lines, th.Dim.Render(th.Fit(fmt.Sprintf("   %d more: enter", len(frames)-i), w)))
		}
		lines = append(lines, frameLine(th, &frames[i], r.Ref, w))
	}
	return lines
}

// framesTitle is the heading of a set's frames.
func framesTitle(r *setRow, frames []waiting.Frame) string {
	n := len(frames)
	switch {
	case n == 0:
		return "Frames"
	case r.HasFile && !slices.ContainsFunc(frames, isRead):
		return phrase.Count(n, "frame") + " from before it was there"
	case r.HasFile:
		return phrase.Count(n, "frame") + " read with it"
	case n == 1:
		return "1 frame waits for it"
	}
	return phrase.Count(n, "frame") + " wait for it"
}

// frameLine draws a frame in short: its name, and its exception or place.
func frameLine(th *theme.Theme, f *waiting.Frame, ref symbols.Ref, w int) string {
	name, place := frameWords(&f.Frame, ref)
	nameW := max(10, min(w/3, 28))
	rest := th.FitMiddle(place, w-nameW-5)
	if f.Heading != "" {
		rest = th.Fit(brief(f.Heading), w-nameW-5)
	}
	return th.Fit("   "+th.Fit(name, nameW), nameW+3) + th.Dim.Render(" "+rest) + " "
}

// setFacts are what PostHog says about a set.
func setFacts(e *env, r *setRow, w int) []string {
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, e.theme.Dim.Render(e.theme.Fit("   "+name, 15))+e.theme.Fit(value, w-16)+" ")
		}
	}
	add("Reference", e.theme.FitMiddle(briefEnd(string(r.Ref)), w-16))
	add("Kind", kindWords[r.kind])
	release := r.Release.Name()
	if r.Release != nil && r.Release.Commit() != "" {
		release += " " + e.theme.Glyphs.Dot + " " + r.Release.Commit()[:min(9, len(r.Release.Commit()))]
	}
	add("Release", brief(release))
	add("First seen", moment(e, r.Created))
	add("Last used", moment(e, r.LastUsed))
	add("Id", brief(r.ID))
	return lines
}
