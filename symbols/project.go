package symbols

import (
	"context"
	"encoding/json"
	"io"
	"iter"
)

// A Project is a PostHog project as commands and screens work on it. Package
// client implements it. It is safe for concurrent use; every call may take
// seconds, and ends with its context.
//
// Errors tell a person what was tried and what went wrong. Beside that an error,
// or one that it wraps, may have methods that say more: Hint() string what to
// do, Wait() time.Duration how long the server asks to wait before it is asked
// again, Offline() bool that nothing answered, Absent() bool that what was
// asked for is not there, TooOld() bool that the server does not know the call,
// Refused() bool that it would not do it if it were asked again either, and
// Lacks() string which scope the key lacks.
type Project interface {
	// Place tells which project it is.
	Place() Place

	// SetPages lists symbol sets, asking for a page when the one before has
	// been taken. An error ends the list. Sets that come or go meanwhile may
	// move others between pages: one may be missed.
	SetPages(ctx context.Context, f SetFilter) iter.Seq2[SetPage, error]
	// Set gets one symbol set by its id, SetByRef by its ref.
	Set(ctx context.Context, id string) (Set, error)
	SetByRef(ctx context.Context, ref Ref) (Set, error)
	// FramesOfSet gets the stored frames that were looked up in a symbol set,
	// by the set's id: those that wait for it when it has no file.
	FramesOfSet(ctx context.Context, id string) ([]StoredFrame, error)

	// Download opens a symbol set's stored file, a container, and tells its
	// size in bytes, -1 when that is not known. The caller closes it.
	Download(ctx context.Context, id string) (io.ReadCloser, int64, error)
	// CheckUploads says for each upload whether its file is needed, and fails
	// as Upload would before it sends anything. It changes nothing.
	CheckUploads(ctx context.Context, uploads []Upload, o UploadOptions) ([]bool, error)
	// Upload stores symbol sets, and tells for each what became of it.
	Upload(ctx context.Context, uploads []Upload, o UploadOptions) []Uploaded
	// DeleteSet deletes a symbol set with its file; what has a URL is fetched
	// again by PostHog with the next exception.
	DeleteSet(ctx context.Context, id string) error
	// EnsureRelease gets the release of a project and version, and makes it if
	// there is none. Metadata, an object or nil, is for one that is made.
	EnsureRelease(ctx context.Context, project, version string, metadata json.RawMessage) (Release, error)

	// Issues lists issues, asking for a page when the one before has been taken.
	Issues(ctx context.Context, f IssueFilter) iter.Seq2[Issue, error]
	// Events lists exceptions, the latest first, likewise.
	Events(ctx context.Context, f EventFilter) iter.Seq2[Event, error]
	// Event gets one exception by its id.
	Event(ctx context.Context, id string) (Event, error)
}

// A Place says which project of which PostHog a [Project] is.
type Place struct {
	Host    string // scheme and host: "https://eu.posthog.com"
	Project string // the project's number
	Source  string // where the credentials come from, in words
}

// SetURL gives the address of a page of PostHog that lists the symbol sets.
func (p Place) SetURL() string {
	return p.Host + "/project/" + p.Project + "/error_tracking/configuration?tab=error-tracking-symbol-sets"
}

// IssueURL gives the address of an issue's page.
func (p Place) IssueURL(id string) string {
	return p.Host + "/project/" + p.Project + "/error_tracking/" + id
}
