//go:build unix

package cli

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/client/posthogtest"
)

// allWhole holds that a second run ends complete, that it sends nothing that
// was whole, and that nothing that was whole is another now.
func allWhole(t *testing.T, box *posthogtest.Server, dir string) {
	t.Helper()
	box.Mend()
	whole := map[string]posthogtest.Set{}
	for _, s := range box.Sets() {
		if s.ContentHash != "" {
			whole[s.Ref] = s
		}
	}
	box.Forget()
	if code, _, stderr := run("", "sourcemap", "upload", "-d", dir); code != exitOK {
		t.Fatalf("the second run: exit code %d: %s", code, stderr)
	}
	again := started(box)
	n := 0
	for _, s := range box.Sets() {
		if before, ok := whole[s.Ref]; ok && (before.StoragePtr != s.StoragePtr || again[s.Ref] > 0) {
			t.Errorf("%s was whole, and was touched", s.Ref)
		}
		if s.ContentHash != "" && box.Object(s.StoragePtr) != nil {
			n++
		}
	}
	if n != 201 { // and the one that was there
		t.Errorf("%d sets are whole", n)
	}
	if left, err := keeper().Pending(); err != nil || len(left) > 0 {
		t.Errorf("when all is there %d are taken for begun, %v", len(left), err)
	}
}

// TestUploadKilled kills the program in the middle of a bulk upload.
func TestUploadKilled(t *testing.T) {
	for _, requests := range []int{30, 130} {
		box := newBox(t, posthogtest.Config{})
		inPipeline(t, box)
		dir := manyPairs(t, 200)
		if code, _, stderr := run("", "sourcemap", "inject", "-d", dir); code != exitOK {
			t.Fatalf("inject: %s", stderr)
		}
		box.Forget()
		cmd := exec.Command("symset", "sourcemap", "upload", "-d", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for len(ended) == 0 && len(box.Requests()) < requests {
			time.Sleep(time.Millisecond)
		}
		_ = cmd.Process.Kill() // unless it was faster
		<-ended
		allWhole(t, box, dir)
	}
}

// TestInjectKilled kills the program in the middle of injecting, and holds that
// the next run leaves what one run does.
func TestInjectKilled(t *testing.T) {
	inPipeline(t, newBox(t, posthogtest.Config{}))
	whole := manyPairs(t, 200)
	if code, _, stderr := run("", "sourcemap", "inject", "-d", whole); code != exitOK {
		t.Fatalf("inject: %s", stderr)
	}
	want := contents(t, whole)
	for _, changed := range []int{1, 100} {
		dir := manyPairs(t, 200)
		before := contents(t, dir)
		cmd := exec.Command("symset", "sourcemap", "inject", "-d", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for n := 0; n < changed && len(ended) == 0; time.Sleep(time.Millisecond) {
			n = 0
			for name, text := range contents(t, dir) {
				if before[name] != text {
					n++
				}
			}
		}
		_ = cmd.Process.Kill() // unless it was faster
		<-ended
		if code, _, stderr := run("", "sourcemap", "inject", "-d", dir); code != exitOK {
			t.Errorf("the second run: exit code %d: %s", code, stderr)
		}
		if diff := cmp.Diff(want, contents(t, dir)); diff != "" {
			t.Errorf("killed after %d files it ends in\n%s", changed, diff)
		}
	}
}

// contents are the files of a folder; those that went meanwhile are left out.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range list {
		if text, err := os.ReadFile(filepath.Join(dir, e.Name())); err == nil {
			all[e.Name()] = string(text)
		}
	}
	return all
}

// TestUploadRandomFaults fails requests of a bulk upload by chance.
func TestUploadRandomFaults(t *testing.T) {
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 6))
		box := newBox(t, posthogtest.Config{})
		inPipeline(t, box)
		dir := manyPairs(t, 200)
		if code, _, stderr := run("", "sourcemap", "inject", "-d", dir); code != exitOK {
			t.Fatalf("inject: %s", stderr)
		}
		for range 1 + rng.IntN(3) {
			f := posthogtest.Fault{Skip: rng.IntN(200), Times: 1 + rng.IntN(20), Status: []int{500, 502, 503, 429, 400}[rng.IntN(5)]}
			if rng.IntN(3) == 0 {
				f.Cut, f.CutAt, f.Worked = true, rng.IntN(60)-1, rng.IntN(2) == 0
			}
			f.Path = []string{"", "", "bulk_start_upload", "bulk_finish_upload"}[rng.IntN(4)]
			box.Break(f)
		}
		code, _, stderr := run("", "sourcemap", "upload", "-d", dir)
		if code != exitOK && code != exitError {
			t.Errorf("seed %d: exit code %d: %s", seed, code, stderr)
		}
		if code == exitError && !strings.Contains(stderr, "the same command uploads what is left") && !strings.Contains(stderr, "error: ") {
			t.Errorf("seed %d: %s", seed, stderr)
		}
		allWhole(t, box, dir)
	}
}

// TestUploadToOldServers holds that servers without the check of what they
// need, and those without bulk calls, get what they have not, and only that.
func TestUploadToOldServers(t *testing.T) {
	for _, generation := range []posthogtest.Generation{posthogtest.Older, posthogtest.NoBulk} {
		box := newBox(t, posthogtest.Config{Generation: generation})
		inPipeline(t, box)
		dir := manyPairs(t, 5)
		for n, want := range []string{"5 uploaded, 0 unchanged", "0 uploaded, 5 unchanged"} {
			code, _, stderr := run("", "sourcemap", "process", "-d", dir)
			if code != exitOK || !strings.Contains(stderr, want) {
				t.Errorf("generation %v, run %d: exit code %d, want %s: %s", generation, n, code, want, stderr)
			}
		}
	}
}
