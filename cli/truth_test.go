package cli

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// truth finds the folder of real stack traces whose original places are known:
// the one that SYMSET_TRUTH names, or shared/truth beside the repository.
func truth(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("SYMSET_TRUTH")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "truth")
	}
	if _, err := os.Stat(filepath.Join(dir, "score.mjs")); err != nil {
		t.Skip("no folder of real stack traces here: set SYMSET_TRUTH")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("no node here to score the answers with")
	}
	return dir
}

// A scored is what score.mjs says of a set of answers.
type scored struct {
	Frames                    int
	File, Line, Function      string
	Exact                     string `json:"exactWhereMapIsPrecise"`
	OfThoseClaimedAsAppSource int
	BrokenCases               *struct{ Pass, Fail int }
}

// TestTruth holds the bars for real traces, read from events and from pasted
// text: file 99.5%, line 99%, exact where the map is precise 99.5%, function
// 95%.
func TestTruth(t *testing.T) {
	dir := truth(t)
	for by, input := range map[string]string{"event": "event.json", "text": "stack.txt"} {
		t.Run(by, func(t *testing.T) {
			got := score(t, dir, resolveCases(t, filepath.Join(dir, "cases"), input), "--by", by)
			for _, bar := range []struct {
				what, got string
				least     float64
			}{
				{"file", got.File, 99.5}, {"line", got.Line, 99}, {"exact where the map is precise", got.Exact, 99.5}, {"function", got.Function, 95},
			} {
				percent, err := strconv.ParseFloat(strings.TrimSuffix(bar.got, "%"), 64)
				if err != nil || percent < bar.least {
					t.Errorf("%s: %s right, want %.1f%%", bar.what, bar.got, bar.least)
				}
				t.Logf("%s: %s of %d frames", bar.what, bar.got, got.Frames)
			}
		})
	}
}

// TestBrokenTruth holds that of the damaged and hostile cases at most 3 are
// judged otherwise than the folder does.
func TestBrokenTruth(t *testing.T) {
	dir := truth(t)
	for by, input := range map[string]string{"event": "event.json", "text": "stack.txt"} {
		t.Run(by, func(t *testing.T) {
			got := score(t, dir, resolveCases(t, filepath.Join(dir, "broken"), input), "--by", by, "--broken")
			if got.BrokenCases == nil || got.BrokenCases.Pass == 0 || got.BrokenCases.Fail > 3 {
				t.Errorf("broken cases: %+v, want at most 3 judged wrongly", got.BrokenCases)
			}
			t.Logf("broken cases: %+v", *got.BrokenCases)
		})
	}
}

// A given is one answer as score.mjs takes it.
type given struct {
	Case     string `json:"case"`
	Frame    int    `json:"frame"`
	Source   string `json:"source,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Function string `json:"function,omitempty"`
}

// resolveCases runs symset resolve --json on the input of every case below dir.
func resolveCases(t *testing.T, dir, input string) []given {
	t.Helper()
	answers := []given{}
	cases, err := filepath.Glob(filepath.Join(dir, "*", "truth.json"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases in %s (%v)", dir, err)
	}
	for _, name := range cases {
		var c struct {
			Case, Runtime string
			BundleDir     string `json:"bundle_dir"`
		}
		data, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(data, &c)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		folder := filepath.Dir(name)
		code, stdout, stderr := run("", "resolve", "--json", "--maps", filepath.Join(folder, c.BundleDir), filepath.Join(folder, input))
		if code == exitError { // a clean refusal is an answer, too
			if !strings.HasPrefix(stderr, "symset: ") {
				t.Errorf("%s: refused without a word: %q", c.Case, stderr)
			}
			continue
		}
		var a answer
		if err := json.Unmarshal([]byte(stdout), &a); err != nil {
			t.Errorf("%s: %v", c.Case, err)
			continue
		}
		unnumbered := 0
		for _, e := range a.Exceptions {
			for _, f := range e.Frames {
				if input == "stack.txt" && c.Runtime == "firefox" && accessor(f.Raw.Function) {
					unnumbered++
					continue
				}
				g := given{Case: c.Case, Frame: f.Index - unnumbered}
				if f.Resolved {
					g.Source, g.Line, g.Column, g.Function = f.Source, f.Line, f.Column, f.Function
				}
				answers = append(answers, g)
			}
		}
	}
	return answers
}

// accessor reports whether Firefox names a getter or setter. The folder's
// numbers of lines in stack.txt leave those out; symset reads them.
func accessor(function string) bool {
	return strings.HasPrefix(function, "get ") || strings.HasPrefix(function, "set ")
}

// score lets the folder's own script judge the answers.
func score(t *testing.T, dir string, answers []given, flags ...string) scored {
	t.Helper()
	data, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "answers.json")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	args := append([]string{filepath.Join(dir, "score.mjs"), dir, file, "--json"}, flags...)
	out, err := exec.Command("node", args...).Output()
	if err != nil {
		t.Fatalf("score.mjs: %v", err)
	}
	var s scored
	if err := json.Unmarshal(out, &s); err != nil {
		t.Fatalf("score.mjs answered %q: %v", out, err)
	}
	return s
}
