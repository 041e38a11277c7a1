package cli

import (
	"fmt"
	"net/url"
	"strings"

	"symset/client"
)

// A pasted is what an argument names: an id as it is, or what the address of a
// page of PostHog leads to.
type pasted struct {
	issue, event string // UUIDs; both when a page shows an event of an issue
}

// readPasted reads an issue's or event's id, or the address of its page. What a
// bare id is of is not known: it is given as both. An address of another
// PostHog or project than the one that is signed in to is an error.
func readPasted(text string, signedIn client.Credentials) (pasted, error) {
	if isUUID(text) {
		return pasted{issue: text, event: text}, nil
	}
	p, host, project, ok := readAddress(text)
	if !ok {
		return p, advice{fmt.Errorf("%q is neither the id of an issue or event nor the address of its page", text),
			"symset exceptions lists issues with their ids"}
	}
	if ours, err := url.Parse(signedIn.Host); err == nil && !sameHost(ours.Host, host) || project != "" && project != signedIn.Project {
		return p, advice{fmt.Errorf("the address is of project %s on %s, and you are signed in to project %s on %s", project, host, signedIn.Project, signedIn.Host),
			"symset login --host " + host + ", or name another dotenv file"}
	}
	return p, nil
}

// readAddress reads the address of a page of PostHog that shows an issue
// (/project/1/error_tracking/ID) or an event (/project/1/events/ID/TIME, or
// event=ID behind an issue's).
func readAddress(text string) (p pasted, host, project string, ok bool) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return p, "", "", false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i, part := range parts {
		next := ""
		if i+1 < len(parts) {
			next = parts[i+1]
		}
		switch {
		case part == "project" || part == "environment":
			project = next
		case part == "error_tracking" && isUUID(next):
			p.issue = next
		case part == "events" && isUUID(next):
			p.event = next
		}
	}
	for _, name := range []string{"event", "event_id", "selectedEvent", "uuid"} {
		if id := u.Query().Get(name); isUUID(id) && p.event == "" {
			p.event = id
		}
	}
	return p, u.Host, project, p != pasted{}
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

// isUUID reports whether text is spelled as a UUID.
func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i, c := range []byte(strings.ToLower(text)) {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}
