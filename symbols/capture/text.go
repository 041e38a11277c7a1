package capture

import (
	"strings"

	"symset/symbols"
)

// maxMessageLines is how many lines above its frames an exception's first line
// is looked for.
const maxMessageLines = 100

// parseText reads the stack traces of a pasted text. It gives nothing when
// there is no frame.
func parseText(text string) []symbols.Event {
	if !strings.Contains(text, "\n") { // as terminals hand out what is pasted
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	text = invisible.Replace(text)
	p := textParser{escaped: escaped(text)}
	j := joiner{p: &p}
	for line := range strings.SplitSeq(text, "\n") {
		j.line(stripANSI(line))
	}
	j.flush()
	p.finish()
	if p.more {
		p.events[0].Notes = append(p.events[0].Notes, moreEvents)
	}
	if len(p.events) == 0 {
		p.oneLine(text)
	}
	if len(p.events) == 0 {
		p.places(text)
	}
	for i := range p.events {
		settle(&p.events[i])
	}
	return p.events
}

// A textParser collects lines without a frame until a frame tells what they
// were: the exception's first line and message, properties that node printed
// behind a trace, or nothing of interest.
type textParser struct {
	events  []symbols.Event
	frames  int       // read so far
	gaps    []gap     // of the current event
	pending []string  // lines since the last frame, at most twice maxMessageLines
	open    bool      // the last event may get further frames and exceptions
	objects []byte    // node's open brackets behind a frame: 'e' of [errors], 'o' of others
	prefix  string    // what the logger put before the current trace's frames
	other   textOther // a trace of another language that is being read
	cut     bool      // frames or exceptions beyond a bound were dropped
	more    bool      // and events
	skips   bool      // a stack of something else is being read
	skipped bool      // and has begun
	escaped bool      // the text is HTML that was not decoded
	notes   []string  // for the current event, or the next
}

// A gap is a run of frames that node did not print because the cause has them.
type gap struct{ exception, frame, lines int }

// line takes one line of the input. expand says that escaped newlines and JSON
// within it may still be undone.
func (p *textParser) line(line string, expand bool) {
	if len(p.events) == maxEvents && !p.open {
		p.more = p.more || strings.TrimSpace(line) != ""
		return
	}
	line = strings.TrimRight(line, " \t\r")
	for _, quote := range []string{`\n' +`, `\n" +`} { // node prints long strings as sums
		line = strings.TrimSuffix(line, quote)
	}
	if expand && p.expand(line) {
		return
	}
	if p.escaped {
		line = entities.Replace(line)
	}
	line = unlink(line)
	if p.otherLine(line) {
		return
	}
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "```") {
		trimmed, line = "", ""
	}
	if p.elsewhere(trimmed) {
		return
	}
	if f, prefix, opens, ok := frameIn(trimmed); ok {
		if p.repeats(&f, trimmed) {
			return
		}
		p.frame(f, prefix)
		if opens {
			p.objects = append(p.objects, 'o')
		}
		return
	}
	if p.aside(trimmed) {
		return
	}
	if f, ok := p.consoleFrame(line); ok {
		p.frame(f, "")
		return
	}
	if n, ok := sharedLines(trimmed); ok && p.open {
		g := gap{len(p.events[len(p.events)-1].Exceptions) - 1, len(p.current().Frames), n}
		if k := len(p.gaps) - maxGaps; k < 0 || p.gaps[k].exception != g.exception {
			p.gaps = append(p.gaps, g)
		}
		return
	}
	if len(p.pending) == 2*maxMessageLines {
		p.pending = append(p.pending[:0], p.pending[maxMessageLines:]...)
	}
	p.pending = append(p.pending, line)
	if len(p.objects) > 0 {
		p.bracket(stripPrefix(line))
	}
}

// frame adds a frame to the exception it belongs to.
func (p *textParser) frame(f symbols.Frame, prefix string) {
	p.pending = sameService(p.pending, prefix)
	if len(p.pending) > 0 || !p.open {
		p.prefix = prefix
		p.begin()
	}
	e := p.current()
	if p.frames == maxFrames {
		p.cut = true
		return
	}
	p.frames++
	e.Frames = append(e.Frames, f)
}

// current is the exception that is being read. Only while an event is open.
func (p *textParser) current() *symbols.Exception {
	x := p.events[len(p.events)-1].Exceptions
	return &x[len(x)-1]
}

// begin looks through the lines before a frame for an exception's first line,
// and opens that exception. Without one the frames go on in the current one.
func (p *textParser) begin() {
	lines := p.pending
	p.pending = nil
	at, h := findHeader(lines, p.prefix, len(p.objects) > 0)
	if at < 0 {
		if !p.open {
			p.add(header{})
		}
		return
	}
	p.frameless(lines[:at])
	indent := lines[at][:len(lines[at])-len(strings.TrimLeft(lines[at], " \t"))]
	for _, l := range withoutCode(lines[at+1:]) {
		h.value += "\n" + strings.TrimPrefix(p.messageLine(l), indent)
	}
	h.value = strings.TrimSuffix(strings.TrimRight(h.value, "\n "), ", stack:") // React Native's
	p.add(h)
}

// messageLine gives a further line of a message, without a logger's prefix.
func (p *textParser) messageLine(l string) string {
	if rest, ok := cutLike(strings.TrimSpace(l), p.prefix); ok && p.prefix != "" {
		return rest
	}
	return l
}

// frameless opens the labelled exceptions among lines that have no frames:
// "Caused by: …" of a cause without a stack.
func (p *textParser) frameless(lines []string) {
	if !p.open {
		return
	}
	for _, l := range lines {
		if h := readHeader(l); h.labelled && h.typ != "" && !strings.HasSuffix(h.value, "{") {
			p.add(h)
		}
	}
}

// add opens an exception: in a new event, or in the current one when it is a
// cause or a member of what came before.
func (p *textParser) add(h header) {
	relation := h.relation
	switch {
	case !p.open:
		relation = symbols.Thrown
	case h.labelled:
	case len(p.objects) > 0 && p.objects[len(p.objects)-1] == 'e':
		relation = symbols.Member
	case len(p.objects) > 0:
		relation = symbols.Cause
	}
	if relation == symbols.Thrown {
		if len(p.events) == maxEvents && p.open {
			p.cut = true
		} else {
			p.endEvent()
			p.events = append(p.events, symbols.Event{})
			p.open = true
		}
	}
	event := &p.events[len(p.events)-1]
	if len(event.Exceptions) == maxExceptions {
		p.cut = true
		return
	}
	event.Exceptions = append(event.Exceptions, symbols.Exception{Type: h.typ, Value: h.value, Relation: relation})
}

// endEvent fills the current event's gaps.
func (p *textParser) endEvent() {
	if p.open {
		event := &p.events[len(p.events)-1]
		p.frames += fillGaps(event, p.gaps, maxFrames-p.frames)
		if p.cut {
			event.Notes = append(event.Notes, "The trace is longer than what is read; its end is left out.")
		}
		event.Notes = append(event.Notes, p.notes...)
		p.notes = nil
	}
	p.open, p.gaps, p.cut, p.objects = false, nil, false, nil
}

// finish ends the input.
func (p *textParser) finish() {
	p.endOther()
	p.frameless(p.pending)
	p.pending = nil
	p.endEvent()
}

// bracket follows the brackets of what node prints behind a frame.
func (p *textParser) bracket(s string) {
	if s == "" {
		return
	}
	if s[0] == '}' || s[0] == ']' {
		p.objects = p.objects[:len(p.objects)-1]
		return
	}
	switch last := s[len(s)-1]; {
	case last == '[' && (strings.HasPrefix(s, "[errors]:") || strings.HasPrefix(s, "errors:")):
		p.objects = append(p.objects, 'e')
	case last == '[' || last == '{':
		p.objects = append(p.objects, 'o')
	}
}

// findHeader gives the index and the reading of the exception's first line
// among the lines above its frames: the nearest that can be nothing else, or,
// outside of an object that node printed, the nearest paragraph's.
func findHeader(lines []string, prefix string, inObject bool) (int, header) {
	read := func(i int) header {
		if rest, ok := cutLike(strings.TrimSpace(lines[i]), prefix); ok {
			return readHeader(rest)
		}
		return readHeader(lines[i])
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if h := read(i); h.strong {
			return i, h
		}
	}
	if inObject {
		return -1, header{}
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if h, ok := readWithin(lines[i]); ok {
			return i, h
		}
	}
	best, h := -1, header{}
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.TrimSpace(lines[i]) == "" {
			if best >= 0 {
				break
			}
			continue
		}
		g := read(i)
		if strings.HasPrefix(strings.TrimSpace(lines[i]), "error: ") { // Bun's "error: x", with properties below
			return i, g
		}
		if best < 0 || g.typ != "" {
			best, h = i, g
		}
	}
	return best, h
}

// cutLike cuts a prefix off s that is the same but for its digits.
func cutLike(s, prefix string) (string, bool) {
	if prefix == "" || len(s) < len(prefix) {
		return s, false
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	for i := range len(prefix) {
		if s[i] != prefix[i] && !(digit(s[i]) && digit(prefix[i])) {
			return s, false
		}
	}
	return strings.TrimSpace(s[len(prefix):]), true
}
