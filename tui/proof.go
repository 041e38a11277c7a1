package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/preflight"
)

// A proof is what a file would do.
type proof struct {
	work   latest
	path   string // of the file; empty when there is none
	report *preflight.Report
	sights []sight // of its frames
	local  localFiles
	err    error
}

// localFiles are the two files of a symbol set.
type localFiles struct {
	source, sourceMap string
	size              int64  // bytes of the two
	stamp             string // of the two: another when one of them has changed
	id                string // that the map tells; empty for none
}

// measure fills in size and stamp.
func (l localFiles) measure() localFiles {
	l.size, l.stamp = 0, ""
	for _, name := range []string{l.source, l.sourceMap} {
		if st, err := os.Stat(name); name != "" && err == nil {
			l.size += st.Size()
			l.stamp += fmt.Sprintf("%d at %d, ", st.Size(), st.ModTime().UnixNano())
		}
	}
	return l
}

// proofMsg brings a proof.
type proofMsg struct {
	req    int
	report *preflight.Report
	sights []sight
	local  localFiles
	err    error
}

// proveFile proves a file with the other half of its symbol set.
func proveFile(ctx context.Context, ref symbols.Ref, path string, frames []symbols.Frame, present *symbols.Pair) proofMsg {
	l, err := bundle.OpenLocal(ctx, path, ref)
	return proveLocal(ctx, l, err, frames, present)
}

// proveLocal proves two files that were opened, and closes them.
func proveLocal(ctx context.Context, l *bundle.Local, err error, frames []symbols.Frame, present *symbols.Pair) (out proofMsg) {
	if err != nil {
		return proofMsg{err: err}
	}
	defer l.Close() // it was only read
	out.local = localFiles{source: l.Source, sourceMap: l.Map}.measure()
	if l.Pair.Map != nil {
		out.local.id = l.Pair.Map.ChunkID()
	}
	out.report, out.err = preflight.Run(ctx, preflight.Input{
		Pair: l.Pair, MapData: l.MapData, Frames: frames, Code: true, Present: present,
	})
	if out.report != nil {
		out.sights = sightsOf(out.report)
	}
	return out
}

// begin has a file proved; proofMsg answers.
func (p *proof) begin(e *env, path string, prove func(context.Context) proofMsg) tea.Cmd {
	p.drop()
	p.path = path
	ctx, req := p.work.start(e)
	return func() tea.Msg {
		m := prove(ctx)
		m.req = req
		return m
	}
}

func (p *proof) drop() {
	p.work.stop()
	p.path, p.report, p.sights, p.err = "", nil, nil, nil
}

func (p *proof) take(msg proofMsg) bool {
	if !p.work.is(msg.req) {
		return false
	}
	p.know(p.path, msg)
	return true
}

// know takes the proof of a file that is at hand.
func (p *proof) know(path string, msg proofMsg) {
	p.work.stop()
	p.path, p.report, p.sights, p.local, p.err = path, msg.report, msg.sights, msg.local, msg.err
}

func (p *proof) frames() int {
	if p.report == nil {
		return 0
	}
	return len(p.report.Frames)
}

// name is the file that the proof is of, for people.
func (p *proof) name() string { return brief(filepath.Base(p.path)) }
