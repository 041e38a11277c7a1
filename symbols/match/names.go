package match

import (
	"fmt"
	"strings"

	"symset/symbols"
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
		switch name = bare(name); {
		case name == "":
		case alike(name, told[i]):
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
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames are in functions of other names", c.misnamed, of))
	default:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames are in functions of their names", c.named, of))
	}
	c.decide()
}

// alike reports whether a function that scopes name is one that an engine names: with
// what bundlers add to tell it from others, "Dialog2" and "set$$module$store".
func alike(ours, told string) bool {
	added, ok := strings.CutPrefix(told, ours)
	return ok && (added == "" || strings.HasPrefix(added, "$$module$") || len(ours) > 2 && strings.Trim(added, "0123456789") == "")
}

// strange reports whether frames are in functions of other names than theirs. A
// few may be: engines name some functions in their own way.
func (c *Candidate) strange() bool {
	return c.misnamed > 0 && c.named == 0 || c.misnamed > 1 && c.misnamed*4 > c.named+c.misnamed
}

// functionsAt finds the functions of the file at the frames that name theirs.
func (c *Candidate) functionsAt(frames []symbols.Frame, l *look) {
	at, _ := naming(frames)
	if c.functions != nil || len(at) == 0 {
		return
	}
	c.functions, _ = l.scan().Names(at, nil) // without a map there is no error
}

// naming gives the places of the frames that name their functions, and the names.
func naming(frames []symbols.Frame) (at []sourcemap.Position, told []string) {
	for i := range frames {
		p, ok := frames[i].Generated()
		if name := bare(frames[i].Function); ok && name != "" && frames[i].Eval == "" && frames[i].Platform != symbols.Hermes {
			at, told = append(at, p), append(told, name)
		}
	}
	return at, told
}

// bare gives the last part of a function's name, as engines and our own scopes
// tell it: "check" for "async r.check [as run]"; empty where these differ.
func bare(name string) string {
	if strings.HasPrefix(name, "new ") {
		return "" // of a class, or of what it is assigned to
	}
	name, _, _ = strings.Cut(name, " [as ")
	name = name[strings.LastIndexAny(name, ". /")+1:]
	if strings.ContainsAny(name, `<>\`) {
		return "" // anonymous, or with escapes that engines read
	}
	switch name {
	case "?", "eval", "anonymous", "code", "default":
		return ""
	case "value", "get", "set":
		return "" // of a descriptor, where scopes tell the name of the property
	}
	return strings.TrimPrefix(name, "#")
}
