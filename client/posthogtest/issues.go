package posthogtest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Issue is a group of exceptions.
type Issue struct {
	ID, Name, Description string
	Status                string // "active" when empty
	FirstSeen, LastSeen   time.Time
	Library               string
	Source, Function      string // of the frame that stands for it
	Occurrences           int
	Sessions, Users       int
	Fingerprint           string // that events are put into it by; empty for none
	Seen                  []Tick // when the occurrences were; nil for all at LastSeen

	people, sessions []string // that were counted on capture
}

// AddIssue adds an issue.
func (s *Server) AddIssue(i Issue) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i.Status = cmp.Or(i.Status, "active")
	s.issues = append(s.issues, i)
}

// A request is the body of a typed query or a compact one, as far as it is
// understood here.
type request struct {
	Kind             string
	Status           string
	OrderBy          json.RawMessage // a name for issues, a list of columns for events
	OrderDirection   string
	SearchQuery      string
	DateRange        span
	VolumeResolution *int
	IssueID          string
	Select, Where    []string
	After, Before    string
	Limit, Offset    int
	Query            string
	OnlyAppFrames    *bool
}

// query answers the three kinds of query that error tracking is asked with.
func (s *Server) query(r *http.Request) answer {
	var body struct{ Query request }
	if bad, fine := read(r, &body); !fine {
		return bad
	}
	q := body.Query
	switch q.Kind {
	case "ErrorTrackingQuery":
		if q.VolumeResolution == nil {
			return refuse(http.StatusBadRequest, "required", "volumeResolution: Field required")
		}
		return s.issueRows(q, 50)
	case "EventsQuery":
		return s.eventRows(q.Select, q.Where, q)
	case "HogQLQuery":
		q.Limit, q.Offset = 100, 0
		if m := regexp.MustCompile(`limit (\d+)(?: offset (\d+))?$`).FindStringSubmatch(q.Query); m != nil {
			q.Limit, _ = strconv.Atoi(m[1])
			q.Offset, _ = strconv.Atoi(m[2])
		}
		if strings.Contains(q.Query, "group by issue_id") {
			return s.issueTable(q)
		}
		selected := regexp.MustCompile(`(?i)^select (.*?) from events`).FindStringSubmatch(q.Query)
		if selected == nil {
			return refuse(http.StatusBadRequest, "invalid_query", "Unable to parse the query")
		}
		return s.eventRows(strings.Split(selected[1], ", "), []string{q.Query}, q)
	}
	return refuse(http.StatusBadRequest, "invalid_input", "Unsupported query kind: "+q.Kind)
}

// found are the issues that a query is after, in its order.
func (s *Server) found(q request) []Issue {
	var rows []Issue
	search := strings.ToLower(q.SearchQuery)
	status := cmp.Or(q.Status, "active")
	from, to := q.DateRange.of(s.now())
	for _, i := range s.issues {
		if i.within(from, to) && (status == "all" || status == i.Status) && (q.IssueID == "" || q.IssueID == i.ID) &&
			strings.Contains(strings.ToLower(i.Name+"\n"+i.Description), search) {
			rows = append(rows, i)
		}
	}
	var by string
	_ = json.Unmarshal(q.OrderBy, &by)
	slices.SortStableFunc(rows, func(a, b Issue) int {
		n := a.LastSeen.Compare(b.LastSeen)
		switch by {
		case "first_seen":
			n = a.FirstSeen.Compare(b.FirstSeen)
		case "occurrences":
			n = cmp.Compare(a.Occurrences, b.Occurrences)
		case "users":
			n = cmp.Compare(a.Users, b.Users)
		case "sessions":
			n = cmp.Compare(a.Sessions, b.Sessions)
		}
		if q.OrderDirection == "ASC" {
			return n
		}
		return -n
	})
	return rows
}

// cut gives a page of rows and whether there are more.
func cut[T any](rows []T, q request, fallback, most int) ([]T, bool, int) {
	limit := min(cmp.Or(max(q.Limit, 0), fallback), most)
	from := min(max(q.Offset, 0), len(rows))
	to := min(from+limit, len(rows))
	return rows[from:to], to < len(rows), limit
}

func (s *Server) issueRows(q request, fallback int) answer {
	rows, more, limit := cut(s.found(q), q, fallback, 100)
	from, to := q.DateRange.of(s.now())
	results := []any{}
	for _, i := range rows {
		counts := map[string]any{"occurrences": i.count(from, to), "sessions": i.Sessions, "users": i.Users}
		if n := q.VolumeResolution; n != nil && *n > 0 {
			volume, buckets := i.volume(from, to, *n)
			counts["volumeRange"] = volume
			if s.config.Generation == Newest {
				counts["volume_buckets"] = buckets
			}
		}
		results = append(results, map[string]any{
			"id": i.ID, "name": i.Name, "description": i.Description, "status": i.Status, "assignee": nil,
			"first_seen": i.FirstSeen, "last_seen": i.LastSeen, "library": i.Library, "source": i.Source, "function": i.Function,
			"aggregations": counts,
		})
	}
	return ok(map[string]any{"results": results, "hasMore": more, "limit": limit, "offset": q.Offset, "columns": []string{}})
}

// issueTable is what HogQL makes of events that it groups by issue.
func (s *Server) issueTable(q request) answer {
	results := []any{}
	q.Status = "all"
	for _, m := range terms(agoTerm, q.Query) {
		ago := "-" + m[1] + m[2][:1]
		q.DateRange.From = &ago
	}
	if strings.Contains(q.Query, "order by last_seen asc") {
		q.OrderDirection = "ASC"
	}
	rows, more, limit := cut(s.found(q), q, 100, 50_000)
	for _, i := range rows {
		types, _ := json.Marshal([]string{i.Name})
		values, _ := json.Marshal([]string{i.Description})
		results = append(results, []any{i.ID, string(types), string(values), i.count(q.DateRange.of(s.now())), i.Users, i.FirstSeen, i.LastSeen})
	}
	columns := []string{"issue_id", "types", "messages", "occurrences", "users", "first_seen", "last_seen"}
	return ok(map[string]any{"columns": columns, "types": []string{}, "results": results, "hasMore": more, "limit": limit, "offset": q.Offset})
}
