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
	nameWeight    = 1
	doubtWeight   = -2
)

// plenty is how many frames that all point at where mappings begin leave
// nothing to ask their functions for.
const plenty = 4

// weigh looks into a file for a set.
func (s *file) weigh(ctx context.Context, w *Wanted) Candidate {
	c := Candidate{File: s.Path(), of: s, atMost: Sure, byID: slices.Contains(s.ids, fold(string(w.Ref)))}
	s.name(&c, w)
	c.code, _ = s.Hash() // one that can't be read fails next
	src, err := s.Read()
	if err != nil {
		return c
	}
	m, mapFile, err := s.OpenMap(ctx)
	if err != nil {
		return s.withoutMap(c, err)
	}
	defer m.Close()
	c.MapFile, c.Inline = mapFile, strings.HasPrefix(mapFile, "inline map of ")
	text := lines.New(src)
	c.frames(text, m, w.Frames)
	c.release(s, w.Release)
	if c.hashed && s.renamed(m) {
		c.weight -= hashWeight
		c.limit(Likely, "it and its map name each other with another hash")
	}
	if !c.byID && !strings.Contains(string(w.Ref), "://") {
		s.withoutID(&c)
	}
	c.decide()
	if c.Confidence >= Doubtful && c.Answered > 0 && !c.byID && !c.hashed && (c.Answered < plenty || c.Answered < c.Asked) {
		c.names(src, w.Frames)
	}
	if c.Confidence >= Likely {
		s.fits(text, m, &c)
	}
	return c
}

// name notes what ids and names say.
func (s *file) name(c *Candidate, w *Wanted) {
	if c.byID {
		c.weight += idWeight
		c.Reasons = append(c.Reasons, "it has the chunk id")
		return
	}
	common := s.Common(string(w.Ref))
	for i := range w.Frames {
		common = max(common, s.Common(w.Frames[i].File))
	}
	c.weight += pathWeight * float64(min(common, 4))
	switch c.hashed = bundle.NameHash(path.Base(s.Rel())) != ""; {
	case c.hashed:
		c.weight += hashWeight
		c.Reasons = append(c.Reasons, "same name, with a content hash in it")
	case common > 1:
		c.Reasons = append(c.Reasons, "same name and path")
	default:
		c.Reasons = append(c.Reasons, "same name")
	}
}

// renamed reports whether the file names its map, or the map its file, with
// another content hash than the file's name has. What webpack's maps name is
// the file before its last hash.
func (s *file) renamed(m *sourcemap.Map) bool {
	var names []string
	if c, err := s.Comments(); err == nil {
		names = append(names, strings.TrimSuffix(bundle.BaseName(c.SourceMap), ".map"))
	}
	if m.Sources() > 0 && !strings.HasPrefix(m.Source(0), "webpack:") {
		names = append(names, path.Base(m.File()))
	}
	own := bundle.NameHash(path.Base(s.Rel()))
	return slices.ContainsFunc(names, func(name string) bool {
		hash := bundle.NameHash(name)
		return hash != "" && hash != own
	})
}

// withoutID doubts a file for a chunk id that it does not carry.
func (s *file) withoutID(c *Candidate) {
	if own, err := s.Comments(); err == nil && own.ChunkID != "" {
		c.limit(Doubtful, "it carries another chunk id")
		return
	}
	c.limit(Likely, "it carries no chunk id")
}

func (s *file) withoutMap(c Candidate, err error) Candidate {
	if c.byID {
		c.Confidence = Doubtful
		c.Reasons = append(c.Reasons, fmt.Sprintf("it has no map that can be read: %v", err))
	}
	return c
}

// frames looks the frames up.
func (c *Candidate) frames(text *lines.Text, m *sourcemap.Map, frames []symbols.Frame) {
	var at []sourcemap.Position
	var of []*symbols.Frame
	for i := range frames {
		if p, ok := frames[i].Generated(); ok && frames[i].Platform != symbols.Hermes {
			at, of = append(at, p), append(of, &frames[i])
		}
	}
	if c.Asked = len(at); c.Asked == 0 {
		return
	}
	answers, err := answersOf(text, m, at, of)
	if err != nil {
		c.Against = c.Asked
		return
	}
	for _, answer := range answers {
		switch answer {
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
	if c.lineSame {
		c.Reasons = append(c.Reasons, "a line captured with a frame is the file's")
	}
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
