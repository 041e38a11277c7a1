package cli

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/keep"
)

// A foundAnswer is what was interrupted, and what PostHog has now, as JSON.
type foundAnswer struct {
	keep.Entry
	Now       keep.State `json:"now"` // stored, untouched, deleted, unused, unknown
	Text      string     `json:"text"`
	CanFinish bool       `json:"can_finish"`
	CanRevive bool       `json:"can_restore"`
	Running   bool       `json:"running"` // another symset is at it
}

func newBackupsRecover(s *streams) *cobra.Command {
	var finish, restore, asJSON bool
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "Show what was interrupted, and finish it or put back what was there",
		Long: `Show what PostHog has now for each upload, replacement and deletion that was
interrupted. --finish completes them, from the files on this machine that they
were made of; --restore puts back what was there before. Without either, those
that turn out to be complete are closed, and nothing else is changed.

Exit code 0: nothing is left to do. 1: something is, or an error.`,
		Example: `  symset backups recover
  symset backups recover --finish`,
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) (failed error) {
			if finish && restore {
				return errors.New("--finish and --restore can't be used together")
			}
			left, err := keeper().Pending()
			switch {
			case err != nil && len(left) == 0:
				return err
			case err != nil:
				s.sayWith("warning", err.Error(), symbols.Hint(err))
				defer func() { failed = cmp.Or(failed, error(exitCode(exitError))) }()
			case len(left) == 0:
				if asJSON {
					return s.writeJSON(map[string]any{"interrupted": []foundAnswer{}})
				}
				s.say("note", "nothing was interrupted")
				return nil
			}
			return s.interruptibly(cmd, func(ctx context.Context, c *client.Client) error {
				if finish || restore {
					return s.recoverAll(ctx, c, left, finish, asJSON)
				}
				return s.inspectAll(ctx, c, left, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&finish, "finish", false, "complete what was begun")
	cmd.Flags().BoolVar(&restore, "restore", false, "put back what was there before")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// inspectAll tells what each entry comes to, and closes what is whole.
func (s *streams) inspectAll(ctx context.Context, c *client.Client, left []keep.Entry, asJSON bool) error {
	k := keeper()
	answers := []foundAnswer{}
	open := false
	r := keep.Request{Deed: keep.NewDeed()}
	var hints []string
	for _, e := range left {
		f := k.Inspect(ctx, c, e)
		answers = append(answers, foundAnswer{f.Entry, f.Now, f.Sentence(), f.Finish == nil, f.Revive == nil, f.Running})
		if !asJSON {
			hints = append(hints, s.tellFinding(f)...)
		}
		if f.Whole() && !f.Running && !f.Early {
			f.Err = k.Recover(ctx, c, e, f.Now == keep.Stored || f.Now == keep.Deleted, r).Err
		}
		open = open || !f.Whole() || f.Running || f.Err != nil
	}
	for i, hint := range hints {
		if !slices.Contains(hints[:i], hint) {
			s.say("hint", hint)
		}
	}
	var err error
	if asJSON {
		err = s.writeJSON(map[string]any{"interrupted": answers})
	}
	if open {
		return errors.Join(err, exitCode(exitError))
	}
	return err
}

// tellFinding tells what PostHog has now, and gives what can be done about it.
func (s *streams) tellFinding(f keep.Finding) (hints []string) {
	if f.Whole() || f.Running {
		s.say("note", f.Sentence())
		if f.Early {
			hints = append(hints, "it was begun a moment ago, and PostHog may still be at work on it: look again in a minute")
		}
		return hints
	}
	s.say("warning", f.Sentence())
	if f.Finish == nil {
		hints = append(hints, "symset backups recover --finish uploads it again")
	} else if f.Do != keep.Delete {
		s.say("note", "it can't be finished: "+f.Finish.Error())
	}
	if f.Revive == nil {
		hints = append(hints, "symset backups recover --restore puts back what was there")
	} else {
		s.say("note", "what was there can't be put back: "+f.Revive.Error())
	}
	return hints
}

// recoverAll brings all entries to an end.
func (s *streams) recoverAll(ctx context.Context, c *client.Client, left []keep.Entry, finish, asJSON bool) error {
	k := keeper()
	answers := []outcomeAnswer{}
	var bad error
	r := keep.Request{Deed: keep.NewDeed()}
	for _, e := range left {
		out := k.Recover(ctx, c, e, finish, r)
		answers = append(answers, answerOf(out))
		if out.Err != nil {
			bad = exitCode(exitError)
		}
		switch {
		case asJSON:
		case out.Err != nil:
			s.sayWith("error", out.Sentence(), out.Hint())
		default:
			s.say("note", out.Sentence())
		}
	}
	if asJSON {
		return errors.Join(s.writeJSON(map[string]any{"interrupted": answers}), bad)
	}
	return bad
}
