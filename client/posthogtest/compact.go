package posthogtest

import (
	"encoding/json"
	"net/http"
	"slices"
)

// What the compact queries cut.
const (
	maxCompactEvents = 20
	maxCompactFrames = 50 // of an exception; the last ones stay
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
	for _, e := range s.events {
		if e.IssueID == q.IssueID {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b Event) int { return b.Time.Compare(a.Time) })
	rows, more, limit := cut(found, q, 1, maxCompactEvents)
	results := []any{}
	for _, e := range rows {
		results = append(results, map[string]any{
			"uuid": e.ID, "timestamp": e.Time, "distinct_id": e.DistinctID, "properties": compacted(e.Properties, q.OnlyAppFrames == nil || *q.OnlyAppFrames),
		})
	}
	return ok(map[string]any{"results": results, "hasMore": more, "limit": limit, "offset": q.Offset})
}

// compacted leaves of an event's properties what the compact queries tell.
func compacted(properties json.RawMessage, onlyApp bool) map[string]any {
	var p struct {
		List []map[string]any `json:"$exception_list"`
	}
	_ = json.Unmarshal(properties, &p)
	for _, exception := range p.List {
		trace, _ := exception["stacktrace"].(map[string]any)
		frames, _ := trace["frames"].([]any)
		var left []any
		for _, raw := range frames {
			f, _ := raw.(map[string]any)
			if inApp, _ := f["in_app"].(bool); f == nil || onlyApp && !inApp {
				continue
			}
			delete(f, "raw_id")
			delete(f, "junk_drawer")
			left = append(left, f)
		}
		if trace != nil {
			trace["frames"] = left[max(0, len(left)-maxCompactFrames):]
		}
	}
	return map[string]any{"$exception_list": p.List}
}
