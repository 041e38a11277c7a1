package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	fitness "symset/symbols/fit"
	"symset/symbols/waiting"
	"symset/theme"
)

// A preview is what the best file of the builds on this machine would make of a
// symbol set that is missing, before anything is uploaded.
type preview struct {
	looking latest
	found   []candidate
	looked  bool
	err     error // why none is found
	proof   proof // of the first that is found
}

func (v *preview) stop() {
	v.looking.stop()
	v.proof.work.stop()
}

func (v *preview) busy() bool { return v.looking.busy() || v.proof.work.busy() }

// forget has the builds looked through anew.
func (v *preview) forget() {
	v.stop()
	v.proof.drop()
	v.found, v.looked, v.err = nil, false, nil
}

// foresee looks for the file once all is known that it takes, where there is
// the room to tell; candidatesMsg answers.
func (p *setPage) foresee() tea.Cmd {
	known := p.row != nil && !p.work.busy() && (p.id == "" || p.detail.known)
	if p.w < twoPanes || p.local == nil || !known || p.row.state != missing || p.preview.looked || p.preview.looking.busy() {
		return nil
	}
	ctx, req := p.preview.looking.start(p.env)
	local, ref, frames := p.local, p.ref, waiting.Captured(p.frames)
	return tea.Batch(p.spin.start(), func() tea.Msg {
		found, err := candidatesFor(ctx, local, ref, frames)
		return candidatesMsg{req, found, err}
	})
}

// candidates takes the files that were found, and proves the first; proofMsg
// answers.
func (p *setPage) candidates(msg candidatesMsg) tea.Cmd {
	v := &p.preview
	v.looking.stop()
	v.found, v.err, v.looked = msg.found, msg.err, true
	if len(v.found) == 0 {
		return nil
	}
	path, ref, frames := v.found[0].path, p.ref, waiting.Captured(p.frames)
	return tea.Batch(p.spin.start(), v.proof.begin(p.env, path, func(ctx context.Context) proofMsg {
		return proveFile(ctx, ref, path, frames, nil)
	}))
}

// viewPreview draws it, for the frame under the cursor.
func (p *setPage) viewPreview(w int) []string {
	th, v := p.theme, &p.preview
	switch {
	case p.row == nil || p.row.state != missing || p.local == nil:
		return nil
	case v.looking.busy():
		return []string{rule(th, w, "With your build", "", ""), p.spin.says(th, " ", "looking through the builds", w)}
	case !v.looked:
		return nil
	case len(v.found) == 0:
		text := "nothing in " + strings.Join(p.local.Folders, ", ") + " goes with it"
		if v.err != nil {
			text = v.err.Error()
		}
		return append([]string{rule(th, w, "With your build", "", "")}, sentence(th, w, th.Glyphs.None, th.Dim, upper(brief(text))+". u takes any file.")...)
	}
	name := v.proof.name()
	lines := []string{rule(th, w, "With "+th.FitMiddle(name, min(theme.Width(name), w-14)), "", "")}
	switch r := v.proof.report; {
	case v.proof.work.busy():
		return append(lines, p.spin.says(th, " ", "proving it", w))
	case v.proof.err != nil:
		return append(lines, p.reasons(problemOf(v.proof.err).told(), w)...)
	case r == nil:
		return lines
	}
	glyph, style, text := verdictOf(th, v.proof.report)
	lines = append(lines, style.Render(th.Fit(" "+glyph+" "+text, w)))
	if f := p.frame(); f != nil {
		if s := sightOf(v.proof.sights, &f.Frame); s != nil {
			lines = append(lines, p.reads(s, w)...)
		}
	}
	lines = append(lines, theme.Spaces(w))
	if count := readsWith(v.proof.report); count != "" {
		lines = append(lines, th.Fit(" "+count+" with this map.", w))
	}
	lines = append(lines, latestRead(th, v.proof.report, w)...)
	does := " uploads it, after showing all of the proof"
	if v.proof.report.Outcome() == fitness.Mismatch {
		does = " chooses another file"
	}
	return append(lines, " "+th.Accent.Render("u")+th.Fit(does, w-2))
}

// reads draws how a frame reads: its name, its place, its code.
func (p *setPage) reads(s *sight, w int) []string {
	th := p.theme
	if s.reads.Source == "" {
		return sentence(th, w, th.Glyphs.Bad, th.Bad, brief(s.reads.Failure))
	}
	return append([]string{readsLine(th, &s.reads, w)}, p.code.View(th)...)
}
