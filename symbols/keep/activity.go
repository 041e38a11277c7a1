package keep

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"symset/symbols"
)

// maxActivity is how many bytes the file of activities grows to before a new
// one is begun; one former is kept.
const maxActivity = 4 << 20

// An Activity is something that was done to a set, in this run or one before.
type Activity struct {
	ID      string      `json:"id"`
	When    time.Time   `json:"when"`
	Do      Action      `json:"do"`
	Ref     symbols.Ref `json:"ref"`
	SetID   string      `json:"set_id,omitempty"`
	Host    string      `json:"host"`
	Project string      `json:"project"` // its number on Host
	State   State       `json:"state"`   // what the set had after it
	Text    string      `json:"text"`    // a sentence without a full stop
	Hint    string      `json:"hint,omitempty"`
	Bad     bool        `json:"bad,omitempty"`  // it did not end as asked
	Note    string      `json:"note,omitempty"` // a sentence
	Copy    string      `json:"copy,omitempty"` // the id of the copy of what the set had before
	Hash    string      `json:"hash,omitempty"` // the content_hash of what it has after; empty for Delete
	Undoes  string      `json:"undoes,omitempty"`
	Deed    string      `json:"deed,omitempty"` // what it is a part of: all that was asked for at once
}

// Undoable reports whether there is something to undo: a copy to restore, or a
// set to delete that was new. It may turn out that the copy was pruned.
func (a *Activity) Undoable() bool {
	return !a.Bad && (a.Copy != "" && (a.State == Stored || a.State == Deleted) || a.Do == Upload && a.State == Stored)
}

// log adds what became of a job to the activities. What changed nothing, and
// went well or was stopped, is no activity.
func (w *work) log(j *job) {
	k, at := w.k, w.p.Place()
	o := &j.out
	if o.State == Same && o.Err == nil || o.State == Untouched && errors.Is(o.Err, context.Canceled) {
		return
	}
	a := Activity{
		ID: newID(), When: k.now().UTC(), Do: o.Do, Ref: o.Ref, SetID: o.SetID, Host: at.Host, Project: at.Project,
		State: o.State, Text: o.Sentence(), Hint: o.Hint(), Bad: o.Err != nil, Note: o.Note, Undoes: j.undoes, Deed: w.r.Deed,
	}
	if o.Copy != nil {
		a.Copy = o.Copy.ID
	}
	if o.State == Stored {
		a.Hash = j.Content.Hash
	}
	o.Activity = &a
	_ = k.record(a) // what was done is done
}

// record appends an activity. Lines are written in one piece, so that those of
// several processes don't mix.
func (k *Keeper) record(a Activity) error {
	dir, err := k.make(".")
	if err != nil {
		return err
	}
	line, err := json.Marshal(a)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "activity.jsonl")
	if st, err := os.Stat(path); err == nil && st.Size() > maxActivity {
		_ = os.Rename(path, path+".1") // or it grows on
	}
	if err := k.do("create", path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = spoiled{k, f}.Write(slices.Concat([]byte("\n"), line, []byte("\n")))
	return errors.Join(err, f.Close())
}

// Activities gives the latest activities, n at most, the latest first. Lines
// that can't be read are left out.
func (k *Keeper) Activities(n int) ([]Activity, error) {
	if k.dir == "" {
		return nil, nil
	}
	var all []Activity
	for _, name := range []string{"activity.jsonl.1", "activity.jsonl"} {
		text, err := os.ReadFile(filepath.Join(k.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read activities: %w", err)
		}
		for line := range bytes.Lines(text) {
			var a Activity
			if json.Unmarshal(line, &a) == nil && a.ID != "" {
				all = append(all, a)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Activity) int { return b.When.Compare(a.When) })
	return all[:min(n, len(all))], nil
}
