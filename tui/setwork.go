package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/phrase"
	"symset/symbols/stored"
)

// only gives the rows for which is holds.
func only(rs []*setRow, is func(*setRow) bool) []*setRow {
	var out []*setRow
	for _, r := range rs {
		if is(r) {
			out = append(out, r)
		}
	}
	return out
}

// namesOf are sets as a sentence names them.
func namesOf(rs []*setRow) string {
	if len(rs) == 1 {
		return shortRef(rs[0].Ref)
	}
	return phrase.Count(len(rs), "symbol set")
}

// keptText says what becomes of a file that is deleted.
const keptText = "A copy of what PostHog uses is kept on this machine: z in Activity brings it back."

// deleteSets asks, names what is lost, and deletes.
func deleteSets(e *env, rs []*setRow) tea.Cmd {
	asked := len(rs)
	rs = only(rs, func(r *setRow) bool { return r.ID != "" })
	if len(rs) == 0 {
		return say("PostHog has no such symbol set: there is nothing to delete")
	}
	files := len(only(rs, func(r *setRow) bool { return r.HasFile }))
	text := []string{"Delete " + namesOf(rs) + "?", ""}
	switch {
	case files == 0:
		text = append(text, "There is no file, so nothing is lost: PostHog looks for it afresh at the next exception.")
	case len(rs) == 1 && rs[0].Ref.IsURL():
		text = append(text, "PostHog fetches its file again from its URL at the next exception, if it is still there. "+keptText)
	default:
		text = append(text, "Future exceptions that need it will not be read. "+keptText)
	}
	if n := asked - len(rs); n > 0 {
		text = append(text, fmt.Sprintf("PostHog has no symbol set for %d more.", n))
	}
	sets := make([]symbols.Set, len(rs))
	for i, r := range rs {
		sets[i] = r.Set
	}
	return e.ask(confirm{title: "Delete", text: text, choices: []choice{{"Delete", func() tea.Cmd {
		return send(startJobMsg{deleteJob(e, sets, false)})
	}}}})
}

// deleteJob deletes sets. With bare it does so also where no copy of a file can
// be kept; else it asks for these.
func deleteJob(e *env, sets []symbols.Set, bare bool) *job {
	name := phrase.Count(len(sets), "symbol set")
	if len(sets) == 1 {
		name = shortRef(sets[0].Ref)
	}
	k, p := e.keeper, e.project
	return &job{name: "delete " + name, sets: len(sets), run: func(ctx context.Context, j *job) ended {
		out, stay := deleteAll(ctx, k, p, sets, bare, j)
		if len(stay) > 0 && !bare {
			want := phrase.Count(len(stay), "symbol set")
			if len(stay) == 1 {
				want = baseName(string(stay[0].Ref))
			}
			out.offer = e.askWithout(out.err, "Delete without keeping a copy", "What is there would be lost: nothing brings it back.", want, "delete", deleteJob(e, stay, true))
		}
		return out
	}}
}

// deleteAll deletes the sets; of the files that they had copies are kept. Those
// stay of which none can be kept, unless bare says otherwise.
func deleteAll(ctx context.Context, k *keep.Keeper, p symbols.Project, sets []symbols.Set, bare bool, j *job) (out ended, stay []symbols.Set) {
	var gone []symbols.Ref
	kept := false
	out.outcome = "deleted"
	j.loss.Store(true)
	defer j.loss.Store(false)
	for i, o := range k.Delete(ctx, p, sets, j.request(bare)) {
		if o.Err != nil {
			if noCopy(o.Err) {
				stay = append(stay, sets[i])
			}
			out.err = cmp.Or(out.err, o.Err)
			continue
		}
		gone = append(gone, o.Ref)
		kept = kept || o.Copy != nil
	}
	if len(sets) > 1 {
		out.outcome = fmt.Sprintf("%d deleted", len(gone))
	}
	if out.err != nil && len(gone) > 0 {
		out.err = someOf(len(gone), len(sets), "deleted", out.err)
	}
	if kept {
		out.outcome += ", a copy is kept"
	}
	out.then = setsChangedMsg{gone: gone}
	return out, stay
}

// wasStopped reports whether an error is that all was stopped, and the symbol
// set has what it had.
func wasStopped(err error) bool {
	var failed *keep.Error
	return errors.As(err, &failed) && errors.Is(err, context.Canceled) && (failed.State == keep.Untouched || failed.State == keep.PutBack)
}

// someOf says of an error how many sets were done all the same.
func someOf(n, of int, done string, err error) error {
	if wasStopped(err) {
		return fmt.Errorf("stopped: %d of %d %s, the others are as they were", n, of, done)
	}
	return fmt.Errorf("%d of %d %s: %w", n, of, done, err)
}

// downloadSets downloads into the working folder.
func downloadSets(e *env, rs []*setRow) tea.Cmd {
	rs = only(rs, func(r *setRow) bool { return r.ID != "" && r.HasFile })
	if len(rs) == 0 {
		return say("there is no file to download")
	}
	p := e.project
	return send(startJobMsg{&job{name: "download " + namesOf(rs), run: func(ctx context.Context, j *job) ended {
		var names []string
		for i, r := range rs {
			saved, err := stored.Save(ctx, p, &r.Set, stored.Saving{Dir: ".", Count: func(read, total int64) {
				j.done.Store(read)
				j.total.Store(max(0, total))
			}})
			if err != nil && i > 0 {
				err = someOf(i, len(rs), "downloaded", err)
			}
			if err != nil {
				return ended{err: err}
			}
			names = append(names, saved.Files...)
		}
		outcome := strings.Join(names, ", ")
		if len(names) > 4 {
			outcome = phrase.Count(len(names), "file")
		}
		return ended{outcome: outcome + " in the current folder"}
	}}})
}
