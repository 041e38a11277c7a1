package cli

import (
	"cmp"
	"context"
	"errors"
	"math"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/phrase"
)

// A deleted is what symset sets delete tells as JSON of each set.
type deleted struct {
	ID      string      `json:"id,omitempty"`
	Ref     symbols.Ref `json:"ref"`
	Deleted bool        `json:"deleted"`
	Copy    string      `json:"copy,omitempty"` // the id of the kept copy of its file
	Error   string      `json:"error,omitempty"`
}

func newSetsDelete(s *streams) *cobra.Command {
	var yes, noBackup, asJSON bool
	cmd := &cobra.Command{
		Use:   "delete REF|ID…",
		Short: "Delete symbol sets with their files",
		Long: `Delete symbol sets with their files. PostHog fetches what has a URL again at the
next exception, which is how to retry a failed fetch; what was uploaded is gone
from there, and a copy is kept on this machine. All sets are looked up before the
first is deleted.

Exit code 0: all were deleted. 1: an error, one of them is not there, or you said
no; each is listed as deleted or not.`,
		Example: `  symset sets delete https://shop.example/assets/app.js
  symset sets delete --yes 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90`,
		ValidArgsFunction: s.refs(math.MaxInt, ""),
		Args:              between(1, math.MaxInt, "refs or ids to delete"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.online(cmd, func(ctx context.Context, c *client.Client) error {
				sets, err := setsOf(ctx, c, args)
				if err != nil {
					return err
				}
				if !yes {
					for _, set := range sets {
						s.say("note", "to delete: "+string(set.Ref)+map[bool]string{true: ", with its file", false: ", which has no file"}[set.HasFile])
					}
					if ok, err := s.confirmed(ctx, "delete "+phrase.Count(len(sets), "symbol set")+"?", "--yes"); err != nil {
						return err
					} else if !ok {
						return errors.New("nothing was deleted")
					}
				}
				return s.deleteSets(ctx, c, sets, noBackup, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	cmd.Flags().BoolVar(&noBackup, "no-backup", false, "delete even if no copy can be kept")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// setsOf finds the sets that are named, each once.
func setsOf(ctx context.Context, p symbols.Project, names []string) ([]symbols.Set, error) {
	var sets []symbols.Set
	seen := map[string]bool{}
	for _, name := range names {
		set, err := setOf(ctx, p, name)
		if err != nil {
			return nil, err
		}
		if !seen[set.ID] {
			seen[set.ID] = true
			sets = append(sets, set)
		}
	}
	return sets, nil
}

// deleteSets deletes them, goes on after a failure, and says what came of each.
func (s *streams) deleteSets(ctx context.Context, p symbols.Project, sets []symbols.Set, noBackup, asJSON bool) error {
	done := make([]deleted, 0, len(sets))
	var failed error
	show, end := s.progress()
	outcomes := keeper().Delete(ctx, p, sets, keep.Request{NoBackup: noBackup, Progress: show})
	end()
	for _, out := range outcomes {
		d := deleted{ID: out.SetID, Ref: out.Ref, Deleted: out.Err == nil, Copy: copyOf(&out)}
		if out.Err != nil {
			d.Error = out.Err.Error()
			failed = cmp.Or(failed, out.Err)
		} else {
			s.tell(&out)
		}
		done = append(done, d)
	}
	if asJSON {
		return errors.Join(s.writeJSON(map[string]any{"sets": done}), failed)
	}
	t := s.table(column{name: "result", cells: 13}, column{name: "ref", middle: true})
	for _, d := range done {
		c := cell{"deleted", t.Good}
		if !d.Deleted {
			c = cell{"not deleted", t.Bad}
		}
		t.row(c, cell{text: string(d.Ref)})
	}
	return errors.Join(t.flush(s), failed)
}
