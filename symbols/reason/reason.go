// Package reason reads why PostHog has no symbols for something, and tells it
// to a person: what is the matter, what happened, and what to do.
//
// PostHog gives such reasons in two places. A symbol set's failure_reason is
// JSON in a text column, one variant of an enum within one of a language:
// {"JavaScript":{"NoSourcemap":"https://…"}}. A frame's resolve_failure is a
// sentence made of the same. [Parse] reads the first, [ParseFrame] the second.
//
// What reasons quote comes from strangers and is passed on as it is, cut where
// it is long: whoever shows it makes it safe for the screen.
package reason

// A Language is whose symbols are missing, as PostHog spells it. It is empty
// when the reason does not tell.
type Language string

// The languages that PostHog reads symbols for.
const (
	JavaScript Language = "JavaScript" // browsers and Node
	Hermes     Language = "Hermes"     // React Native
	Proguard   Language = "Proguard"   // Android
	Apple      Language = "Apple"
	Native     Language = "Native" // Rust, C and other compiled code
)

// LanguageOf gives the language of frames that a platform captured, in the
// spelling of events ("web:javascript"); empty for platforms whose frames need
// no symbols.
func LanguageOf(platform string) Language {
	switch platform {
	case "web:javascript", "node:javascript", "javascript":
		return JavaScript
	case "hermes":
		return Hermes
	case "java":
		return Proguard
	case "apple":
		return Apple
	case "native", "rust":
		return Native
	}
	return ""
}

// A Class groups reasons by what is to be done, as PostHog's own metrics do.
type Class string

// The classes.
const (
	NoReference    Class = "no_reference"     // the frame tells nothing to look up
	NoSymbolSet    Class = "no_symbol_set"    // there is no symbol set, or there was none to find
	SymbolNotFound Class = "symbol_not_found" // the symbol set has no answer for the place
	NetworkError   Class = "network_error"    // it could not be fetched
	InvalidData    Class = "invalid_data"     // it is damaged, or something else
	Unknown        Class = "unknown"          // a reason that this package does not know
)

// A Reason is why PostHog has no symbols. The zero Reason is no reason.
type Reason struct {
	Language Language
	Code     string   // PostHog's name of the variant, such as NoSourcemap; empty for text that has none
	Detail   string   // for stored data that can't be read: PostHog's name of what is wrong with it
	Args     []string // what the variant, or else Detail, carries, in PostHog's order; numbers in decimal, addresses as 0x…
	Class    Class
	Raw      string // the text that was parsed

	// Ref is what the symbol set is looked up by. Parsing leaves it empty;
	// with it, what to do is said more exactly.
	Ref string

	frame bool // told by a frame, whose words are less exact
}

// Past reports whether a failure beside a symbol set's file no longer matters:
// PostHog looks for JavaScript's file before it looks at the failure, which uploads
// don't clear. byURL is whether frames name the set by a URL. Of a failure to read
// what is stored nobody can tell whether it is about this file.
func (r Reason) Past(byURL bool) bool {
	switch r.Code {
	case "InvalidSourceMap", "InvalidSourceAndMap", "JSDataError", "MissingChunkIdData":
		return false
	}
	return r.Language == JavaScript || r.Language == "" && byURL
}

// IsZero reports whether there is no reason.
func (r Reason) IsZero() bool { return r.Raw == "" }

// Short tells the reason in 18 cells of ASCII or less, for a list: "no map
// found", "HTTP 404".
func (r Reason) Short() string { return r.tell().short }

// Sentence tells what is the matter, in lower case and without a full stop.
func (r Reason) Sentence() string { return r.tell().sentence }

// Why tells what happened, in a few full sentences. It is empty when the
// sentence says all that is known.
func (r Reason) Why() string { return r.tell().why }

// Remedy tells what can be done, what helps most first. There is always
// something, if only that nothing can be done.
func (r Reason) Remedy() []Step { return r.tell().steps }

// A Step is one thing to do.
type Step struct {
	Do      string // lower case, no full stop
	Command string // the command that does it, quoted for a POSIX shell; empty when there is none
}

// told is all that a person is told about a reason.
type told struct {
	short, sentence, why string
	steps                []Step
}

// tell finds the words for r.
func (r Reason) tell() told {
	if r.IsZero() {
		return told{}
	}
	for _, v := range variants() {
		if v.language == r.Language && v.code == r.Code {
			return v.tell(&r)
		}
	}
	return r.unknown()
}
