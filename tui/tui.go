// Package tui is symset's screen: a project's symbol sets, exceptions and builds,
// what was done to them, and an exception with its frames and their original
// source. It is handed the project and what reads maps, and knows no network;
// [Run] opens it.
//
// One tea.Model, the app, holds pages and what is drawn over them. A page
// knows its [env] and nothing of the app; what can be done on it is a list of
// actions from which keys, bottom line, help and palette are made. Commands do
// all that takes time and answer with messages.
//
// Files begin with their page: sets (the list), set (one of them), exceptions,
// trace, explain, build, upload, activity, welcome. Of a page, NAME.go has its
// state and update, NAMEact.go its actions and NAMEview.go what it draws. The
// rest is the app's, is drawn over pages, or serves several.
package tui

import (
	"cmp"
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
	"symset/symbols/bundle"
	"symset/symbols/keep"
	"symset/symbols/stored"
	"symset/theme"
)

// Options say what to show.
type Options struct {
	// Project is the project that the app works on. Without one only Events
	// are shown.
	Project symbols.Project
	// Start is where it begins.
	Start Start
	// Title names the project; empty shows its number.
	Title string
	// Local is where builds with source maps are looked for; nil: nowhere.
	Local *Local

	Events   []symbols.Event // what to show first; at least one when there is no Project; kept, not copied
	Resolver Resolver        // of Events and of the project's exceptions; nil knows no maps
	Sets     *stored.Store   // the project's symbol sets, to show what an upload would replace; nil knows none

	// SignIn begins a login, SignInKey tries a personal API key that was typed
	// (an empty host is PostHog Cloud US), and Demo opens a project to look
	// around in, when there are neither a Project nor Events: the first page
	// offers them. They are called from commands; nil ones are not offered.
	SignIn    func(context.Context) (Login, error)
	SignInKey func(ctx context.Context, host, project, key string) (Options, error)
	Demo      func(context.Context) (Options, error)
	// Host is the PostHog that is likely meant on that page; empty: none.
	Host string
	// Looked tells that page's reader where credentials were looked for.
	Looked []string

	// Now is the clock that ages are told by; nil is [time.Now].
	Now func() time.Time
	// Theme is "dark" or "light"; else the terminal is asked.
	Theme string
	// NoColor draws without colours, as NO_COLOR does.
	NoColor bool
	// NoMouse leaves the mouse to the terminal.
	NoMouse bool
	// Keeper keeps copies of what is deleted or replaced in the project; nil
	// keeps none, and then no file is deleted.
	Keeper *keep.Keeper
	// Watch tells from the start when the folders of Local are built again.
	Watch bool
	// ReadOnly turns off what would change the project.
	ReadOnly bool
	// State is the file that keeps tab, filter and order from run to run;
	// empty: nothing is kept.
	State string

	// Waits is told what Run waits for after the screen is gone, and Waited
	// how each came out; nil: nobody is.
	Waits, Waited func(what string)

	// SourceRoot is the folder below which e looks for sources to edit; empty
	// is the one that was last named in the app for the project, else the
	// working directory.
	SourceRoot string
	// Editor is the command that edits a file, with its options; empty is
	// $VISUAL, else $EDITOR.
	Editor string
}

// A Local is where builds with source maps are looked for on this machine.
type Local struct {
	Folders []string // as a person named them
	// Open reads the folders. It may take seconds and is called from commands
	// only. The build is closed by whoever made the Options, after Run.
	Open func(context.Context) (*bundle.Build, error)
	// Lay opens them for reading frames, with what Options.Resolver knows
	// behind them; likewise.
	Lay func(context.Context) (Resolver, error)
}

var (
	// ErrNoTerminal is the error of [Run] when the output is not a terminal.
	ErrNoTerminal = errors.New("the screen needs a terminal")
	// ErrInterrupted is the error of [Run] after an interrupt from outside.
	// Say nothing, exit with 130.
	ErrInterrupted = errors.New("interrupted")
)

// Run shows the events until the person quits, ctx ends, or the terminal goes
// away (SIGHUP, SIGTERM): all of that is no error. What would be left half done
// by then ends, or puts back what was there, before Run returns; that takes
// little more than a minute at most. Keys are read from the
// terminal also when standard input is something else. The colours are those
// that the environment promises; NO_COLOR with any value but an empty one
// means none.
func Run(ctx context.Context, opts Options) error {
	if len(opts.Events) == 0 && opts.Project == nil && opts.SignIn == nil && opts.Demo == nil {
		return errors.New("there is no event to show")
	}
	if !term.IsTerminal(os.Stdout.Fd()) {
		return ErrNoTerminal
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP, syscall.SIGTERM)
	defer stop()
	ctx, end := context.WithCancel(ctx)
	defer end()
	a, options := prepare(ctx, opts, os.Getenv)
	kept := loadState(opts.State)
	a.restore(kept)
	p := tea.NewProgram(a, options...)
	look := lateResize(p)
	_, err := p.Run()
	look.Stop()
	a.end()
	err = outcome(ctx, err)
	end()
	a.await(inHand)
	if err == nil && a.opts.State != "" {
		a.keep(kept)
		err = kept.save(a.opts.State)
	}
	return err
}

// lateResize makes up for a resize that came while the program began and was
// not heard yet: window managers resize what they have just opened. It sends the
// size itself, as the library's own request for it races with a resize, and looks
// again after that, as one may have come between.
func lateResize(p *tea.Program) *time.Timer {
	w, h, _ := term.GetSize(os.Stdout.Fd())
	return time.AfterFunc(time.Second, func() {
		for {
			nw, nh, err := term.GetSize(os.Stdout.Fd())
			if err != nil || nw == w && nh == h {
				return
			}
			w, h = nw, nh
			p.Send(tea.WindowSizeMsg{Width: w, Height: h})
		}
	})
}

// prepare makes the app and the program's options from the environment.
func prepare(ctx context.Context, opts Options, getenv func(string) string) (*app, []tea.ProgramOption) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	options := []tea.ProgramOption{tea.WithContext(ctx)}
	profile := colorprofile.ANSI // until the program tells
	if opts.NoColor || getenv("NO_COLOR") != "" {
		profile = colorprofile.Ascii
		options = append(options, tea.WithColorProfile(profile))
	}
	e := &env{ctx: ctx, now: opts.Now, ascii: getenv("TERM") == "linux", lens: &lens{}, editor: cmp.Or(opts.Editor, getenv("VISUAL"), getenv("EDITOR"))}
	a := newApp(e, opts)
	a.restyle(theme.New(profile, opts.Theme != "light"))
	a.use(opts)
	return a, options
}

// use has the app work on what the options name.
func (a *app) use(opts Options) {
	e := a.env
	e.project, e.local, e.sets = opts.Project, opts.Local, opts.Sets
	*e.lens = lens{stored: opts.Resolver}
	if opts.Resolver == nil {
		e.lens.stored = symbols.NewResolver()
	}
	if opts.Local != nil {
		e.lens.lay = opts.Local.Lay
	}
	e.watch = opts.Watch
	e.readOnly, e.keeper = opts.ReadOnly, opts.Keeper
	e.sourceRoot = opts.SourceRoot
	if e.keeper == nil {
		e.keeper = keep.New("")
	}
	a.opts.Project, a.opts.Title, a.opts.State = opts.Project, opts.Title, opts.State
	a.shown = 0
	if opts.Project == nil && len(opts.Events) == 0 {
		a.tabs = []*tab{{pages: []page{newWelcome(e, opts)}}}
		return
	}
	if opts.Project == nil {
		a.tabs = []*tab{{pages: []page{newTrace(e, walkOver(opts.Events))}}}
		return
	}
	a.tabs, a.shown = projectTabs(e), opts.Start.tab()
	if len(opts.Events) > 0 {
		a.shown = exceptionsTab
		a.tabs[exceptionsTab].pages = append(a.tabs[exceptionsTab].pages, newTrace(e, walkOver(opts.Events)))
	}
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
