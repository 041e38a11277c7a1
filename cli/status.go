package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/container"
	"symset/theme"
)

// A standing is what symset status tells.
type standing struct {
	Host        string          `json:"host"`
	Project     string          `json:"project"`
	Source      string          `json:"source"` // where the credentials come from
	Reachable   bool            `json:"reachable"`
	SignedIn    bool            `json:"signed_in"` // the key is taken for this project
	Scopes      []standingScope `json:"scopes"`
	Credentials string          `json:"credentials_file"`
	Errors      []string        `json:"errors,omitempty"`

	failed error
}

// A standingScope is whether the key has a scope: yes, no or unknown.
type standingScope struct {
	Name string `json:"name"`
	Has  string `json:"has"`
	For  string `json:"for"`
	Why  string `json:"why,omitempty"` // it is not known
}

func newStatus(s *streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show which PostHog project is used, and what the key may do",
		Long: `Show which PostHog project is used, where the key comes from, and what it may do.
Each scope is tried with a call that changes nothing.

Exit code 0: PostHog answers and the key has every scope. 2: it answers, but the
key lacks a scope, or may lack one. 1: it does not answer, or does not accept the
key.`,
		Example: `  symset status
  symset status --json --dotenv-file .env.production`,
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.online(cmd, func(ctx context.Context, c *client.Client) error {
				st := stand(ctx, c)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if err := s.put(st, asJSON); err != nil {
					return err
				}
				if st.failed != nil {
					return st.failed
				}
				for _, scope := range st.Scopes {
					if scope.Has != "yes" {
						return exitCode(exitUnresolved)
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// stand tries each scope.
func stand(ctx context.Context, c *client.Client) *standing {
	p := c.Place()
	st := &standing{Host: p.Host, Project: p.Project, Source: p.Source, Reachable: true, SignedIn: true, Scopes: []standingScope{}}
	if path, err := client.CredentialsPath(os.Getenv); err == nil {
		st.Credentials = path
	}
	told, first := false, error(nil)
	for _, try := range []struct {
		name, does string
		call       func(context.Context, *client.Client) error
	}{
		{"error_tracking:read", "symbol sets and issues", canRead},
		{"error_tracking:write", "uploading and deleting", canWrite},
		{"query:read", "exceptions in full", canQuery},
	} {
		scope := standingScope{Name: try.name, Has: "yes", For: try.does}
		if err := try.call(ctx, c); err != nil {
			st.judge(&scope, err)
			first = cmp.Or(first, err)
		}
		if scope.Has != "unknown" {
			told = true
		}
		if st.failed != nil {
			st.Scopes = st.Scopes[:0] // nothing is known of any
			st.Errors = append(st.Errors, st.failed.Error())
			return st
		}
		st.Scopes = append(st.Scopes, scope)
	}
	if !told {
		st.SignedIn, st.failed = false, first
		st.Errors = append(st.Errors, first.Error())
	}
	return st
}

// judge tells what an error says of the key. One that says more of PostHog than
// of a scope ends it all.
func (st *standing) judge(scope *standingScope, err error) {
	var refused *client.NotSignedIn
	var wrong *client.WrongProject
	switch {
	case symbols.Lacks(err) != "":
		scope.Has = "no"
	case symbols.Offline(err):
		st.Reachable, st.SignedIn, st.failed = false, false, err
	case errors.As(err, &refused), errors.As(err, &wrong):
		st.SignedIn, st.failed = false, err
	default:
		scope.Has, scope.Why = "unknown", err.Error()
	}
}

func canRead(ctx context.Context, c *client.Client) error {
	for _, err := range c.SetPages(ctx, symbols.SetFilter{Page: 1}) {
		return err
	}
	return nil
}

// canWrite asks whether an upload would be needed, which changes nothing.
func canWrite(ctx context.Context, c *client.Client) error {
	probe := symbols.Upload{Ref: "symset-status", Content: container.Content{Size: 1, Hash: strings.Repeat("0", 128)}}
	_, err := c.CheckUploads(ctx, []symbols.Upload{probe}, symbols.UploadOptions{SkipConflicts: true})
	return err
}

func canQuery(ctx context.Context, c *client.Client) error {
	for _, err := range c.Events(ctx, symbols.EventFilter{Days: 1, Page: 1}) {
		return err
	}
	return nil
}

// print gives the standing for people.
func (st *standing) print(t *theme.Theme) []byte {
	p := page{Theme: t}
	good, bad := p.good()+" ", p.bad()+" "
	switch {
	case st.SignedIn:
		p.line(good, "signed in")
	case st.Reachable && len(st.Scopes) > 0:
		p.line(bad, "PostHog does not answer as it should")
	case errors.As(st.failed, new(*client.WrongProject)):
		p.line(bad, "no such project")
	case st.Reachable:
		p.line(bad, "not signed in")
	default:
		p.line(bad, "PostHog does not answer")
	}
	p.fact("host", st.Host)
	p.fact("project", st.Project)
	p.fact("key from", st.Source)
	if st.Source != st.Credentials && isFile(st.Credentials) {
		p.fact("not used", st.Credentials+", which also has a key")
	}
	for _, s := range st.Scopes {
		mark := map[string]string{"yes": good, "no": bad}[s.Has]
		text := fmt.Sprintf("%-21s %s", s.Name, s.For)
		switch s.Has {
		case "no":
			text += ": the key lacks it"
		case "unknown":
			mark = p.doubt() + " "
			text += ": not known, " + s.Why
		}
		p.line("  ", mark, theme.Text(text))
	}
	return p.out.Bytes()
}
