package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A complaint is the body of a bad answer, in PostHog's shape or another.
type complaint struct{ code, detail string }

// readComplaint reads {"type","code","detail","attr"}, the bare {"detail"} and
// {"error"}, texts by field as Django sends them, or whatever else it is.
func readComplaint(body []byte) complaint {
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil {
		return complaint{detail: describe(body)}
	}
	c := complaint{code: plain(fields["code"])}
	c.detail = cmp.Or(plain(fields["detail"]), plain(fields["error"]), plain(fields["message"]))
	if c.detail == "" && c.code == "" {
		c.detail = clip(strings.Join(strings.Fields(string(body)), " "))
	}
	c.detail = strings.TrimSuffix(c.detail, ".") // an error goes on after it
	return c
}

// plain gives a JSON text, or other JSON as it is written.
func plain(raw json.RawMessage) string {
	var s string
	if len(raw) > 0 && json.Unmarshal(raw, &s) != nil {
		s = string(raw)
	}
	return clip(s)
}

// describe says in few words what a body is that should have been JSON.
func describe(body []byte) string {
	title := regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return "nothing"
	case isPage(body):
		if m := title.FindSubmatch(body[:min(len(body), 16<<10)]); m != nil {
			return "a web page: " + clip(strings.Join(strings.Fields(html.UnescapeString(string(m[1]))), " "))
		}
		return "a web page"
	}
	return clip(strings.ToValidUTF8(strings.Join(strings.Fields(string(body[:min(len(body), 4096)])), " "), ""))
}

// refused tells what an answer with a bad status means.
func (c *Client) refused(k call, resp *http.Response, body []byte) try {
	said := readComplaint(c.scrub(body))
	after := retryAfter(resp.Header.Get("Retry-After"))
	host, status := c.credentials.Host, resp.StatusCode
	switch {
	case status == http.StatusProxyAuthRequired: // whose words may quote what it was sent
		return try{err: &Unreachable{Host: host, Err: errors.New("the proxy asks for another user name and password")}}
	case status == http.StatusTooManyRequests:
		return try{err: &RateLimited{RetryAfter: after, Detail: said.detail}, again: true, after: after}
	case status >= 500:
		return try{err: said.server(host, status), again: true, unsure: true, after: after}
	case status == http.StatusRequestEntityTooLarge || said.code == "file_too_large":
		return try{err: &TooLarge{Detail: said.detail}}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return try{err: c.forbidden(k, said, status)}
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return try{err: c.absent(k, said, status)}
	}
	if to := resp.Header.Get("Location"); status < 400 && to != "" {
		said.detail = "it redirects to " + clip(string(c.scrub([]byte(to))))
	}
	switch said.code {
	case "content_hash_mismatch", "content_hash_required":
		return try{err: &Conflict{Code: said.code, Detail: said.detail}}
	case "release_id_mismatch":
		return try{err: &OtherRelease{Detail: said.detail}}
	}
	return try{err: said.server(host, status)}
}

func (s complaint) server(host string, status int) *Server {
	return &Server{Host: host, Status: status, Code: s.code, Detail: s.detail}
}

// forbidden tells apart what is not a key, one without the scope, and one of
// another project.
func (c *Client) forbidden(k call, said complaint, status int) error {
	lower := strings.ToLower(said.detail)
	if k.newer && strings.Contains(lower, "does not support personal api key") {
		return &Unsupported{Host: c.credentials.Host} // what some servers say of calls that they don't know
	}
	if m := regexp.MustCompile(`scope\W+([a-z_]+:[a-z]+)`).FindStringSubmatch(lower); m != nil {
		return &MissingScope{Scope: m[1]}
	}
	switch {
	case status == http.StatusUnauthorized, said.code == "authentication_failed", said.code == "not_authenticated", said.code == "invalid_api_key":
		return &NotSignedIn{Host: c.credentials.Host, Detail: cmp.Or(said.detail, "the key is not accepted")}
	case strings.Contains(lower, "scope") && k.scope != "":
		return &MissingScope{Scope: k.scope}
	case strings.Contains(lower, "project"), strings.Contains(lower, "team"), strings.Contains(lower, "environment"):
		return c.wrongProject(said)
	}
	return said.server(c.credentials.Host, status)
}

// absent tells apart a project, a thing and a call that are not there.
func (c *Client) absent(k call, said complaint, status int) error {
	switch said.detail {
	case "Project not found", "Environment not found", "Team not found":
		return c.wrongProject(said)
	}
	switch {
	case k.newer, said.detail == "Endpoint not found":
		return &Unsupported{Host: c.credentials.Host}
	case status == http.StatusMethodNotAllowed, k.open:
		return said.server(c.credentials.Host, status)
	case k.what != "":
		return &NotFound{What: k.what, Detail: said.detail}
	}
	return c.wrongProject(said)
}

func (c *Client) wrongProject(said complaint) error {
	return &WrongProject{Host: c.credentials.Host, Project: c.credentials.Project, Detail: cmp.Or(said.detail, "not found")}
}

// scrub takes the key out of what a server says.
func (c *Client) scrub(text []byte) []byte {
	if c.credentials.Key.Empty() {
		return text
	}
	return bytes.ReplaceAll(text, []byte(c.credentials.Key.Reveal()), []byte(hidden))
}

// retryAfter reads a Retry-After header, seconds or a date; 0 when it says
// nothing of use.
func retryAfter(text string) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
		return time.Duration(min(max(n, 0), 7*24*3600)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(time.Until(at), 0)
	}
	return 0
}
