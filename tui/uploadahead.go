package tui

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	fitness "symset/symbols/fit"
	"symset/symbols/waiting"
	"symset/theme"
)

// provedAtMost is how many candidates are proved before one is chosen.
const provedAtMost = 8

// provedMsg brings the proof of a file that was not chosen yet: for the list,
// and for what is said below it.
type provedMsg struct {
	path string
	proofMsg
}

// proveNext proves the candidates in the background, one after the other;
// provedMsg answers. When all are proved the best comes first, unless a person
// has begun to choose.
func (p *upload) proveNext() tea.Cmd {
	if p.proving.busy() || p.subject == nil || p.asking.busy() {
		return nil
	}
	some := p.found[:min(len(p.found), provedAtMost)]
	for _, c := range some {
		if _, known := p.proved[c.path]; !known && (c.path != p.proof.path || !p.proof.work.busy()) {
			return p.proveAhead(c.path)
		}
	}
	if p.ranked || p.moved || slices.ContainsFunc(some, func(c candidate) bool { _, known := p.proved[c.path]; return !known }) {
		return nil
	}
	p.ranked = true
	slices.SortStableFunc(some, func(a, b candidate) int { return cmp.Compare(p.rank(b.path), p.rank(a.path)) })
	return p.follow()
}

// proveAhead proves a file before it is chosen; provedMsg answers.
func (p *upload) proveAhead(path string) tea.Cmd {
	ctx, req := p.proving.start(p.env)
	ref, s := p.ref, p.subject
	return tea.Batch(p.spin.start(), func() tea.Msg {
		m := proveFile(ctx, ref, path, waiting.Captured(s.waits), s.present)
		m.req = req
		return provedMsg{path, m}
	})
}

// know keeps a proof for the list.
func (p *upload) know(path string, m proofMsg) {
	if p.proved == nil {
		p.proved = map[string]proofMsg{}
	}
	p.proved[path] = m
}

// rank orders files by what their proofs say.
func (p *upload) rank(path string) int {
	m := p.proved[path]
	if m.report == nil {
		return 0
	}
	return readsOf(m.report) + map[fitness.Outcome]int{fitness.Match: 3e6, fitness.Doubtful: 2e6, fitness.Mismatch: 1e6}[m.report.Outcome()]
}

// provable reports whether a file may be half of a symbol set, by its name:
// others are not read before they are chosen.
func provable(path string) bool {
	return slices.Contains([]string{".js", ".mjs", ".cjs", ".map", ".jsbundle", ".bundle"}, strings.ToLower(filepath.Ext(path)))
}

// previews reports whether there is room to describe the file under the cursor
// below the folder.
func (p *upload) previews() bool { return !p.wide() && p.h >= 22 }

// rested proves the file that the cursor has rested on.
func (p *upload) rested() tea.Cmd {
	path := p.current()
	switch {
	case path == "":
		return nil
	case p.wide() && path != p.proof.path:
		return p.prove(path)
	case p.previews() && p.subject != nil && provable(path):
		if _, known := p.proved[path]; !known {
			return p.proveAhead(path)
		}
	}
	return nil
}

// told tells in a few words what a proof came to.
func (m *proofMsg) told(th *theme.Theme) (glyph string, style theme.Style, words string) {
	if m.err != nil {
		words = "can't be read"
		var why *symbols.Failure
		if errors.As(m.err, &why) {
			words = cmp.Or(map[symbols.FailureCode]string{
				symbols.NoMap: "no map found", symbols.NoFile: "no minified file", symbols.BadMap: "map is broken", symbols.Stale: "another build"}[why.Code], words)
		}
		return th.Glyphs.Bad, th.Bad, words
	}
	count := ""
	if n := len(m.report.Frames); n > 0 {
		count = fmt.Sprintf(": %d of %d", readsOf(m.report), n)
	}
	switch m.report.Outcome() {
	case fitness.Doubtful:
		return th.Glyphs.Doubt, th.Warn, "doubtful" + count
	case fitness.Mismatch:
		return th.Glyphs.Bad, th.Bad, "another file"
	}
	return th.Glyphs.Good, th.Good, "fits" + count
}

// viewAhead describes the file under the cursor before it is chosen: its proof
// in three lines.
func (p *upload) viewAhead(w int) []string {
	th, path := p.theme, p.current()
	if path == "" {
		return nil
	}
	lines := []string{rule(th, w, brief(filepath.Base(path)), "", "")}
	m, known := p.proved[path]
	switch {
	case !known && p.proving.busy():
		return append(lines, p.spin.says(th, " ", "proving it", w))
	case !known:
		return append(lines, th.Dim.Render(th.Fit(" "+th.Glyphs.None+" enter proves it", w)))
	case m.err != nil:
		return append(lines, p.reasons(problemOf(m.err).told(), w)...)
	}
	lines = append(lines, verdictLine(th, m.report, w))
	for i := range m.report.Frames {
		if i < 2 {
			lines = append(lines, changeRow(th, &m.report.Frames[i], w, false))
		}
	}
	return lines
}
