package stored

import "symset/symbols"

// NewLimited makes a store that refuses what unpacks to more than so many bytes.
func NewLimited(p symbols.Project, limit int64) *Store {
	s := New(p)
	s.limit = limit
	return s
}
