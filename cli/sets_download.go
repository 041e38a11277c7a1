package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/container"
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
made of: the minified file and its source map. They are named by the last part of
the ref, without what no file name should have, and always lie in the folder.

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
				d, err := download(ctx, c, &set, dir, force)
				if err != nil {
					return err
				}
				if asJSON {
					return s.writeJSON(d)
				}
				return s.write([]byte(strings.Join(d.Files, "\n") + "\n"))
			})
		},
	}
	f := cmd.Flags()
	f.StringVarP(&dir, "output", "o", ".", "`folder` to write into; it is made when it is not there")
	f.BoolVar(&force, "force", false, "replace files that are there")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// endings are what the files of a container are called behind their base.
var endings = map[container.Role]string{
	container.Source: ".js", container.Map: ".js.map", container.Mapping: ".txt", container.Archive: ".zip",
}

// download writes the parts of a set's file into dir. They appear there
// together, when all have come, or not at all.
func download(ctx context.Context, p symbols.Project, set *symbols.Set, dir string, force bool) (d *downloaded, err error) {
	body, _, err := p.Download(ctx, set.ID)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	c, err := container.Open(body, 0)
	if err != nil {
		return nil, fmt.Errorf("reading the file of %s: %w", set.Ref, err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the folder to write into: %w", err)
	}
	// Beside where the files shall lie, so that they can be moved there.
	aside, err := os.MkdirTemp(dir, ".symset-")
	if err != nil {
		return nil, fmt.Errorf("writing into %s: %w", dir, err)
	}
	defer os.RemoveAll(aside)
	d = &downloaded{ID: set.ID, Ref: set.Ref, Type: c.Type.String()}
	name := fileName(set.Ref)
	var moves [][2]string
	for {
		part, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading the file of %s: %w", set.Ref, err)
		}
		ending := endings[part.Role]
		if c.Type == container.HermesMap {
			ending = ".hbc.map"
		}
		to := filepath.Join(dir, name+ending)
		if _, err := os.Lstat(to); err == nil && !force {
			return nil, advice{fmt.Errorf("%s is there already", to), "--force replaces it, and -o names another folder"}
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		from := filepath.Join(aside, name+ending)
		if err := writeFile(from, part); err != nil {
			return nil, fmt.Errorf("writing %s of %s: %w", part.Role, set.Ref, err)
		}
		moves = append(moves, [2]string{from, to})
	}
	for _, m := range moves {
		if err := os.Rename(m[0], m[1]); err != nil {
			return nil, fmt.Errorf("writing into %s: %w", dir, err)
		}
		d.Files = append(d.Files, m[1])
	}
	return d, nil
}

func writeFile(name string, r io.Reader) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// fileName makes of a ref, which is a stranger's, a name that is one on every
// system and no path: its last part, without the endings of scripts and maps.
func fileName(ref symbols.Ref) string {
	const most = 100 // bytes
	text, _, _ := strings.Cut(string(ref), "?")
	text, _, _ = strings.Cut(text, "#")
	text = strings.TrimRight(text, `/\`)
	text = text[strings.LastIndexAny(text, `/\`)+1:]
	for _, ending := range []string{".map", ".js"} {
		text = strings.TrimSuffix(text, ending)
	}
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.', r == '+', r == '@':
			return r
		}
		return '_'
	}, text)
	safe = strings.Trim(safe[:min(len(safe), most)], ".")
	switch stem, _, _ := strings.Cut(strings.ToLower(safe), "."); {
	case safe == "":
		return "set"
	case stem == "con", stem == "prn", stem == "aux", stem == "nul", len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt"):
		return "_" + safe // Windows takes these for devices
	}
	return safe
}
