package posthogtest

import (
	"encoding/json"
	"net/http"
	"slices"
)

// What the compact queries cut.
const (
	maxCompactEvents = 20
	maxCompactFrames = 50   // of an exception; the last ones stay
	maxCompactValue  = 1000 // characters of a message
)

// compactIssues is the list of issues for keys that may not query.
func (s *Server) compactIssues(r *http.Request) answer {
	var q request
	if bad, fine := read(r, &q); !fine {
		return bad
	}
	return s.issueRows(q, 10)
}

// compactEvents are the events of an issue for keys that may not query: without
// the raw frames, and with what frames there are cut.
func (s *Server) compactEvents(r *http.Request) answer {
	var q request
	if bad, fine := read(r, &q); !fine {
		return bad
	}
	if !slices.ContainsFunc(s.issues, func(i Issue) bool { return i.ID == q.IssueID }) {
		return answer{status: http.StatusNotFound}
	}
	var found []Event
	from, to := q.DateRange.of(s.now())
	for _, e := range s.events {
		if e.IssueID == q.IssueID && !e.Time.Before(from) && !e.Time.After(to) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b Event) int { return b.Time.Compare(a.Time) })
	rows, more, limit := cut(found, q, 1, maxCompactEvents)
	results := []any{}
	c := compactor{onlyApp: q.OnlyAppFrames == nil || *q.OnlyAppFrames, told: map[string]map[string]any{}}
	for _, e := range rows {
		results = append(results, map[string]any{"uuid": e.ID, "timestamp": e.Time, "distinct_id": e.DistinctID, "properties": c.properties(&e)})
	}
	return ok(map[string]any{"results": results, "hasMore": more, "limit": limit, "offset": q.Offset})
}

// A compactor makes an answer of the compact queries.
type compactor struct {
	onlyApp bool
	told    map[string]map[string]any // where in the answer stacks are, by their frames
}

// properties keeps of an event's properties what the compact queries give: a
// stack that the answer has already is given by where that is.
func (c *compactor) properties(e *Event) map[string]any {
	var p struct {
		List []map[string]any `json:"$exception_list"`
	}
	_ = json.Unmarshal(e.Properties, &p)
	for i, exception := range p.List {
		if value, _ := exception["value"].(string); len([]rune(value)) > maxCompactValue {
			exception["value"] = string([]rune(value)[:maxCompactValue])
		}
		trace, _ := exception["stacktrace"].(map[string]any)
		if trace == nil {
			continue
		}
		frames, _ := trace["frames"].([]any)
		trace["frames"] = c.frames(frames)
		text, _ := json.Marshal(trace["frames"]) // it came as JSON
		if there := c.told[string(text)]; there != nil {
			exception["stacktrace"] = there
		} else {
			c.told[string(text)] = map[string]any{"same_as_event": e.ID, "same_as_exception": i}
		}
	}
	return map[string]any{"$exception_list": p.List}
}

// frames leaves of frames what the compact queries tell.
func (c *compactor) frames(frames []any) []any {
	left := []any{}
	for _, raw := range frames {
		f, _ := raw.(map[string]any)
		if inApp, _ := f["in_app"].(bool); f == nil || c.onlyApp && !inApp {
			continue
		}
		delete(f, "raw_id")
		delete(f, "junk_drawer")
		left = append(left, f)
	}
	return left[max(0, len(left)-maxCompactFrames):]
}
