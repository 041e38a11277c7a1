package cli

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"testing"

	"symset/symbols"
)

// A quiet project has no issues.
type quiet struct{ symbols.Project }

func (quiet) Issues(context.Context, symbols.IssueFilter) iter.Seq2[symbols.Issue, error] {
	return func(func(symbols.Issue, error) bool) {}
}

// TestNoIssues holds that a list without issues says how far it looked, whether
// or not somebody said how far to look.
func TestNoIssues(t *testing.T) {
	for days, want := range map[int]string{0: "the last 7 days", 1: "the last 1 day", 30: "the last 30 days"} {
		var out, err bytes.Buffer
		s := &streams{out: &out, err: &err}
		if failed := s.listIssues(t.Context(), quiet{}, symbols.IssueFilter{Days: days}, 50, false); failed != nil || !strings.Contains(err.String(), want+" (") {
			t.Errorf("%d: %v, %q", days, failed, err.String())
		}
	}
}
