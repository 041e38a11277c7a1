package stored

import "symset/symbols"

// NewLimited makes a store that refuses what unpacks to more than so many bytes,
// and reads no minified file of more than a quarter of that.
func NewLimited(p symbols.Project, limit int64) *Store {
	s := New(p)
	s.limit, s.source = limit, limit/4
	return s
}
