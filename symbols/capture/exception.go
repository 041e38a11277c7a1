package capture

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
)

// An exceptionReader reads the exceptions of one event.
type exceptionReader struct {
	c          *collector
	event      *symbols.Event
	lib        string // the SDK's name
	crashFirst bool
}

func (r *exceptionReader) note(s string) {
	if len(r.event.Notes) < maxNotes && !slices.Contains(r.event.Notes, s) {
		r.event.Notes = append(r.event.Notes, s)
	}
}

// read adds the i-th exception of the list.
func (r *exceptionReader) read(i int, raw json.RawMessage) {
	o, ok := nested(raw)
	if !ok {
		r.note(fmt.Sprintf("Exception %d is %s, not an object; it is left out.", i+1, kindOf(raw)))
		return
	}
	mechanism, _ := nested(o["mechanism"])
	x := symbols.Exception{
		Type: text(o, "type"), Value: text(o, "value"),
		Handled:   readHandled(mechanism["handled"]),
		Relation:  relation(len(r.event.Exceptions), mechanism),
		CrashLast: !r.crashFirst,
	}
	if x.Value == "" && has(o, "value") {
		if kind := kindOf(o["value"]); kind == "an object" || kind == "a list" {
			x.Value = compact(o["value"])
		}
	}
	r.stack(&x, o, i)
	r.event.Exceptions = append(r.event.Exceptions, x)
}

// relation tells how an exception came into its event: the first was thrown,
// the others are its causes, or members of an aggregate if their source says so.
func relation(index int, mechanism object) symbols.Relation {
	source := text(mechanism, "source")
	switch {
	case index == 0 && !has(mechanism, "parent_id"):
		return symbols.Thrown
	case source == "member" || strings.HasPrefix(source, "errors[") || strings.HasPrefix(source, "exceptions["):
		return symbols.Member
	case index == 0:
		return symbols.Thrown
	}
	return symbols.Cause
}

// stack reads the exception's frames.
func (r *exceptionReader) stack(x *symbols.Exception, o object, i int) {
	name := x.Type
	if name == "" {
		name = fmt.Sprintf("exception %d", i+1)
	}
	trace, ok := nested(o["stacktrace"])
	if !ok {
		if items, isList := list(o["stacktrace"]); isList {
			trace = object{"frames": encode(items)}
		} else if has(o, "frames") {
			trace = o
		} else {
			r.note("The " + phrase.Clip(name, 80) + " was captured without a stack trace.")
			return
		}
	}
	if has(trace, "same_as_event") {
		r.sameAs(x, trace, name)
		return
	}
	items, ok := list(trace["frames"])
	if !ok {
		r.note("The " + phrase.Clip(name, 80) + " was captured without frames.")
		return
	}
	if n := text(trace, "frames_omitted"); n != "" && n != "0" {
		r.note("PostHog left out " + phrase.Clip(n, 20) + " frames of the " + phrase.Clip(name, 80) + ", those farthest from the error.")
	}
	items = items[:r.room(len(items))]
	for k, item := range items {
		f, ok := nested(item)
		if !ok {
			r.note(fmt.Sprintf("Frame %d of the %s is %s, not an object; it is left out.", k+1, phrase.Clip(name, 80), kindOf(item)))
			continue
		}
		x.Frames = append(x.Frames, readFrame(f, r.lib))
	}
}

// sameAs takes the frames of an exception that the same answer gave before, as
// PostHog's compact answers refer to it.
func (r *exceptionReader) sameAs(x *symbols.Exception, trace object, name string) {
	id := text(trace, "same_as_event")
	index := readCoordinate("index", 0, trace["same_as_exception"])
	from := r.event
	if id != r.event.ID {
		k, ok := r.c.byID[id]
		if !ok {
			r.note("The frames of the " + phrase.Clip(name, 80) + " are those of event " + phrase.Clip(id, 60) + ", which is not in the input.")
			return
		}
		from = &r.c.events[k]
	}
	if index.absent || index.bad != "" || index.n >= len(from.Exceptions) {
		r.note("The frames of the " + phrase.Clip(name, 80) + " are said to be those of an exception that is not in the input.")
		return
	}
	same := &from.Exceptions[index.n]
	x.Frames = slices.Clone(same.Frames[:r.room(len(same.Frames))])
	x.CrashLast = same.CrashLast
	r.note("The frames of the " + phrase.Clip(name, 80) + " are those of event " + phrase.Clip(id, 60) + ", as PostHog says.")
}

// room takes n frames off what may still be read, and gives how many that are.
func (r *exceptionReader) room(n int) int {
	if left := maxFrames - r.c.frames; n > left {
		r.note(fmt.Sprintf("The input has more than %d frames; the others are left out.", maxFrames))
		n = left
	}
	r.c.frames += n
	return n
}
