package symbols

import (
	"context"
	"strings"

	"symset/symbols/sourcemap"
)

// A Pair is a symbol set opened for reading: a minified file and its map. It
// is safe for concurrent use. The store that opened it closes it.
type Pair struct {
	Ref      Ref
	File     string                 // the minified file, as a person names it ("dist/main.js"); empty when only the map is at hand
	MapFile  string                 // the map, as a person names it; "inline map of dist/main.js" for a data: URL
	Map      *sourcemap.Map         // nil only beside an error, see Store
	Evidence []string               // why this pair goes with the frame, a few words each: "chunk id", "sourceMappingURL", "same name and path"
	Minified func() ([]byte, error) // reads the minified file; nil when it is not at hand
	Doubt    *Failure               // set when what the files say of themselves disagrees (ids differ); the pair must not be trusted

	// Original reads the i-th source of the map from disk, where it lies
	// when the map does not hold its text, and tells the file's name. It is
	// nil when there is nowhere to look. Only files in the folders that the
	// person named or works in are read: maps come from strangers.
	Original func(i int) (name string, text []byte, err error)
}

// Inline reports whether the map is in the minified file, and has no file of its own.
func (p *Pair) Inline() bool { return strings.HasPrefix(p.MapFile, "inline map of ") }

// A Store finds the symbol sets behind frames. It is safe for concurrent use.
type Store interface {
	// Find opens the symbol set that a frame needs. It gives the same Pair
	// for frames of the same file. An error that is (or wraps) a *Failure
	// says why there is none; a Pair beside it has the minified file, which
	// was found, and no Map.
	Find(ctx context.Context, f *Frame) (*Pair, error)
}

// Only is a store of one symbol set, or with nil of none, for frames that are
// known to need it.
func Only(pair *Pair) Store { return only{pair} }

type only struct{ pair *Pair }

func (o only) Find(context.Context, *Frame) (*Pair, error) {
	if o.pair == nil {
		return nil, &Failure{Code: NoFile, Message: "PostHog has no symbol set for it"}
	}
	return o.pair, nil
}
