package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/preflight"
	"symset/theme"
)

// A desk is what PostHog says of files before they are sent.
type desk struct {
	work latest
	path string                       // of the file that is asked about
	said map[string]*preflight.Server // by the file's path
}

// serverMsg brings it of one file.
type serverMsg struct {
	req    int
	path   string
	server *preflight.Server
}

// askServer asks PostHog what it has, and what it would make of the file that
// is proved; serverMsg answers. The page does not wait for it.
func (p *upload) askServer() tea.Cmd {
	path := p.proof.path
	switch {
	case p.proof.report == nil || p.desk.said[path] != nil:
		return nil
	case p.desk.work.busy() && p.desk.path == path:
		return nil
	}
	ctx, req := p.desk.work.start(p.env)
	p.desk.path = path
	project, ref, files := p.project, p.ref, p.proof.local
	return tea.Batch(p.spin.start(), func() tea.Msg {
		return serverMsg{req, path, serverOf(ctx, project, ref, files)}
	})
}

// serverOf asks about a file with its map. What can't be packed can't be asked
// about, and the proof says why.
func serverOf(ctx context.Context, project symbols.Project, ref symbols.Ref, files localFiles) *preflight.Server {
	u := symbols.Upload{Ref: ref}
	if l, err := bundle.OpenFiles(ctx, files.source, files.sourceMap, ref); err == nil {
		if content, err := l.Content(); err == nil {
			u.Content.Hash, u.Content.Size = content.Hash, content.Size
		}
		l.Close() // it was only read
	}
	return preflight.Ask(ctx, project, u)
}

// take takes what PostHog says of a file.
func (d *desk) take(msg serverMsg) {
	if !d.work.done(msg.req) {
		return
	}
	if d.said == nil {
		d.said = map[string]*preflight.Server{}
	}
	d.said[msg.path] = msg.server
}

// drop forgets it.
func (d *desk) drop() {
	d.work.stop()
	d.said = nil
}

// server is what PostHog says of the file that is proved, nil before it has.
func (p *upload) server() *preflight.Server {
	if p.proof.report == nil {
		return nil
	}
	return p.desk.said[p.proof.path]
}

// noUse is why PostHog makes the sending pointless, empty when it does not.
func (p *upload) noUse() string {
	s := p.server()
	switch {
	case s == nil:
		return ""
	case s.Refuses != "":
		return "PostHog would refuse it: " + brief(s.Refuses)
	case s.Now == preflight.ThisFile:
		return "PostHog has this very file already"
	}
	return ""
}

// roomy is from how many lines on what PostHog has is shown in full.
const roomy = 28

// serverLines tell what PostHog has, and what it would make of the file.
func (p *upload) serverLines(w int) []string {
	th, g := p.theme, p.theme.Glyphs
	s := p.server()
	if s == nil {
		return []string{p.spin.says(th, " ", "asking PostHog what it has", w)}
	}
	var lines []string
	if s.Has != "" {
		glyph, style := g.None, theme.Style{}
		switch s.Now {
		case preflight.ThisFile:
			glyph, style = g.Good, th.Good
		case preflight.Unfinished:
			glyph, style = g.Doubt, th.Warn
		}
		lines = sentence(th, w, glyph, style, "PostHog has "+brief(s.Has))
		if p.h < roomy { // the frames need the room
			lines = []string{style.Render(th.Fit(" "+glyph+" PostHog has "+brief(s.Has), w))}
		}
	}
	switch {
	case s.Refuses != "":
		lines = append(lines, sentence(th, w, g.Bad, th.Bad, "it would refuse this one: "+brief(s.Refuses))...)
		if s.Do != "" {
			lines = append(lines, sentence(th, w, g.Hint, theme.Style{}, brief(s.Do))...)
		}
	case s.NotAsked != "":
		lines = append(lines, sentence(th, w, g.Doubt, th.Warn, "what it has is not certain: "+brief(s.NotAsked))...)
	}
	return lines
}

// loss says what becomes of what is there.
func (p *upload) loss() string {
	s := p.server()
	switch replaces := p.subject.replaces(); {
	case s != nil && s.Now == preflight.ThisFile:
		return "there is nothing to send"
	case !replaces || s != nil && s.Now == preflight.Unfinished:
		return "there is nothing to replace; nothing is lost"
	case p.keeper.Folder() == "":
		return "the file that is there would be lost: there is no folder to keep a copy in"
	}
	return "the file that is there is replaced, and a copy of it kept"
}
