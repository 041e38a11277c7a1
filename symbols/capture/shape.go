package capture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"symset/symbols/phrase"
)

// collect finds the events in a JSON value, whatever is wrapped around them.
func (c *collector) collect(raw json.RawMessage, path string, depth int) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return
	}
	if depth > maxWrapped {
		c.tooDeep = true
		return
	}
	switch raw[0] {
	case '"':
		s, _ := textValue(raw)
		if t := []byte(strings.TrimSpace(s)); startsJSON(t) && json.Valid(t) {
			c.collect(t, path, depth+1)
		} else if hasFrame(s) {
			c.unquoted = append(c.unquoted, s)
		}
	case '[':
		if items, ok := list(raw); ok {
			c.array(items, path, depth)
		}
	case '{':
		if o, ok := nested(raw); ok {
			c.object(o, path, depth)
		}
	}
}

// array takes a list of exceptions, of frames, of frame records, of a trace's
// lines, or of anything that holds events.
func (c *collector) array(items []json.RawMessage, path string, depth int) {
	if len(items) == 0 {
		if c.empty == "" {
			c.empty = orRoot(path)
		}
		return
	}
	if first, ok := nested(items[0]); ok {
		switch {
		case isException(first):
			c.event(object{}, object{"$exception_list": encode(items)}, path)
			return
		case isRecord(first), isFrame(first):
			c.event(object{}, object{"$exception_list": framesOnly(items)}, path)
			return
		}
	}
	if s, ok := textValue(items[0]); ok && !startsJSON([]byte(strings.TrimSpace(s))) {
		var lines []string
		for _, item := range items {
			if s, ok := textValue(item); ok {
				lines = append(lines, s)
			}
		}
		if text := strings.Join(lines, "\n"); hasFrame(text) {
			c.unquoted = append(c.unquoted, text)
		}
		return
	}
	before := len(c.events) + len(c.skipped) + len(c.unquoted)
	for i, item := range items {
		c.collect(item, fmt.Sprintf("%s[%d]", path, i), depth+1)
	}
	if len(c.events)+len(c.skipped)+len(c.unquoted) == before {
		c.logged(items)
	}
}

// logged takes a list of log records that have a line of a trace each.
func (c *collector) logged(items []json.RawMessage) {
	var lines []string
	for _, item := range items {
		if record, ok := nested(item); ok {
			if s, _ := loggedText(record, 0); s != "" {
				lines = append(lines, strings.TrimRight(s, "\n"))
			}
		}
	}
	if text := strings.Join(lines, "\n"); hasFrame(text) {
		c.unquoted = append(c.unquoted, text)
	}
}

// object takes an event, an event's properties, an exception, or an answer or
// export that holds events.
func (c *collector) object(o object, path string, depth int) {
	if _, ok := o["mappings"]; ok {
		return // a source map, however large
	}
	switch {
	case has(o, "$exception_list"), has(o, "$exception_stack_trace_raw"), has(o, "$exception_type"), has(o, "$exception_message"):
		c.event(o, o, path)
		return
	case has(o, "properties"):
		props, ok := nested(o["properties"])
		if !ok {
			c.fail(join(path, "properties"), "the properties are "+kindOf(o["properties"])+", not an object", "give the event as it was exported")
			return
		}
		for key := range o {
			if strings.HasPrefix(key, "properties.") {
				props[strings.TrimPrefix(key, "properties.")] = o[key]
			}
		}
		c.named(o, props, path)
		return
	case has(o, "columns") && has(o, "results"):
		if c.rows(o, path, depth) {
			return
		}
	case isException(o):
		c.event(object{}, object{"$exception_list": encode([]json.RawMessage{encode(o)})}, path)
		return
	case has(o, "last_event") && string(o["last_event"]) != "null":
		c.collect(o["last_event"], join(path, "last_event"), depth+1)
		return
	case isFrame(o), isRecord(o):
		c.event(object{}, object{"$exception_list": framesOnly([]json.RawMessage{encode(o)})}, path)
		return
	}
	if s, whole := loggedText(o, 0); whole {
		c.unquoted = append(c.unquoted, s)
		return
	}
	before := len(c.events) + len(c.skipped)
	for _, key := range wrappers {
		if inner := bytes.TrimSpace(o[key]); len(inner) > 0 && (inner[0] == '{' || inner[0] == '[') {
			c.collect(inner, join(path, key), depth+1)
		}
	}
	if name := text(o, "event"); name != "" && len(c.events)+len(c.skipped) == before {
		c.skipped = append(c.skipped, name)
	}
	c.note(o)
}

// wrappers are the keys under which answers and exports hold events.
var wrappers = []string{"batch", "results", "result", "data", "event", "events", "items", "records", "rows",
	"first_event", "exception", "exceptions", "stacktrace", "values", "_source", "message", "body", "payload", "query_status"}

// named takes an event if it is an exception by its name or by what it has.
func (c *collector) named(o, props object, path string) {
	name := text(o, "event")
	if name != "" && name != "$exception" && !has(props, "$exception_list") {
		c.skipped = append(c.skipped, name)
		return
	}
	c.event(o, props, path)
}

// rows takes the table of an EventsQuery or a HogQLQuery. It reports whether
// the rows were arrays.
func (c *collector) rows(o object, path string, depth int) bool {
	var columns []string
	rows, ok := list(o["results"])
	if json.Unmarshal(o["columns"], &columns) != nil || !ok || len(rows) > 0 && kindOf(rows[0]) != "a list" {
		return false
	}
	for i, raw := range rows {
		row, ok := list(raw)
		if !ok {
			continue
		}
		at := fmt.Sprintf("%s[%d]", join(path, "results"), i)
		event, props := object{}, object{}
		before := len(c.events) + len(c.skipped)
		for k, cell := range row[:min(len(row), len(columns))] {
			name := strings.TrimPrefix(strings.Trim(columns[k], "`\""), "events.")
			switch {
			case name == "*":
				c.collect(cell, at, depth+1)
			case name == "properties":
				if inner, ok := nested(cell); ok {
					for key, v := range inner {
						props[key] = v
					}
				}
			case strings.HasPrefix(name, "properties."):
				props[strings.Trim(strings.TrimPrefix(name, "properties."), "`\"")] = cell
			case strings.HasPrefix(name, "$"):
				props[name] = cell
			default:
				event[name] = cell
			}
		}
		if has(props, "$exception_list") || has(props, "$exception_stack_trace_raw") {
			c.named(event, props, at)
		} else if name := text(event, "event"); name != "" {
			c.skipped = append(c.skipped, name)
		} else if len(c.events)+len(c.skipped) == before {
			for k, cell := range row { // a column of another name may hold the list
				c.collect(cell, fmt.Sprintf("%s[%d]", at, k), depth+1)
			}
		}
	}
	if len(c.seen) == 0 {
		c.seen = []string{"columns (" + phrase.Clip(strings.Join(columns, ", "), 120) + ")", "results"}
	}
	return true
}

// fail remembers the first thing that should have held an exception.
func (c *collector) fail(where, what, hint string) {
	if c.problem == nil {
		c.problem = &Error{Where: where, What: what, Do: hint}
	}
}

func isException(o object) bool {
	if has(o, "event") || has(o, "properties") {
		return false
	}
	if trace, ok := nested(o["stacktrace"]); ok && (has(trace, "frames") || has(trace, "same_as_event")) {
		return true
	}
	return has(o, "type") && has(o, "value") && (has(o, "mechanism") || len(o) <= 4)
}

func isFrame(o object) bool {
	return has(o, "mangled_name") || has(o, "platform") && has(o, "filename") ||
		has(o, "function") && (has(o, "filename") || has(o, "lineno") || has(o, "platform"))
}

// isRecord knows a frame record of stack_frames/batch_get.
func isRecord(o object) bool { return has(o, "contents") && has(o, "raw_id") }

// framesOnly makes an exception list of frames that stand alone.
func framesOnly(items []json.RawMessage) json.RawMessage {
	return encode([]any{object{"stacktrace": encode(object{"frames": encode(items)})}})
}
