package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"symset/symbols/bundle"
	"symset/symbols/inject"
)

// An injectAnswer is what symset sourcemap inject tells as JSON.
type injectAnswer struct {
	Files   []injectFile    `json:"files"`
	Skipped []injectSkipped `json:"skipped"`
	DryRun  bool            `json:"dry_run"`
}

type injectFile struct {
	File    string        `json:"file"`
	Map     string        `json:"map,omitempty"` // left out when it is inside the file
	Result  inject.Status `json:"result"`        // injected, refreshed, unchanged, failed
	ChunkID string        `json:"chunk_id,omitempty"`
	Was     string        `json:"previous_chunk_id,omitempty"`
	Note    string        `json:"note,omitempty"`
	Warning string        `json:"warning,omitempty"` // what is wrong now with the build
	Error   string        `json:"error,omitempty"`
}

type injectSkipped struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

const notDone inject.Status = "failed"

func newInject(s *streams) *cobra.Command {
	var p pipeline
	cmd := &cobra.Command{
		Use:   "inject --directory DIR",
		Short: "Put a chunk id into each minified file of a build",
		Long: `Put a chunk id into each minified file of a build, as a statement at its start and
a comment at its end, and adjust its source map. The statement goes after a
hashbang and directives such as "use strict". What was already injected, by
posthog-cli too, stays as it is, unless it belongs to another release.

File and map are replaced together; when symset is stopped in between, the next
run finishes the job. Files without a source map stay as they are.

Exit code 0: all is injected. 1: something could not be.`,
		Example: `  symset sourcemap inject --directory dist
  symset sourcemap inject -d dist --exclude '**/vendor/**' --dry-run`,
		Args: exactly(0, "folders with --directory and no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.run(s, cmd, func(ctx context.Context) error {
				b, pairs, skipped, err := p.open(ctx, s)
				if err != nil {
					return err
				}
				defer b.Close()
				id, err := p.releaseID(ctx, s, s.connect)
				if err != nil {
					return err
				}
				results, err := p.inject(ctx, s, b, pairs, id)
				if err != nil {
					return err
				}
				return p.tellInjected(s, results, skipped)
			})
		},
	}
	p.add(cmd)
	return cmd
}

func (p *pipeline) inject(ctx context.Context, s *streams, b *bundle.Build, pairs []bundle.FilePair, release string) ([]inject.Result, error) {
	o := inject.Options{Mode: p.injectMode(), Release: release, Pages: b.Pages()}
	return inject.Run(ctx, pairs, o, p.dryRun, s.counted("injected", len(pairs)))
}

// tellInjected prints what became of each file. It fails when one did.
func (p *pipeline) tellInjected(s *streams, results []inject.Result, skipped []bundle.Skipped) error {
	a := injectAnswer{Files: []injectFile{}, Skipped: []injectSkipped{}, DryRun: p.dryRun}
	tally := map[inject.Status]int{}
	for _, r := range results {
		f := injectFile{File: r.File, Map: r.Map, Result: r.Status, ChunkID: r.ChunkID, Was: r.Was, Note: r.Note, Warning: r.Warning}
		if r.Err != nil {
			f.Result, f.Error = notDone, r.Err.Error()
		}
		tally[f.Result]++
		a.Files = append(a.Files, f)
	}
	for _, k := range skipped {
		a.Skipped = append(a.Skipped, injectSkipped(k))
	}
	if err := p.printInjected(s, &a); err != nil {
		return err
	}
	would := ""
	if p.dryRun {
		would = " (nothing was changed: --dry-run)"
	}
	s.say("done", fmt.Sprintf("%d injected, %d refreshed, %d unchanged, %d without a map, %d failed%s",
		tally[inject.Added], tally[inject.Refreshed], tally[inject.Unchanged], len(skipped), tally[notDone], would))
	if tally[notDone] > 0 {
		return exitCode(exitError)
	}
	return nil
}

func (p *pipeline) printInjected(s *streams, a *injectAnswer) error {
	if p.json {
		return s.writeJSON(a)
	}
	t := s.table(column{name: "result", cells: 9}, column{name: "chunk id", cells: 36}, column{name: "file", middle: true})
	var notes, warnings notes
	for _, f := range a.Files {
		style := t.Good
		switch f.Result {
		case notDone:
			style = t.Bad
		case inject.Unchanged:
			style = t.Dim
		}
		t.row(cell{string(f.Result), style}, cell{dash(f.ChunkID), t.Dim}, cell{text: f.File})
		notes.add(f.Note, f.File)
		warnings.add(f.Warning, f.File)
		if f.Error != "" {
			s.say(string(f.Result), f.File+": "+strings.TrimPrefix(f.Error, "inject into "+f.File+": "))
		}
	}
	notes.say(s, "note")
	warnings.say(s, "warning")
	for _, k := range a.Skipped {
		s.skipped(k)
	}
	return t.flush(s)
}

// skipped tells why a file is left out.
func (s *streams) skipped(k injectSkipped) {
	reason := k.Reason
	if rest, named := strings.CutPrefix(reason, k.File+" "); named {
		reason = "it " + rest
	}
	s.say("skipped", k.File+": "+reason)
}
