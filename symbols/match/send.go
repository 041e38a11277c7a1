package match

import (
	"context"
	"errors"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/fit"
	"symset/symbols/preflight"
)

// ErrBuiltAgain says that a file was written after it was matched.
var ErrBuiltAgain = errors.New("it was built again since it was matched")

// Open opens the candidate's file and map, to be sent as the set ref.
func (c *Candidate) Open(ctx context.Context, ref symbols.Ref) (*bundle.Local, error) {
	file := c.MapFile
	if c.Inline {
		file = "" // it describes the map
	}
	return bundle.OpenFiles(ctx, c.File, file, ref)
}

// Prepare proves the whole of the candidate's file and map, and packs them to be
// sent as the set ref; doubtful tells that the proof is. It fails where the map
// is not the file's, where PostHog can't use the two, and with [ErrBuiltAgain].
func (c *Candidate) Prepare(ctx context.Context, ref symbols.Ref) (u symbols.Upload, doubtful bool, err error) {
	if u, doubtful, err = c.prepare(ctx, ref); c.Changed() {
		err = ErrBuiltAgain
	}
	return u, doubtful, err
}

func (c *Candidate) prepare(ctx context.Context, ref symbols.Ref) (u symbols.Upload, doubtful bool, err error) {
	l, err := c.Open(ctx, ref)
	if err != nil {
		return u, false, err
	}
	defer l.Close() // what is sent is read again
	report, err := preflight.Run(ctx, preflight.Input{Pair: l.Pair, MapData: l.MapData})
	switch {
	case err != nil:
		return u, false, err
	case report.Outcome() == fit.Mismatch:
		return u, false, errors.New("its map belongs to another file")
	case report.Stops() != "":
		return u, false, errors.New(report.Stops())
	}
	u, err = l.Upload()
	return u, report.Outcome() == fit.Doubtful, err
}
