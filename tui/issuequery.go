package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

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

// parseIssueQuery reads what is typed to find issues. The server is asked for
// status and days; reads and library are checked with what is at hand.
func parseIssueQuery(text string) query {
	return parseQuery(text, "status", "days", "reads", "library")
}

// issueFilter is what the server is asked for: the words, and the facets
// instead of the page's.
func (q *query) issueFilter(f symbols.IssueFilter) symbols.IssueFilter {
	f.Search = strings.Join(q.words, " ")
	if status := statusOf(q.facet("status")); status != "" {
		f.Status = status
	}
	if n, err := strconv.Atoi(q.facet("days")); err == nil && n > 0 {
		f.Days = min(n, 365)
	}
	return f
}

// statusOf is the status that begins so, empty for none.
func statusOf(v string) string {
	if i := slices.IndexFunc(issueStatuses, func(s string) bool { return strings.HasPrefix(s, v) }); v != "" && i >= 0 {
		return issueStatuses[i]
	}
	return ""
}

// letsIssue reports whether an issue of a list is let through: by text, what it
// is found by in lower case, and by what is known of it. What the server found
// for the words stays: it knows more of an issue than a list shows.
func (q query) letsIssue(i *symbols.Issue, text string, r *reading, now time.Time, asked bool) bool {
	for _, f := range q.facets {
		if f.lets(i, r, now) == f.not {
			return false
		}
	}
	q.facets = nil
	if asked {
		q.words = nil
	}
	return q.lets(text, nil)
}

// lets reports whether an issue has the property. What is not known of it is
// not held against it, but for how its latest event reads: that is
// known of those that were looked at.
func (f *facet) lets(i *symbols.Issue, r *reading, now time.Time) bool {
	switch f.name {
	case "status":
		status := statusOf(f.value)
		return i.Status == "" || status == "" || status == "all" || i.Status == status
	case "days":
		n, err := strconv.Atoi(f.value)
		return err != nil || n <= 0 || i.LastSeen.IsZero() || now.Sub(i.LastSeen) <= time.Duration(n)*24*time.Hour
	case "library":
		return strings.Contains(strings.ToLower(i.Library), f.value)
	}
	return strings.HasPrefix(r.reads(), f.value)
}

// reads tells how the event reads in a word that a search can ask for: whole,
// part, none, nothing; empty when it was not looked at.
func (r *reading) reads() string {
	switch {
	case r == nil || r.glance == nil:
		return ""
	case r.glance.of == 0:
		return "nothing"
	case r.glance.ok == r.glance.of:
		return "whole"
	case r.glance.ok == 0:
		return "none"
	}
	return "part"
}
