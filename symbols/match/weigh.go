package match

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// What evidence weighs. Of two candidates of the same confidence the heavier
// is better.
const (
	idWeight      = 8
	hashWeight    = 4
	releaseWeight = 1
	pathWeight    = 0.25 // for each folder in common
	exactWeight   = 1.2  // three places in ten begin a mapping by chance
	nearWeight    = 0.4
	lineWeight    = 5
	againstWeight = -4
)

// weigh looks into a file for a set.
func (s *file) weigh(ctx context.Context, w *Wanted) Candidate {
	c := Candidate{File: s.Path()}
	byID := slices.Contains(s.ids, fold(string(w.Ref)))
	hashed := s.name(&c, w, byID)
	c.code, _ = s.Hash() // one that can't be read fails next
	src, err := s.Read()
	if err != nil {
		return c
	}
	m, mapFile, err := s.OpenMap(ctx)
	if err != nil {
		return s.withoutMap(c, byID, err)
	}
	defer m.Close()
	c.MapFile, c.Inline = mapFile, strings.HasPrefix(mapFile, "inline map of ")
	text := lines.New(src)
	lineSame := c.frames(text, m, w.Frames)
	released := c.release(s, w.Release)
	c.decide(byID, hashed, released, lineSame)
	if !byID && !strings.Contains(string(w.Ref), "://") {
		s.withoutID(&c)
	}
	if c.Confidence >= Likely && s.fits(text, m) == fit.Mismatch {
		c.Confidence = Doubtful
		c.Reasons = append(c.Reasons, "its map does not belong to it")
	}
	return c
}

// name notes what ids and names say, and reports whether the name has a
// content hash that is the wanted one's.
func (s *file) name(c *Candidate, w *Wanted, byID bool) (hashed bool) {
	if byID {
		c.weight += idWeight
		c.Reasons = append(c.Reasons, "it has the chunk id")
		return false
	}
	common := s.Common(string(w.Ref))
	for i := range w.Frames {
		common = max(common, s.Common(w.Frames[i].File))
	}
	c.weight += pathWeight * float64(min(common, 4))
	switch {
	case bundle.NameHash(path.Base(s.Rel())) != "":
		c.weight += hashWeight
		c.Reasons = append(c.Reasons, "same name, with a content hash in it")
		return true
	case common > 1:
		c.Reasons = append(c.Reasons, "same name and path")
	default:
		c.Reasons = append(c.Reasons, "same name")
	}
	return false
}

// withoutID doubts a file for a chunk id that it does not carry.
func (s *file) withoutID(c *Candidate) {
	if own, err := s.Comments(); err == nil && own.ChunkID != "" {
		c.Confidence = min(c.Confidence, Doubtful)
		c.Reasons = append(c.Reasons, "it carries another chunk id")
		return
	}
	c.Confidence = min(c.Confidence, Likely)
	c.Reasons = append(c.Reasons, "it carries no chunk id")
}

func (s *file) withoutMap(c Candidate, byID bool, err error) Candidate {
	if byID {
		c.Confidence = Doubtful
		c.Reasons = append(c.Reasons, fmt.Sprintf("it has no map that can be read: %v", err))
	}
	return c
}

// frames looks the frames up, and reports whether a captured line is the file's.
func (c *Candidate) frames(text *lines.Text, m *sourcemap.Map, frames []symbols.Frame) (lineSame bool) {
	var at []sourcemap.Position
	var of []*symbols.Frame
	for i := range frames {
		if p, ok := frames[i].Generated(); ok && frames[i].Platform != symbols.Hermes {
			at, of = append(at, p), append(of, &frames[i])
		}
	}
	if c.Asked = len(at); c.Asked == 0 {
		return false
	}
	answers, err := answersOf(text, m, at, of)
	if err != nil {
		c.Against = c.Asked
		return false
	}
	for _, answer := range answers {
		switch answer {
		case against:
			c.Against++
			c.weight += againstWeight
		case line:
			lineSame = true
			c.Answered++
			c.weight += lineWeight
		case exact:
			c.Answered++
			c.weight += exactWeight
		case near:
			c.weight += nearWeight
		}
	}
	if n := share(answers, silent); 2*n > len(answers) { // a map of something else
		c.Against += n
		c.weight += againstWeight * float64(n)
	}
	switch {
	case c.Against > 0:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames can't be of it", c.Against, c.Asked))
	case c.Answered > 0:
		c.Reasons = append(c.Reasons, fmt.Sprintf("%d of %d frames point at where a mapping begins", c.Answered, c.Asked))
	}
	if lineSame {
		c.Reasons = append(c.Reasons, "a line captured with a frame is the file's")
	}
	return lineSame
}

// An answer is what a frame says of a file.
type answer int

const (
	silent  answer = iota // no mapping tells of its place, as of what bundlers add
	near                  // nothing against it
	exact                 // a mapping begins at its place
	line                  // the line captured with it is the file's too
	against               // it can't be of this file
)

// answersOf asks a file for frames at their places. Where some can't be of it,
// its map may be that of the file before hashes were written into it.
func answersOf(text *lines.Text, m *sourcemap.Map, at []sourcemap.Position, of []*symbols.Frame) ([]answer, error) {
	ask := func(inMap []sourcemap.Position) ([]answer, error) {
		mappings, err := m.Lookup(inMap...)
		if err != nil {
			return nil, err
		}
		answers := make([]answer, len(at))
		for i := range at {
			exactly := mappings[i].OK() && mappings[i].Generated == inMap[i]
			answers[i] = grade(text, at[i], mappings[i].OK(), exactly, of[i])
		}
		return answers, nil
	}
	answers, err := ask(at)
	if err != nil || share(answers, near) < 2 {
		return answers, err
	}
	report, err := fit.Check(text, m, at)
	if err != nil || len(report.Shifts) == 0 {
		return answers, err
	}
	inMap := make([]sourcemap.Position, len(at))
	for i := range at {
		inMap[i] = report.In(at[i])
	}
	return ask(inMap)
}

// share counts how many of the answers are one.
func share(answers []answer, one answer) (n int) {
	for _, a := range answers {
		if a == one {
			n++
		}
	}
	return n
}

func grade(text *lines.Text, p sourcemap.Position, mapped, exactly bool, f *symbols.Frame) answer {
	offset, ok := text.Offset(p)
	if !ok || p.Line >= text.Len() {
		return against
	}
	here := text.Line(p.Line)
	if f.Context != nil && len(f.Context.Line) >= 8 && f.Stored == nil {
		// SDKs cut long lines, at both ends.
		captured := strings.Trim(f.Context.Line, " \t…")
		captured = strings.TrimSuffix(strings.TrimSuffix(captured, "..."), " {snip}")
		if !bytes.Contains(here, []byte(captured)) {
			return against
		}
		return line
	}
	src := text.Bytes()
	switch {
	case offset > 0 && offset < len(src) && word(src[offset-1]) && word(src[offset]):
		return against // in the middle of a word
	case exactly:
		return exact
	case !mapped:
		return silent
	}
	return near
}

func word(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// release looks for the version or the commit in the file's path.
func (c *Candidate) release(s *file, r *symbols.Release) bool {
	if r == nil {
		return false
	}
	for e := range strings.SplitSeq(strings.ReplaceAll(s.Path(), `\`, "/"), "/") {
		commit := r.Commit()
		if r.Version != "" && strings.TrimPrefix(e, "v") == strings.TrimPrefix(r.Version, "v") || len(commit) > 6 && strings.Contains(e, commit[:7]) {
			c.weight += releaseWeight
			c.Reasons = append(c.Reasons, "its folder is named for the release")
			return true
		}
	}
	return false
}

// decide comes to a confidence, see the package's documentation.
func (c *Candidate) decide(byID, hashed, released, lineSame bool) {
	clean := c.Against == 0
	few := c.Against*5 <= c.Asked // frames of other builds under the same URL
	enough := c.Answered >= 2
	switch {
	case clean && byID:
		c.Confidence = Sure
	case clean && hashed && (enough || lineSame):
		c.Confidence = Sure
	case clean && (hashed || c.Answered > 0):
		c.Confidence = Likely
	case few && c.Answered >= 4:
		c.Confidence = Likely
	case clean || byID || few:
		c.Confidence = Doubtful
	}
	if c.Confidence == Doubtful && c.Asked == 0 && released {
		c.Confidence = Likely
	}
}

// fits judges once whether the map belongs to the file.
func (s *file) fits(text *lines.Text, m *sourcemap.Map) fit.Outcome {
	s.judge.Do(func() {
		s.outcome = fit.Doubtful
		if j, err := fit.Glance(text, m, fit.Labels{File: s.Path()}); err == nil {
			s.outcome = j.Outcome
		}
	})
	return s.outcome
}
