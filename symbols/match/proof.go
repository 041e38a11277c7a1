package match

import (
	"crypto/sha256"
	"slices"
	"sync"

	"symset/symbols/fit"
	"symset/symbols/sourcemap"
)

// A proof is whether the map belongs to a file.
type proof struct {
	of      *file
	near    []sourcemap.Position // places around which all of a large map was compared
	outcome fit.Outcome
	mute    bool        // no mapping tells for or against: a map without texts or names
	shifts  *fit.Report // no more of it than the shifts
}

// looked bounds the frames around which a large map is proved.
const looked = 8

// proof tells whether the map, which is open, belongs to the file, and where its
// columns are off for a known reason. Of a large map among many files it is the
// proof of a sample and of all that is around the frames: what a wrong map would say
// about them.
func (l *look) proof() *proof {
	if l.proved != nil {
		return l.proved
	}
	if l.proved = l.proofs.find(l); l.proved != nil {
		return l.proved
	}
	l.proved = &proof{of: l.file, near: l.near, outcome: fit.Doubtful, shifts: &fit.Report{}}
	prove := fit.Glance
	if l.proofs.whole {
		prove = fit.Judge
	}
	if j, err := prove(l.text, l.m, fit.Labels{}, l.near...); err == nil {
		l.proved.outcome, l.proved.mute, l.proved.shifts.Shifts = j.Outcome, j.Agree+j.Against == 0, j.Report.Shifts
	}
	l.proofs.add(l.code, l.proved)
	return l.proved
}

// proofs are those of one match. What was proved of a file holds for its copies:
// from release to release many files stay as they are. They are safe for
// concurrent use.
type proofs struct {
	whole  bool // all of each map is proved, however large it is
	mutex  sync.Mutex
	byCode map[[sha256.Size]byte][]*proof
}

// find gives the proof of a file with the same code, map and places near; nil when
// there is none.
func (p *proofs) find(l *look) *proof {
	p.mutex.Lock()
	known := p.byCode[l.code]
	p.mutex.Unlock()
	for _, k := range known {
		if slices.Equal(k.near, l.near) && sameBytes(k.of, l.file) {
			return k
		}
	}
	return nil
}

func (p *proofs) add(code [sha256.Size]byte, made *proof) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.byCode == nil {
		p.byCode = map[[sha256.Size]byte][]*proof{}
	}
	p.byCode[code] = append(p.byCode[code], made)
}
