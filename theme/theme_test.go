package theme

import (
	"image/color"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Each profile gets only sequences it understands.
func TestProfiles(t *testing.T) {
	few := regexp.MustCompile(`^(\x1b\[([12379]|3[0-7])(;([12379]|3[0-7]))*m)*$`)
	for _, c := range []struct {
		profile colorprofile.Profile
		ok      func(open string) bool
	}{
		{colorprofile.NoTTY, func(s string) bool { return s == "" }},
		{colorprofile.Ascii, func(s string) bool { return !strings.Contains(s, "[3") || s == "\x1b[2;3m" || s == "\x1b[3m" }},
		{colorprofile.ANSI, func(s string) bool { return few.MatchString(s) }},
		{colorprofile.ANSI256, func(s string) bool { return !strings.Contains(s, "8;2;") }},
		{colorprofile.TrueColor, func(s string) bool { return !strings.Contains(s, "8;5;") }},
	} {
		for _, isDark := range []bool{true, false} {
			th := New(c.profile, isDark)
			for name, s := range styles(th) {
				if !c.ok(s.open) || !c.ok(s.On(th.Select).open) {
					t.Errorf("%v dark=%v %s: %q", c.profile, isDark, name, s.open)
				}
			}
		}
	}
}

func styles(th *Theme) map[string]Style {
	out := map[string]Style{}
	for _, v := range []reflect.Value{reflect.ValueOf(*th), reflect.ValueOf(th.code)} {
		for i := range v.NumField() {
			if f := v.Field(i); f.Type() == reflect.TypeFor[Style]() {
				out[v.Type().Field(i).Name] = Style{open: f.FieldByName("open").String(), plain: f.FieldByName("plain").Bool()}
			}
		}
	}
	return out
}

// The selection of few colours is reversed and never a coloured bar.
func TestSelection(t *testing.T) {
	for _, p := range []colorprofile.Profile{colorprofile.Ascii, colorprofile.ANSI} {
		th := New(p, true)
		if got := th.Bad.On(th.Select).Render("x"); got != "\x1b[7mx\x1b[m" {
			t.Errorf("%v: %q", p, got)
		}
	}
	th := New(colorprofile.TrueColor, true)
	if got := th.Bad.On(th.Select).Render("x"); !strings.Contains(got, "38;2;255;123;114") || !strings.Contains(got, "48;2;43;50;69") {
		t.Errorf("truecolor: %q", got)
	}
	if got := th.Bad.Render(""); got != "" {
		t.Errorf("nothing rendered as %q", got)
	}
}

// Text can be read on the backgrounds that people use.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		name  string
		p     palette
		backs []string
	}{
		{"dark", dark, []string{"#000000", "#16161a", "#1e1e2e", "#282c34"}},
		{"light", light, []string{"#ffffff", "#fdf6e3"}},
	} {
		for role, s := range map[string]shade{"accent": c.p.accent, "dim": c.p.dim, "bad": c.p.bad, "good": c.p.good, "warn": c.p.warn, "info": c.p.info} {
			for _, back := range append(c.backs, c.p.selection.rgb, c.p.match.rgb) {
				least := 4.5
				if back == c.p.selection.rgb || back == c.p.match.rgb {
					least = 3 // short, bold, and never the only sign
				}
				for _, fg := range []string{s.rgb, s.ansi8} {
					if got := contrast(lipgloss.Color(fg), lipgloss.Color(back)); got < least {
						t.Errorf("%s %s %s on %s: %.1f : 1", c.name, role, fg, back, got)
					}
				}
			}
		}
	}
}

// contrast is the WCAG 2 contrast ratio.
func contrast(a, b color.Color) float64 {
	l := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		f := func(v uint32) float64 {
			x := float64(v) / 0xffff
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*f(r) + 0.7152*f(g) + 0.0722*f(b)
	}
	x, y := l(a), l(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestGlyphs(t *testing.T) {
	for name, g := range map[string]Glyphs{"unicode": unicodeGlyphs(), "ascii": New(0, true).ASCII().Glyphs} {
		v := reflect.ValueOf(g)
		for i := range v.NumField() {
			var all []string
			switch f := v.Field(i).Interface().(type) {
			case string:
				all = []string{f}
			case [4]string:
				all = f[:]
			case []string:
				all = f
			}
			for _, s := range all {
				if Width(s) != 1 || Text(s) != s || name == "ascii" && !printable(s) {
					t.Errorf("%s %s: %q", name, v.Type().Field(i).Name, s)
				}
			}
		}
	}
}
