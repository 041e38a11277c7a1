package tui

import (
	"fmt"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/phrase"
)

// copyFrames is how many frames of an exception a copied trace has at most.
const copyFrames = 200

// copyPlace copies the place of the frame under the cursor: "src/a.ts:18".
func (t *trace) copyPlace() tea.Cmd {
	f, line := t.frames[t.current()].File, t.frames[t.current()].Line
	if r := t.read[t.current()]; r != nil && r.OK() && r.Source != "" {
		f, line = plainSource(r.Source), r.Line
	}
	text := phrase.Place(f, line, 0)
	if text == "" {
		return complain("the frame names no file")
	}
	return copyLine(text)
}

// copyLine copies a line of strangers' text, and tells what it was.
func copyLine(text string) tea.Cmd {
	text = clean(text)
	return tea.Batch(tea.SetClipboard(text), say("copied "+briefEnd(text)))
}

// copyTrace copies the event's exceptions, and the code under the cursor.
func (t *trace) copyTrace() tea.Cmd {
	text := t.markdown()
	return tea.Batch(tea.SetClipboard(text), say(fmt.Sprintf("copied the trace as Markdown, %s", phrase.Count(strings.Count(text, "\n"), "line"))))
}

// markdown writes the trace for an issue or a chat.
func (t *trace) markdown() string {
	var b strings.Builder
	for i := range t.eventShown().Exceptions {
		x := &t.eventShown().Exceptions[i]
		if i > 0 {
			b.WriteString("\n" + relation(x.Relation) + ":\n\n")
		}
		fmt.Fprintf(&b, "**%s**\n\n", strings.NewReplacer("*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;").Replace(heading(x)))
		var lines []string
		for k, n := range x.Reading() {
			if k == copyFrames {
				lines = append(lines, fmt.Sprintf("%d more frames", len(x.Frames)-k))
				break
			}
			n += t.starts[i]
			line := t.function(n) + "  " + t.fullPlace(n)
			if why := t.why(n); why != "" {
				line += "  (" + why + ")"
			}
			lines = append(lines, line)
		}
		b.WriteString(fenced("", lines))
	}
	if n := t.current(); n >= 0 && t.read[n] != nil && t.read[n].OK() && t.read[n].Context != nil {
		fmt.Fprintf(&b, "\n%s\n\n%s", "At "+t.fullPlace(n)+":", fenced(baseLanguage(t.read[n].Source), contextLines(t.read[n])))
	}
	return b.String()
}

// contextLines writes the lines around a frame with their numbers.
func contextLines(r *symbols.Resolved) []string {
	var out []string
	add := func(mark string, line int, text string) {
		if len(text) > longest {
			text = strings.ToValidUTF8(text[:longest], "") + " …"
		}
		out = append(out, fmt.Sprintf("%s %4d  %s", mark, line, clean(text)))
	}
	for i, l := range r.Context.Before {
		add(" ", r.Line-len(r.Context.Before)+i, l)
	}
	add(">", r.Line, r.Context.Line)
	for i, l := range r.Context.After {
		add(" ", r.Line+1+i, l)
	}
	return out
}

// fenced puts lines between fences that they can't close.
func fenced(language string, lines []string) string {
	fence := "```"
	text := strings.Join(lines, "\n")
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + language + "\n" + text + "\n" + fence + "\n"
}

// baseLanguage is the extension of a source for a fence.
func baseLanguage(source string) string {
	name := baseName(source)
	ext := name[strings.LastIndexByte(name, '.')+1:]
	for _, r := range ext {
		if r >= 0x80 || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return ""
		}
	}
	return ext
}

func relation(r symbols.Relation) string {
	switch r {
	case symbols.Cause:
		return "Caused by"
	case symbols.Member:
		return "Member"
	}
	return "And"
}

// clean takes control characters out of what goes to the clipboard: pasted
// into a shell, they would be typed.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
