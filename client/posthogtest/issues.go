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
}

// An Event is a captured exception.
type Event struct {
	ID, IssueID, DistinctID string
	Time                    time.Time
	Properties              json.RawMessage // an object with $exception_list
}

// AddIssue adds an issue.
func (s *Server) AddIssue(i Issue) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i.Status = cmp.Or(i.Status, "active")
	s.issues = append(s.issues, i)
}

// AddEvent adds an event.
func (s *Server) AddEvent(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = append(s.events, e)
}

// A request is the body of a typed query or a compact one, as far as it is
// understood here.
type request struct {
	Kind             string
	Status           string
	OrderBy          json.RawMessage // a name for issues, a list of columns for events
	OrderDirection   string
	SearchQuery      string
	VolumeResolution *int
	IssueID          string
	Select, Where    []string
	After            string
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
		return s.eventRows(q.Select, strings.Join(q.Where, " and "), q)
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
		return s.eventRows(strings.Split(selected[1], ", "), q.Query, q)
	}
	return refuse(http.StatusBadRequest, "invalid_input", "Unsupported query kind: "+q.Kind)
}

// found are the issues that a query is after, in its order.
func (s *Server) found(q request) []Issue {
	var rows []Issue
	search := strings.ToLower(q.SearchQuery)
	status := cmp.Or(q.Status, "active")
	for _, i := range s.issues {
		if (status == "all" || status == i.Status) && (q.IssueID == "" || q.IssueID == i.ID) &&
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
	results := []any{}
	for _, i := range rows {
		results = append(results, map[string]any{
			"id": i.ID, "name": i.Name, "description": i.Description, "status": i.Status, "assignee": nil,
			"first_seen": i.FirstSeen, "last_seen": i.LastSeen, "library": i.Library, "source": i.Source, "function": i.Function,
			"aggregations": map[string]any{"occurrences": i.Occurrences, "sessions": i.Sessions, "users": i.Users, "volumeRange": []int{i.Occurrences}},
		})
	}
	return ok(map[string]any{"results": results, "hasMore": more, "limit": limit, "offset": q.Offset, "columns": []string{}})
}

// issueTable is what HogQL makes of events that it groups by issue.
func (s *Server) issueTable(q request) answer {
	results := []any{}
	q.Status = "all"
	rows, more, limit := cut(s.found(q), q, 100, 50_000)
	for _, i := range rows {
		types, _ := json.Marshal([]string{i.Name})
		values, _ := json.Marshal([]string{i.Description})
		results = append(results, []any{i.ID, string(types), string(values), i.Occurrences, i.Users, i.FirstSeen, i.LastSeen})
	}
	columns := []string{"issue_id", "types", "messages", "occurrences", "users", "first_seen", "last_seen"}
	return ok(map[string]any{"columns": columns, "types": []string{}, "results": results, "hasMore": more, "limit": limit, "offset": q.Offset})
}

var idTerm = regexp.MustCompile(`(issue_id|uuid) = toUUID\('([^']*)'\)`)

// eventRows answers with the events of an issue, or with one. A query without
// a time looks at the last day alone.
func (s *Server) eventRows(columns []string, where string, q request) answer {
	var issue, id string
	for _, m := range idTerm.FindAllStringSubmatch(where, -1) {
		if m[1] == "issue_id" {
			issue = m[2]
		} else {
			id = m[2]
		}
	}
	recent := q.After == "" && !strings.Contains(where, "timestamp >")
	var found []Event
	for _, e := range s.events {
		if (issue == "" || e.IssueID == issue) && (id == "" || e.ID == id) && !(recent && s.now().Sub(e.Time) > 24*time.Hour) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b Event) int { return b.Time.Compare(a.Time) })
	rows, more, limit := cut(found, q, 100, 50_000)
	results := []any{}
	for _, e := range rows {
		row := []any{}
		for _, column := range columns {
			row = append(row, e.cell(column))
		}
		results = append(results, row)
	}
	return ok(map[string]any{"columns": columns, "types": []string{}, "results": results, "hasMore": more, "limit": limit, "offset": q.Offset})
}

// cell is a column of an event. Properties come as JSON text.
func (e *Event) cell(column string) any {
	switch column {
	case "uuid":
		return e.ID
	case "event":
		return "$exception"
	case "timestamp":
		return e.Time
	case "distinct_id":
		return e.DistinctID
	case "properties":
		return string(e.Properties)
	}
	return nil
}

func (s *Server) getEvent(r *http.Request) answer {
	for _, e := range s.events {
		if e.ID == r.PathValue("id") {
			return ok(map[string]any{"id": e.ID, "event": "$exception", "distinct_id": e.DistinctID, "timestamp": e.Time, "properties": e.Properties})
		}
	}
	return notFound()
}
