package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/client/posthogtest"
)

// TestMatchReleases throws in a release of each of some builds, and holds that
// of four releases side by side that one is found.
func TestMatchReleases(t *testing.T) {
	const builds = "../symbols/match/testdata/planted"
	box := newBox(t, posthogtest.Config{})
	inPipeline(t, box)
	text, err := os.ReadFile(builds + "/frames.json")
	if err != nil {
		t.Fatal(err)
	}
	var thrown map[string][][]struct {
		Function     string
		Line, Column int
	}
	if err := json.Unmarshal(text, &thrown); err != nil {
		t.Fatal(err)
	}
	want := map[string][2]string{ // by ref: the file and how sure it is
		"https://cdn.example/pre%20fix/js/main.js?v=7":         {"rollup/v1/js/main.js", "likely"},
		"https://cdn.example/static/js/main.d860301f.js":       {"webpack/v2/static/js/main.d860301f.js", "sure"},
		"https://app.example:8443/x/assets/main-ypVV29L_.js#a": {"vite/v3/assets/main-ypVV29L_.js", "sure"},
		"https://old.example/static/app.js":                    {"esbuild/v4/static/app.js", "likely"},
	}
	args := []string{"match", "--json"}
	for ref, w := range want {
		for _, stack := range thrown[w[0]] {
			var frames []string
			for _, f := range stack {
				frames = append(frames, fmt.Sprintf(`{"platform":"web:javascript","filename":%q,"function":%q,"lineno":%d,"colno":%d,"in_app":true}`, ref, f.Function, f.Line, f.Column))
			}
			if _, err := box.Capture(fmt.Appendf(nil, `{"event":"$exception","properties":{"$exception_list":[{"type":"Error","value":"x","stacktrace":{"type":"raw","frames":[%s]}}]}}`, strings.Join(frames, ","))); err != nil {
				t.Fatal(err)
			}
		}
		for v := range 4 {
			tool, _, _ := strings.Cut(w[0], "/")
			args = append(args, "--directory", fmt.Sprintf("%s/%s/v%d", builds, tool, v+1))
		}
	}
	code, stdout, stderr := run("", args...)
	if code != exitUnresolved { // the box has others that nothing here is of
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var got struct{ Sets []matchAnswer }
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, set := range got.Sets {
		ref, _, _ := strings.Cut(string(set.Ref), "#")
		for wanted, w := range want {
			if bare, _, _ := strings.Cut(wanted, "#"); bare != ref {
				continue
			}
			if found++; !strings.HasSuffix(set.File, w[0]) || set.Confidence != w[1] {
				t.Errorf("%s: %s %q %s, want %v\n%+v", set.Ref, set.Confidence, set.File, set.Why, w, set.Candidates)
			}
		}
	}
	if found != len(want) {
		t.Errorf("%d of %d sets were answered for: %s", found, len(want), stdout)
	}
}

// TestMatchTie holds that of two files that are equally good both are told.
func TestMatchTie(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	inPipeline(t, box)
	const ref = "https://tie.example/app.js"
	event := fmt.Appendf(nil, `{"event":"$exception","properties":{"$exception_list":[{"type":"Error","value":"x","stacktrace":{"type":"raw","frames":[{"platform":"web:javascript","filename":%q,"lineno":1,"colno":3}]}}]}}`, ref)
	if _, err := box.Capture(event); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for folder, text := range map[string]string{"a": "f.g()", "b": "f.g(1)"} {
		for name, text := range map[string]string{"app.js": text, "app.js.map": `{"version":3,"sources":["app.ts"],"names":["f","g"],"mappings":"AAAAA,EAAEC"}`} {
			if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	code, stdout, stderr := run("", "match", "--directory", dir)
	if code != exitUnresolved {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for _, folder := range []string{"a", "b"} {
		line := "tie\t" + ref + "\t" + filepath.Join(dir, folder, "app.js") + "\ttwo different files are equally good; "
		if !strings.Contains(stdout, line) {
			t.Errorf("%q is not in %s", line, stdout)
		}
	}
	doubtful := filepath.Join(dir, "a", "app.js")
	if err := errors.Join(os.RemoveAll(filepath.Join(dir, "b")), os.WriteFile(doubtful, []byte("f=g"), 0o600)); err != nil { // nothing is called there
		t.Fatal(err)
	}
	_, stdout, _ = run("", "match", "--directory", dir)
	if line := "\t" + ref + "\t-\tonly doubtful files were found; " + doubtful + "; same name"; !strings.Contains(stdout, line) {
		t.Errorf("%q is not in %s", line, stdout)
	}
}

// TestMatchUpload holds that what is sure is sent, that a failure is told with
// its set, and that what was written since is not sent.
func TestMatchUpload(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	inPipeline(t, box)
	box.Break(posthogtest.Fault{Method: "POST", Path: "/symbols", Status: 400})
	sent := func() (a matchAnswer) {
		code, stdout, stderr := run("", "match", "-d", "demo/assets", "--upload", "--json")
		var got struct{ Sets []matchAnswer }
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatalf("%v: %s", err, stderr)
		}
		for _, set := range got.Sets {
			switch {
			case set.Result == "failed" && code != exitError, set.Result == "uploaded" && code != exitUnresolved:
				t.Errorf("%s, and exit code %d", set.Result, code)
			case set.Result != "" && set.Confidence != "sure":
				t.Errorf("%s was %s", set.Confidence, set.Result)
			case set.Result != "":
				a = set
			}
		}
		return a
	}
	if a := sent(); a.Result != "failed" || !strings.Contains(a.Problem, string(a.Ref)) {
		t.Errorf("the storage refuses it: %+v", a)
	}
	box.Mend()
	if a := sent(); a.Result != "uploaded" || a.Problem != "" {
		t.Errorf("%+v", a)
	}
}
