package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
)

// foundPendingMsg tells what a crash or a kill has interrupted, and what
// PostHog has of it now.
type foundPendingMsg struct {
	found []keep.Finding
	err   error
}

// lookPending asks for it; foundPendingMsg answers when there is something to
// tell. What turns out to be whole is closed.
func (a *app) lookPending() tea.Cmd {
	k, p, ctx := a.keeper, a.project, a.ctx
	if p == nil || k == nil || k.Folder() == "" {
		return nil
	}
	return func() tea.Msg {
		left, err := k.Pending()
		if err != nil {
			return foundPendingMsg{err: err}
		}
		at := p.Place()
		var found []keep.Finding
		for _, e := range left {
			if e.Running || e.Host != at.Host || e.Project != at.Project {
				continue
			}
			f := k.Inspect(ctx, p, e)
			if f.Whole() {
				f.Err = k.Recover(ctx, p, e, f.Now == keep.Stored || f.Now == keep.Deleted, keep.Request{}).Err
			}
			found = append(found, f)
		}
		if len(found) == 0 || ctx.Err() != nil {
			return nil
		}
		return foundPendingMsg{found: found}
	}
}

// foundPending tells what state the server is in, and asks whether to finish
// or to put back what was there.
func (a *app) foundPending(msg foundPendingMsg) tea.Cmd {
	if msg.err != nil {
		return complain("look for what was interrupted: " + msg.err.Error())
	}
	var text []string
	var finish, revive []keep.Entry
	unknown := 0
	for i := range msg.found {
		f := &msg.found[i]
		if i < 3 {
			text = append(text, upper(brief(f.Sentence()))+".")
		}
		switch {
		case f.Whole():
			continue
		case f.Now == keep.Unknown:
			unknown++
		}
		if f.Finish == nil {
			finish = append(finish, f.Entry)
		} else if f.Do != keep.Delete {
			text = append(text, "It can't be finished: "+brief(f.Finish.Error())+".")
		}
		if f.Revive == nil {
			revive = append(revive, f.Entry)
		}
	}
	if n := len(msg.found); n > 3 {
		text = append(text, fmt.Sprintf("And %d more: symset backups recover tells all.", n-3))
	}
	switch {
	case len(finish)+len(revive) == 0:
		return say("interrupted before: " + cmp.Or(text...))
	case unknown == len(msg.found):
		return complain("what was interrupted can't be looked after: " + brief(msg.found[0].Err.Error()))
	case a.noChange() != "":
		return complain(cmp.Or(text...) + " " + a.noChange())
	}
	text = append(text, "")
	if len(finish) > 0 {
		text = append(text, "Finish sends the new file again.")
	}
	if len(revive) > 0 {
		text = append(text, "Put back sends the copy of what was there before.")
	}
	c := confirm{title: "Interrupted", text: append(text, "Later: symset asks again at its next start."), no: "Later"}
	c.add("Finish", a.recoverCmd("finish", finish, true))
	c.add("Put back", a.recoverCmd("put back", revive, false))
	return a.ask(c, true)
}

// add offers something to do, if there is something.
func (c *confirm) add(word string, do func() tea.Cmd) {
	switch {
	case do == nil:
	case c.word == "":
		c.word, c.yes = word, do
	default:
		c.other, c.otherwise = word, do
	}
}

// recoverCmd makes a job that brings entries to their end, nil when there are
// none.
func (a *app) recoverCmd(verb string, entries []keep.Entry, finish bool) func() tea.Cmd {
	if len(entries) == 0 {
		return nil
	}
	what := verb + " " + shortRef(entries[0].Ref)
	if n := len(entries); n > 1 {
		what = verb + " " + many(n, "symbol set")
	}
	k, p := a.keeper, a.project
	return func() tea.Cmd {
		return send(startJobMsg{&job{name: what, run: func(ctx context.Context, j *job) ended {
			return recoverAll(ctx, k, p, entries, finish, j)
		}}})
	}
}

func recoverAll(ctx context.Context, k *keep.Keeper, p symbols.Project, entries []keep.Entry, finish bool, j *job) ended {
	j.loss.Store(true)
	defer j.loss.Store(false)
	out := ended{}
	var changed []symbols.Ref
	for _, e := range entries {
		o := k.Recover(ctx, p, e, finish, keep.Request{Progress: j.keeps, Told: j.told})
		out.err = cmp.Or(out.err, o.Err)
		if o.Err == nil {
			out.outcome = cmp.Or(out.outcome, stateWords(o.State))
		}
		if !slices.Contains(changed, e.Ref) {
			changed = append(changed, e.Ref)
		}
	}
	if len(entries) > 1 && out.err == nil {
		out.outcome = "done"
	}
	out.then = setsChangedMsg{changed: changed}
	return out
}
