package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/phrase"
)

// foundPendingMsg tells what a crash or a kill has interrupted, and what
// PostHog has of it now.
type foundPendingMsg struct {
	found []keep.Finding
	err   error // why there may be more
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
		at := p.Place()
		var found []keep.Finding
		r := keep.Request{Deed: keep.NewDeed()}
		for _, e := range left {
			if e.Running || e.Host != at.Host || e.Project != at.Project {
				continue
			}
			f := k.Inspect(ctx, p, e)
			if f.Whole() && !f.Early {
				f.Err = k.Recover(ctx, p, e, f.Now == keep.Stored || f.Now == keep.Deleted, r).Err
			}
			found = append(found, f)
		}
		if len(found) == 0 && err == nil || ctx.Err() != nil {
			return nil
		}
		slices.SortStableFunc(found, func(a, b keep.Finding) int { return cmp.Compare(a.Ref, b.Ref) })
		return foundPendingMsg{found, err}
	}
}

// foundPending tells what was interrupted, and what of it can't be known.
func (a *app) foundPending(msg foundPendingMsg) tea.Cmd {
	var cmds []tea.Cmd
	if msg.err != nil {
		cmds = append(cmds, complain("look for what was interrupted: "+problemOf(msg.err).line()))
	}
	if len(msg.found) > 0 {
		cmds = append(cmds, a.askFound(msg.found))
	}
	return tea.Batch(cmds...)
}

// askFound tells what state the server is in, and asks whether to finish or to
// put back what was there.
func (a *app) askFound(found []keep.Finding) tea.Cmd {
	text := interruptedText(found)
	open := slices.DeleteFunc(slices.Clone(found), func(f keep.Finding) bool { return f.Whole() })
	finish, revive := ways(open)
	switch {
	case len(finish)+len(revive) == 0:
		return say("interrupted before: " + cmp.Or(text...))
	case !slices.ContainsFunc(found, func(f keep.Finding) bool { return f.Now != keep.Unknown }):
		return complain("what was interrupted can't be settled: " + brief(found[0].Err.Error()))
	case a.noChange() != "":
		return complain(cmp.Or(text...) + " " + a.noChange())
	case len(open) == 1:
		return a.askPending(open, 0, 1)
	}
	c := confirm{title: "Interrupted: " + phrase.Count(len(open), "symbol set"), no: "Later",
		text: []string{fmt.Sprintf("What was done to %s was interrupted. PostHog uses no file for them now, as far as is known.", phrase.Count(len(open), "symbol set")), ""}}
	if n := len(finish); n > 0 {
		c.text = append(c.text, "Finish sends the new files again, "+of(n, len(open))+".")
		c.choices = append(c.choices, choice{"Finish", a.recoverCmd("finish", finish, true)})
	}
	if n := len(revive); n > 0 {
		c.text = append(c.text, "Put back sends the copies of what was there before, "+of(n, len(open))+".")
		c.choices = append(c.choices, choice{"Put back", a.recoverCmd("put back", revive, false)})
	}
	c.choices = append(c.choices, choice{"One by one", func() tea.Cmd { return a.askPending(open, 0, len(open)) }})
	c.text = append(c.text, "")
	for _, f := range open {
		c.text = append(c.text, a.theme.Glyphs.None+" "+brief(string(f.Do))+" "+shortRef(f.Ref)) // One by one tells what has no room
	}
	c.unasked = true
	return a.ask(c)
}

// of tells for how many of several something is done.
func of(n, all int) string {
	if n == all {
		return fmt.Sprintf("of all %d", all)
	}
	return fmt.Sprintf("of %d of the %d", n, all)
}

// askPending asks about what was interrupted one by one, from the i-th on.
func (a *app) askPending(open []keep.Finding, i, all int) tea.Cmd {
	if i == len(open) {
		return nil
	}
	then := func(do func() tea.Cmd) func() tea.Cmd {
		return func() tea.Cmd { return tea.Sequence(do(), a.askPending(open, i+1, all)) }
	}
	one := open[i : i+1]
	finish, revive := ways(one)
	c := confirm{title: "Interrupted", no: "Later", text: append(interruptedText(one), "")}
	if all > 1 {
		c.title = fmt.Sprintf("Interrupted: %d of %d", i+1, all)
		c.skip = func() tea.Cmd { return a.askPending(open, i+1, all) }
	}
	if len(finish) > 0 {
		c.text = append(c.text, "Finish sends the new file again.")
		c.choices = append(c.choices, choice{"Finish", then(a.recoverCmd("finish", finish, true))})
	}
	if len(revive) > 0 {
		c.text = append(c.text, "Put back sends the copy of what was there before.")
		c.choices = append(c.choices, choice{"Put back", then(a.recoverCmd("put back", revive, false))})
	}
	c.text = append(c.text, "Later: symset asks again at its next start.")
	c.unasked = i == 0 && all == 1
	return a.ask(c)
}

// ways are those of what was interrupted that can be finished, and those of
// which can be put back what was there.
func ways(open []keep.Finding) (finish, revive []keep.Entry) {
	for _, f := range open {
		if f.Finish == nil {
			finish = append(finish, f.Entry)
		}
		if f.Revive == nil {
			revive = append(revive, f.Entry)
		}
	}
	return finish, revive
}

// interruptedText tells what state the server is in, of a few in words.
func interruptedText(found []keep.Finding) []string {
	var text []string
	for i := range found {
		f := &found[i]
		if i == 3 {
			text = append(text, fmt.Sprintf("And %d more: symset backups recover lists all.", len(found)-i))
			break
		}
		text = append(text, upper(brief(f.Sentence()))+".")
		if !f.Whole() && f.Finish != nil && f.Do != keep.Delete {
			text = append(text, "It can't be finished: "+brief(f.Finish.Error())+".")
		}
	}
	return text
}

// recoverCmd makes a job that brings entries to their end.
func (a *app) recoverCmd(verb string, entries []keep.Entry, finish bool) func() tea.Cmd {
	what := verb + " " + shortRef(entries[0].Ref)
	if n := len(entries); n > 1 {
		what = verb + " " + phrase.Count(n, "symbol set")
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
		o := k.Recover(ctx, p, e, finish, j.request(false))
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
