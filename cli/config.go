package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"symset/symbols/bundle"
	"symset/theme"
)

func newConfig(s *streams) *cobra.Command {
	var asJSON, unset bool
	cmd := &cobra.Command{
		Use:   "config [NAME [VALUE…]]",
		Short: "Show the settings, where they are kept, and change them",
		Long: `Show the settings and the file that they are kept in, or one setting. A value sets
it, and --unset goes back to the default. They are

  maps    folders with builds; else dist, build, out, .next, public and the current one
  theme   auto, dark or light
  editor  the command that edits a file; else $VISUAL or $EDITOR
  mouse   on, or off: the terminal's own selection works without shift
  plain   off, or on: lines instead of a screen, as with --plain`,
		Example: `  symset config
  symset config theme light
  symset config editor nvim
  symset config maps dist ../web/dist
  symset config maps --unset
  symset config --json`,
		ValidArgsFunction: completeSetting,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := loadSettings(os.Getenv)
			if err != nil {
				return err
			}
			path := settingsPath(os.Getenv)
			switch {
			case unset && len(args) != 1:
				return advice{fmt.Errorf("%s --unset takes the name of a setting", cmd.CommandPath()), "symset config shows the settings"}
			case unset || len(args) > 1:
				if err := c.set(args[0], args[1:]); err != nil {
					return err
				}
				return c.save(path)
			case asJSON:
				c.Maps = append([]string{}, c.Maps...) // a list, also when it is empty
				return s.writeJSON(struct {
					Path string `json:"path"`
					settings
				}{path, c})
			}
			return s.showSettings(path, c, args)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&unset, "unset", false, "go back to a setting's default")
	return cmd
}

// set changes a setting; without values it is as usual.
func (s *settings) set(name string, values []string) error {
	if name == "maps" {
		s.Maps = values
		return nil
	}
	was := usual()
	for i, w := range s.words() {
		if w.name != name {
			continue
		}
		switch len(values) {
		case 0:
			*w.value = *was.words()[i].value
		case 1:
			*w.value = values[0]
		default:
			return advice{fmt.Errorf("%s takes one value, not %d", name, len(values)), `quote what has blanks in it: symset config editor "code -w"`}
		}
		if err := s.check(); err != nil {
			return *err
		}
		return nil
	}
	return noSetting(name)
}

func noSetting(name string) error {
	return advice{fmt.Errorf("there is no setting %q", name), "symset config shows the settings"}
}

// completeSetting completes a name, and then the words that it takes; folders
// for maps.
func completeSetting(_ *cobra.Command, args []string, _ string) (out []cobra.Completion, _ cobra.ShellCompDirective) {
	if len(args) > 0 && args[0] == "maps" {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	for _, w := range new(settings).words() {
		switch {
		case len(args) == 0:
			out = append(out, w.name)
		case len(args) == 1 && w.name == args[0]:
			return w.of, noFiles
		}
	}
	if len(args) == 0 {
		out = append(out, "maps")
	}
	return out, noFiles
}

// showSettings prints the settings for a person, or what one that is named is.
func (s *streams) showSettings(path string, c settings, only []string) error {
	note := ""
	if _, err := os.Stat(path); err != nil {
		note = " (not there: all are defaults)"
	}
	maps := strings.Join(c.Maps, ", ")
	if maps == "" {
		maps = strings.Join(bundle.Usual("."), ", ") + " (those of the usual ones that exist)"
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
	for _, row := range [][2]string{{"file", path + note}, {"state", statePath(os.Getenv)}, {"maps", maps}, {"theme", c.Theme}, {"editor", editor}, {"mouse", c.Mouse}, {"plain", c.Plain}} {
		if len(only) == 0 {
			fmt.Fprintf(&b, "%-8s%s\n", row[0], theme.Text(row[1]))
		} else if row[0] == only[0] {
			fmt.Fprintln(&b, theme.Text(row[1]))
		}
	}
	if b.Len() == 0 {
		return noSetting(only[0])
	}
	return s.write([]byte(b.String()))
}
