package capture

import (
	"encoding/json"
	"strings"
)

// expand takes a line whose text is within: JSON of a logger, or newlines that
// are still escaped. It reports whether the line was one.
func (p *textParser) expand(line string) bool {
	if open := strings.IndexByte(line, '{'); open >= 0 && strings.HasSuffix(line, "}") && strings.Contains(line, `"`) {
		if p.jsonLine([]byte(line[open:]), stripPrefix(line[:open]+"{") == "{") {
			return true
		}
	}
	if !strings.Contains(line, `\n`) {
		return false
	}
	pieces := strings.Split(strings.ReplaceAll(line, `\\n`, `\n`), `\n`)
	frames := false
	for _, piece := range pieces[1:] {
		if _, _, _, ok := frameIn(strings.TrimSpace(unescape(piece))); ok {
			frames = true
			break
		}
	}
	if !frames {
		return false
	}
	for _, piece := range pieces {
		p.line(unescape(piece), false)
	}
	return true
}

// jsonLine takes a line that is a JSON object: an event, or a log record with
// a stack in it. alone says that it is not part of a message.
func (p *textParser) jsonLine(data []byte, alone bool) bool {
	if !json.Valid(data) {
		return false
	}
	c := collector{frames: p.frames}
	c.collect(data, "", 0)
	p.frames = c.frames
	if len(c.events) > 0 {
		p.finish()
		room := min(len(c.events), maxEvents-len(p.events))
		p.events = append(p.events, c.events[:room]...)
		p.more = p.more || c.tooMany || room < len(c.events)
		p.pending = append(p.pending, "")
		return true
	}
	record, _ := nested(data)
	text, whole := loggedText(record, 0)
	if text == "" || !whole && !alone {
		return false
	}
	if whole {
		p.pending = nil
	}
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		p.line(stripANSI(line), false)
	}
	return true
}

// maxLogged is how many objects of a log record may be around its stack.
const maxLogged = 3

// loggedText gives the text of a log record: a whole stack of its own, or a
// message that may be one line of a trace.
func loggedText(record object, depth int) (text string, whole bool) {
	for _, key := range []string{"stack", "stack_trace", "stacktrace", "stackTrace", "trace", "exc_info", "exception.stacktrace", "error.stack", "error.stack_trace", "err.stack", "exception", "error", "err", "reason"} {
		if s := joinedText(record[key]); s != "" {
			if hasFrame(s) {
				return withType(s, record) + causes(record, depth), true
			}
		} else if inner, ok := nested(record[key]); ok && depth < maxLogged {
			if s, whole := loggedText(inner, depth+1); whole {
				return s, true
			}
		}
	}
	for _, key := range []string{"jsonPayload", "attributes", "message", "msg", "body"} {
		if inner, ok := nested(record[key]); ok && depth < maxLogged {
			if s, _ := loggedText(inner, depth+1); s != "" {
				return s, hasFrame(s)
			}
		}
	}
	for _, key := range []string{"message", "msg", "log", "MESSAGE", "textPayload", "body", "text", "line"} {
		if s, ok := textValue(record[key]); ok && s != "" {
			return s, strings.Contains(strings.TrimRight(s, "\n"), "\n") && hasFrame(s)
		}
	}
	return "", false
}

// joinedText decodes a string, or a list of lines, as AWS logs a stack.
func joinedText(raw json.RawMessage) string {
	if s, ok := textValue(raw); ok {
		return s
	}
	items, ok := list(raw)
	if !ok || len(items) == 0 {
		return ""
	}
	if _, ok := textValue(items[0]); !ok {
		return ""
	}
	return strings.Join(texts(raw), "\n")
}

// causes gives the stacks of a logged error's cause and of its members, behind
// words that say so.
func causes(record object, depth int) string {
	out := ""
	if depth >= maxLogged {
		return out
	}
	if cause, ok := nested(record["cause"]); ok {
		if s, whole := loggedText(cause, depth+1); whole {
			out = "\nCaused by: " + s
		}
	}
	for _, key := range []string{"errors", "aggregateErrors"} {
		members, _ := list(record[key])
		for _, m := range members {
			member, _ := nested(m)
			if s, whole := loggedText(member, depth+1); whole {
				out += "\nMember: " + s
			}
		}
	}
	return out
}

// withType puts the record's type and message before a stack that starts with
// its frames, as Firefox and Safari write it.
func withType(stack string, record object) string {
	first, _, _ := strings.Cut(stack, "\n")
	if _, _, _, frame := frameIn(strings.TrimSpace(first)); !frame {
		return stack
	}
	typ, _ := textValue(record["type"])
	if name, ok := textValue(record["name"]); ok {
		typ = name
	}
	message, _ := textValue(record["message"])
	if typ == "" || identLen(typ) != len(typ) {
		return stack
	}
	return typ + ": " + message + "\n" + stack
}

// hasFrame reports whether a line of text is a frame.
func hasFrame(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if _, _, _, ok := frameIn(strings.TrimSpace(line)); ok {
			return true
		}
	}
	return false
}

// textValue decodes a JSON string.
func textValue(raw json.RawMessage) (string, bool) {
	var s string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		return "", false
	}
	return s, true
}
