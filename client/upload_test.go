package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
	"symset/symbols/container"
)

// pack makes a container of a small pair.
func pack(t *testing.T, source string) container.Content {
	t.Helper()
	m := `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`
	content, err := container.Pack(container.Zstd, container.SourceAndMap,
		container.Input{Reader: strings.NewReader(source), Size: int64(len(source))},
		container.Input{Reader: strings.NewReader(m), Size: int64(len(m))})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// unpack gives the minified source in a container.
func unpack(t *testing.T, r io.Reader) string {
	t.Helper()
	opened, err := container.Open(r, 0)
	if err != nil {
		return "no container: " + err.Error()
	}
	part, err := opened.Next()
	if err != nil {
		return err.Error()
	}
	text, err := io.ReadAll(part)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// usable gives what PostHog would read frames with: by ref the source of each
// set that is finished, "pending" for one that is not.
func usable(t *testing.T, s *posthogtest.Server) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, set := range s.Sets() {
		switch {
		case set.StoragePtr == "":
			all[set.Ref] = "missing"
		case set.ContentHash == "":
			all[set.Ref] = "pending"
		default:
			all[set.Ref] = unpack(t, bytes.NewReader(s.Object(set.StoragePtr)))
		}
	}
	return all
}

// TestUploadCalls compares an upload with the contract.
func TestUploadCalls(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	release := s.AddRelease(posthogtest.Release{Project: "p", Version: "1"})
	content := pack(t, "a();")
	var sent int64
	results := c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", ReleaseID: release, Content: content}}, symbols.UploadOptions{
		Progress: func(ref symbols.Ref, n int64) { sent = n },
	})
	id := s.Sets()[0].ID
	if diff := cmp.Diff([]symbols.Uploaded{{ID: id}}, results); diff != "" || sent != content.Size {
		t.Errorf("%d bytes were told of %d\n%s", sent, content.Size, diff)
	}
	body := fmt.Sprintf(`{"symbol_sets":[{"chunk_id":"c1","release_id":"%s","content_hash":"%s","content_length":%d}],"force":false,"skip_on_conflict":false}`, release, content.Hash, content.Size)
	want := []string{
		"POST /symbol_sets/bulk_check_upload/ " + body,
		"POST /symbol_sets/bulk_start_upload/ " + body,
		"POST /symbols",
		`POST /symbol_sets/bulk_finish_upload/ {"content_hashes":{"` + id + `":"` + content.Hash + `"}}`,
	}
	if diff := cmp.Diff(want, asked(t, s)); diff != "" {
		t.Error(diff)
	}
	form := s.Requests()[2]
	if text := string(form.Body); !strings.Contains(text, `form-data; name="file"; filename="file"`) || strings.Index(text, `name="key"`) > strings.Index(text, `name="file"`) {
		t.Errorf("form %q", text)
	}
	if diff := cmp.Diff(map[string]string{"c1": "a();"}, usable(t, s)); diff != "" || s.Sets()[0].ContentHash != content.Hash || s.Sets()[0].ReleaseID != release {
		t.Errorf("%+v\n%s", s.Sets(), diff)
	}
}

// TestUploads uploads "new" under c1, where "old" is, and under c2, where
// nothing is.
func TestUploads(t *testing.T) {
	const pending = "pending"
	force, skip := symbols.UploadOptions{Force: true}, symbols.UploadOptions{SkipConflicts: true}
	type errs [2]string
	for name, c := range map[string]struct {
		config posthogtest.Config
		o      symbols.UploadOptions
		faults []posthogtest.Fault
		c1, c2 string
		errs   errs
		kept   int
	}{
		"conflict":             {c1: "old", errs: errs{"has another file already", "has another file already"}},
		"skip":                 {o: skip, c1: "old", c2: "new", kept: 1},
		"force":                {o: force, c1: "new", c2: "new"},
		"both":                 {o: symbols.UploadOptions{Force: true, SkipConflicts: true}, c1: "old", errs: errs{"mutually exclusive", "mutually exclusive"}},
		"no storage":           {config: posthogtest.Config{NoStorage: true}, o: force, c1: "old", errs: errs{"object_storage_required", "object_storage_required"}},
		"may not write":        {config: posthogtest.Config{Scopes: []string{"error_tracking:read"}}, o: force, c1: "old", errs: errs{"lacks the scope error_tracking:write", "lacks the scope error_tracking:write"}},
		"accelerated":          {config: posthogtest.Config{Accelerate: true}, o: force, c1: "new", c2: "new"},
		"fallback":             {config: posthogtest.Config{Accelerate: true}, o: force, faults: []posthogtest.Fault{{Path: "/fast", Cut: true, CutAt: -1}}, c1: "new", c2: "new"},
		"fast one answers 500": {config: posthogtest.Config{Accelerate: true}, o: skip, faults: []posthogtest.Fault{{Path: "/fast", Status: 500}}, c1: "old", c2: pending, errs: errs{"", "answered 500"}, kept: 1},
		"storage 500 once":     {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 500, Times: 1}}, c1: "new", c2: "new"},
		"storage 400 once":     {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 400, Body: "<Error><Code>RequestTimeout</Code></Error>", Times: 1}}, c1: "new", c2: "new"},
		"storage 503":          {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 503, Body: "<Error><Code>SlowDown</Code><Message>Reduce</Message></Error>", Times: 3}}, c1: pending, c2: "new", errs: errs{"SlowDown: Reduce"}},
		"storage 400":          {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 400, Body: "<html><title>No</title>", Times: 1}}, c1: pending, c2: "new", errs: errs{"400 Bad Request: a web page: No"}},
		"storage too small":    {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 413, Times: 1}}, c1: pending, c2: "new", errs: errs{"too large"}},
		"storage's limit":      {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 400, Body: "<Error><Code>EntityTooLarge</Code></Error>", Times: 1}}, c1: pending, c2: "new", errs: errs{"too large"}},
		"stored, unheard":      {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Worked: true, Cut: true, CutAt: -1, Times: 1}}, c1: "new", c2: "new"},
		"storage away":         {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Cut: true, CutAt: -1, Times: 3}}, c1: pending, c2: "new", errs: errs{"can't be reached"}},
		"expired once":         {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 403, Body: "<Error><Code>AccessDenied</Code><Message>Policy expired.</Message></Error>", Times: 1}}, c1: "new", c2: "new"},
		"expired for good":     {o: force, faults: []posthogtest.Fault{{Path: "/symbols", Status: 403, Body: "<Error><Code>AccessDenied</Code></Error>", Times: 2}}, c1: pending, c2: "new", errs: errs{"AccessDenied"}},
		"start 500 once":       {o: force, faults: []posthogtest.Fault{{Path: "bulk_start", Status: 500, Worked: true, Times: 1}}, c1: "new", c2: "new"},
		"start broken":         {o: force, faults: []posthogtest.Fault{{Path: "bulk_start", Status: 500, Times: 4}}, c1: "old", c2: "new", errs: errs{"start uploads"}},
		"start says nowhere":   {o: force, faults: []posthogtest.Fault{{Path: "bulk_start", Body: `{"id_map":{"c1":{"symbol_set_id":"x","presigned_url":{"url":"ftp://x"}}}}`, Times: 1}}, c1: "old", c2: "new", errs: errs{"does not say where"}},
		"start is not JSON":    {o: force, faults: []posthogtest.Fault{{Path: "bulk_start", Body: "<html>", Times: 1}}, c1: "old", c2: "new", errs: errs{"a web page"}},
		"finish 500 once":      {o: force, faults: []posthogtest.Fault{{Path: "bulk_finish", Status: 500, Worked: true, Times: 1}}, c1: "new", c2: "new"},
		"finish broken":        {o: force, faults: []posthogtest.Fault{{Path: "bulk_finish", Status: 500, Times: 4}}, c1: pending, c2: "new", errs: errs{"finish uploads"}},
		"check 404":            {o: force, faults: []posthogtest.Fault{{Path: "bulk_check", Status: 404}}, c1: "new", c2: "new"},
		"check 403":            {o: force, faults: []posthogtest.Fault{{Path: "bulk_check", Status: 403, Body: `{"detail":"This action does not support Personal API Key access"}`}}, c1: "new", c2: "new"},
		"check 500":            {o: force, faults: []posthogtest.Fault{{Path: "bulk_check", Status: 500}}, c1: "old", errs: errs{"check uploads", "check uploads"}},
		"older":                {config: posthogtest.Config{Generation: posthogtest.Older}, o: force, c1: "new", c2: "new"},
		"older, not forced":    {config: posthogtest.Config{Generation: posthogtest.Older}, c1: "old", c2: "new", kept: 1},
		"older, PUT 500":       {config: posthogtest.Config{Generation: posthogtest.Older}, o: force, faults: []posthogtest.Fault{{Method: "PUT", Status: 500, Times: 1}}, c1: "new", c2: "new"},
		"older, storage away":  {config: posthogtest.Config{Generation: posthogtest.Older}, faults: []posthogtest.Fault{{Path: "/symbols", Cut: true, CutAt: -1}}, c1: "old", c2: pending, errs: errs{"", "can't be reached"}, kept: 1},
		"no bulk":              {config: posthogtest.Config{Generation: posthogtest.NoBulk}, o: force, c1: "new", c2: "new"},
		"no bulk, not forced":  {config: posthogtest.Config{Generation: posthogtest.NoBulk}, c1: "old", c2: "new", errs: errs{"another file"}},
		"no bulk, skip":        {config: posthogtest.Config{Generation: posthogtest.NoBulk}, o: skip, c1: "old", c2: "new", kept: 1},
		"no bulk, finish 400":  {config: posthogtest.Config{Generation: posthogtest.NoBulk}, o: force, faults: []posthogtest.Fault{{Path: "finish_upload", Status: 400, Times: 1}}, c1: pending, c2: "new", errs: errs{"finish upload"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := start(t, c.config)
			old := pack(t, "old")
			s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: old.Hash, Created: time.Now().Add(-time.Hour)}, written(t, old))
			for _, f := range c.faults {
				s.Break(f)
			}
			var results []symbols.Uploaded
			_, _ = attempt(t, func(ctx context.Context) error {
				results = cl.Upload(ctx, []symbols.Upload{{Ref: "c1", Content: pack(t, "new")}, {Ref: "c2", Content: pack(t, "new")}}, c.o)
				return errors.Join(results[0].Err, results[1].Err)
			})
			kept := 0
			state := usable(t, s)
			for i, r := range results {
				text := fmt.Sprint(r.Err)
				if (r.Err == nil) != (c.errs[i] == "") || c.errs[i] != "" && !strings.Contains(text, c.errs[i]) {
					t.Errorf("error %d is %v, want one with %q", i, r.Err, c.errs[i])
				}
				if r.Kept {
					kept++
				}
				doubt := name == "start says nowhere" || name == "start broken"
				if r.Unfinished != (state[fmt.Sprintf("c%d", i+1)] == pending) && (!doubt || !r.Unfinished) {
					t.Errorf("c%d: unfinished %v, and the server has %v", i+1, r.Unfinished, state)
				}
				if r.Err != nil && symbols.Hint(r.Err) == "" && strings.Contains(name, "storage") {
					t.Errorf("%v has no hint", r.Err)
				}
			}
			if state["c1"] != c.c1 || state["c2"] != c.c2 || kept != c.kept {
				t.Errorf("the server has %v, want c1 %q and c2 %q; %d kept, want %d", state, c.c1, c.c2, kept, c.kept)
			}
			asked(t, s)
		})
	}
}

// TestJoinRelease holds that a set joins a release though its file is there.
func TestJoinRelease(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	one, two := s.AddRelease(posthogtest.Release{Project: "p", Version: "1"}), s.AddRelease(posthogtest.Release{Project: "p", Version: "2"})
	content := pack(t, "a()")
	s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: content.Hash}, []byte("x"))
	join := func(release string) symbols.Uploaded {
		return c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", ReleaseID: release, Content: content}}, symbols.UploadOptions{})[0]
	}
	if r := join(one); r.Err != nil || !r.Kept || s.Sets()[0].ReleaseID != one || len(s.Objects()) != 1 {
		t.Errorf("%+v, %+v", r, s.Sets())
	}
	var other *client.OtherRelease
	if r := join(two); !errors.As(r.Err, &other) || symbols.Hint(r.Err) == "" || s.Sets()[0].ReleaseID != one {
		t.Errorf("%+v, %+v", r, s.Sets())
	}
}

// TestSkipRelease uploads a new file for a set that is bound to another release
// than is asked for, along with a set that is new.
func TestSkipRelease(t *testing.T) {
	for name, c := range map[string]struct {
		config posthogtest.Config
		faults []posthogtest.Fault
	}{
		"newest":      {},
		"no check":    {faults: []posthogtest.Fault{{Path: "bulk_check", Status: 404}}},
		"no bulk":     {config: posthogtest.Config{Generation: posthogtest.NoBulk}, faults: []posthogtest.Fault{{Path: "/start_upload", Status: 400, Times: 1, Body: `{"code":"release_id_mismatch","detail":"x"}`}}},
		"bare answer": {faults: []posthogtest.Fault{{Path: "bulk_check", Status: 400, Times: 1, Body: `{"code":"release_id_mismatch","detail":"x"}`}}},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, c.config)
			one, two := s.AddRelease(posthogtest.Release{Project: "p", Version: "1"}), s.AddRelease(posthogtest.Release{Project: "p", Version: "2"})
			s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: "h", ReleaseID: one}, []byte("x"))
			for _, f := range c.faults {
				s.Break(f)
			}
			uploads := []symbols.Upload{{Ref: "c1", ReleaseID: two, Content: pack(t, "new")}, {Ref: "c2", ReleaseID: two, Content: pack(t, "new")}}
			o := symbols.UploadOptions{Force: true, SkipReleaseOnFail: true}
			results := cl.Upload(t.Context(), uploads, o)
			if diff := cmp.Diff(map[string]string{"c1": "new", "c2": "new"}, usable(t, s)); diff != "" || results[0].Err != nil || results[1].Err != nil || !results[0].Unbound {
				t.Errorf("%+v\n%s", results, diff)
			}
			for _, set := range s.Sets() {
				if set.Ref == "c1" && set.ReleaseID != one {
					t.Errorf("%+v left its release", set)
				}
			}
			if uploads[0].ReleaseID != two {
				t.Error("the caller's uploads were changed")
			}
			if needed, err := cl.CheckUploads(t.Context(), uploads, o); name == "newest" && (err != nil || needed[0] || needed[1]) {
				t.Errorf("a check says %v, %v", needed, err)
			}
		})
	}
}

// TestOldServerIsRemembered holds that what a server has not is asked for once.
func TestOldServerIsRemembered(t *testing.T) {
	s, c := start(t, posthogtest.Config{Generation: posthogtest.NoBulk})
	for _, ref := range []symbols.Ref{"c1", "c2"} {
		if r := c.Upload(t.Context(), []symbols.Upload{{Ref: ref, Content: pack(t, "new")}}, symbols.UploadOptions{Force: true}); r[0].Err != nil {
			t.Fatal(r[0].Err)
		}
	}
	bulk := 0
	for _, line := range asked(t, s) {
		if strings.Contains(line, "/bulk_") {
			bulk++
		}
	}
	if first := asked(t, s)[2]; bulk != 2 || first != "POST /symbol_sets/start_upload/?chunk_id=c1" {
		t.Errorf("%d bulk calls, then %s", bulk, first)
	}
}

// TestFallbackIsRemembered holds that a place that can't be reached is left
// after two tries, and that later uploads don't try it again.
func TestFallbackIsRemembered(t *testing.T) {
	s, c := start(t, posthogtest.Config{Accelerate: true})
	s.Break(posthogtest.Fault{Path: "/fast", Cut: true, CutAt: -1})
	for i, want := range []int{2, 2, 2} {
		ref := refOf(i)
		if r := c.Upload(t.Context(), []symbols.Upload{{Ref: ref, Content: pack(t, "new")}}, symbols.UploadOptions{}); r[0].Err != nil || usable(t, s)[string(ref)] != "new" {
			t.Fatalf("%s: %v", ref, r[0].Err)
		}
		fast := 0
		for _, line := range asked(t, s) {
			if strings.Contains(line, "/fast") {
				fast++
			}
		}
		if fast != want {
			t.Errorf("after %s the first place was tried %d times, want %d", ref, fast, want)
		}
		s.Mend() // which nobody tells the client
	}
}

// TestChecksAreSplit holds that 1,000 uploads are checked by one call and no
// more, and that the answers stay with what was asked.
func TestChecksAreSplit(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	content := pack(t, "a();")
	uploads := make([]symbols.Upload, 2001)
	for i := range uploads {
		uploads[i] = symbols.Upload{Ref: refOf(i), Content: content}
	}
	s.AddSet(posthogtest.Set{Ref: string(refOf(1000)), ContentHash: content.Hash}, written(t, content))
	needed, err := c.CheckUploads(t.Context(), uploads, symbols.UploadOptions{})
	if err != nil || len(needed) != len(uploads) {
		t.Fatalf("%d answers, %v", len(needed), err)
	}
	for i, need := range needed {
		if need != (i != 1000) {
			t.Errorf("%d: needed %v", i, need)
		}
	}
	var first []string
	for _, line := range asked(t, s) {
		_, text, _ := strings.Cut(line, `"chunk_id":"`)
		ref, _, _ := strings.Cut(text, `"`)
		first = append(first, ref)
	}
	if diff := cmp.Diff([]string{"chunk-0", "chunk-1000", "chunk-2000"}, first); diff != "" {
		t.Error(diff)
	}
}

// written gives the bytes of a content by uploading it to a box of its own.
func written(t *testing.T, content container.Content) []byte {
	t.Helper()
	s, c := start(t, posthogtest.Config{})
	if r := c.Upload(t.Context(), []symbols.Upload{{Ref: "x", Content: content}}, symbols.UploadOptions{}); r[0].Err != nil {
		t.Fatal(r[0].Err)
	}
	return s.Object(s.Objects()[0])
}
