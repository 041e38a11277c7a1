package symbols

import (
	"strings"
	"testing"
)

func TestReadPage(t *testing.T) {
	const issue, event = "0190aaaa-0000-7000-8000-00000000000a", "0190AAAA-0000-7000-8000-00000000000b"
	const us, errors = "us.posthog.com", "https://us.posthog.com/project/12/error_tracking"
	for text, want := range map[string]Page{
		errors + "/" + issue: {Host: us, Project: "12", Issue: issue},
		" <" + errors + "/" + issue + "/?fingerprint=x&time=2026>": {Host: us, Project: "12", Issue: issue},
		errors + "/" + issue + "?event=" + event:                   {Host: us, Project: "12", Issue: issue, Event: event},
		errors + "/" + issue + "?event=none":                       {Host: us, Project: "12", Issue: issue},
		errors:                                                     {Host: us, Project: "12", Issues: true},
		errors + "/?q=pay":                                         {Host: us, Project: "12", Issues: true},
		errors + "/configuration?tab=error-tracking-symbol-sets":   {Host: us, Project: "12", Sets: true},
		errors + "?tab=symbol-sets":                                {Host: us, Project: "12", Sets: true},
		errors + "?event=" + event:                                 {Host: us, Project: "12", Event: event},
		errors + "/alerts":                                         {},
		"https://app.posthog.com/project/12/events/" + event + "/2026-11-20T09%3A41%3A07Z": {Host: "app.posthog.com", Project: "12", Event: event},
		"http://posthog.example:8000/environment/3/error_tracking/" + issue:                {Host: "posthog.example:8000", Project: "3", Issue: issue},
		"https://us.posthog.com/error_tracking/" + issue:                                   {Host: us, Issue: issue},
		"https://us.posthog.com/project/12/insights":                                       {},
		"https://app.acme.com/events/app.js":                                               {},
		"ftp://us.posthog.com/project/12/error_tracking/" + issue:                          {},
		"https://%zz": {}, issue: {}, "": {},
	} {
		got, ok := ReadPage(text)
		if ok != (want != Page{}) || ok && got != want {
			t.Errorf("%q shows %+v (%v), want %+v", text, got, ok, want)
		}
	}
	for text, want := range map[string]bool{issue: true, event: true, issue[1:]: false, "{" + issue[:34] + "}": false, issue[:35] + "g": false,
		strings.ReplaceAll(issue, "-", "") + "0000": false} {
		if IsUUID(text) != want {
			t.Errorf("IsUUID(%q): %v", text, !want)
		}
	}
}

func TestPageIn(t *testing.T) {
	here := Place{Host: "https://us.posthog.com", Project: "12"}
	for _, c := range []struct {
		page Page
		says string
	}{
		{Page{Host: "us.posthog.com", Project: "12"}, ""},
		{Page{Host: "US.posthog.com"}, ""},
		{Page{Host: "app.posthog.com", Project: "12"}, ""},
		{Page{Host: "us.posthog.com", Project: "7"}, "of project 7"},
		{Page{Host: "eu.posthog.com", Project: "12"}, "on eu.posthog.com"},
		{Page{Host: "us.posthog.com.evil.test", Project: "12"}, "on us.posthog.com.evil.test"},
	} {
		switch err := c.page.In(here); {
		case c.says == "" && err != nil:
			t.Errorf("%+v: %v", c.page, err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%+v: error %v, want %q", c.page, err, c.says)
		}
	}
}

// The host of an address that was pasted becomes a part of a command.
func TestElsewhereHint(t *testing.T) {
	page, ok := ReadPage("https://a;b/project/1/error_tracking")
	if want := "symset login --host 'a;b', or"; !ok || !strings.HasPrefix(Hint(page.In(Place{Host: "https://c"})), want) {
		t.Errorf("%q, want %q", Hint(page.In(Place{Host: "https://c"})), want)
	}
}
