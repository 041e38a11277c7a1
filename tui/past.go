package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/keep"
)

// pastRows is how many activities of earlier runs are listed.
const pastRows = 1000

// A deed is something that was done, with what came of it.
type deed struct {
	at      time.Time
	what    string // "replace index-3f9a1c.js"; safe
	outcome string // safe
	told    string // all of it, for below the list; empty: what and outcome; safe
	hint    string // what to do about it; safe
	bad     bool
	acts    []keep.Activity // what it did to symbol sets
}

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
	if !p.work.is(msg.req) {
		return
	}
	p.work.stop()
	p.err = msg.err
	known := map[string]*deed{}
	for _, d := range p.past {
		known[d.acts[0].ID] = d
	}
	p.past = nil
	for _, a := range msg.acts {
		d := known[a.ID]
		if d == nil {
			d = pastDeed(a)
		}
		p.past = append(p.past, d)
		p.jobs.note(a)
	}
	p.merged = -1
}

// pastDeed tells an activity as a deed.
func pastDeed(a keep.Activity) *deed {
	d := &deed{at: a.When, what: brief(string(a.Do)) + " " + brief(baseName(string(a.Ref))), outcome: outcomeWords(a),
		told: upper(brief(a.Text)) + ".", hint: brief(a.Hint), bad: a.Bad, acts: []keep.Activity{a}}
	if a.Note != "" {
		d.told += " " + upper(brief(a.Note)) + "."
	}
	return d
}

// stateWords tells in a few words what a symbol set has.
func stateWords(s keep.State) string {
	return map[keep.State]string{
		keep.Untouched: "nothing was changed", keep.Same: "nothing was changed", keep.Stored: "the new file is in use", keep.Deleted: "deleted",
		keep.PutBack: "what was there was put back", keep.Unused: "PostHog uses no file for it", keep.Unknown: "what PostHog has is not known",
	}[s]
}

// outcomeWords tells likewise what a symbol set had after an activity.
func outcomeWords(a keep.Activity) string {
	words := stateWords(a.State)
	if a.Bad {
		return "failed: " + words
	}
	if a.Copy != "" && (a.State == keep.Stored || a.State == keep.Deleted) {
		words += ", a copy is kept"
	}
	return words
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
