package client

import (
	"net/http"
	"time"

	"symset/symbols"
)

var _ symbols.Project = (*Client)(nil)

// Place tells which project the client's calls are about.
func (c *Client) Place() symbols.Place {
	return symbols.Place{Host: c.credentials.Host, Project: c.credentials.Project, Source: c.credentials.Source}
}

// Offline says that no answer came, see [symbols.Project].
func (e *Unreachable) Offline() bool { return true }

// Wait says how long PostHog asks to wait, see [symbols.Project].
func (e *RateLimited) Wait() time.Duration { return max(e.RetryAfter, time.Second) }

// Absent says that what was asked for is not there, see [symbols.Project].
func (e *NotFound) Absent() bool { return true }

// Lacks gives the scope that the key lacks, see [symbols.Project].
func (e *MissingScope) Lacks() string { return e.Scope }

// Absent is true where PostHog says so in other words.
func (e *Server) Absent() bool { return e.Status == http.StatusNotFound }

// TooOld says that the server does not know the call, see [symbols.Project].
func (e *Unsupported) TooOld() bool { return true }

// Refused says that PostHog would not do it if it were asked again either, see
// [symbols.Project].
func (e *Conflict) Refused() bool { return true }

// Refused is true: the set stays in its release.
func (e *OtherRelease) Refused() bool { return true }

// Refused is true: PostHog takes no more bytes than it does.
func (e *TooLarge) Refused() bool { return true }

// Refused is true: the key lacks what it lacks.
func (e *MissingScope) Refused() bool { return true }

// Refused is true of what the server has found fault with, not of its own faults.
func (e *Server) Refused() bool { return e.Status >= 400 && e.Status < 500 }
