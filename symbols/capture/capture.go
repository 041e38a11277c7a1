// Package capture turns what people have of an exception into events: the JSON
// of a $exception event in any shape PostHog hands out, log lines that carry a
// stack, or a stack trace pasted as text.
//
// It never guesses a place. A line or column that can't be used leaves the
// frame with a sentence saying why (Frame.Bad). Whatever else had to be left
// out is told in Event.Notes.
package capture

import (
	"bytes"
	"fmt"
	"io"

	"symset/symbols"
)

// Bounds on what is read. They are far above what SDKs and servers send, and
// keep a hostile input from costing more than its own size.
const (
	// MaxInput is the largest input in bytes that Read takes.
	MaxInput = 64 << 20

	maxEvents     = 10_000  // events of one input
	maxExceptions = 1_000   // exceptions of one event
	maxFrames     = 200_000 // frames of one input
	maxItems      = 200_000 // items of one JSON list
	maxKeys       = 10_000  // keys of one large JSON object
	maxValues     = 1 << 20 // JSON values of one input
	maxGaps       = 8       // runs of frames left out of one exception
	maxNotes      = 100     // notes of one event
	maxWrapped    = 12      // objects and arrays around an event, strings of JSON within JSON included
)

// An Error says why nothing could be read, where, and what a person can do.
type Error struct {
	Where string // "line 3, column 7" or a JSON path such as "results[0].properties"; empty for the whole input
	What  string // what is wrong there, and what the input looked like
	Do    string // what to do about it; may be empty
	Err   error  // the reader's or decoder's own error, or nil
}

// Error gives place and reason in one line.
func (e *Error) Error() string {
	if e.Where != "" {
		return e.Where + ": " + e.What
	}
	return e.What
}

// Hint says what to do.
func (e *Error) Hint() string { return e.Do }

// Unwrap gives the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

// Read reads one or more events from r, of at most MaxInput bytes. See Parse.
func Read(r io.Reader) ([]symbols.Event, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxInput+1))
	if err != nil {
		return nil, fmt.Errorf("read the exception: %w", err)
	}
	return Parse(data)
}

// Parse reads one or more events: JSON in any of PostHog's shapes, JSON lines,
// logs, or pasted traces. It gives at least one event or an error, which is an
// *Error.
func Parse(data []byte) ([]symbols.Event, error) {
	if len(data) > MaxInput {
		return nil, &Error{
			What: fmt.Sprintf("the input is larger than %d MB", MaxInput>>20),
			Do:   "give one event or one trace",
		}
	}
	data = unfence(decodeText(data))
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) == 0 {
		return nil, &Error{What: "the input is empty", Do: "give a captured $exception event as JSON, or a stack trace"}
	}

	var syntax error
	if startsJSON(trimmed) {
		events, err := parseJSON(data)
		if err == nil || !isSyntax(err) {
			return events, err
		}
		syntax = err
	}
	if events := parseText(string(data)); len(events) > 0 {
		return events, nil
	}
	if syntax != nil && meantAsJSON(trimmed) {
		return nil, syntax
	}
	hint := "give a captured $exception event as JSON, or a stack trace with its frames"
	if bytes.Contains(trimmed, []byte(`File "`)) && bytes.Contains(trimmed, []byte(`", line: `)) {
		hint = "PostHog's raw view of a stack trace leaves the columns out: copy the event's JSON instead, or give the address of its page"
	}
	return nil, &Error{What: "no exception in the input: it is " + describeText(trimmed), Do: hint}
}
