package keep

import (
	"context"
	"errors"

	"symset/symbols"
)

// Delete deletes symbol sets and keeps copies of their files. A set whose file
// can't be kept stays, unless NoBackup says otherwise or PostHog does not use
// the file either.
func (k *Keeper) Delete(ctx context.Context, p symbols.Project, sets []symbols.Set, r Request) []Outcome {
	return k.remove(ctx, p, sets, r, "")
}

func (k *Keeper) remove(ctx context.Context, p symbols.Project, sets []symbols.Set, r Request, undoes string) []Outcome {
	w := newWork(k, p, r)
	outcomes := make([]Outcome, len(sets))
	for i, set := range sets {
		j := &job{Upload: symbols.Upload{Ref: set.Ref}, do: Delete, undoes: undoes, out: Outcome{Do: Delete, Ref: set.Ref, SetID: set.ID, State: Untouched}}
		w.delete(ctx, j, set)
		w.tell(j)
		outcomes[i] = j.out
	}
	_, _ = k.Prune(0) // what is too much is pruned the next time
	return outcomes
}

func (w *work) delete(ctx context.Context, j *job, set symbols.Set) {
	if !set.HasFile { // it had none when it was listed
		now, err := w.p.Set(ctx, set.ID)
		if err == nil {
			set = now
		} else if !symbols.Absent(err) {
			j.fail(Untouched, err)
			return
		}
	}
	if !set.HasFile {
		j.entry = &open{k: w.k}
	} else {
		if !w.begin(ctx, j, Planned) {
			return
		}
		j.entry.SetID = set.ID
		err := w.preserve(ctx, j, set)
		var none *NoCopyPossible
		if errors.As(err, &none) {
			if present, _, errLook := look(ctx, w.p, set.Ref, "none", 0); errLook == nil && present == unfinished {
				err = nil // its upload never ended: there is nothing to keep
			}
		}
		if err == nil {
			err = w.touch(ctx, j)
		}
		if err != nil {
			j.end(Untouched, err)
			return
		}
	}
	err := w.p.DeleteSet(ctx, set.ID)
	if err == nil {
		j.out.State = Deleted
		j.entry.end(true)
		return
	}
	longer, cancel := symbols.Outlasting(ctx, inHand)
	defer cancel()
	_, errLook := w.p.Set(longer, set.ID)
	switch {
	case errLook == nil:
		j.end(Untouched, err)
	case symbols.Absent(errLook):
		j.out.State = Deleted
		j.entry.end(true)
	default:
		j.leave(Unknown, err)
	}
}
