package cli

import (
	"symset/symbols"
)

// An answer is what symset resolve --json prints. Lines and columns count from
// 1, columns in UTF-16 units; what is not known is left out.
type answer struct {
	Exceptions []answerException `json:"exceptions"`
}

type answerException struct {
	Event  *int          `json:"event,omitempty"`    // which event of the input, from 0; only when there are several
	ID     string        `json:"event_id,omitempty"` // the event's, when PostHog was asked for it
	Type   string        `json:"type,omitempty"`
	Value  string        `json:"value,omitempty"`
	Frames []answerFrame `json:"frames"`
}

type answerFrame struct {
	Index    int            `json:"index"` // from 0, over all exceptions of the input
	Resolved bool           `json:"resolved"`
	InApp    bool           `json:"in_app"`
	Ref      symbols.Ref    `json:"ref,omitempty"`
	Raw      answerRaw      `json:"raw"`
	Function string         `json:"function,omitempty"`
	Source   string         `json:"source,omitempty"`
	Line     int            `json:"line,omitempty"`
	Column   int            `json:"column,omitempty"`
	Context  *answerContext `json:"context,omitempty"`
	Reason   string         `json:"reason,omitempty"`
}

type answerRaw struct {
	Function string `json:"function,omitempty"`
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
}

func newAnswerRaw(f *symbols.Frame) answerRaw {
	return answerRaw{Function: f.Function, File: f.File, Line: max(f.Line, 0), Column: max(f.Column, 0)}
}

type answerContext struct {
	Before []string `json:"before"`
	Line   string   `json:"line"`
	After  []string `json:"after"`
}

// newAnswer holds the readings, exceptions and frames in the order of the
// input.
func newAnswer(readings []reading) answer {
	out := answer{Exceptions: []answerException{}}
	index := 0
	for n := range readings {
		r := &readings[n]
		next := r.frames
		for i := range r.event.Exceptions {
			e := &r.event.Exceptions[i]
			exception := answerException{ID: r.id, Type: e.Type, Value: e.Value, Frames: []answerFrame{}}
			if len(readings) > 1 {
				exception.Event = &n
			}
			for range e.Frames {
				exception.Frames = append(exception.Frames, newAnswerFrame(index, &next[0]))
				next = next[1:]
				index++
			}
			out.Exceptions = append(out.Exceptions, exception)
		}
	}
	return out
}

func newAnswerFrame(index int, r *symbols.Resolved) answerFrame {
	f := &r.Frame
	a := answerFrame{
		Index: index, Resolved: r.OK(), InApp: r.InApp, Ref: f.Ref(),
		Raw: newAnswerRaw(f),
	}
	if r.OK() {
		a.Function, a.Source, a.Line, a.Column = r.Function, r.Source, r.Line, r.Column
		if c := r.Context; c != nil {
			a.Context = &answerContext{Before: append([]string{}, c.Before...), Line: c.Line, After: append([]string{}, c.After...)}
		}
	}
	if r.Failure != nil {
		a.Reason = r.Failure.Message
	}
	return a
}
