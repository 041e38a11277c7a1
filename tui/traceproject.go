package tui

import (
	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/reason"
	"symset/theme"
)

// mendActions are what makes a frame read that does not.
func (t *trace) mendActions() []action {
	if t.project == nil {
		return nil
	}
	return []action{
		{id: "trace.mend", key: bind("u", "mend", "u"), title: "Upload a source map for the frame's symbol set", group: "Symbol set",
			off: t.noMend(), run: func() tea.Cmd { return send(mendMsg{refs: []symbols.Ref{t.ref()}}) }},
	}
}

// explainAction tells how PostHog comes to what it shows of a frame.
func (t *trace) explainAction() action {
	return action{id: "trace.explain", key: bind("x", "explain", "x"), title: "Explain step by step how PostHog reads the frame", group: "Symbol set",
		off: t.noFrames(), run: func() tea.Cmd { return send(explainMsg{t.ref(), t.frames[t.current()], t.frames}) }}
}

// projectActions lists what else can be done where a project is at hand.
func (t *trace) projectActions() []action {
	if t.project == nil {
		return nil
	}
	return []action{
		{id: "trace.browse", key: bind("o", "PostHog", "o"), title: "Open the issue in PostHog", group: "Exception",
			off: t.noIssue(), run: func() tea.Cmd { return t.browse(t.project.Place().IssueURL(t.issueID())) }},
	}
}

// ref is what the symbol set of the frame under the cursor is looked up by;
// empty for none.
func (t *trace) ref() symbols.Ref {
	n := t.current()
	if n < 0 || !t.frames[n].Platform.JavaScript() {
		return ""
	}
	return t.frames[n].Ref()
}

func (t *trace) noRef() string {
	switch {
	case t.current() < 0:
		return "there is no frame"
	case t.ref() == "":
		return "this frame names no symbol set"
	}
	return ""
}

func (t *trace) noMend() string {
	if why := t.noRef(); why != "" {
		return why
	}
	if r := t.read[t.current()]; r != nil && r.OK() && (r.Failure == nil || t.asStored(r)) && !t.lens.on {
		return "this frame reads as it is"
	}
	return ""
}

// issueID is the issue of the event that is shown; empty when it is not told.
func (t *trace) issueID() string {
	if id := t.eventShown().Issue; id != "" {
		return id
	}
	return t.walk.issue.ID
}

func (t *trace) noIssue() string { return when(t.issueID() == "", "the event does not name its issue") }

// told is why PostHog could not read frame n, where symset has found nothing
// better to say: no symbol set either.
func (t *trace) told(n int) reason.Reason {
	r := t.read[n]
	if t.project == nil || r == nil || r.OK() || r.Failure == nil || r.Failure.Code != symbols.NoFile {
		return reason.Reason{}
	}
	return storedReason(t.frames[n])
}

// toldNotice tells why PostHog could not read a frame, and what to do.
func (t *trace) toldNotice(w, n int) []string {
	g, told := t.theme.Glyphs, t.told(n)
	lines := t.sentence(w, g.Bad, t.theme.Bad, brief(told.Sentence()))
	if why := told.Why(); why != "" {
		lines = append(lines, t.sentence(w, " ", t.theme.Dim, brief(why))...)
	}
	if n == t.current() && t.noMend() == "" {
		lines = append(lines, t.sentence(w, g.Hint, theme.Style{}, "u uploads its map "+g.Dot+" x explains step by step")...)
	}
	return lines
}

// asStored reports whether a frame is as PostHog read it, its symbol set not
// being at hand. That is no doubt about it: PostHog had the set.
func (t *trace) asStored(r *symbols.Resolved) bool {
	return t.project != nil && r.State == symbols.Kept && r.Failure != nil && r.Failure.Code == symbols.NoFile
}

// storedNotice tells why there is no code beside a frame that PostHog read.
func (t *trace) storedNotice(w, n int, r *symbols.Resolved) []string {
	if t.open.frame != n || t.open.original != nil {
		return nil
	}
	return t.sentence(w, t.theme.Glyphs.None, t.theme.Dim, "PostHog has read this frame, but its code is not at hand: "+brief(r.Failure.Message))
}
