package tui

import (
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/reason"
	"symset/symbols/waiting"
	"symset/theme"
)

// keptFor is how long PostHog keeps a symbol set that is not used, and
// soonGone how much of that is left when the screens begin to tell.
const (
	keptFor  = 30 * 24 * time.Hour
	soonGone = 5 * 24 * time.Hour
)

// setState is what is known of a symbol set's file.
type setState string

const (
	missing  setState = "missing"  // there is no file
	doubtful setState = "doubtful" // a file, and a failure beside it that may keep PostHog from reading it
	uploaded setState = "uploaded" // a file, sent by a build
	fetched  setState = "fetched"  // a file of a URL, which PostHog got from there as a rule
)

var setStates = []setState{missing, doubtful, uploaded, fetched}

// A setRow is a symbol set of the list, or a ref that only frames know. It is
// not changed once it is listed: what changes it makes another.
type setRow struct {
	symbols.Set // ID is empty for a ref that has no set
	state       setState
	once        bool          // it has a failure from before its file, which does not matter
	kind        string        // in short, such as "chunk"
	wait        *waiting.Wait // the frames of recent exceptions that wait; nil when none is known
	text        string        // what a filter searches, in lower case
}

// newSetRow makes the row of a symbol set.
func newSetRow(s symbols.Set) *setRow {
	r := &setRow{Set: s, kind: kindOf(s)}
	switch byURL := s.Ref.IsURL(); {
	case !s.HasFile:
		r.state = missing
	case s.Reason != "" && reason.Parse(s.Reason).Past(byURL):
		r.state, r.once = uploaded, true
	case s.Reason != "":
		r.state = doubtful
	case byURL && s.Release == nil: // what PostHog fetches is of none
		r.state = fetched
	default:
		r.state = uploaded
	}
	r.text = strings.ToLower(string(s.Ref) + " " + s.Release.Name())
	return r
}

// withWait is the row with other frames that wait.
func (r *setRow) withWait(w *waiting.Wait) *setRow {
	c := *r
	c.wait = w
	return &c
}

// waiting is how many frames of recent exceptions wait for it.
func (r *setRow) waiting() int {
	if r.wait == nil {
		return 0
	}
	return r.wait.Count
}

// why is the reason that there is no file, or the old one beside it.
func (r *setRow) why() reason.Reason {
	why := reason.Parse(r.Reason)
	if r.ID == "" && r.wait != nil && len(r.wait.Frames) > 0 {
		f := &r.wait.Frames[0]
		why = reason.ParseFrame(f.Failure, reason.LanguageOf(string(f.Frame.Platform)))
	}
	why.Ref = string(r.Ref)
	return why
}

// short is why in a few words, or what there is to know instead.
func (r *setRow) short(now time.Time) string {
	why := r.why()
	switch {
	case r.once:
		return "old failure shown"
	case r.state == doubtful && r.unread():
		return "failure in the way"
	case r.state == doubtful:
		return "may be unreadable"
	case r.state == missing && why.IsZero():
		return "no file, no reason"
	case r.state == missing:
		return why.Short()
	case r.left(now) < soonGone:
		return "unused, soon gone"
	}
	return ""
}

// left is how long the set will be kept if nothing uses it.
func (r *setRow) left(now time.Time) time.Duration {
	last := r.LastUsed
	if last.IsZero() {
		last = r.Created
	}
	if last.IsZero() {
		return keptFor
	}
	return keptFor - now.Sub(last)
}

// kindOf guesses what a set is from its ref, and from what its failure says:
// PostHog does not tell.
func kindOf(s symbols.Set) string {
	switch reason.LanguageOfRef(string(s.Ref), s.Reason) {
	case reason.Hermes:
		return "Hermes"
	case reason.Proguard:
		return "ProGuard"
	case reason.Apple:
		return "dSYM"
	case reason.Native:
		return "native"
	}
	if strings.Contains(string(s.Ref), "://") { // also capacitor:// and the like, which PostHog fetches nothing from
		return "URL"
	}
	return "chunk"
}

// kindWords tell a kind in full.
var kindWords = map[string]string{
	"URL":      "minified JavaScript, by its URL",
	"chunk":    "by chunk id: JavaScript as a rule",
	"Hermes":   "a Hermes map, of React Native",
	"ProGuard": "a ProGuard or R8 mapping, of Android",
	"dSYM":     "an Apple dSYM, by its upper-case UUID",
	"native":   "debug symbols of compiled code",
}

// glyph is the mark of the row's state.
func (r *setRow) glyph(th *theme.Theme) (string, theme.Style) {
	switch r.state {
	case missing:
		return th.Glyphs.Bad, th.Bad
	case doubtful:
		return th.Glyphs.Doubt, th.Warn
	case fetched:
		return th.Glyphs.Fetched, th.Info
	}
	return th.Glyphs.Good, th.Good
}

// unread reports whether a failure beside a file keeps PostHog from the file,
// as for all but JavaScript.
func (r *setRow) unread() bool { return r.kind != "URL" && r.kind != "chunk" }

// hints are what the server can't say about a set, and a person should know.
func (r *setRow) hints(now time.Time) []string {
	var out []string
	add := func(s string) { out = append(out, s) }
	switch {
	case r.ID == "":
		add("PostHog has no symbol set with this ref, and lists none: only frames of recent exceptions name it.")
	case r.state == doubtful && r.unread():
		add("A file is stored beside an earlier failure. Uploads don't clear that, and for this kind PostHog looks at it first: delete the set, then upload it again.")
	case r.state == doubtful:
		add("A file is stored beside this failure, and PostHog does not say which came first. If frames don't read with it, delete the set, then upload it again.")
	case r.state == uploaded && r.LastUsed.IsZero():
		add("Never used. PostHog does not say whether the upload was finished: one that was given up looks the same. If frames don't read with it, upload it again.")
	}
	if left := r.left(now); r.HasFile && left < soonGone {
		when := "any time now"
		if days := int(left.Hours() / 24); days > 0 {
			when = "in " + phrase.Count(days, "day")
		}
		add("PostHog deletes symbol sets that have not been used for 30 days: this one " + when + ".")
	}
	return out
}

// version is what a filter by the row's release looks for.
func (r *setRow) version() string {
	if r.Release == nil {
		return ""
	}
	v, _, _ := strings.Cut(strings.TrimSpace(r.Release.Version), " ")
	return v
}
