package tui

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// issuesAtOnce is how many issues are asked for at once, and volumeParts how
// many bars their sparkline has.
const (
	issuesAtOnce = 50
	volumeParts  = 8
)

// An issueList is what a project answers to one question: read a page at a
// time, as far as somebody looks.
type issueList struct {
	filter symbols.IssueFilter
	issues []symbols.Issue
	texts  []string        // what each is found by, in lower case
	ids    map[string]bool // of issues

	pages stream[symbols.Issue]
	again bool      // it is read from its beginning; issues are what it was
	other bool      // issues are the answer to another question, until this one's comes
	at    time.Time // when it was read from its beginning; zero: never
	fresh int       // how many issues the last reading brought that were not there before
	err   error     // why reading ended before its end
}

// issuesReadMsg brings issues of a list.
type issuesReadMsg struct {
	of *issueList
	piece[symbols.Issue]
}

// begin reads the list from its beginning, as far as it was read before;
// issuesReadMsg answers.
func (l *issueList) begin(e *env) tea.Cmd {
	filter, p := l.filter, e.project
	l.pages.open(e, func(ctx context.Context) iter.Seq2[symbols.Issue, error] { return p.Issues(ctx, filter) })
	l.again, l.err = true, nil
	return l.take(max(issuesAtOnce, len(l.issues)))
}

// more reads the next page. It is nil when there is none, or it is being read.
func (l *issueList) more() tea.Cmd { return l.take(issuesAtOnce) }

func (l *issueList) take(n int) tea.Cmd {
	return l.pages.take(n, func(p piece[symbols.Issue]) tea.Msg { return issuesReadMsg{l, p} })
}

// took takes issues in, and reports whether they were waited for.
func (l *issueList) took(msg issuesReadMsg, now time.Time) bool {
	if msg.of != l || !l.pages.took(msg.piece) {
		return false
	}
	l.err = msg.err
	if !l.again {
		l.add(msg.items)
		return true
	}
	l.again = false
	if msg.err != nil && (len(msg.items) == 0 || len(msg.items) < len(l.issues)) {
		return true // what was read before is more than what came
	}
	before := l.ids
	l.issues, l.texts, l.ids, l.fresh = nil, nil, nil, 0
	l.add(msg.items)
	for id := range l.ids {
		if before != nil && !before[id] && !l.other {
			l.fresh++
		}
	}
	l.at, l.other = now, false
	return true
}

// add takes the issues in that are not there: pages overlap when the order
// changes between them.
func (l *issueList) add(issues []symbols.Issue) {
	if l.ids == nil {
		l.ids = map[string]bool{}
	}
	for _, i := range issues {
		if l.ids[i.ID] {
			continue
		}
		l.ids[i.ID] = true
		l.issues = append(l.issues, i)
		l.texts = append(l.texts, strings.ToLower(strings.Join([]string{i.Name, i.Description, i.Source, i.Function, i.Library}, "\n")))
	}
}

// stop ends the reading where it is.
func (l *issueList) stop() {
	l.pages.close()
	l.again = false
}

// reads reports whether issues are being read.
func (l *issueList) reads() bool { return l.pages.asking }

// whole reports whether all issues of the list are read.
func (l *issueList) whole() bool { return !l.at.IsZero() && l.pages.ended && l.err == nil && !l.again }

// sort puts the issues that are read into an order of PostHog's.
func (l *issueList) sort(order string, ascending bool) {
	slices.SortStableFunc(l.issues, func(a, b symbols.Issue) int {
		n := compareIssues(&a, &b, order)
		if !ascending {
			n = -n
		}
		return n
	})
	issues := l.issues
	l.issues, l.texts, l.ids = nil, nil, nil
	l.add(issues)
}

func compareIssues(a, b *symbols.Issue, order string) int {
	switch order {
	case "first_seen":
		return a.FirstSeen.Compare(b.FirstSeen)
	case "occurrences":
		return cmp.Compare(a.Occurrences, b.Occurrences)
	case "users":
		return cmp.Compare(a.Users, b.Users)
	case "sessions":
		return cmp.Compare(a.Sessions, b.Sessions)
	}
	return a.LastSeen.Compare(b.LastSeen)
}
