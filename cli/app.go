package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/client/posthogtest/demo"
	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/keep"
	"symset/symbols/stored"
	"symset/tui"
)

// clock is what the app's ages are told by. Tests that draw pictures stop it.
var clock = time.Now

// An app is the screen on a project, with what it opens on the way.
type app struct {
	*streams
	settings settings
	client   client.Options
	mu       sync.Mutex
	closers  []func()
}

// runApp opens the app on the project that the person is signed in to, or the
// page that offers to sign in.
func (s *streams) runApp(cmd *cobra.Command) error {
	return s.withApp(cmd, func(a *app) (tui.Options, error) {
		search, err := s.search()
		if err != nil {
			return tui.Options{}, err
		}
		credentials, notes, err := search.Find()
		var none *client.NotSignedIn
		switch {
		case errors.As(err, &none):
			return a.welcome(append(looked(), notes...)), nil
		case err != nil:
			return tui.Options{}, err
		}
		return a.project(credentials, a.settings.Maps), nil
	})
}

// welcome makes the options of the page that offers to sign in. An exception that
// is opened there is read with the builds of this machine.
func (a *app) welcome(looked []string) tui.Options {
	local := a.local(a.settings.Maps, nil)
	local.Lay = nil // there is nothing stored to lay them over
	return tui.Options{SignIn: a.signIn, SignInKey: a.signInKey, Demo: a.demo, Host: a.host(), Looked: looked,
		Local: local, Resolver: symbols.NewResolver(onDemand(local.Open))}
}

// onDemand is a build that is read when the first frame needs it.
type onDemand func(context.Context) (*bundle.Build, error)

// Find opens the symbol set that a frame needs, see [symbols.Store].
func (open onDemand) Find(ctx context.Context, f *symbols.Frame) (*symbols.Pair, error) {
	b, err := open(ctx)
	if err != nil {
		return nil, err
	}
	return b.Find(ctx, f)
}

// runDemo opens the app on the built-in project.
func (s *streams) runDemo(cmd *cobra.Command) error {
	return s.withApp(cmd, func(a *app) (tui.Options, error) { return a.demo(cmd.Context()) })
}

// withApp runs the app with the options that open gives, and closes what was
// opened for it.
func (s *streams) withApp(cmd *cobra.Command, open func(*app) (tui.Options, error)) error {
	a := &app{streams: s}
	defer a.close()
	var err error
	if a.settings, err = loadSettings(os.Getenv); err != nil {
		return err
	}
	if a.client, err = s.clientOptions(); err != nil {
		return err
	}
	o, err := open(a)
	if err != nil {
		return err
	}
	o.Now = clock
	s.drawn(&o, a.settings)
	o.Waits = func(what string) {
		s.say("note", what+" was under way: it is being finished, or what was there put back; this takes a minute at most")
	}
	o.Waited = func(how string) { s.say("note", how) }
	return s.draw(cmd.Context(), o)
}

// draw opens the screen.
func (s *streams) draw(ctx context.Context, o tui.Options) error {
	s.movingLine().leave()
	err := tui.Run(ctx, o)
	if errors.Is(err, tui.ErrInterrupted) {
		return exitCode(exitInterrupted)
	}
	return err
}

// keep has something closed at the end.
func (a *app) keep(c io.Closer) { a.later(func() { c.Close() }) }

// later has something done at the end.
func (a *app) later(f func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closers = append(a.closers, f)
}

// close gives back what was opened, the last first. It was only read.
func (a *app) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := len(a.closers) - 1; i >= 0; i-- {
		a.closers[i]()
	}
}

// project makes the app's options on a project, whose stored symbol sets are what
// exceptions are read with, and on the builds in folders.
func (a *app) project(c client.Credentials, folders []string) tui.Options {
	p := client.New(c, a.client)
	sets := stored.New(p)
	a.later(p.Close)
	a.keep(sets)
	return tui.Options{Project: sets.Fresh(p), Resolver: symbols.NewResolver(sets), Sets: sets, Local: a.local(folders, sets), State: statePath(os.Getenv), ReadOnly: a.look.readOnly, Watch: a.streams.watch, Keeper: keeper()}
}

// local is where the builds of this machine are: the folders that are named, or
// the usual ones. They are read when something needs them, once, and laid over the
// stored symbol sets.
func (a *app) local(folders []string, sets *stored.Store) *tui.Local {
	open := sync.OnceValues(func() (*bundle.Build, error) {
		b, err := openBuild(context.Background(), folders) // not the first asker's: others wait for the same
		if err == nil {
			a.keep(b)
		}
		return b, err
	})
	lay := sync.OnceValues(func() (tui.Resolver, error) {
		b, err := open()
		if err != nil {
			return nil, err
		}
		return symbols.NewResolver(b, sets), nil
	})
	named := folders
	if len(named) == 0 {
		named = bundle.Usual(".")
	}
	return &tui.Local{
		Folders: named,
		Open:    func(context.Context) (*bundle.Build, error) { return open() },
		Lay:     func(context.Context) (tui.Resolver, error) { return lay() },
	}
}

// demo serves the built-in project on this machine alone.
func (a *app) demo(context.Context) (tui.Options, error) {
	d, err := demo.Start("", clock())
	if err != nil {
		return tui.Options{}, err
	}
	a.keep(d)
	c := client.Credentials{Host: d.Server.URL, Key: client.NewSecret(demo.Key), Project: demo.Project, Source: "symset demo"}
	o := a.project(c, []string{d.Builds})
	dir, err := os.MkdirTemp("", "symset-demo-copies-")
	if err != nil {
		return o, fmt.Errorf("make room for copies: %w", err)
	}
	a.later(func() { os.RemoveAll(dir) })
	o.Keeper = keep.New(dir)
	o.Title, o.State = "acme-web", "" // what is kept of it would never be found again
	return o, nil
}

// host is the PostHog to sign in to, as far as it was said.
func (a *app) host() string { return cmp.Or(a.access.host, os.Getenv("POSTHOG_CLI_HOST")) }

// signIn begins a login; what it gives is kept where posthog-cli finds it, too.
func (a *app) signIn(ctx context.Context) (tui.Login, error) {
	login, err := client.StartLogin(ctx, a.host(), a.client)
	if err != nil {
		return tui.Login{}, err
	}
	return tui.Login{URL: login.URL, Code: login.UserCode, Expires: login.Expires, Wait: func(ctx context.Context) (tui.Options, error) {
		c, err := login.Wait(ctx)
		if err != nil {
			return tui.Options{}, err
		}
		return a.keepSignIn(c)
	}}, nil
}

// signInKey tries a key that was typed, and keeps it.
func (a *app) signInKey(ctx context.Context, host, project, key string) (tui.Options, error) {
	c, err := client.NewCredentials(host, key, project)
	if err != nil {
		return tui.Options{}, err
	}
	asked := client.New(c, a.client)
	defer asked.Close()
	if err := canRead(ctx, asked); err != nil {
		return tui.Options{}, fmt.Errorf("try the key: %w", err)
	}
	return a.keepSignIn(c)
}

// keepSignIn keeps a login, and makes the app's options on its project.
func (a *app) keepSignIn(c client.Credentials) (tui.Options, error) {
	path, err := client.CredentialsPath(os.Getenv)
	if err == nil {
		err = client.SaveCredentials(path, c)
	}
	if err != nil {
		return tui.Options{}, err
	}
	return a.project(c, a.settings.Maps), nil
}

// looked tells where credentials are looked for.
func looked() []string {
	path, err := client.CredentialsPath(os.Getenv)
	if err != nil {
		path = "the home folder, which is not known"
	}
	return []string{"POSTHOG_CLI_API_KEY and POSTHOG_CLI_PROJECT_ID in the environment", "the file that POSTHOG_CLI_DOTENV_FILE names", filepath.Clean(path)}
}
