package capture

import (
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
)

// otherStack reports whether a line says that the frames behind it are not
// those of where an exception was thrown: node tells where it was emitted, and
// React which components were being drawn.
func otherStack(s string) bool {
	return strings.HasPrefix(s, "Emitted 'error' event") && strings.HasSuffix(s, "at:") || s == "Thrown at:" ||
		strings.HasPrefix(s, "The above error occurred in ") && strings.HasSuffix(s, ":") ||
		strings.HasSuffix(s, "error is located at:")
}

// elsewhere takes the lines of such a stack. It reports whether s was one.
func (p *textParser) elsewhere(s string) bool {
	if otherStack(stripPrefix(s)) {
		p.note("A stack that tells of something else than where the error was thrown is left out.")
		p.skips, p.skipped = true, false
		return true
	}
	if !p.skips {
		return false
	}
	_, _, opens, ok := frameIn(s)
	switch {
	case strings.HasSuffix(s, ", stack:"): // React Native on Android: components, and then the frames
		p.skips = false
	case ok && opens && p.open:
		p.objects = append(p.objects, 'o')
		p.skips = false
	case ok, strings.HasPrefix(s, "in "), strings.HasPrefix(s, "at "): // in Cart (at App.tsx:12)
		p.skipped = true
	case s == "" && !p.skipped:
	default:
		p.skips = false
		return false
	}
	return true
}

// aside takes a line that stands between the frames of a trace, but is no frame
// that can be read. It reports whether s was one.
func (p *textParser) aside(s string) bool {
	switch {
	case !p.open || len(p.pending) > 0 || len(p.objects) > 0:
		return false
	case asyncLabel(s):
	case strings.HasPrefix(s, "... skipping ") && strings.HasSuffix(s, " frames"):
		p.note("Hermes left out frames of a long trace, where it says \"" + phrase.Clip(s, 60) + "\".")
	case strings.HasPrefix(s, "at "):
		p.note("A line of the trace can't be read: " + phrase.Clip(s, 200))
	default:
		return false
	}
	return true
}

// asyncLabel knows what Chrome's console writes between frames to tell what
// they waited for.
func asyncLabel(s string) bool {
	s = strings.TrimSuffix(s, " (async)")
	switch s {
	case "setTimeout", "setInterval", "setImmediate", "requestAnimationFrame", "requestIdleCallback", "queueMicrotask",
		"postMessage", "Promise.then", "Promise.catch", "Promise.finally", "XMLHttpRequest.send", "load", "async function":
		return true
	}
	return strings.HasPrefix(s, "await in ")
}

// note keeps a sentence for the event that is being read, or the next one.
func (p *textParser) note(s string) {
	if len(p.notes) < maxNotes && !slices.Contains(p.notes, s) {
		p.notes = append(p.notes, s)
	}
}

// repeats reports whether a frame is of the list that Chrome's console shows
// below an error's own trace: the same frames, without columns.
func (p *textParser) repeats(f *symbols.Frame, s string) bool {
	if f.Column > 0 || !p.open || len(p.pending) > 0 || !strings.Contains(s, " @ ") {
		return false
	}
	frames := p.current().Frames
	return len(frames) > 0 && frames[0].Column > 0
}

// consoleFrame reads a frame as the consoles of Firefox and Safari show it. It
// looks like other words do, so that it must be indented below an exception's
// first line, or below a frame.
//
//	f https://x.test/a.js:1    f (a.js:1:2)
func (p *textParser) consoleFrame(line string) (symbols.Frame, bool) {
	s := strings.TrimSpace(line)
	if s == "" || line[0] != ' ' && line[0] != '\t' || len(p.objects) > 0 {
		return symbols.Frame{}, false
	}
	if n := len(p.pending); n > 0 && !readHeader(p.pending[n-1]).strong || n == 0 && !p.open {
		return symbols.Frame{}, false
	}
	if strings.HasSuffix(s, ")") {
		f, ok := v8Frame(s)
		return f, ok && f.Line > 0
	}
	f := symbols.Frame{InApp: true}
	space := strings.LastIndexByte(s, ' ')
	if space < 0 {
		return f, false
	}
	place := cutPlace(s[space+1:])
	if !place.ok || !strings.Contains(place.file, "://") {
		return f, false
	}
	f.Function = s[:space]
	finishText(&f, place)
	return f, true
}

// withoutCode takes the line of code off a message that Deno prints below it,
// and the carets that point into it.
func withoutCode(lines []string) []string {
	n := len(lines)
	if n < 2 || strings.Trim(lines[n-1], "^~ ") != "" || !strings.Contains(lines[n-1], "^") {
		return lines
	}
	return lines[:n-2]
}
