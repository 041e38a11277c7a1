package posthogtest

import (
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"symset/client/posthogtest/cymbal"
)

// A captured is an event as an SDK sends it.
type captured struct {
	UUID       string                     `json:"uuid"`
	Event      string                     `json:"event"`
	Timestamp  time.Time                  `json:"timestamp"`
	DistinctID string                     `json:"distinct_id"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// Capture takes an $exception event as an SDK sends it: resolves its frames with
// the symbol sets that are stored now, keeps what they became, and puts it into
// the issue of its fingerprint. It gives the event as it is stored; events that
// were stored before stay as they are.
//
// An event whose id is taken gets another, one without a time is of now.
func (s *Server) Capture(event []byte) (Event, error) {
	var c captured
	if err := json.Unmarshal(event, &c); err != nil {
		return Event{}, fmt.Errorf("read the captured event: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.capture(&c)
}

func (s *Server) capture(c *captured) (Event, error) {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(c.Properties["$exception_list"], &list); err != nil {
		return Event{}, fmt.Errorf("read the event's $exception_list: %w", err)
	}
	if len(list) == 0 {
		return Event{}, errors.New("the event has no exceptions")
	}
	taken := func(e Event) bool { return e.ID == c.UUID }
	if c.UUID == "" || slices.ContainsFunc(s.events, taken) {
		c.UUID = s.newID()
	}
	if c.Timestamp.IsZero() {
		c.Timestamp = s.now()
	}
	in := ingestion{server: s, releases: map[string]any{}}
	for i, exception := range list {
		if err := in.exception(exception); err != nil {
			return Event{}, fmt.Errorf("read exception %d of the event: %w", i+1, err)
		}
	}
	issue := s.issueOf(c, &in)
	for name, value := range map[string]any{
		"$exception_list": list, "$exception_types": in.names, "$exception_values": in.values, "$exception_sources": in.sources,
		"$exception_functions": in.functions, "$exception_releases": in.releases, "$exception_fingerprint": in.fingerprint,
		"$exception_issue_id": issue.ID,
	} {
		text, err := json.Marshal(value)
		if err != nil {
			return Event{}, fmt.Errorf("store the event: %w", err)
		}
		c.Properties[name] = text
	}
	properties, err := json.Marshal(c.Properties)
	if err != nil {
		return Event{}, fmt.Errorf("store the event: %w", err)
	}
	e := Event{ID: c.UUID, IssueID: issue.ID, DistinctID: c.DistinctID, Time: c.Timestamp.UTC(), Properties: properties}
	s.events = append(s.events, e)
	s.changes++
	return e, nil
}

// An ingestion is what becomes of one event's exceptions.
type ingestion struct {
	server             *Server
	names, values      []string
	sources, functions []string
	releases           map[string]any
	fingerprint        string
	pieces             []string      // that the fingerprint is made of
	standing           cymbal.Record // the frame that stands for the issue: the app's own that threw
}

// exception resolves the frames of one exception, in its place.
func (in *ingestion) exception(x map[string]json.RawMessage) error {
	if x == nil {
		return errors.New("it is null")
	}
	var name, value string
	_ = json.Unmarshal(x["type"], &name)
	_ = json.Unmarshal(x["value"], &value)
	in.names, in.values, in.pieces = append(in.names, name), append(in.values, value), append(in.pieces, name)
	if x["id"] == nil {
		x["id"], _ = json.Marshal(in.server.newID()) // of a text, which can't fail
	}
	if x["stacktrace"] == nil {
		return nil
	}
	var trace struct {
		Type   string            `json:"type"`
		Frames []json.RawMessage `json:"frames"`
	}
	if err := json.Unmarshal(x["stacktrace"], &trace); err != nil {
		return err
	}
	trace.Type = "resolved"
	for i, frame := range trace.Frames {
		record, err := cymbal.Resolve(frame, finder{in.server})
		if err != nil {
			return err
		}
		in.server.remember(&record)
		trace.Frames[i] = record.Contents
		in.stored(record)
	}
	text, err := json.Marshal(trace)
	x["stacktrace"] = text
	return err
}

// remember puts what is stored of a frame in place of what it became now, on
// servers that do so while it lives.
func (s *Server) remember(r *cymbal.Record) {
	if !s.config.FramesAnswer {
		return
	}
	for _, f := range s.frames {
		if f.RawID == r.RawID && s.now().Sub(f.Created) <= f.lifetime() {
			r.Resolved, r.Contents, r.Context, r.Ref = f.Resolved, f.Contents, f.Context, f.SetRef
			r.Stored = f.Created
		}
	}
}

// stored keeps what a frame became, in place of what it was before.
func (in *ingestion) stored(r cymbal.Record) {
	s := in.server
	s.frames = slices.DeleteFunc(s.frames, func(f Frame) bool { return f.RawID == r.RawID })
	created := s.now()
	if !r.Stored.IsZero() {
		created = r.Stored
	}
	s.frames = append(s.frames, Frame{ID: s.newID(), RawID: r.RawID, Created: created, Resolved: r.Resolved, Contents: r.Contents, Context: r.Context, SetRef: r.Ref})
	if r.Source != "" && !slices.Contains(in.sources, r.Source) {
		in.sources = append(in.sources, r.Source)
	}
	if r.Function != "" && !slices.Contains(in.functions, r.Function) {
		in.functions = append(in.functions, r.Function)
	}
	if r.InApp {
		in.pieces = append(in.pieces, r.Function, r.Source)
		if thrown := len(in.names) == 1; thrown && (r.Source != "" || in.standing.Source == "") {
			in.standing = r
		}
	}
	if set := s.refs[r.Ref]; set != nil {
		if release := s.releases[set.ReleaseID]; release != nil {
			in.releases[release.ID] = map[string]any{"version": release.Version, "project": release.Project, "timestamp": release.Created, "metadata": release.Metadata}
		}
	}
}

// issueOf counts an event to the issue of its fingerprint, which is the SDK's or
// made of the names of exceptions and of the app's frames as they read now: so
// what resolves for the first time is an issue of its own.
func (s *Server) issueOf(c *captured, in *ingestion) *Issue {
	if json.Unmarshal(c.Properties["$exception_fingerprint"], &in.fingerprint) != nil || in.fingerprint == "" {
		h := sha512.New()
		for _, piece := range in.pieces {
			_, _ = fmt.Fprintf(h, "%s\n", piece) // a hash takes everything
		}
		in.fingerprint = hex.EncodeToString(h.Sum(nil))
	}
	k := slices.IndexFunc(s.issues, func(i Issue) bool { return i.Fingerprint == in.fingerprint })
	if k < 0 {
		var name, description, library string
		_ = json.Unmarshal(c.Properties["$issue_name"], &name)
		_ = json.Unmarshal(c.Properties["$issue_description"], &description)
		_ = json.Unmarshal(c.Properties["$lib"], &library)
		k = len(s.issues)
		s.issues = append(s.issues, Issue{ID: s.newID(), Status: "active", Fingerprint: in.fingerprint, Library: library,
			Name: cmp.Or(name, in.names[0]), Description: cmp.Or(description, in.values[0]), FirstSeen: c.Timestamp.UTC()})
	}
	i := &s.issues[k]
	i.Name, i.Description = cmp.Or(i.Name, in.names[0]), cmp.Or(i.Description, in.values[0])
	i.Source, i.Function = in.standing.Source, in.standing.Function
	at := c.Timestamp.UTC()
	i.Occurrences++
	i.Seen = append(i.Seen, Tick{at, 1})
	if i.FirstSeen.IsZero() || at.Before(i.FirstSeen) {
		i.FirstSeen = at
	}
	if at.After(i.LastSeen) {
		i.LastSeen = at
	}
	if !slices.Contains(i.people, c.DistinctID) {
		i.people = append(i.people, c.DistinctID)
		i.Users++
	}
	var session string
	if _ = json.Unmarshal(c.Properties["$session_id"], &session); session != "" && !slices.Contains(i.sessions, session) {
		i.sessions = append(i.sessions, session)
		i.Sessions++
	}
	return i
}
