package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestConfig shows the settings, and refuses what they can't be.
func TestConfig(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	t.Setenv("XDG_STATE_HOME", dir)
	t.Setenv("VISUAL", "")
	t.Setenv("EDITOR", "vi")
	path := filepath.Join(dir, "symset", "config.json")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string // of the file; empty: there is none
		args string
		code int
		want []string
	}{
		{"", "config", 0, []string{path + " (not there", "theme   auto", "vi (from $EDITOR)", "mouse   on"}},
		{`{"maps": ["out"], "theme": "dark", "editor": "code -w", "mouse": "off"}`, "config", 0, []string{"maps    out\n", "theme   dark", "editor  code -w", "mouse   off"}},
		{`{"theme": "light"}`, "config --json", 0, []string{`{` + "\n" + `  "path": "` + path, `"theme": "light"`, `"mouse": "on"`, `"maps": []`}},
		{`{"editor": "\u001b[2J\u202e"}`, "config --json", 0, []string{`"editor": "\u001b[2J\u202e"`}},
		{`{"theme": "pink"}`, "config", 1, []string{`theme is "pink"`, "auto, dark, light"}},
		{`{"thme": "dark"}`, "config", 1, []string{`unknown field`, path}},
		{`{"editor": "\u001b[2J"}`, "config", 0, []string{"␛[2J"}},
		{`{`, "config", 1, []string{path}},
	} {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if c.text != "" {
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var out, bad bytes.Buffer
		if code := Main(strings.Fields(c.args), strings.NewReader(""), &out, &bad); code != c.code {
			t.Errorf("%s: exit code %d: %s", c.text, code, bad.String())
		}
		for _, want := range c.want {
			if !strings.Contains(out.String()+bad.String(), want) {
				t.Errorf("%s: %q is not in\n%s%s", c.text, want, out.String(), bad.String())
			}
		}
	}
}

// TestConfigSets changes settings one by one; what is refused changes nothing.
func TestConfigSets(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	for _, c := range []struct {
		args  []string
		code  int
		after string // what symset config --json says then
	}{
		{[]string{"theme", "light"}, 0, `"maps":[],"theme":"light","editor":"","mouse":"on","plain":"off"}`},
		{[]string{"maps", "dist", "../b"}, 0, `"maps":["dist","../b"],"theme":"light",`},
		{[]string{"editor", "code -w"}, 0, `"editor":"code -w","mouse":"on"`},
		{[]string{"mouse", "off"}, 0, `"theme":"light","editor":"code -w","mouse":"off"`},
		{[]string{"plain", "maybe"}, 1, `"mouse":"off","plain":"off"}`},
		{[]string{"editor", "code", "-w"}, 1, `"editor":"code -w"`},
		{[]string{"colour", "red"}, 1, `"theme":"light"`},
		{[]string{"theme", "--unset"}, 0, `"maps":["dist","../b"],"theme":"auto"`},
		{[]string{"maps", "--unset"}, 0, `"maps":[],"theme":"auto","editor":"code -w"`},
		{[]string{"--unset"}, 1, `"editor":"code -w"`},
	} {
		if code, _, bad := run("", append([]string{"config"}, c.args...)...); code != c.code {
			t.Errorf("%q: exit code %d: %s", c.args, code, bad)
		}
		_, out, bad := run("", "config", "--json")
		var one bytes.Buffer
		if err := json.Compact(&one, []byte(out)); err != nil || !strings.Contains(one.String(), c.after) {
			t.Errorf("%q: %s%s, want %s (%v)", c.args, out, bad, c.after, err)
		}
	}
	if _, out, _ := run("", "config", "editor"); out != "code -w\n" {
		t.Errorf("one setting: %q", out)
	}
	if code, _, _ := run("", "config", "colour"); code != 1 {
		t.Error("there is no such setting")
	}
	if left, err := os.ReadDir(filepath.Join(dir, "symset")); err != nil || len(left) != 1 {
		t.Errorf("is left: %v, %v", left, err)
	}
}

// The folders that are set stand for --maps where an exception is read from a
// file, too.
func TestConfigMaps(t *testing.T) {
	demo, err := filepath.Abs("demo")
	if err != nil {
		t.Fatal(err)
	}
	trace := "Error: x\n    at I.pay (https://corner.example/assets/shop-IEI3CONR.js:1:11050)\n"
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	if code, _, _ := run(trace, "resolve", "-"); code != exitUnresolved {
		t.Errorf("without a folder: exit code %d", code)
	}
	if code, _, stderr := run("", "config", "maps", "dist", demo); code != exitOK {
		t.Fatal(stderr)
	}
	code, stdout, stderr := run(trace, "resolve", "-")
	if code != exitOK || !strings.Contains(stdout, "src/checkout.ts:20:13") || !strings.Contains(stderr, "looking for maps in "+demo) {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
}
