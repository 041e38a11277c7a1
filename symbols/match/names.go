package match

import (
	"fmt"

	"symset/symbols"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// names holds the functions that frames name against those of the file at
// their places. Minifiers give the letters anew in every build: a file in
// which the frames' functions have other names is another build.
func (c *Candidate) names(frames []symbols.Frame) {
	if c.asked || len(c.functions) == 0 {
		return
	}
	c.asked = true
	_, told := naming(frames)
	for i, name := range c.functions {
		same, known := scope.Called(name, told[i])
		if known && !same && c.sources != nil { // some builds give functions their names back when they run
			same, _ = scope.Called(c.sources[i], told[i])
		}
		switch {
		case !known:
		case same:
			c.named++
			c.weight += nameWeight
		default:
			c.misnamed++
			c.weight += againstWeight
		}
	}
	switch of := c.named + c.misnamed; {
	case of == 0:
	case c.strange():
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames are in functions with other names", c.misnamed, of))
	default:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames are in functions with their names", c.named, of))
	}
	c.decide()
}

// strange reports whether frames are in functions of other names than theirs.
func (c *Candidate) strange() bool { return scope.Strangers(c.named, c.misnamed) }

// functionsAt finds the functions of the file at the frames that name theirs.
func (c *Candidate) functionsAt(frames []symbols.Frame, l *look) {
	at, told := naming(frames)
	if c.functions != nil || len(at) == 0 {
		return
	}
	c.functions, _ = l.scan().Names(at, nil) // without a map there is no error
	for i, name := range c.functions {
		if same, known := scope.Called(name, told[i]); known && !same && l.m != nil {
			c.sources, _ = l.scan().Names(at, l.m) // none of a bad map
			return
		}
	}
}

// naming gives the places of the frames that name their functions, and the names.
func naming(frames []symbols.Frame) (at []sourcemap.Position, told []string) {
	for i := range frames {
		p, ok := frames[i].Generated()
		if ok && scope.Bare(frames[i].Function) != "" && frames[i].Eval == "" && frames[i].Platform != symbols.Hermes {
			at, told = append(at, p), append(told, frames[i].Function)
		}
	}
	return at, told
}
