package tui

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/phrase"
)

// undoable are those of a deed's acts that can be undone and were not yet.
func (e *env) undoable(d *deed) []keep.Activity {
	var out []keep.Activity
	for _, a := range d.acts {
		if a.Undoable() && !e.jobs.undone[a.ID] {
			out = append(out, a)
		}
	}
	return out
}

// wasUndone reports whether all of a deed that could be undone was.
func (e *env) wasUndone(d *deed) bool {
	return len(e.undoable(d)) == 0 && slices.ContainsFunc(d.acts, func(a keep.Activity) bool { return e.jobs.undone[a.ID] })
}

// noUndo says why a deed can't be undone; empty when it can.
func (e *env) noUndo(d *deed) string {
	switch {
	case d == nil:
		return "there is nothing to undo"
	case len(e.undoable(d)) > 0:
		return e.noChange()
	case len(d.acts) == 0:
		return "this can't be undone"
	case e.wasUndone(d):
		return "it has been undone"
	case d.bad:
		return "it did not go through: there is nothing to undo"
	}
	return "there was no file before, so there is nothing to bring back"
}

// undo asks, and then undoes what a deed has done to symbol sets.
func (e *env) undo(d *deed) tea.Cmd {
	if why := e.noUndo(d); why != "" {
		return say(why)
	}
	acts := e.undoable(d)
	what := "the " + phrase.Count(len(acts), "symbol set")
	if len(acts) == 1 {
		what = briefEnd(string(acts[0].Ref))
	}
	var text string
	after := " A copy of what is there now is kept, so that this can be undone too."
	switch a := acts[0]; {
	case len(acts) > 1:
		text = "Put " + what + " back as they were before?"
	case a.State == keep.Deleted:
		text, after = "Bring back "+what+" with its file?", ""
	case a.Copy == "":
		text = "Delete " + what + " with the file that was uploaded? It had none before."
	default:
		text = "Put back the file that " + what + " had before?"
	}
	return e.ask(confirm{title: "Undo", text: []string{upper(d.what), "", text + after}, choices: []choice{{"Undo", func() tea.Cmd {
		return send(startJobMsg{undoJob(e, d.what, acts, false)})
	}}}})
}

// undoJob undoes acts. With bare it does so also where no copy of what is there
// can be kept; else it asks for these.
func undoJob(e *env, what string, acts []keep.Activity, bare bool) *job {
	k, p := e.keeper, e.project
	return &job{name: "undo " + what, sets: len(acts), run: func(ctx context.Context, j *job) ended {
		out, stay := undoAll(ctx, k, p, acts, bare, j)
		if len(stay) > 0 && !bare {
			out.offer = e.askWithout(out.err, "Undo without keeping a copy", "What is there now would be lost: this undo can't be undone.", baseName(string(stay[0].Ref)), "undo", undoJob(e, what, stay, true))
		}
		return out
	}}
}

// undoAll undoes one after the other, and goes on after a failure. Those stay
// of which what is there can't be kept, unless bare says otherwise.
func undoAll(ctx context.Context, k *keep.Keeper, p symbols.Project, acts []keep.Activity, bare bool, j *job) (out ended, stay []keep.Activity) {
	j.loss.Store(true)
	defer j.loss.Store(false)
	out.outcome = "undone"
	then := setsChangedMsg{undone: true}
	for i, a := range acts {
		o := k.Undo(ctx, p, a, j.request(bare))
		j.nth.Store(int64(i + 1))
		switch {
		case o.Err != nil:
			if noCopy(o.Err) {
				stay = append(stay, a)
			}
			out.err = cmp.Or(out.err, o.Err)
		case o.State == keep.Deleted:
			then.gone = append(then.gone, a.Ref)
		default:
			then.changed = append(then.changed, a.Ref)
		}
	}
	if n := len(then.gone) + len(then.changed); out.err != nil && n > 0 {
		out.err = someOf(n, len(acts), "undone", out.err)
	}
	out.then = then
	return out, stay
}
