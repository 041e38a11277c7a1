package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

const (
	anIssue = "0190aaaa-0000-7000-8000-00000000000a"
	noIssue = "0190aaaa-0000-7000-8000-00000000000b"
)

// fill puts an issue with three events in a server; the last one can't be read.
func fill(s *posthogtest.Server) (ids []string) {
	now := time.Now().UTC()
	s.AddIssue(posthogtest.Issue{
		ID: anIssue, Name: "TypeError", Description: "x is undefined", FirstSeen: now.Add(-time.Hour).Truncate(time.Second), LastSeen: now.Truncate(time.Second),
		Library: "web", Source: "src/a.ts", Function: "load", Occurrences: 12, Sessions: 4, Users: 3,
	})
	s.AddIssue(posthogtest.Issue{ID: noIssue, Name: "RangeError", Description: "too deep", Status: "resolved", LastSeen: now.Add(-time.Minute)})
	for i := range 3 {
		ms := now.Add(-time.Duration(i) * 48 * time.Hour).UnixMilli()
		id := fmt.Sprintf("%08x-%04x-7000-8000-%012d", ms>>16, ms&0xffff, i)
		properties := fmt.Sprintf(`{"$exception_list":[{"type":"E%d","value":"v","stacktrace":{"type":"resolved","frames":[
			{"platform":"web:javascript","raw_id":"aa/0","filename":"https://a.test/x.js","function":"f","lineno":1,"colno":7,"in_app":true}]}}]}`, i)
		if i == 2 {
			properties = `{"$exception_list":"gone"}`
		}
		s.AddEvent(posthogtest.Event{ID: id, IssueID: anIssue, DistinctID: "d", Time: time.UnixMilli(ms), Properties: json.RawMessage(properties)})
		ids = append(ids, id)
	}
	return ids
}

// TestIssues asks in each of the three ways.
func TestIssues(t *testing.T) {
	typed := `POST /api/projects/42/query/ {"query":{"dateRange":{"date_from":"-7d","date_to":null},"filterTestAccounts":false,"kind":"ErrorTrackingQuery","limit":50,"offset":0,"orderBy":"last_seen","orderDirection":"DESC","status":"active","volumeResolution":1,"withAggregations":true,"withFirstEvent":false,"withLastEvent":false},"refresh":"blocking"}`
	compact := `POST /query/issues/ {"dateRange":{"date_from":"-7d","date_to":null},"filterTestAccounts":false,"limit":50,"offset":0,"orderBy":"last_seen","orderDirection":"DESC","status":"active","volumeResolution":1}`
	sql := `POST /api/projects/42/query/ {"query":{"kind":"HogQLQuery","query":"select issue_id, any(properties.$exception_types) as types, any(properties.$exception_values) as messages, count() as occurrences, uniq(person_id) as users, min(timestamp) as first_seen, max(timestamp) as last_seen from events where event = '$exception' and timestamp \u003e now() - interval 7 day group by issue_id order by last_seen desc limit 50 offset 0"},"refresh":"blocking"}`
	for name, c := range map[string]struct {
		config posthogtest.Config
		fault  *posthogtest.Fault
		want   []string // asked for by two lists
		names  string
	}{
		"typed":   {want: []string{typed, typed}, names: "TypeError TypeError "},
		"HogQL":   {fault: &posthogtest.Fault{In: "ErrorTrackingQuery", Status: 400, Body: `{"code":"invalid_input"}`}, want: []string{typed, sql, sql}, names: "TypeError RangeError TypeError RangeError "},
		"compact": {config: posthogtest.Config{Scopes: []string{"error_tracking:read"}}, want: []string{typed, compact, compact}, names: "TypeError TypeError "},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, c.config)
			fill(s)
			if c.fault != nil {
				s.Break(*c.fault)
			}
			var names string
			for range 2 {
				for issue, err := range cl.Issues(t.Context(), symbols.IssueFilter{}) {
					if err != nil {
						t.Fatal(err)
					}
					names += issue.Name + " "
					if issue.ID == anIssue && (issue.Occurrences != 12 || issue.Users != 3 || issue.Description != "x is undefined" || issue.LastSeen.IsZero()) {
						t.Errorf("issue %+v", issue)
					}
				}
			}
			if names != c.names {
				t.Errorf("listed %s, want %s", names, c.names)
			}
			if diff := cmp.Diff(c.want, asked(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestIssueFilter(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	fill(s)
	for filter, want := range map[symbols.IssueFilter]string{
		{Status: "all"}:          "TypeError RangeError",
		{Status: "all", Page: 1}: "TypeError RangeError",
		{Status: "all", Order: "last_seen", Ascending: true}: "RangeError TypeError",
		{Status: "all", Search: "DEEP"}:                      "RangeError",
		{Status: "archived"}:                                 "",
	} {
		var got []string
		for issue, err := range c.Issues(t.Context(), filter) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, issue.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%+v: %v, want %s", filter, got, want)
		}
	}
	s, c = start(t, posthogtest.Config{Generation: posthogtest.Older, Scopes: []string{"error_tracking:read"}})
	var missing *client.MissingScope
	for _, err := range c.Issues(t.Context(), symbols.IssueFilter{}) {
		if !errors.As(err, &missing) || missing.Scope != "query:read" {
			t.Errorf("an older server without the scope: %v", err)
		}
	}
	_ = s
}

func TestEvents(t *testing.T) {
	for name, c := range map[string]struct {
		config posthogtest.Config
		fault  *posthogtest.Fault
		asked  string // in the last request
		note   string
	}{
		"typed":   {asked: `"select":["uuid","timestamp","distinct_id","properties","issue_id"],"where":["issue_id = toUUID('` + anIssue + `')"]`},
		"HogQL":   {fault: &posthogtest.Fault{In: "EventsQuery", Status: 400}, asked: `interval 7 day and issue_id = toUUID('` + anIssue + `') order by timestamp desc limit 2 offset 2`},
		"compact": {config: posthogtest.Config{Scopes: []string{"error_tracking:read"}}, asked: `"onlyAppFrames":false`, note: "lacks the scope query:read"},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, c.config)
			ids := fill(s)
			if c.fault != nil {
				s.Break(*c.fault)
			}
			var events []symbols.Event
			for event, err := range cl.Events(t.Context(), symbols.EventFilter{Issue: anIssue, Page: 2}) {
				if err != nil {
					t.Fatal(err)
				}
				events = append(events, event)
			}
			if len(events) != 3 {
				t.Fatalf("%d events, want 3", len(events))
			}
			for i, event := range events[:2] {
				if event.Issue != anIssue || event.ID != ids[i] || len(event.Exceptions) != 1 || event.Exceptions[0].Type != fmt.Sprintf("E%d", i) || event.Frames() != 1 {
					t.Errorf("event %d is %+v", i, event)
				}
				if notes := strings.Join(event.Notes, "\n"); !strings.Contains(notes, c.note) || c.note == "" && notes != "" {
					t.Errorf("notes %q", notes)
				}
			}
			if events[2].ID != ids[2] || len(events[2].Notes) == 0 {
				t.Errorf("an event that can't be read is %+v", events[2])
			}
			lines := asked(t, s)
			if last := lines[len(lines)-1]; !strings.Contains(last, c.asked) {
				t.Errorf("asked %s, want %s", last, c.asked)
			}
		})
	}
	s, c := start(t, posthogtest.Config{})
	for _, id := range []string{" ", "1 or 1=1", "0190aaaa-0000-7000-8000-0000000000'a", "0190aaaa00007000800000000000000a-----"} {
		for _, err := range c.Events(t.Context(), symbols.EventFilter{Issue: id}) {
			if err == nil {
				t.Errorf("%q went into a query", id)
			}
		}
	}
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestEvent(t *testing.T) {
	for name, c := range map[string]struct {
		config posthogtest.Config
		fault  *posthogtest.Fault
		asked  int
	}{
		"typed":  {asked: 1},
		"HogQL":  {fault: &posthogtest.Fault{In: "EventsQuery", Status: 400}, asked: 2},
		"stored": {fault: &posthogtest.Fault{Path: "/query", Status: 403, Body: `{"detail":"API key missing required scope 'query:read'"}`}, asked: 2},
	} {
		s, cl := start(t, c.config)
		ids := fill(s)
		if c.fault != nil {
			s.Break(*c.fault)
		}
		event, err := cl.Event(t.Context(), ids[0])
		if err != nil || event.ID != ids[0] || event.Issue != map[bool]string{true: anIssue}[name != "stored"] || event.Frames() != 1 || len(asked(t, s)) != c.asked {
			t.Errorf("%s: %+v, %v after %d requests", name, event, err, len(asked(t, s)))
		}
	}
	s, c := start(t, posthogtest.Config{})
	fill(s)
	var absent *client.NotFound
	if _, err := c.Event(t.Context(), anIssue); !errors.As(err, &absent) || len(s.Requests()) != 2 {
		t.Errorf("%v after %d requests", err, len(s.Requests()))
	}
	if body := string(s.Requests()[0].Body); !strings.Contains(body, `"after":"2024-`) || !strings.Contains(body, `"before":"2024-`) {
		t.Errorf("an id of 2024 was first looked for in %s", body)
	}
	if _, err := c.Event(t.Context(), "x"); err == nil || len(s.Requests()) != 2 {
		t.Error("what is no id was asked for")
	}
}

// TestEventsOfAll lists the exceptions of every issue, each with its own.
func TestEventsOfAll(t *testing.T) {
	const other = `{"$exception_issue_id":"` + noIssue + `","$exception_list":[{"type":"O","value":"v"}]}`
	for name, c := range map[string]struct {
		faults []posthogtest.Fault
		asked  int // for two pages
		column bool
	}{
		"typed": {asked: 2, column: true},
		"HogQL": {faults: []posthogtest.Fault{{In: "EventsQuery", Status: 400}}, asked: 3, column: true},
		"no issue column": {faults: []posthogtest.Fault{
			{In: `"properties","issue_id"]`, Status: 400, Body: `{"code":"invalid_query","detail":"Unable to resolve field: issue_id"}`}, {In: "properties, issue_id from", Status: 400},
		}, asked: 4},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, posthogtest.Config{})
			s.AddEvent(posthogtest.Event{ID: noIssue, IssueID: noIssue, Time: time.Now().Add(-time.Hour), Properties: json.RawMessage(other)})
			s.AddEvent(posthogtest.Event{ID: anIssue, IssueID: anIssue, Time: time.Now().Add(-2 * time.Hour), Properties: json.RawMessage(`{"$exception_list":[{"type":"O","value":"v"}]}`)})
			for _, f := range c.faults {
				s.Break(f)
			}
			var got []string
			for event, err := range cl.Events(t.Context(), symbols.EventFilter{Page: 1}) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, event.ID+" of "+event.Issue)
			}
			want := []string{noIssue + " of " + noIssue, anIssue + " of "}
			if c.column {
				want[1] += anIssue
			}
			lines := asked(t, s)
			if diff := cmp.Diff(want, got); diff != "" || len(lines) != c.asked || strings.Contains(lines[len(lines)-1], "where issue_id") {
				t.Errorf("asked %d times, want %d\n%s", len(lines), c.asked, diff)
			}
		})
	}
	s, c := start(t, posthogtest.Config{Scopes: []string{"error_tracking:read"}})
	fill(s)
	var missing *client.MissingScope
	for _, err := range c.Events(t.Context(), symbols.EventFilter{}) {
		if !errors.As(err, &missing) || missing.Scope != "query:read" || !strings.Contains(symbols.Hint(err), "query:read") {
			t.Errorf("a key without the scope: %v", err)
		}
	}
	if missing == nil || len(s.Requests()) != 1 {
		t.Errorf("%v after %d requests", missing, len(s.Requests()))
	}
}

func TestStoredFrames(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	release := s.AddRelease(posthogtest.Release{Project: "shop", Version: "1"})
	set := s.AddSet(posthogtest.Set{Ref: "https://a.test/x.js", ReleaseID: release}, nil)
	s.AddFrame(posthogtest.Frame{
		RawID: "aa", Resolved: true, SetRef: "https://a.test/x.js",
		Contents: json.RawMessage(`{"raw_id":"aa/0","mangled_name":"f","line":2,"column":4,"source":"src/a.ts","in_app":true,"resolved_name":"load","lang":"javascript","resolved":true,
			"junk_drawer":{"raw_frame":{"filename":"https://a.test/x.js","function":"f","lineno":1,"colno":7,"in_app":true}}}`),
		Context: json.RawMessage(`{"before":[{"number":1,"line":"a"},{"number":2,"line":"b"}],"line":{"number":3,"line":"c"},"after":[]}`),
	})
	s.AddFrame(posthogtest.Frame{RawID: "bb/0", Contents: json.RawMessage(`"odd"`)})
	frames, err := c.FramesOfSet(t.Context(), set)
	if err != nil || len(frames) != 1 {
		t.Fatalf("%+v, %v", frames, err)
	}
	f := frames[0]
	if f.RawID != "aa/0" || f.SetRef != "https://a.test/x.js" || f.Release == nil || f.Release.ID != release || f.Frame.File != "https://a.test/x.js" ||
		f.Frame.Column != 7 || f.Frame.Stored == nil || f.Frame.Stored.Function != "load" || f.Frame.Stored.Line != 3 || f.Frame.Stored.Context.Line != "c" {
		t.Errorf("%+v, stored %+v", f, f.Frame.Stored)
	}
	ids := []string{"aa", "bb/0", "cc/1"}
	for i := range 100 {
		ids = append(ids, fmt.Sprintf("%02d", i))
	}
	if frames, err = c.FramesByRawID(t.Context(), ids); err != nil || len(frames) != 2 || frames[1].Frame.File != "" {
		t.Errorf("%+v, %v", frames, err)
	}
	if frames, err = c.FramesByRawID(t.Context(), nil); err != nil || len(frames) != 0 {
		t.Errorf("%+v, %v", frames, err)
	}
	lines := asked(t, s)
	if len(lines) != 3 || lines[0] != `POST /stack_frames/batch_get/ {"raw_ids":[],"symbol_set":"`+set+`"}` || lines[2] != `POST /stack_frames/batch_get/ {"raw_ids":["97","98","99"]}` {
		t.Errorf("asked %q", lines)
	}
}
