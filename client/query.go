package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"symset/symbols"
)

// queryTime is how long a query may take before its answer begins.
const queryTime = 3 * time.Minute

// A table is the answer to a query. Rows are objects or lists of cells.
type table struct {
	Columns []string
	Results []json.RawMessage
	HasMore bool
}

func (t *table) whole() bool { return t.Results != nil }

// A question is one that can be asked in up to three ways.
type question struct {
	do      string
	typed   map[string]any // a query of a kind that PostHog has for the purpose
	sql     string         // the same in HogQL, for servers that don't take the typed one
	compact *call          // a call for keys without query:read; nil for none
}

// way is how a question was answered.
type way int

const (
	typedWay way = iota
	sqlWay
	compactWay
)

// answer asks a question in the first way that the server and the key allow,
// and remembers what they don't.
func (c *Client) answer(ctx context.Context, q question) (table, way, error) {
	if q.compact != nil && c.noQueries.Load() {
		t, err := ask[table](ctx, c, *q.compact)
		return t, compactWay, err
	}
	t, how, err := c.runQuery(ctx, q)
	var missing *MissingScope
	if q.compact == nil || !errors.As(err, &missing) || missing.Scope != queryScope {
		return t, how, err
	}
	t, compactErr := ask[table](ctx, c, *q.compact)
	var unsupported *Unsupported
	if errors.As(compactErr, &unsupported) {
		return t, how, err // the scope is what would help
	}
	c.noQueries.Store(true)
	return t, compactWay, compactErr
}

// runQuery asks by typed query, or by HogQL when the server refuses that.
func (c *Client) runQuery(ctx context.Context, q question) (table, way, error) {
	kind, _ := q.typed["kind"].(string)
	_, known := c.refusedKinds.Load(kind)
	var err error
	if !known {
		var t table
		t, err = ask[table](ctx, c, queryCall(q.do, q.typed))
		var server *Server
		if !errors.As(err, &server) || server.Status != http.StatusBadRequest {
			return t, typedWay, err
		}
	}
	t, sqlErr := ask[table](ctx, c, queryCall(q.do, map[string]any{"kind": "HogQLQuery", "query": q.sql}))
	if sqlErr != nil {
		return t, sqlWay, errors.Join(err, sqlErr)
	}
	c.refusedKinds.Store(kind, true)
	return t, sqlWay, nil
}

func queryCall(do string, query map[string]any) call {
	return call{
		do: do, method: http.MethodPost, path: "/query/", scope: queryScope, silence: queryTime,
		body: map[string]any{"query": query, "refresh": "blocking"},
	}
}

// checkUUID refuses what is no UUID: it goes into a query's text.
func checkUUID(what, id string) error {
	if !symbols.IsUUID(id) {
		return fmt.Errorf("%q is not the id of an %s, which is a UUID", clip(id), what)
	}
	return nil
}

// days is how far back a question looks, in days.
func days(n int) int {
	if n < 1 {
		return 7
	}
	return n
}
