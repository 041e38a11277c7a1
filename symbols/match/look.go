package match

import (
	"context"
	"crypto/sha256"

	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// A look is into one file, for all sets that may want it: what is read and
// found out is so once, when first needed. One goroutine looks.
type look struct {
	*file
	text *lines.Text // nil when the file can't be read
	code [sha256.Size]byte

	opened  bool
	m       *sourcemap.Map // nil when there is none that can be read
	mapFile string
	noMap   error // why

	scanned *scope.File
}

// look reads the file.
func (s *file) look() *look {
	l := &look{file: s}
	src, err := s.Read()
	if err != nil {
		return l
	}
	c, err := s.Comments()
	if err != nil || c.Code > len(src) {
		return l // it is being written
	}
	l.text, l.code = lines.New(src), sha256.Sum256(src[:c.Code])
	return l
}

func (l *look) close() {
	if l.m != nil {
		l.m.Close() // it was only read
	}
}

// sourceMap opens the file's map.
func (l *look) sourceMap(ctx context.Context) (*sourcemap.Map, error) {
	if !l.opened {
		l.opened = true
		l.m, l.mapFile, l.noMap = l.OpenMap(ctx)
	}
	return l.m, l.noMap
}

// scan finds the functions of the file.
func (l *look) scan() *scope.File {
	if l.scanned == nil {
		l.scanned = scope.Scan(l.text.Bytes(), scope.JavaScript)
	}
	return l.scanned
}

// judged tells whether the map, which is open, belongs to the file, and where
// its columns are off for a known reason.
func (l *look) judged() (fit.Outcome, *fit.Report) {
	l.judge.Do(func() {
		l.outcome, l.shifts = fit.Doubtful, &fit.Report{}
		if j, err := fit.Glance(l.text, l.m, fit.Labels{File: l.Path()}); err == nil {
			l.outcome, l.shifts.Shifts = j.Outcome, j.Report.Shifts
		}
	})
	return l.outcome, l.shifts
}
