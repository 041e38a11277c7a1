package tui

import (
	"fmt"
	"strings"

	"symset/theme"
)

// view draws the page.
func (t *trace) view() string {
	if t.w < minW || t.h < minH-1 {
		return ""
	}
	l := t.layout()
	if t.wide() {
		return joinLines(t.viewWide(l))
	}
	return joinLines(t.viewNarrow(l))
}

// viewNarrow draws frames above code.
func (t *trace) viewNarrow(l layout) []string {
	right := ""
	if n := len(t.starts); n > 1 {
		right = fmt.Sprintf("%d/%d causes", t.raised+1, n)
	}
	lines := []string{t.headline(right, t.theme.Dim)}
	right = t.tally()
	if at := t.which(); at != "" {
		right += " " + t.theme.Glyphs.Dot + " event " + at
	}
	lines = append(lines, t.theme.Dim.Render(" "+t.theme.Fit(t.summary(), t.w-4-theme.Width(right))+"  "+right+" "))
	if l.frames.h > 0 {
		lines = append(lines, rule(t.theme, t.w, "Frames", "", t.filterNote()))
		lines = append(lines, t.viewFrames(l.frames)...)
	}
	lines = append(lines, t.codeRule(t.w))
	lines = append(lines, t.viewCode(l)...)
	return append(lines, t.lastLine(-1))
}

// viewWide draws frames beside code.
func (t *trace) viewWide(l layout) []string {
	lines := []string{t.headline(t.summary(), t.theme.Dim)}
	right := append([]string{t.codeRule(l.code.w)}, t.viewCode(l)...)
	if l.mini.h > 0 {
		right = append(right, theme.Spaces(l.mini.w), t.miniRule(l.mini.w))
		right = append(right, t.mini.View(t.theme)...)
	}
	if l.how.h > 0 {
		right = append(right, theme.Spaces(l.how.w), rule(t.theme, l.how.w, "How it was found", "", ""))
		right = append(right, t.how(l.how.w)...)
	}
	if t.zoomed {
		return append(append(append(lines, line(t.theme, t.w)), right...), t.lastLine(-1))
	}
	w := l.frames.w
	left := append([]string{rule(t.theme, w, "Frames", t.tally(), t.filterNote())}, t.viewFrames(l.frames)...)
	if l.causes.h > 0 {
		left = append(left, theme.Spaces(w), rule(t.theme, w, "Causes", fmt.Sprintf("%d of %d", t.raised+1, len(t.starts)), ""))
		left = append(left, t.viewCauses(l.causes)...)
	}
	if l.facts.h > 0 {
		left = append(left, theme.Spaces(w), rule(t.theme, w, t.eventName(), "", ""))
		left = append(left, t.viewFacts(l.facts)...)
	}
	lines = append(lines, crossed(t.theme, t.w, w, t.theme.Glyphs.Tee))
	lines = append(lines, beside(t.theme, filled(left, w, t.h-3), right, l.code.w)...)
	return append(lines, t.lastLine(w))
}

// headline is the page's first line: the way back, the exception, and something
// at the right that gets at most half of it.
func (t *trace) headline(right string, style theme.Style) string {
	back := " "
	if t.project != nil { // without one it is the first page
		back = " " + t.theme.Dim.Render(t.theme.Glyphs.Back) + " "
	}
	if room := t.w * 2 / 5; theme.Width(right) > room {
		right = strings.TrimRight(t.theme.Fit(right, room), " ")
	}
	kind, message := "", t.title()
	if x := t.exception(); x != nil && x.Type != "" && x.Value != "" {
		kind = brief(x.Type) + ":"
		message = " " + brief(x.Value)
	}
	room := t.w - 2 - theme.Width(back) - theme.Width(right)
	kind = theme.Slice(kind, 0, room)
	return back + t.theme.Title.Render(kind) + t.theme.Strong.Render(t.theme.Fit(message, room-theme.Width(kind))) +
		" " + style.Render(right) + " "
}

// tally tells how many frames read, and through what.
func (t *trace) tally() string {
	switch {
	case t.missing():
		return ""
	case t.lens.asking:
		return t.spinner() + " opening the local maps"
	case t.lens.on:
		return t.counted() + " " + t.theme.Glyphs.Dot + " local maps"
	}
	return t.counted()
}

func (t *trace) counted() string {
	switch {
	case t.busy() && t.score.tried < t.score.of:
		return fmt.Sprintf("%s reading %d of %d", t.spinner(), t.score.tried+1, t.score.of)
	case t.score.of == 0:
		return "nothing to read"
	}
	return fmt.Sprintf("%d of %d read", t.score.ok, t.score.of)
}

func (t *trace) filterNote() string {
	if t.appOnly {
		return "f: all"
	}
	return "f: app only"
}

func (t *trace) eventName() string {
	if at := t.which(); at != "" {
		return "Event " + strings.Replace(at, "/", " of ", 1)
	}
	return "Event"
}

// lastLine is the rule at the page's foot, or what is searched for.
func (t *trace) lastLine(at int) string {
	if t.find.active() {
		return t.findLine()
	}
	return crossed(t.theme, t.w, at, t.theme.Glyphs.Foot)
}
