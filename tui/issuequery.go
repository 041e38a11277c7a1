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

// lookBacks are how many days the list goes back.
var lookBacks = []int{1, 7, 14, 30, 90}

// parseIssueQuery reads what is typed to find issues.
func parseIssueQuery(text string) query { return parseQuery(text, "status", "days") }

// issueFilter is what the server is asked for: the words, and the facets
// instead of the page's.
func (q *query) issueFilter(f symbols.IssueFilter) symbols.IssueFilter {
	f.Search = strings.Join(q.words, " ")
	if v := q.facet("status"); v != "" {
		i := slices.IndexFunc(issueStatuses, func(s string) bool { return strings.HasPrefix(s, v) })
		if i >= 0 {
			f.Status = issueStatuses[i]
		}
	}
	if n, err := strconv.Atoi(q.facet("days")); err == nil && n > 0 {
		f.Days = min(n, 365)
	}
	return f
}

// letsIssue reports whether an issue is let through by what it is found by, in
// lower case. What the server found for the words stays: it knows more of an
// issue than a list shows.
func (q query) letsIssue(text string, asked bool) bool {
	q.facets = nil // the server's
	if asked {
		q.words = nil
	}
	return q.lets(text, nil)
}
