package cli

import (
	"bytes"
	"encoding/json"

	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"symset/client/posthogtest"
	"symset/symbols/container"
)

const (
	boxKey   = "phx_the_key_of_the_box_9d41"
	payEvent = "0199b6f2-7c1e-7d43-9a51-3f1e8c5b2a90" // of demo/pay.json
	neverUp  = "0190aaaa-0000-7000-8000-00000000c0de" // a chunk id that was never uploaded
	shopURL  = "https://corner.example/assets/shop-IEI3CONR.js"
)

// TestOnlineScripts runs the commands that ask a PostHog, each script with a
// box of its own: testdata/online/*.txtar. Nothing may print the key.
func TestOnlineScripts(t *testing.T) {
	demo, err := filepath.Abs("demo")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/online",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			box := newBox(t, posthogtest.Config{})
			e.Values["box"] = box
			e.Setenv("DEMO", demo)
			e.Setenv("NO_COLOR", "")
			e.Setenv("POSTHOG_HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, "state"))
			e.Setenv("TMPDIR", filepath.Join(e.WorkDir, "tmp"))
			e.Setenv("POSTHOG_CLI_HOST", box.URL)
			e.Setenv("POSTHOG_CLI_PROJECT_ID", "42")
			e.Setenv("POSTHOG_CLI_API_KEY", boxKey)
			e.Setenv("EVENT", payEvent)
			e.Setenv("CHUNK", neverUp)
			e.Setenv("SHOP", shopURL)
			e.Setenv("ISSUE", issueOf(t, box))
			holdKey(t, e)
			return os.Mkdir(filepath.Join(e.WorkDir, "tmp"), 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":    quietCode,
			"fault":   fault,
			"mend":    func(ts *testscript.TestScript, _ bool, _ []string) { boxOf(ts).Mend() },
			"offline": func(ts *testscript.TestScript, _ bool, _ []string) { ts.Check(boxOf(ts).Close()) },
			"stores":  stores,
		},
	})
}

// newBox starts a PostHog that knows an event whose files it could not fetch,
// one with a chunk id that it has no row of, and a symbol set that is whole.
func newBox(t *testing.T, config posthogtest.Config) *posthogtest.Server {
	t.Helper()
	config.Key, config.Project, config.PollInterval = boxKey, "42", time.Millisecond
	box, err := posthogtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	ingest(t, box, readDemo(t, "pay.json", "https://corner.example"))
	ingest(t, box, `{"event":"$exception","properties":{"$exception_list":[{"type":"RangeError","value":"too deep","stacktrace":{"type":"raw","frames":[
		{"platform":"web:javascript","filename":"main.js","function":"dig","lineno":1,"colno":20,"chunk_id":"`+neverUp+`"}]}}]}}`)
	release := box.AddRelease(posthogtest.Release{Project: "shop", Version: "1.4.2"})
	box.AddSet(posthogtest.Set{Ref: "0190aaaa-0000-7000-8000-000000000001", ReleaseID: release, ContentHash: "h"}, packed(t))
	return box
}

// ingest hands a box an event of now.
func ingest(t *testing.T, box *posthogtest.Server, event string) {
	t.Helper()
	var e map[string]any
	if err := json.Unmarshal([]byte(event), &e); err != nil {
		t.Fatal(err)
	}
	delete(e, "timestamp")
	text, err := json.Marshal(e)
	if err == nil {
		_, err = box.Capture(text)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// packed is the demo's bundle as a container.
func packed(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	var parts []container.Input
	for _, name := range []string{"shop-IEI3CONR.js", "shop-IEI3CONR.js.map"} {
		text := readDemo(t, "assets/"+name, "https://corner.example")
		parts = append(parts, container.Input{Reader: strings.NewReader(text), Size: int64(len(text))})
	}
	if _, err := container.Write(&b, container.Zstd, container.SourceAndMap, parts...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// issueOf gives the issue of the event that tells of the payment.
func issueOf(t *testing.T, box *posthogtest.Server) string {
	t.Helper()
	code, stdout, stderr := runOnline(t, box, "exceptions", "--json")
	var a struct{ Issues []issueAnswer }
	if err := json.Unmarshal([]byte(stdout), &a); code != exitOK || err != nil {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for _, i := range a.Issues {
		if i.Name == "CheckoutError" {
			return i.ID
		}
	}
	t.Fatalf("no such issue in %s", stdout)
	return ""
}

// oneEnvironment keeps scripts that begin side by side from setting it at a time.
var oneEnvironment sync.Mutex

// runOnline runs a command in this process on a box.
func runOnline(t *testing.T, box *posthogtest.Server, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	oneEnvironment.Lock()
	defer oneEnvironment.Unlock()
	t.Setenv("POSTHOG_HOME", t.TempDir())
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(boxKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr = run("", append([]string{"--host", box.URL, "--project", "42", "--api-key-file", key}, args...)...)
	if strings.Contains(stdout+stderr, boxKey) {
		t.Errorf("%s prints the key", strings.Join(args, " "))
	}
	return code, stdout, stderr
}

func boxOf(ts *testscript.TestScript) *posthogtest.Server {
	return ts.Value("box").(*posthogtest.Server)
}

// quietCode is "code N COMMAND…", and the command must print no key.
func quietCode(ts *testscript.TestScript, neg bool, args []string) {
	wantCode(ts, neg, args)
	if strings.Contains(ts.ReadFile("stdout")+ts.ReadFile("stderr"), boxKey) {
		ts.Fatalf("%s prints the key", strings.Join(args, " "))
	}
}

// fault is "fault PATH STATUS [BODY [SECONDS]]": answers to requests whose path
// has PATH in it; "*" stands for any.
func fault(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fault [METHOD:]PATH STATUS [BODY [RETRY-AFTER]]")
	}
	status, err := strconv.Atoi(args[1])
	ts.Check(err)
	method, path, found := strings.Cut(args[0], ":")
	if !found {
		method, path = "", args[0]
	}
	f := posthogtest.Fault{Method: method, Path: strings.TrimPrefix(path, "*"), Status: status}
	if len(args) > 2 {
		f.Body = args[2]
	}
	if len(args) > 3 {
		f.Header = map[string]string{"Retry-After": args[3]}
	}
	boxOf(ts).Break(f)
}

// stores is "[!] stores REF": the box has a whole file for it.
func stores(ts *testscript.TestScript, neg bool, args []string) {
	whole := false
	for _, set := range boxOf(ts).Sets() {
		whole = whole || set.Ref == args[0] && set.ContentHash != "" && boxOf(ts).Object(set.StoragePtr) != nil
	}
	if whole == neg {
		ts.Fatalf("%s: stored is %t", args[0], whole)
	}
}

// TestOnlineHostile holds that refs and reasons of strangers are printed
// as text.
func TestOnlineHostile(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	box.AddSet(posthogtest.Set{Ref: "https://a.test/" + nasty + "/a.js", Failure: "no JSON" + nasty}, nil)
	box.AddIssue(posthogtest.Issue{ID: "0190aaaa-0000-7000-8000-00000000000a", Name: "E" + nasty, Description: nasty, LastSeen: time.Now()})
	for _, args := range [][]string{
		{"sets"}, {"sets", "--missing", "--json"}, {"exceptions"}, {"exceptions", "--json"}, {"sets", "show", "https://a.test/" + nasty + "/a.js"}, {"sets", "show", nasty},
	} {
		_, stdout, stderr := runOnline(t, box, args...)
		for _, out := range []string{strings.ReplaceAll(stdout, "\t", ""), stderr} {
			if r, bad := acts(out); bad {
				t.Errorf("%q prints %q in %q", args, r, out)
			}
		}
	}
}

// TestDownloadStaysInside holds that no ref leads out of the folder.
func TestDownloadStaysInside(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	id := box.AddSet(posthogtest.Set{Ref: "https://a.test/../../../up.js", ContentHash: "h"}, packed(t))
	dir := filepath.Join(t.TempDir(), "a", "b")
	code, stdout, stderr := runOnline(t, box, "sets", "download", "-o", dir, id)
	if code != exitOK || stdout != filepath.Join(dir, "up.js")+"\n"+filepath.Join(dir, "up.js.map")+"\n" {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("the folder has %v, error %v", left, err)
	}
}
