package match

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"symset/symbols/bundle"
	"symset/symbols/inject"
)

// What evidence weighs. Of two candidates of the same confidence the heavier
// is better.
const (
	idWeight      = 8
	hashWeight    = 4
	releaseWeight = 0.75 // less than whether one frame is answered
	pathWeight    = 0.25 // for each folder in common
	exactWeight   = 1.2  // three places in ten begin a mapping by chance
	behindWeight  = 1    // two in ten end a word that begins one
	nearWeight    = 0.4
	callWeight    = 0.6
	lineWeight    = 5
	againstWeight = -4
	nameWeight    = 1
	doubtWeight   = -2
	idleWeight    = -2
)

// plenty is how many frames that all point at where mappings begin leave
// nothing to ask their functions for, among many files.
const plenty = 4

// weigh looks into a file for a set, which may want others, too, if there are
// rivals. The places are those of the set's frames, or of more.
func (l *look) weigh(ctx context.Context, w *span, rivals bool, all *places) Candidate {
	c := Candidate{File: l.Path(), of: l.file, code: l.code, atMost: Sure, byID: slices.Contains(l.ids, bundle.FoldID(string(w.Ref)))}
	l.name(&c, w)
	if l.text == nil {
		return c
	}
	if !c.byID && l.becomes(&w.Wanted) {
		c.Reasons = append(c.Reasons, "injecting would give it this chunk id: symset sourcemap process")
		c.weight, c.Confidence, c.becomes = idWeight, Doubtful, true
		return c
	}
	frames := all.of(len(w.Frames))
	if c.Asked = len(frames); !c.byID && 5*share(frames, against) > c.Asked {
		return c // whatever its map says
	}
	m, err := l.sourceMap(ctx)
	if err != nil {
		return l.withoutMap(c, err)
	}
	c.MapFile, c.Inline = l.mapFile, strings.HasPrefix(l.mapFile, "inline map of ")
	if err := all.ask(l); err != nil {
		c.Against = c.Asked
	} else {
		c.frames(frames)
	}
	if late(w.Frames, frames) {
		c.limit(Doubtful, "a frame of the latest exception can't be from it")
	}
	c.release(l.file, w.Release)
	if c.hashed && l.renamed(m) {
		c.weight -= hashWeight
		c.limit(Likely, "it and its map name each other with another hash")
	}
	if c.otherID = c.byID && inject.OfOther(l.text.Bytes()); c.otherID {
		c.limit(Likely, "its code is not what its chunk id was made of")
	}
	l.injection(&c, &w.Wanted)
	if c.byID && l.ofOtherRelease(w.Frames) {
		c.weight += doubtWeight
		c.limit(Likely, "another release was injected into it than the exceptions tell")
	}
	c.decide()
	plain := !c.byID && !c.hashed
	if c.Confidence >= Doubtful && c.Asked > 0 && (l.proofs.whole || plain && (c.exact() < plenty || c.exact() < c.Asked)) {
		c.functionsAt(w.Frames, l)
		c.names(w.Frames)
	}
	if c.Confidence >= Likely {
		c.stamp = c.stampNow()
		c.fits(l)
	}
	if c.Confidence >= Likely && rivals {
		c.functionsAt(w.Frames, l)
	}
	return c
}

func (s *file) withoutMap(c Candidate, err error) Candidate {
	c.mapless = true
	if c.byID {
		c.Confidence = Doubtful
		c.Reasons = append(c.Reasons, fmt.Sprintf("it has no map that can be read: %v", err))
	}
	return c
}

// frames counts what the frames say.
func (c *Candidate) frames(frames []place) {
	for i := range frames {
		switch frames[i].says {
		case against:
			c.Against++
			c.weight += againstWeight
		case line:
			c.lineSame = true
			c.Answered++
			c.weight += lineWeight
		case exact:
			c.Answered++
			c.weight += exactWeight
		case behind:
			c.Answered++
			c.behind++
			c.weight += behindWeight
		case near:
			c.weight += nearWeight
		}
		switch says := frames[i].says; {
		case says == line, says > near && says < against && frames[i].calls:
			c.weight += callWeight
		case says != against && !frames[i].calls:
			c.quiet++
			c.weight -= callWeight
		}
		if frames[i].idle {
			c.idle++
			c.weight += idleWeight
		}
	}
	if n := share(frames, silent); 2*n > len(frames) { // a map of something else, or a poor one
		c.untold = n
		c.weight += againstWeight * float64(n)
	}
	switch {
	case c.Against > 0:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames can't be from it", c.Against, c.Asked))
	case c.untold > 0:
		c.Reasons = append(c.Reasons, fmt.Sprintf("its map says nothing of %d of %d frames", c.untold, c.Asked))
	case c.behind > 0:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames point at where a mapping begins, or just behind its word", c.Answered, c.Asked))
	case c.Answered > 0:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames point at where a mapping begins", c.Answered, c.Asked))
	}
	if c.idle > 0 {
		c.limit(Likely, fmt.Sprintf("%d of %d frames are where no code can be running", c.idle, c.Asked))
	}
	if c.lineSame {
		c.Reasons = append(c.Reasons, "a line captured with a frame is in the file")
	}
}
