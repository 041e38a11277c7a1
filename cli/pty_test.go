//go:build unix

package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a screen may take to show something. It only costs time
// when a test fails.
const patience = 20 * time.Second

// A session is the real program in a pseudo-terminal, on an emulator that
// answers its questions.
type session struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	emu  *vt.SafeEmulator
	done chan error

	mu  sync.Mutex
	raw bytes.Buffer // all that the program wrote
}

func start(t *testing.T, w, h int, env []string, args ...string) *session {
	t.Helper()
	s := &session{t: t, cmd: exec.Command("symset", args...), emu: vt.NewSafeEmulator(w, h), done: make(chan error, 1)}
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=")
	s.cmd.Env = append(s.cmd.Env, env...)
	tty, err := pty.StartWithSize(s.cmd, &pty.Winsize{Rows: uint16(h), Cols: uint16(w)})
	if err != nil {
		t.Fatal(err)
	}
	s.tty = tty
	go s.read()
	go func() { io.Copy(s.tty, s.emu) }() // the terminal's answers
	t.Cleanup(func() {
		s.cmd.Process.Kill()
		s.tty.Close() // not the emulator: its Close is not safe beside its Read
	})
	return s
}

func (s *session) read() {
	buf := make([]byte, 32<<10)
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		s.mu.Unlock()
		s.emu.Write(buf[:n])
		if err != nil {
			s.done <- s.cmd.Wait()
			return
		}
	}
}

func (s *session) wrote() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// screen is what a person sees.
func (s *session) screen() string { return ansi.Strip(s.emu.Render()) }

// see waits until the screen shows the text, and gone until it doesn't.
func (s *session) see(text string)  { s.t.Helper(); s.await(text, true) }
func (s *session) gone(text string) { s.t.Helper(); s.await(text, false) }

func (s *session) await(text string, shown bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if strings.Contains(s.screen(), text) == shown {
			return
		}
	}
	s.t.Fatalf("waited for %q to be shown: %v; the screen:\n%s", text, shown, s.screen())
}

func (s *session) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.tty, keys); err != nil {
		s.t.Fatal(err)
	}
}

func (s *session) resize(w, h int) {
	s.emu.Resize(w, h)
	if err := pty.Setsize(s.tty, &pty.Winsize{Rows: uint16(h), Cols: uint16(w)}); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the program's end, checks its exit code, and that the terminal
// is as it was.
func (s *session) ends(code int) {
	s.t.Helper()
	select {
	case err := <-s.done:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			s.t.Fatal(err)
		}
		if got := s.cmd.ProcessState.ExitCode(); got != code {
			s.t.Errorf("ended with %d, want %d (%v)", got, code, s.cmd.ProcessState)
		}
	case <-time.After(patience):
		s.t.Fatalf("did not end; the screen:\n%s", s.screen())
	}
	for _, mode := range left(s.wrote()) {
		s.t.Errorf("the terminal is left with mode %s", mode)
	}
}

// left gives the terminal modes that a program's output leaves otherwise than
// it found them.
func left(output string) (modes []string) {
	state := map[string]bool{}
	for _, m := range regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`).FindAllStringSubmatch(output, -1) {
		for mode := range strings.SplitSeq(m[1], ";") {
			state[mode] = m[2] == "h"
		}
	}
	for mode, on := range state {
		if visible := mode == "25"; on != visible { // the cursor is on at first, all else off
			modes = append(modes, mode)
		}
	}
	return modes
}

func TestScreenOfAnEvent(t *testing.T) {
	s := start(t, 100, 30, nil, "open", "--maps", "demo", "demo/pay.json")
	s.see("CheckoutError")
	s.see("checkout.ts:20:13") // the first frame that reads has the cursor
	s.press("\x1b[B")
	s.press("\x1b[B")
	s.see("it names none, and no") // all of the reason, where the code would be
	s.press("?")
	s.see("Go to the next frame")
	s.press("\x1b")
	s.gone("Go to the next frame")
	s.resize(70, 18)
	s.see("CheckoutError")
	s.resize(50, 10)
	s.see("60×15")
	s.resize(120, 40)
	s.see("── Causes ── 1 of 2") // the wide layout
	s.press("q")
	s.ends(0)
}

// TestScreenOfProject goes from a missing set to the exception that waits for
// it, and back, in the built-in project.
func TestScreenOfProject(t *testing.T) {
	s := start(t, 120, 40, []string{"HOME=" + t.TempDir()}, "demo")
	s.see("[1 Symbol sets]")
	s.see("no map found")
	s.see("frames wait for it") // of the set under the cursor
	s.press("\r")
	s.see("Why there is no symbol set")
	s.press("\r")
	s.see("of 5 read")
	s.press("\x1b")
	s.see("Why there is no symbol set")
	s.press("\x1b")
	s.see("[1 Symbol sets]")
	s.press("2")
	s.see("PaymentError")
	s.press("q")
	s.ends(0)
}

// TestScreenOfNobody goes the three ways of the first page.
func TestScreenOfNobody(t *testing.T) {
	s := start(t, 80, 24, []string{"HOME=" + t.TempDir(), "POSTHOG_CLI_HOST=http://127.0.0.1:1"})
	s.see("Nobody is signed in")
	s.press("s")
	s.see("127.0.0.1:1") // does not answer
	s.press("o")
	s.press("demo/load.txt\r")
	s.see("RatesError")
	s.press("\x1b")
	s.see("Nobody is signed in")
	s.press("d")
	s.see("[1 Sets]")
	s.press("q")
	s.ends(0)
}

func TestScreenOfPastedTrace(t *testing.T) {
	s := start(t, 100, 30, nil, "open", "--maps", "demo", "demo/load.txt")
	s.see("rates.ts:18:11")
	s.press("\x03") // ctrl+c
	s.ends(0)
}

func TestSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			// Ended from outside, Bubble Tea closes its input while it reads it,
			// which the race detector sees when the test runs under it.
			s := start(t, 100, 30, []string{"GORACE=exitcode=0"}, "open", "--maps", "demo", "demo/pay.json")
			s.see("CheckoutError")
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			s.ends(0)
		})
	}
}

func TestNoColour(t *testing.T) {
	coloured := regexp.MustCompile(`\x1b\[(?:[0-9:]*;)*(?:[34][0-8]|9[0-7]|10[0-7])(?:[;:][0-9:;]*)?m`)
	for _, env := range []string{"NO_COLOR=yes", "NO_COLOR="} {
		t.Run(env, func(t *testing.T) {
			s := start(t, 100, 30, []string{env}, "open", "--maps", "demo", "demo/pay.json")
			s.see("checkout.ts:20:13")
			s.press("q")
			s.ends(0)
			if got, want := coloured.MatchString(s.wrote()), env == "NO_COLOR="; got != want {
				t.Errorf("coloured: %v, want %v", got, want)
			}
		})
	}
}

// TestPrintedOnATerminal holds that resolve uses colours on a terminal, and
// that a terminal as standard input is not waited for in silence.
func TestPrintedOnATerminal(t *testing.T) {
	s := start(t, 100, 60, nil, "resolve", "--maps", "demo", "demo/load.txt")
	s.see("3 frames read")
	s.ends(0)
	if !strings.Contains(s.wrote(), "\x1b[32m✓") {
		t.Error("no colours on a terminal")
	}
	s = start(t, 100, 30, nil, "resolve")
	s.see("there is nothing to read")
	s.ends(1)
	s = start(t, 100, 30, nil, "resolve", "--maps", "demo", "-")
	s.see("paste a stack trace")
	s.press("RatesError: x\n    at Oe (https://corner.example/assets/shop-IEI3CONR.js:1:11275)\n\x04")
	s.see("rates.ts:18:11")
	s.ends(0)
}
