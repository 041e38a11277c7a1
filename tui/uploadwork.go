package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/keep"
	"symset/symbols/phrase"
	"symset/symbols/stored"
	"symset/symbols/waiting"
)

// subjectOf asks what PostHog has for a ref, and which frames wait for it or
// were read with it.
func subjectOf(ctx context.Context, p symbols.Project, sets *stored.Store, ref symbols.Ref, waits []waiting.Frame) (*subject, error) {
	s := &subject{waits: waits}
	set, err := p.SetByRef(ctx, ref)
	switch {
	case err == nil:
		s.set = &set
	case !symbols.Absent(err):
		return nil, err
	}
	if len(s.waits) == 0 {
		s.waits, _ = waiting.ForSet(ctx, p, ref, s.set) // that they can't be had stops nothing
	}
	if s.replaces() && sets != nil {
		s.present = sets.Present(ctx, ref)
	}
	return s, ctx.Err()
}

// A candidate is a file of a build that may fit.
type candidate struct {
	path string // of the minified file, or of the map alone
	why  string // evidence, in words
	size int64
	at   time.Time
}

// candidatesMsg brings those that were found.
type candidatesMsg struct {
	req   int
	found []candidate
	err   error
}

// candidatesFor looks through the builds for files that go with a ref, by the
// frames that wait for it.
func candidatesFor(ctx context.Context, local *Local, ref symbols.Ref, frames []symbols.Frame) ([]candidate, error) {
	build, err := local.Open(ctx)
	if err != nil {
		return nil, err
	}
	var found []candidate
	var why error
	for _, f := range append(slices.Clone(frames[:min(len(frames), 20)]), symbols.FrameOf(ref)) {
		pair, err := build.Find(ctx, &f)
		if err != nil {
			if pair == nil || pair.File == "" {
				why = err
				continue
			}
		}
		path := pair.File
		if path == "" {
			path = pair.MapFile
		}
		if slices.ContainsFunc(found, func(c candidate) bool { return c.path == path }) {
			continue
		}
		c := candidate{path: path, why: strings.Join(pair.Evidence, ", ")}
		if st, err := os.Stat(path); err == nil {
			c.size, c.at = st.Size(), st.ModTime()
		}
		found = append(found, c)
	}
	if len(found) == 0 {
		return nil, why
	}
	return found, nil
}

// A sending is what a job sends: two files as the symbol set of a ref.
type sending struct {
	ref      symbols.Ref
	files    localFiles // as they were proved
	replaces bool       // a file that is there
	starts   int        // how many frames read with it that did not
	bare     bool       // without a copy of what is there, where none can be kept
}

// job makes it.
func (s sending) job(e *env) *job {
	k, project, ref, files := e.keeper, e.project, s.ref, s.files
	name := baseName(files.source)
	what := "upload " + name
	if s.replaces {
		if what = "replace " + shortRef(ref); baseName(string(ref)) != name {
			what += " by " + name
		}
	}
	return &job{name: what, run: func(ctx context.Context, j *job) ended {
		if now := files.measure(); now.stamp != files.stamp {
			return ended{err: &changedSince{}}
		}
		l, err := bundle.OpenFiles(ctx, files.source, files.sourceMap, ref)
		if err != nil {
			return ended{err: err}
		}
		defer l.Close() // it was only read
		u, err := l.Upload()
		if err != nil {
			return ended{err: err}
		}
		j.total.Store(u.Content.Size)
		j.loss.Store(true)
		defer j.loss.Store(false)
		r := j.request(s.bare)
		r.Force = s.replaces
		o := k.Upload(ctx, project, []symbols.Upload{u}, r)[0]
		out := ended{err: o.Err, then: setsChangedMsg{changed: []symbols.Ref{ref}}}
		switch {
		case noCopy(o.Err) && !s.bare:
			without := s
			without.bare = true
			out.offer = e.askWithout(o.Err, "Replace without keeping a copy",
				"The file that is there would be lost: it can't be brought back, not even if the upload fails half-way. Until it ends PostHog reads nothing with this symbol set.",
				filepath.Base(files.source), "replace", without.job(e))
		case o.State == keep.Same:
			out.outcome = "PostHog has that very file already"
		case s.starts > 0:
			out.outcome = fmt.Sprintf("%s of new exceptions will read", phrase.Count(s.starts, "frame"))
		default:
			out.outcome = "sent; exceptions from now on are read with it"
		}
		return out
	}}
}

// changedSince says that a file was written after it was proved.
type changedSince struct{}

func (e *changedSince) Error() string {
	return "the file or its map has changed since they were proved"
}

// Hint says how to go on.
func (e *changedSince) Hint() string { return "u proves what is there now" }
