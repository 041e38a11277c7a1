package match

import (
	"context"
	"crypto/sha256"
	"slices"

	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// A look is into one file, for all sets that may want it: what is read and
// found out is so once, when first needed. One goroutine looks.
type look struct {
	*file
	near []sourcemap.Position // of the frames of all sets that may want it
	text *lines.Text          // nil when the file can't be read
	code [sha256.Size]byte

	opened  bool
	m       *sourcemap.Map // nil when there is none that can be read
	mapFile string
	noMap   error // why

	scanned *scope.File

	whole   bool // all of the map is proved, however large it is
	judged  bool
	outcome fit.Outcome
	shifts  *fit.Report // no more of it than the shifts
}

// looked bounds the frames around which a large map is proved.
const looked = 8

// look reads the file, for those who ask.
func (s *file) look(asking []query) *look {
	l := &look{file: s}
	for _, q := range asking {
		frames := q.search.wanted.Frames
		for i := range frames {
			if at, ok := frames[i].Generated(); ok && len(l.near) < looked && !slices.Contains(l.near, at) {
				l.near = append(l.near, at)
			}
		}
	}
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

// proof tells whether the map, which is open, belongs to the file, and where its
// columns are off for a known reason. Of a large map among many files it is the
// proof of a sample and of all that is around the frames: what a wrong map would
// tell of them.
func (l *look) proof() (fit.Outcome, *fit.Report) {
	if !l.judged {
		l.judged, l.outcome, l.shifts = true, fit.Doubtful, &fit.Report{}
		prove := fit.Glance
		if l.whole {
			prove = fit.Judge
		}
		if j, err := prove(l.text, l.m, fit.Labels{File: l.Path()}, l.near...); err == nil {
			l.outcome, l.shifts.Shifts = j.Outcome, j.Report.Shifts
		}
	}
	return l.outcome, l.shifts
}
