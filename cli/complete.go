package cli

import (
	"context"
	"iter"
	"math"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"symset/client"
	"symset/symbols"
	"symset/symbols/reason"
	"symset/theme"
)

const (
	// completeTime is how long a shell waits for what PostHog knows.
	completeTime = 2 * time.Second
	// completeMost is how many words it is given.
	completeMost = 50
)

// noFiles is the end of completions that are all there are.
const noFiles = cobra.ShellCompDirectiveNoFileComp

// files has the shell complete the names of files.
func files(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// completeFlags has shells complete the values of the flags of cmd and all
// below it: what their name stands for, the words of those that take one of a
// few, files and folders as their usage names them. Others have nothing to
// complete.
func (s *streams) completeFlags(cmd *cobra.Command) {
	known := map[string]cobra.CompletionFunc{
		"for": s.refs(math.MaxInt, ""), "project": s.projects,
		"host":            cobra.FixedCompletions([]string{client.DefaultHost, "https://eu.posthog.com"}, noFiles),
		"release-name":    s.releases(func(r *symbols.Release) (string, string) { return r.Project, "" }),
		"release-version": s.releases(func(r *symbols.Release) (string, string) { return r.Version, r.Project }),
	}
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		how := known[f.Name]
		name, usage := pflag.UnquoteUsage(f)
		if c, ok := f.Value.(*choice); ok {
			how = cobra.FixedCompletions(c.of, noFiles)
		} else if name == "file" || name == "folder" && strings.HasPrefix(usage, "folder or file") {
			how = files
		} else if name == "folder" {
			how = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
		}
		if how != nil {
			// It fails for a flag of a command above, which is done.
			_ = cmd.RegisterFlagCompletionFunc(f.Name, how)
		}
	})
	for _, sub := range cmd.Commands() {
		s.completeFlags(sub)
	}
}

// words are what an answer of PostHog's gives to complete, each with a few
// words about it.
type words = iter.Seq2[string, string]

// asking completes with what PostHog is asked for. It is silent when nobody is
// signed in, when PostHog fails or takes its time, and leaves out what a
// terminal should not see.
func (s *streams) asking(cmd *cobra.Command, args []string, typed string, ask func(context.Context, *client.Client) words) (out []cobra.Completion) {
	if s.access.keyFile == "-" {
		return nil // standard input is the shell's
	}
	search, err := s.search()
	if err != nil {
		return nil
	}
	credentials, _, err := search.Find()
	if err != nil {
		return nil
	}
	options, err := s.clientOptions()
	if err != nil {
		return nil
	}
	ctx, stop := context.WithTimeout(cmd.Context(), completeTime)
	defer stop()
	c := client.New(credentials, options)
	defer c.Close()
	given := map[string]bool{}
	for _, arg := range args {
		given[arg] = true
	}
	for word, about := range ask(ctx, c) {
		if strings.HasPrefix(word, typed) && !given[word] && theme.Text(word) == word {
			given[word] = true
			if out = append(out, cobra.CompletionWithDesc(word, theme.Text(about))); len(out) == completeMost {
				break
			}
		}
	}
	return out
}

// refs completes up to most refs of symbol sets of a status.
func (s *streams) refs(most int, status symbols.SetStatus) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, noFiles
		}
		return s.asking(cmd, args, typed, func(ctx context.Context, c *client.Client) words {
			return func(yield func(string, string) bool) {
				for page, err := range c.SetPages(ctx, symbols.SetFilter{Search: typed, Status: status}) {
					for i := range page.Sets {
						if set := &page.Sets[i]; err != nil || !yield(string(set.Ref), about(set)) {
							return
						}
					}
				}
			}
		}), noFiles
	}
}

// about tells in a few words what a symbol set is.
func about(set *symbols.Set) string {
	why := reason.Parse(set.Reason)
	switch {
	case set.HasFile && set.Release != nil:
		return "uploaded, " + set.Release.Name()
	case set.HasFile:
		return "uploaded"
	case why.IsZero():
		return "missing"
	}
	return "missing: " + why.Short()
}

// issues completes ids of issues, and names of files unless only ids are meant.
func (s *streams) issues(orFiles bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		switch {
		case len(args) > 0:
			return nil, noFiles
		case orFiles && strings.Trim(typed, "0123456789abcdef-") != "":
			return files(cmd, args, typed)
		}
		found := s.asking(cmd, args, typed, func(ctx context.Context, c *client.Client) words {
			return func(yield func(string, string) bool) {
				for issue, err := range c.Issues(ctx, symbols.IssueFilter{Days: 30}) {
					if err != nil || !yield(issue.ID, strings.TrimSuffix(issue.Name+": "+issue.Description, ": ")) {
						return
					}
				}
			}
		})
		if len(found) == 0 && orFiles {
			return files(cmd, args, typed)
		}
		return found, noFiles
	}
}

// releases completes what of gives of the project's releases, with a word on it.
func (s *streams) releases(of func(*symbols.Release) (string, string)) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return s.asking(cmd, nil, typed, func(ctx context.Context, c *client.Client) words {
			return func(yield func(string, string) bool) {
				for r, err := range c.Releases(ctx) {
					if err != nil || !yield(of(&r)) {
						return
					}
				}
			}
		}), noFiles
	}
}

// projects completes the number of the project that is signed in to.
func (s *streams) projects(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	c, _, err := client.CredentialSearch{Dotenv: s.access.dotenv, Getenv: os.Getenv}.Find()
	if err != nil {
		return nil, noFiles
	}
	return []cobra.Completion{cobra.CompletionWithDesc(c.Project, theme.Text(c.Host))}, noFiles
}

// copies completes the ids of kept copies.
func copies(_ *cobra.Command, args []string, _ string) (out []cobra.Completion, _ cobra.ShellCompDirective) {
	all, err := keeper().Copies()
	if err != nil || len(args) > 0 {
		return nil, noFiles
	}
	for _, c := range all[:min(len(all), completeMost)] {
		out = append(out, cobra.CompletionWithDesc(c.ID, theme.Text(string(c.Ref))))
	}
	return out, noFiles
}
