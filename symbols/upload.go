package symbols

import "symset/symbols/container"

// An Upload is a symbol set to store.
type Upload struct {
	Ref       Ref
	ReleaseID string // to bind it to; empty for none
	Content   container.Content

	// Files are the paths of what Content was made of, in the order of its
	// parts, for records that outlast this run; nil when it is not of files.
	Files []string
}

// UploadOptions say how to upload.
type UploadOptions struct {
	// Force replaces files that differ. PostHog does not replace in one
	// step: from the start of an upload to its finish the set has no file
	// that is used, and none for good if the upload fails; so keep a copy,
	// and upload it again then, see [container.Stored]. Sets are started one
	// at a time, right before their file is sent.
	Force bool

	// SkipConflicts leaves files that differ as they are, without an error.
	// It does not go with Force.
	SkipConflicts bool

	// SkipReleaseOnFail uploads without releases when PostHog refuses because
	// a set is bound to another one than is asked for. All sets that are not
	// stored yet are then uploaded without theirs.
	SkipReleaseOnFail bool

	// AtOnce is how many files are sent at a time; 0 leaves it to the
	// project. Each takes some megabytes of memory.
	AtOnce int

	// Progress is told how much of a set's file was sent, of Content.Size
	// bytes; it begins again when the sending does. It is called from
	// several goroutines. It may be nil.
	Progress func(ref Ref, sent int64)
}

// Uploaded is what became of an Upload.
type Uploaded struct {
	ID string // of the set; empty unless something was stored

	// Kept says that PostHog kept the file it has: the same one, or with
	// SkipConflicts one that may differ. Older servers keep files that
	// differ even without it, and don't tell.
	Kept bool

	// Unbound says that the release was left out, see SkipReleaseOnFail.
	Unbound bool

	// Unfinished says that the upload was begun, or may have been when the
	// answer was lost, and did not come to its end as far as is known: until
	// the set is uploaded again PostHog uses no file for it, also not the one
	// that it had.
	Unfinished bool

	Err error // nil when the file is stored or kept
}
