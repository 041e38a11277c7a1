package capture

import (
	"slices"
	"strings"

	"symset/symbols"
)

// frameIn finds the frame of a line: alone, behind a prefix that is known, or
// behind anything at all when it is indented there as engines do. opens says
// that node began to print the error's properties behind it.
func frameIn(line string) (f symbols.Frame, prefix string, opens, ok bool) {
	line, opens = cutTail(line)
	rest := stripPrefix(line)
	if f, ok = anyFrame(rest); ok {
		return f, strings.TrimSpace(line[:len(line)-len(rest)]), opens, true
	}
	if f, ok = anyFrame(line); ok {
		return f, "", opens, true
	}
	for _, indent := range []string{"  at ", "\tat "} {
		if i := strings.Index(line, indent); i > 0 {
			if f, ok = anyFrame(strings.TrimSpace(line[i:])); ok {
				return f, strings.TrimSpace(line[:i]), opens, true
			}
		}
	}
	return f, "", false, false
}

func anyFrame(s string) (symbols.Frame, bool) {
	if s == "" {
		return symbols.Frame{}, false
	}
	if f, ok := javaFrame(s); ok {
		return f, true
	}
	return engineFrame(s)
}

// cutTail takes off what may stand behind a frame: node's opening bracket, or
// the quotes of a list of lines.
func cutTail(s string) (rest string, opens bool) {
	s = strings.TrimSpace(s)
	if t, ok := strings.CutSuffix(s, " {"); ok {
		return strings.TrimSpace(t), true
	}
	if s != "" && strings.IndexByte(`"'`+"`", s[0]) >= 0 {
		s = strings.TrimSpace(strings.TrimRight(s[1:], `"'`+"`,+]"))
	}
	for _, end := range []string{",", `"`, `",`, "'", "',"} {
		if t, ok := strings.CutSuffix(s, ")"+end); ok {
			return t + ")", false
		}
	}
	return s, false
}

// sharedLines reads node's "... 5 lines matching cause stack trace ...".
func sharedLines(s string) (int, bool) {
	const words = " lines matching cause stack trace"
	if !strings.Contains(s, words) {
		return 0, false
	}
	rest, ok := strings.CutPrefix(stripPrefix(s), "... ")
	n := digits(rest)
	if !ok || n == 0 || n > 6 || !strings.HasPrefix(rest[n:], words) {
		return 0, false
	}
	return checkCoordinate("count", 1, rest[:n]).n, true
}

// fillGaps puts the frames back that node left out because the cause's trace
// has them. Node keeps the first and the last line that the two share, so the
// missing ones are those between them in the cause. Where they can't be told
// for sure, a note says so. It adds at most room frames and gives their number.
func fillGaps(event *symbols.Event, gaps []gap, room int) (added int) {
	for i := len(gaps) - 1; i >= 0; i-- { // a cause may have gaps itself: the last first
		g := gaps[i]
		e := &event.Exceptions[g.exception]
		var missing []symbols.Frame
		if g.exception+1 < len(event.Exceptions) && event.Exceptions[g.exception+1].Relation == symbols.Cause &&
			g.frame > 0 && g.frame < len(e.Frames) && g.lines <= room-added {
			missing = between(event.Exceptions[g.exception+1].Frames, e.Frames[g.frame-1], e.Frames[g.frame], g.lines)
		}
		if missing == nil {
			const note = "Node left out lines of a trace that its cause has too; they could not be put back."
			if !slices.Contains(event.Notes, note) {
				event.Notes = append(event.Notes, note)
			}
			continue
		}
		added += g.lines
		frames := append([]symbols.Frame{}, e.Frames[:g.frame]...)
		e.Frames = append(append(frames, missing...), e.Frames[g.frame:]...)
	}
	return added
}

// between gives the n frames between first and last in a trace, or nil when
// they don't stand there that far apart, or in different ways.
func between(trace []symbols.Frame, first, last symbols.Frame, n int) []symbols.Frame {
	var found []symbols.Frame
	for i := 0; i+n+1 < len(trace); i++ {
		if !sameFrame(&trace[i], &first) || !sameFrame(&trace[i+n+1], &last) {
			continue
		}
		if found != nil {
			return nil
		}
		found = trace[i+1 : i+n+1]
	}
	return found
}

func sameFrame(a, b *symbols.Frame) bool {
	return a.Function == b.Function && a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Eval == b.Eval
}

// oneLine reads traces whose line breaks were lost: "TypeError: x at f (url:1:2) at g (url:3:4)".
func (p *textParser) oneLine(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		parts := strings.Split(stripANSI(line), " at ")
		first := len(parts)
		for first > 1 {
			if _, ok := anyFrame("at " + strings.TrimSpace(parts[first-1])); !ok {
				break
			}
			first--
		}
		if first == len(parts) {
			continue
		}
		p.line(strings.Join(parts[:first], " at "), false)
		for _, part := range parts[first:] {
			p.line("    at "+strings.TrimSpace(part), false)
		}
	}
	p.finish()
}

// places reads lines that have a place in a script alone, or with a function
// behind it, as error reports by mail do: "app.js:1:2", "assets/app.js:1:2 total".
// Among frames such a line says where a console wrote it.
func (p *textParser) places(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(stripANSI(line), " \t\r")
		words := strings.Fields(stripPrefix(line))
		if n := len(words); n == 1 || n == 2 {
			if at := cutPlace(words[0]); at.ok && !at.column.absent && scriptName(at.file) {
				line = "    at " + words[0]
				if n == 2 {
					line = "    at " + words[1] + " (" + words[0] + ")"
				}
			}
		}
		p.line(line, false)
	}
	p.finish()
}

// settle gives the frames of the engine itself the platform of their trace,
// and bare file names the one of the files around them.
func settle(event *symbols.Event) {
	platform := symbols.Platform("")
	for _, e := range event.Exceptions {
		for _, f := range e.Frames {
			if f.Platform != "" && (platform == "" || platform == symbols.Web) {
				platform = f.Platform
			}
		}
	}
	if platform == "" {
		platform = symbols.Web
		for _, e := range event.Exceptions {
			for _, f := range e.Frames {
				if platformOf(f.File) == symbols.Node {
					platform = symbols.Node
				}
			}
		}
	}
	var nameless []*symbols.Frame
	for i := range event.Exceptions {
		frames := event.Exceptions[i].Frames
		for j := range frames {
			if frames[j].Platform == "" {
				frames[j].Platform = platform
			}
			if frames[j].Bad == noFile {
				nameless = append(nameless, &frames[j])
			}
		}
	}
	inBytecode(nameless)
}

// inBytecode makes frames without a file those of Hermes if they are: React
// Native prints them as f@1:7018. There is one line of bytecode, where Metro
// writes each module of a bundle in text on a line of its own.
func inBytecode(nameless []*symbols.Frame) {
	if len(nameless) < 2 || slices.ContainsFunc(nameless, func(f *symbols.Frame) bool { return f.Line != 1 }) {
		return
	}
	for _, f := range nameless {
		f.Platform, f.Bad = symbols.Hermes, ""
	}
}
