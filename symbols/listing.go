package symbols

import "time"

// SetStatus says which symbol sets to list.
type SetStatus string

// A set is WithFile as soon as its upload has begun, and whether or not
// PostHog could read it; see [Set].
const (
	AnySet      SetStatus = ""
	WithFile    SetStatus = "valid"
	WithoutFile SetStatus = "invalid"
)

// SetOrder is an order of symbol sets.
type SetOrder string

// The orders that PostHog has. Older servers have none by last use, and list
// the newest first then.
const (
	NewestFirst   SetOrder = "-created_at" // the default
	OldestFirst   SetOrder = "created_at"
	ByRef         SetOrder = "ref"
	ByRefReverse  SetOrder = "-ref"
	LastUsedFirst SetOrder = "-last_used"
	LastUsedLast  SetOrder = "last_used"
)

// A SetFilter says which symbol sets to list, and how.
type SetFilter struct {
	Status SetStatus
	Ref    Ref    // the one with exactly this ref
	Search string // text in ref, release version, release project or commit, in any case
	Order  SetOrder
	Page   int // rows of a page, 1 to 100; 0 means 100
}

// A SetPage is a piece of a list of symbol sets.
type SetPage struct {
	Sets  []Set
	Count int // of all sets that the filter lets through, as PostHog counts; -1 when it does not say
}

// A StoredFrame is what PostHog made of a raw frame. It is a cache: PostHog
// makes resolved ones afresh after half an hour and others after five minutes.
type StoredFrame struct {
	ID      string // a UUID
	RawID   string // a hash of the raw frame, and its part: "3f…/0"
	Created time.Time
	Frame   Frame // Frame.Stored is what was made of it
	SetRef  Ref   // of the symbol set that it was read with; empty for none
	Release *Release
}

// An Issue is a group of exceptions that PostHog holds to be the same.
type Issue struct {
	ID                  string // a UUID
	Name, Description   string // an exception's type and message as a rule
	Status              string // active, resolved, archived, pending_release, suppressed; empty when it is not told
	FirstSeen, LastSeen time.Time
	Library             string // that captured it, such as "web"; may be empty
	Source, Function    string // of the frame that stands for it; may be empty

	// Occurrences, Sessions and Users are counted in the time asked for.
	// They are 0 when it is not told.
	Occurrences, Sessions, Users int

	// Volume counts the occurrences in equal parts of that time, the oldest
	// first; nil when it is not told.
	Volume []int
}

// An IssueFilter says which issues to list, and how.
type IssueFilter struct {
	Days      int    // how far to look back; 0 means 7
	Status    string // see Issue; "all" for any; empty means active
	Search    string
	Order     string // last_seen, first_seen, occurrences, users, sessions; empty means last_seen
	Ascending bool
	Parts     int // into how many parts Volume divides the time, 1000 at most; 0 means none
	Page      int // issues of a page, 1 to 100; 0 means 50
}

// An EventFilter says which events to list.
type EventFilter struct {
	Issue string // the id of the issue whose events to list; empty for all exceptions
	Days  int    // how far to look back; 0 means 7
	Page  int    // events of a page, 1 to 100; 0 means 20
}
