package symbols

import "time"

// An Event is one captured $exception event, or one pasted trace.
type Event struct {
	ID         string      // the event's UUID; empty for a pasted trace
	Issue      string      // the UUID of the issue that PostHog put it into; empty when the input does not say
	Time       time.Time   // zero when the input does not say
	Release    string      // id of the release that was injected into the first chunk that was loaded; empty when the input does not say
	Exceptions []Exception // in the order of the input: the thrown one first, then its causes or members
	Facts      []Fact      // what else the event knows: release, URL, browser, user; in display order
	Notes      []string    // what of the input could not be used, a sentence each
}

// A Fact is one thing an event knows beside its frames, named as people say it
// ("Release", "URL", "Browser", "User", "Library").
type Fact struct{ Name, Value string }

// An Exception is one error of an event: the thrown one, a cause, or a member
// of an aggregate.
type Exception struct {
	Type     string
	Value    string // the message
	Handled  *bool  // nil when the input does not say
	Relation Relation
	Frames   []Frame // in the order of the input, see CrashLast

	// CrashLast says that Frames ends with the frame that threw, as PostHog
	// stores them. Pasted traces begin with it.
	CrashLast bool
}

// Relation is how an exception came into its event.
type Relation int

const (
	Thrown Relation = iota // the exception itself
	Cause                  // the cause of an exception before it
	Member                 // one of an aggregate error's errors
)

// Reading gives the indices of the exception's frames as people read a trace:
// the frame that threw first.
func (e *Exception) Reading() []int {
	order := make([]int, len(e.Frames))
	for i := range order {
		if e.CrashLast {
			order[i] = len(order) - 1 - i
		} else {
			order[i] = i
		}
	}
	return order
}

// EventOf makes an event of frames that come alone.
func EventOf(frames ...Frame) *Event { return &Event{Exceptions: []Exception{{Frames: frames}}} }

// Frames counts the frames of all the event's exceptions.
func (e *Event) Frames() int {
	n := 0
	for i := range e.Exceptions {
		n += len(e.Exceptions[i].Frames)
	}
	return n
}

// All gives the numbers of all frames, see [Event.Frame].
func (e *Event) All() []int {
	all := make([]int, e.Frames())
	for i := range all {
		all[i] = i
	}
	return all
}

// Frame gives a frame by its number over all exceptions, from 0, in the order
// of the input; nil when there is none.
func (e *Event) Frame(i int) *Frame {
	for k := range e.Exceptions {
		frames := e.Exceptions[k].Frames
		if i >= 0 && i < len(frames) {
			return &frames[i]
		}
		i -= len(frames)
	}
	return nil
}
