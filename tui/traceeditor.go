package tui

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"symset/symbols/phrase"
	"symset/theme"
)

// locatedMsg says where the source of a frame is on this machine.
type locatedMsg struct {
	page         *trace // that asked
	file         string
	line, column int // from 1; 0 when unknown
	err          error
}

// editorClosedMsg says how the editor ended.
type editorClosedMsg struct {
	page   *trace
	editor string
	err    error
}

// outcome tells what went wrong with the editor.
func (m editorClosedMsg) outcome() tea.Cmd {
	if m.err == nil {
		return nil
	}
	return complain(m.editor + ": " + m.err.Error())
}

// noEditor says why the frame can't be opened in an editor.
func (t *trace) noEditor() string {
	n := t.current()
	switch {
	case n < 0:
		return "there is no frame to open"
	case t.editor == "":
		return "set $VISUAL or $EDITOR to open files"
	case t.read[n] == nil || !t.read[n].OK() || t.read[n].Source == "":
		return "the frame has no source to open"
	}
	return ""
}

// openEditor looks for the frame's source on this machine; locatedMsg answers.
func (t *trace) openEditor() tea.Cmd {
	rv, root := t.read[t.current()], t.sourceRoot
	source, disk, line, column := rv.Source, rv.Disk, rv.Line, rv.Column
	return func() tea.Msg {
		var file string
		var err error
		if disk != "" { // its lines were read from there
			file, err = filepath.Abs(disk)
		} else {
			file, err = locate(root, source)
		}
		return locatedMsg{page: t, file: file, line: line, column: column, err: err}
	}
}

// edit runs the editor on the file that was found. Where none was, it asks for
// the checkout's folder, and looks there from then on.
func (t *trace) edit(msg locatedMsg) tea.Cmd {
	if msg.err != nil {
		return send(overlayMsg{&askFolder{env: t.env, title: "Where is your checkout?", of: "The folder that holds the sources.", bad: theme.Text(msg.err.Error()),
			chosen: func(path string) tea.Cmd {
				if abs, err := filepath.Abs(path); err == nil {
					path = abs // so that it holds for the next run, too
				}
				t.sourceRoot = path
				return t.openEditor()
			}}})
	}
	args, err := editorArgs(t.editor, msg.file, msg.line, msg.column)
	if err != nil {
		return complain(err.Error())
	}
	return tea.ExecProcess(exec.CommandContext(t.ctx, args[0], args[1:]...), func(err error) tea.Msg {
		return editorClosedMsg{page: t, editor: filepath.Base(args[0]), err: err}
	})
}

// editorArgs makes the command that opens file at a place. editor is what
// $VISUAL or $EDITOR says: a program, perhaps with options. Most understand
// +LINE; some have their own way, and an unknown one just gets the file.
func editorArgs(editor, file string, line, column int) ([]string, error) {
	args := strings.Fields(editor)
	if len(args) == 0 {
		return nil, errors.New("set $VISUAL or $EDITOR to open files")
	}
	if line < 1 {
		return append(args, file), nil
	}
	name := strings.TrimSuffix(strings.ToLower(filepath.Base(args[0])), ".exe")
	at := phrase.Place(file, line, max(1, column))
	number := strconv.Itoa(line)
	switch name {
	case "code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron":
		return append(args, "--goto", at), nil
	case "zed", "zeditor", "subl", "sublime_text", "hx", "helix", "lapce":
		return append(args, at), nil
	case "idea", "webstorm", "goland", "pycharm", "phpstorm", "rubymine", "fleet":
		return append(args, "--line", number, file), nil
	case "mate", "bbedit":
		return append(args, "-l", number, file), nil
	case "vi", "vim", "nvim", "view", "gvim", "mvim", "neovide", "nano", "pico", "emacs", "emacsclient", "kak", "micro", "ne", "joe", "jed", "mg", "vis", "ed", "less", "gedit", "kate":
		return append(args, "+"+number, file), nil
	}
	return append(args, file), nil
}
