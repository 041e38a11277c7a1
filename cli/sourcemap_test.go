package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/client/posthogtest"
)

// manyPairs writes a build of so many small pairs.
func manyPairs(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		name := filepath.Join(dir, fmt.Sprintf("chunk%03d.js", i))
		src := fmt.Sprintf("console.log(%d)\n//# sourceMappingURL=chunk%03d.js.map\n", i, i)
		m := fmt.Sprintf(`{"version":3,"sources":["src/%d.ts"],"sourcesContent":["console.log(%d)"],"names":[],"mappings":"AAAA,QAAQ"}`, i, i)
		if os.WriteFile(name, []byte(src), 0o644) != nil || os.WriteFile(name+".map", []byte(m), 0o644) != nil {
			t.Fatal("can't write the build")
		}
	}
	return dir
}

// inPipeline asks a box by the environment, as pipelines do.
func inPipeline(t *testing.T, box *posthogtest.Server) {
	t.Helper()
	t.Setenv("POSTHOG_HOME", t.TempDir())
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("POSTHOG_CLI_HOST", box.URL)
	t.Setenv("POSTHOG_CLI_PROJECT_ID", "42")
	t.Setenv("POSTHOG_CLI_API_KEY", boxKey)
	t.Setenv("POSTHOG_CLIENT_RATE_LIMIT", "100000")
}

// started counts how often each ref of a start was sent, by box's requests.
func started(box *posthogtest.Server) map[string]int {
	times := map[string]int{}
	for _, r := range box.Requests() {
		if !strings.Contains(r.Path, "bulk_start_upload") {
			continue
		}
		var body struct {
			Sets []struct {
				Ref string `json:"chunk_id"`
			} `json:"symbol_sets"`
		}
		if json.Unmarshal(r.Body, &body) == nil {
			for _, s := range body.Sets {
				times[s.Ref]++
			}
		}
	}
	return times
}

// TestUploadFaults fails a bulk upload in its middle, and holds that a second
// run sends what is left and nothing else.
func TestUploadFaults(t *testing.T) {
	for name, f := range map[string]posthogtest.Fault{
		"a start is refused":          {Path: "bulk_start_upload", Skip: 2, Status: 500},
		"a finish is refused":         {Path: "bulk_finish_upload", Skip: 1, Status: 503},
		"a finish's answer is lost":   {Path: "bulk_finish_upload", Skip: 1, Worked: true, Cut: true, CutAt: -1},
		"the storage refuses":         {Method: "POST", Skip: 90, Status: 500},
		"PostHog is gone":             {Skip: 120, Cut: true, CutAt: -1},
		"the connection ends halfway": {Path: "bulk_start_upload", Skip: 1, Cut: true, CutAt: 40},
	} {
		t.Run(name, func(t *testing.T) {
			box := newBox(t, posthogtest.Config{})
			inPipeline(t, box)
			dir := manyPairs(t, 200)
			if code, _, stderr := run("", "sourcemap", "inject", "-d", dir); code != exitOK {
				t.Fatalf("inject: %s", stderr)
			}
			box.Break(f)
			code, _, stderr := run("", "sourcemap", "upload", "-d", dir)
			mended := f.Worked && code == exitOK // what was lost is asked for
			if !mended && (code != exitError || !strings.Contains(stderr, "the same command uploads what is left")) {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			if left, err := keeper().Pending(); err != nil || f.Path+f.Method == "" && (len(left) == 0 || !strings.Contains(stderr, "symset backups recover")) {
				t.Errorf("%d are known to have been begun, %v: %s", len(left), err, stderr)
			}
			box.Mend()
			whole := map[string]posthogtest.Set{}
			for _, s := range box.Sets() {
				if s.ContentHash != "" {
					whole[s.Ref] = s
				}
			}
			box.Forget()
			if code, _, stderr = run("", "sourcemap", "upload", "-d", dir, "--delete-after"); code != exitOK {
				t.Fatalf("the second run: exit code %d: %s", code, stderr)
			}
			if left, err := keeper().Pending(); err != nil || len(left) > 0 {
				t.Errorf("when all is there %d are taken for begun, %v", len(left), err)
			}
			again := started(box)
			n := 0
			for _, s := range box.Sets() {
				if before, ok := whole[s.Ref]; ok && (before != s || again[s.Ref] > 0) {
					t.Errorf("%s was whole, and was touched", s.Ref)
				}
				if s.ContentHash != "" && box.Object(s.StoragePtr) != nil {
					n++
				}
			}
			if n != 201 { // and the one that was there
				t.Errorf("%d sets are whole", n)
			}
			if maps, _ := filepath.Glob(filepath.Join(dir, "*.map")); len(maps) > 0 {
				t.Errorf("%d maps are left", len(maps))
			}
		})
	}
}

// TestKeyRevoked holds that what went wrong with all files is said once, and what
// to do about what was interrupted once, too.
func TestKeyRevoked(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	inPipeline(t, box)
	dir := manyPairs(t, 5)
	box.Break(posthogtest.Fault{Path: "symbol_sets", Skip: 2, Status: 401, Body: `{"type":"authentication_error","code":"authentication_failed","detail":"the key is not valid"}`})
	code, _, stderr := run("", "sourcemap", "process", "-d", dir)
	if code != exitError || strings.Count(stderr, "not signed in") > 2 || !strings.Contains(stderr, "and 4 more") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	box.Mend()
	if _, _, stderr := run("", "backups", "recover"); strings.Count(stderr, "hint: ") != 1 {
		t.Errorf("%s", stderr)
	}
}
