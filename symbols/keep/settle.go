package keep

import (
	"context"
	"errors"
	"fmt"

	"symset/symbols"
)

// settle brings an upload to its end: what failed is tried once more, and then
// what was there before is put back. The project is asked what it has; what an
// upload says of itself may have got lost.
func (w *work) settle(ctx context.Context, j *job, r symbols.Uploaded) {
	if w.stored(j, r) {
		return
	}
	j.entry.Note = r.Err.Error()
	_ = j.entry.step(Failed) // it is a failure already
	longer, cancel := symbols.Outlasting(ctx, inHand)
	defer cancel()
	cause, began := r.Err, r.Unfinished
	present, set, err := w.look(longer, j)
	if usable := present == nothing || present == noFile || present == unfinished || symbols.TooOld(err) && began; usable && ctx.Err() == nil {
		r = w.send(ctx, []*job{j}, w.options(j.do != Upload))[0]
		if w.stored(j, r) {
			return
		}
		cause, began = r.Err, began || r.Unfinished
		present, set, err = w.look(longer, j)
	}
	if set.ID != "" {
		j.out.SetID = set.ID
	}
	switch {
	case present == expected:
		j.out.State = Stored
		j.entry.end(true)
	case present == another && began: // what PostHog was asked for may still come
		j.leave(Untouched, cause)
	case present == another:
		j.end(Untouched, cause)
	case symbols.TooOld(err) && j.do != Upload && !began:
		j.out.Note = "this server replaces in one step: it has the file that it had, or the new one"
		j.end(Unknown, cause)
	case present == untold && !symbols.TooOld(err):
		j.leave(Unknown, both(cause, err))
	default:
		w.putBack(longer, j, cause, present, set, began)
	}
}

// look asks what the project has of the job's. When it does not answer, the
// rest of the work is not begun.
func (w *work) look(ctx context.Context, j *job) (presence, symbols.Set, error) {
	if err := w.gaveUp(); err != nil {
		return untold, symbols.Set{}, err
	}
	present, set, err := look(ctx, w.p, j.Ref, j.Content.Hash, j.Content.Size)
	if symbols.Offline(err) {
		w.giveUp(err)
	}
	return present, set, err
}

// stored ends a job that went well.
func (w *work) stored(j *job, r symbols.Uploaded) bool {
	if r.Err != nil {
		return false
	}
	j.out.Unbound = r.Unbound
	if r.ID != "" {
		j.out.SetID = r.ID
	}
	j.out.State = Stored
	if r.Kept {
		j.out.State = Same
	}
	j.entry.end(true)
	return true
}

// putBack makes a set have again what it had before the job.
func (w *work) putBack(ctx context.Context, j *job, cause error, present presence, set symbols.Set, began bool) {
	_ = j.entry.step(Reviving) // it goes on without
	switch {
	case j.entry.Former != "":
		if err := w.revive(ctx, j.entry.Entry, present); err != nil {
			j.leave(Unused, both(cause, err))
			return
		}
		j.end(PutBack, cause)
	case j.do != Upload && present != nothing:
		j.leave(Unused, cause) // it was begun without a copy
	case began && set.ID != "":
		if err := w.p.DeleteSet(ctx, set.ID); err != nil && !symbols.Absent(err) {
			j.leave(Unused, both(cause, err))
			return
		}
		j.end(PutBack, cause)
	case present == unfinished:
		j.end(Unused, cause) // by somebody else
	default:
		j.end(Untouched, cause)
	}
}

// revive uploads the kept copy of what a set had. A set that was deleted
// meanwhile joins its release again, if that is still there.
func (w *work) revive(ctx context.Context, e Entry, present presence) error {
	content, f, err := w.k.open(e.Former)
	if err != nil {
		return err
	}
	defer f.Close()
	u := symbols.Upload{Ref: e.Ref, Content: content}
	if present == nothing {
		u.ReleaseID = e.Release
	}
	o := symbols.UploadOptions{Force: true, Progress: func(ref symbols.Ref, sent int64) {
		w.r.Progress(Progress{ref, Backing, sent, content.Size})
	}}
	for {
		r := w.p.Upload(ctx, []symbols.Upload{u}, o)[0]
		if r.Err == nil {
			return nil
		}
		if now, _, _ := look(ctx, w.p, e.Ref, content.Hash, content.Size); now == expected {
			return nil
		}
		if u.ReleaseID == "" {
			return r.Err
		}
		u.ReleaseID = ""
	}
}

// both gives two errors in one sentence.
func both(first, then error) error {
	if first.Error() == then.Error() {
		return first
	}
	return fmt.Errorf("%w; then: %w", first, then)
}

// end fails a job that needs nothing more.
func (j *job) end(s State, cause error) {
	j.fail(s, cause)
	j.entry.end(true)
}

// leave fails a job whose entry stays for the next start.
func (j *job) leave(s State, cause error) {
	j.fail(s, cause)
	var e *Error
	if errors.As(j.out.Err, &e) {
		e.left = j.entry.f != nil
	}
	j.entry.Note = cause.Error()
	_ = j.entry.write() // the note is all that is lost
	j.entry.end(false)
}
