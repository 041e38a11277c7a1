package symbols

import "symset/symbols/sourcemap"

// State is what became of a frame.
type State int

const (
	Unresolved State = iota // it needed a symbol set and could not be read: Failure says why
	Mapped                  // read through a source map
	Plain                   // readable as captured: another language, or code that was never minified
	Kept                    // as PostHog resolved it, which symset could not do afresh: Failure says why
	Builtin                 // the engine's or runtime's own code: there is nothing to resolve
)

// A Resolved is what a frame became.
type Resolved struct {
	Frame Frame
	State State

	// Function, Source, Line and Column tell the place in the original
	// source. Line and Column count from 1; 0 when absent. Source is spelled
	// as the map spells it, resolved against its sourceRoot. Function is
	// empty when no name is known; see package scope for the convention.
	Function     string
	Source       string
	Line, Column int

	Context *Context // the line with its neighbours, or nil when the source is not at hand
	InApp   bool
	Failure *Failure // why the frame did not resolve, or a doubt about one that did; or nil

	Pair        *Pair             // the symbol set it was read with or would be; its Map is nil when there is none; or nil
	Disk        string            // the file on disk that Context is of; empty when the map or the event held it
	SourceIndex int               // index of Source in Pair.Map; meaningless unless Mapped
	Place       sourcemap.Mapping // the mapping that answered; meaningless unless Mapped
}

// OK reports whether the frame tells an original place.
func (r *Resolved) OK() bool { return r.State == Mapped || r.State == Plain || r.State == Kept }

// A Failure is why a frame could not be resolved, in a sentence that names the
// thing, with what to do about it.
type Failure struct {
	Code    FailureCode
	Message string // lower case, no full stop
	Do      string // what to do; may be empty
}

func (f *Failure) Error() string { return f.Message }

// Hint says what to do, see [Hint].
func (f *Failure) Hint() string { return f.Do }

// FailureCode names a kind of [Failure], stable for tests and JSON.
type FailureCode string

const (
	NoPlace        FailureCode = "no_place"        // the frame has no usable file, line or column
	NoFile         FailureCode = "no_file"         // no file of the build goes with the frame
	NoMap          FailureCode = "no_map"          // the minified file is there, its map is not
	BadMap         FailureCode = "bad_map"         // the map can't be read
	Stale          FailureCode = "stale"           // the map belongs to another build of the file
	Shifted        FailureCode = "shifted"         // a doubt: the map's columns are off, and were put right
	Ambiguous      FailureCode = "ambiguous"       // several files fit equally well
	NoMapping      FailureCode = "no_mapping"      // the map has no answer for this position
	FetchFailed    FailureCode = "fetch_failed"    // a public URL could not be got
	FetchForbidden FailureCode = "fetch_forbidden" // a URL that symset will not ask
	Unsupported    FailureCode = "unsupported"     // a kind of symbol set that symset does not read
	Cancelled      FailureCode = "cancelled"       // the work was stopped before it came to the frame
)
