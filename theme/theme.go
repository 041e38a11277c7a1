// Package theme is how symset looks: roles with their colours, glyphs,
// highlighted code, and strangers' text made safe. It knows nothing of what is
// shown. The screens use it, and so does the plain output:
//
//	th := theme.New(colorprofile.Detect(os.Stdout, os.Environ()), true)
//	fmt.Println(th.Bad.Render(th.Glyphs.Bad), theme.Text(name))
//	for _, line := range th.Code("src/cart/format.ts", lines) { … }
//
// What a Theme renders is final: it uses no colour that its profile lacks, so
// it needs no converting writer. With colorprofile.NoTTY it adds nothing.
package theme

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// A Theme is one look: a style for each role, for one terminal. It is
// immutable and safe for concurrent use.
type Theme struct {
	Profile colorprofile.Profile
	Dark    bool
	Glyphs  Glyphs

	Title  Style // the name of what the screen shows
	Accent Style // what the eye should find: the cursor, keys
	Strong Style // headings inside a pane
	Dim    Style // what may be overlooked: rules, line numbers, libraries
	Bad    Style
	Good   Style
	Warn   Style
	Info   Style
	Select Style // the row under the cursor; use with [Style.On]
	Match  Style // what was searched for; use with [Style.On]

	code codeStyles
}

// New makes the theme for a terminal with the colours of profile and a dark or
// a light background.
func New(profile colorprofile.Profile, isDark bool) *Theme {
	p := light
	if isDark {
		p = dark
	}
	m := maker{
		pick:   lipgloss.Complete(profile),
		colour: profile >= colorprofile.ANSI,
		attrs:  profile >= colorprofile.Ascii,
		few:    profile <= colorprofile.ANSI,
	}
	faint := faintIf(m.few)
	t := &Theme{
		Profile: profile, Dark: isDark, Glyphs: unicodeGlyphs(),
		Title:  m.fg(p.accent, bold),
		Accent: m.fg(p.accent),
		Strong: m.fg(shade{}, bold),
		Dim:    m.fg(p.dim, faint),
		Bad:    m.fg(p.bad),
		Good:   m.fg(p.good),
		Warn:   m.fg(p.warn),
		Info:   m.fg(p.info),
		Select: m.back(p.selection),
		Match:  m.back(p.match),
	}
	t.code = codeStyles{
		comment: m.fg(p.dim, faint, italic), keyword: m.fg(p.info), text: m.fg(p.good), number: m.fg(p.warn),
		function: m.fg(p.accent), name: Style{},
	}
	return t
}

// ASCII gives the same theme with glyphs that every font has.
func (t *Theme) ASCII() *Theme {
	c := *t
	c.Glyphs = asciiGlyphs()
	return &c
}
