package match

import (
	"path"
	"slices"
	"strings"

	"github.com/google/uuid"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/inject"
	"symset/symbols/sourcemap"
)

// name notes what ids and names say.
func (s *file) name(c *Candidate, w *span) {
	if c.byID {
		c.weight += idWeight
		c.Reasons = append(c.Reasons, "it has the chunk id")
		return
	}
	common := 0
	for _, p := range w.paths {
		common = max(common, s.Common(p))
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
	own := path.Base(s.Rel())
	return slices.ContainsFunc(names, func(name string) bool { return rehashed(own, name) })
}

// rehashed reports whether a name with a content hash is another with another
// hash: not all of letters alone are known by themselves.
func rehashed(own, other string) bool {
	hash := bundle.NameHash(own)
	stem, end, _ := strings.Cut(own, hash)
	return hash != "" && own != other &&
		(bundle.NameHash(other) != "" || len(own) == len(other) && strings.HasPrefix(other, stem) && strings.HasSuffix(other, end))
}

// injected reports whether what is wanted has a chunk id.
func (w *Wanted) injected() bool {
	return !strings.Contains(string(w.Ref), "://") || slices.ContainsFunc(w.Frames, func(f symbols.Frame) bool { return f.ChunkID != "" })
}

// has reports whether the file has a chunk id that a frame names.
func (s *file) has(w *Wanted) bool {
	return slices.ContainsFunc(w.Frames, func(f symbols.Frame) bool { return slices.Contains(s.ids, bundle.FoldID(f.ChunkID)) })
}

// injection compares what was injected into the file with what frames tell of that:
// it moves columns.
func (s *file) injection(c *Candidate, w *Wanted) {
	switch {
	case c.byID && s.chunk == "" && !w.bytecode():
		c.bare = true
		c.weight += doubtWeight
		c.limit(Likely, "nothing was injected into it: only its debug id is the one")
	case c.byID && s.chunk != "" && s.chunk != bundle.FoldID(string(w.Ref)):
		c.limit(Doubtful, "it carries another chunk id")
	case !c.byID && w.injected() && !s.has(w):
		s.withoutID(c)
	case !c.byID && !w.injected() && s.chunk != "":
		c.weight += doubtWeight
		c.limit(Likely, "it carries a chunk id, and no frame names one")
	}
}

// ofOtherRelease reports whether the release injected into the file is none that the
// frames' events tell: files of the same code have one chunk id, and may have other maps.
func (l *look) ofOtherRelease(frames []symbols.Frame) bool {
	own, err := l.Comments()
	if err != nil {
		return false
	}
	from, to := inject.Release(l.text.Bytes(), own.ChunkID)
	release, told := string(l.text.Bytes()[from:to]), false
	for i := range frames {
		if of := frames[i].Of; of != nil && of.Release != "" {
			if told = true; of.Release == release {
				return false
			}
		}
	}
	return told && release != ""
}

// bytecode reports whether frames are of Hermes, whose tools put debug ids into maps.
func (w *Wanted) bytecode() bool {
	return slices.ContainsFunc(w.Frames, func(f symbols.Frame) bool { return f.Platform == symbols.Hermes })
}

// withoutID doubts a file for a chunk id that it does not carry.
func (s *file) withoutID(c *Candidate) {
	switch own, err := s.Comments(); {
	case err == nil && own.ChunkID != "":
		c.limit(Doubtful, "it carries another chunk id")
		return
	case len(s.ids) > 0:
		c.limit(Doubtful, "it carries another debug id")
		return
	}
	c.limit(Likely, "it carries no chunk id")
}

// becomes reports whether the file is what was deployed before it was injected
// into: it can't be uploaded as it is, because its columns are others.
func (l *look) becomes(w *Wanted) bool {
	id, err := uuid.Parse(string(w.Ref))
	if err != nil || id.Version() != 5 {
		return false
	}
	c, err := l.Comments()
	return err == nil && c.ChunkID == "" && inject.StableID(l.text.Bytes()) == id.String()
}
