package tui

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// A query is what is typed to narrow a list: words that must all be there,
// !words that must not, ~words whose letters must be there in their order, and
// facets such as state:missing.
type query struct {
	words, not []string // in lower case
	fuzzy      string
	facets     []facet
}

// A facet is a property that must have a value; what it begins with is enough.
type facet struct {
	name, value string // in lower case
	not         bool
}

// parseQuery reads what was typed; names are the facets that there are.
func parseQuery(text string, names ...string) query {
	var q query
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		bare, not := strings.CutPrefix(word, "!")
		name, value, ok := strings.Cut(bare, ":")
		switch {
		case ok && slices.Contains(names, name):
			if value != "" { // else it is being typed
				q.facets = append(q.facets, facet{name, value, not})
			}
		case bare == "":
		case not:
			q.not = append(q.not, bare)
		case strings.HasPrefix(word, "~"):
			q.fuzzy += word[1:]
		default:
			q.words = append(q.words, word)
		}
	}
	return q
}

// lets reports whether something is let through: by its text, in lower case,
// and the values of its facets.
func (q *query) lets(text string, value func(name string) string) bool {
	for _, f := range q.facets {
		if strings.Contains(strings.ToLower(value(f.name)), f.value) == f.not {
			return false
		}
	}
	for _, w := range q.words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	for _, w := range q.not {
		if strings.Contains(text, w) {
			return false
		}
	}
	return q.fuzzy == "" || len(fuzzy.Find(q.fuzzy, []string{text})) > 0
}

// facet gives the value that a facet was given, empty when it was not.
func (q *query) facet(name string) string {
	for _, f := range q.facets {
		if f.name == name && !f.not {
			return f.value
		}
	}
	return ""
}

// withFacet is the text of a query with another value of a facet; an empty one
// takes it out.
func withFacet(text, name, value string) string {
	var words []string
	for word := range strings.FieldsSeq(text) {
		if !strings.HasPrefix(strings.ToLower(strings.TrimPrefix(word, "!")), name+":") {
			words = append(words, word)
		}
	}
	if value != "" {
		words = append(words, name+":"+value)
	}
	return strings.Join(words, " ")
}
