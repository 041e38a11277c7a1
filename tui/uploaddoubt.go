package tui

import (
	"cmp"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/bundle"
	fitness "symset/symbols/fit"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
)

// doubts say what speaks against sending, and forbids it not; they are safe.
func (p *upload) doubts() (out []string) {
	r := p.proof.report
	if other := p.otherFile(); other != "" {
		out = append(out, other)
	}
	if r.Outcome() == fitness.Doubtful {
		out = append(out, fmt.Sprintf("It is doubtful whether the map is of this build of %s: %s.", brief(baseName(p.proof.local.source)), brief(cmp.Or(r.Fit.Oddest(), "little of it can be compared"))))
	}
	n := 0
	for i := range r.Frames {
		if r.Frames[i].Change == preflight.Stops {
			n++
		}
	}
	if len(r.Frames) > 0 && readsOf(r) == 0 {
		out = append(out, fmt.Sprintf("None of the %s that wait for it reads with this map: the files may not be those that were deployed.", phrase.Count(len(r.Frames), "frame")))
	}
	if n > 0 {
		out = append(out, fmt.Sprintf("%s of those that read now would stop.", phrase.Count(n, "frame")))
	}
	return out
}

// otherFile says why frames that name the symbol set don't come from the file:
// it is called otherwise than their URL ends, or tells another id. Empty when
// nothing speaks for that.
func (p *upload) otherFile() string {
	name, ref, id := baseName(p.proof.local.source), string(p.ref), p.proof.local.id
	switch {
	case p.ref.IsURL() && baseName(ref) != name:
		return fmt.Sprintf("%s is not named %s, as the URL that it is uploaded for ends.", brief(name), brief(baseName(ref)))
	case !p.ref.IsURL() && id != "" && !bundle.SameID(id, ref):
		return fmt.Sprintf("%s carries the id %s: frames from it ask for that one, not for %s.", brief(name), brief(id), shortRef(p.ref))
	}
	return ""
}

// send begins the upload; where there are doubts it asks before.
func (p *upload) send() tea.Cmd {
	doubts := p.doubts()
	if len(doubts) == 0 {
		return p.begun()
	}
	word, lost := "Upload", "Frames read with a wrong map show wrong places, and PostHog does not read them again."
	if p.subject.replaces() {
		word = "Replace"
	}
	return p.ask(confirm{title: word + " in doubt", text: append(doubts, "", lost), choices: []choice{{word + " all the same", p.begun}}})
}

// begun begins the upload, and leaves the page to the job.
func (p *upload) begun() tea.Cmd {
	j := sending{ref: p.ref, files: p.proof.local, replaces: p.subject.replaces(), starts: p.starts()}.job(p.env)
	return tea.Sequence(send(backMsg{}), send(startJobMsg{j}))
}
