package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/keep"
)

// pastRows is how many activities of earlier runs are listed.
const pastRows = 1000

// pastReadMsg brings what was done in earlier runs, or by others meanwhile.
type pastReadMsg struct {
	req  int
	acts []keep.Activity
	err  error
}

// read asks what was done before; pastReadMsg answers.
func (p *activity) read() tea.Cmd {
	ctx, req := p.work.start(p.env)
	k, project := p.keeper, p.project
	return func() tea.Msg {
		acts, err := k.Activities(pastRows)
		if ctx.Err() != nil {
			return nil
		}
		at := project.Place()
		acts = slices.DeleteFunc(acts, func(a keep.Activity) bool { return a.Host != at.Host || a.Project != at.Project })
		return pastReadMsg{req, acts, err}
	}
}

// take takes it. What is known already stays what it is, for the cursor.
func (p *activity) take(msg pastReadMsg) {
	if !p.work.done(msg.req) {
		return
	}
	p.err = msg.err
	known := map[string]*deed{}
	for _, d := range p.past {
		known[d.acts[0].ID] = d
	}
	p.past = nil
	for _, acts := range deedsOf(msg.acts) {
		d := known[acts[0].ID]
		if d == nil || len(d.acts) != len(acts) {
			d = pastDeed(acts)
		}
		p.past = append(p.past, d)
	}
	for _, a := range msg.acts {
		p.jobs.note(a)
	}
	p.merged = -1
}

// deedsOf puts activities together that are parts of one deed, in the order of
// the first of each.
func deedsOf(acts []keep.Activity) (out [][]keep.Activity) {
	at := map[string]int{}
	for _, a := range acts {
		if i, ok := at[a.Deed]; ok && a.Deed != "" {
			out[i] = append(out[i], a)
			continue
		}
		at[a.Deed] = len(out)
		out = append(out, []keep.Activity{a})
	}
	return out
}

// note remembers what an activity undoes.
func (j *jobs) note(a keep.Activity) {
	if a.Undoes == "" || a.Bad {
		return
	}
	if j.undone == nil {
		j.undone = map[string]bool{}
	}
	j.undone[a.Undoes] = true
}

// merge lists what was done, the latest first, each thing once: what this run
// did is told in its own words.
func (p *activity) merge() {
	if p.merged == len(p.jobs.deeds) {
		return
	}
	p.merged = len(p.jobs.deeds)
	mine := map[string]bool{}
	p.all = nil
	for _, d := range p.jobs.deeds {
		for _, a := range d.acts {
			mine[a.ID] = true
		}
		p.all = append(p.all, d)
	}
	slices.Reverse(p.all)
	p.earlier = 0
	for _, d := range p.past {
		if !mine[d.acts[0].ID] {
			p.all = append(p.all, d)
			p.earlier++
		}
	}
	slices.SortStableFunc(p.all, func(a, b *deed) int { return b.at.Compare(a.at) })
}
