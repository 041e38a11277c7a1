package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/client/posthogtest"
)

// planted copies a real build, with one thing in its files replaced by another.
func planted(t *testing.T, build, was, is string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../symbols/match/testdata/planted/"+build)); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.js"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%q, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], []byte(strings.ReplaceAll(string(text), was, is)), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestDoubtful holds what becomes of pairs that may not belong together, and of
// those that don't.
func TestDoubtful(t *testing.T) {
	for name, c := range map[string]struct {
		was, is string
		flags   []string
		code    int
		says    []string
	}{
		"one word":          {"Cart over its", "Cart over her", nil, exitOK, []string{"warning: it is doubtful whether ", " mappings that tell it speak against it", "1 uploaded"}},
		"one word, no look": {"Cart over its", "Cart over her", []string{"--no-check"}, exitOK, []string{"1 uploaded"}},
		"more of it":        {"class", "/*more*/class", nil, exitError, []string{"does not belong to", "nothing was sent", "--no-check"}},
		"more, no look":     {"class", "/*more*/class", []string{"--no-check"}, exitOK, []string{"1 uploaded"}},
	} {
		t.Run(name, func(t *testing.T) {
			box := newBox(t, posthogtest.Config{})
			inPipeline(t, box)
			before := len(box.Sets())
			dir := planted(t, "rollup/v1", c.was, c.is)
			code, stdout, stderr := run("", append([]string{"sourcemap", "process", "-d", dir, "--json"}, c.flags...)...)
			for _, s := range c.says {
				if code != c.code || !strings.Contains(stderr, s) {
					t.Errorf("exit code %d, want %d and %q: %s", code, c.code, s, stderr)
				}
			}
			if sent := len(box.Sets()) > before; sent != (c.code == exitOK) {
				t.Errorf("sent: %t", sent)
			}
			if doubt := strings.Contains(stdout, `"doubt":`); doubt != (name == "one word") {
				t.Errorf("%s", stdout)
			}
		})
	}
}

// TestManyDoubts holds that not each of many doubtful pairs is told of.
func TestManyDoubts(t *testing.T) {
	inPipeline(t, newBox(t, posthogtest.Config{}))
	args := []string{"sourcemap", "process"}
	for _, v := range []string{"v1", "v2", "v3", "v4", "v1"} {
		args = append(args, "-d", planted(t, "rollup/"+v, "Cart over its", "Cart over her"))
	}
	code, _, stderr := run("", args...)
	if code != exitOK || strings.Count(stderr, "it is doubtful whether") != 3 || !strings.Contains(stderr, "the same goes for 2 more") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

// TestOtherRelease holds what becomes of a symbol set that is bound to another
// release than is asked for.
func TestOtherRelease(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	inPipeline(t, box)
	dir := planted(t, "rollup/v1", "", "")
	upload := func(command, version string, flags ...string) (int, string) {
		code, _, stderr := run("", append([]string{"sourcemap", command, "-d", dir, "--release-mode", "symbol-set", "--release-name", "shop", "--release-version", version}, flags...)...)
		return code, stderr
	}
	if code, stderr := upload("process", "1"); code != exitOK || !strings.Contains(stderr, "1 uploaded") {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if code, stderr := upload("upload", "2", "--skip-release-on-fail=false"); code != exitError || !strings.Contains(stderr, "release") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if code, stderr := upload("upload", "2"); code != exitOK || !strings.Contains(stderr, "0 uploaded, 1 unchanged") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	for _, s := range box.Sets() {
		if s.ContentHash != "" && s.ReleaseID == "" && strings.Count(s.Ref, "-") == 4 {
			t.Errorf("%s lost its release", s.Ref)
		}
	}
}
