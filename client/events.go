package client

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/capture"
)

// eventColumns are what is asked of an event. The last one follows merges of
// issues, and not every server has it.
var eventColumns = []string{"uuid", "timestamp", "distinct_id", "properties", issueColumn}

const issueColumn = "issue_id"

// Events lists the exceptions of an issue, or of all, the latest first, asking
// for a page when the one before has been taken. An error ends the list. An
// event that can't be read comes with its id and a note saying why. Keys
// without query:read get an issue's events too, on servers of 2026, but cut and
// without the raw frames; a note says so.
func (c *Client) Events(ctx context.Context, f symbols.EventFilter) iter.Seq2[symbols.Event, error] {
	size := min(max(cmp.Or(f.Page, 20), 1), 100)
	return func(yield func(symbols.Event, error) bool) {
		if f.Issue != "" {
			if err := checkUUID("issue", f.Issue); err != nil {
				yield(symbols.Event{}, fmt.Errorf("list events: %w", err))
				return
			}
		}
		for offset := 0; ; {
			t, how, err := c.askEvents(func(columns []string) (table, way, error) {
				return c.answer(ctx, eventsQuestion(columns, f.Issue, days(f.Days), size, offset))
			})
			if err != nil {
				yield(symbols.Event{}, err)
				return
			}
			seen := repeated{}
			for _, row := range t.Results {
				if how == compactWay {
					row = seen.whole(row)
				}
				event := readEvent(t.Columns, row, how)
				event.Issue = cmp.Or(event.Issue, f.Issue)
				if !yield(event, nil) {
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

// askEvents asks for events with their issues, and without when the server
// refuses every question that has them; it then remembers that.
func (c *Client) askEvents(query func(columns []string) (table, way, error)) (table, way, error) {
	without := eventColumns[:len(eventColumns)-1]
	if c.noIssueColumn.Load() {
		return query(without)
	}
	t, how, err := query(eventColumns)
	var server *Server
	if !errors.As(err, &server) || server.Status != http.StatusBadRequest {
		return t, how, err
	}
	t, how, otherErr := query(without)
	if otherErr != nil {
		return t, how, err
	}
	c.noIssueColumn.Store(true)
	return t, how, nil
}

// eventsQuestion asks for the events of an issue, or for all when it is empty.
func eventsQuestion(columns []string, issueID string, days, size, offset int) question {
	const do, most = "list events", 20 // that the compact call gives
	var where []string
	if issueID != "" {
		where = append(where, "issue_id = toUUID('"+issueID+"')")
	}
	after := fmt.Sprintf("-%dd", days)
	q := question{
		do: do,
		typed: map[string]any{
			"kind": "EventsQuery", "event": "$exception", "select": columns, "where": append([]string{}, where...),
			"orderBy": []string{"timestamp DESC"}, "after": after, "limit": size, "offset": offset,
		},
		sql: fmt.Sprintf("select %s from events where %s order by timestamp desc limit %d offset %d", strings.Join(columns, ", "),
			strings.Join(append([]string{"event = '$exception'", fmt.Sprintf("timestamp > now() - interval %d day", days)}, where...), " and "), size, offset),
	}
	if issueID != "" {
		q.compact = &call{
			do: do, method: http.MethodPost, path: "/error_tracking/query/issue_events/", what: "issue " + issueID, scope: readScope, silence: queryTime, newer: true,
			body: map[string]any{
				"issueId": issueID, "dateRange": map[string]any{"date_from": after, "date_to": nil}, "filterTestAccounts": false,
				"orderDirection": "DESC", "limit": min(size, most), "offset": offset,
				"include": []string{"exception", "stacktrace", "environment", "release", "navigation"}, "onlyAppFrames": false,
			},
		}
	}
	return q
}

// Event gets one exception by its id. Ids that tell when they were made, as
// those of PostHog's web SDK do, are looked for around that time first, then
// like others in the last year.
func (c *Client) Event(ctx context.Context, id string) (symbols.Event, error) {
	const do = "get event"
	if err := checkUUID("event", id); err != nil {
		return symbols.Event{}, fmt.Errorf("%s: %w", do, err)
	}
	const year = 365 * 24 * time.Hour
	now := time.Now()
	windows := [][2]time.Time{{now.Add(-year), now.Add(24 * time.Hour)}}
	if at, ok := madeAt(id); ok {
		windows = append([][2]time.Time{{at.Add(-24 * time.Hour), at.Add(24 * time.Hour)}}, windows...)
	}
	for _, w := range windows {
		t, how, err := c.askEvents(func(columns []string) (table, way, error) {
			return c.runQuery(ctx, eventQuestion(do, columns, id, w[0].UTC(), w[1].UTC()))
		})
		var missing *MissingScope
		if errors.As(err, &missing) {
			if event, otherErr := c.storedEvent(ctx, do, id); otherErr == nil {
				return event, nil
			}
		}
		if err != nil {
			return symbols.Event{}, err
		}
		if len(t.Results) > 0 {
			return readEvent(t.Columns, t.Results[0], how), nil
		}
	}
	return symbols.Event{}, fmt.Errorf("%s: %w", do, &NotFound{What: "exception " + id + " in the last year"})
}

func eventQuestion(do string, columns []string, id string, from, to time.Time) question {
	where := "uuid = toUUID('" + id + "')"
	const sqlTime = "2006-01-02 15:04:05"
	return question{
		do: do,
		typed: map[string]any{
			"kind": "EventsQuery", "event": "$exception", "select": columns, "where": []string{where},
			"orderBy": []string{"timestamp DESC"}, "after": from.Format(time.RFC3339), "before": to.Format(time.RFC3339), "limit": 1, "offset": 0,
		},
		sql: fmt.Sprintf("select %s from events where event = '$exception' and timestamp > toDateTime('%s') and timestamp < toDateTime('%s') and %s limit 1",
			strings.Join(columns, ", "), from.Format(sqlTime), to.Format(sqlTime), where),
	}
}

// storedEvent asks for an event by a call from before there were queries.
func (c *Client) storedEvent(ctx context.Context, do, id string) (symbols.Event, error) {
	r, err := c.send(ctx, call{do: do, method: http.MethodGet, path: "/events/" + url.PathEscape(id) + "/", what: "event " + id, scope: queryScope})
	if err != nil {
		return symbols.Event{}, err
	}
	return readEvent(nil, r.body, typedWay), nil
}

// madeAt reads the time out of a UUID of version 7.
func madeAt(id string) (time.Time, bool) {
	if id[14] != '7' {
		return time.Time{}, false
	}
	ms, err := strconv.ParseInt(id[:8]+id[9:13], 16, 64)
	return time.UnixMilli(ms), err == nil
}

// readEvent reads a row of cells, or an event that is an object.
func readEvent(columns []string, row json.RawMessage, how way) symbols.Event {
	text := []byte(row)
	if bytes.HasPrefix(bytes.TrimSpace(row), []byte("[")) {
		if names, err := json.Marshal(columns); err == nil {
			text = fmt.Appendf(nil, `{"columns":%s,"results":[%s]}`, names, row)
		}
	}
	events, err := capture.Parse(text)
	if err != nil || len(events) == 0 {
		return symbols.Event{ID: idOf(columns, row), Notes: []string{fmt.Sprintf("the event can't be read: %v", err)}}
	}
	event := events[0]
	if how == compactWay {
		event.Notes = append(event.Notes, "the key lacks the scope query:read: PostHog gives the event cut short, without the frames as they were captured")
	}
	if bytes.Contains(row, []byte(`"same_as_event"`)) {
		event.Notes = append(event.Notes, "a stack is left out: for it PostHog refers to another event, which is not in the answer")
	}
	return event
}

// idOf gives the id of a row that can't be read otherwise.
func idOf(columns []string, row json.RawMessage) string {
	var cells []json.RawMessage
	var object struct{ UUID, ID string }
	if json.Unmarshal(row, &cells) != nil {
		_ = json.Unmarshal(row, &object)
		return cmp.Or(object.UUID, object.ID)
	}
	var id string
	for i := range min(len(columns), len(cells)) {
		if columns[i] == "uuid" {
			_ = json.Unmarshal(cells[i], &id)
		}
	}
	return id
}
