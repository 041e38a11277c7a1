package match

import (
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/fit"
)

// limit says why a candidate can't be surer than so.
func (c *Candidate) limit(most Confidence, reason string) {
	c.atMost = min(c.atMost, most)
	c.Confidence = min(c.Confidence, most)
	c.Reasons = append(c.Reasons, reason)
}

// decide comes to a confidence, see the package's documentation.
func (c *Candidate) decide() {
	misnamed := 0
	if c.strange() {
		misnamed = c.misnamed
	}
	against := c.Against + c.untold + misnamed
	clean := against == 0
	untold := against == c.untold                    // nothing else, such as all frames in what a bundler added
	few := against*5 <= c.Asked                      // frames of other builds under the same URL
	alike := c.named >= 4 && 5*c.misnamed <= c.named // by functions, which outweigh places where nothing runs
	most := 2*c.Answered > c.Asked || c.Asked == 0
	known := c.named >= 3 && c.Answered > 0 && 2*c.Answered >= c.Asked-c.untold // however much a bundler added
	called := 2*c.quiet <= c.Asked
	fair := c.Answered > 0 && called && (2*c.exact() >= c.Asked || 4*c.Answered >= 3*c.Asked) || c.named > 0 && (c.Answered > 0 || called)
	odd := 3*(c.idle+c.misnamed) > c.Asked && c.named <= c.idle+c.misnamed
	c.Confidence = None
	switch {
	case clean && c.byID && most:
		c.Confidence = Sure
	case clean && c.hashed && c.enough():
		c.Confidence = Sure
	case untold && (c.byID || known) || clean && (c.hashed || fair && !odd):
		c.Confidence = Likely
	case few && (5*(against+c.idle) <= c.Asked || alike) && max(c.exact(), c.behind) >= 4:
		c.Confidence = Likely
	case c.Against == 0 || c.byID || few:
		c.Confidence = Doubtful
	}
	if c.Confidence == Doubtful && c.Asked == 0 && c.released {
		c.Confidence = Likely
	}
	c.Confidence = min(c.Confidence, c.atMost)
}

// exact counts the frames at whose place a mapping begins.
func (c *Candidate) exact() int { return c.Answered - c.behind }

// enough reports whether more frames are answered than chance answers: of the
// places of a wrong file two in ten begin a mapping and two end the word of one.
// One engine gives places of one kind; frames of several engines are of both.
func (c *Candidate) enough() bool {
	switch exact := c.exact(); {
	case exact >= 2 && 2*exact > c.Asked, c.behind >= 2 && 3*c.behind > 2*c.Asked:
		return true
	}
	return c.Answered >= 4 && 5*c.Answered > 4*c.Asked
}

// fits asks whether the map belongs to the file.
func (c *Candidate) fits(l *look) {
	switch proof := l.proof(); {
	case proof.outcome == fit.Mismatch:
		c.limit(Doubtful, "its map does not belong to it")
		c.weight += 4 * doubtWeight
	case proof.outcome == fit.Doubtful:
		c.limit(Likely, "it is doubtful whether its map belongs to it")
		c.weight += doubtWeight
	case proof.mute:
		c.limit(Likely, "its map has nothing to compare it with, neither sources nor names")
	}
}

// release looks for the version or the commit in the file's path.
func (c *Candidate) release(s *file, r *symbols.Release) {
	if r == nil {
		return
	}
	folders := strings.Split(strings.ReplaceAll(s.Path(), `\`, "/"), "/")
	if c.released = slices.ContainsFunc(folders, func(name string) bool { return namedFor(name, r) }); c.released {
		c.weight += releaseWeight
		c.Reasons = append(c.Reasons, "its folder is named after the release")
	}
}

// namedFor reports whether a folder has a release's version or commit in its
// name: "1.4.2", "v1.4.2", "shop-1.4.2", "3f9a1c2".
func namedFor(folder string, r *symbols.Release) bool {
	if commit := r.Commit(); len(commit) > 6 && strings.Contains(folder, commit[:7]) {
		return true
	}
	version := strings.TrimPrefix(r.Version, "v")
	before, ok := strings.CutSuffix(folder, version)
	switch before = strings.TrimSuffix(before, "v"); {
	case !ok || version == "":
		return false
	case before == "":
		return true
	}
	return len(version) > 2 && strings.ContainsAny(before[len(before)-1:], "-_@+ ")
}
