package tui

import (
	"testing"

	"symset/symbols"
)

func TestIssueQuery(t *testing.T) {
	page := symbols.IssueFilter{Days: 7, Status: "active"}
	for text, want := range map[string]symbols.IssueFilter{
		"":                          page,
		"Invalid time":              {Days: 7, Status: "active", Search: "invalid time"},
		"status:res days:30 !react": {Days: 30, Status: "resolved"},
		"status:all x":              {Days: 7, Status: "all", Search: "x"},
		"status:none days:0":        {Days: 7, Status: "active"},
		"days:9999":                 {Days: 365, Status: "active"},
		"foo:bar":                   {Days: 7, Status: "active", Search: "foo:bar"},
	} {
		q := parseIssueQuery(text)
		if got := q.issueFilter(page); got != want {
			t.Errorf("%q asks %+v, want %+v", text, got, want)
		}
	}
	for _, c := range []struct {
		query, text string
		asked, want bool
	}{
		{"time invalid", "rangeerror invalid time", false, true},
		{"time value", "rangeerror invalid time", false, false},
		{"time value", "rangeerror invalid time", true, true}, // the server knows more
		{"!range", "rangeerror", true, false},
		{"status:all", "rangeerror", false, true},
		{"~rgerr", "rangeerror", false, true},
	} {
		if got := parseIssueQuery(c.query).letsIssue(c.text, c.asked); got != c.want {
			t.Errorf("%q lets %q: %v", c.query, c.text, got)
		}
	}
}
