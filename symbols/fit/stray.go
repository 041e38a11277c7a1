package fit

import (
	"bytes"

	"symset/symbols/sourcemap"
)

// swc puts its minifier's map together with that of what it minified: a mapping of
// the latter goes as far behind one of the former as it was, also where the minifier
// wrote less than there was. So brackets and words that it left out keep mappings, at
// places beside theirs, among the mappings of what follows.

// overflow bounds the mappings among which one that goes too far may be.
const overflow = 24

// overflows reports whether a mapping is as far behind one before it, of the same
// original line, as the original places are from each other, and one between them
// leads elsewhere than between these.
func overflows(past []sourcemap.Mapping, m sourcemap.Mapping) bool {
	for i := len(past) - 1; i >= 0 && past[i].Generated.Line == m.Generated.Line; i-- {
		from := past[i]
		far := m.Generated.Column - from.Generated.Column
		if far <= 0 || from.Source != m.Source || m.Original.Line != from.Original.Line || m.Original.Column-from.Original.Column != far {
			continue
		}
		for _, between := range past[i+1:] {
			if between.Source != m.Source || less(between.Original, from.Original) || less(m.Original, between.Original) {
				return true
			}
		}
	}
	return false
}

// stray reports whether the first of a run of mappings begins inside a word, alone of
// those around it on its line, and leads elsewhere than between the places of these.
// What it went behind may have been overwritten.
func (c *comparison) stray(r *Report, before sourcemap.Mapping, run []sourcemap.Mapping) bool {
	line := run[0].Generated.Line
	if before.Generated.Line != line || len(run) < 3 {
		return false
	}
	for _, m := range run[1:3] {
		if m.Generated.Line != line || judge(c.minified, r.Out(m.Generated)) != inside {
			return false
		}
	}
	at := run[0].Original
	return less(at, before.Original) || less(run[1].Original, at)
}

// spaceless reports whether a mapping that begins inside a word, at a place, is of that
// word and too far by the space that the minifier did not write: "}else" for "} else".
func (c *court) spaceless(at sourcemap.Position, m sourcemap.Mapping) bool {
	offset, ok := c.text.Offset(at)
	source := c.source(m.Source)
	if !ok || source == nil || offset < 2 {
		return false
	}
	where, ok := source.Offset(m.Original)
	src, original := c.text.Bytes()[offset-1:], source.Bytes()
	if !ok || where < 2 || c.text.Bytes()[offset-2] != '}' || original[where-1] != ' ' || original[where-2] != '}' {
		return false
	}
	word := src[:wordEnd(src, 0)]
	switch string(word) {
	case "else", "catch", "finally", "while":
		return bytes.HasPrefix(original[where:], word)
	}
	return false
}
