package cli

import (
	"strings"
	"testing"

	"symset/client"
	"symset/symbols"
)

// TestPasted holds what is understood of what people paste, and that addresses
// of elsewhere are refused.
func TestPasted(t *testing.T) {
	const id, host = "0190aaaa-0000-7000-8000-00000000000a", "us.posthog.com"
	here, err := client.NewCredentials("https://"+host, "phx_x", "12")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]struct {
		symbols.Page
		says  string // of the error
		event bool   // it names an exception
	}{
		id: {Page: symbols.Page{Issue: id, Event: id}, event: true},
		"https://us.posthog.com/project/12/error_tracking/" + id: {Page: symbols.Page{Host: host, Project: "12", Issue: id}, event: true},
		"https://us.posthog.com/project/12/error_tracking":       {Page: symbols.Page{Host: host, Project: "12", Issues: true}},
		"https://us.posthog.com/project/7/error_tracking/" + id:  {says: "the address is of project 7", event: true},
		"https://eu.posthog.com/project/12/error_tracking/" + id: {says: "on eu.posthog.com", event: true},
		"0190aaaa-0000-7000-8000-00000000000g":                   {says: "neither the id"},
		"":                                                       {says: "neither the id"},
		"https://us.posthog.com/project/12/insights":             {says: "neither the id"},
	} {
		got, err := readPasted(text, here)
		switch {
		case want.says == "" && (err != nil || got != want.Page):
			t.Errorf("%q is %+v, error %v", text, got, err)
		case want.says != "" && (err == nil || !strings.Contains(err.Error(), want.says)):
			t.Errorf("%q: error %v, want %q", text, err, want.says)
		}
		if namesEvent(text) != want.event {
			t.Errorf("%q names an event: %v", text, !want.event)
		}
	}
}
