package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"symset/symbols"
	"symset/theme"
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

// newAnswer tells of the readings, exceptions and frames in the order of the
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

// writeJSON prints v as JSON.
func (s *streams) writeJSON(v any) error {
	out, err := marshal(v)
	if err != nil {
		return err
	}
	return s.write(out)
}

// put prints v for people, or as JSON.
func (s *streams) put(v interface{ print(*theme.Theme) []byte }, asJSON bool) error {
	if asJSON {
		return s.writeJSON(v)
	}
	return s.write(v.print(s.theme()))
}

// marshal gives v as indented JSON that is safe to print.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return escapeControls(b.Bytes()), nil
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

// escapeControls writes what JSON allows but a terminal would act on, or not
// show (DEL, C1 controls, bidirectional marks), as \u escapes. The text stays the
// same.
func escapeControls(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i, n := 0, 0; i < len(data); i += n {
		var r rune
		r, n = utf8.DecodeRune(data[i:])
		if r == 0x7f || r >= 0x80 && r < 0xa0 || unicode.Is(unicode.Cf, r) {
			for _, unit := range utf16.AppendRune(nil, r) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
			continue
		}
		out = append(out, data[i:i+n]...)
	}
	return out
}
