package tui

import "testing"

func TestQuery(t *testing.T) {
	facets := map[string]string{"state": "missing", "kind": "URL", "release": "web 4.18.2"}
	for text, want := range map[string]bool{
		"": true, "acme": true, "ACME index": true, "acme vendor": false, "!vendor": true, "!index": false, "!": true,
		"~aidx": true, "~xdia": false, "state:missing": true, "state:miss": true, "state:uploaded": false, "!state:missing": false, "!state:fetched": true,
		"kind:url release:4.18": true, "release:5": false, "state:": true, "!state:": true, "other:x": false, "acme state:missing !kind:chunk ~js": true,
	} {
		q := parseQuery(text, setFacets...)
		if got := q.lets("https://app.acme.com/assets/index.js web 4.18.2", func(name string) string { return facets[name] }); got != want {
			t.Errorf("%q lets it through: %v", text, got)
		}
	}
	for _, c := range [][3]string{{"acme state:missing", "", "acme"}, {"acme", "missing", "acme state:missing"}, {"State:x acme !state:y", "all", "acme state:all"}, {"", "", ""}} {
		if got := withFacet(c[0], "state", c[1]); got != c[2] {
			t.Errorf("%q with state %q is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
