package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/match"
)

// A matchAnswer is what was found for a symbol set, as JSON.
type matchAnswer struct {
	Ref        symbols.Ref       `json:"ref"`
	Confidence string            `json:"confidence"` // of the one that is chosen: sure, likely, none
	File       string            `json:"file,omitempty"`
	Map        string            `json:"map,omitempty"`
	Why        string            `json:"why,omitempty"`  // why none is chosen
	Tied       []string          `json:"tied,omitempty"` // files that are equally good
	Candidates []candidateAnswer `json:"candidates"`     // the best first

	Result  string `json:"result,omitempty"`  // with --upload: uploaded, unchanged, left out, failed; empty for none that is sure
	Problem string `json:"problem,omitempty"` // why it was left out, or failed
	Hint    string `json:"hint,omitempty"`    // what to do about it
	Copy    string `json:"copy,omitempty"`    // the id of the kept copy of what was replaced

	chosen *match.Candidate
}

type candidateAnswer struct {
	File       string   `json:"file"`
	Map        string   `json:"map,omitempty"`
	Inline     bool     `json:"inline,omitempty"` // the map is in the file
	Confidence string   `json:"confidence"`
	Reasons    []string `json:"reasons"`
	Frames     int      `json:"frames"`   // that could be looked up
	Answered   int      `json:"answered"` // of these
	Against    int      `json:"against"`  // of these
	Same       []string `json:"same,omitempty"`
}

// matching is what symset match is asked to do.
type matching struct {
	dirs     []string
	days     int
	upload   bool // send what is sure
	noBackup bool
	json     bool
}

func newMatch(s *streams) *cobra.Command {
	var m matching
	cmd := &cobra.Command{
		Use:   "match --directory DIR…",
		Short: "Find the files in build folders that missing symbol sets want",
		Long: `Find the files in build folders that the project's missing and broken symbol sets
want, including sets that only frames of recent exceptions name and PostHog has no
row for. The folders may hold several builds, such as one for each
release: the one that answers the frames is the right one.

Sure: it has what only the right file can have, its chunk id or the content hash in
its name, and nothing speaks against it. Likely: everything known speaks for it.
Doubtful files are shown and never chosen; of two that are equally good neither is.
A frame is answered when a mapping begins at exactly its place, or, since Safari
points behind it, with the word that ends there. Under a plain name such as app.js
exceptions of several builds come together: the latest ones tell which is served now.

Nothing is sent unless you give --upload: then each sure file is proved as a whole
and uploaded, a copy of what it replaces is kept, and likely ones are left for you
to look at, in the app or with symset check.

Where standard output is not a terminal, each set is a line of full values,
separated by tabs: confidence, ref, file, reasons. Files that are equally good have
a line each, which begins with tie. Uploads have one that begins with uploaded,
unchanged, left out or failed.

Exit code 0: a file was chosen for every set, and with --upload PostHog has it now.
2: for some there was none, or it was not sent. 1: an error, or an upload failed.`,
		Example: `  symset match --directory dist
  symset match --directory builds/1.4.1 --directory builds/1.4.2 --json
  symset match --directory dist --upload`,
		Args: exactly(0, "folders with --directory"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case len(m.dirs) == 0:
				return advice{errors.New("--directory is needed: a folder with the build's files"), "symset match --directory dist"}
			case m.noBackup && !m.upload:
				return errors.New("--no-backup needs --upload: nothing is replaced without it")
			}
			return s.online(cmd, func(ctx context.Context, c *client.Client) error { return s.matchAll(ctx, c, m) })
		},
	}
	cmd.Flags().StringArrayVarP(&m.dirs, "directory", "d", nil, "`folder` with a build's files; can be repeated")
	cmd.Flags().IntVar(&m.days, "days", 0, "how many days of exceptions to read (default 7), at most the latest 300")
	cmd.Flags().BoolVar(&m.upload, "upload", false, "prove and upload the sure files")
	cmd.Flags().BoolVar(&m.noBackup, "no-backup", false, "with --upload: replace a file even when no copy of it can be kept")
	cmd.Flags().BoolVar(&m.json, "json", false, "print JSON")
	return cmd
}

// matchAll matches, uploads what is sure if that is asked for, and prints it.
func (s *streams) matchAll(ctx context.Context, p symbols.Project, m matching) error {
	rows := s.matchRows(m.json)
	answers, err := s.match(ctx, p, m.dirs, m.days, rows)
	if err == nil && m.upload {
		err = s.uploadSure(ctx, p, answers, m.noBackup)
	}
	if err != nil {
		return err
	}
	if m.json {
		err = s.writeJSON(map[string]any{"sets": answers})
	} else {
		err = rows.end(answers)
	}
	if err != nil {
		return err
	}
	code := exitOK
	for i := range answers {
		switch a := &answers[i]; {
		case a.Result == "failed":
			return exitCode(exitError)
		case a.File == "" || m.upload && a.Result != "uploaded" && a.Result != "unchanged":
			code = exitUnresolved
		}
	}
	if code != exitOK {
		return exitCode(code)
	}
	return nil
}

// rank is the order of confidences in a list.
var rank = map[string]int{match.Sure.String(): 0, match.Likely.String(): 1, match.None.String(): 2}

// match finds what is wanted and matches it. The answers are the surest first;
// rows get them as they come.
func (s *streams) match(ctx context.Context, p symbols.Project, dirs []string, days int, rows *matchRows) ([]matchAnswer, error) {
	defer rows.line.say("")
	rows.line.say("symset: reading " + strings.Join(dirs, ", "))
	folder, err := match.Open(ctx, dirs...)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	rows.line.say("")
	for _, note := range folder.Notes() {
		s.say("warning", note)
	}
	rows.line.say("symset: reading what is missing")
	wanted, err := match.WantedOf(ctx, p, days)
	rows.line.say("")
	switch {
	case err != nil && (wanted == nil || ctx.Err() != nil):
		return nil, err
	case err != nil:
		s.say("warning", fmt.Sprintf("not all waiting frames are known: %v", err))
	}
	answers := []matchAnswer{}
	var unprinted error
	err = folder.Match(ctx, wanted, func(r match.Result) {
		answers = append(answers, newMatchAnswer(r))
		unprinted = cmp.Or(unprinted, rows.add(&answers[len(answers)-1]))
		rows.line.say(fmt.Sprintf("symset: matched %d of %d", len(answers), len(wanted)))
	})
	slices.SortFunc(answers, func(a, b matchAnswer) int {
		return cmp.Or(cmp.Compare(rank[a.Confidence], rank[b.Confidence]), cmp.Compare(a.Ref, b.Ref))
	})
	return answers, cmp.Or(err, unprinted)
}

func newMatchAnswer(r match.Result) matchAnswer {
	a := matchAnswer{Ref: r.Wanted.Ref, Confidence: match.None.String(), Why: r.Why, Candidates: []candidateAnswer{}}
	for _, c := range r.Candidates {
		out := candidateAnswer{File: c.File, Map: c.MapFile, Inline: c.Inline, Confidence: c.Confidence.String(), Reasons: c.Reasons, Frames: c.Asked, Answered: c.Answered, Against: c.Against, Same: c.Same}
		if c.Inline {
			out.Map = ""
		}
		a.Candidates = append(a.Candidates, out)
	}
	for _, c := range r.Tied() {
		a.Tied = append(a.Tied, c.File)
	}
	if r.Chosen >= 0 {
		best := a.Candidates[r.Chosen]
		a.Confidence, a.File, a.Map, a.chosen = best.Confidence, best.File, best.Map, &r.Candidates[r.Chosen]
	}
	return a
}
