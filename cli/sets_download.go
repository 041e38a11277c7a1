package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/stored"
)

// A downloaded is what symset sets download tells as JSON.
type downloaded struct {
	ID    string      `json:"id"`
	Ref   symbols.Ref `json:"ref"`
	Type  string      `json:"type"`
	Files []string    `json:"files"`
}

func newSetsDownload(s *streams) *cobra.Command {
	var dir string
	var force, asJSON bool
	cmd := &cobra.Command{
		Use:   "download REF|ID",
		Short: "Write a symbol set's minified file and source map into a folder",
		Long: `Write the file that PostHog keeps for a symbol set into a folder, as what it was
made from: the minified file and its source map. They are named after the last part
of the ref, without what no file name should have, and are always inside the folder.

Exit code 0: written; the names are printed. 1: an error, and nothing is left
behind.`,
		Example: `  symset sets download https://shop.example/assets/app.js -o maps
  symset sets download --force 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90`,
		ValidArgsFunction: s.refs(1, symbols.WithFile),
		Args:              exactly(1, "a ref or an id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.online(cmd, func(ctx context.Context, c *client.Client) error {
				set, err := setOf(ctx, c, args[0])
				if err != nil {
					return err
				}
				saved, err := stored.Save(ctx, c, &set, stored.Saving{Dir: dir, Force: force})
				var taken *stored.TakenError
				switch {
				case errors.As(err, &taken):
					return advice{err, "--force replaces it, and -o names another folder"}
				case err != nil:
					return err
				case asJSON:
					return s.writeJSON(downloaded{ID: set.ID, Ref: set.Ref, Type: saved.Type.String(), Files: saved.Files})
				}
				return s.write([]byte(strings.Join(saved.Files, "\n") + "\n"))
			})
		},
	}
	f := cmd.Flags()
	f.StringVarP(&dir, "output", "o", ".", "`folder` to write into; created if it does not exist")
	f.BoolVar(&force, "force", false, "replace files that are there")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
