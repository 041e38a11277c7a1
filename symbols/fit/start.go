package fit

import "symset/symbols/sourcemap"

// A start is what the mappings of a file's first line say: those that stand
// where the map says, and those that don't. Code that was put before the
// file's own shifts that line alone.
type start struct{ kept, off int }

func (s *start) hear(w witness, at sourcemap.Position) {
	if at.Line > 0 {
		return
	}
	switch w {
	case keptWord, keptValue, keptName:
		s.kept++
	case askew, splitWord, beyondComment:
		s.off++
	}
}

// shifted reports whether nothing of the line is where the map says.
func (s start) shifted() bool { return s.off > 0 && s.kept == 0 }
