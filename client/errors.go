package client

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// NotSignedIn says that there is no key, or that PostHog does not take it.
type NotSignedIn struct {
	Host   string // empty when none was asked
	Detail string

	alone bool // a part was given on the command line, and the others were not
}

func (e *NotSignedIn) Error() string {
	if e.Host == "" {
		return "not signed in: " + e.Detail
	}
	return fmt.Sprintf("not signed in to %s: %s", e.Host, e.Detail)
}

// Hint says how to get a key.
func (e *NotSignedIn) Hint() string {
	if e.alone {
		return "--project NUMBER --api-key-file FILE, with --host URL for a host other than " + DefaultHost + "; or none of them"
	}
	return "symset login, or set POSTHOG_CLI_API_KEY and POSTHOG_CLI_PROJECT_ID"
}

// MissingScope says that the key may not do this.
type MissingScope struct {
	Scope string // "error_tracking:write"
}

func (e *MissingScope) Error() string { return "the key lacks the scope " + e.Scope }

// Hint says how to get the scope.
func (e *MissingScope) Hint() string {
	return "add " + e.Scope + " to the key in PostHog under Settings, Personal API keys, or symset login"
}

// WrongProject says that the key's owner has no such project on this host.
type WrongProject struct {
	Host, Project string
	Detail        string // what PostHog says; empty when it was not asked
}

// A project token where the number belongs is shown by its beginning alone.
func (e *WrongProject) Error() string {
	switch {
	case len(e.Project) > 4 && (e.Project[:4] == "phc_" || e.Project[:4] == "phx_"):
		return "the project is given as a token (" + e.Project[:4] + "…), not as its number"
	case e.Project == "":
		return "the project's number is missing"
	case e.Detail == "":
		return fmt.Sprintf("the project is given as %q, not as its number", clip(e.Project))
	}
	return fmt.Sprintf("no project %s on %s for this key: %s", e.Project, e.Host, e.Detail)
}

// Hint says where the number is.
func (e *WrongProject) Hint() string {
	return "the number stands in PostHog's address (/project/12345) and under Settings, Project ID"
}

// NotFound says that what was asked for is not there.
type NotFound struct {
	What   string // "symbol set 0190…"
	Detail string
}

func (e *NotFound) Error() string { return "there is no " + e.What }

// Hint says why that can be.
func (e *NotFound) Hint() string {
	if strings.Contains(e.Detail, "no uploaded file") {
		return "PostHog has nothing to download for it: symset sets show says why"
	}
	return "it may have been deleted, or belong to another project or host"
}

// Conflict says that PostHog has another file under the ref.
type Conflict struct {
	Code   string // content_hash_mismatch, content_hash_required
	Detail string
}

func (e *Conflict) Error() string {
	return "the symbol set has another file already: " + cmp.Or(e.Detail, e.Code)
}

// Hint says how to replace it.
func (e *Conflict) Hint() string { return "--force replaces the file that is there" }

// OtherRelease says that the symbol set is bound to another release.
type OtherRelease struct{ Detail string }

func (e *OtherRelease) Error() string {
	return "the symbol set is bound to another release: " + e.Detail
}

// Hint says how to upload all the same.
func (e *OtherRelease) Hint() string {
	return "upload without a release, or delete the symbol set first"
}

// TooLarge says that something is larger than is taken.
type TooLarge struct{ Detail string }

func (e *TooLarge) Error() string { return "too large: " + e.Detail }

// Hint says what PostHog takes.
func (e *TooLarge) Hint() string {
	return "PostHog takes 100 MiB for each symbol set, compressed; a proxy in front of it may take less"
}

// RateLimited says that PostHog asks for a pause longer than is waited here.
type RateLimited struct {
	RetryAfter time.Duration // 0 when it does not say
	Detail     string
}

func (e *RateLimited) Error() string { return "PostHog asks for fewer requests: " + e.Detail }

// Hint says how long to wait.
func (e *RateLimited) Hint() string {
	if e.RetryAfter > 0 {
		return "try again in " + e.RetryAfter.Round(time.Second).String()
	}
	return "try again in a minute, or lower POSTHOG_CLIENT_RATE_LIMIT"
}

// Server is any other answer that is not the one hoped for.
type Server struct {
	Host   string
	Status int
	Code   string // invalid_chunk_ids, …; may be empty
	Detail string
}

func (e *Server) Error() string {
	text := fmt.Sprintf("%s answered %d %s", e.Host, e.Status, http.StatusText(e.Status))
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.Code != "" {
		text += " (" + e.Code + ")"
	}
	return text
}

// Hint says what the code or the status asks for.
func (e *Server) Hint() string {
	switch {
	case e.Code == "object_storage_required":
		return "this PostHog keeps no files: its administrator has to turn object storage on"
	case e.Code == "invalid_chunk_ids":
		return "two of the files have the same chunk id: clean the build folder and build again"
	case e.Code == "invalid_release_id":
		return "the release was deleted or is another project's"
	case e.Code == "file_not_found":
		return "the file did not arrive in the storage: upload it again"
	case e.Code == "symbol_set_not_found":
		return "the symbol set was deleted while its file was on its way: upload it again"
	case e.Status >= 500:
		return "try again; if it persists, PostHog itself has a problem"
	case e.Status < 400:
		return "is " + e.Host + " a PostHog? A login page or a proxy may answer in its place"
	case e.Status == http.StatusForbidden:
		return "the key's owner may not do this in PostHog, or a proxy in front of it forbids it"
	}
	return "the request was refused as it is: symset or this PostHog may be too old for the other"
}

// Unsupported says that this PostHog is older than the call.
type Unsupported struct{ Host string }

func (e *Unsupported) Error() string { return e.Host + " has no such call" }

// Hint says why.
func (e *Unsupported) Hint() string { return "this PostHog is too old for it; a newer one has it" }

// Moved says that the host sends elsewhere. The key is not sent after it.
type Moved struct{ From, To string }

func (e *Moved) Error() string {
	return e.From + " redirects to " + e.To + ", where the key is not sent"
}

// Hint says how to follow.
func (e *Moved) Hint() string { return "if that is your PostHog, sign in with it as the host" }

// Unreachable says that no answer came.
type Unreachable struct {
	Host string
	Err  error

	storage bool // it is PostHog that sends there
}

func (e *Unreachable) Error() string { return fmt.Sprintf("%s can't be reached: %v", e.Host, e.Err) }

func (e *Unreachable) Unwrap() error { return e.Err }

// Hint says what to look at.
func (e *Unreachable) Hint() string {
	if e.storage {
		return "try again; PostHog sends files there: if that host is known inside its network alone, its administrator has to give the storage an address that is known outside"
	}
	if errors.Is(e.Err, http.ErrSchemeMismatch) {
		return "it answers without TLS: give the host with http:// before it"
	}
	return "check the host, the network and HTTPS_PROXY; with a certificate of your own, --skip-ssl-verification"
}
