//go:build unix

package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// TestInterruptedRead ends a reading from outside while symbol sets come from
// PostHog: what was downloaded before does not stay behind.
func TestInterruptedRead(t *testing.T) {
	const first, second = "0190aaaa-0000-7000-8000-000000000001", "0190aaaa-0000-7000-8000-000000000002"
	box := newBox(t, posthogtest.Config{})
	box.AddSet(posthogtest.Set{Ref: second, ContentHash: "h"}, packed(t))
	box.Break(posthogtest.Fault{Method: "GET", Path: "/symbols", Skip: 1, Delay: time.Hour})
	dir := t.TempDir()
	event := filepath.Join(dir, "event.json")
	err := os.WriteFile(event, []byte(`{"event":"$exception","properties":{"$exception_list":[{"type":"Error","value":"x","stacktrace":{"type":"raw","frames":[
		{"platform":"web:javascript","filename":"a.js","lineno":1,"colno":20,"chunk_id":"`+first+`"},
		{"platform":"web:javascript","filename":"b.js","lineno":1,"colno":20,"chunk_id":"`+second+`"}]}}]}}`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"resolve", "open"} {
		box.Forget()
		temp := t.TempDir()
		cmd := exec.Command("symset", command, "--stored", "--maps", filepath.Join(dir, "event.json"), event)
		cmd.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+temp, "POSTHOG_CLI_HOST="+box.URL, "POSTHOG_CLI_PROJECT_ID=42", "POSTHOG_CLI_API_KEY="+boxKey)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		asked := func() (n int) {
			for _, r := range box.Requests() {
				if r.Method == "GET" && strings.HasPrefix(r.Path, "/symbols") {
					n++
				}
			}
			return n
		}
		for end := time.Now().Add(patience); asked() < 2 && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		}
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
			t.Errorf("%s: %v, want exit code %d", command, err, exitInterrupted)
		}
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Errorf("%s left %v behind: %v", command, left, err)
		}
		box.Mend()
		box.Break(posthogtest.Fault{Method: "GET", Path: "/symbols", Skip: 1, Delay: time.Hour})
	}
}
