package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
)

// A deleted is what symset sets delete tells as JSON of each set.
type deleted struct {
	ID      string      `json:"id,omitempty"`
	Ref     symbols.Ref `json:"ref"`
	Deleted bool        `json:"deleted"`
	Error   string      `json:"error,omitempty"`
}

func newSetsDelete(s *streams) *cobra.Command {
	var yes, asJSON bool
	cmd := &cobra.Command{
		Use:   "delete REF|ID…",
		Short: "Delete symbol sets with their files",
		Long: `Delete symbol sets with their files. What has a URL is fetched again by PostHog
with the next exception, which is how a failed fetch is tried again; what was
uploaded is gone, unless symset sets download has kept a copy. All sets are found
before the first is deleted.

Exit code 0: all were deleted. 1: an error, one of them is not there, or you said
no; what was deleted and what was not is told.`,
		Example: `  symset sets delete https://shop.example/assets/app.js
  symset sets delete --yes 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return advice{errors.New("symset sets delete needs a ref or an id to delete"), "symset sets lists them"}
			}
			return nil
		},
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
					if ok, err := s.confirmed(ctx, "delete "+count(len(sets), "symbol set")+"?", "--yes"); err != nil {
						return err
					} else if !ok {
						return errors.New("nothing was deleted")
					}
				}
				return s.deleteSets(ctx, c, sets, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "delete without asking")
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

// deleteSets deletes one after the other, goes on after a failure, and tells of
// each.
func (s *streams) deleteSets(ctx context.Context, p symbols.Project, sets []symbols.Set, asJSON bool) error {
	done := make([]deleted, 0, len(sets))
	var failed error
	for _, set := range sets {
		err := p.DeleteSet(ctx, set.ID)
		d := deleted{ID: set.ID, Ref: set.Ref, Deleted: err == nil}
		if err != nil {
			d.Error = err.Error()
			if failed == nil {
				failed = fmt.Errorf("%s: %w", set.Ref, err)
			}
		}
		done = append(done, d)
		if ctx.Err() != nil {
			break
		}
	}
	if asJSON {
		out, err := marshal(map[string]any{"sets": done})
		if err != nil {
			return err
		}
		return errors.Join(s.write(out), failed)
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
