package client

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"strings"

	"symset/symbols"
)

// maxParts is into how many parts a volume is divided at most.
const maxParts = 1000

// Issues lists issues, asking for a page when the one before has been taken.
// An error ends the list. Keys without query:read get them too, on servers of
// 2026. Servers that know no query for issues list them by last_seen, of every
// status, which they don't tell.
func (c *Client) Issues(ctx context.Context, f symbols.IssueFilter) iter.Seq2[symbols.Issue, error] {
	f.Page = min(max(cmp.Or(f.Page, 50), 1), 100)
	return func(yield func(symbols.Issue, error) bool) {
		for offset := 0; ; {
			t, how, err := c.answer(ctx, issuesQuestion(f, offset))
			if err != nil {
				yield(symbols.Issue{}, err)
				return
			}
			for _, row := range t.Results {
				issue, ok := readIssue(row, how)
				if !ok || how == sqlWay && !matches(&issue, f.Search) {
					continue
				}
				if f.Parts < 1 {
					issue.Volume = nil
				}
				if !yield(issue, nil) {
					return
				}
			}
			if !t.HasMore || len(t.Results) == 0 {
				return
			}
			offset += len(t.Results)
		}
	}
}

func issuesQuestion(f symbols.IssueFilter, offset int) question {
	direction := "DESC"
	if f.Ascending {
		direction = "ASC"
	}
	body := map[string]any{
		"dateRange": map[string]any{"date_from": fmt.Sprintf("-%dd", days(f.Days)), "date_to": nil},
		"status":    cmp.Or(f.Status, "active"), "orderBy": cmp.Or(f.Order, "last_seen"), "orderDirection": direction,
		"filterTestAccounts": false, "volumeResolution": min(max(f.Parts, 1), maxParts), "limit": f.Page, "offset": offset,
	}
	if f.Search != "" {
		body["searchQuery"] = f.Search
	}
	typed := map[string]any{"kind": "ErrorTrackingQuery", "withAggregations": true, "withFirstEvent": false, "withLastEvent": false}
	for name, value := range body {
		typed[name] = value
	}
	sql := fmt.Sprintf("select issue_id, any(properties.$exception_types) as types, any(properties.$exception_values) as messages, "+
		"count() as occurrences, uniq(person_id) as users, min(timestamp) as first_seen, max(timestamp) as last_seen "+
		"from events where event = '$exception' and timestamp > now() - interval %d day "+
		"group by issue_id order by last_seen %s limit %d offset %d", days(f.Days), strings.ToLower(direction), f.Page, offset)
	const do = "list issues"
	return question{do: do, typed: typed, sql: sql, compact: &call{
		do: do, method: http.MethodPost, path: "/error_tracking/query/issues/", scope: readScope, silence: queryTime, newer: true, body: body,
	}}
}

// matches is the search that HogQL was not asked for.
func matches(i *symbols.Issue, search string) bool {
	return strings.Contains(strings.ToLower(i.Name+"\n"+i.Description), strings.ToLower(search))
}

// readIssue reads a row, an object or, from HogQL, a list of cells.
func readIssue(raw json.RawMessage, how way) (symbols.Issue, bool) {
	if how == sqlWay {
		return issueOfCells(raw)
	}
	var row struct {
		ID, Name, Description, Status, Library, Source, Function *string

		FirstSeen    stamp `json:"first_seen"`
		LastSeen     stamp `json:"last_seen"`
		Aggregations aggregations
	}
	if json.Unmarshal(raw, &row) != nil || row.ID == nil {
		return symbols.Issue{}, false
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return symbols.Issue{
		ID: text(row.ID), Name: text(row.Name), Description: text(row.Description), Status: text(row.Status),
		FirstSeen: row.FirstSeen.Time, LastSeen: row.LastSeen.Time,
		Library: text(row.Library), Source: text(row.Source), Function: text(row.Function),
		Occurrences: count(row.Aggregations.Occurrences), Sessions: count(row.Aggregations.Sessions), Users: count(row.Aggregations.Users),
		Volume: row.Aggregations.volume(),
	}, true
}

// aggregations are what PostHog counts for an issue.
type aggregations struct {
	Occurrences, Sessions, Users float64

	Range   json.RawMessage `json:"volumeRange"`
	Buckets json.RawMessage `json:"volume_buckets"`
}

// volume reads either form that servers have for occurrences over time; nil
// for none. What it can't read costs the volume, never the issue.
func (a *aggregations) volume() []int {
	var parts []float64
	var buckets []struct{ Value float64 }
	if json.Unmarshal(a.Range, &parts) != nil || len(parts) == 0 {
		if json.Unmarshal(a.Buckets, &buckets) != nil {
			return nil
		}
		parts = parts[:0]
		for _, b := range buckets {
			parts = append(parts, b.Value)
		}
	}
	var volume []int
	for _, n := range parts[:min(len(parts), maxParts)] {
		volume = append(volume, count(n))
	}
	return volume
}

// count makes an int of a number from a server.
func count(n float64) int { return int(min(max(n, 0), 1<<53)) }

func issueOfCells(raw json.RawMessage) (symbols.Issue, bool) {
	var cells []json.RawMessage
	if json.Unmarshal(raw, &cells) != nil || len(cells) != 7 {
		return symbols.Issue{}, false
	}
	var i symbols.Issue
	var first, last stamp
	var occurrences, users float64
	for k, into := range []any{&i.ID, nil, nil, &occurrences, &users, &first, &last} {
		if into != nil && json.Unmarshal(cells[k], into) != nil {
			return symbols.Issue{}, false
		}
	}
	i.Name, i.Description = firstOf(cells[1]), firstOf(cells[2])
	i.FirstSeen, i.LastSeen, i.Occurrences, i.Users = first.Time, last.Time, count(occurrences), count(users)
	return i, i.ID != ""
}

// firstOf gives the first text of a list that comes as JSON text, sometimes
// encoded twice, or the text that is no list.
func firstOf(raw json.RawMessage) string {
	text := ""
	for range 3 {
		var list []string
		if json.Unmarshal(raw, &list) == nil {
			return strings.Join(list[:min(len(list), 1)], "")
		}
		if json.Unmarshal(raw, &text) != nil {
			return text
		}
		raw = json.RawMessage(text)
	}
	return text
}
