package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// A Style is how a piece of text looks. The zero Style leaves text as it is.
// It is a value, made once by [New] for one colour profile: what it renders
// needs no more converting, so that it can be printed as it is.
type Style struct {
	open  string // the SGR sequence before the text
	plain bool   // on a selected row the row's look wins: 16 colours and none
}

// Render gives text in the style. text is one line, already safe; styles do
// not nest, style each piece of a line by itself.
func (s Style) Render(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	return s.open + text + "\x1b[m"
}

// On gives the style as it looks on a row or a passage that is marked with the
// style back: the selection or a match.
func (s Style) On(back Style) Style {
	if back.plain {
		return back
	}
	return Style{open: s.open + back.open}
}

// shade is a colour in the three ways a terminal may show it.
type shade struct {
	ansi  string // a number below 16; empty for the terminal's own foreground
	ansi8 string // a number of the 256
	rgb   string // empty: the terminal's own foreground in every profile
}

// maker makes styles for one profile and background.
type maker struct {
	pick   lipgloss.CompleteFunc
	colour bool // the profile has colours
	attrs  bool // the profile has bold, faint, reverse
	few    bool // at most 16 colours
}

func (m maker) color(c shade) color.Color {
	if !m.colour || c.rgb == "" || m.few && c.ansi == "" {
		return nil
	}
	return m.pick(lipgloss.Color(c.ansi), lipgloss.Color(c.ansi8), lipgloss.Color(c.rgb))
}

// fg makes a style with a foreground; a dim one is faint where there are few
// colours or none, as black's bright twin can't be seen in every palette.
func (m maker) fg(c shade, attrs ...func(ansi.Style) ansi.Style) Style {
	var s ansi.Style
	if m.attrs {
		for _, a := range attrs {
			s = a(s)
		}
	}
	if col := m.color(c); col != nil {
		s = s.ForegroundColor(col)
	}
	return Style{open: sgr(s)}
}

// back makes a style for a stretch that is marked: a quiet background where
// there are colours enough, else reversed.
func (m maker) back(c shade) Style {
	var s ansi.Style
	switch {
	case !m.attrs:
		return Style{}
	case m.few || !m.colour:
		return Style{open: sgr(s.Reverse(true)), plain: true}
	}
	return Style{open: sgr(s.Bold().BackgroundColor(m.color(c)))}
}

func sgr(s ansi.Style) string {
	if len(s) == 0 {
		return ""
	}
	return s.String()
}

func bold(s ansi.Style) ansi.Style   { return s.Bold() }
func italic(s ansi.Style) ansi.Style { return s.Italic(true) }

// faintIf is faint where dim text has no colour of its own.
func faintIf(on bool) func(ansi.Style) ansi.Style {
	return func(s ansi.Style) ansi.Style {
		if on {
			return s.Faint()
		}
		return s
	}
}

// A Span is a piece of a line in one style. Text is safe to print.
type Span struct {
	Text  string
	Style Style
}

// Join renders spans one after the other.
func Join(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Style.Render(s.Text))
	}
	return b.String()
}
