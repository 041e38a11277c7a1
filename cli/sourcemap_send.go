package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"symset/client"
	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/inject"
	"symset/symbols/keep"
)

// prepare reads the pairs into the answer, and stops at what must not be sent.
// Before they are injected into they need no chunk ids yet.
func (p *pipeline) prepare(ctx context.Context, s *streams, pairs []bundle.FilePair, release string, a *uploadedAnswer, early bool) ([]inject.Prepared, error) {
	prepared, err := inject.Prepare(ctx, pairs, p.injectMode(), !p.noCheck, s.counted("read", len(pairs)))
	if err != nil {
		return nil, err
	}
	return prepared, p.sift(s, prepared, release, a, early)
}

// maxDoubts is of how many doubtful pairs each is told: of a bundler whose maps
// are odd there are many.
const maxDoubts = 3

// sift takes down what was prepared, and stops at what must not be sent.
func (p *pipeline) sift(s *streams, prepared []inject.Prepared, release string, a *uploadedAnswer, early bool) error {
	var wrong []error
	hint, doubts := "", 0
	for i := range prepared {
		r := &prepared[i]
		f := uploadedFile{File: r.File, Map: r.Map, ChunkID: r.Upload.Ref, Size: r.Upload.Content.Size, Result: "not sent", Warning: r.Warning, Doubt: r.Doubt}
		refuse := func(err error) {
			f.Result, f.Reason = "failed", err.Error()
			wrong = append(wrong, err)
		}
		if r.Doubt != "" {
			if doubts++; doubts <= maxDoubts {
				s.say("warning", fmt.Sprintf("it is doubtful whether %s belongs to %s: %s", mapName(r), r.File, r.Doubt))
			}
		}
		switch noID := errors.Is(r.Err, inject.ErrNoChunkID); {
		case r.Mismatch != "":
			refuse(fmt.Errorf("%s does not belong to %s: %s", mapName(r), r.File, r.Mismatch))
			hint = "build again; if the bundler makes it so each time, --exclude GLOB leaves the file out, --no-check uploads it all the same"
		case noID && (early || p.skipWithoutID):
			r.Skip = "it has no id"
		case noID:
			refuse(r.Err)
			hint = "symset sourcemap inject, or process, which does both"
		case r.Err != nil:
			refuse(r.Err)
		case release != "" && release != unmade && p.injectMode() == inject.SymbolSet:
			r.Upload.ReleaseID = release
		}
		if r.Skip != "" {
			f.Result, f.Reason = "skipped", r.Skip
		}
		a.Files = append(a.Files, f)
	}
	if more := doubts - maxDoubts; more > 0 {
		s.say("warning", fmt.Sprintf("the same goes for %d more: --json says which and why", more))
	}
	if len(wrong) == 0 {
		return nil
	}
	if p.json && !early {
		if err := s.writeJSON(a); err != nil {
			return err
		}
	}
	return advice{fmt.Errorf("nothing was sent:\n%w", errors.Join(wrong...)), hint}
}

func mapName(r *inject.Prepared) string {
	if r.Inline() {
		return "the inline map"
	}
	return r.Map
}

// send uploads what is needed and notes what became of each.
func (p *pipeline) send(ctx context.Context, s *streams, c *client.Client, prepared []inject.Prepared, a *uploadedAnswer) error {
	var uploads []symbols.Upload
	var files []*uploadedFile
	for i := range prepared {
		if prepared[i].Skip == "" {
			uploads = append(uploads, prepared[i].Upload)
			files = append(files, &a.Files[i])
		}
	}
	if len(uploads) == 0 {
		return nil
	}
	force := p.force || p.injectMode() == inject.Event
	var notes notes
	if p.dryRun {
		return p.ask(ctx, c, uploads, force, files)
	}
	for i, out := range keeper().Upload(ctx, c, uploads, keep.Request{
		Force: force, Gently: !p.force, SkipConflicts: p.skip, SkipReleaseOnFail: p.unbind, NoBackup: p.noBackup,
		Batch: p.batch, AtOnce: p.concurrency, Progress: s.sent(len(uploads)),
		Waiting: func(sets int) {
			s.say("note", fmt.Sprintf("another symset is uploading %d of these files: this one waits for it", sets))
		},
	}) {
		f := files[i]
		f.Unbound = out.Unbound
		switch {
		case out.Err != nil:
			f.Result, f.Reason, f.Hint = "failed", out.Err.Error(), out.Hint()
			if why, ok := errors.AsType[*keep.Error](out.Err); ok {
				f.told = why.Why()
			}
		case out.State == keep.Same:
			f.Result = "unchanged"
		default:
			f.Result = "uploaded"
		}
		f.Copy = copyOf(&out)
		notes.add(out.Note, f.File)
	}
	notes.say(s, "note")
	return nil
}

// ask tells what would be uploaded.
func (p *pipeline) ask(ctx context.Context, c *client.Client, uploads []symbols.Upload, force bool, files []*uploadedFile) error {
	needed, err := c.CheckUploads(ctx, uploads, symbols.UploadOptions{Force: force, SkipConflicts: p.skip, SkipReleaseOnFail: p.unbind})
	var old *client.Unsupported
	if err != nil && !errors.As(err, &old) { // which of them is not known then
		return err
	}
	for i, f := range files {
		f.Result = "would upload"
		if err == nil && !needed[i] {
			f.Result = "unchanged"
		}
	}
	return nil
}

// sent gives what shows how many of n files have been sent.
func (s *streams) sent(of int) func(keep.Progress) {
	told := s.counted("uploaded", of)
	var mu sync.Mutex
	done := map[symbols.Ref]bool{}
	return func(p keep.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Stage == keep.Sending && p.Done >= p.Total && !done[p.Ref] {
			done[p.Ref] = true
			told(len(done))
		}
	}
}
