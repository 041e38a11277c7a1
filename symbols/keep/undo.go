package keep

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"symset/symbols"
)

// Restore uploads a kept copy in place of what its set has now, which is
// kept in turn. A set that was deleted comes back, in the release that it was
// in if that is still there.
func (k *Keeper) Restore(ctx context.Context, p symbols.Project, c Copy, r Request) Outcome {
	return k.restore(ctx, p, c, r, "")
}

func (k *Keeper) restore(ctx context.Context, p symbols.Project, c Copy, r Request, undoes string) Outcome {
	j := &job{Upload: symbols.Upload{Ref: c.Ref}, do: Restore, copy: c.Hash, undoes: undoes, out: Outcome{Do: Restore, Ref: c.Ref}}
	if err := ours(p, c.Host, c.Project); err != nil {
		j.fail(Untouched, err)
		return j.out
	}
	content, f, err := k.open(c.Hash)
	if err != nil {
		j.fail(Untouched, err)
		return j.out
	}
	defer f.Close()
	j.Content = content
	if _, err := p.SetByRef(ctx, c.Ref); symbols.Absent(err) && c.ReleaseID != "" {
		j.ReleaseID = c.ReleaseID
		if _, err := p.CheckUploads(ctx, []symbols.Upload{j.Upload}, symbols.UploadOptions{Force: true}); err != nil {
			j.ReleaseID = "" // the release is gone too
		}
	}
	r.Force, r.SkipConflicts = true, false
	return k.run(ctx, p, []*job{j}, r)[0]
}

// Undo undoes an activity: it restores the copy of what was there, or deletes
// the set when there was none. It fails when the set has changed since, unless
// Force says otherwise.
func (k *Keeper) Undo(ctx context.Context, p symbols.Project, a Activity, r Request) Outcome {
	j := &job{do: Restore, out: Outcome{Do: Restore, Ref: a.Ref}}
	j.Ref = a.Ref
	fail := func(err error) Outcome {
		j.fail(Untouched, err)
		return j.out
	}
	if !a.Undoable() {
		return fail(errors.New("there is nothing to undo"))
	}
	if err := ours(p, a.Host, a.Project); err != nil {
		return fail(err)
	}
	present, set, err := look(ctx, p, a.Ref, cmp.Or(a.Hash, "none"), 0)
	switch {
	case r.Force:
	case err != nil && !symbols.TooOld(err):
		return fail(err)
	case a.State == Stored && present != expected && !symbols.TooOld(err), a.State == Deleted && present != nothing && present != noFile:
		return fail(&Changed{a.Ref})
	}
	if a.Copy == "" {
		j.do = Delete
		if set.ID == "" {
			return fail(&Changed{a.Ref})
		}
		return k.remove(ctx, p, []symbols.Set{set}, r, a.ID)[0]
	}
	c, err := k.Copy(a.Copy)
	if err != nil {
		return fail(err)
	}
	return k.restore(ctx, p, c, r, a.ID)
}

// Changed says that a set is no longer what an activity left.
type Changed struct{ Ref symbols.Ref }

func (e *Changed) Error() string {
	return fmt.Sprintf("%s has changed since", clip(e.Ref))
}

// Hint says how to go on.
func (e *Changed) Hint() string {
	return "symset backups list shows the copies; restoring one keeps what is there now"
}
