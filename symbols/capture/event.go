package capture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/phrase"
)

// event adds the event that o is, with the properties it has.
func (c *collector) event(o, props object, path string) {
	if len(c.events) == maxEvents {
		c.tooMany = true
		return
	}
	at := join(path, "$exception_list")
	items, ok := exceptionList(props)
	switch {
	case !ok:
		c.fail(at, "the list of exceptions is "+kindOf(props["$exception_list"])+", not a list", "give the event as the SDK or PostHog wrote it")
		return
	case len(items) == 0:
		if c.empty == "" {
			c.empty = orRoot(path)
		}
		c.fail(at, "the event's list of exceptions is empty", "the SDK captured nothing; look at another event of the issue")
		return
	}
	event := symbols.Event{ID: text(o, "uuid", "id", "event_id"), Time: readTime(text(o, "timestamp", "created_at"))}
	if event.ID == "" {
		event.ID = text(props, "uuid")
	}
	if event.Time.IsZero() {
		event.Time = readTime(text(props, "timestamp"))
	}
	event.Issue = issueOf(o, props)
	event.Facts = facts(o, props)
	event.Release = text(props, "$release_id")
	r := exceptionReader{c: c, event: &event, lib: text(props, "$lib")}
	r.crashFirst = crashFirst(r.lib, event.Time)
	if len(items) > maxExceptions {
		r.note(fmt.Sprintf("The event has %d exceptions; those after %d are left out.", len(items), maxExceptions))
		items = items[:maxExceptions]
	}
	for i, item := range items {
		r.read(i, item)
	}
	if len(event.Exceptions) == 0 {
		c.fail(at, "none of the listed exceptions is an object", "give the event as the SDK or PostHog wrote it")
		return
	}
	if x := &event.Exceptions[0]; x.Handled == nil {
		x.Handled = readHandled(props["$exception_handled"])
	}
	problems := texts(props["$cymbal_errors"])
	for _, s := range problems[:min(len(problems), 5)] {
		r.note("PostHog said on taking the event in: " + phrase.Clip(s, 300))
	}
	if event.ID != "" {
		if c.byID == nil {
			c.byID = map[string]int{}
		}
		c.byID[event.ID] = len(c.events)
	}
	c.events = append(c.events, event)
}

// exceptionList gives the event's exceptions. Events of 2024 have the only one
// in properties of its own, its frames as JSON in a string.
func exceptionList(props object) ([]json.RawMessage, bool) {
	if raw := unquote(props["$exception_list"]); has(props, "$exception_list") {
		if len(raw) > 0 && raw[0] == '{' {
			return []json.RawMessage{raw}, true
		}
		return list(raw)
	}
	frames := unquote(props["$exception_stack_trace_raw"])
	if _, ok := list(frames); !ok {
		frames = json.RawMessage("[]")
		if has(props, "$exception_source") {
			frames = encode([]object{{"filename": props["$exception_source"],
				"lineno": orNull(props["$exception_lineno"]), "colno": orNull(props["$exception_colno"])}})
		}
	}
	return []json.RawMessage{encode(object{
		"type": orNull(props["$exception_type"]), "value": orNull(props["$exception_message"]),
		"stacktrace": encode(object{"frames": frames}),
	})}, true
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

// crashFirst reports whether events of an SDK and a time are stored with the
// frame that threw first. PostHog turned these SDKs' frames around from
// 2026-07-09 16:10 UTC on.
func crashFirst(lib string, at time.Time) bool {
	switch lib {
	case "posthog-android", "posthog-flutter", "posthog-php", "posthog-go", "posthog-rs",
		"posthog-elixir", "posthog-java", "posthog-server":
		return !at.IsZero() && at.Before(time.Date(2026, 7, 9, 16, 10, 0, 0, time.UTC))
	}
	return false
}

func readTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

func readHandled(raw json.RawMessage) *bool {
	yes, no := truth(raw, true), truth(raw, false)
	if yes != no {
		return nil
	}
	return &yes
}

// facts gives what the event knows beside its frames, in display order.
func facts(o, props object) []symbols.Fact {
	var out []symbols.Fact
	add := func(name string, parts ...string) {
		value := strings.TrimSpace(strings.Join(parts, " "))
		if value != "" && len(out) < 20 {
			out = append(out, symbols.Fact{Name: name, Value: value})
		}
	}
	for _, r := range releases(props) {
		add("Release", r)
	}
	add("URL", text(props, "$current_url"))
	if browser := text(props, "$browser"); browser != "" {
		add("Browser", browser, text(props, "$browser_version"))
	}
	if os := text(props, "$os", "$os_name"); os != "" {
		add("OS", os, text(props, "$os_version"))
	}
	add("Device", text(props, "$device_manufacturer"), text(props, "$device_model", "$device", "$device_name", "$device_type"))
	user := text(o, "distinct_id")
	if user == "" {
		user = text(props, "$user_id", "distinct_id")
	}
	add("User", user)
	if lib := text(props, "$lib"); lib != "" {
		add("Library", lib, text(props, "$lib_version"))
	}
	add("Level", text(props, "$exception_level"))
	add("Issue", issueOf(o, props))
	add("Fingerprint", text(props, "$exception_fingerprint"))
	return out
}

// issueOf gives the event's issue: the one that a query tells, which follows
// merges, or the one that it was put into when it came in.
func issueOf(o, props object) string {
	if issue := text(o, "issue_id"); issue != "" {
		return issue
	}
	return text(props, "$exception_issue_id", "$issue_id")
}

// releases names the releases whose symbol sets the frames used, or the one
// the build put into the event.
func releases(props object) []string {
	var names []string
	byID, _ := nested(props["$exception_releases"])
	for id, raw := range byID {
		r, _ := nested(raw)
		name := strings.TrimSpace(text(r, "project") + " " + text(r, "version"))
		if name == "" {
			name = id
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) == 0 {
		names = append(names, text(props, "$release_id", "$release"))
	}
	return names[:min(len(names), 5)]
}

// compact gives a value of the wrong kind as one line of JSON.
func compact(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return ""
	}
	return phrase.Clip(b.String(), 1000)
}
