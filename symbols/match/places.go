package match

import (
	"slices"

	"symset/symbols"
	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

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
	frame int // which of the frames
	says  answer
	idle  bool // nothing can be running there, and no mapping begins
	calls bool // something is called there, see [symbols.Calls]
}

// placed gives the places of frames, with what the file's text alone says: of
// those that it says nothing of the answer is silent.
func placed(text *lines.Text, frames []symbols.Frame) (found []place) {
	for i := range frames {
		if p, ok := frames[i].Generated(); ok && frames[i].Platform != symbols.Hermes {
			says := silent
			switch in := frames[i].In(text); {
			case in.Against():
				says = against
			case in == symbols.OnItsLine:
				says = line
			}
			found = append(found, place{Position: p, frame: i, says: says})
		}
	}
	return found
}

// places are those of the frames that wait for a set.
type places struct {
	all   []place
	asked bool
	err   error // of the map
}

// of gives the places of the first n frames.
func (p *places) of(n int) []place {
	end := len(p.all)
	for end > 0 && p.all[end-1].frame >= n {
		end--
	}
	return p.all[:end]
}

// ask asks a file's map for the places that its text says nothing of, the first time.
func (p *places) ask(l *look) error {
	if p.asked {
		return p.err
	}
	p.asked = true
	if p.err = ask(l, p.all); p.err != nil {
		return p.err
	}
	safari := share(p.all, behind) > share(p.all, exact) // in which code can be running behind any word
	for i := range p.all {
		at := &p.all[i]
		offset, _ := l.text.Offset(at.Position)
		running := symbols.Running(l.text.Bytes(), offset)
		if at.says == behind && !running && !safari {
			at.says = near
		}
		at.idle = at.says <= near && !running
		if at.says == behind {
			offset = symbols.WordBehind(l.text.Bytes(), offset)
		}
		at.calls = symbols.Calls(l.text.Bytes(), offset)
	}
	return nil
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
		inMap := make([]sourcemap.Position, len(open))
		for k, i := range open {
			inMap[k] = report.In(places[i].Position)
		}
		mappings, err := l.m.Lookup(inMap...)
		if err != nil {
			return 0, err
		}
		var between []int
		var words []sourcemap.Position // that end at these
		for k, i := range open {
			switch found := mappings[k]; {
			case !found.OK():
				places[i].says = silent
			case found.Generated == inMap[k]:
				places[i].says = exact
			default:
				places[i].says = near
				nearby++
				if word := l.wordBehind(places[i].Position); word != places[i].Position {
					between, words = append(between, i), append(words, report.In(word))
				}
			}
		}
		mappings, err = l.m.Lookup(words...)
		for k := range mappings {
			if mappings[k].OK() && mappings[k].Generated == words[k] {
				places[between[k]].says = behind
				nearby--
			}
		}
		return nearby, err
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

// late reports whether a frame of the latest trace is against a file: then it is not
// what is served now. It is false where traces are not known.
func late(frames []symbols.Frame, places []place) bool {
	var last *symbols.Trace
	for i := range frames {
		if of := frames[i].Of; of != nil && of.Event != "" && (last == nil || of.Time.After(last.Time)) {
			last = of
		}
	}
	return last != nil && slices.ContainsFunc(places, func(p place) bool {
		of := frames[p.frame].Of
		return p.says == against && of != nil && of.Event == last.Event
	})
}
