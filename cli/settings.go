package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"symset/symbols/keep"
	"symset/symbols/private"
)

// off and on are the words for what can be turned off and on.
const off, on = "off", "on"

// maxSettings bounds the settings file, in bytes.
const maxSettings = 1 << 20

// settings are what a person sets once.
type settings struct {
	Maps   []string `json:"maps"`   // folders with builds; empty: the usual ones
	Theme  string   `json:"theme"`  // auto, dark or light
	Editor string   `json:"editor"` // empty: $VISUAL, else $EDITOR
	Mouse  string   `json:"mouse"`  // on or off
	Plain  string   `json:"plain"`  // on or off
}

// A setting is one of them by its name, with the words that it takes; none: any.
type setting struct {
	name  string
	value *string
	of    []string
}

// words lists the settings that are a word.
func (s *settings) words() []setting {
	return []setting{{"theme", &s.Theme, themes}, {"editor", &s.Editor, nil}, {"mouse", &s.Mouse, []string{on, off}}, {"plain", &s.Plain, []string{on, off}}}
}

// themes are what the theme can be.
var themes = []string{"auto", "dark", "light"}

// usual are the settings where nothing is set.
func usual() settings { return settings{Theme: themes[0], Mouse: on, Plain: off} }

// settingsPath is where the settings are; empty when there is no home.
func settingsPath(getenv func(string) string) string {
	dir := getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(dir) {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "symset", "config.json")
}

// statePath is where the app keeps what it knows from run to run: beside the
// copies of what was deleted or replaced. It is empty when there is no home.
func statePath(getenv func(string) string) string {
	dir := keep.Folder(getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "app.json")
}

// loadSettings reads the settings; where there are none they are the usual
// ones.
func loadSettings(getenv func(string) string) (settings, error) {
	s := usual()
	path := settingsPath(getenv)
	text, err := private.Read(path, maxSettings)
	if errors.Is(err, fs.ErrNotExist) || path == "" {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read the settings: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return s, advice{fmt.Errorf("read the settings in %s: %w", path, err), "symset config --help shows what it may hold; without the file all are defaults"}
	}
	if err := s.check(); err != nil {
		return s, advice{fmt.Errorf("read the settings in %s: %w", path, err.error), err.hint}
	}
	return s, nil
}

// check says what a setting can't be.
func (s *settings) check() *advice {
	for _, w := range s.words() {
		if w.of != nil && !slices.Contains(w.of, *w.value) {
			return &advice{fmt.Errorf("%s is %q", w.name, *w.value), "it is one of " + strings.Join(w.of, ", ")}
		}
	}
	return nil
}

// save writes the settings in one step, for their owner alone.
func (s *settings) save(path string) error {
	if path == "" {
		return errors.New("keep the settings: there is no home folder to keep them in")
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = private.Replace(path, append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("keep the settings: %w", err)
	}
	return nil
}
