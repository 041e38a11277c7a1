package cli

import (
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/reason"
	"symset/symbols/waiting"
)

// A setAnswer is what symset says about a symbol set as JSON. What is not known
// is left out.
type setAnswer struct {
	ID    string      `json:"id,omitempty"` // none when there is no row
	Ref   symbols.Ref `json:"ref"`
	Kind  string      `json:"kind"`  // url or id
	State string      `json:"state"` // uploaded, missing, doubtful (a file, and a failure that may keep it from being read), no row

	Created  *time.Time     `json:"created,omitempty"`
	LastUsed *time.Time     `json:"last_used,omitempty"`
	Release  *answerRelease `json:"release,omitempty"`
	Failure  *answerFailure `json:"failure,omitempty"`
	Waiting  *answerWaiting `json:"waiting,omitempty"` // only when exceptions were read
}

type answerRelease struct {
	ID      string `json:"id"`
	Project string `json:"project"`
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
}

// An answerFailure is why PostHog has no file, or could not read it.
type answerFailure struct {
	Code     string       `json:"code,omitempty"` // PostHog's name
	Class    reason.Class `json:"class"`
	Short    string       `json:"short"`
	Sentence string       `json:"sentence"`
	Why      string       `json:"why,omitempty"`
	Steps    []answerStep `json:"steps"`
	Raw      string       `json:"raw"`
}

type answerStep struct {
	Do      string `json:"do"`
	Command string `json:"command,omitempty"`
}

// An answerWaiting counts the frames of recent exceptions that wait. Frames are
// told by symset sets show alone.
type answerWaiting struct {
	Count  int                  `json:"count"`
	Events int                  `json:"events"`
	Latest *time.Time           `json:"latest,omitempty"`
	Frames []answerWaitingFrame `json:"frames,omitempty"`
}

// newSetAnswer describes a row; wait is nil when no exceptions were read.
func newSetAnswer(set *symbols.Set, wait *waiting.Wait) setAnswer {
	a := setAnswer{ID: set.ID, Ref: set.Ref, Kind: kind(set.Ref), State: "uploaded", Created: moment(set.Created), LastUsed: moment(set.LastUsed)}
	if r := set.Release; r != nil {
		a.Release = &answerRelease{ID: r.ID, Project: r.Project, Version: r.Version, Commit: r.Commit()}
	}
	why := reason.Parse(set.Reason)
	why.Ref = string(set.Ref)
	a.Failure = newAnswerFailure(why)
	switch {
	case !set.HasFile:
		a.State = "missing"
	case a.Failure != nil && !why.Past(set.Ref.IsURL()):
		a.State = "doubtful"
	}
	a.Waiting = newAnswerWaiting(wait)
	return a
}

// newRowlessAnswer describes what frames name and PostHog has no row of.
func newRowlessAnswer(wait *waiting.Wait) setAnswer {
	a := setAnswer{Ref: wait.Ref, Kind: kind(wait.Ref), State: "no row", Waiting: newAnswerWaiting(wait)}
	for _, f := range wait.Frames {
		why := reason.ParseFrame(f.Failure, reason.LanguageOf(string(f.Frame.Platform)))
		why.Ref = string(wait.Ref)
		if a.Failure = newAnswerFailure(why); a.Failure != nil {
			break
		}
	}
	return a
}

func newAnswerFailure(r reason.Reason) *answerFailure {
	if r.IsZero() {
		return nil
	}
	a := &answerFailure{Code: r.Code, Class: r.Class, Short: r.Short(), Sentence: r.Sentence(), Why: r.Why(), Steps: []answerStep{}, Raw: r.Raw}
	for _, step := range r.Remedy() {
		a.Steps = append(a.Steps, answerStep(step))
	}
	return a
}

func newAnswerWaiting(w *waiting.Wait) *answerWaiting {
	if w == nil {
		return nil
	}
	return &answerWaiting{Count: w.Count, Events: w.Events, Latest: moment(w.Latest)}
}

// waits is how many frames wait, as far as that is known.
func (a *setAnswer) waits() int {
	if a.Waiting == nil {
		return 0
	}
	return a.Waiting.Count
}

// moment is a time for JSON; nil for none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// kind tells refs apart that PostHog can fetch from those that must be uploaded.
func kind(ref symbols.Ref) string {
	if ref.IsURL() {
		return "url"
	}
	return "id"
}

// kindWords say for people what a ref is.
func kindWords(ref symbols.Ref) string {
	switch {
	case ref.IsURL():
		return "a URL, which PostHog fetches by itself"
	case strings.Contains(string(ref), "://"):
		return "an address from which PostHog fetches nothing"
	}
	return "an id, which must be uploaded"
}
