package client

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/phrase"
)

const setsPath = "/error_tracking/symbol_sets/"

// The scopes that calls need.
const (
	readScope  = "error_tracking:read"
	writeScope = "error_tracking:write"
	queryScope = "query:read"
)

// Sets lists symbol sets, asking for a page when the one before has been taken.
// An error ends the list. Sets that come or go meanwhile may move others
// between pages: none is given twice in a row of pages, one may be missed.
func (c *Client) Sets(ctx context.Context, f symbols.SetFilter) iter.Seq2[symbols.Set, error] {
	return func(yield func(symbols.Set, error) bool) {
		for page, err := range c.SetPages(ctx, f) {
			if err != nil {
				yield(symbols.Set{}, err)
				return
			}
			for _, set := range page.Sets {
				if !yield(set, nil) {
					return
				}
			}
		}
	}
}

// SetPages is [Client.Sets] page by page. What older servers don't filter is
// filtered here, so that pages of theirs may be short or empty.
func (c *Client) SetPages(ctx context.Context, f symbols.SetFilter) iter.Seq2[symbols.SetPage, error] {
	f.Ref, f.Search = cutRef(f.Ref), strings.TrimSpace(f.Search) // blank text is refused
	q := url.Values{"order_by": {string(cmp.Or(f.Order, symbols.NewestFirst))}}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("status", string(f.Status))
	set("ref", string(f.Ref))
	set("search", f.Search)
	k := call{do: "list symbol sets", method: http.MethodGet, path: setsPath, query: q, scope: readScope}
	return func(yield func(symbols.SetPage, error) bool) {
		for rows, err := range pages[setRow](ctx, c, k, f.Page) {
			if err != nil {
				yield(symbols.SetPage{}, err)
				return
			}
			page := symbols.SetPage{Count: rows.count()}
			for _, row := range rows.Results {
				if row.fits(f) {
					page.Sets = append(page.Sets, row.set())
				}
			}
			found := f.Ref != "" && len(page.Sets) > 0 // a ref is unique in a project
			if !yield(page, nil) || found {
				return
			}
		}
	}
}

// Set gets one symbol set by its id.
func (c *Client) Set(ctx context.Context, id string) (symbols.Set, error) {
	row, err := ask[setRow](ctx, c, call{do: "get symbol set", method: http.MethodGet, path: setPath(id), what: "symbol set " + clip(id), scope: readScope})
	return row.set(), err
}

// SetByRef finds one symbol set by its ref. The error is [NotFound] when there
// is none. It never asks for a blank ref: that would be a list of all.
func (c *Client) SetByRef(ctx context.Context, ref symbols.Ref) (symbols.Set, error) {
	if strings.TrimSpace(string(ref)) == "" {
		return symbols.Set{}, fmt.Errorf("find symbol set: %w", &NotFound{What: "symbol set without a ref"})
	}
	for set, err := range c.Sets(ctx, symbols.SetFilter{Ref: ref}) {
		return set, err
	}
	return symbols.Set{}, fmt.Errorf("find symbol set: %w", &NotFound{What: "symbol set for " + clip(string(ref))})
}

// DeleteSet deletes a symbol set with its file. Stored frames that it resolved
// stay; those that it did not go. PostHog fetches what has a URL again.
func (c *Client) DeleteSet(ctx context.Context, id string) error {
	const do = "delete symbol set"
	r, err := c.send(ctx, call{do: do, method: http.MethodDelete, path: setPath(id), what: "symbol set " + clip(id), scope: writeScope, gone: true, inHand: inHand})
	if err == nil && len(r.body) > 0 { // it is a 204 that was hoped for
		err = fmt.Errorf("%s: %w", do, r.unexpected())
	}
	return err
}

// DeleteSets deletes symbol sets at once and gives the number of those that
// were there. Unlike [Client.DeleteSet] it leaves their files in PostHog's
// storage and their unresolved frames until these expire. Of sets that an
// answer was lost about, the number does not tell.
func (c *Client) DeleteSets(ctx context.Context, ids []string) (int, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	answer, err := ask[deletion](ctx, c, call{
		do: "delete symbol sets", method: http.MethodPost, path: setsPath + "bulk_delete/", scope: writeScope,
		body: map[string][]string{"ids": ids},
	})
	return answer.count(), err
}

type deletion struct{ Deleted *int }

func (d *deletion) whole() bool { return d.Deleted != nil }

func (d *deletion) count() int {
	if d.Deleted == nil {
		return 0
	}
	return *d.Deleted
}

// DownloadURL gives a URL that the symbol set's container can be got from, by
// anyone and for an hour.
func (c *Client) DownloadURL(ctx context.Context, id string) (string, error) {
	const do = "download symbol set"
	answer, err := ask[struct{ URL string }](ctx, c, call{do: do, method: http.MethodGet, path: setPath(id) + "download/", what: "stored file of symbol set " + clip(id), scope: readScope})
	if err != nil {
		return "", err
	}
	if !isWeb(url.Parse(answer.URL)) {
		return "", fmt.Errorf("%s: %w", do, &Server{Host: c.credentials.Host, Status: http.StatusOK, Detail: "no URL to download from"})
	}
	return answer.URL, nil
}

// isWeb reports whether an address can be asked over http or https.
func isWeb(u *url.URL, err error) bool {
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// cutRef cuts a ref as PostHog does when it stores it: at 2,048 bytes, between
// characters.
func cutRef(ref symbols.Ref) symbols.Ref { return phrase.Head(ref, 2048) }

// setPath is the path of a symbol set. What would lead to another place asks
// for a set that is not there.
func setPath(id string) string {
	if strings.Trim(id, ".") == "" {
		id = "-"
	}
	return setsPath + url.PathEscape(id) + "/"
}

// A setRow is a symbol set as servers old and new send it.
type setRow struct {
	ID              string
	Ref             string
	CreatedAt       stamp           `json:"created_at"`
	LastUsed        stamp           `json:"last_used"`
	StoragePtr      *string         `json:"storage_ptr"`       // older
	HasUploadedFile *bool           `json:"has_uploaded_file"` // newer
	FailureReason   json.RawMessage `json:"failure_reason"`
	Release         *releaseRow
}

func (r *setRow) key() string { return r.ID }

func (r *setRow) whole() bool { return r.ID != "" }

func (r *setRow) set() symbols.Set {
	set := symbols.Set{
		ID: r.ID, Ref: symbols.Ref(r.Ref), Created: r.CreatedAt.Time, LastUsed: r.LastUsed.Time,
		HasFile: r.StoragePtr != nil, Reason: reason(r.FailureReason), Release: r.Release.release(),
	}
	if r.HasUploadedFile != nil {
		set.HasFile = *r.HasUploadedFile
	}
	return set
}

// reason gives the text of a failure_reason, which is JSON in a string.
func reason(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		s = string(raw)
	}
	return s
}

// fits applies a filter again: older servers, whose rows have no
// has_uploaded_file, know neither ref nor search and send everything.
func (r *setRow) fits(f symbols.SetFilter) bool {
	if f.Ref != "" && r.Ref != string(f.Ref) {
		return false
	}
	if f.Search == "" || r.HasUploadedFile != nil {
		return true
	}
	in := r.Ref
	if release := r.Release.release(); release != nil {
		in += "\n" + release.Version + "\n" + release.Project + "\n" + release.Commit()
	}
	return strings.Contains(strings.ToLower(in), strings.ToLower(f.Search))
}

// A stamp is a time as servers write it; zero when it is null or no time.
type stamp struct{ time.Time }

// UnmarshalJSON never fails: a list is worth more than a date in it.
func (s *stamp) UnmarshalJSON(text []byte) error {
	t, err := time.Parse(time.RFC3339, strings.Trim(string(text), `"`))
	if err == nil {
		s.Time = t
	}
	return nil
}
