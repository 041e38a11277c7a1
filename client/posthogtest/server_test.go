package posthogtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest"
)

const sets = "error_tracking/symbol_sets"

// start starts a server of a generation, with the key phx_test of project 1.
func start(t *testing.T, config posthogtest.Config) *posthogtest.Server {
	t.Helper()
	s, err := posthogtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// ask asks about project 1 and gives status and answer. A body that is not
// empty is JSON unless kind says otherwise.
func ask(t *testing.T, s *posthogtest.Server, method, path, body string, kind ...string) (int, string) {
	t.Helper()
	if !strings.Contains(path, "://") {
		path = s.URL + "/api/projects/1/" + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(path, s.URL) {
		req.Header.Set("Authorization", "Bearer phx_test")
	}
	req.Header.Set("Content-Type", "application/json")
	if len(kind) > 0 {
		req.Header.Set("Content-Type", kind[0])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(text))
}

// decode gives JSON as Go has it.
func decode(t *testing.T, text string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// TestDecisions holds the table of what a start does with each chunk.
func TestDecisions(t *testing.T) {
	s := start(t, posthogtest.Config{})
	r1 := s.AddRelease(posthogtest.Release{Project: "p", Version: "1"})
	r2 := s.AddRelease(posthogtest.Release{Project: "p", Version: "2"})
	s.AddSet(posthogtest.Set{Ref: "hashed", ContentHash: "h"}, []byte("x"))
	s.AddSet(posthogtest.Set{Ref: "bound", ContentHash: "h", ReleaseID: r1}, []byte("x"))
	s.AddSet(posthogtest.Set{Ref: "failed", Failure: `{"JavaScript":"NoSourceUrl"}`}, nil)
	hash := func(h string) string { return `"content_hash":"` + h + `"` }
	for _, c := range []struct {
		ref, entry, options string
		want                string // "upload", "skip" or an error's code
	}{
		{"new", `"content_hash":null`, "", "upload"},
		{"new", hash("h"), "", "upload"},
		{"failed", hash("h"), "", "upload"},
		{"hashed", `"content_hash":null`, "", "content_hash_required"},
		{"hashed", hash("h"), "", "skip"},
		{"hashed", hash("i"), "", "content_hash_mismatch"},
		{"hashed", hash("i"), `,"skip_on_conflict":true`, "skip"},
		{"hashed", hash("i"), `,"force":true`, "upload"},
		{"hashed", hash("i"), `,"force":true,"skip_on_conflict":true`, "invalid_conflict_handling"},
		{"bound", hash("h") + `,"release_id":"` + r2 + `"`, "", "release_id_mismatch"},
		{"bound", hash("h") + `,"release_id":"` + r1 + `"`, "", "skip"},
		{"bound", hash("h") + `,"release_id":"none"`, "", "invalid_release_id"},
		{"new", hash("h") + `,"content_length":104857601`, "", "file_too_large"},
	} {
		body := fmt.Sprintf(`{"symbol_sets":[{"chunk_id":"%s",%s}]%s}`, c.ref, c.entry, c.options)
		status, text := ask(t, s, "POST", sets+"/bulk_check_upload", body)
		got := "skip"
		if code, bad := decode(t, text)["code"]; bad {
			got = code.(string)
		} else if strings.Contains(text, c.ref) {
			got = "upload"
		}
		if got != c.want || (status == 200) != (got == "skip" || got == "upload") {
			t.Errorf("%s: %d %s, want %s", body, status, text, c.want)
		}
	}
	if n := len(s.Sets()); n != 3 {
		t.Errorf("checking made %d sets of 3", n)
	}
	if _, text := ask(t, s, "POST", sets+"/bulk_start_upload/", `{"symbol_sets":[{"chunk_id":"a","content_hash":"h"},{"chunk_id":"a","content_hash":"h"}]}`); decode(t, text)["code"] != "invalid_chunk_ids" {
		t.Error(text)
	}
	status, text := ask(t, s, "POST", sets+"/bulk_start_upload/", `{"symbol_sets":[{"chunk_id":"hashed","content_hash":"h","release_id":"`+r2+`"}]}`)
	if status != 201 || text != `{"id_map":{}}` || s.Sets()[0].ReleaseID != r2 {
		t.Errorf("a set did not join the release of an upload that was skipped: %d %s %+v", status, text, s.Sets()[0])
	}
}

// TestReplaceIsNotAtomic holds the way of a forced upload, and what a finish
// without the file does on servers new and old.
func TestReplaceIsNotAtomic(t *testing.T) {
	for generation, kept := range map[posthogtest.Generation]int{posthogtest.Newest: 2, posthogtest.Older: 0} {
		s := start(t, posthogtest.Config{Generation: generation})
		s.AddSet(posthogtest.Set{ID: "one", Ref: "a", ContentHash: "", Failure: "f"}, nil)
		status, text := ask(t, s, "POST", sets+"/bulk_start_upload", `{"symbol_sets":[{"chunk_id":"a","content_hash":"i"},{"chunk_id":"b","content_hash":"i"}],"force":true}`)
		all := s.Sets()
		if status != 201 || len(all) != 2 || all[0].StoragePtr == "" || all[0].ContentHash != "" || all[0].Failure != "f" {
			t.Fatalf("%d %s %+v", status, text, all)
		}
		if _, text := ask(t, s, "GET", sets+"?status=valid", ""); decode(t, text)["count"] != 2.0 {
			t.Errorf("what is pending is not listed as valid: %s", text)
		}
		status, text = ask(t, s, "POST", sets+"/bulk_finish_upload", `{"content_hashes":{"`+all[0].ID+`":"i","`+all[1].ID+`":"i"}}`)
		if status != 400 || decode(t, text)["code"] != "file_not_found" || len(s.Sets()) != kept {
			t.Errorf("generation %d: %d %s; %d sets, want %d", generation, status, text, len(s.Sets()), kept)
		}
		if status, text := ask(t, s, "POST", sets+"/bulk_finish_upload", `{}`); status != 201 || text != `{"success":true}` {
			t.Errorf("%d %s", status, text)
		}
	}
}

// form makes a form of parts, "name=value"; one whose name has a star is a
// file with a file name.
func form(t *testing.T, parts ...string) (string, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		into, err := w.CreateFormField(name)
		if file, ok := strings.CutSuffix(name, "*"); ok {
			into, err = w.CreateFormFile(file, "file")
		}
		if err == nil {
			_, err = io.WriteString(into, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

// TestStorage holds what the storage minds in a form, and in a signed URL.
func TestStorage(t *testing.T) {
	large := strings.Repeat("x", 2<<20)
	for name, c := range map[string]struct {
		parts []string // K and P and S stand for the fields that were signed
		later time.Duration
		want  string
	}{
		"good":                  {[]string{"K", "P", "S", "file*=" + large}, 0, ""},
		"no file name, small":   {[]string{"S", "P", "K", "file=x"}, 0, ""},
		"no file name, large":   {[]string{"K", "P", "S", "file=" + large}, 0, "maximum size of a field"},
		"fields after the file": {[]string{"K", "P", "file*=x", "S"}, 0, "SignatureDoesNotMatch"},
		"no file":               {[]string{"K", "P", "S"}, 0, "exactly one file"},
		"another key":           {[]string{"key=mine", "P", "S", "file*=x"}, 0, "SignatureDoesNotMatch"},
		"expired":               {[]string{"K", "P", "S", "file*=x"}, 301 * time.Second, "Policy expired"},
		"too large":             {[]string{"K", "P", "S", "file*=" + strings.Repeat("x", 100<<20+1)}, 0, "EntityTooLarge"},
	} {
		if name == "too large" && testing.Short() {
			continue // 100 MiB, several times
		}
		s := start(t, posthogtest.Config{})
		_, text := ask(t, s, "POST", sets+"/bulk_start_upload", `{"symbol_sets":[{"chunk_id":"a","content_hash":"h"}]}`)
		var answer struct {
			Map map[string]struct {
				URL struct {
					URL    string
					Fields map[string]string
				} `json:"presigned_url"`
			} `json:"id_map"`
		}
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			t.Fatal(err)
		}
		to := answer.Map["a"].URL
		for i, part := range c.parts {
			if name := map[string]string{"K": "key", "P": "policy", "S": "x-amz-signature"}[part]; name != "" {
				c.parts[i] = name + "=" + to.Fields[name]
			}
		}
		s.Advance(c.later)
		body, kind := form(t, c.parts...)
		status, text := ask(t, s, "POST", to.URL, body, kind)
		if (status == 204) != (c.want == "") || !strings.Contains(text, c.want) || (len(s.Objects()) == 1) != (c.want == "") {
			t.Errorf("%s: %d %.200s, want %s; stored %v", name, status, text, c.want, s.Objects())
		}
	}
	s := start(t, posthogtest.Config{})
	id := s.AddSet(posthogtest.Set{Ref: "a"}, []byte("stored"))
	_, text := ask(t, s, "GET", sets+"/"+id+"/download/", "")
	from := decode(t, text)["url"].(string)
	if status, text := ask(t, s, "GET", from, ""); status != 200 || text != "stored" {
		t.Errorf("%d %s", status, text)
	}
	if status, text := ask(t, s, "PUT", from, "mine"); status != 403 {
		t.Errorf("a URL to read from was written to: %d %s", status, text)
	}
	s.Advance(time.Hour)
	if status, text := ask(t, s, "GET", from, ""); status != 403 || !strings.Contains(text, "expired") {
		t.Errorf("%d %s", status, text)
	}
}

// TestPutOfGenerations holds that PUT replaces on older servers and does
// nothing on newer ones.
func TestPutOfGenerations(t *testing.T) {
	for generation, want := range map[posthogtest.Generation]int{posthogtest.Newest: 200, posthogtest.Older: 204} {
		s := start(t, posthogtest.Config{Generation: generation})
		id := s.AddSet(posthogtest.Set{Ref: "a", Failure: "f"}, []byte("old"))
		s.AddFrame(posthogtest.Frame{RawID: "x", Resolved: true, SetRef: "a"})
		body, kind := form(t, "minified*=a()", "source_map*={}")
		status, text := ask(t, s, "PUT", sets+"/"+id+"/", body, kind)
		set := s.Sets()[0]
		replaced := strings.HasPrefix(string(s.Object(set.StoragePtr)), "posthog_error_tracking\x01\x00\x00\x00\x02") && set.Failure == "" && len(s.Frames()) == 0
		if status != want || replaced != (want == 204) || (want == 200) != strings.Contains(text, id) {
			t.Errorf("generation %d: %d %s, %+v", generation, status, text, set)
		}
	}
}

// TestDeletes holds what goes with a set: its unresolved frames and its file
// when it is deleted alone, nothing when many are.
func TestDeletes(t *testing.T) {
	for _, c := range []struct {
		method, path, body, want string
		frames, objects          int
	}{
		{"DELETE", sets + "/one", "", "", 1, 0},
		{"POST", sets + "/bulk_delete", `{"ids":["one","none"]}`, `{"deleted":1}`, 2, 1},
	} {
		s := start(t, posthogtest.Config{})
		s.AddSet(posthogtest.Set{ID: "one", Ref: "a"}, []byte("x"))
		s.AddFrame(posthogtest.Frame{RawID: "x", Resolved: true, SetRef: "a"})
		s.AddFrame(posthogtest.Frame{RawID: "y", SetRef: "a"})
		_, text := ask(t, s, c.method, c.path, c.body)
		if text != c.want || len(s.Frames()) != c.frames || len(s.Objects()) != c.objects || len(s.Sets()) != 0 || s.Frames()[0].SetRef != "" {
			t.Errorf("%s: %s, %d frames, %d objects", c.method, text, len(s.Frames()), len(s.Objects()))
		}
		if status, _ := ask(t, s, "DELETE", sets+"/one", ""); status != 404 {
			t.Errorf("deleted twice: %d", status)
		}
	}
	s := start(t, posthogtest.Config{})
	for body, want := range map[string]string{`{}`: `{"detail":"ids is required"}`, `{"ids":"x"}`: `{"detail":"ids must be a list"}`} {
		if status, text := ask(t, s, "POST", sets+"/bulk_delete/", body); status != 400 || text != want {
			t.Errorf("%d %s, want %s", status, text, want)
		}
	}
}

// TestListRules holds what lists mind, and what older servers don't.
func TestListRules(t *testing.T) {
	for query, want := range map[string][2]int{ // status of newest and older
		"":                      {200, 200},
		"?status=odd":           {400, 200},
		"?order_by=odd":         {400, 200},
		"?search=":              {400, 200},
		"?limit=1000&offset=-1": {200, 200},
	} {
		for i, generation := range []posthogtest.Generation{posthogtest.Newest, posthogtest.Older} {
			s := start(t, posthogtest.Config{Generation: generation})
			for n := range 101 {
				s.AddSet(posthogtest.Set{Ref: fmt.Sprint(n)}, nil)
			}
			status, text := ask(t, s, "GET", sets+"/"+query, "")
			if status != want[i] {
				t.Errorf("%q: %d, want %d", query, status, want[i])
			}
			if status == 200 && (len(decode(t, text)["results"].([]any)) != 100 || !strings.Contains(text, "offset=100")) {
				t.Errorf("%q: a page of %d", query, len(decode(t, text)["results"].([]any)))
			}
			if status == 200 && strings.Contains(text, "storage_ptr") != (generation == posthogtest.Older) {
				t.Errorf("%q: %.300s", query, text)
			}
		}
	}
}

// TestWhoMayAsk holds keys, projects, scopes and both prefixes.
func TestWhoMayAsk(t *testing.T) {
	s := start(t, posthogtest.Config{Scopes: []string{"error_tracking:read"}})
	for path, want := range map[string]int{
		"/api/projects/1/" + sets:                             200,
		"/api/environments/1/" + sets + "/":                   200,
		"/api/projects/2/" + sets:                             404,
		"/api/projects/phc_x/" + sets:                         404,
		"/api/projects/1/nothing":                             404,
		"/api/projects/1/events/0190aaaa":                     403,
		"/api/environments/1/" + sets + "/0190aaaa/":          404,
		"/api/projects/1/" + sets + "/0190aaaa/download":      404,
		"/api/projects/1/error_tracking/releases/hash/absent": 404,
	} {
		if status, text := ask(t, s, "GET", s.URL+path, ""); status != want {
			t.Errorf("%s: %d %s, want %d", path, status, text, want)
		}
	}
	resp, err := http.Get(s.URL + "/api/projects/1/" + sets)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil || resp.StatusCode != 401 {
		t.Errorf("without a key: %d, %v", resp.StatusCode, err)
	}
}

// TestFramesExpire holds that stored frames go by age, resolved ones later.
func TestFramesExpire(t *testing.T) {
	s := start(t, posthogtest.Config{})
	s.AddFrame(posthogtest.Frame{RawID: "x", Resolved: true})
	s.AddFrame(posthogtest.Frame{RawID: "y/1"})
	for _, want := range []int{2, 1, 0} {
		_, text := ask(t, s, "POST", "error_tracking/stack_frames/batch_get", `{"raw_ids":["x","y/1","z"]}`)
		if got := len(decode(t, text)["results"].([]any)); got != want {
			t.Errorf("%d frames, want %d", got, want)
		}
		s.Advance(26 * time.Minute)
	}
	if status, text := ask(t, s, "POST", "error_tracking/stack_frames/batch_get", `{"symbol_set":"x"}`); status != 400 {
		t.Errorf("without raw_ids: %d %s", status, text)
	}
}

// TestLoginExpires holds the life of a code, and of a key that was approved.
func TestLoginExpires(t *testing.T) {
	s := start(t, posthogtest.Config{})
	code := func() string {
		_, text := ask(t, s, "POST", s.URL+"/api/cli-auth/device-code/", "")
		return fmt.Sprintf(`{"device_code":%q}`, decode(t, text)["device_code"])
	}
	poll := func(body string, want int) {
		t.Helper()
		if status, text := ask(t, s, "POST", s.URL+"/api/cli-auth/poll/", body); status != want {
			t.Errorf("%d %s, want %d", status, text, want)
		}
	}
	one, two := code(), code()
	poll(one, 202)
	s.Approve()
	poll(one, 200)
	poll(one, 400)
	s.Advance(time.Minute)
	poll(two, 400)
	three := code()
	s.Advance(10 * time.Minute)
	poll(three, 400)
	poll(`{"device_code":"unknown"}`, 400)
}

// TestSingleUploads holds the calls from before there were bulk ones.
func TestSingleUploads(t *testing.T) {
	s := start(t, posthogtest.Config{Generation: posthogtest.NoBulk})
	if status, _ := ask(t, s, "POST", sets+"/bulk_start_upload", `{}`); status != 404 {
		t.Errorf("bulk: %d", status)
	}
	body, kind := form(t, "file*=stored")
	if status, text := ask(t, s, "POST", sets+"/?chunk_id=a&multipart=true", body, kind); status != 201 || text != `{"ok":true}` {
		t.Errorf("%d %s", status, text)
	}
	if status, _ := ask(t, s, "POST", sets+"/?chunk_id=b", "raw", "application/octet-stream"); status != 201 {
		t.Errorf("%d", status)
	}
	all := s.Sets()
	if string(s.Object(all[0].StoragePtr)) != "stored" || string(s.Object(all[1].StoragePtr)) != "raw" || all[1].ContentHash == "" {
		t.Errorf("%+v", all)
	}
	_, text := ask(t, s, "POST", sets+"/start_upload/?chunk_id=c", "")
	id := decode(t, text)["symbol_set_id"].(string)
	if status, text := ask(t, s, "PUT", sets+"/"+id+"/finish_upload/", `{"content_hash":"h"}`); status != 400 || !strings.Contains(text, "file_not_found") {
		t.Errorf("%d %s", status, text)
	}
}
