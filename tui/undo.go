package tui

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
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

// noUndo says why a deed can't be undone; empty when it can.
func (e *env) noUndo(d *deed) string {
	switch {
	case d == nil:
		return "nothing was done that could be undone"
	case len(e.undoable(d)) > 0:
		return e.noChange()
	case len(d.acts) == 0:
		return "this can't be undone"
	case e.jobs.undone[d.acts[0].ID]:
		return "it is undone"
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
	what := "the " + many(len(acts), "symbol set")
	if len(acts) == 1 {
		what = briefEnd(string(acts[0].Ref))
	}
	var text string
	after := " A copy of what is there now is kept, so that this can be undone, too."
	switch a := acts[0]; {
	case len(acts) > 1:
		text = "Make " + what + " as they were before?"
	case a.State == keep.Deleted:
		text, after = "Bring back "+what+" with its file?", ""
	case a.Copy == "":
		text = "Delete " + what + " with the file that was uploaded? It had none before."
	default:
		text = "Put back the file that " + what + " had before?"
	}
	k, p := e.keeper, e.project
	return e.ask(confirm{title: "Undo", text: []string{upper(d.what), "", text + after}, word: "Undo", yes: func() tea.Cmd {
		return send(startJobMsg{&job{name: "undo " + d.what, run: func(ctx context.Context, j *job) ended {
			return undoAll(ctx, k, p, acts, j)
		}}})
	}}, false)
}

// undoAll undoes one after the other, and goes on after a failure.
func undoAll(ctx context.Context, k *keep.Keeper, p symbols.Project, acts []keep.Activity, j *job) ended {
	j.loss.Store(true)
	defer j.loss.Store(false)
	out := ended{outcome: "undone"}
	var then setsChangedMsg
	for _, a := range acts {
		o := k.Undo(ctx, p, a, keep.Request{Progress: j.keeps, Told: j.told})
		switch {
		case o.Err != nil:
			out.err = cmp.Or(out.err, o.Err)
		case o.State == keep.Deleted:
			then.gone = append(then.gone, a.Ref)
		default:
			then.changed = append(then.changed, a.Ref)
		}
	}
	out.then = then
	return out
}
