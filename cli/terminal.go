package cli

import (
	"io"
	"os"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"symset/theme"
)

// pageWidth is how wide printed output is where no terminal says how wide it is.
const pageWidth = 120

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
	colour := tty && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	switch s.color {
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
	if os.Getenv("TERM") == "linux" {
		return t.ASCII()
	}
	return t
}
