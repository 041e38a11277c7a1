package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"symset/theme"
)

// rule draws a heading on a rule of w cells: a name, more about it, and at the
// right a key. All are safe; what doesn't fit is left out, the key first.
func rule(th *theme.Theme, w int, name, more, key string) string {
	g := th.Glyphs
	name = strings.TrimRight(th.Fit(name, min(theme.Width(name), max(0, w-6))), " ")
	used := 3 + theme.Width(name) + 1
	out := th.Dim.Render(g.Rule+g.Rule) + " " + th.Strong.Render(name) + " "
	if n := theme.Width(more) + 4; more != "" && used+n < w {
		out += th.Dim.Render(g.Rule+g.Rule+" "+more) + " "
		used += n
	}
	tail := ""
	if n := theme.Width(key) + 4; key != "" && used+n+2 < w {
		tail = " " + th.Dim.Render(key) + " " + th.Dim.Render(g.Rule+g.Rule)
		used += n
	}
	return out + th.Dim.Render(strings.Repeat(g.Rule, max(0, w-used))) + tail
}

// line is a rule of w cells.
func line(th *theme.Theme, w int) string {
	return th.Dim.Render(strings.Repeat(th.Glyphs.Rule, max(0, w)))
}

// crossed is a rule of w cells that meets the bar between panes at a column; none
// is there when that is below 0.
func crossed(th *theme.Theme, w, at int, joint string) string {
	if at < 0 || at >= w {
		return line(th, w)
	}
	return line(th, at) + th.Dim.Render(joint) + line(th, w-at-1)
}

// beside puts lines of w cells to the right of others, behind the bar between
// panes.
func beside(th *theme.Theme, left, right []string, w int) []string {
	out, bar := make([]string, len(left)), th.Dim.Render(th.Glyphs.Bar)
	for i, r := range filled(right, w, len(left)) {
		out[i] = left[i] + bar + r
	}
	return out
}

// filled makes exactly h lines of lines, each w cells wide already.
func filled(lines []string, w, h int) []string {
	lines = lines[:min(len(lines), h):min(len(lines), h)]
	for len(lines) < h {
		lines = append(lines, theme.Spaces(w))
	}
	return lines
}

// right sets safe text to the right of w cells.
func right(s string, w int) string {
	n := theme.Width(s)
	if n >= w {
		return theme.Slice(s, 0, w)
	}
	return theme.Spaces(w-n) + s
}

// sentence breaks a safe sentence into lines of w cells, at most 6, behind a
// glyph.
func sentence(th *theme.Theme, w int, glyph string, style theme.Style, text string) []string {
	var lines []string
	for i, part := range strings.Split(ansi.Wrap(text, max(1, w-4), "/"), "\n") {
		if i == 6 {
			break
		}
		lead := " " + glyph + " "
		if i > 0 {
			lead = "   "
		}
		lines = append(lines, style.Render(th.Fit(lead+strings.TrimSpace(part), w)))
	}
	return lines
}

// keyRows are lines of a key and what it does.
func keyRows(th *theme.Theme, keys [][2]string, w int) []string {
	var lines []string
	for _, k := range keys {
		lines = append(lines, "   "+th.Accent.Render(k[0])+th.Fit("  "+k[1], w-4))
	}
	return lines
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") }

// paragraphs breaks texts into lines of w cells.
func paragraphs(th *theme.Theme, texts []string, w int) []string {
	var lines []string
	for _, text := range texts {
		for _, l := range wrap(text, w) {
			lines = append(lines, th.Fit(l, w))
		}
	}
	return lines
}

// wrapped is how many bytes of a text are shown at most.
const wrapped = 20_000

// wrap breaks strangers' text into safe lines of at most w cells.
func wrap(s string, w int) []string {
	if len(s) > wrapped {
		s = s[:wrapped] + " …"
	}
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, strings.Split(ansi.Wrap(theme.Text(strings.TrimSuffix(line, "\r")), w, ""), "\n")...)
	}
	return out
}
