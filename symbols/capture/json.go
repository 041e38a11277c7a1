package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
)

type object = map[string]json.RawMessage

// startsJSON reports whether s, without space before it, may be JSON.
func startsJSON(s []byte) bool {
	return len(s) > 0 && (s[0] == '{' || s[0] == '[' || s[0] == '"')
}

// parseJSON reads data as one or more JSON values. An error that isSyntax says
// that it is not JSON throughout; any other that it is, without an exception.
func parseJSON(data []byte) ([]symbols.Event, error) {
	values, err := splitJSON(data)
	if err != nil {
		return nil, err
	}
	c := collector{tooMany: len(values) == maxValues}
	for i, v := range values {
		path := ""
		if len(values) > 1 {
			path = fmt.Sprintf("value %d", i+1)
		}
		c.collect(v, path, 0)
	}
	if len(c.events) == 0 {
		c.texts(values)
	}
	return c.result(values)
}

// splitJSON splits a stream of JSON values: a single one, or JSON lines.
func splitJSON(data []byte) ([]json.RawMessage, error) {
	var values []json.RawMessage
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		var v json.RawMessage
		start := d.InputOffset()
		err := d.Decode(&v)
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, syntaxError(data, int(start), err)
		}
		if values = append(values, v); len(values) == maxValues {
			return values, nil
		}
	}
}

// syntaxError tells where JSON breaks off. start is where the value begins.
func syntaxError(data []byte, start int, err error) error {
	at := len(data)
	var syntax *json.SyntaxError
	if again := json.Unmarshal(data[start:], new(json.RawMessage)); errors.As(again, &syntax) {
		at = min(start+int(syntax.Offset), len(data))
		err = syntax
	}
	before := data[:at]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := at - (bytes.LastIndexByte(before, '\n') + 1)
	hint := "check that the whole event was copied"
	if at < len(data) {
		hint = "give the event as PostHog or the SDK wrote it"
	}
	return &Error{
		Where: fmt.Sprintf("line %d, column %d", line, max(column, 1)),
		What:  "the JSON can't be read: " + strings.TrimPrefix(err.Error(), "json: "),
		Do:    hint, Err: err,
	}
}

func isSyntax(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Err != nil
}

// A collector gathers the events of JSON values.
type collector struct {
	events   []symbols.Event
	byID     map[string]int // events by their id, for answers that refer to one another
	skipped  []string       // names of events that are no exceptions
	empty    string         // where an event had no exception; its path
	problem  *Error         // the first thing that should have held an exception and could not
	frames   int            // read so far
	seen     []string       // keys of the objects that held none
	tooMany  bool
	tooDeep  bool
	unquoted []string // strings that hold a trace
}

// result gives the events, or the reason why there are none.
func (c *collector) result(values []json.RawMessage) ([]symbols.Event, error) {
	if len(c.events) > 0 {
		c.tell()
		return c.events, nil
	}
	switch {
	case c.problem != nil:
		return nil, c.problem
	case c.tooDeep:
		return nil, &Error{What: "the JSON is nested too deeply to hold an event", Do: "give the $exception event itself"}
	case len(c.skipped) > 0:
		return nil, &Error{What: "no exception in the input: it has " + nameSome(c.skipped), Do: "give a $exception event"}
	}
	return nil, &Error{What: "no exception in the input: it is " + c.describe(values), Do: "give a captured $exception event, or a stack trace"}
}

// tell adds to the first event what was left out of the whole input.
func (c *collector) tell() {
	notes := &c.events[0].Notes
	if len(c.skipped) > 0 {
		*notes = append(*notes, "The input also has "+nameSome(c.skipped)+"; only exceptions are read.")
	}
	if c.empty != "" {
		*notes = append(*notes, "An event at "+c.empty+" has an empty $exception_list and is left out.")
	}
	if c.tooMany {
		*notes = append(*notes, moreEvents)
	}
}

const moreEvents = "The input has more events than are read; the others are left out."

// describe says what JSON without an exception looks like.
func (c *collector) describe(values []json.RawMessage) string {
	if len(values) == 1 {
		if o, ok := nested(values[0]); ok {
			if _, ok := o["mappings"]; ok {
				return "a source map"
			}
			if _, ok := o["sections"]; ok {
				return "a source map in sections"
			}
		}
	}
	if len(c.seen) == 0 {
		return "JSON without an object that has $exception_list"
	}
	return "JSON without $exception_list; its keys are " + strings.Join(c.seen, ", ")
}

// note remembers the keys of an object that held no exception.
func (c *collector) note(o object) {
	if len(c.seen) > 0 {
		return
	}
	for key := range o {
		c.seen = append(c.seen, phrase.Clip(key, 40))
	}
	slices.Sort(c.seen)
	if len(c.seen) > 12 {
		c.seen = append(c.seen[:12], "…")
	}
}

// texts reads traces that stand in strings: a bare one, a log record's stack.
func (c *collector) texts(values []json.RawMessage) {
	lines := c.unquoted
	for _, v := range values {
		if record, ok := nested(v); ok && len(c.unquoted) == 0 {
			if text, _ := loggedText(record, 0); text != "" {
				lines = append(lines, strings.TrimRight(text, "\n"))
			}
		}
	}
	if len(lines) > 0 {
		c.events = parseText(strings.Join(lines, "\n"))
	}
}

// nameSome counts the events of other names.
func nameSome(names []string) string {
	first := names[0]
	switch len(names) {
	case 1:
		return "an event " + first
	}
	return fmt.Sprintf("%d other events, the first %s", len(names), first)
}
