package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
	"symset/symbols/container"
)

// TestRestore replaces a set, fails, and puts the copy back that was kept.
func TestRestore(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	old := pack(t, "old")
	id := s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: old.Hash}, written(t, old))
	r, size, err := c.Download(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil || int64(len(kept)) != size || size != old.Size {
		t.Fatalf("%d bytes of %d: %v", len(kept), size, err)
	}
	s.Break(posthogtest.Fault{Path: "/symbols", Status: 400, Times: 1})
	force := symbols.UploadOptions{Force: true}
	if results := c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", Content: pack(t, "new")}}, force); !results[0].Unfinished || usable(t, s)["c1"] != "pending" {
		t.Fatalf("%+v", results)
	}
	copied, err := container.Stored(bytes.NewReader(kept), int64(len(kept)))
	if err != nil || copied.Hash != old.Hash || copied.Size != old.Size {
		t.Fatalf("%+v, %v", copied, err)
	}
	if results := c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", Content: copied}}, force); results[0].ID != id || usable(t, s)["c1"] != "old" {
		t.Errorf("%+v", results)
	}
	asked(t, s)
}

// TestUploadBatches holds that many are started together, that one that fails
// spoils no other, and that what arrived is finished though the context ends.
func TestUploadBatches(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	var uploads []symbols.Upload
	for i := range 120 {
		uploads = append(uploads, symbols.Upload{Ref: refOf(i), Content: pack(t, fmt.Sprint(i))})
	}
	uploads = append(uploads, symbols.Upload{Ref: refOf(3)}, symbols.Upload{Ref: "big", Content: container.Content{Size: container.MaxPacked + 1}})
	s.Break(posthogtest.Fault{Path: "/symbols", Status: 400, Times: 1})
	results := c.Upload(t.Context(), uploads, symbols.UploadOptions{})
	failed := 0
	state := usable(t, s)
	for i, r := range results[:120] {
		if r.Err != nil {
			failed++
		} else if state[string(refOf(i))] != fmt.Sprint(i) {
			t.Errorf("%d is %q", i, state[string(refOf(i))])
		}
	}
	var large *client.TooLarge
	if failed != 1 || !strings.Contains(fmt.Sprint(results[120].Err), "twice") || !errors.As(results[121].Err, &large) || len(state) != 120 {
		t.Errorf("%d failed; %v; %v; %d sets", failed, results[120].Err, results[121].Err, len(state))
	}
	starts := 0
	for _, line := range asked(t, s) {
		if strings.Contains(line, "bulk_start") {
			starts++
		}
	}
	if starts != 3 {
		t.Errorf("%d starts for 120 uploads, want 3", starts)
	}

}

// TestUploadStopped holds that an upload which is stopped while its files are on
// their way is told as begun, and that what has arrived is finished even so.
func TestUploadStopped(t *testing.T) {
	uploads := []symbols.Upload{{Ref: refOf(0), Content: pack(t, "0")}, {Ref: refOf(1), Content: pack(t, "1")}}
	stop := func(at posthogtest.Fault, seen func(*posthogtest.Server) bool) ([]symbols.Uploaded, map[string]string) {
		s, c := start(t, posthogtest.Config{})
		s.Break(at)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			for !seen(s) {
				time.Sleep(time.Millisecond)
			}
			cancel()
		}()
		results := c.Upload(ctx, uploads, symbols.UploadOptions{})
		return results, usable(t, s)
	}
	asked := func(path string) func(*posthogtest.Server) bool {
		return func(s *posthogtest.Server) bool {
			return slices.ContainsFunc(s.Requests(), func(r posthogtest.Request) bool { return strings.Contains(r.Path, path) })
		}
	}
	results, state := stop(posthogtest.Fault{Path: "/symbols", Delay: time.Hour}, asked("/symbols"))
	for i, r := range results {
		if !errors.Is(r.Err, context.Canceled) || !r.Unfinished || state[string(refOf(i))] != "pending" {
			t.Errorf("stopped while sending: %+v; the server has %v", r, state)
		}
	}
	results, state = stop(posthogtest.Fault{Path: "bulk_finish", Delay: 300 * time.Millisecond}, asked("bulk_finish"))
	for i, r := range results {
		if r.Err != nil || r.Unfinished || state[string(refOf(i))] != fmt.Sprint(i) {
			t.Errorf("stopped while finishing: %+v; the server has %v", r, state)
		}
	}
}

func refOf(i int) symbols.Ref { return symbols.Ref(fmt.Sprintf("chunk-%d", i)) }

// TestPut sends to URLs, as servers may ask for instead of forms.
func TestPut(t *testing.T) {
	for _, shape := range []string{`"%s"`, `{"url":"%s"}`} {
		stored := map[string][]byte{}
		storage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" { // as storages send to their regions
				http.Redirect(w, r, "/a", http.StatusTemporaryRedirect)
				return
			}
			body, _ := io.ReadAll(r.Body)
			if r.Method != "PUT" || r.ContentLength != int64(len(body)) || r.Header.Get("Authorization") != "" {
				t.Errorf("%s of %d bytes, %v", r.Method, r.ContentLength, r.Header)
			}
			stored[r.URL.Path] = body
		}))
		defer storage.Close()
		s, c := start(t, posthogtest.Config{})
		s.Break(posthogtest.Fault{Path: "bulk_start", Body: `{"id_map":{"c1":{"symbol_set_id":"x","presigned_put_url":` + fmt.Sprintf(shape, storage.URL+"/elsewhere") + `}}}`})
		s.Break(posthogtest.Fault{Path: "bulk_finish", Body: `{"success":true}`})
		results := c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", Content: pack(t, "new")}}, symbols.UploadOptions{})
		if results[0].Err != nil || results[0].ID != "x" || unpack(t, bytes.NewReader(stored["/a"])) != "new" {
			t.Errorf("%s: %+v", shape, results)
		}
	}
}

// TestChangedFile holds that a file that changes while it is sent is not sent
// again and again, and not finished.
func TestChangedFile(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	text := []byte("aaaaaaaa")
	m := `{"version":3,"sources":[],"names":[],"mappings":""}`
	content, err := container.Pack(container.Plain, container.SourceAndMap,
		container.Input{Reader: bytes.NewReader(text), Size: 8}, container.Input{Reader: strings.NewReader(m), Size: int64(len(m))})
	if err != nil {
		t.Fatal(err)
	}
	text[0] = 'b'
	results := c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", Content: content}}, symbols.UploadOptions{})
	if results[0].Err == nil || !strings.Contains(results[0].Err.Error(), "changed while it was sent") || usable(t, s)["c1"] != "pending" {
		t.Errorf("%+v, %v", results, usable(t, s))
	}
	if _, err := container.Pack(container.Plain, container.HermesMap, container.Input{Reader: io.LimitReader(bytes.NewReader(text), 8), Size: 8}); err == nil {
		t.Error("a part that can be read once was taken")
	}
}

func TestShrinkingFile(t *testing.T) {
	s, c := start(t, posthogtest.Config{})
	f, err := os.Create(filepath.Join(t.TempDir(), "copy"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(100); err != nil {
		t.Fatal(err)
	}
	content, err := container.Stored(f, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(10); err != nil {
		t.Fatal(err)
	}
	results := c.Upload(t.Context(), []symbols.Upload{{Ref: "c1", Content: content}}, symbols.UploadOptions{})
	if results[0].Err == nil || !strings.Contains(results[0].Err.Error(), "changed while it was sent") || !results[0].Unfinished {
		t.Errorf("%+v, %v", results, usable(t, s))
	}
	if _, err := container.Stored(f, 11); err == nil {
		t.Error("a size that the file has not was believed")
	}
}

func TestDownloads(t *testing.T) {
	for name, c := range map[string]struct {
		fault posthogtest.Fault
		late  time.Duration
		want  string // in the error
	}{
		"whole":       {},
		"once 500":    {fault: posthogtest.Fault{Path: "/symbols/", Status: 500, Times: 1}},
		"hung up":     {fault: posthogtest.Fault{Path: "/symbols/", Cut: true, CutAt: -1, Times: 2}},
		"500":         {fault: posthogtest.Fault{Path: "/symbols/", Status: 500}, want: "answered 500"},
		"away":        {fault: posthogtest.Fault{Path: "/symbols/", Cut: true, CutAt: -1}, want: "can't be reached"},
		"gone":        {fault: posthogtest.Fault{Path: "/symbols/", Status: 404, Body: "<Error><Code>NoSuchKey</Code></Error>"}, want: "NoSuchKey"},
		"cut":         {fault: posthogtest.Fault{Path: "/symbols/", Cut: true, CutAt: 7}, want: "unexpected EOF"},
		"silent":      {fault: posthogtest.Fault{Path: "/symbols/", Drip: time.Hour}, want: "went silent"},
		"expired":     {late: 2 * time.Hour, want: "Request has expired"},
		"far too big": {fault: posthogtest.Fault{Path: "/symbols/", Header: map[string]string{"Content-Length": "104857601"}}, want: "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := start(t, posthogtest.Config{})
			credentials, err := client.NewCredentials(s.URL, theKey, "42")
			if err != nil {
				t.Fatal(err)
			}
			silence := time.Minute
			if name == "silent" {
				silence = time.Second // of a tiny download from this machine
			}
			cl := client.New(credentials, client.Options{Version: "v1.2.3", Pause: time.Microsecond, Silence: silence})
			content := bytes.Repeat([]byte("container "), 10)
			id := s.AddSet(posthogtest.Set{Ref: "r"}, content)
			s.Break(c.fault)
			if c.late > 0 {
				from, err := cl.DownloadURL(t.Context(), id)
				if err != nil {
					t.Fatal(err)
				}
				s.Mend()
				s.Advance(c.late)
				s.Break(posthogtest.Fault{Path: "/download", Body: fmt.Sprintf(`{"url":%q}`, from)})
			}
			var got []byte
			text, err := attempt(t, func(ctx context.Context) error {
				r, _, err := cl.Download(ctx, id)
				if err != nil {
					return err
				}
				got, err = io.ReadAll(r)
				return errors.Join(err, r.Close())
			})
			if (err == nil) != (c.want == "") || !strings.Contains(text, c.want) || err == nil && !bytes.Equal(got, content) {
				t.Errorf("%d bytes, error %v, want one with %q", len(got), err, c.want)
			}
			if name == "away" && !strings.Contains(symbols.Hint(err), "PostHog sends files there") {
				t.Errorf("hint %q", symbols.Hint(err))
			}
			if strings.Contains(text, "X-Amz-Signature") {
				t.Errorf("what is signed shows in %s", text)
			}
			asked(t, s)
		})
	}
}

// noise is a text that shrinks to about a half: as long as a block that the
// compressor can't look back through, over and over.
type noise []byte

func newNoise() noise {
	block := make(noise, 16<<20)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range block {
		block[i] = "0123456789abcdef"[random.Uint32()&15]
	}
	return block
}

func (n noise) ReadAt(p []byte, off int64) (int, error) {
	read := 0
	for read < len(p) {
		read += copy(p[read:], n[(off+int64(read))%int64(len(n)):])
	}
	return read, nil
}

// TestUploadMemory sends a pair of 100 MB with a flat heap.
func TestUploadMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("packs 100 MB twice")
	}
	var most, received atomic.Int64
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/store" {
			part := make([]byte, 1<<20)
			for {
				n, err := io.ReadFull(r.Body, part)
				received.Add(int64(n))
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), int64(m.HeapInuse)))
				if err != nil {
					break
				}
			}
			w.WriteHeader(http.StatusNoContent)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{
			"chunk_ids_to_upload": []string{"c1"}, "success": true,
			"id_map": map[string]any{"c1": map[string]any{"symbol_set_id": "x", "presigned_url": map[string]any{"url": s.URL + "/store"}}},
		})
	}))
	defer s.Close()
	credentials, err := client.NewCredentials(s.URL, theKey, "42")
	if err != nil {
		t.Fatal(err)
	}
	const half = 50_000_000
	text := newNoise()
	runtime.GC()
	content, err := container.Pack(container.Zstd, container.SourceAndMap,
		container.Input{Reader: io.NewSectionReader(text, 0, half), Size: half}, container.Input{Reader: io.NewSectionReader(text, 0, half), Size: half})
	if err != nil {
		t.Fatal(err)
	}
	results := client.New(credentials, client.Options{}).Upload(t.Context(), []symbols.Upload{{Ref: "c1", Content: content}}, symbols.UploadOptions{})
	if results[0].Err != nil || received.Load() < content.Size {
		t.Fatalf("%v; %d bytes of %d arrived", results[0].Err, received.Load(), content.Size)
	}
	t.Logf("%d MB were sent as %d MB, with a heap of %d MB at most", 2*half/1_000_000, content.Size/1_000_000, most.Load()>>20)
	if limit := int64(64+8+16) << 20; most.Load() > limit {
		t.Errorf("the heap was %d MB, want %d at most", most.Load()>>20, limit>>20)
	}
}
