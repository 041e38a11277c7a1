package inject

import "symset/symbols/sourcemap"

// noColumns is what is to be said of a map of lines alone that ends long before its
// file: the file has all of its code on a few.
const noColumns = "it has one place for each line, so that all that is on a line reads as the same; " +
	"have the build write columns, as webpack's source-map does and cheap-source-map does not"

// tellsColumns reports whether a map tells two places of a line apart anywhere.
func tellsColumns(m *sourcemap.Map) (told bool, err error) {
	line := -1
	err = m.Walk(func(at sourcemap.Mapping) bool {
		told = at.OK() && at.Generated.Line == line
		if at.OK() {
			line = at.Generated.Line
		}
		return !told
	})
	return told, err
}
