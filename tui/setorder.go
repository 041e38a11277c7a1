package tui

import (
	"cmp"
	"slices"
	"strings"

	"symset/symbols"
)

// setFacets are what sets can be filtered by.
var setFacets = []string{"state", "kind", "release"}

// A setOrder is an order of the list. The worst, the latest or the first comes
// first; it can be turned around.
type setOrder struct {
	name    string
	compare func(a, b *setRow) int
}

var setOrders = []setOrder{
	{"waiting", func(a, b *setRow) int { return cmp.Compare(b.waiting(), a.waiting()) }},
	{"last used", func(a, b *setRow) int { return b.LastUsed.Compare(a.LastUsed) }},
	{"newest", func(a, b *setRow) int { return b.Created.Compare(a.Created) }},
	{"reference", func(a, b *setRow) int { return strings.Compare(string(a.Ref), string(b.Ref)) }},
	{"state", func(a, b *setRow) int {
		return cmp.Compare(slices.Index(setStates, a.state), slices.Index(setStates, b.state))
	}},
}

// A setChoice says which rows are listed, and how.
type setChoice struct {
	text    string // the filter as it was typed
	order   int    // of setOrders
	reverse bool
}

// arrange gives the rows that the filter lets through, in order. It takes time
// that grows with the rows: it belongs into a command.
func (c setChoice) arrange(rows []*setRow) []*setRow {
	q := parseQuery(c.text, setFacets...)
	var out []*setRow
	for _, r := range rows {
		if q.lets(r.text, r.facet) {
			out = append(out, r)
		}
	}
	order := setOrders[c.order].compare
	slices.SortStableFunc(out, func(a, b *setRow) int {
		n := order(a, b)
		if c.reverse {
			n = -n
		}
		return cmp.Or(n, b.LastUsed.Compare(a.LastUsed), cmp.Compare(a.Ref, b.Ref))
	})
	return out
}

// facet is what a filter's facet looks at.
func (r *setRow) facet(name string) string {
	switch name {
	case "state":
		if r.once { // found as either
			return string(uploaded + " " + doubtful)
		}
		return string(r.state)
	case "kind":
		return r.kind
	}
	return r.Release.Name()
}

// rowOf finds the row of a ref, -1 when it is not listed.
func rowOf(rows []*setRow, ref symbols.Ref) int {
	return slices.IndexFunc(rows, func(r *setRow) bool { return r.Ref == ref })
}

// keep gives the list's filter and order.
func (s *sets) keep() map[string]string {
	kept := map[string]string{"filter": s.choice.text, "order": setOrders[s.choice.order].name}
	if s.choice.reverse {
		kept["reverse"] = "yes"
	}
	return kept
}

// restore takes them back.
func (s *sets) restore(kept map[string]string) {
	if text, ok := kept["filter"]; ok && len(text) <= maxTyped {
		s.choice.text = text
	}
	for i, o := range setOrders {
		if o.name == kept["order"] {
			s.choice.order = i
		}
	}
	s.choice.reverse = kept["reverse"] == "yes"
}
