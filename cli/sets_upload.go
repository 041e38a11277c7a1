package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/fit"
	"symset/symbols/keep"
	"symset/symbols/preflight"
	"symset/symbols/reason"
)

// An uploading is what symset sets upload is told.
type uploading struct {
	source, sourceMap string
	release, version  string
	force, skip       bool
	dryRun, noCheck   bool
	noBackup          bool
	json              bool
}

// An uploadAnswer is what symset sets upload tells as JSON.
type uploadAnswer struct {
	ID     string      `json:"id,omitempty"`
	Ref    symbols.Ref `json:"ref"`
	Result string      `json:"result"` // uploaded, kept, would upload, would keep
	Size   int64       `json:"size"`   // bytes of the container
	Hash   string      `json:"content_hash"`
	Copy   string      `json:"copy,omitempty"` // the id of the kept copy of what was replaced
}

func newSetsUpload(s *streams) *cobra.Command {
	var u uploading
	cmd := &cobra.Command{
		Use:   "upload REF --source FILE --map FILE",
		Short: "Upload a minified file and its source map as a symbol set",
		Long: `Upload a minified file and its source map as the symbol set REF, a URL or a chunk
id as frames name it. Before anything is sent, the map is proved to belong to the
file. For a URL give the files as they were deployed; for a chunk id the injected
file, which carries the id, and its adjusted map.

A set that has another file stays as it is, and that is an error, unless --force
replaces it. A copy of what is replaced is kept on this machine, and put back if
the upload fails, since PostHog uses no file for a set from the start of a
replacement to its end. Stored events don't change.

Exit code 0: stored, or the same file is there already. 1: an error.`,
		Example: `  symset sets upload https://shop.example/assets/app.js --source dist/app.js --map dist/app.js.map
  symset sets upload 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90 --source app.js --map app.js.map --release-name shop --release-version 1.4.2
  symset sets upload https://shop.example/app.js --source app.js --map app.js.map --force --dry-run`,
		ValidArgsFunction: s.refs(1, symbols.WithoutFile),
		Args:              exactly(1, "a ref"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case u.source == "" || u.sourceMap == "":
				return advice{errors.New("--source and --map are needed: the minified file and its source map"),
					"symset sets upload " + reason.Quote(args[0], "REF") + " --source app.js --map app.js.map"}
			case u.force && u.skip:
				return errors.New("--force and --skip-on-conflict can't be used together")
			case (u.release == "") != (u.version == ""):
				return errors.New("--release-name and --release-version go together")
			}
			return s.online(cmd, func(ctx context.Context, c *client.Client) error {
				a, err := s.upload(ctx, c, symbols.Ref(args[0]), u)
				if err != nil {
					return err
				}
				if u.json {
					return s.writeJSON(a)
				}
				t := s.table(column{name: "result", cells: 13}, column{name: "ref", middle: true})
				t.row(cell{a.Result, t.Good}, cell{text: string(a.Ref)})
				return t.flush(s)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&u.source, "source", "", "the minified `file`")
	f.StringVar(&u.sourceMap, "map", "", "its source map, a `file`")
	f.StringVar(&u.release, "release-name", "", "`name` of the program whose release the set belongs to")
	f.StringVar(&u.version, "release-version", "", "`version` of that release; created if it does not exist")
	f.BoolVar(&u.force, "force", false, "replace a different file that is there")
	f.BoolVar(&u.skip, "skip-on-conflict", false, "leave a different file that is there, without an error")
	f.BoolVar(&u.dryRun, "dry-run", false, "check everything, and send nothing")
	f.BoolVar(&u.noCheck, "no-check", false, "upload even if the map does not belong to the file")
	f.BoolVar(&u.noBackup, "no-backup", false, "replace even where no copy can be kept of what is there")
	f.BoolVar(&u.json, "json", false, "print JSON")
	return cmd
}

// upload checks, packs and sends a pair.
func (s *streams) upload(ctx context.Context, p symbols.Project, ref symbols.Ref, u uploading) (*uploadAnswer, error) {
	for name, what := range map[string]string{u.source: "a minified file", u.sourceMap: "a source map"} {
		if isFolder(name) {
			return nil, fmt.Errorf("%s is a folder, not %s", name, what)
		}
	}
	if !u.noCheck {
		if err := s.prove(ctx, u.sourceMap, u.source); err != nil {
			return nil, err
		}
	}
	pair, err := bundle.OpenFiles(ctx, u.source, u.sourceMap, ref)
	if err != nil {
		return nil, fmt.Errorf("opening %s with %s: %w", u.source, u.sourceMap, err)
	}
	defer pair.Close() // it was only read
	if err := s.warnOther(ref, u.source); err != nil {
		return nil, err
	}
	packed, err := pair.Upload()
	if err != nil {
		return nil, err
	}
	a := &uploadAnswer{Ref: ref, Size: packed.Content.Size, Hash: packed.Content.Hash}
	one := []symbols.Upload{packed}
	if u.dryRun {
		needed, err := p.CheckUploads(ctx, one, symbols.UploadOptions{Force: u.force, SkipConflicts: u.skip})
		if err != nil {
			return nil, err
		}
		a.Result = map[bool]string{true: "would upload", false: "would keep"}[needed[0]]
		return a, nil
	}
	if u.release != "" {
		release, err := p.EnsureRelease(ctx, u.release, u.version, nil)
		if err != nil {
			return nil, err
		}
		one[0].ReleaseID = release.ID
	}
	show, done := s.progress()
	out := keeper().Upload(ctx, p, one, keep.Request{Force: u.force, SkipConflicts: u.skip, NoBackup: u.noBackup, Progress: show})[0]
	done()
	if out.Err != nil {
		return nil, out.Err
	}
	s.tell(&out)
	a.ID, a.Result = out.SetID, map[bool]string{true: "kept", false: "uploaded"}[out.State == keep.Same]
	a.Copy = copyOf(&out)
	return a, nil
}

// prove tells why a map is not the one of a minified file; nil when it is, or
// when that is only doubtful, which is said.
func (s *streams) prove(ctx context.Context, sourceMap, source string) error {
	v, err := s.examine(ctx, nil, sourceMap, checking{source: source})
	if err != nil {
		return err
	}
	more := fmt.Sprintf("symset check --source %s %s says more", reason.Quote(source, "FILE"), reason.Quote(sourceMap, "MAP"))
	hint := "--no-check uploads it all the same; " + more
	switch {
	case v.Source == nil:
		return advice{fmt.Errorf("%s is not a source map: %s", sourceMap, v.Problems[0].sentence()), hint}
	case v.Mappings == 0:
		return advice{fmt.Errorf("%s has no mappings: nothing can be read with it", sourceMap), hint}
	case !v.Source.Fits:
		return advice{fmt.Errorf("%s does not belong to %s: %d of its %d mappings begin inside a word or outside the file, or it ends long before the file does",
			sourceMap, source, v.Source.Split+v.Source.Outside, v.Source.Mappings), hint}
	case v.Outcome() == fit.Mismatch:
		return advice{fmt.Errorf("%s does not belong to %s: %s", sourceMap, source, cmp.Or(v.Fit.Oddest(), "the files disagree")), hint}
	case v.Outcome() == fit.Doubtful:
		s.say("warning", fmt.Sprintf("it is doubtful whether %s belongs to %s: %s; %s", sourceMap, source, cmp.Or(v.Fit.Oddest(), "the files disagree"), more))
	}
	for _, note := range v.Send {
		if note.Level == preflight.Stop {
			return advice{errors.New(note.Words), note.Do + "; " + hint}
		}
		s.say("warning", note.Words+"; "+note.Do)
	}
	return nil
}

// warnOther says so when frames that name an id can't come from the file, or
// when it is not called as the URL ends. The id is in the snippet that a file
// begins with, or in a comment at its end.
func (s *streams) warnOther(ref symbols.Ref, name string) error {
	if ref.IsURL() {
		if base := bundle.BaseName(string(ref)); base != "" && base != filepath.Base(name) {
			s.say("warning", fmt.Sprintf("%s is not named %s, as the URL ends: frames of another file may read with it, wrongly", name, base))
		}
		return nil
	}
	comments, err := bundle.FileComments(name)
	if err != nil {
		return fileError(name, err)
	}
	f, err := os.Open(name)
	if err != nil {
		return fileError(name, err)
	}
	defer f.Close() // it was only read
	begin, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	id := string(ref)
	switch {
	case bundle.SameID(comments.ChunkID, id), bundle.SameID(comments.DebugID, id), bytes.Contains(begin, []byte(id)):
	case comments.ChunkID != "":
		s.say("warning", fmt.Sprintf("%s carries the chunk id %s, not %s: frames from it will not ask for this set", name, comments.ChunkID, ref))
	default:
		s.say("warning", fmt.Sprintf("%s does not carry the id %s: was it injected before it was deployed?", name, ref))
	}
	return nil
}
