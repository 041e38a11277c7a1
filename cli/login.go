package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/theme"
	"symset/tui"
)

// A signedIn is what symset login tells as JSON.
type signedIn struct {
	Host        string `json:"host"`
	Project     string `json:"project"`
	Credentials string `json:"credentials_file"`
}

func newLogin(s *streams) *cobra.Command {
	var manual, noBrowser, asJSON bool
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Sign in to PostHog and keep the key",
		Long: `Sign in to PostHog and keep the key where posthog-cli also finds it.

A page of PostHog opens in the browser, or its address is printed: compare the
code and approve. With --manual, for a PostHog too old for this, you are asked for
the project's number and a personal API key with the scopes error_tracking:read,
error_tracking:write and query:read. Keys made by approving may lack query:read;
symset status shows that. The key is typed unseen or piped in; it is never an
argument.

Exit code 0: signed in. 1: an error.`,
		Example: `  symset login
  symset login --host https://eu.posthog.com
  cat key.txt | symset login --manual --project 12345 --api-key-file -`,
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.interruptible(cmd, func(ctx context.Context) error {
				path, err := client.CredentialsPath(os.Getenv)
				if err != nil {
					return err
				}
				c, err := s.signIn(ctx, manual || s.access.keyFile != "", noBrowser)
				if err != nil {
					return err
				}
				if err := client.SaveCredentials(path, c); err != nil {
					return err
				}
				if asJSON {
					return s.writeJSON(signedIn{c.Host, c.Project, path})
				}
				return s.write([]byte(theme.Text(fmt.Sprintf("signed in to project %s on %s; the key is in %s", c.Project, c.Host, path)) + "\n"))
			})
		},
	}
	cmd.Flags().BoolVar(&manual, "manual", false, "type or pipe in a personal API key instead of approving in a browser")
	cmd.Flags().BoolVar(&noBrowser, "no-browser", false, "print the address to open, and open nothing")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// signIn gets credentials by hand or by approval.
func (s *streams) signIn(ctx context.Context, manual, noBrowser bool) (client.Credentials, error) {
	if manual {
		return s.typeIn(ctx)
	}
	options, err := s.clientOptions()
	if err != nil {
		return client.Credentials{}, err
	}
	options.Waiting = s.waiting(cmp.Or(s.access.host, client.DefaultHost))
	login, err := client.StartLogin(ctx, s.access.host, options)
	var old *client.Unsupported
	if errors.As(err, &old) {
		return client.Credentials{}, advice{err, "symset login --manual takes a personal API key, made in PostHog under Settings, Personal API keys"}
	}
	if err != nil {
		return client.Credentials{}, err
	}
	s.say("note", "open "+login.URL)
	s.say("note", "approve there if it shows the code "+login.UserCode)
	if _, tty := terminal(s.out); tty && !noBrowser && browse(login.URL) {
		s.say("note", "it should open in your browser now")
	}
	s.say("note", fmt.Sprintf("waiting until %s for your approval; ctrl+c cancels", login.Expires.Format("15:04")))
	c, err := login.Wait(ctx)
	if err == nil && s.access.project != "" && c.Project != s.access.project {
		return c, advice{fmt.Errorf("project %s was approved, not %s", c.Project, s.access.project), "choose the project on the page that asks for approval"}
	}
	return c, err
}

// typeIn asks for what a key by hand needs, as far as flags don't give it, and
// tries the key before it is kept.
func (s *streams) typeIn(ctx context.Context) (client.Credentials, error) {
	host, project, key := s.access.host, s.access.project, client.Secret{}
	var err error
	_, tty := terminal(s.in)
	if !tty && (project == "" || s.access.keyFile == "") {
		return client.Credentials{}, advice{errors.New("there is nobody to ask: standard input is not a terminal"),
			"cat key.txt | symset login --manual --project 12345 --api-key-file -"}
	}
	if host == "" && tty && s.access.keyFile == "" {
		if host, err = s.ask(ctx, "PostHog's address ["+client.DefaultHost+"]: "); err != nil {
			return client.Credentials{}, err
		}
	}
	if project == "" {
		if project, err = s.ask(ctx, "project number: "); err != nil {
			return client.Credentials{}, err
		}
	}
	if s.access.keyFile != "" {
		key, err = s.readKey(s.access.keyFile)
	} else {
		key, err = s.askSecret(ctx, "personal API key (not shown): ")
	}
	if err != nil {
		return client.Credentials{}, err
	}
	c, err := client.NewCredentials(host, key.Reveal(), project)
	if err != nil {
		return c, err
	}
	asked, err := s.clientFor(c)
	if err != nil {
		return c, err
	}
	defer asked.Close()
	if err := canRead(ctx, asked); err != nil {
		return c, fmt.Errorf("trying the key: %w", err)
	}
	return c, nil
}

// browse opens a page in the person's browser, and tells whether there is one
// to try.
func browse(address string) bool {
	args := tui.Browser(runtime.GOOS, os.Getenv)
	if args == nil {
		return false
	}
	cmd := exec.Command(args[0], append(args[1:], address)...)
	cmd.WaitDelay = time.Second
	if cmd.Start() != nil {
		return false
	}
	go func() { _ = cmd.Wait() }()
	return true
}
