package tui

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"symset/symbols"
	"symset/symbols/private"
)

// maxState bounds the file that keeps the app's state, in bytes.
const maxState = 1 << 20

// A lasting page comes back as it was left: its filter and order. A value that
// it no longer knows is passed over.
type lasting interface {
	keep() map[string]string
	restore(map[string]string)
}

// state is what is kept from run to run, by project.
type state map[string]projectState

type projectState struct {
	Tab        int                          `json:"tab"`
	Pages      map[string]map[string]string `json:"pages"`                // by the tab's name
	SourceRoot string                       `json:"sourceRoot,omitempty"` // absolute
}

// stateKey names a project in the file.
func stateKey(p symbols.Place) string { return p.Host + "/project/" + p.Project }

// loadState reads the file. One that is not there, or can't be read, is an
// empty state: it is a convenience.
func loadState(path string) state {
	s := state{}
	text, err := private.Read(path, maxState)
	if err != nil || json.Unmarshal(text, &s) != nil || s == nil {
		return state{}
	}
	return s
}

// save writes the file.
func (s state) save(path string) error {
	text, err := json.Marshal(s)
	if err == nil {
		err = private.Replace(path, text)
	}
	if err != nil {
		return fmt.Errorf("keep the app's state: %w", err)
	}
	return nil
}

// restore brings the tabs back as they were left.
func (a *app) restore(s state) {
	if a.project == nil {
		return
	}
	p, ok := s[stateKey(a.project.Place())]
	if !ok {
		return
	}
	if p.Tab >= 0 && p.Tab < len(a.tabs) && len(a.opts.Events) == 0 && a.opts.Start == (Start{}) {
		a.shown = p.Tab
	}
	if a.opts.SourceRoot == "" && filepath.IsAbs(p.SourceRoot) {
		a.sourceRoot = p.SourceRoot
	}
	for _, t := range a.tabs {
		if k, ok := t.pages[0].(lasting); ok && p.Pages[t.name] != nil {
			k.restore(p.Pages[t.name])
		}
	}
}

// keep writes down how the tabs are left.
func (a *app) keep(s state) {
	if a.project == nil {
		return
	}
	p := projectState{Tab: a.shown, Pages: map[string]map[string]string{}}
	if filepath.IsAbs(a.sourceRoot) {
		p.SourceRoot = a.sourceRoot
	}
	for _, t := range a.tabs {
		if k, ok := t.pages[0].(lasting); ok {
			p.Pages[t.name] = k.keep()
		}
	}
	s[stateKey(a.project.Place())] = p
}
