package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols/bundle"
	"symset/symbols/inject"
)

func newUpload(s *streams) *cobra.Command {
	var p pipeline
	cmd := &cobra.Command{
		Use:   "upload --directory DIR",
		Short: "Upload the minified files of a build with their source maps",
		Long: `Upload the minified files of a build, with the chunk ids that inject put into them
and their source maps. PostHog is asked first which it needs; the others are not
sent. Before anything is sent each map is held against its file, and one of
another file stops it all, unless --no-check is given. A copy of what is replaced
is kept, and interrupted uploads are found again: symset backups.

If some could not be sent, the same command sends what is left. With
--delete-after the source maps are deleted once all is uploaded, those of style
sheets too, with the comments that name them; a map that can't be deleted is an
error, because a deployed map publishes the source.

Exit code 0: all is there. 1: something is not, or an error.`,
		Example: `  symset sourcemap upload --directory dist
  symset sourcemap upload -d dist --release-name shop --release-version 1.4.2 --delete-after`,
		Args: exactly(0, "folders with --directory and no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.run(s, cmd, func(ctx context.Context) error { return p.pass(ctx, s, false) })
		},
	}
	p.add(cmd)
	p.addUpload(cmd)
	return cmd
}

func newProcess(s *streams) *cobra.Command {
	var p pipeline
	cmd := &cobra.Command{
		Use:   "process --directory DIR",
		Short: "Inject chunk ids into a build and upload it: inject and upload in one",
		Long: `Inject chunk ids into a build and upload it: what inject and upload do one after
the other, for the same files and the same release. Deploy the build after it.

Exit code 0: all is injected and uploaded. 1: something is not, or an error.`,
		Example: `  symset sourcemap process --directory dist
  symset sourcemap process -d dist --delete-after`,
		Args: exactly(0, "folders with --directory and no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.run(s, cmd, func(ctx context.Context) error { return p.pass(ctx, s, true) })
		},
	}
	p.add(cmd)
	p.addUpload(cmd)
	return cmd
}

// pass uploads a build, and injects into it before when it is to.
func (p *pipeline) pass(ctx context.Context, s *streams, injecting bool) error {
	if p.skip && p.injectMode() == inject.Event {
		s.say("warning", "--skip-on-conflict has no effect in event mode, which replaces what differs")
		p.skip = false
	}
	b, pairs, skipped, err := p.open(ctx, s)
	if err != nil {
		return err
	}
	defer b.Close()
	if !p.dryRun {
		if err := inject.RecoverAll(pairs); err != nil {
			return err
		}
	}
	c, err := s.connect()
	if err != nil {
		return err
	}
	defer c.Close()
	release := ""
	if injecting || p.injectMode() == inject.SymbolSet {
		if release, err = p.releaseID(ctx, s, func() (*client.Client, error) { return c, nil }); err != nil {
			return err
		}
	}
	a := &uploadedAnswer{DryRun: p.dryRun, Files: []uploadedFile{}, Skipped: []injectSkipped{}}
	for _, k := range skipped {
		a.Skipped = append(a.Skipped, injectSkipped(k))
	}
	if injecting && p.dryRun { // nothing is there yet that could be uploaded
		results, err := p.inject(ctx, s, b, pairs, release)
		if err != nil {
			return err
		}
		_, err = p.prepare(ctx, s, pairs, "", a, true)
		return errors.Join(err, p.tellInjected(s, results, skipped))
	}
	var prepared []inject.Prepared
	if injecting {
		prepared, err = p.process(ctx, s, b, pairs, release, a)
	} else {
		prepared, err = p.prepare(ctx, s, pairs, release, a, false)
	}
	if err != nil {
		return err
	}
	if err := p.send(ctx, s, c, prepared, a); err != nil {
		return err
	}
	if a.left() == 0 && p.deleteAfter && !p.dryRun {
		err = p.clean(ctx, s, b, prepared, a)
	}
	err = errors.Join(p.tellUploaded(s, a), err)
	s.tellPending()
	return err
}

// process injects into the pairs and prepares them, in one pass. It fails when
// a file could not be injected into: a build of which some files tell their ids
// and some don't is not to be deployed unnoticed.
func (p *pipeline) process(ctx context.Context, s *streams, b *bundle.Build, pairs []bundle.FilePair, release string, a *uploadedAnswer) ([]inject.Prepared, error) {
	o := inject.Options{Mode: p.injectMode(), Release: release, Pages: b.Pages()}
	results, prepared, err := inject.Process(ctx, pairs, o, !p.noCheck, s.counted("injected", len(pairs)))
	if err != nil {
		return nil, err
	}
	var errs []error
	var notes, warnings notes
	for _, r := range results {
		if r.Err != nil {
			errs = append(errs, r.Err)
		}
		notes.add(r.Note, r.File)
		warnings.add(r.Warning, r.File)
	}
	notes.say(s, "note")
	warnings.say(s, "warning")
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return prepared, p.sift(s, prepared, release, a, false)
}

// clean deletes the maps of what is uploaded, and fails when one is left.
func (p *pipeline) clean(ctx context.Context, s *streams, b *bundle.Build, prepared []inject.Prepared, a *uploadedAnswer) error {
	for _, style := range b.Stylesheets(p.selection()) {
		seen, err := inject.Seen(style)
		if err != nil {
			return err
		}
		prepared = append(prepared, seen)
	}
	cleaned, err := inject.Clean(ctx, prepared, b.Pages())
	a.Deleted = cleaned.Deleted
	var notes notes
	for _, file := range cleaned.Named {
		notes.add("it still names its map, which is deleted: something has a checksum of it", file)
	}
	var left []error
	for _, name := range b.MapFiles(p.selection()) {
		if err != nil || !isFile(name) {
			continue
		}
		why := "no file that was uploaded has it"
		if !strings.EqualFold(filepath.Ext(name), ".map") {
			why = "it is a compressed copy; compress the build after this"
		} else if inject.Foreign(name) { // as Next's of its polyfills
			failed := os.Remove(name)
			if failed == nil {
				a.Deleted = append(a.Deleted, name)
				notes.add("it is deleted, too: no file names it, and all its sources are of packages", name)
				continue
			}
			why = failed.Error()
		}
		left = append(left, fmt.Errorf("%s is still there: %s", name, why))
	}
	notes.say(s, "note")
	if err := errors.Join(append(left, err)...); err != nil {
		return advice{fmt.Errorf("source maps are left:\n%w", err), "delete them before the build is deployed: they publish its source"}
	}
	return nil
}
