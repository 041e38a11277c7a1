package tui

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"symset/symbols"
)

// child is the environment variable that makes the test binary the program.
const child = "SYMSET_TUI_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(child) == "" {
		os.Exit(m.Run())
	}
	r := cart()
	r.latency = 50 * time.Millisecond
	o := Options{Events: []symbols.Event{cartEvent()}, Resolver: r}
	switch p := (falling{shop(), new(atomic.Bool), os.Getenv(child) == "falls in a command"}); os.Getenv(child) {
	case "project":
		o = Options{Project: lingering{shop()}, Waits: func(what string) { fmt.Println("waits:", what) }}
	case "falls in a command", "falls while drawing":
		o = Options{Project: p, Now: p.now}
	}
	err := Run(context.Background(), o)
	fmt.Println("ended:", err)
	if err != nil {
		os.Exit(3)
	}
}

// lingering is a project that takes a while to put things back when it is told
// to end.
type lingering struct{ *fakeProject }

func (p lingering) DeleteSet(ctx context.Context, id string) error {
	fmt.Print("\x1b]2;deleting\a")
	<-ctx.Done()
	time.Sleep(200 * time.Millisecond)
	fmt.Println("put back")
	return ctx.Err()
}

// falling is a project with a fault of ours: asking for a symbol set of it
// panics, or the clock does from then on.
type falling struct {
	*fakeProject
	fallen *atomic.Bool
	atOnce bool
}

func (p falling) Set(ctx context.Context, id string) (symbols.Set, error) {
	if p.atOnce {
		panic("it fell")
	}
	p.fallen.Store(true)
	return p.fakeProject.Set(ctx, id)
}

func (p falling) now() time.Time {
	if p.fallen.Load() {
		panic("it fell")
	}
	return time.Now()
}

// process is the program in a pty, with the screen that a person would see.
type process struct {
	t    *testing.T
	cmd  *exec.Cmd
	pty  *os.File
	emu  *vt.SafeEmulator
	mu   sync.Mutex
	raw  strings.Builder
	done chan error
}

func start(t *testing.T, background color.Color, env ...string) *process {
	t.Helper()
	x := launch(t, background, env...)
	x.wait("return money")
	return x
}

func launch(t *testing.T, background color.Color, env ...string) *process {
	t.Helper()
	x := &process{t: t, cmd: exec.Command(os.Args[0]), emu: vt.NewSafeEmulator(80, 24), done: make(chan error, 1)}
	x.emu.SetDefaultBackgroundColor(background)
	x.cmd.Env = append([]string{child + "=1", "TERM=xterm-256color", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, env...)
	f, err := pty.StartWithSize(x.cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skip("no pty here:", err)
	}
	x.pty = f
	go func() { // program → screen
		b := make([]byte, 32<<10)
		for {
			n, err := f.Read(b)
			x.mu.Lock()
			x.raw.Write(b[:n])
			x.mu.Unlock()
			x.emu.Write(b[:n])
			if err != nil {
				x.done <- x.cmd.Wait()
				return
			}
		}
	}()
	go func() { // the terminal's answers → program
		b := make([]byte, 1024)
		for {
			n, err := x.emu.Read(b)
			if err != nil {
				return
			}
			f.Write(b[:n])
		}
	}()
	t.Cleanup(func() { x.cmd.Process.Kill(); f.Close() }) // closing emu would race with its own reader
	return x
}

func (x *process) wait(text string) {
	x.t.Helper()
	for range 2000 {
		if strings.Contains(ansi.Strip(x.emu.Render()), text) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	x.t.Fatalf("never saw %q:\n%s", text, ansi.Strip(x.emu.Render()))
}

// ended waits for the end and gives all that was written.
func (x *process) ended() (string, error) {
	x.t.Helper()
	select {
	case err := <-x.done:
		x.mu.Lock()
		defer x.mu.Unlock()
		return x.raw.String(), err
	case <-time.After(20 * time.Second):
		x.t.Fatalf("still running:\n%s", ansi.Strip(x.emu.Render()))
		return "", nil
	}
}

// The program leaves the terminal as it found it, however it ends.
func TestEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(x *process)
		want string
	}{
		"q":       {func(x *process) { x.pty.WriteString("q") }, "ended: <nil>"},
		"ctrl+c":  {func(x *process) { x.pty.WriteString("\x03") }, "ended: <nil>"},
		"SIGTERM": {func(x *process) { x.cmd.Process.Signal(syscall.SIGTERM) }, "ended: <nil>"},
		"SIGHUP":  {func(x *process) { x.cmd.Process.Signal(syscall.SIGHUP) }, "ended: <nil>"},
		"SIGINT":  {func(x *process) { x.cmd.Process.Signal(syscall.SIGINT) }, "ended: interrupted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := start(t, color.Black)
			c.end(x)
			raw, _ := x.ended()
			if !strings.Contains(raw, c.want) {
				t.Errorf("not %q: %q", c.want, raw[max(0, len(raw)-200):])
			}
			leftClean(t, raw)
		})
	}
}

// leftClean fails the test when a mode of the terminal is left on.
func leftClean(t *testing.T, raw string) {
	t.Helper()
	for _, mode := range []string{"\x1b[?1049", "\x1b[?1002", "\x1b[?1004", "\x1b[?2004"} {
		if on := strings.LastIndex(raw, mode+"h"); on < 0 || on > strings.LastIndex(raw, mode+"l") {
			t.Errorf("%q is left on", mode)
		}
	}
	if strings.LastIndex(raw, "\x1b[?25l") > strings.LastIndex(raw, "\x1b[?25h") {
		t.Error("the cursor stays hidden")
	}
}

// A fault of ours leaves the terminal as it was, too, and says what it is.
func TestEndsByPanic(t *testing.T) {
	for _, name := range []string{"falls in a command", "falls while drawing"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := launch(t, color.Black, child+"="+name)
			x.wait("no map found")
			x.pty.WriteString("\r")
			raw, err := x.ended()
			if err == nil || !strings.Contains(raw, "it fell") || !strings.Contains(raw, "ended: run the screen: ") {
				t.Errorf("%v: %q", err, raw[max(0, len(raw)-300):])
			}
			leftClean(t, raw)
		})
	}
}

// What is past its start when the program is ended from outside is put back
// before the program is gone.
func TestEndsInHand(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			x := launch(t, color.Black, child+"=project")
			x.wait("no map found")
			x.pty.WriteString("d")
			x.wait("[Cancel]")
			x.pty.WriteString("\t")
			x.wait("[Delete]")
			x.pty.WriteString("\r")
			for n, began := 0, false; !began && n < 4000; n++ {
				time.Sleep(5 * time.Millisecond)
				x.mu.Lock()
				began = strings.Contains(x.raw.String(), "\x1b]2;deleting")
				x.mu.Unlock()
			}
			x.cmd.Process.Signal(sig)
			raw, _ := x.ended() // Bubble Tea closes its input while it reads it, and the race detector makes that an exit code
			waits, back, end := strings.Index(raw, "waits: delete index-3f9a1c.js"), strings.Index(raw, "put back"), strings.Index(raw, "ended: <nil>")
			if waits < 0 || back < waits || end < back {
				t.Errorf("waits %d, back %d, end %d: %q", waits, back, end, raw[max(0, len(raw)-300):])
			}
		})
	}
}

// The background and the environment choose the colours.
func TestColours(t *testing.T) {
	for name, c := range map[string]struct {
		background color.Color
		env        []string
		title      string // what the title is drawn with
	}{
		"dark":     {color.Black, []string{"COLORTERM=truecolor"}, "38;2;255;180;84"},
		"light":    {color.White, []string{"COLORTERM=truecolor"}, "38;2;154;52;18"},
		"256":      {color.Black, nil, "38;5;215"},
		"NO_COLOR": {color.Black, []string{"COLORTERM=truecolor", "NO_COLOR=yes"}, "\x1b[1mTypeError"},
		"linux":    {color.Black, []string{"TERM=linux"}, "33;1mTypeError"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := start(t, c.background, c.env...)
			time.Sleep(100 * time.Millisecond)
			x.pty.WriteString("q")
			raw, _ := x.ended()
			if !strings.Contains(raw, c.title) {
				t.Errorf("the title is not drawn with %q: %q", c.title, raw)
			}
			if name == "linux" && strings.ContainsAny(raw, "─│✓▸▲·…") {
				t.Errorf("glyphs that the console lacks: %q", raw)
			}
			if name == "NO_COLOR" && strings.Contains(raw, "38;") {
				t.Errorf("colours: %q", raw)
			}
		})
	}
}

func TestOutcome(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want error
	}{
		{context.Background(), nil, nil},
		{context.Background(), fmt.Errorf("%w: %w", tea.ErrProgramKilled, tea.ErrInterrupted), ErrInterrupted},
		{ended, fmt.Errorf("%w: %w", tea.ErrProgramKilled, context.Canceled), nil},
		{ended, fmt.Errorf("%w: %w", tea.ErrProgramKilled, tea.ErrProgramPanic), tea.ErrProgramPanic},
		{context.Background(), os.ErrPermission, os.ErrPermission},
	} {
		if got := outcome(c.ctx, c.err); !errors.Is(got, c.want) || got != nil && c.want == nil {
			t.Errorf("outcome(%v) = %v, want %v", c.err, got, c.want)
		}
	}
	if err := Run(context.Background(), Options{}); err == nil {
		t.Error("nothing to show is no error")
	}
}

func TestPrepare(t *testing.T) {
	env := map[string]string{"VISUAL": "code -w", "EDITOR": "vi", "TERM": "linux", "NO_COLOR": "0"}
	a, _ := prepare(context.Background(), Options{Events: make([]symbols.Event, 1)}, func(k string) string { return env[k] })
	if p := traceOf(a); p.editor != "code -w" || p.sourceRoot != "" || a.theme.Glyphs.Rule != "-" || a.theme.Profile != colorprofile.Ascii {
		t.Errorf("%q %v", p.editor, a.theme.Profile)
	}
	a, _ = prepare(context.Background(), Options{Events: make([]symbols.Event, 1), Editor: "mine"}, func(string) string { return "" })
	if p := traceOf(a); p.editor != "mine" || a.theme.Glyphs.Rule != "─" {
		t.Errorf("%q", p.editor)
	}
}
