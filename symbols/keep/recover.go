package keep

import (
	"context"
	"errors"
	"fmt"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/reason"
)

// A Finding is what a project has of an entry that a crash left.
type Finding struct {
	Entry
	Now State // Stored, Untouched, Deleted, Unused or Unknown
	Err error // why it is Unknown

	// Early says that PostHog may still be at work on what was asked of it
	// when the action was interrupted: what it has now may change in a minute.
	Early bool

	Finish error // why the action can't be finished; nil when it can
	Revive error // why what was there can't be put back; nil when it can
}

// Whole reports whether nothing has to be done: the set has a file in use, or
// none as it should.
func (f *Finding) Whole() bool { return f.Now == Stored || f.Now == Untouched || f.Now == Deleted }

// Sentence tells it for people, without a full stop.
func (f *Finding) Sentence() string {
	ref := clip(f.Ref)
	switch {
	case f.Running:
		return fmt.Sprintf("another symset is changing %s right now", ref)
	case f.Now == Stored:
		return fmt.Sprintf("%s has the new file: its %s was completed", ref, f.Do.Noun())
	case f.Now == Untouched && f.Do == Delete:
		return fmt.Sprintf("%s was not deleted: it has its file", ref)
	case f.Now == Untouched && f.Do == Upload:
		return fmt.Sprintf("%s has no file, as before: its upload had not begun", ref)
	case f.Now == Untouched:
		return fmt.Sprintf("%s has a file that is in use, and not the new one: the one from before, or a later one", ref)
	case f.Now == Deleted:
		return fmt.Sprintf("%s is deleted", ref)
	case f.Now == Unused:
		return fmt.Sprintf("PostHog uses no file for %s: its %s was interrupted", ref, f.Do.Noun())
	}
	return fmt.Sprintf("what PostHog has for %s is not known: %v", ref, f.Err)
}

// Inspect asks the project of an entry what it has now. It changes nothing.
func (k *Keeper) Inspect(ctx context.Context, p symbols.Project, e Entry) Finding {
	f := Finding{Entry: e, Now: Unknown, Revive: errors.New("nothing was there before, or no copy of it was kept")}
	if f.Err = ours(p, e.Host, e.Project); f.Err != nil {
		f.Finish, f.Revive = f.Err, f.Err
		return f
	}
	if e.Former != "" {
		_, file, err := k.open(e.Former)
		if f.Revive = err; err == nil {
			_ = file.Close()
		}
	} else if e.Do == Upload {
		f.Revive = nil // by taking away what was begun
	}
	if e.Do != Delete {
		_, done, err := k.content(e.New)
		if f.Finish = err; err == nil {
			done()
		}
	}
	present, _, err := look(ctx, p, e.Ref, e.New.Hash, e.New.Size)
	f.Now, f.Err = now(e, present), err
	age := k.now().Sub(e.Began)
	f.Early = f.Now == Untouched && age >= 0 && age < inFlight
	return f
}

// now says what a presence means for an entry.
func now(e Entry, present presence) State {
	switch present {
	case expected:
		return Stored
	case another:
		return Untouched
	case unfinished:
		return Unused
	case nothing, noFile:
		switch {
		case e.Do == Delete:
			return Deleted
		case e.Former == "" && e.Do == Upload:
			return Untouched
		}
		return Unused
	}
	return Unknown
}

// Recover brings an entry that a crash left to its end: by finishing what was
// begun, or else by putting back what was there. Where nothing has to be done
// it does nothing but close the entry, unless the action is to be finished and
// was not.
func (k *Keeper) Recover(ctx context.Context, p symbols.Project, e Entry, finish bool, r Request) Outcome {
	w := newWork(k, p, r)
	j := &job{Upload: symbols.Upload{Ref: e.Ref, ReleaseID: e.Release}, do: e.Do, copy: e.New.Copy}
	j.out = Outcome{Do: e.Do, Ref: e.Ref, SetID: e.SetID, State: Untouched}
	w.recover(ctx, j, e, finish)
	w.tell(j)
	return j.out
}

func (w *work) recover(ctx context.Context, j *job, e Entry, finish bool) {
	if err := ours(w.p, e.Host, e.Project); err != nil {
		j.fail(Unknown, err)
		return
	}
	var err error
	if j.entry, err = w.k.begin(e); err != nil {
		j.fail(Unknown, err)
		return
	}
	if c, err := w.k.Copy(j.entry.Copy); err == nil {
		j.out.Copy = &c
	}
	j.Content = container.Content{Hash: e.New.Hash, Size: e.New.Size}
	present, set, err := w.look(ctx, j)
	if err != nil && !symbols.TooOld(err) {
		j.leave(Unknown, err)
		return
	}
	if set.ID != "" {
		j.out.SetID = set.ID
	}
	switch state := now(e, present); {
	case state == Stored || state == Deleted && (finish || e.Former == ""), state == Untouched && (!finish || e.Do == Delete):
		j.out.State = state
		j.entry.end(true)
	case finish && e.Do != Delete:
		w.finish(ctx, j, e)
	default:
		longer, cancel := symbols.Outlasting(ctx, inHand)
		defer cancel()
		w.restoreEntry(longer, j, present, set)
	}
}

// finish uploads again what an entry describes.
func (w *work) finish(ctx context.Context, j *job, e Entry) {
	content, done, err := w.k.content(e.New)
	if err != nil {
		j.leave(Unused, err)
		return
	}
	defer done()
	j.Content = content
	w.settle(ctx, j, w.send(ctx, []*job{j}, symbols.UploadOptions{Force: true})[0])
}

// restoreEntry puts back what was there, and says so as what was asked for.
func (w *work) restoreEntry(ctx context.Context, j *job, present presence, set symbols.Set) {
	w.putBack(ctx, j, errors.New("it was interrupted"), present, set, true)
	if j.out.State == PutBack {
		j.out.Err = nil
	}
}

// ours holds that an entry or copy is of the project at hand.
func ours(p symbols.Project, host, project string) error {
	if at := p.Place(); at.Host != host || at.Project != project {
		return &OtherProject{Host: host, Project: project}
	}
	return nil
}

// OtherProject says that something belongs to another project than the one
// signed in to.
type OtherProject struct{ Host, Project string }

func (e *OtherProject) Error() string {
	return fmt.Sprintf("it belongs to project %s on %s", e.Project, e.Host)
}

// Hint says how to get there.
func (e *OtherProject) Hint() string {
	return "sign in there: symset login --host " + reason.Quote(e.Host, "URL")
}
