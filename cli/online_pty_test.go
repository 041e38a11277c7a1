//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"

	"symset/client/posthogtest"
)

// onBox is the environment of someone who is signed in to a box.
func onBox(t *testing.T, box *posthogtest.Server) []string {
	t.Helper()
	home := t.TempDir()
	return []string{"POSTHOG_CLI_HOST=" + box.URL, "POSTHOG_CLI_PROJECT_ID=42", "POSTHOG_CLI_API_KEY=" + boxKey,
		"POSTHOG_HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "TMPDIR=" + home}
}

// TestAsksBeforeDeleting holds that nothing is deleted on a terminal before the
// person said so.
func TestAsksBeforeDeleting(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	before := len(box.Sets())
	for _, c := range []struct {
		answer string
		code   int
		left   int
	}{{"\n", 1, before}, {"no\n", 1, before}, {"\x03", exitInterrupted, before}, {"y\n", 0, before - 1}} {
		s := start(t, 100, 20, onBox(t, box), "sets", "delete", shopURL)
		s.see("delete 1 symbol set? [y/N]")
		s.press(c.answer)
		s.ends(c.code)
		if left := len(box.Sets()); left != c.left {
			t.Errorf("after %q there are %d sets, want %d", c.answer, left, c.left)
		}
	}
}

// TestKeyDoesNotShow holds that a typed key is nowhere to be seen, and that the
// terminal shows what is typed again afterwards.
func TestKeyDoesNotShow(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	s := start(t, 100, 20, onBox(t, box), "login", "--manual", "--host", box.URL)
	echoing, err := term.GetState(s.tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	s.see("project number")
	s.press("42\n")
	s.see("personal API key")
	for quiet := false; !quiet; time.Sleep(time.Millisecond) { // the prompt comes before the terminal is told
		now, err := term.GetState(s.tty.Fd())
		if err != nil {
			t.Fatal(err)
		}
		quiet = !reflect.DeepEqual(now, echoing)
	}
	s.press("phx_typed_in_secret\n")
	s.see("not signed in to " + box.URL)
	s.ends(exitError)
	if strings.Contains(s.wrote(), "typed_in_secret") {
		t.Error("the key shows")
	}
	if after, err := term.GetState(s.tty.Fd()); err == nil && !reflect.DeepEqual(after, echoing) {
		t.Error("the terminal does not show any more what is typed")
	}
}

// TestInterrupted holds that ctrl+c ends what waits for a server, at once and
// with the exit code that says so.
func TestInterrupted(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	box.Break(posthogtest.Fault{Path: "symbol_sets", Delay: time.Hour})
	s := start(t, 100, 20, onBox(t, box), "sets")
	for len(box.Requests()) == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	s.ends(exitInterrupted)
}

// TestKeyTypedIntoTheApp signs in on the first page: a wrong key is told there,
// the right one is kept, and neither shows.
func TestKeyTypedIntoTheApp(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	home := t.TempDir()
	s := start(t, 100, 30, []string{"HOME=" + home, "POSTHOG_HOME=" + home, "XDG_STATE_HOME=" + home})
	s.see("You are not signed in")
	for _, key := range []string{"phx_typed_in_secret", boxKey} {
		s.press("k")
		s.see("Sign in with a key")
		s.press(box.URL + "\r42\r" + key)
		s.see(strings.Repeat("*", len(key)))
		s.press("\r")
		s.gone("Sign in with a key")
		if key != boxKey {
			s.see("not signed in to " + box.URL)
		}
	}
	s.see("[1 Sets]")
	s.press("q")
	s.ends(0)
	if kept, err := os.ReadFile(filepath.Join(home, "credentials.json")); err != nil || !strings.Contains(string(kept), boxKey) {
		t.Errorf("the key is not kept: %v", err)
	}
	if strings.Contains(s.wrote(), "typed_in_secret") || strings.Contains(s.wrote(), boxKey) {
		t.Error("the key shows")
	}
}
