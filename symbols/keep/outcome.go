package keep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
)

// A State is what a project has for a set after an action.
type State string

// The states.
const (
	Untouched State = "untouched" // what it had; nothing was changed
	Same      State = "same"      // what it had: the same file, or one that was not to be replaced
	Stored    State = "stored"    // the new file
	Deleted   State = "deleted"   // no set
	PutBack   State = "put back"  // what it had, after the action failed
	Unused    State = "unused"    // nothing that PostHog uses
	Unknown   State = "unknown"   // it did not answer
)

// An Outcome is what became of an action on one set.
type Outcome struct {
	Do      Action
	Ref     symbols.Ref
	SetID   string // empty when it is not known
	State   State
	Unbound bool   // the release was left out, see Request.SkipReleaseOnFail
	Copy    *Copy  // of what was there before, nil when there was nothing or none was kept
	Err     error  // why it did not end as asked: an [*Error], nil when it did
	Note    string // what else a person should know, a sentence; may be empty

	// Activity is what was written down of it, nil when nothing was done. It
	// can be undone where the Activity says so.
	Activity *Activity
}

// past is what an action that went well has done.
var past = map[Action]string{Upload: "uploaded", Replace: "replaced", Delete: "deleted", Restore: "restored"}

// Sentence tells it for people, without a full stop.
func (o *Outcome) Sentence() string {
	switch {
	case o.Err != nil:
		return o.Err.Error()
	case o.State == Same:
		return fmt.Sprintf("%s was not changed", clip(o.Ref))
	case o.State == PutBack:
		return fmt.Sprintf("what %s had before was put back", clip(o.Ref))
	case o.State == Untouched:
		return fmt.Sprintf("%s has what it had", clip(o.Ref))
	case o.Copy != nil:
		return fmt.Sprintf("%s was %s; a copy of what was there is kept as %s", clip(o.Ref), past[o.Do], o.Copy.ID)
	}
	return fmt.Sprintf("%s was %s", clip(o.Ref), past[o.Do])
}

// Hint says what a person can do; empty when there is nothing to.
func (o *Outcome) Hint() string { return symbols.Hint(o.Err) }

// An Error says why an action did not end as asked, and what the project has now.
type Error struct {
	Do    Action
	Ref   symbols.Ref
	State State
	Copy  string // the id of the kept copy; empty for none
	Err   error

	left bool // an entry of the journal stays
}

func (e *Error) Error() string { return fmt.Sprintf("%s %s: %s", e.Do, clip(e.Ref), e.Why()) }

// Why says it without what was done to which set, as one says it of several.
func (e *Error) Why() string {
	why := "interrupted"
	if !errors.Is(e.Err, context.Canceled) {
		why = strings.TrimPrefix(e.Err.Error(), "upload "+phrase.Clip(string(e.Ref), 200)+": ") // the client says it of each, too
	}
	now := map[State]string{
		Untouched: "nothing was changed",
		PutBack:   "what was there before was put back",
		Unused:    "PostHog uses no file for it now",
		Unknown:   "what PostHog has for it now is not known",
		Deleted:   "it is gone",
		Stored:    "the new file is in use",
		Same:      "it has the file that it had",
	}[e.State]
	if e.State == PutBack && e.Do == Upload { // there was nothing
		now = "what was begun was taken back"
	}
	text := why + "; " + now
	if e.Copy != "" && (e.State == Unused || e.State == Unknown) {
		text += ", and a copy of what it had is kept as " + e.Copy
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// Left reports whether something is left to do that the journal remembers.
func (e *Error) Left() bool { return e.left }

// Hint says how to go on.
func (e *Error) Hint() string {
	if e.left {
		return "when PostHog can be reached again: symset backups recover"
	}
	return symbols.Hint(e.Err)
}

// NoCopyPossible says that what is there can't be kept before it is replaced.
type NoCopyPossible struct{ Err error }

func (e *NoCopyPossible) Error() string {
	if symbols.TooOld(e.Err) {
		return "this server is too old to give back the file that is there, so no copy of it can be kept"
	}
	return fmt.Sprintf("no copy of the file that is there can be kept: %v", e.Err)
}

func (e *NoCopyPossible) Unwrap() error { return e.Err }

// Hint says how to go on.
func (e *NoCopyPossible) Hint() string {
	if hint := symbols.Hint(e.Err); hint != "" && !symbols.TooOld(e.Err) {
		return hint
	}
	return "--no-backup goes on without a copy: if the upload fails, what was there is lost"
}
