package keep

import (
	"context"
	"time"

	"symset/symbols"
	"symset/symbols/container"
)

// inHand is how long putting things right may go on when the context ends.
const inHand = time.Minute

// A Presence is what a project has for a ref.
type Presence int

// What a project can have.
const (
	Untold   Presence = iota // it did not answer, or is too old to tell
	Nothing                  // no set
	NoFile                   // a set without a file
	Begun                    // a set whose upload was begun and not finished: it is listed as if it had a file, and PostHog uses none
	Expected                 // the file that was asked about, in use
	Another                  // a file, in use, that is not the one asked about
)

// look asks a project what it has for a ref; hash is the content_hash of the
// file that is expected.
func look(ctx context.Context, p symbols.Project, ref symbols.Ref, hash string, size int64) (Presence, symbols.Set, error) {
	set, err := p.SetByRef(ctx, ref)
	switch {
	case symbols.Absent(err):
		return Nothing, set, nil
	case err != nil:
		return Untold, set, err
	case !set.HasFile:
		return NoFile, set, nil
	}
	asked := []symbols.Upload{{Ref: ref, Content: container.Content{Size: size, Hash: hash}}}
	needed := func(o symbols.UploadOptions) (bool, error) {
		answer, err := p.CheckUploads(ctx, asked, o)
		return err == nil && len(answer) == 1 && answer[0], err
	}
	// Only where no file is in use is one needed that must not replace any.
	if begun, err := needed(symbols.UploadOptions{SkipConflicts: true}); err != nil || begun {
		if err != nil {
			return Untold, set, err
		}
		return Begun, set, nil
	}
	other, err := needed(symbols.UploadOptions{Force: true})
	switch {
	case err != nil:
		return Untold, set, err
	case other:
		return Another, set, nil
	}
	return Expected, set, nil
}
