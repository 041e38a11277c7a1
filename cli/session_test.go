//go:build unix

package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a screen may take to show something. It only costs time
// when a test fails.
const patience = time.Minute

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
	return startIn(t, "", w, h, env, args...)
}

// startIn starts it in a folder.
func startIn(t *testing.T, dir string, w, h int, env []string, args ...string) *session {
	t.Helper()
	s := &session{t: t, cmd: exec.Command("symset", args...), emu: vt.NewSafeEmulator(w, h), done: make(chan error, 1)}
	s.cmd.Dir = dir
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
		s.emu.Write(margins.ReplaceAllFunc(buf[:n], s.within))
		s.mu.Unlock()
		if err != nil {
			s.done <- s.cmd.Wait()
			return
		}
	}
}

// margins are those of what scrolls.
var margins = regexp.MustCompile(`\x1b\[([0-9]+);([0-9]+)r`)

// within keeps margins on the screen, as terminals do: a program may set those of
// a larger one before it hears of the new size, and the emulator panics then.
func (s *session) within(set []byte) []byte {
	m := margins.FindSubmatch(set)
	if bottom, err := strconv.Atoi(string(m[2])); err == nil && bottom > s.emu.Height() {
		return []byte("\x1b[r")
	}
	return set
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
	s.mu.Lock()
	s.emu.Resize(w, h)
	s.mu.Unlock()
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
// it found them, by number or, for how keys are told, by name.
func left(output string) (modes []string) {
	state, told := map[string]bool{}, 0
	for _, m := range regexp.MustCompile(`\x1b\[([?><=])([0-9;]*)([hlum])`).FindAllStringSubmatch(output, -1) {
		switch m[1] + m[3] {
		case "?h", "?l":
			for mode := range strings.SplitSeq(m[2], ";") {
				state[mode] = m[3] == "h"
			}
		case ">m": // xterm's way: none is the usual one
			state["other keys"] = m[2] != "4"
		case ">u": // kitty's, which are stacked
			told++
		case "<u":
			told--
		}
	}
	state["kitty keys"] = told != 0
	for mode, on := range state {
		if atFirst := mode == "25" || mode == "7"; on != atFirst { // the cursor, and that lines are wrapped
			modes = append(modes, mode)
		}
	}
	return modes
}
