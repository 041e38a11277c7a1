package explain

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"time"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/preflight"
	"symset/symbols/public"
	"symset/symbols/reason"
)

// place tells whether the frame names a place.
func (q *inquiry) place() bool {
	f := q.Frame
	switch _, ok := f.Generated(); {
	case f.Builtin:
		q.add(StepPlace, OK, "the frame is the engine's own code: there is nothing to resolve")
		return false
	case !f.Platform.JavaScript():
		q.add(StepPlace, NotAsked, fmt.Sprintf("symset follows the steps for JavaScript; this frame is %s", f.Platform))
		if f.Stored != nil && f.Stored.Failure != "" {
			q.told()
		}
		return false
	case f.Bad != "":
		q.add(StepPlace, Failed, "PostHog can't use the frame's place: "+f.Bad)
	case !ok && (f.Line > 0 || f.Column > 0):
		q.add(StepPlace, Failed, fmt.Sprintf("the frame has line %d and column %d: PostHog needs both, and shows it as captured", f.Line, f.Column))
	case !ok:
		q.add(StepPlace, Failed, "the frame has no line and column: PostHog shows it as captured")
	default:
		q.add(StepPlace, OK, fmt.Sprintf("line %d, column %d of %s", f.Line, f.Column, cmp.Or(f.File, "a file without a name")))
		return true
	}
	return false
}

// ref tells what the symbol set is looked up by.
func (q *inquiry) ref() bool {
	f := q.Frame
	u := scriptURL(f)
	switch {
	case f.ChunkID != "" && u != nil && !idOnly(f):
		q.add(StepRef, OK, fmt.Sprintf("the chunk id %s, then the URL %s", f.ChunkID, u))
	case f.ChunkID != "":
		q.add(StepRef, OK, "the chunk id "+f.ChunkID)
	case idOnly(f):
		q.add(StepRef, Failed, "the frame has no chunk id, and PostHog looks up nothing else for "+string(f.Platform))
	case u != nil:
		q.add(StepRef, OK, "the URL "+u.String())
	default:
		q.add(StepRef, Failed, fmt.Sprintf("the frame has no chunk id, and %q is not an http or https URL", f.File))
	}
	if q.failed() && q.Local != nil { // a build may have it all the same
		return true
	}
	return !q.failed()
}

// idOnly reports whether PostHog looks a frame up by its chunk id alone.
func idOnly(f *symbols.Frame) bool { return f.Platform == symbols.Node || f.Platform == symbols.Hermes }

// scriptURL gives the URL that PostHog looks a frame up by, or nil.
func scriptURL(f *symbols.Frame) *url.URL {
	if !symbols.Ref(f.File).IsURL() {
		return nil
	}
	u, err := url.Parse(symbols.TrimPlace(f.File))
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}

// private reports whether a URL's host is one that PostHog never asks.
func private(u *url.URL) bool { return !public.Host(u.Hostname()) }

// set tells whether PostHog has the symbol set, and opens it. It is false when
// PostHog would go on and fetch the file.
func (q *inquiry) set(ctx context.Context) bool {
	if q.Project == nil {
		q.told()
		return false
	}
	u := scriptURL(q.Frame)
	refs := []symbols.Ref{q.Frame.Ref()}
	if q.Frame.ChunkID != "" && u != nil && !idOnly(q.Frame) {
		refs = append(refs, symbols.Ref(u.String()))
	}
	for _, ref := range refs {
		if ref == "" {
			continue
		}
		set, err := q.Project.SetByRef(ctx, ref)
		switch {
		case err == nil && set.HasFile:
			if q.used(ctx, &set) {
				return q.open(ctx)
			}
			return true
		case err == nil:
			r := reason.Parse(set.Reason)
			q.add(stepOf(r), Failed, fmt.Sprintf("PostHog tried %s%s: %s", ref, since(set.Created), r.Sentence()))
			q.Fix = append(q.Fix, remedies(r, ref)...)
			return true
		case symbols.Absent(err):
			outcome, words := Note, fmt.Sprintf("there is no symbol set for %s; PostHog fetches the file when a frame comes", ref)
			if ref == symbols.Ref(q.Frame.ChunkID) {
				words = "nothing was uploaded for the chunk id " + string(ref)
				if len(refs) == 1 {
					outcome = Failed
				}
			}
			q.add(StepSet, outcome, words)
		default:
			q.add(StepSet, NotAsked, err.Error())
		}
	}
	return false
}

// used tells whether PostHog uses the file that a set has: it is no other than
// one whose upload never ended, as far as the set itself goes.
func (q *inquiry) used(ctx context.Context, set *symbols.Set) bool {
	none := symbols.Upload{Ref: set.Ref, Content: container.Content{Hash: "none", Size: 1}}
	words := fmt.Sprintf("there is a symbol set for %s%s, with a file", set.Ref, since(set.Created))
	switch preflight.Ask(ctx, q.Project, none).Now {
	case preflight.Unfinished:
		q.add(StepSet, Failed, words+" whose upload was never finished: PostHog does not use it")
		q.Fix = append(q.Fix, Fix{"if it was begun on this machine, finish it", "symset backups recover"})
		q.Fix = append(q.Fix, q.as("JavaScript", "NoSourcemapUploaded")...)
		return false
	case preflight.OtherFile: // than none, in use
	default:
		words += " unless its upload was never finished"
	}
	outcome := OK
	if s := q.Frame.Stored; s != nil && s.Failure != "" {
		r := reason.ParseFrame(s.Failure, reason.LanguageOf(string(q.Frame.Platform)))
		outcome, words = Note, words+"; when PostHog received the event it had none, and it does not read stored exceptions again: "+r.Sentence()
	}
	q.add(StepSet, outcome, words)
	return true
}

func since(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return " since " + t.UTC().Format(time.DateOnly)
}

// open opens the stored symbol set for the steps behind.
func (q *inquiry) open(ctx context.Context) bool {
	if q.Stored == nil {
		return true
	}
	pair, err := q.Stored.Find(ctx, q.Frame)
	if err != nil {
		q.add(StepMap, Failed, err.Error())
		return true
	}
	q.pair = pair
	return true
}

// told tells what PostHog said of the frame when it took it in.
func (q *inquiry) told() {
	s := q.Frame.Stored
	if s == nil || s.Failure == "" {
		q.add(StepSet, NotAsked, "PostHog was not asked for the symbol set")
		return
	}
	r := reason.ParseFrame(s.Failure, reason.LanguageOf(string(q.Frame.Platform)))
	q.add(stepOf(r), Failed, "PostHog said when it received the event: "+r.Sentence())
	q.Fix = append(q.Fix, remedies(r, q.Frame.Ref())...)
}
