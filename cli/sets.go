package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
)

// setOrders are the words for the orders of symbol sets.
var setOrders = map[string]symbols.SetOrder{
	"newest": symbols.NewestFirst, "oldest": symbols.OldestFirst, "ref": symbols.ByRef,
	"used": symbols.LastUsedFirst, "unused": symbols.LastUsedLast,
}

// listing says what symset sets lists, and how.
type listing struct {
	missing, uploaded bool
	search, sort      string
	limit, days       int
	json              bool
	remedies          bool // say of each why it is missing, and what to do
}

func newSets(s *streams) *cobra.Command {
	l := listing{sort: "newest"}
	cmd := &cobra.Command{
		Use:   "sets [REF|ID]",
		Short: "List the project's symbol sets: uploaded, missing, and why",
		Long: `List the project's symbol sets, page by page as PostHog gives them. The ref of
one (a chunk id or a URL), or its id, opens the app on it.

--missing lists the sets without a file and, after them, what PostHog's own list
does not know: chunk ids and URLs that frames of recent exceptions name but that
have no symbol set, as after a build that was injected and not uploaded. It counts
the frames that wait for each.

Where standard output is not a terminal, each set is a line of full values,
separated by tabs: state, waiting frames, kind, release, last used, ref, reason, id.
A value that does not exist, or was not asked for, is "-".

Exit code 0: the list is complete. 1: an error, even after part of the list.`,
		Example: `  symset sets --missing
  symset sets --missing --sort waiting --limit 10
  symset sets --search checkout --sort used
  symset sets https://shop.example/assets/app.js
  symset sets --missing --json | jq -r '.sets[].ref'`,
		ValidArgsFunction: s.refs(1, ""),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && namesSet(args[0]) {
				return nil
			}
			return knownSubcommand(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 1 && namesPage(args[0]):
				return s.openOnline(cmd, args[0], mapFlags{}, "", eventOf)
			case len(args) == 1:
				return s.openSet(cmd, args[0])
			case l.missing && l.uploaded:
				return errors.New("--missing and --uploaded can't be used together: without both all sets are listed")
			case l.sort == "waiting" && !l.missing:
				return advice{errors.New("only --missing knows which frames wait"), "symset sets --missing --sort waiting"}
			case l.limit < 0 || l.days < 0:
				return errors.New("--limit and --days must not be negative")
			}
			return s.online(cmd, func(ctx context.Context, c *client.Client) error { return s.listSets(ctx, c, l) })
		},
	}
	s.look.addApp(cmd)
	f := cmd.Flags()
	f.BoolVar(&l.missing, "missing", false, "only what has no file, with the frames that wait for it")
	f.BoolVar(&l.uploaded, "uploaded", false, "only what has a file")
	f.StringVar(&l.search, "search", "", "only sets with this `text` in ref, release or commit")
	chosen(cmd, &l.sort, "sort", "the list's order: used is last used first, unused longest unused first; waiting, with\n--missing, most waiting frames first, which holds the list back until it is complete", "newest", "oldest", "ref", "used", "unused", "waiting")
	f.IntVar(&l.limit, "limit", 0, "list at most so many; 0 lists all")
	f.IntVar(&l.days, "days", surveyDays, "with --missing: how many days of exceptions to read, at most the latest 300")
	f.BoolVar(&l.json, "json", false, "print JSON")
	cmd.AddCommand(newSetsShow(s), newSetsDownload(s), newSetsUpload(s), newSetsDelete(s))
	return cmd
}

// listSets prints sets as they come, and ends with what went wrong.
func (s *streams) listSets(ctx context.Context, p symbols.Project, l listing) error {
	w := s.setWriter(l)
	missing := newMissing(ctx, p, l)
	defer missing.stop()
	filter := symbols.SetFilter{Search: l.search, Order: setOrders[l.sort]}
	switch {
	case l.missing:
		filter.Status = symbols.WithoutFile
	case l.uploaded:
		filter.Status = symbols.WithFile
	}
	if l.limit > 0 && !w.sorts() {
		filter.Page = min(l.limit, 100)
	}
	var failed error
	for page, err := range p.SetPages(ctx, filter) {
		if err != nil {
			failed = err
			break
		}
		for i := range page.Sets {
			if !w.add(newSetAnswer(&page.Sets[i], missing.waits(page.Sets[i].Ref))) {
				break
			}
		}
		if err := w.flush(); err != nil {
			return err
		}
		if w.full() {
			break
		}
	}
	if l.missing && failed == nil && !w.full() {
		failed = missing.rest(ctx, p, w)
	}
	if err := w.close(failed == nil); err != nil {
		return err
	}
	missing.tellBound(s)
	if failed == nil && !l.missing && !l.uploaded && !l.json {
		s.say("note", "chunk ids that were never uploaded are not in this list: symset sets --missing finds them")
	}
	return failed
}

// matches reports whether a ref without a row is what was searched for, as
// PostHog would search.
func (l *listing) matches(ref symbols.Ref) bool {
	return strings.Contains(strings.ToLower(string(ref)), strings.ToLower(strings.TrimSpace(l.search)))
}
