package symbols

import (
	"encoding/json"
	"strings"
	"time"
)

// A Set is a symbol set as PostHog lists it: a stored file, or the record that
// there is none and why.
type Set struct {
	ID       string // a UUID
	Ref      Ref    // what frames name it by; PostHog cuts it at 2,048 bytes
	Created  time.Time
	LastUsed time.Time // when PostHog last looked it up, to about 12 hours; zero when it does not say

	// HasFile says that something is stored, or is about to be: while an
	// upload is not finished, and for ever after one that was given up,
	// PostHog lists the set as if it had its file and does not use it.
	HasFile bool

	// Reason is why PostHog could not read or find the file, as it stores
	// it: JSON as a rule, any text by exception, empty when there is
	// nothing to tell. It may stand beside a file: uploads don't clear it.
	Reason string

	Release *Release // nil when the set is bound to none
}

// A Release is a version of a program that symbol sets and events belong to.
type Release struct {
	ID      string // a UUID
	HashID  string // made of Project and Version as a rule; unique in a PostHog project, at most 128 bytes
	Project string // the program's name; not the PostHog project
	Version string // "1.0+42" stands for build 42 of 1.0
	Created time.Time

	// Metadata is what the build said about itself: an object, or nil. Its
	// "git" has remote_url, repo_name, branch and commit_id.
	Metadata json.RawMessage
}

// Name names the release for people: "shop 1.4.2"; nil has none.
func (r *Release) Name() string {
	if r == nil {
		return ""
	}
	return strings.TrimSpace(r.Project + " " + r.Version)
}

// Commit gives the Git commit that the release was built from; empty when it
// does not say.
func (r *Release) Commit() string {
	var m struct {
		Git struct {
			CommitID string `json:"commit_id"`
		} `json:"git"`
	}
	if json.Unmarshal(r.Metadata, &m) != nil {
		return ""
	}
	return m.Git.CommitID
}
