package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

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

type proofMsg struct {
	req    int
	report *preflight.Report
	sights []sight
	local  localFiles
	err    error
}

// to is the message as the answer to a request.
func (m proofMsg) to(req int) proofMsg {
	m.req = req
	return m
}

func (p *proof) begin(e *env, path string) (context.Context, int) {
	p.drop()
	p.path = path
	return p.work.start(e)
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
