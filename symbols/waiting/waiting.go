// Package waiting finds the frames that wait for a symbol set.
//
// PostHog's list of symbol sets does not know all that is missing: a chunk id
// that a build injected and never uploaded has no row in it, only frames that
// name it. So recent exceptions are read ([Survey]), the frames that PostHog
// left unresolved are counted by what they name ([Tally]), and what has no row
// is told apart from what has one ([Tally.Rowless]).
package waiting

import (
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/reason"
)

// maxHeading is how many bytes of an exception's heading are kept.
const maxHeading = 300

// A Frame is a frame that PostHog left unresolved, with where it was seen.
type Frame struct {
	Ref     symbols.Ref // what PostHog looks its symbol set up by first; never empty
	Also    symbols.Ref // and then, when there is no such symbol set; empty for frames with one name
	Frame   symbols.Frame
	Event   string // the event's id, a UUID
	Issue   string // its issue's; may be empty
	Time    time.Time
	Release string // see [symbols.Event.Release]
	Safari  bool   // it threw there, see [symbols.Event.ThrownInSafari]
	Heading string // "TypeError: x is undefined", the first line of it, cut
	Failure string // why PostHog has no symbols for it, in PostHog's words; empty when it was never asked
}

// Frames gives the frames of an event that wait for a symbol set, those of the
// exception that was thrown first. Left out are frames of other languages, the
// engine's own, and what no symbol set can help: frames that tell no place, or
// nothing to look up.
func Frames(ev *symbols.Event) []Frame {
	var found []Frame
	safari := ev.ThrownInSafari()
	for i := range ev.Exceptions {
		e := &ev.Exceptions[i]
		for k := range e.Frames {
			f := &e.Frames[k]
			ref, also := refs(f)
			if ref == "" || !waits(f) {
				continue
			}
			w := Frame{Ref: ref, Also: also, Frame: *f, Event: ev.ID, Issue: ev.Issue, Time: ev.Time, Release: ev.Release, Safari: safari[f], Heading: heading(e)}
			if f.Stored != nil {
				w.Failure = f.Stored.Failure
			}
			found = append(found, w)
		}
	}
	return found
}

// waits reports whether PostHog found no symbols for a frame. That it calls a
// frame resolved is not enough: it does so too where it found no map and guesses
// that the file was never minified.
func waits(f *symbols.Frame) bool {
	if f.Builtin || !f.Platform.JavaScript() {
		return false
	}
	if f.Stored == nil {
		_, placed := f.Generated()
		return placed
	}
	if f.Stored.Raw {
		if _, placed := f.Generated(); !placed {
			return false
		}
	}
	return !f.Stored.Resolved || f.Stored.Failure != ""
}

// refs gives what PostHog looks a frame's symbol set up by. Of a frame that was
// not kept as it was captured the failure alone may tell.
func refs(f *symbols.Frame) (ref, also symbols.Ref) {
	ref = f.Ref()
	if f.ChunkID != "" {
		byURL := *f
		byURL.ChunkID = ""
		also = byURL.Ref()
	}
	if ref == "" && f.Stored != nil && !f.Stored.Raw {
		r := reason.ParseFrame(f.Stored.Failure, reason.LanguageOf(string(f.Platform)))
		switch r.Code {
		case "NoSourcemapUploaded", "MissingChunkIdData", "NoSourcemap":
			if len(r.Args) == 1 {
				ref = symbols.Ref(r.Args[0])
			}
		}
	}
	return ref, also
}

func heading(e *symbols.Exception) string {
	h := e.Type
	if line, _, _ := strings.Cut(strings.TrimSpace(e.Value), "\n"); line != "" {
		h = strings.TrimPrefix(h+": "+line, ": ")
	}
	return phrase.Clip(h, maxHeading)
}
