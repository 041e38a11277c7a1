package match

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/fit"
	"symset/symbols/inject"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
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
// rivals.
func (l *look) weigh(ctx context.Context, w *Wanted, rivals bool) Candidate {
	c := Candidate{File: l.Path(), of: l.file, code: l.code, atMost: Sure, byID: slices.Contains(l.ids, bundle.FoldID(string(w.Ref)))}
	l.name(&c, w)
	if l.text == nil {
		return c
	}
	if !c.byID && l.becomes(w) {
		c.Reasons = append(c.Reasons, "injecting would give it this chunk id: symset sourcemap process")
		c.weight, c.Confidence = idWeight, Doubtful
		return c
	}
	frames := placed(l.text, w.Frames)
	if c.Asked = len(frames); !c.byID && 5*share(frames, against) > c.Asked {
		return c // whatever its map says
	}
	m, err := l.sourceMap(ctx)
	if err != nil {
		return l.withoutMap(c, err)
	}
	c.MapFile, c.Inline = l.mapFile, strings.HasPrefix(l.mapFile, "inline map of ")
	c.frames(l, frames)
	c.release(l.file, w.Release)
	if c.hashed && l.renamed(m) {
		c.weight -= hashWeight
		c.limit(Likely, "it and its map name each other with another hash")
	}
	if c.otherID = c.byID && inject.OfOther(l.text.Bytes()); c.otherID {
		c.limit(Likely, "its code is not what its chunk id was made of")
	}
	l.injection(&c, w)
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
	if c.byID {
		c.Confidence = Doubtful
		c.Reasons = append(c.Reasons, fmt.Sprintf("it has no map that can be read: %v", err))
	}
	return c
}

// frames looks the frames up.
func (c *Candidate) frames(l *look, frames []place) {
	if len(frames) == 0 {
		return
	}
	if err := ask(l, frames); err != nil {
		c.Against = c.Asked
		return
	}
	safari := share(frames, behind) > share(frames, exact) // in which code can be running behind any word
	for i := range frames {
		offset, _ := l.text.Offset(frames[i].Position)
		running := symbols.Running(l.text.Bytes(), offset)
		if frames[i].says == behind && !running && !safari {
			frames[i].says = near
		}
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
		if frames[i].says <= near && !running {
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
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames point at where a mapping begins, or just behind its word, as Safari does", c.Answered, c.Asked))
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

// An answer is what a frame says of a file.
type answer int

const (
	silent  answer = iota // no mapping covers its place, as with what bundlers add
	near                  // nothing against it
	behind                // a mapping begins with the word that ends at its place, which is where JavaScriptCore says that code runs
	exact                 // a mapping begins at its place
	line                  // the line captured with it is the file's too
	against               // it can't be of this file
)

// A place is where a frame is in a file, and what it says of it.
type place struct {
	sourcemap.Position
	says answer
}

// placed gives the places of frames, with what the file's text alone says: of
// those that it says nothing of the answer is silent.
func placed(text *lines.Text, frames []symbols.Frame) (places []place) {
	for i := range frames {
		if p, ok := frames[i].Generated(); ok && frames[i].Platform != symbols.Hermes {
			says := silent
			switch in := frames[i].In(text); {
			case in.Against():
				says = against
			case in == symbols.OnItsLine:
				says = line
			}
			places = append(places, place{p, says})
		}
	}
	return places
}

// ask asks a file's map for places that its text says nothing of. Where some
// can't be of it, the map may be that of the file before hashes were written
// into it.
func ask(l *look, places []place) error {
	var open []int
	for i := range places {
		if places[i].says == silent {
			open = append(open, i)
		}
	}
	lookUp := func(report *fit.Report) (nearby int, err error) {
		inMap := make([]sourcemap.Position, len(places))
		for i := range places {
			inMap[i] = report.In(places[i].Position)
		}
		for i := range places {
			inMap = append(inMap, report.In(l.wordBehind(places[i].Position)))
		}
		mappings, err := l.m.Lookup(inMap...)
		if err != nil {
			return 0, err
		}
		for _, i := range open {
			word := i + len(places)
			switch found := mappings[i]; {
			case !found.OK():
				places[i].says = silent
			case found.Generated == inMap[i]:
				places[i].says = exact
			case inMap[word] != inMap[i] && mappings[word].OK() && mappings[word].Generated == inMap[word]:
				places[i].says = behind
			default:
				places[i].says = near
				nearby++
			}
		}
		return nearby, nil
	}
	nearby, err := lookUp(nil)
	if err != nil || nearby < 2 {
		return err
	}
	shifts := l.proof().shifts
	if len(shifts.Shifts) == 0 {
		return nil
	}
	_, err = lookUp(shifts)
	return err
}

// wordBehind gives where the word begins that ends at a place, or the place where
// none does.
func (l *look) wordBehind(at sourcemap.Position) sourcemap.Position {
	end, ok := l.text.Offset(at)
	if start := symbols.WordBehind(l.text.Bytes(), end); ok && start < end {
		return l.text.Position(start)
	}
	return at
}

// share counts how many of the answers are one.
func share(places []place, one answer) (n int) {
	for i := range places {
		if places[i].says == one {
			n++
		}
	}
	return n
}
