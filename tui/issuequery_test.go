package tui

import (
	"testing"
	"time"

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
	known := func(ok, of int) *reading { return &reading{glance: &glance{ok: ok, of: of}} }
	issue := symbols.Issue{Status: "active", Library: "web", LastSeen: now.Add(-3 * 24 * time.Hour)}
	for _, c := range []struct {
		query, text string
		reading     *reading
		asked, want bool
	}{
		{"time invalid", "rangeerror invalid time", nil, false, true},
		{"time value", "rangeerror invalid time", nil, false, false},
		{"time value", "rangeerror invalid time", nil, true, true}, // the server knows more
		{"!range", "rangeerror", nil, true, false},
		{"status:all", "rangeerror", nil, false, true},
		{"status:res", "rangeerror", nil, false, false},
		{"!status:res", "rangeerror", nil, false, true},
		{"status:act", "rangeerror", nil, true, true},
		{"status:unheard", "rangeerror", nil, false, true},
		{"days:1", "rangeerror", nil, false, false},
		{"days:7", "rangeerror", nil, false, true},
		{"days:x", "rangeerror", nil, false, true},
		{"library:we", "rangeerror", nil, true, true},
		{"library:python", "rangeerror", nil, true, false},
		{"reads:none", "rangeerror", nil, true, false}, // it was not looked at
		{"reads:none", "rangeerror", known(0, 3), true, true},
		{"reads:part", "rangeerror", known(1, 3), true, true},
		{"!reads:whole", "rangeerror", known(3, 3), true, false},
		{"reads:noth", "rangeerror", known(0, 0), true, true},
		{"~rgerr", "rangeerror", nil, false, true},
	} {
		if got := parseIssueQuery(c.query).letsIssue(&issue, c.text, c.reading, now, c.asked); got != c.want {
			t.Errorf("%q lets %q: %v", c.query, c.text, got)
		}
	}
	if !parseIssueQuery("status:res").letsIssue(&symbols.Issue{}, "", nil, now, false) {
		t.Error("an issue whose status is not told is held not to have it")
	}
}
