package cli

import (
	"strings"
	"testing"

	"symset/client"
)

// TestPasted holds what is understood of what people paste, and that addresses
// of elsewhere are refused.
func TestPasted(t *testing.T) {
	const issue, event = "0190aaaa-0000-7000-8000-00000000000a", "0190AAAA-0000-7000-8000-00000000000b"
	here, err := client.NewCredentials("https://us.posthog.com", "phx_x", "12")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]struct {
		pasted
		says string // of the error
	}{
		issue: {pasted: pasted{issue, issue}},
		"https://us.posthog.com/project/12/error_tracking/" + issue:                                     {pasted: pasted{issue, ""}},
		"https://us.posthog.com/project/12/error_tracking/" + issue + "/?fingerprint=x&timestamp=2026":  {pasted: pasted{issue, ""}},
		"https://us.posthog.com/project/12/error_tracking/" + issue + "?event=" + event:                 {pasted: pasted{issue, event}},
		"https://app.posthog.com/project/12/events/" + event + "/2026-11-20T09%3A41%3A07Z":              {pasted: pasted{"", event}},
		"https://us.posthog.com/error_tracking/" + issue:                                                {pasted: pasted{issue, ""}},
		"https://us.posthog.com/project/7/error_tracking/" + issue:                                      {says: "the address is of project 7"},
		"https://eu.posthog.com/project/12/error_tracking/" + issue:                                     {says: "on eu.posthog.com"},
		"https://us.posthog.com/project/12/error_tracking/configuration?tab=error-tracking-symbol-sets": {says: "neither the id"},
		"https://us.posthog.com.evil.test/project/12/error_tracking/" + issue:                           {says: "on us.posthog.com.evil.test"},
		"ftp://us.posthog.com/project/12/error_tracking/" + issue:                                       {says: "neither the id"},
		"0190aaaa-0000-7000-8000-00000000000g":                                                          {says: "neither the id"},
		"":                                                                                              {says: "neither the id"},
		"https://%zz":                                                                                   {says: "neither the id"},
	} {
		got, err := readPasted(text, here)
		switch {
		case want.says == "" && (err != nil || got != want.pasted):
			t.Errorf("%q is %+v, error %v", text, got, err)
		case want.says != "" && (err == nil || !strings.Contains(err.Error(), want.says)):
			t.Errorf("%q: error %v, want %q", text, err, want.says)
		}
	}
}
