package posthogtest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// TestCompactAnswers holds what keys without query:read are not told.
func TestCompactAnswers(t *testing.T) {
	s := start(t, posthogtest.Config{Scopes: []string{"error_tracking:read"}})
	frame := frameOf("c1", "a.js")
	event := strings.Replace(string(thrown("", strings.Repeat(frame+",", 60)+frame, strings.Replace(frame, `"in_app":true`, `"in_app":false`, 1))), "x is undefined", strings.Repeat("é", 2000), 1)
	e := capture(t, s, []byte(event))
	capture(t, s, []byte(event))
	get := func(more string) []any {
		_, text := ask(t, s, "POST", "error_tracking/query/issue_events", fmt.Sprintf(`{"issueId":%q,"limit":5%s}`, e.IssueID, more))
		return decode(t, text)["results"].([]any)
	}
	exception := func(row any) map[string]any {
		return row.(map[string]any)["properties"].(map[string]any)["$exception_list"].([]any)[0].(map[string]any)
	}
	rows := get("")
	first, second := exception(rows[0]), exception(rows[1])["stacktrace"].(map[string]any)
	frames := first["stacktrace"].(map[string]any)["frames"].([]any)
	if len(frames) != 50 || frames[0].(map[string]any)["junk_drawer"] != nil || frames[0].(map[string]any)["raw_id"] != nil || frames[49].(map[string]any)["in_app"] != true || first["value"] != strings.Repeat("é", 1000) {
		t.Errorf("%d frames, the first is %v; %d bytes of message", len(frames), frames[0], len(first["value"].(string)))
	}
	if second["same_as_event"] != rows[0].(map[string]any)["uuid"] || second["same_as_exception"] != 0.0 {
		t.Errorf("the same stack is told as %v", second)
	}
	frames = exception(get(`,"onlyAppFrames":false`)[0])["stacktrace"].(map[string]any)["frames"].([]any)
	if frames[49].(map[string]any)["in_app"] != false {
		t.Errorf("%v", frames[49])
	}
	s.Advance(48 * time.Hour)
	if rows := get(`,"dateRange":{"date_from":"-1d"}`); len(rows) != 0 {
		t.Errorf("events of two days ago: %v", rows)
	}
	if status, _ := ask(t, s, "POST", "query", `{"query":{"kind":"EventsQuery"}}`); status != 403 {
		t.Errorf("%d", status)
	}
}

// TestReleasesGoWithTheirSets holds that a release can be changed, and takes
// its symbol sets with it.
func TestReleasesGoWithTheirSets(t *testing.T) {
	s := start(t, posthogtest.Config{})
	id := s.AddRelease(posthogtest.Release{Project: "p", Version: "1"})
	s.AddSet(posthogtest.Set{Ref: "bound", ReleaseID: id}, []byte("x"))
	s.AddSet(posthogtest.Set{Ref: "free"}, []byte("x"))
	path := "error_tracking/releases/" + id
	if status, text := ask(t, s, "PATCH", path, `{"version":"2"}`); status != 204 || text != "" || s.Releases()[0].Version != "2" || s.Releases()[0].Project != "p" {
		t.Errorf("%d %s %+v", status, text, s.Releases())
	}
	if status, _ := ask(t, s, "DELETE", path, ""); status != 204 || len(s.Releases()) != 0 {
		t.Errorf("%d %+v", status, s.Releases())
	}
	if all := s.Sets(); len(all) != 1 || all[0].Ref != "free" {
		t.Errorf("%+v", all)
	}
	if status, _ := ask(t, s, "PUT", path, `{}`); status != 404 {
		t.Errorf("%d", status)
	}
}

// TestLongRefs holds that what PostHog writes down is cut between characters,
// and what is uploaded is not: a frame with such a URL never finds it.
func TestLongRefs(t *testing.T) {
	s := start(t, posthogtest.Config{})
	long := "https://a.example/" + strings.Repeat("é", 1200)
	event := thrown("", frameOf("", long))
	capture(t, s, event)
	if ref := s.Sets()[0].Ref; len(ref) != 2048 || !strings.HasPrefix(long, ref) {
		t.Errorf("%d bytes", len(ref))
	}
	upload(t, s, long, "a();b()", aMap)
	if f := firstFrame(t, capture(t, s, event)); f["resolved"] != false || len(s.Sets()) != 2 {
		t.Errorf("%v", f)
	}
}

// TestLastUse holds that a use is noted at most twice a day, of uploads that are
// only checked too.
func TestLastUse(t *testing.T) {
	s := start(t, posthogtest.Config{})
	used := time.Now().Add(-11 * time.Hour).UTC()
	s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: "h", LastUsed: used}, pair("a();b()", aMap))
	check := `{"symbol_sets":[{"chunk_id":"c1","content_hash":"h"}]}`
	capture(t, s, thrown("", frameOf("c1", "a.js")))
	ask(t, s, "POST", sets+"/bulk_check_upload", check)
	if got := s.Sets()[0].LastUsed; !got.Equal(used) {
		t.Errorf("noted again after 11 hours: %v", got)
	}
	s.Advance(2 * time.Hour)
	ask(t, s, "POST", sets+"/bulk_check_upload", check)
	if got := s.Sets()[0].LastUsed; got.Sub(used) < 12*time.Hour {
		t.Errorf("not noted after 13 hours: %v", got)
	}
}

// TestGroupedIssues holds what HogQL tells of issues: those of its days.
func TestGroupedIssues(t *testing.T) {
	s := start(t, posthogtest.Config{})
	for i, days := range []int{1, 3, 20} {
		at := time.Now().AddDate(0, 0, -days)
		s.AddIssue(posthogtest.Issue{ID: fmt.Sprint(i), Name: "E", LastSeen: at, Occurrences: 9, Seen: []posthogtest.Tick{{Time: at, Count: 4}}})
	}
	for query, want := range map[string]string{
		"interval 7 day group by issue_id order by last_seen desc limit 5":          "0:4 1:4 ",
		"interval 2 day group by issue_id order by last_seen desc limit 5":          "0:4 ",
		"interval 30 day group by issue_id order by last_seen asc limit 2 offset 1": "1:4 0:4 ",
	} {
		text, err := json.Marshal(map[string]any{"query": map[string]any{"kind": "HogQLQuery", "query": "select issue_id from events where timestamp > now() - " + query}})
		if err != nil {
			t.Fatal(err)
		}
		_, answer := ask(t, s, "POST", "query", string(text))
		got := ""
		for _, row := range decode(t, answer)["results"].([]any) {
			got += fmt.Sprint(row.([]any)[0], ":", row.([]any)[3], " ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

// TestStoredFramesAnswer holds that servers which keep to PostHog's cache show
// an upload when what they stored has gone.
func TestStoredFramesAnswer(t *testing.T) {
	s := start(t, posthogtest.Config{FramesAnswer: true})
	event := thrown("", frameOf("c1", "a.js"))
	capture(t, s, event)
	upload(t, s, "c1", "a();b()", aMap)
	for _, want := range []bool{false, false, true} {
		if f := firstFrame(t, capture(t, s, event)); f["resolved"] != want {
			t.Errorf("%v, want %t", f, want)
		}
		s.Advance(151 * time.Second)
	}
}

// TestHostileEvents holds that events of any shape are taken or refused, and
// that the server goes on.
func TestHostileEvents(t *testing.T) {
	s := start(t, posthogtest.Config{})
	s.AddSet(posthogtest.Set{Ref: "c1"}, pair("a();b()", aMap))
	for _, list := range []string{
		`null`, `[]`, `[null]`, `["x"]`, `[{}]`, `[{"stacktrace":null}]`, `[{"stacktrace":[]}]`, `[{"stacktrace":{"frames":null}}]`,
		`[{"stacktrace":{"frames":[null,{}]}}]`, `[{"stacktrace":{"frames":["x"]}}]`, `[{"type":7,"value":{},"stacktrace":{"frames":[{"platform":[]}]}}]`,
		`[{"stacktrace":{"frames":[{"platform":"web:javascript","chunk_id":"c1","lineno":-7,"colno":-9}]}}]`,
		`[{"stacktrace":{"frames":[{"platform":"web:javascript","chunk_id":"c1","lineno":9007199254740991,"colno":9007199254740991}]}}]`,
		`[{"stacktrace":{"frames":[{"platform":"web:javascript","chunk_id":"c1","lineno":1e99,"colno":0.5}]}}]`,
		`[{"stacktrace":{"frames":[{"platform":"web:javascript","filename":"http://%zz:1:2:3","lineno":1,"colno":1}]}}]`,
		`[{"stacktrace":{"frames":[{"platform":"hermes","chunkId":"c1","colno":-1}]}}]`,
	} {
		body := `{"event":"$exception","properties":{"$exception_list":` + list + `}}`
		if status, text := ask(t, s, "POST", s.URL+"/i/v0/e/", body); status != 200 && status != 400 {
			t.Errorf("%s: %d %s", list, status, text)
		}
	}
	if status, _ := ask(t, s, "POST", "query", `{"query":{"kind":"EventsQuery","select":["uuid","properties"],"after":"-1d"}}`); status != 200 {
		t.Errorf("%d", status)
	}
}

// TestContextNumbers holds what lines of context count from: 1, and 0 on older
// servers.
func TestContextNumbers(t *testing.T) {
	for generation, want := range map[posthogtest.Generation]string{posthogtest.Newest: "1 2", posthogtest.Older: "0 1"} {
		s := start(t, posthogtest.Config{Generation: generation})
		s.AddSet(posthogtest.Set{Ref: "c1"}, pair("a();b()", aMap))
		f := firstFrame(t, capture(t, s, thrown("", frameOf("c1", "a.js"))))
		_, text := ask(t, s, "POST", "error_tracking/stack_frames/batch_get", `{"raw_ids":["`+f["raw_id"].(string)+`"]}`)
		context := decode(t, text)["results"].([]any)[0].(map[string]any)["context"].(map[string]any)
		number := func(line any) any { return line.(map[string]any)["number"] }
		if got := fmt.Sprint(number(context["line"]), " ", number(context["after"].([]any)[0])); got != want {
			t.Errorf("generation %d: %s, want %s", generation, got, want)
		}
	}
}
