package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"symset/theme"
)

// off turns a setting off.
const off = "off"

// maxSettings bounds the settings file, in bytes.
const maxSettings = 1 << 20

// settings are what a person sets once for the app.
type settings struct {
	Maps   []string `json:"maps"`   // folders with builds; empty: the usual ones
	Theme  string   `json:"theme"`  // auto, dark or light
	Editor string   `json:"editor"` // empty: $VISUAL, else $EDITOR
	Mouse  string   `json:"mouse"`  // on or off
}

// settingsPath is where the settings are, statePath what the app keeps from
// run to run; empty when there is no home.
func settingsPath(getenv func(string) string) string {
	return xdg(getenv, "XDG_CONFIG_HOME", ".config", "config.json")
}

func statePath(getenv func(string) string) string {
	return xdg(getenv, "XDG_STATE_HOME", filepath.Join(".local", "state"), "app.json")
}

// xdg is a file of symset's in a folder of the XDG base directories.
func xdg(getenv func(string) string, name, fallback, file string) string {
	dir := getenv(name)
	if !filepath.IsAbs(dir) {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, fallback)
	}
	return filepath.Join(dir, "symset", file)
}

// loadSettings reads the settings; where there are none they are the usual
// ones.
func loadSettings(getenv func(string) string) (settings, error) {
	s := settings{Theme: "auto", Mouse: "on"}
	path := settingsPath(getenv)
	text, err := readSmall(path)
	if errors.Is(err, fs.ErrNotExist) || path == "" {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read the settings: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return s, advice{fmt.Errorf("read the settings in %s: %w", path, err), "symset config shows what it may hold; without the file all is as usual"}
	}
	for _, c := range []struct{ name, value, of string }{{"theme", s.Theme, "auto dark light"}, {"mouse", s.Mouse, "on off"}} {
		if !strings.Contains(" "+c.of+" ", " "+c.value+" ") || c.value == "" {
			return s, advice{fmt.Errorf("read the settings in %s: %s is %q", path, c.name, c.value), "it is one of " + strings.ReplaceAll(c.of, " ", ", ")}
		}
	}
	return s, nil
}

func readSmall(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSettings {
		return nil, fmt.Errorf("%s has %d bytes, more than settings need", path, info.Size())
	}
	return os.ReadFile(path)
}

func newConfig(s *streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the settings and where they are kept",
		Long: `Show the settings of the app and the file that they are kept in, which you make
and change with an editor:

  {"maps": ["dist"], "theme": "auto", "editor": "code -w", "mouse": "on"}

maps: folders with builds; none: dist, build, out, .next, public and the current
one. theme: auto, dark or light. editor: else $VISUAL or $EDITOR. mouse: on or off.`,
		Example: `  symset config
  symset config --json`,
		Args: atMost(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			c, err := loadSettings(os.Getenv)
			if err != nil {
				return err
			}
			path := settingsPath(os.Getenv)
			if asJSON {
				return json.NewEncoder(s.out).Encode(struct {
					Path string `json:"path"`
					settings
				}{path, c})
			}
			return s.showSettings(path, c)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// showSettings prints the settings for a person.
func (s *streams) showSettings(path string, c settings) error {
	note := ""
	if _, err := os.Stat(path); err != nil {
		note = " (not there: all is as usual)"
	}
	maps := strings.Join(c.Maps, ", ")
	if maps == "" {
		maps = strings.Join(usualFolders(), ", ") + " (what is there of the usual ones)"
	}
	editor := c.Editor
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if editor == "" && os.Getenv(name) != "" {
			editor = os.Getenv(name) + " (from $" + name + ")"
		}
	}
	if editor == "" {
		editor = "none; set $VISUAL or $EDITOR"
	}
	var b strings.Builder
	for _, row := range [][2]string{{"file", path + note}, {"state", statePath(os.Getenv)}, {"maps", maps}, {"theme", c.Theme}, {"editor", editor}, {"mouse", c.Mouse}} {
		fmt.Fprintf(&b, "%-8s%s\n", row[0], theme.Text(row[1]))
	}
	_, err := fmt.Fprint(s.out, b.String())
	return err
}
