package fit

import "symset/symbols/sourcemap"

// Tools that edit text without reading it map every character, or each that stayed as
// it was. Their mappings begin inside words, and are right.

// spelling is how many mappings in a row that each lead to the next character show
// that a tool maps every one.
const spelling = 5

// continues reports whether a mapping is the next character's, behind the mapping
// before.
func continues(before, m sourcemap.Mapping) bool {
	if !before.OK() || !m.OK() || before.Source != m.Source || before.Generated.Line != m.Generated.Line || before.Original.Line != m.Original.Line {
		return false
	}
	in := m.Original.Column - before.Original.Column
	return m.Generated.Column == before.Generated.Column+1 && (in == 0 || in == 1)
}

// resumes reports whether a mapping is the next character's, and leads with those
// behind it to a place of their own, such as where a line begins.
func resumes(before, m, next sourcemap.Mapping) bool {
	return before.Generated.Line == m.Generated.Line && before.Generated.Column+1 == m.Generated.Column && continues(m, next)
}

// spells reports whether each of a run of mappings is the next character's.
func spells(run []sourcemap.Mapping) bool {
	for i := range run[1:] {
		if !continues(run[i], run[i+1]) {
			return false
		}
	}
	return len(run) > spelling
}
