package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/tui"
)

// openOnline opens the app on an exception of the project, by an id, or on what
// the address of a page of PostHog shows. Where there is no screen it prints the
// exception that get finds, or the list, as the commands for these do.
func (s *streams) openOnline(cmd *cobra.Command, name string, maps mapFlags, sources string,
	get func(context.Context, symbols.Project, symbols.Page) (symbols.Event, error)) error {
	page, _ := symbols.ReadPage(name)
	instead := map[bool]string{true: "symset sets", false: "symset exceptions"}[page.Sets]
	list := page.Sets || page.Issues
	if !list {
		instead += " show"
	}
	switch drawn := s.screen(instead); {
	case !drawn && list:
		return s.online(cmd, func(ctx context.Context, c *client.Client) error {
			if _, err := readPasted(name, c.Credentials()); err != nil {
				return err
			}
			if page.Sets {
				return s.listSets(ctx, c, listing{sort: "newest"})
			}
			return s.listIssues(ctx, c, symbols.IssueFilter{}, 50, false)
		})
	case !drawn:
		return s.resolveOnline(cmd, name, maps, asUsual, get)
	}
	return s.withApp(cmd, func(a *app) (tui.Options, error) {
		credentials, err := s.credentials()
		if err != nil {
			return tui.Options{}, err
		}
		which, err := readPasted(name, credentials)
		if err != nil {
			return tui.Options{}, err
		}
		o, err := a.signedIn(cmd.Context(), credentials, maps)
		o.Start, o.SourceRoot = tui.Start{Event: which.Event, Issue: which.Issue, Exceptions: which.Issues, Sets: which.Sets}, sources
		return o, err
	})
}

// signedIn makes the app's options on a project. Maps that were named are asked
// before the project's symbol sets from the start.
func (a *app) signedIn(ctx context.Context, c client.Credentials, maps mapFlags) (tui.Options, error) {
	folders := maps.paths
	if len(folders) == 0 {
		folders = a.settings.Maps
	}
	o := a.project(c, folders)
	if len(maps.paths) == 0 && !maps.fetch {
		return o, nil
	}
	lib, err := a.openMaps(ctx, maps, o.Sets)
	if err != nil {
		return o, err
	}
	a.later(lib.close)
	o.Resolver = lib.resolver
	return o, nil
}

// namesSet reports whether an argument can be the ref or the id of a symbol
// set, and is no command that was mistyped.
func namesSet(arg string) bool {
	return symbols.IsUUID(arg) || strings.ContainsAny(arg, "/.:@")
}

// openSet opens the app on a symbol set, by its ref or id. Where there is no
// screen it prints what symset sets show does.
func (s *streams) openSet(cmd *cobra.Command, name string) error {
	if !s.screen("symset sets show") {
		return s.online(cmd, func(ctx context.Context, c *client.Client) error {
			return s.showSet(ctx, c, name, surveyDays, false)
		})
	}
	return s.withApp(cmd, func(a *app) (tui.Options, error) {
		credentials, err := s.credentials()
		if err != nil {
			return tui.Options{}, err
		}
		o, err := a.signedIn(cmd.Context(), credentials, mapFlags{})
		o.Start = tui.Start{Set: symbols.Ref(name)}
		return o, err
	})
}
