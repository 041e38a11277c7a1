package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
)

// retryPause is how long calls wait before they are made again; 0 leaves that
// to the client. Tests don't want to wait.
var retryPause time.Duration

// access is what the command line says of the PostHog to ask.
type access struct {
	host, project string
	keyFile       string
	dotenv        string
	skipVerify    bool
	perMinute     int
}

func (a *access) add(cmd *cobra.Command) {
	f := cmd.PersistentFlags()
	f.StringVar(&a.host, "host", "", "PostHog's `URL`; needs --project and --api-key-file, except for symset login and sourcemap")
	f.StringVar(&a.project, "project", "", "the project's `number`; with --api-key-file")
	f.StringVar(&a.keyFile, "api-key-file", "", "`file` with the personal API key, - for standard input; with --project")
	f.StringVar(&a.dotenv, "dotenv-file", "", "`file` to read POSTHOG_CLI_API_KEY and the like from")
	f.BoolVar(&a.skipVerify, "skip-ssl-verification", false, "accept any certificate: whoever sits in between can read the key")
	f.IntVar(&a.perMinute, "rate-limit", 0, "at most so many requests a minute (default 1000, or POSTHOG_CLIENT_RATE_LIMIT)")
}

// online calls do with a client for the project that flags, environment and
// files name. An interrupt ends its context, so that nothing is left behind.
func (s *streams) online(cmd *cobra.Command, do func(context.Context, *client.Client) error) error {
	s.tellPending()
	return s.interruptibly(cmd, do)
}

// interruptibly is online without a word of what was interrupted.
func (s *streams) interruptibly(cmd *cobra.Command, do func(context.Context, *client.Client) error) error {
	return s.interruptible(cmd, func(ctx context.Context) error {
		c, err := s.newClient()
		if err != nil {
			return err
		}
		defer c.Close()
		return do(ctx, c)
	})
}

// newClient makes a client for the project that flags, environment and files
// name.
func (s *streams) newClient() (*client.Client, error) {
	credentials, err := s.credentials()
	if err != nil {
		return nil, err
	}
	return s.clientFor(credentials)
}

// clientFor makes a client that goes about its calls as the flags say.
func (s *streams) clientFor(c client.Credentials) (*client.Client, error) {
	options, err := s.clientOptions()
	if err != nil {
		return nil, err
	}
	options.Waiting = s.waiting(c.Host)
	return client.New(c, options), nil
}

// interruptible calls do with a context that a signal ends.
func (s *streams) interruptible(cmd *cobra.Command, do func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	done := make(chan struct{})
	context.AfterFunc(ctx, func() {
		select {
		case <-time.After(time.Second):
			s.say("note", "what is under way is being finished, or what was there put back; this takes a minute at most")
		case <-done:
		}
	})
	err := do(ctx)
	close(done)
	if err != nil && ctx.Err() != nil {
		s.sayState(err)
		return exitCode(exitInterrupted)
	}
	return err
}

// credentials finds who asks which project, and says what could not be used.
func (s *streams) credentials() (client.Credentials, error) {
	search, err := s.search()
	if err != nil {
		return client.Credentials{}, err
	}
	return s.find(search)
}

// find is [client.CredentialSearch.Find], and says its notes.
func (s *streams) find(search client.CredentialSearch) (client.Credentials, error) {
	c, notes, err := search.Find()
	s.sayNotes(notes)
	return c, err
}

// search says where credentials may be.
func (s *streams) search() (client.CredentialSearch, error) {
	search := client.CredentialSearch{Host: s.access.host, Project: s.access.project, Dotenv: s.access.dotenv, Getenv: os.Getenv}
	if s.access.keyFile != "" {
		key, err := s.readKey(s.access.keyFile)
		if err != nil {
			return search, err
		}
		search.Key = key
	}
	return search, nil
}

// readKey reads a key from the first line of a file; of standard input for "-".
// Keys are taken from no argument: others on the machine can see these.
func (s *streams) readKey(name string) (client.Secret, error) {
	in := s.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return client.Secret{}, fileError(name, err)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, 4096))
	if err != nil {
		return client.Secret{}, fmt.Errorf("reading the key: %w", err)
	}
	key, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if key == "" {
		return client.Secret{}, advice{errors.New("there is no key in what --api-key-file names"), "it holds the key, which begins with phx_, on its first line"}
	}
	return client.NewSecret(strings.TrimSpace(key)), nil
}

// clientOptions says how the client goes about its calls.
func (s *streams) clientOptions() (client.Options, error) {
	perMinute := s.access.perMinute
	if perMinute < 0 {
		return client.Options{}, errors.New("--rate-limit must be at least 1 request a minute")
	}
	if perMinute == 0 {
		var err error
		if perMinute, err = client.PerMinute(os.Getenv); err != nil {
			return client.Options{}, err
		}
	}
	if s.access.skipVerify {
		s.say("warning", "certificates are not checked: whoever sits between here and PostHog can read the key")
	}
	return client.Options{Version: number(), PerMinute: perMinute, InsecureSkipVerify: s.access.skipVerify, Pause: retryPause}, nil
}

// setOf gets a symbol set by what a person names it by: its id or its ref.
func setOf(ctx context.Context, p symbols.Project, name string) (symbols.Set, error) {
	if symbols.IsUUID(name) {
		set, err := p.Set(ctx, name)
		if !symbols.Absent(err) {
			return set, err
		}
	}
	return p.SetByRef(ctx, symbols.Ref(name))
}
