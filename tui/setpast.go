package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/keep"
	"symset/symbols/phrase"
	"symset/theme"
)

// pastOfSet is how many of the latest things done with a set are listed.
const pastOfSet = 6

// setPastMsg brings what was done with a set, the latest first.
type setPastMsg struct {
	req  int
	acts []keep.Activity
}

// recall asks what was done with the set in this run and in those before;
// setPastMsg answers.
func (p *setPage) recall() tea.Cmd {
	_, req := p.recalling.start(p.env)
	k, at, ref := p.keeper, p.project.Place(), p.ref
	var acts []keep.Activity
	for _, d := range p.jobs.deeds {
		acts = append(acts, d.acts...)
	}
	return func() tea.Msg {
		before, _ := k.Activities(pastRows) // the Activity tab tells why they can't be read
		acts = slices.DeleteFunc(append(acts, before...), func(a keep.Activity) bool {
			return a.Ref != ref || a.Host != at.Host || a.Project != at.Project
		})
		slices.SortStableFunc(acts, func(a, b keep.Activity) int { return b.When.Compare(a.When) })
		acts = slices.CompactFunc(acts, func(a, b keep.Activity) bool { return a.ID == b.ID })
		return setPastMsg{req, acts}
	}
}

// deleted is the deletion of the set by this machine, nil unless that is the
// last thing that was done with it.
func (p *setPage) deleted() *keep.Activity {
	if p.row == nil || p.row.ID != "" || len(p.acts) == 0 || p.acts[0].State != keep.Deleted {
		return nil
	}
	return &p.acts[0]
}

// deletedLines describe it.
func (p *setPage) deletedLines(a *keep.Activity, w int) []string {
	th := p.theme
	lines := sentence(th, w, th.Glyphs.None, theme.Style{}, "Deleted "+phrase.Ago(p.now().Sub(a.When))+" from this machine.")
	text := "No copy of its file is kept here."
	if a.Copy != "" {
		text = "A copy of its file is kept: z in Activity brings it back."
	}
	if p.ref.IsURL() {
		text += " PostHog fetches the file from its URL at the next exception, if it is there."
	}
	return append(lines, sentence(th, w, " ", th.Dim, text)...)
}

// pastShown are the lines of the past that the frames leave room for.
func (p *setPage) pastShown() []string {
	left, _ := p.sides()
	lines := p.pastLines(left)
	if p.framesBox().h-len(lines) < min(max(3, len(p.frames)), 8) {
		return nil
	}
	return lines
}

// An occasion is something that happened to the set.
type occasion struct {
	at   time.Time
	text string // safe
	bad  bool
}

// occasions are what is known to have happened to it, the latest last.
func (p *setPage) occasions() []occasion {
	var out []occasion
	if r := p.row; r != nil && r.ID != "" {
		met, looked := "PostHog saw it for the first time", "PostHog looked it up"
		switch {
		case r.state == missing && !r.why().IsZero():
			looked = "PostHog looked for it: " + brief(r.why().Short())
		case r.state == uploaded && !r.once:
			met = "uploaded for the first time"
		}
		if !r.Created.IsZero() {
			out = append(out, occasion{r.Created, met, false})
		}
		if !r.LastUsed.IsZero() {
			out = append(out, occasion{r.LastUsed, looked, r.state == missing})
		}
	}
	for _, a := range p.acts {
		out = append(out, occasion{a.When, brief(string(a.Do)) + " from here: " + outcomeWords(a), a.Bad})
	}
	slices.SortStableFunc(out, func(a, b occasion) int { return a.at.Compare(b.at) })
	return out[max(0, len(out)-pastOfSet):]
}

// pastLines draw them below a heading. What PostHog did alone stands among the
// facts, too: in narrow terminals that is enough.
func (p *setPage) pastLines(w int) []string {
	th, all := p.theme, p.occasions()
	if len(all) == 0 || len(p.acts) == 0 && p.w < twoPanes {
		return nil
	}
	lines := []string{theme.Spaces(w), rule(th, w, "What was done with it", "", "")}
	for _, o := range all {
		style := theme.Style{}
		if o.bad {
			style = th.Bad
		}
		lines = append(lines, "   "+th.Dim.Render(th.Fit(o.at.UTC().Format("2 Jan 15:04 UTC"), 17))+style.Render(th.Fit(o.text, w-20)))
	}
	return lines
}
