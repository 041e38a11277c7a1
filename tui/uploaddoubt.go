package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	fitness "symset/symbols/fit"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
)

// doubts say what speaks against sending, and forbids it not; they are safe.
func (p *upload) doubts() (out []string) {
	r := p.proof.report
	if r.Outcome() == fitness.Doubtful {
		out = append(out, fmt.Sprintf("It is doubtful whether the map is of this build of %s: %s.", brief(baseName(p.proof.local.source)), brief(oddest(r.Fit))))
	}
	n := 0
	for i := range r.Frames {
		if r.Frames[i].Change == preflight.Stops {
			n++
		}
	}
	if n > 0 {
		out = append(out, fmt.Sprintf("%s of those that read now would not any more.", phrase.Count(n, "frame")))
	}
	return out
}

// oddest is what speaks most against a map: a place where it errs, or else the
// first piece of evidence.
func oddest(f *preflight.Fit) string {
	if len(f.Examples) > 0 {
		return f.Examples[0].Words
	}
	for _, e := range f.Evidence {
		if e.Finding == fitness.Odd.String() {
			return e.Words
		}
	}
	return "little of it can be compared"
}

// send begins the upload; where there are doubts it asks before.
func (p *upload) send() tea.Cmd {
	doubts := p.doubts()
	if len(doubts) == 0 {
		return p.begun()
	}
	word, lost := "Upload", "Frames that are read with a wrong map tell wrong places, and PostHog does not read them again."
	if p.subject.replaces() {
		word = "Replace"
	}
	return p.ask(confirm{title: word + " in doubt", text: append(doubts, "", lost), word: word + " all the same", yes: p.begun}, false)
}

// begun begins the upload, and leaves the page to the job.
func (p *upload) begun() tea.Cmd {
	j := sending{ref: p.ref, files: p.proof.local, replaces: p.subject.replaces(), starts: p.starts()}.job(p.env)
	return tea.Sequence(send(backMsg{}), send(startJobMsg{j}))
}
