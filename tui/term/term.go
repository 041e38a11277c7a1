// Package term is a terminal for tests: a real tea.Program draws on a real
// emulator under a fake clock, so that spinners, toasts and slow work cost no
// time and every run shows the same.
package term

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// linger is how long a bubble lives after its program: toasts, and the clock of
// chroma's expressions, end on their own. That clock is one for the process and
// runs as long as in the longest test before: highlight nothing later than this
// in a test, and nothing outside synctest.Test.
const linger = 2 * time.Minute

// A Terminal runs one program. It works only inside synctest.Test.
type Terminal struct {
	t   testing.TB
	p   *tea.Program
	emu *vt.Emulator
	mu  sync.Mutex   // guards the writing to emu, and raw
	raw bytes.Buffer // all that the program wrote
	end chan error
}

// tty does what a terminal's driver does to a newline; the renderer counts on
// it. It keeps what went through.
type tty struct{ x *Terminal }

func (w tty) Write(b []byte) (int, error) {
	w.x.mu.Lock()
	defer w.x.mu.Unlock()
	w.x.raw.Write(b)
	_, err := w.x.emu.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	return len(b), err
}

// Run starts the program of m on a dark terminal of w×h cells and all colours.
func Run(t testing.TB, m tea.Model, w, h int) *Terminal {
	return RunIn(t, m, w, h, colorprofile.TrueColor)
}

// RunIn is [Run] on a terminal of other colours.
func RunIn(t testing.TB, m tea.Model, w, h int, profile colorprofile.Profile) *Terminal {
	x := &Terminal{t: t, emu: vt.NewEmulator(w, h), end: make(chan error, 1)}
	go io.Copy(io.Discard, x.emu) // the terminal's answers: unread, it blocks
	x.p = tea.NewProgram(m, tea.WithInput(nil), tea.WithOutput(tty{x}), tea.WithWindowSize(w, h), tea.WithoutSignalHandler(),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(profile))
	go func() { _, err := x.p.Run(); x.end <- err }()
	x.Send(tea.BackgroundColorMsg{Color: color.Black})
	return x
}

// Light makes the terminal's background white.
func (x *Terminal) Light() { x.Send(tea.BackgroundColorMsg{Color: color.White}) }

// After lets d of the fake clock pass, until the program has nothing to do.
func (x *Terminal) After(d time.Duration) { time.Sleep(d); synctest.Wait() }

// Send sends messages and waits until the screen shows what came of them.
func (x *Terminal) Send(msgs ...tea.Msg) {
	for _, m := range msgs {
		x.p.Send(m)
		x.After(20 * time.Millisecond) // a frame is 16.7 ms
	}
}

// Resize changes the terminal's size.
func (x *Terminal) Resize(w, h int) {
	x.mu.Lock()
	x.emu.Resize(w, h)
	x.mu.Unlock()
	x.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

var named = map[string]tea.KeyPressMsg{
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "space": {Code: tea.KeySpace, Text: " "}, "esc": {Code: tea.KeyEscape}, "backspace": {Code: tea.KeyBackspace},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+w": {Code: 'w', Mod: tea.ModCtrl},
}

// Press makes the message of a key: a name such as "down" or "ctrl+d", or a
// character.
func Press(name string) tea.KeyPressMsg {
	if k, ok := named[name]; ok {
		return k
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

// Key presses keys; what is no key's name is typed.
func (x *Terminal) Key(keys ...string) {
	for _, k := range keys {
		if _, ok := named[k]; ok {
			x.Send(Press(k))
			continue
		}
		for _, r := range k {
			x.Send(Press(string(r)))
		}
	}
}

// Slowly presses keys as Key does, and lets d pass after each.
func (x *Terminal) Slowly(d time.Duration, keys ...string) {
	for _, k := range keys {
		x.Key(k)
		x.After(d)
	}
}

// Click clicks the cell.
func (x *Terminal) Click(col, row int) {
	x.Send(tea.MouseClickMsg{X: col, Y: row, Button: tea.MouseLeft})
}

// Wheel turns the wheel over the cell; up if d is below 0.
func (x *Terminal) Wheel(col, row, d int) {
	b := tea.MouseWheelDown
	if d < 0 {
		b = tea.MouseWheelUp
	}
	x.Send(tea.MouseWheelMsg{X: col, Y: row, Button: b})
}

// Screen is what a person sees: lines without the spaces at their ends.
func (x *Terminal) Screen() string {
	x.mu.Lock()
	lines := strings.Split(ansi.Strip(x.emu.Render()), "\n")
	x.mu.Unlock()
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Looks is a letter for each cell's look, and what the letters mean.
func (x *Terminal) Looks() string {
	var b strings.Builder
	letters := map[string]rune{"": '.'}
	var key []string
	for row := range x.emu.Height() {
		line := make([]rune, x.emu.Width())
		for col := range line {
			look := ""
			if c := x.emu.CellAt(col, row); c != nil {
				look = c.Style.String()
				if c.Style.Bg == nil && c.Style.Attrs&uv.AttrReverse == 0 && strings.TrimSpace(c.Content) == "" {
					look = ""
				}
			}
			if _, ok := letters[look]; !ok {
				letters[look] = 'a' + rune(len(letters)-1)
				key = append(key, fmt.Sprintf("%c %q", letters[look], look))
			}
			line[col] = letters[look]
		}
		b.WriteString(strings.TrimRight(string(line), ".") + "\n")
	}
	return b.String() + strings.Join(key, "\n") + "\n"
}

// Has fails the test if the screen doesn't show each of the texts.
func (x *Terminal) Has(texts ...string) {
	x.t.Helper()
	for _, s := range texts {
		if !strings.Contains(x.Screen(), s) {
			x.t.Errorf("the screen does not show %q:\n%s", s, x.Screen())
		}
	}
}

// HasNot fails the test if the screen shows one of the texts.
func (x *Terminal) HasNot(texts ...string) {
	x.t.Helper()
	for _, s := range texts {
		if strings.Contains(x.Screen(), s) {
			x.t.Errorf("the screen shows %q:\n%s", s, x.Screen())
		}
	}
}

// Raw is all that the program wrote.
func (x *Terminal) Raw() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.raw.String()
}

// Ended waits for the program to end by itself and gives its error.
func (x *Terminal) Ended() error { return x.finish(<-x.end) }

// Quit ends the program.
func (x *Terminal) Quit() {
	x.p.Quit()
	if err := x.finish(<-x.end); err != nil {
		x.t.Error(err)
	}
}

func (x *Terminal) finish(err error) error {
	x.emu.Close()
	x.After(linger)
	return err
}
