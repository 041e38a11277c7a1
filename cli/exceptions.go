package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/phrase"
)

// An issueAnswer is what symset exceptions says about an issue as JSON.
type issueAnswer struct {
	ID          string     `json:"id"`
	Name        string     `json:"name,omitempty"`
	Description string     `json:"description,omitempty"`
	Status      string     `json:"status,omitempty"`
	FirstSeen   *time.Time `json:"first_seen,omitempty"`
	LastSeen    *time.Time `json:"last_seen,omitempty"`
	Library     string     `json:"library,omitempty"`
	Source      string     `json:"source,omitempty"`
	Function    string     `json:"function,omitempty"`
	Occurrences int        `json:"occurrences"`
	Sessions    int        `json:"sessions"`
	Users       int        `json:"users"`
	URL         string     `json:"url"`
}

func newExceptions(s *streams) *cobra.Command {
	var filter symbols.IssueFilter
	var asJSON bool
	limit := 50
	filter.Status, filter.Order, filter.Days = "active", "last_seen", 7
	cmd := &cobra.Command{
		Use:   "exceptions [ISSUE]",
		Short: "List the project's issues: exceptions that PostHog groups as the same",
		Long: `List the project's issues: exceptions that PostHog groups as the same. The id of
one, or the address of its page, opens the screen on its latest event.

Where standard output is not a terminal, each issue is a line of full values,
separated by tabs: occurrences, users, last seen, status, name, description, id.

Exit code 0: the list is complete, or as long as --limit. 1: an error, even after
part of the list.`,
		Example: `  symset exceptions
  symset exceptions --days 30 --sort occurrences --search checkout
  symset exceptions --json | jq -r '.issues[].id'`,
		ValidArgsFunction: s.issues(false),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && (namesEvent(args[0]) || namesPage(args[0])) {
				return nil
			}
			return knownSubcommand(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return s.openOnline(cmd, args[0], mapFlags{}, "", latestOf)
			}
			if limit < 0 || filter.Days < 0 {
				return errors.New("--limit and --days must not be negative")
			}
			return s.online(cmd, func(ctx context.Context, c *client.Client) error {
				return s.listIssues(ctx, c, filter, limit, asJSON)
			})
		},
	}
	s.look.addApp(cmd)
	f := cmd.Flags()
	f.StringVar(&filter.Search, "search", "", "only issues with this `text`")
	chosen(cmd, &filter.Status, "status", "only issues with this status, or all", "active", "resolved", "archived", "suppressed", "pending_release", "all")
	chosen(cmd, &filter.Order, "sort", "what the list is ordered by, latest or most first", "last_seen", "first_seen", "occurrences", "users", "sessions")
	f.IntVar(&filter.Days, "days", filter.Days, "how many days to look back")
	f.IntVar(&limit, "limit", limit, "list at most so many; 0 lists all")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	cmd.AddCommand(newExceptionsShow(s))
	return cmd
}

// listIssues prints issues as they come, and ends with what went wrong.
func (s *streams) listIssues(ctx context.Context, p symbols.Project, filter symbols.IssueFilter, limit int, asJSON bool) error {
	issues := []issueAnswer{}
	t := s.table(column{name: "occurrences", cells: 11, right: true}, column{name: "users", cells: 6, right: true, spare: true}, column{name: "last seen", cells: 10, spare: true},
		column{name: "status", cells: 8, spare: true}, column{name: "exception"}, column{name: "issue", cells: 36})
	if limit > 0 {
		filter.Page = min(limit, 50)
	}
	n := 0
	var failed error
	for issue, err := range p.Issues(ctx, filter) {
		if err != nil {
			failed = err
			break
		}
		n++
		if asJSON {
			issues = append(issues, newIssueAnswer(&issue, p.Place()))
		} else {
			t.issue(&issue)
			if n%50 == 0 {
				if err := t.flush(s); err != nil {
					return err
				}
			}
		}
		if n == limit {
			break
		}
	}
	if asJSON {
		return errors.Join(s.writeJSON(map[string]any{"issues": issues, "complete": failed == nil}), failed)
	}
	if err := t.flush(s); err != nil {
		return err
	}
	if n == 0 && failed == nil {
		s.say("note", fmt.Sprintf("no such issue was seen in the last %s (--days and --status look further)", phrase.Count(cmp.Or(filter.Days, surveyDays), "day")))
	}
	return failed
}

// issue adds a row.
func (t *table) issue(i *symbols.Issue) {
	cells := []cell{{text: fmt.Sprint(i.Occurrences)}, {text: fmt.Sprint(i.Users)}, {t.when(i.LastSeen), t.Dim}, {dash(i.Status), t.Dim}}
	if t.tty {
		text := i.Name
		if i.Description != "" {
			text += ": " + i.Description
		}
		t.row(append(cells, cell{text, t.Strong}, cell{i.ID, t.Dim})...)
		return
	}
	t.row(append(cells, cell{text: dash(i.Name)}, cell{text: dash(i.Description)}, cell{text: i.ID})...)
}

func newIssueAnswer(i *symbols.Issue, p symbols.Place) issueAnswer {
	return issueAnswer{
		ID: i.ID, Name: i.Name, Description: i.Description, Status: i.Status, FirstSeen: moment(i.FirstSeen), LastSeen: moment(i.LastSeen),
		Library: i.Library, Source: i.Source, Function: i.Function, Occurrences: i.Occurrences, Sessions: i.Sessions, Users: i.Users, URL: p.IssueURL(i.ID),
	}
}
