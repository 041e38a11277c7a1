// Package explain tells why a frame reads as it does in PostHog: the steps that
// PostHog takes for it, what each found, and what mends the first that fails.
//
// It takes the steps itself, with what is at hand: the frame alone, the project's
// symbol sets, the files of a build. A step that needs what is not there says so.
package explain

import (
	"context"

	"symset/symbols"
	"symset/symbols/reason"
)

// An Outcome is what became of a step.
type Outcome string

// The outcomes.
const (
	OK       Outcome = "ok"
	Note     Outcome = "note"   // it goes on, with something to know
	Failed   Outcome = "failed" // PostHog gets no further, or shows something wrong
	NotAsked Outcome = "not_asked"
)

// The names of the steps, in the order in which PostHog takes them.
const (
	StepPlace   = "place"   // the frame tells a line and a column
	StepRef     = "ref"     // and what to look its symbol set up by
	StepSet     = "set"     // the symbol set is there
	StepFetch   = "fetch"   // else the minified file is fetched
	StepHeader  = "header"  // its header names the map
	StepComment = "comment" // or its last comment does
	StepMapURL  = "map_url" // which leads to a map
	StepMap     = "map"     // that can be read
	StepBelongs = "belongs" // and is the file's: PostHog does not look
	StepSegment = "segment" // it has an answer for the place
	StepSource  = "source"  // in a source
	StepContent = "content" // whose text it holds
	StepName    = "name"    // and the function has a name
)

// A Step is one step with what it found.
type Step struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	Words   string  `json:"words"` // lower case, no full stop
}

// An Explanation is all that can be said about a frame.
type Explanation struct {
	Steps []Step `json:"steps"`

	// Diagnosis is the first step that failed, and Fix what mends it, what
	// helps most first. Without a failed step Diagnosis is nil.
	Diagnosis *Step `json:"diagnosis,omitempty"`
	Fix       []Fix `json:"fix,omitempty"`

	// Here is what the files on this machine would make of the frame; empty
	// when none were looked at. Mends says that they would mend it.
	Here  string `json:"here,omitempty"`
	Mends bool   `json:"mends"`
}

// A Fix is something to do.
type Fix struct {
	Do      string `json:"do"`
	Command string `json:"command,omitempty"` // for a shell
}

// An Input is a frame and where to look.
type Input struct {
	Frame *symbols.Frame
	Trace []*symbols.Frame // all frames of its exception or event, which tell what build it was; or nil

	Project symbols.Project // asked for the symbol set; nil offline
	Stored  symbols.Store   // reads the project's symbol sets; nil offline
	Local   symbols.Store   // the files of a build on this machine; or nil
}

// An inquiry is an explanation in the making.
type inquiry struct {
	Input
	Explanation
	pair     *symbols.Pair // what the later steps look into, or nil
	resolved *symbols.Resolved
}

// Explain explains a frame. It never fails: what can't be found out is a step
// that was not asked.
func Explain(ctx context.Context, in Input) *Explanation {
	q := &inquiry{Input: in}
	if q.place() && q.ref() {
		if !q.set(ctx) {
			q.files(ctx)
		}
		q.read(ctx)
	}
	for i := range q.Steps {
		if q.Steps[i].Outcome == Failed {
			q.Diagnosis = &q.Steps[i]
			break
		}
	}
	q.local(ctx)
	q.remedy()
	return &q.Explanation
}

func (q *inquiry) add(name string, outcome Outcome, words string) {
	q.Steps = append(q.Steps, Step{name, outcome, words})
}

// failed reports whether a step failed so far.
func (q *inquiry) failed() bool {
	for _, s := range q.Steps {
		if s.Outcome == Failed {
			return true
		}
	}
	return false
}

// stepOf gives the step at which PostHog stopped for a reason.
func stepOf(r reason.Reason) string {
	switch r.Code {
	case "NoUrlOrChunkId", "NoSourceUrl", "InvalidSourceUrl":
		return StepRef
	case "NoSourcemap":
		return StepComment
	case "InvalidSourceMapHeader":
		return StepHeader
	case "InvalidSourceMapUrl", "InvalidDataUrl":
		return StepMapURL
	case "InvalidSourceMap", "InvalidSourceAndMap", "InvalidMap":
		return StepMap
	case "TokenNotFound", "NoTokenForColumn":
		return StepSegment
	case "Timeout", "HttpStatus", "NetworkError", "RedirectError", "BlockedUrl":
		return StepFetch
	}
	return StepSet
}
