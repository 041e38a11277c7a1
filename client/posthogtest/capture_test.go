package posthogtest_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// aMap maps 1:1 of the minified file to src/a.ts 1:1, and 1:6 to 1:11.
const aMap = `{"version":3,"sources":["src/a.ts"],"names":[],"mappings":"AAAA,KAAU","sourcesContent":["const a = fail();\nsecond line"]}`

// thrown makes an event of one exception with the frames given.
func thrown(fingerprint string, frames ...string) []byte {
	return fmt.Appendf(nil, `{"uuid":"0199b6f2-7c1e-7d43-9a51-3f1e8c5b2a90","event":"$exception","distinct_id":"shopper","properties":{"$lib":"web"%s,
		"$exception_list":[{"type":"TypeError","value":"x is undefined","stacktrace":{"type":"raw","frames":[%s]}}]}}`, fingerprint, strings.Join(frames, ","))
}

func frameOf(chunk, url string) string {
	return fmt.Sprintf(`{"platform":"web:javascript","function":"t","filename":%q,"chunk_id":%q,"lineno":1,"colno":6,"in_app":true}`, url, chunk)
}

// firstFrame gives the first frame of an event as it is stored.
func firstFrame(t *testing.T, e posthogtest.Event) map[string]any {
	t.Helper()
	var p struct {
		List []struct {
			Stacktrace struct {
				Type   string
				Frames []map[string]any
			}
		} `json:"$exception_list"`
	}
	if err := json.Unmarshal(e.Properties, &p); err != nil || p.List[0].Stacktrace.Type != "resolved" {
		t.Fatalf("%v in %s", err, e.Properties)
	}
	return p.List[0].Stacktrace.Frames[0]
}

func capture(t *testing.T, s *posthogtest.Server, event []byte) posthogtest.Event {
	t.Helper()
	e, err := s.Capture(event)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// upload uploads a pair for a ref by the bulk calls.
func upload(t *testing.T, s *posthogtest.Server, ref, minified, sourceMap string) {
	t.Helper()
	_, text := ask(t, s, "POST", sets+"/bulk_start_upload", fmt.Sprintf(`{"symbol_sets":[{"chunk_id":%q,"content_hash":"h"}]}`, ref))
	entry := decode(t, text)["id_map"].(map[string]any)[ref].(map[string]any)
	to := entry["presigned_url"].(map[string]any)
	var parts []string
	for name, value := range to["fields"].(map[string]any) {
		parts = append(parts, name+"="+value.(string))
	}
	body, kind := form(t, append(parts, "file*="+string(pair(minified, sourceMap)))...)
	if status, text := ask(t, s, "POST", to["url"].(string), body, kind); status != 204 {
		t.Fatalf("%d %s", status, text)
	}
	if status, text := ask(t, s, "POST", sets+"/bulk_finish_upload", fmt.Sprintf(`{"content_hashes":{%q:"h"}}`, entry["symbol_set_id"])); status != 201 {
		t.Fatalf("%d %s", status, text)
	}
}

// TestUploadMendsWhatComesAfter holds that the same exception reads well once
// its set is uploaded, and that the one before stays as it was.
func TestUploadMendsWhatComesAfter(t *testing.T) {
	s := start(t, posthogtest.Config{})
	event := thrown(`,"$exception_fingerprint":"one"`, frameOf("c1", "https://a.example/a.js"))
	before := capture(t, s, event)
	if f := firstFrame(t, before); f["resolved"] != false || f["resolve_failure"] != "HTTP error 404 while fetching: HTTP status client error (404 Not Found) for url (https://a.example/a.js)" || f["source"] != "/a.js" {
		t.Errorf("%v", f)
	}
	if all := s.Sets(); len(all) != 1 || all[0].Ref != "https://a.example/a.js" || !strings.HasPrefix(all[0].Failure, `{"JavaScript":{"HttpStatus":[404,`) {
		t.Errorf("%+v", all)
	}
	upload(t, s, "c1", "a();b()", aMap)
	after := capture(t, s, event)
	f := firstFrame(t, after)
	if f["resolved"] != true || f["source"] != "src/a.ts" || f["line"] != 0.0 || f["column"] != 10.0 || f["junk_drawer"].(map[string]any)["raw_frame"].(map[string]any)["chunk_id"] != "c1" {
		t.Errorf("%v", f)
	}
	if before.ID == after.ID || before.IssueID != after.IssueID {
		t.Errorf("%s and %s in the issues %s and %s", before.ID, after.ID, before.IssueID, after.IssueID)
	}
	_, text := ask(t, s, "POST", "query", `{"query":{"kind":"EventsQuery","select":["uuid","issue_id","properties"],"where":["'`+before.IssueID+`' == issue_id"],"after":"-7d"}}`)
	rows := decode(t, text)["results"].([]any)
	if len(rows) != 2 || rows[0].([]any)[1] != before.IssueID || !strings.Contains(text, "resolve_failure") || !strings.Contains(text, "src/a.ts") {
		t.Errorf("%s", text)
	}
	_, text = ask(t, s, "POST", "error_tracking/stack_frames/batch_get", `{"raw_ids":["`+f["raw_id"].(string)+`"]}`)
	frame := decode(t, text)["results"].([]any)[0].(map[string]any)
	if frame["symbol_set_ref"] != "c1" || frame["context"].(map[string]any)["line"].(map[string]any)["line"] != "const a = fail();" {
		t.Errorf("%s", text)
	}
	_, text = ask(t, s, "POST", "query", `{"query":{"kind":"ErrorTrackingQuery","volumeResolution":4,"dateRange":{"date_from":"-1h"}}}`)
	issue := decode(t, text)["results"].([]any)[0].(map[string]any)
	counts := issue["aggregations"].(map[string]any)
	if fmt.Sprint(counts["volumeRange"]) != "[0 0 0 2]" || counts["occurrences"] != 2.0 || counts["users"] != 1.0 || issue["name"] != "TypeError" || issue["source"] != "src/a.ts" {
		t.Errorf("%s", text)
	}
}

// TestRowsInTheWay holds which rows answer a frame.
func TestRowsInTheWay(t *testing.T) {
	const url = "https://a.example/a.js"
	file := pair("a();b()", aMap)
	failure := `{"JavaScript":{"NoSourcemap":"` + url + `"}}`
	old := time.Now().AddDate(0, 0, -3)
	for name, c := range map[string]struct {
		frame   string
		prepare func(s *posthogtest.Server)
		want    string // the failure; empty for none
		sets    int    // afterwards
	}{
		"nothing, for a bare chunk id":   {frameOf("c1", "a.js"), func(*posthogtest.Server) {}, "No sourcemap uploaded for chunk id: c1", 0},
		"an upload that is not finished": {frameOf("c1", "a.js"), func(s *posthogtest.Server) { s.AddSet(posthogtest.Set{Ref: "c1", StoragePtr: "k"}, nil) }, "No sourcemap uploaded for chunk id: c1", 1},
		"a chunk id before a URL": {frameOf("c1", url), func(s *posthogtest.Server) {
			s.AddSet(posthogtest.Set{Ref: "c1"}, file)
			s.AddSet(posthogtest.Set{Ref: url, Failure: failure}, nil)
		}, "", 2},
		"a file beside a failure": {frameOf("", url), func(s *posthogtest.Server) { s.AddSet(posthogtest.Set{Ref: url, Failure: failure}, file) }, "", 1},
		"a failure of today": {frameOf("", url), func(s *posthogtest.Server) {
			s.AddSet(posthogtest.Set{Ref: url, Failure: failure}, nil)
			s.Publish(url, []byte("a()"))
		}, "Could not find sourcemap for source url: " + url, 1},
		"a failure of days ago": {frameOf("", url), func(s *posthogtest.Server) {
			s.AddSet(posthogtest.Set{Ref: url, Failure: failure, Created: old}, nil)
			s.Publish(url, []byte("a();b()"))
			s.Publish(url+".map", []byte(aMap))
		}, "", 1},
		"fetched by its comment": {frameOf("", url), func(s *posthogtest.Server) {
			s.Publish(url, []byte("a()\n//# sourceMappingURL=m/x.map"))
			s.Publish("https://a.example/m/x.map", []byte(aMap))
		}, "", 1},
		"fetched, and no map is there":       {frameOf("", url), func(s *posthogtest.Server) { s.Publish(url, []byte("a()\n//# sourceMappingURL=x.map")) }, "HTTP error 404 while fetching: HTTP status client error (404 Not Found) for url (https://a.example/x.map)", 1},
		"fetched, and the map is a web page": {frameOf("", url), func(s *posthogtest.Server) { s.Publish(url, []byte("a()")); s.Publish(url+".map", []byte("<html>")) }, "Invalid source map: ", 1},
		"fetched, and it names a set": {frameOf("", url), func(s *posthogtest.Server) {
			s.Publish(url, []byte("a()\n//# chunkId=c1\n"))
			s.AddSet(posthogtest.Set{Ref: "c1"}, file)
		}, "", 2},
		"fetched, with its map in it": {frameOf("", url), func(s *posthogtest.Server) {
			s.Publish(url, []byte("a();b()\n//# sourceMappingURL=data:application/json;base64,"+base64.StdEncoding.EncodeToString([]byte(aMap))))
		}, "", 1},
		"fetched, and its map is not JSON": {frameOf("", url), func(s *posthogtest.Server) { s.Publish(url, []byte("a();b()\n//# sourceMappingURL=data:text/plain,x")) }, "Invalid data url found at " + url, 1},
		"fetched, and its map is damaged": {frameOf("", url), func(s *posthogtest.Server) {
			s.Publish(url, []byte("a();b()\n//# sourceMappingURL=data:application/json;base64,!"))
		}, "Invalid data url found at " + url + ". Failed to decode base64 data", 1},
		"a file that is no container": {frameOf("c1", url), func(s *posthogtest.Server) { s.AddSet(posthogtest.Set{Ref: "c1"}, []byte("{}")) }, "JSDataError: ", 1},
		"a file that is gone": {frameOf("c1", "a.js"), func(s *posthogtest.Server) {
			s.AddSet(posthogtest.Set{Ref: "c1", StoragePtr: "gone", ContentHash: "h"}, nil)
		}, "No sourcemap uploaded for chunk id: c1", 1},
		"Hermes, a file beside a failure": {`{"platform":"hermes","function":"f","filename":"index.bundle","chunkId":"h1","colno":3}`, func(s *posthogtest.Server) {
			s.AddSet(posthogtest.Set{Ref: "h1", Failure: `{"Hermes":"NoChunkId"}`}, file)
		}, "No chunk id sent with frame", 1},
	} {
		s := start(t, posthogtest.Config{})
		c.prepare(s)
		f := firstFrame(t, capture(t, s, thrown("", c.frame)))
		why, _ := f["resolve_failure"].(string)
		if !strings.HasPrefix(why, c.want) || (why == "") != (c.want == "") || len(s.Sets()) != c.sets {
			t.Errorf("%s: %q, want %q; %+v", name, why, c.want, s.Sets())
		}
	}
}

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCaptureCalls holds the calls that SDKs send events with.
func TestCaptureCalls(t *testing.T) {
	s := start(t, posthogtest.Config{})
	event := string(thrown("", frameOf("c1", "a.js")))
	for path, body := range map[string]string{
		"/i/v0/e/": event, "/e?ip=1": event,
		"/batch/":                     `{"api_key":"phc_x","batch":[` + event + `,{"event":"$pageview","properties":{}}]}`,
		"/batch/?packed":              gzipped(t, `{"batch":[`+event+`]}`),
		"/e/?compression=gzip-js":     gzipped(t, "["+event+"]"),
		"/i/v0/e/?compression=base64": "data=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(event))),
	} {
		if status, text := ask(t, s, "POST", s.URL+path, body); status != 200 || text != `{"status":"Ok"}` {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	for _, bad := range []string{`{`, "data=%", "data=!", "\x1f\x8bx", gzipped(t, "{"), `{"batch":[]}`, `{"event":"$exception","properties":{}}`, `{"event":"$exception","properties":{"$exception_list":[]}}`} {
		if status, _ := ask(t, s, "POST", s.URL+"/i/v0/e", bad); status != 400 {
			t.Errorf("%s: %d", bad, status)
		}
	}
	_, text := ask(t, s, "POST", "query", `{"query":{"kind":"HogQLQuery","query":"select uuid, properties.$exception_types from events where event = '$exception' and timestamp > now() - interval 1 hour limit 10"}}`)
	if rows := decode(t, text)["results"].([]any); len(rows) != 6 || rows[0].([]any)[1] != `["TypeError"]` {
		t.Errorf("%s", text)
	}
	_, text = ask(t, s, "POST", "query", `{"query":{"kind":"EventsQuery","select":["uuid"],"after":"-7d","before":"2020-01-01"}}`)
	if rows := decode(t, text)["results"].([]any); len(rows) != 0 {
		t.Errorf("%s", text)
	}
}

// TestVolume holds how occurrences are counted in a time and its parts.
func TestVolume(t *testing.T) {
	s := start(t, posthogtest.Config{})
	ago := func(hours int) time.Time { return time.Now().Add(-time.Duration(hours)*time.Hour - 30*time.Minute) }
	s.AddIssue(posthogtest.Issue{ID: "a", LastSeen: ago(0), Occurrences: 100, Seen: []posthogtest.Tick{{Time: ago(0), Count: 1}, {Time: ago(2), Count: 2}, {Time: ago(500), Count: 97}}})
	s.AddIssue(posthogtest.Issue{ID: "b", LastSeen: ago(1), Occurrences: 5})
	s.AddIssue(posthogtest.Issue{ID: "c", LastSeen: ago(500), Occurrences: 5, Seen: []posthogtest.Tick{{Time: ago(500), Count: 5}}})
	_, text := ask(t, s, "POST", "query", `{"query":{"kind":"ErrorTrackingQuery","volumeResolution":4,"dateRange":{"date_from":"-4h"}}}`)
	var got []string
	for _, row := range decode(t, text)["results"].([]any) {
		row := row.(map[string]any)
		counts := row["aggregations"].(map[string]any)
		got = append(got, fmt.Sprint(row["id"], counts["occurrences"], counts["volumeRange"], len(counts["volume_buckets"].([]any))))
	}
	if want := "[a3 [0 2 0 1] 4 b5 [0 0 5 0] 4]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// pair makes a container of a minified file and its map, of version 1.
func pair(minified, sourceMap string) []byte {
	b := []byte("posthog_error_tracking\x01\x00\x00\x00\x02\x00\x00\x00")
	for _, part := range []string{minified, sourceMap} {
		b = append(binary.LittleEndian.AppendUint64(b, uint64(len(part))), part...)
	}
	return b
}
