package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"symset/client/posthogtest"
)

// TestFaults holds what people are told of what goes wrong, by every command.
func TestFaults(t *testing.T) {
	commands := [][]string{
		{"sets"}, {"sets", "--missing"}, {"sets", "--json"}, {"sets", "show", shopURL}, {"sets", "download", "-o", t.TempDir(), shopURL}, {"sets", "delete", "--yes", shopURL},
		{"sets", "upload", shopURL, "--source", "demo/assets/shop-IEI3CONR.js", "--map", "demo/assets/shop-IEI3CONR.js.map"},
		{"exceptions"}, {"exceptions", "--json"}, {"exceptions", "show", payEvent}, {"resolve", payEvent}, {"status"},
	}
	for name, c := range map[string]struct {
		scopes []string
		fault  posthogtest.Fault
		says   string
		status int // symset status's exit code, when it is another than 1
	}{
		"no key":   {fault: posthogtest.Fault{Status: 401, Body: `{"type":"authentication_error","code":"authentication_failed","detail":"Invalid personal API key."}`}, says: "not signed in to"},
		"no scope": {scopes: []string{"user:read"}, says: "the key lacks the scope ", status: exitUnresolved},
		"busy":     {fault: posthogtest.Fault{Status: 429, Header: map[string]string{"Retry-After": "3600"}, Body: `{"detail":"Request was throttled."}`}, says: "asks for fewer requests"},
		"broken":   {fault: posthogtest.Fault{Status: 500, Body: "<h1>Server Error</h1>"}, says: "answered 500"},
		"gone":     {fault: posthogtest.Fault{Cut: true, CutAt: -1}, says: "can't be reached"},
		"strange":  {fault: posthogtest.Fault{Body: "<html>a login page</html>"}, says: "answered 200 OK"},
	} {
		t.Run(name, func(t *testing.T) {
			box := newBox(t, posthogtest.Config{Scopes: c.scopes})
			if c.scopes == nil {
				box.Break(c.fault)
			}
			for _, args := range commands {
				code, stdout, stderr := runOnline(t, box, args...)
				if c.status != 0 && args[0] == "status" {
					if code != c.status {
						t.Errorf("%s: exit code %d: %s%s", args, code, stdout, stderr)
					}
					continue
				}
				if code != exitError || !strings.Contains(stderr, c.says) || !strings.Contains(stderr, "symset: hint: ") {
					t.Errorf("%s: exit code %d: %s%s", args, code, stdout, stderr)
				}
			}
		})
	}
}

// TestWithoutQuery holds that a key of posthog-cli's older login, which has no
// query:read, still finds what is missing.
func TestWithoutQuery(t *testing.T) {
	box := newBox(t, posthogtest.Config{Scopes: []string{"error_tracking:read", "error_tracking:write"}})
	code, stdout, stderr := runOnline(t, box, "sets", "--missing")
	if code != exitOK || !strings.Contains(stdout, "no row\t1\tid\t-\t-\t"+neverUp) {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	code, stdout, _ = runOnline(t, box, "status")
	if code != exitUnresolved || !strings.Contains(stdout, "query:read            exceptions in full: the key lacks it") {
		t.Errorf("exit code %d: %s", code, stdout)
	}
	for _, args := range [][]string{{"exceptions", "show", issueOf(t, box)}, {"explain", issueOf(t, box)}} {
		if _, _, stderr := runOnline(t, box, args...); !strings.Contains(stderr, "note: the key lacks the scope query:read: PostHog gives the event cut short") {
			t.Errorf("%s does not say what the key lacks: %s", args, stderr)
		}
	}
}

// TestMoreThanIsRead holds that a count says so when it is of a part.
func TestMoreThanIsRead(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	const note = "counted in the latest 300 exceptions"
	if _, _, stderr := runOnline(t, box, "sets", "--missing"); strings.Contains(stderr, note) {
		t.Errorf("said of all exceptions: %s", stderr)
	}
	for range 300 {
		ingest(t, box, `{"event":"$exception","properties":{"$exception_list":[{"type":"Error","value":"x"}]}}`)
	}
	for _, args := range [][]string{{"sets", "--missing"}, {"sets", "--missing", "--json"}} {
		if _, _, stderr := runOnline(t, box, args...); !strings.Contains(stderr, note) {
			t.Errorf("not said: %s", stderr)
		}
	}
}

// TestOlderServer holds that what an old PostHog can't tell is not made up.
func TestOlderServer(t *testing.T) {
	box := newBox(t, posthogtest.Config{Generation: posthogtest.Older})
	if code, stdout, _ := runOnline(t, box, "status"); code != exitUnresolved || !strings.Contains(stdout, "error_tracking:write  uploading and deleting: not known") {
		t.Errorf("exit code %d: %s", code, stdout)
	}
	if code, stdout, stderr := runOnline(t, box, "sets", "--missing"); code != exitOK || !strings.Contains(stdout, "no row\t1\t") || strings.Contains(stdout, "uploaded\t") {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
}

// TestLogin approves a login as a person does in the browser.
func TestLogin(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	home := t.TempDir()
	t.Setenv("POSTHOG_HOME", home)
	t.Setenv("XDG_STATE_HOME", home)
	for _, name := range []string{"POSTHOG_CLI_API_KEY", "POSTHOG_CLI_PROJECT_ID", "POSTHOG_CLI_HOST"} {
		t.Setenv(name, "")
	}
	type result struct {
		code           int
		stdout, stderr string
	}
	done := make(chan result, 1)
	go func() {
		code, stdout, stderr := run("", "login", "--host", box.URL)
		done <- result{code, stdout, stderr}
	}()
	var r result
	for waits := true; waits; {
		select {
		case r = <-done:
			waits = false
		default:
			box.Approve()
			runtime.Gosched()
		}
	}
	file := filepath.Join(home, "credentials.json")
	if r.code != exitOK || r.stdout != "signed in to project 42 on "+box.URL+"; the key is in "+file+"\n" {
		t.Fatalf("exit code %d: %s%s", r.code, r.stdout, r.stderr)
	}
	if !strings.Contains(r.stderr, box.URL+"/cli/authorize?code=") || strings.Contains(r.stdout+r.stderr, boxKey) {
		t.Errorf("said %s", r.stderr)
	}
	kept, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(kept), boxKey) {
		t.Errorf("kept %v, error %v", len(kept), err)
	}
	if code, stdout, stderr := run("", "status"); code != exitOK || !strings.Contains(stdout, "signed in") {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
}

// TestCutShort holds that a list that breaks off prints what came, as whole
// JSON that says so.
func TestCutShort(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	for i := range 150 {
		box.AddSet(posthogtest.Set{Ref: fmt.Sprintf("https://a.test/%03d.js", i), Failure: `{"JavaScript":"NoSourceUrl"}`}, nil)
	}
	var a struct {
		Sets     []setAnswer
		Complete bool
	}
	code, stdout, stderr := runOnline(t, box, "sets", "--json")
	if err := json.Unmarshal([]byte(stdout), &a); err != nil || code != exitOK || len(a.Sets) != 153 || !a.Complete {
		t.Fatalf("exit code %d, %d sets, whole %t, error %v: %s", code, len(a.Sets), a.Complete, err, stderr)
	}
	for _, args := range [][]string{{"sets", "--json"}, {"sets", "--json", "--missing", "--sort", "waiting"}} {
		box.Mend()
		box.Break(posthogtest.Fault{Path: "symbol_sets", Skip: 1, Status: 403, Body: `{"detail":"no"}`})
		a.Sets, a.Complete = nil, true
		code, stdout, stderr = runOnline(t, box, args...)
		if err := json.Unmarshal([]byte(stdout), &a); err != nil || code != exitError || len(a.Sets) != 100 || a.Complete {
			t.Errorf("%q: exit code %d, %d sets, whole %t, error %v: %s", args, code, len(a.Sets), a.Complete, err, stderr)
		}
	}
}
