package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols/keep"
	"symset/symbols/phrase"
)

func newBackups(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backups",
		Short: "Copies of replaced and deleted symbol sets, and what was interrupted",
		Long: `Before symset replaces or deletes a symbol set it keeps a copy of what PostHog has,
and writes down what it is about to do. This lists the copies, the newest first,
puts one back, removes old ones, and settles what a crash, a kill or a lost
connection interrupted.

The copies are in symset's state folder: $XDG_STATE_HOME/symset, else
~/.local/state/symset (macOS: ~/Library/Application Support/symset, Windows:
%LOCALAPPDATA%\symset). They hold source code, and only you can read them. Beyond
2 GiB the oldest are removed.`,
		Example: `  symset backups list
  symset backups restore 3f9a1c2b
  symset backups recover
  symset backups recover --restore
  symset backups prune --max 500M`,
		Args: knownSubcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return s.listCopies(false) },
	}
	cmd.AddCommand(newBackupsList(s), newBackupsRestore(s), newBackupsRecover(s), newBackupsPrune(s))
	return cmd
}

func newBackupsList(s *streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the kept copies, the newest first",
		Long: `List the kept copies, the newest first, with what was about to happen when they
were kept. PostHog is not asked.

Where standard output is not a terminal, each copy is a line of full values,
separated by tabs: id, when, why, size, release, ref, host, project.`,
		Example: `  symset backups list --json`,
		Args:    exactly(0, "no arguments"),
		RunE:    func(*cobra.Command, []string) error { return s.listCopies(asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (s *streams) listCopies(asJSON bool) error {
	k := keeper()
	copies, err := k.Copies()
	if err != nil {
		return err
	}
	if asJSON {
		if copies == nil {
			copies = []keep.Copy{}
		}
		return s.writeJSON(map[string]any{"folder": k.Folder(), "copies": copies})
	}
	s.tellPending()
	if len(copies) == 0 {
		s.say("note", "no copies are kept")
	}
	t := s.table(column{name: "id", cells: 12}, column{name: "kept", cells: 10}, column{name: "before", cells: 8},
		column{name: "size", cells: 9, right: true}, column{name: "release", cells: 14, middle: true}, column{name: "ref", middle: true})
	for _, c := range copies {
		cells := []cell{{text: c.ID}, {t.when(c.When), t.Dim}, {text: c.Why}, {text: phrase.Size(c.Size)}, {text: dash(c.Release)}, {text: string(c.Ref)}}
		if !t.tty {
			cells[3].text = strconv.FormatInt(c.Size, 10)
			cells = append(cells, cell{text: c.Host}, cell{text: c.Project})
		}
		t.row(cells...)
	}
	return t.flush(s)
}

// An outcomeAnswer is what became of a set, as JSON.
type outcomeAnswer struct {
	Ref   string `json:"ref"`
	Do    string `json:"do"`    // upload, replace, delete, restore
	State string `json:"state"` // untouched, same, stored, deleted, put back, unused, unknown
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
	Copy  string `json:"copy,omitempty"` // the id of the copy of what was there before
	OK    bool   `json:"ok"`
}

func answerOf(o keep.Outcome) outcomeAnswer {
	return outcomeAnswer{string(o.Ref), string(o.Do), string(o.State), o.Sentence(), o.Hint(), copyOf(&o), o.Err == nil}
}

func newBackupsRestore(s *streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "restore ID",
		Short: "Put a kept copy back",
		Long: `Upload a kept copy in place of what its symbol set has now, of which a copy is
kept in turn. A set that was deleted comes back. ID is a copy's id, or the
beginning of one.

Exit code 0: it is back. 1: it is not; the error says what PostHog has now.`,
		Example:           `  symset backups restore 3f9a1c2b`,
		ValidArgsFunction: copies,
		Args:              exactly(1, "a copy's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			k := keeper()
			c, err := k.Copy(args[0])
			if err != nil {
				return err
			}
			return s.online(cmd, func(ctx context.Context, p *client.Client) error {
				out := k.Restore(ctx, p, c, keep.Request{})
				if asJSON {
					return errors.Join(s.writeJSON(answerOf(out)), failed(out))
				}
				if out.Err != nil {
					return out.Err
				}
				s.say("note", out.Sentence())
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// failed gives the exit code of an outcome that was printed as JSON.
func failed(o keep.Outcome) error {
	if o.Err != nil {
		return exitCode(exitError)
	}
	return nil
}

func newBackupsPrune(s *streams) *cobra.Command {
	var most string
	var all, asJSON bool
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Remove the oldest copies",
		Long: `Remove the oldest copies until no more than --max is kept, 2 GiB when it is not
given, or all with --all. What is needed to settle something that was interrupted
stays.`,
		Example: `  symset backups prune --max 500M
  symset backups prune --all`,
		Args: exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			limit, err := sizeOf(most)
			switch {
			case err != nil:
				return err
			case all:
				limit = -1
			}
			removed, err := keeper().Prune(limit)
			if err != nil {
				return err
			}
			if asJSON {
				if removed == nil {
					removed = []keep.Copy{}
				}
				return s.writeJSON(map[string]any{"removed": removed})
			}
			s.say("note", "removed "+map[bool]string{true: "1 copy", false: fmt.Sprintf("%d copies", len(removed))}[len(removed) == 1])
			return nil
		},
	}
	cmd.Flags().StringVar(&most, "max", "", "`size` of all copies: 500M, 2G; 0 means none")
	cmd.Flags().BoolVar(&all, "all", false, "remove all copies")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// sizeOf reads a number of bytes with K, M or G behind it; 0 for no text. No
// bytes at all are -1, which is how package keep calls them.
func sizeOf(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	number, shift := text, 0
	for unit, bits := range map[string]int{"K": 10, "M": 20, "G": 30} {
		if n, found := strings.CutSuffix(strings.ToUpper(text), unit); found {
			number, shift = n, bits
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64>>shift {
		return 0, advice{fmt.Errorf("--max %q is no size", text), "--max 500M"}
	}
	if n == 0 {
		return -1, nil
	}
	return n << shift, nil
}
