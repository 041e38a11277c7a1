package keep

import (
	"context"
	"time"

	"symset/symbols"
	"symset/symbols/container"
)

// inHand is how long putting things right may go on when the context ends.
const inHand = time.Minute

// A presence is what a project has for a ref.
type presence int

// What a project can have.
const (
	untold     presence = iota // it did not answer, or is too old to tell
	nothing                    // no set
	noFile                     // a set without a file
	unfinished                 // a set whose upload was begun and not finished: it is listed as if it had a file, and PostHog uses none
	expected                   // the file that was asked about, in use
	another                    // a file, in use, that is not the one asked about
)

// look asks a project what it has for a ref; hash is the content_hash of the
// file that is expected.
func look(ctx context.Context, p symbols.Project, ref symbols.Ref, hash string, size int64) (presence, symbols.Set, error) {
	set, err := p.SetByRef(ctx, ref)
	switch {
	case symbols.Absent(err):
		return nothing, set, nil
	case err != nil:
		return untold, set, err
	case !set.HasFile:
		return noFile, set, nil
	}
	asked := []symbols.Upload{{Ref: ref, Content: container.Content{Size: size, Hash: hash}}}
	needed := func(o symbols.UploadOptions) (bool, error) {
		answer, err := p.CheckUploads(ctx, asked, o)
		return err == nil && len(answer) == 1 && answer[0], err
	}
	// Only where no file is in use is one needed that must not replace any.
	if begun, err := needed(symbols.UploadOptions{SkipConflicts: true}); err != nil || begun {
		if err != nil {
			return untold, set, err
		}
		return unfinished, set, nil
	}
	other, err := needed(symbols.UploadOptions{Force: true})
	switch {
	case err != nil:
		return untold, set, err
	case other:
		return another, set, nil
	}
	return expected, set, nil
}
