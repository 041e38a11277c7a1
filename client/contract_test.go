package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// TestContract makes every call against a recording server and compares what it
// sent: method, path, query and body here, the headers in asked.
func TestContract(t *testing.T) {
	const (
		id     = "0190cccc-0000-7000-8000-000000000001"
		event  = "0190dddd-0000-4000-8000-000000000001" // whose id tells no time
		issued = `"event":"$exception","kind":"EventsQuery","limit":20,"offset":0,"orderBy":["timestamp DESC"],"select":["uuid","timestamp","distinct_id","properties","issue_id"]`
	)
	content := pack(t, "a();")
	entry := fmt.Sprintf(`{"symbol_sets":[{"chunk_id":"new","release_id":null,"content_hash":"%s","content_length":%d}],"force":true,"skip_on_conflict":false}`, content.Hash, content.Size)
	type project = *client.Client
	for name, c := range map[string]struct {
		do   func(context.Context, project) error
		want []string // a line each; NEW stands for the id of a set that is made
	}{
		"SetPages": {func(ctx context.Context, p project) error {
			return last(p.SetPages(ctx, symbols.SetFilter{Status: symbols.WithFile, Search: "é&", Order: symbols.ByRef, Page: 7}))
		}, []string{"GET /symbol_sets/?limit=7&offset=0&order_by=ref&search=%C3%A9%26&status=valid"}},
		"Set":              {func(ctx context.Context, p project) error { _, err := p.Set(ctx, id); return err }, []string{"GET /symbol_sets/" + id + "/"}},
		"Set, odd id":      {func(ctx context.Context, p project) error { _, err := p.Set(ctx, "a b"); return notThere(err) }, []string{"GET /symbol_sets/a%20b/"}},
		"DeleteSet, no id": {func(ctx context.Context, p project) error { return notThere(p.DeleteSet(ctx, "..")) }, []string{"DELETE /symbol_sets/-/"}},
		"SetByRef": {func(ctx context.Context, p project) error {
			_, err := p.SetByRef(ctx, "https://a.test/x.js")
			return err
		}, []string{"GET /symbol_sets/?limit=100&offset=0&order_by=-created_at&ref=https%3A%2F%2Fa.test%2Fx.js"}},
		"DeleteSet":   {func(ctx context.Context, p project) error { return p.DeleteSet(ctx, id) }, []string{"DELETE /symbol_sets/" + id + "/"}},
		"DeleteSets":  {func(ctx context.Context, p project) error { _, err := p.DeleteSets(ctx, []string{id}); return err }, []string{`POST /symbol_sets/bulk_delete/ {"ids":["` + id + `"]}`}},
		"DownloadURL": {func(ctx context.Context, p project) error { _, err := p.DownloadURL(ctx, id); return err }, []string{"GET /symbol_sets/" + id + "/download/"}},
		"CheckUploads": {func(ctx context.Context, p project) error {
			_, err := p.CheckUploads(ctx, []symbols.Upload{{Ref: "new", Content: content}}, symbols.UploadOptions{Force: true})
			return err
		}, []string{"POST /symbol_sets/bulk_check_upload/ " + entry}},
		"Upload": {func(ctx context.Context, p project) error {
			return p.Upload(ctx, []symbols.Upload{{Ref: "new", Content: content}}, symbols.UploadOptions{Force: true})[0].Err
		}, []string{
			"POST /symbol_sets/bulk_check_upload/ " + entry, "POST /symbol_sets/bulk_start_upload/ " + entry, "POST /symbols",
			`POST /symbol_sets/bulk_finish_upload/ {"content_hashes":{"NEW":"` + content.Hash + `"}}`,
		}},
		"Releases":      {func(ctx context.Context, p project) error { return last(p.Releases(ctx)) }, []string{"GET /releases/?limit=100&offset=0"}},
		"Release":       {func(ctx context.Context, p project) error { _, err := p.Release(ctx, id); return notThere(err) }, []string{"GET /releases/" + id + "/"}},
		"ReleaseByHash": {func(ctx context.Context, p project) error { _, err := p.ReleaseByHash(ctx, "ab"); return notThere(err) }, []string{"GET /releases/hash/ab/"}},
		"EnsureRelease": {func(ctx context.Context, p project) error {
			_, err := p.EnsureRelease(ctx, "p", "1", json.RawMessage(`{"a":1}`))
			return err
		}, []string{
			"GET /releases/hash/" + client.HashID("p", "1") + "/", `POST /releases/ {"hash_id":"` + client.HashID("p", "1") + `","metadata":{"a":1},"project":"p","version":"1"}`,
		}},
		"FramesOfSet": {func(ctx context.Context, p project) error { _, err := p.FramesOfSet(ctx, id); return err }, []string{`POST /stack_frames/batch_get/ {"raw_ids":[],"symbol_set":"` + id + `"}`}},
		"FramesByRawID": {func(ctx context.Context, p project) error {
			_, err := p.FramesByRawID(ctx, []string{"aa/0"})
			return err
		}, []string{`POST /stack_frames/batch_get/ {"raw_ids":["aa/0"]}`}},
		"Issues": {func(ctx context.Context, p project) error {
			return last(p.Issues(ctx, symbols.IssueFilter{Days: 3, Status: "resolved", Search: "a", Order: "users", Ascending: true, Parts: 12, Page: 9}))
		}, []string{`POST /query/ {"query":{"dateRange":{"date_from":"-3d","date_to":null},"filterTestAccounts":false,"kind":"ErrorTrackingQuery","limit":9,"offset":0,"orderBy":"users","orderDirection":"ASC","searchQuery":"a","status":"resolved","volumeResolution":12,"withAggregations":true,"withFirstEvent":false,"withLastEvent":false},"refresh":"blocking"}`}},
		"Events": {func(ctx context.Context, p project) error {
			return last(p.Events(ctx, symbols.EventFilter{Issue: anIssue, Days: 2}))
		},
			[]string{`POST /query/ {"query":{"after":"-2d",` + issued + `,"where":["issue_id = toUUID('` + anIssue + `')"]},"refresh":"blocking"}`}},
		"Events of all": {func(ctx context.Context, p project) error { return last(p.Events(ctx, symbols.EventFilter{})) },
			[]string{`POST /query/ {"query":{"after":"-7d",` + issued + `,"where":[]},"refresh":"blocking"}`}},
		"Event": {func(ctx context.Context, p project) error { _, err := p.Event(ctx, event); return notThere(err) },
			[]string{`POST /query/ {"query":{"after":"TIME","before":"TIME",` + strings.Replace(issued, `"limit":20`, `"limit":1`, 1) + `,"where":["uuid = toUUID('` + event + `')"]},"refresh":"blocking"}`}},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, posthogtest.Config{})
			s.AddSet(posthogtest.Set{ID: id, Ref: "https://a.test/x.js"}, []byte("x"))
			if text, err := attempt(t, func(ctx context.Context) error { return c.do(ctx, cl) }); err != nil {
				t.Error(text)
			}
			lines := asked(t, s)
			for i := range lines {
				lines[i] = timeless(strings.Replace(lines[i], "/api/projects/42/", "/", 1))
				for _, set := range s.Sets() {
					if set.Ref == "new" {
						lines[i] = strings.ReplaceAll(lines[i], set.ID, "NEW")
					}
				}
			}
			if diff := cmp.Diff(c.want, lines); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
			for _, r := range s.Requests() {
				if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" {
					t.Errorf("%s %s has headers %v", r.Method, r.Path, r.Header)
				}
				if r.Path != "/symbols" && (r.Header.Get("Accept") != "application/json" || r.Header.Get("Accept-Encoding") != "gzip") {
					t.Errorf("%s %s accepts %q, %q", r.Method, r.Path, r.Header.Get("Accept"), r.Header.Get("Accept-Encoding"))
				}
			}
		})
	}
}
