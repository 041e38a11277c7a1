package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"symset/symbols"
)

// What is known of a set is its state; what the server can't tell is said.
func TestSetRow(t *testing.T) {
	const noMap = `{"JavaScript":{"NoSourcemap":"https://a/x.js"}}`
	day := 24 * time.Hour
	for _, c := range []struct {
		name  string
		set   symbols.Set
		state setState
		kind  string
		short string
		hint  string // what a hint begins with; empty: none
	}{
		{"a URL that failed", symbols.Set{ID: "1", Ref: "https://a/x.js", Reason: noMap, LastUsed: now}, missing, "URL", "no map found", ""},
		{"no file and no reason", symbols.Set{ID: "1", Ref: "https://a/x.js", LastUsed: now}, missing, "URL", "no file, no reason", ""},
		{"fetched", symbols.Set{ID: "1", Ref: "https://a/x.js", HasFile: true, LastUsed: now}, fetched, "URL", "", ""},
		{"uploaded and used", symbols.Set{ID: "1", Ref: "0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa1", HasFile: true, LastUsed: now}, uploaded, "chunk", "", ""},
		{"uploaded, perhaps not whole", symbols.Set{ID: "1", Ref: "0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa1", HasFile: true, Created: now}, uploaded, "chunk", "", "Never used."},
		{"a file beside an old failure", symbols.Set{ID: "1", Ref: "https://a/x.js", HasFile: true, Reason: noMap, LastUsed: now}, uploaded, "URL", "old failure shown", ""},
		{"the same by chunk id", symbols.Set{ID: "1", Ref: "0199a6e0", HasFile: true, Reason: `{"JavaScript":{"NoSourcemapUploaded":"0199a6e0"}}`, LastUsed: now}, uploaded, "chunk", "old failure shown", ""},
		{"of words of an older server", symbols.Set{ID: "1", Ref: "https://a/x.js", HasFile: true, Reason: "new words", LastUsed: now}, uploaded, "URL", "old failure shown", ""},
		{"the same where it matters", symbols.Set{ID: "1", Ref: "a@1+2", HasFile: true, Reason: `{"Proguard":{"MissingMap":"a@1+2"}}`, LastUsed: now}, doubtful, "ProGuard", "failure in the way", "A file is stored beside an earlier failure. Uploads don't clear that, and for this kind PostHog looks at it first"},
		{"a failure perhaps of this file", symbols.Set{ID: "1", Ref: "https://a/x.js", HasFile: true, Reason: `{"JavaScript":{"InvalidSourceMap":"x"}}`, LastUsed: now}, doubtful, "URL", "may be unreadable", "A file is stored beside this failure"},
		{"of a language that is not told", symbols.Set{ID: "1", Ref: "0199a6e0", HasFile: true, Reason: "new words", LastUsed: now}, doubtful, "chunk", "may be unreadable", "A file is stored beside this failure"},
		{"soon purged", symbols.Set{ID: "1", Ref: "0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa1", HasFile: true, LastUsed: now.Add(-27 * day)}, uploaded, "chunk", "unused, soon gone", "PostHog deletes symbol sets that have not been used for 30 days: this one in 3 days."},
		{"overdue", symbols.Set{ID: "1", Ref: "https://a/x.js", HasFile: true, Created: now.Add(-31 * day)}, fetched, "URL", "unused, soon gone", "PostHog deletes symbol sets that have not been used for 30 days: this one any time now."},
		{"a dSYM", symbols.Set{ID: "1", Ref: "5F1C77AA-02CE-4D1B-9A41-1F5BBD0EE2A9", HasFile: true, LastUsed: now}, uploaded, "dSYM", "", ""},
		{"Hermes, by its failure", symbols.Set{ID: "1", Ref: "5f1c", Reason: `{"Hermes":{"NoSourcemapUploaded":"5f1c"}}`, LastUsed: now}, missing, "Hermes", "none uploaded", ""},
		{"of an app's own address", symbols.Set{ID: "1", Ref: "capacitor://localhost/main.js", Reason: `{"JavaScript":{"InvalidSourceUrl":"capacitor://localhost/main.js"}}`}, missing, "URL", "bad address", ""},
		{"known from frames alone", symbols.Set{Ref: "0199a6e0"}, missing, "chunk", "no file, no reason", "PostHog has no symbol set with this ref"},
	} {
		r := newSetRow(c.set)
		if r.state != c.state || r.kind != c.kind || r.short(now) != c.short {
			t.Errorf("%s: %s, %s, %q; want %s, %s, %q", c.name, r.state, r.kind, r.short(now), c.state, c.kind, c.short)
		}
		hints := r.hints(now)
		if c.hint == "" && len(hints) > 0 || c.hint != "" && !slices.ContainsFunc(hints, func(h string) bool { return strings.HasPrefix(h, c.hint) }) {
			t.Errorf("%s: hints %q, want %q", c.name, hints, c.hint)
		}
	}
}
