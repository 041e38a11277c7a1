//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// drawnFor are bytes that only what is drawn has: another screen, marks that
// move about, lines of boxes, glyphs that not every voice can speak.
var drawnFor = regexp.MustCompile(`\x1b|[\x{2500}-\x{259f}▸✓✗●·→]`)

// settingsIn gives the settings file in a folder that is XDG_CONFIG_HOME.
func settingsIn(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "symset", "config.json")
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestPlain holds what those get who want lines: no screen, however they say so.
func TestPlain(t *testing.T) {
	shop := newShop(t)
	kept := settingsIn(t, t.TempDir())
	demo, err := filepath.Abs("demo")
	if err != nil {
		t.Fatal(err)
	}
	shop.env = append(shop.env, "XDG_CONFIG_HOME="+filepath.Dir(filepath.Dir(kept)))
	for _, c := range []struct {
		env  string
		args []string
		file string // of settings; empty: none
		code int
		sees []string
	}{
		{"", []string{"--plain"}, "", 0, []string{"missing: ", storefront, "no source map was found", "symset sets upload " + storefront, "frames of recent exceptions wait for it", "\n  https://acme.example/assets/newsletter-8Kq2vTzR.js: not a map\r\n"}},
		{"SYMSET_PLAIN=1", nil, "", 0, []string{"missing: "}},
		{"TERM=dumb", nil, "", 0, []string{"missing: "}},
		{"", nil, `{"plain": "on"}`, 0, []string{"missing: "}},
		{"", []string{"sets", "--plain", "--missing", "--limit", "3"}, "", 0, []string{"missing\t", account}},
		{"", []string{"sets", "--plain", storefront}, "", exitUnresolved, []string{"no source map was found"}},
		{"", []string{"open", "--plain", demo + "/pay.json", "-m", demo}, "", exitUnresolved, []string{"CheckoutError", "checkout.ts:20:13", "  20"}},
		{"", []string{"demo", "--plain"}, "", 0, []string{"CheckoutError"}},
	} {
		if err := os.WriteFile(kept, []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		if c.file == "" {
			os.Remove(kept)
		}
		s := startIn(t, shop.build, 200, 60, append(shop.env, c.env), c.args...)
		s.ends(c.code)
		for _, want := range c.sees {
			if !strings.Contains(s.wrote(), want) {
				t.Errorf("%s %q: %q is not in\n%s", c.env, c.args, want, s.wrote())
			}
		}
		if strings.Contains(s.wrote(), "not a terminal") {
			t.Errorf("%s %q: there is a terminal, and it says that there is none", c.env, c.args)
		}
		if drawn := drawnFor.FindString(s.wrote()); drawn != "" {
			t.Errorf("%s %q: draws %q", c.env, c.args, drawn)
		}
	}
}

// TestLook holds that flags, the environment and settings decide how the app is
// drawn, flags before settings.
func TestLook(t *testing.T) {
	home := t.TempDir()
	kept := settingsIn(t, home)
	const mouse, light, dark = `\x1b\[\?1002h`, `38;2;154;52;18`, `38;2;255;180;84`
	for _, c := range []struct{ flags, env, file, has, not string }{
		{"", "", "", mouse, light},
		{"--no-mouse", "", "", dark, mouse},
		{"", "", `{"mouse": "off"}`, dark, mouse},
		{"--theme light", "", "", light, dark},
		{"", "", `{"theme": "light"}`, light, dark},
		{"--theme dark", "", `{"theme": "light"}`, dark, light},
		{"--color never", "", "", "checkout.ts", `\x1b\[[0-9;]*38;`},
		{"", "TERM=linux", "", `\^`, "[▸✓─│↑…×]"},
	} {
		if err := os.WriteFile(kept, []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		if c.file == "" {
			os.Remove(kept)
		}
		args := append([]string{"open", "--maps", "demo", "demo/pay.json"}, strings.Fields(c.flags)...)
		s := start(t, 100, 30, []string{"XDG_CONFIG_HOME=" + home, "COLORTERM=truecolor", c.env}, args...)
		s.see("checkout.ts:20:13")
		s.see("throw new CheckoutError")
		s.press("q")
		s.ends(0)
		if !regexp.MustCompile(c.has).MatchString(s.wrote()) || regexp.MustCompile(c.not).MatchString(s.wrote()) {
			t.Errorf("%s %s %s: want %s, and no %s", c.flags, c.env, c.file, c.has, c.not)
		}
	}
}
