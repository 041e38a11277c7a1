package match

import (
	"fmt"
	"strings"

	"symset/symbols"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// names holds the functions that frames name against those of the file at
// their places. Minifiers give the letters anew in every build: a file in
// which the frames' functions have other names is another build.
func (c *Candidate) names(src []byte, frames []symbols.Frame) {
	if c.asked {
		return
	}
	c.asked = true
	var at []sourcemap.Position
	var told []string
	for i := range frames {
		p, ok := frames[i].Generated()
		if name := bare(frames[i].Function); ok && name != "" && frames[i].Eval == "" && frames[i].Platform != symbols.Hermes {
			at, told = append(at, p), append(told, name)
		}
	}
	if len(at) == 0 {
		return
	}
	functions, err := scope.Names(src, at, nil)
	if err != nil {
		return
	}
	for i, name := range functions {
		switch name = bare(name); name {
		case "":
		case told[i]:
			c.named++
			c.weight += nameWeight
		default:
			c.misnamed++
			c.weight += againstWeight
		}
	}
	switch of := c.named + c.misnamed; {
	case of == 0:
	case c.misnamed*4 > of:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames are in functions of other names", c.misnamed, of))
	default:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames are in functions of their names", c.named, of))
	}
	c.decide()
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
	}
	return name
}
