// Package tui is symset's screen: one exception with its frames and their
// original source. It is handed what it shows and knows no network, no files
// of the build and no maps; [Run] opens it.
//
// One tea.Model, the app, holds pages and what is drawn over them. A page
// knows its [env] and nothing of the app; what can be done on it is a list of
// actions from which keys, bottom line, help and palette are made. Commands do
// all that takes time and answer with messages.
package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"symset/symbols"
	"symset/theme"
)

// Options say what to show.
type Options struct {
	Events   []symbols.Event // at least one; kept, not copied
	Resolver Resolver

	// SourceRoot is the folder below which e looks for sources to edit; empty
	// is the working directory.
	SourceRoot string
	// Editor is the command that edits a file, with its options; empty is
	// $VISUAL, else $EDITOR.
	Editor string
}

var (
	// ErrNoTerminal is the error of [Run] when the output is not a terminal.
	ErrNoTerminal = errors.New("the screen needs a terminal")
	// ErrInterrupted is the error of [Run] after an interrupt from outside.
	// Say nothing, exit with 130.
	ErrInterrupted = errors.New("interrupted")
)

// Run shows the events until the person quits, ctx ends, or the terminal goes
// away (SIGHUP, SIGTERM): all of that is no error. Keys are read from the
// terminal also when standard input is something else. The colours are those
// that the environment promises; NO_COLOR with any value but an empty one
// means none.
func Run(ctx context.Context, opts Options) error {
	if len(opts.Events) == 0 {
		return errors.New("there is no event to show")
	}
	if !term.IsTerminal(os.Stdout.Fd()) {
		return ErrNoTerminal
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP)
	defer stop()
	a, options := prepare(ctx, opts, os.Getenv)
	_, err := tea.NewProgram(a, options...).Run()
	for _, p := range a.pages {
		p.close()
	}
	return outcome(ctx, err)
}

// prepare makes the app and the program's options from the environment.
func prepare(ctx context.Context, opts Options, getenv func(string) string) (*app, []tea.ProgramOption) {
	if opts.Editor == "" {
		opts.Editor = getenv("VISUAL")
	}
	if opts.Editor == "" {
		opts.Editor = getenv("EDITOR")
	}
	if opts.SourceRoot == "" {
		opts.SourceRoot = "."
	}
	options := []tea.ProgramOption{tea.WithContext(ctx)}
	profile := colorprofile.ANSI // until the program tells
	if getenv("NO_COLOR") != "" {
		profile = colorprofile.Ascii
		options = append(options, tea.WithColorProfile(profile))
	}
	e := &env{ctx: ctx, now: time.Now, ascii: getenv("TERM") == "linux"}
	a := newApp(e)
	a.restyle(theme.New(profile, true))
	a.pages = []page{newTrace(e, opts, &lens{stored: opts.Resolver}, walkOver(opts.Events))}
	return a, options
}

// outcome turns how the program ended into Run's error.
func outcome(ctx context.Context, err error) error {
	switch {
	case err == nil || ctx.Err() != nil && !errors.Is(err, tea.ErrProgramPanic):
		return nil
	case errors.Is(err, tea.ErrInterrupted):
		return ErrInterrupted
	}
	return fmt.Errorf("run the screen: %w", err)
}
