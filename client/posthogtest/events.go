package posthogtest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// An Event is a captured exception.
type Event struct {
	ID, IssueID, DistinctID string
	Time                    time.Time
	Properties              json.RawMessage // an object with $exception_list
}

// AddEvent adds an event.
func (s *Server) AddEvent(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = append(s.events, e)
}

// What a where clause can say of events.
const (
	idTerm   = `(issue_id|uuid) = (?:toUUID\()?'([^']*)'`
	termID   = `'([^']*)' == (issue_id|uuid)`
	timeTerm = `timestamp ([<>])=? (?:toDateTime\()?'([^']*)'`
	agoTerm  = `timestamp >=? now\(\) - interval (\d+) (hour|day)`
)

// eventsAsked are the events that conditions let through, the latest first. A
// query without a time looks at the last day alone.
func (s *Server) eventsAsked(where []string, q request) []Event {
	conditions := strings.Join(where, " and ")
	ids := map[string]string{}
	for _, m := range terms(idTerm, conditions) {
		ids[m[1]] = m[2]
	}
	for _, m := range terms(termID, conditions) {
		ids[m[2]] = m[1]
	}
	for _, m := range terms(timeTerm, conditions) {
		if m[1] == ">" {
			q.After = m[2]
		} else {
			q.Before = m[2]
		}
	}
	for _, m := range terms(agoTerm, conditions) {
		q.After = "-" + m[1] + m[2][:1]
	}
	if q.After == "" {
		q.After = "-24h"
	}
	from, to := span{From: &q.After, To: &q.Before}.of(s.now())
	var found []Event
	for _, e := range s.events {
		if (ids["issue_id"] == "" || e.IssueID == ids["issue_id"]) && (ids["uuid"] == "" || e.ID == ids["uuid"]) &&
			!e.Time.Before(from) && (q.Before == "" || !e.Time.After(to)) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b Event) int { return b.Time.Compare(a.Time) })
	return found
}

// terms finds a pattern in conditions. It is compiled when it is needed: programs
// that have a server in them start without.
func terms(pattern, conditions string) [][]string {
	return regexp.MustCompile(pattern).FindAllStringSubmatch(conditions, -1)
}

// eventRows answers with columns of events.
func (s *Server) eventRows(columns, where []string, q request) answer {
	rows, more, limit := cut(s.eventsAsked(where, q), q, 100, 50_000)
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
	case "issue_id":
		return e.IssueID
	case "properties":
		return string(e.Properties)
	}
	if name, found := strings.CutPrefix(column, "properties."); found {
		var properties map[string]json.RawMessage
		if json.Unmarshal(e.Properties, &properties) == nil && properties[name] != nil {
			return string(properties[name])
		}
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
