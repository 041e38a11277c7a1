package symbols

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/google/uuid"

	"symset/symbols/reason"
)

// A Page is what a page of PostHog shows, as its address tells. The zero Page is
// none.
type Page struct {
	Host    string // with its port, if any: "eu.posthog.com"
	Project string // its number; empty when the address does not tell

	Issue, Event string // UUIDs; both when an event of an issue is shown
	Issues, Sets bool   // it is the list of issues, or of symbol sets
}

// ReadPage reads the address of a page that shows an issue
// (/project/1/error_tracking/ID), an event (/project/1/events/ID/TIME, or
// event=ID behind an issue's), or the list of issues or symbol sets. Any other
// text is none of them.
func ReadPage(address string) (Page, bool) {
	u, err := url.Parse(strings.Trim(address, " \t\r\n<>\"'"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return Page{}, false
	}
	p := Page{Host: u.Host}
	query := u.Query()
	parts := append(strings.Split(strings.Trim(u.Path, "/"), "/"), "")
	for i, part := range parts[:len(parts)-1] {
		switch next := parts[i+1]; {
		case part == "project" || part == "environment":
			p.Project = next
		case part == "events" && IsUUID(next):
			p.Event = next
		case part != "error_tracking":
		case IsUUID(next):
			p.Issue = next
		case next == "configuration" || strings.Contains(query.Get("tab"), "symbol-sets"):
			p.Sets = true
		case next == "":
			p.Issues = true
		}
	}
	for _, name := range []string{"event", "event_id", "selectedEvent", "uuid"} {
		if id := query.Get(name); p.Event == "" && IsUUID(id) {
			p.Event, p.Issues = id, false
		}
	}
	ok := p.Issues || p.Sets || p.Issue != "" || p.Event != ""
	return p, ok
}

// IsUUID reports whether text is spelled as a UUID usually is: 36 characters, in
// any case.
func IsUUID(text string) bool { return len(text) == 36 && uuid.Validate(text) == nil }

// In tells whether the page is one of a project: else the error is an
// [Elsewhere]. A page that does not name its project can be of any.
func (p Page) In(at Place) error {
	ours, err := url.Parse(at.Host)
	if err == nil && !sameHost(ours.Host, p.Host) || p.Project != "" && p.Project != at.Project {
		return &Elsewhere{p, at}
	}
	return nil
}

// sameHost reports whether two hosts are the same PostHog.
func sameHost(a, b string) bool {
	cloud := func(h string) string {
		if h = strings.ToLower(h); h == "app.posthog.com" {
			return "us.posthog.com"
		}
		return h
	}
	return cloud(a) == cloud(b)
}

// Elsewhere says that a page is of another project than is asked.
type Elsewhere struct {
	Page  Page
	Asked Place
}

func (e *Elsewhere) Error() string {
	return fmt.Sprintf("the address is of project %s on %s, and you are signed in to project %s on %s", e.Page.Project, e.Page.Host, e.Asked.Project, e.Asked.Host)
}

// Hint tells how to get there.
func (e *Elsewhere) Hint() string {
	return "symset login --host " + reason.Quote(e.Page.Host, "URL") + ", or name another dotenv file"
}
