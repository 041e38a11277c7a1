package fit

import "symset/symbols/sourcemap"

// stray reports whether the first of a run of mappings begins inside a word, alone of
// those around it on its line, and leads elsewhere than between the places of these:
// swc's minifier keeps the mapping of a bracket that it wrote no more, beside its place.
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
