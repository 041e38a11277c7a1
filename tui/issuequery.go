package tui

import (
	"slices"
	"strconv"
	"strings"

	"symset/symbols"
)

// issueOrders are the orders of issues that PostHog has, and what a person
// calls them.
var issueOrders = [][2]string{
	{"last_seen", "last seen"}, {"occurrences", "events"}, {"users", "users"}, {"sessions", "sessions"}, {"first_seen", "first seen"},
}

// issueStatuses are those that PostHog has.
var issueStatuses = []string{"active", "resolved", "archived", "pending_release", "suppressed", "all"}

// issueQuery is what is typed to find issues: words that must all be there,
// !words that must not, and facets.
type issueQuery struct {
	words, not []string // in lower case
	status     string   // "status:resolved"; empty when not typed
	days       int      // "days:30"; 0 when not typed
}

func parseIssueQuery(text string) issueQuery {
	var q issueQuery
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		name, value, facet := strings.Cut(word, ":")
		n, err := strconv.Atoi(value)
		switch {
		case facet && name == "status" && slices.Contains(issueStatuses, value):
			q.status = value
		case facet && name == "days" && err == nil && n > 0 && n <= 365:
			q.days = n
		case strings.HasPrefix(word, "!"):
			if len(word) > 1 {
				q.not = append(q.not, word[1:])
			}
		default:
			q.words = append(q.words, word)
		}
	}
	return q
}

// filter is what the server is asked for.
func (q issueQuery) filter(f symbols.IssueFilter) symbols.IssueFilter {
	f.Search = strings.Join(q.words, " ")
	if q.status != "" {
		f.Status = q.status
	}
	if q.days > 0 {
		f.Days = q.days
	}
	return f
}

// lets reports whether an issue is let through by what it is found by. What
// the server found for the words stays: it knows more of an issue than a list
// shows.
func (q issueQuery) lets(text string, asked bool) bool {
	for _, w := range q.not {
		if strings.Contains(text, w) {
			return false
		}
	}
	for _, w := range q.words {
		if !asked && !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
