package cli

import (
	"cmp"
	"io"
	"os"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"symset/theme"
	"symset/tui"
)

// pageWidth is how wide printed output is where no terminal says how wide it is.
const pageWidth = 120

// look is what the command line says of how the app is drawn, and whether it is.
type look struct {
	color    string // auto, always or never
	plain    bool   // lines instead of a screen
	theme    string // as settings say it; empty: as they do
	noMouse  bool
	readOnly bool // the app changes nothing in the project
}

// add adds the flags that every command has.
func (l *look) add(root *cobra.Command) {
	l.color = "auto"
	root.PersistentFlags().Var(&choice{&l.color, []string{"auto", "always", "never"}}, "color", "whether to print colours")
	root.PersistentFlags().BoolVar(&l.plain, "plain", false, "print lines, for screen readers: no screen, no box characters, nothing that moves\n(also SYMSET_PLAIN=1, symset config plain on)")
}

// addApp adds those of the commands that open the app.
func (l *look) addApp(cmd *cobra.Command) {
	cmd.Flags().Var(&choice{&l.theme, themes}, "theme", "the app's colours; auto follows the terminal")
	cmd.Flags().BoolVar(&l.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	cmd.Flags().BoolVar(&l.readOnly, "read-only", false, "change nothing in the project: the app's keys for it are off")
}

// plainly reports whether lines are wanted instead of anything drawn: a person
// said so, or their terminal can do no more.
func (s *streams) plainly() bool {
	_, tty := terminal(s.out)
	if s.look.plain || os.Getenv("SYMSET_PLAIN") != "" || tty && os.Getenv("TERM") == "dumb" {
		return true
	}
	c, err := loadSettings(os.Getenv)
	return err == nil && c.Plain == on
}

// screen reports whether the app can be drawn. Where it can't, and nobody asked
// for lines, it says that instead is printed what another command prints.
func (s *streams) screen(instead string) bool {
	if s.plainly() {
		return false
	}
	_, tty := terminal(s.out)
	if !tty && instead != "" {
		s.say("note", "standard output is not a terminal: printing as "+instead+" does")
	}
	return tty
}

// drawn has the app look as flags and settings say.
func (s *streams) drawn(o *tui.Options, c settings) {
	o.Theme, o.Editor = cmp.Or(s.look.theme, c.Theme), c.Editor
	o.NoMouse, o.NoColor = s.look.noMouse || c.Mouse == off, s.look.color == "never"
}

// terminal gives v's file when v is a terminal.
func terminal(v any) (*os.File, bool) {
	f, ok := v.(*os.File)
	return f, ok && term.IsTerminal(f.Fd())
}

// width is the number of cells of a line of w.
func width(w io.Writer) int {
	if f, ok := terminal(w); ok {
		if n, _, err := term.GetSize(f.Fd()); err == nil && n >= 40 {
			return n
		}
	}
	return pageWidth
}

// theme is how the output is printed: with the terminal's own sixteen colours,
// which can be read on every background, when there is a terminal that wants
// colours.
func (s *streams) theme() *theme.Theme {
	f, tty := terminal(s.out)
	plain := s.plainly()
	colour := tty && !plain && os.Getenv("NO_COLOR") == ""
	switch s.look.color {
	case "always":
		colour = true
	case "never":
		colour = false
	}
	profile := colorprofile.NoTTY
	if colour {
		profile = colorprofile.ANSI
		if tty {
			lipgloss.EnableLegacyWindowsANSI(f)
		}
	}
	t := theme.New(profile, true)
	if plain || os.Getenv("TERM") == "linux" {
		return t.ASCII()
	}
	return t
}
